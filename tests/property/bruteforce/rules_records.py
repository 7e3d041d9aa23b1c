"""The rules about rows: AFSPRAAK_OPEN, BESLUIT_OPEN, VOLGORDE, TEGENSTRIJDIG and VEROUDERD."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from .cells import Days, Row, code, days, disjoint, ids, months_before, number, span, text
from .coverage import BEVESTIGD, Coverage
from .findings import Finding, RuleResult, count, demand_id, finding_id, not_computed, referral_id
from .match import ONBEKEND
from .region import Region


def afspraak_open(coverage: Coverage) -> RuleResult:
    """Status OPEN or LOOPT and no eigenaar, no deadline, or a deadline that has passed."""
    region = coverage.region
    if not region.rows("afspraken"):
        return not_computed("afspraken")
    findings = []
    for row in region.rows("afspraken"):
        deadline = days(row.get("deadline", ""))
        unfinished = code(row, "status", blank="OPEN") in {"OPEN", "LOOPT"}
        if unfinished and (not text(row, "eigenaar") or deadline is None or deadline[1] < region.d):
            identity = finding_id("AFSPRAAK_OPEN", afspraak=text(row, "id"))
            findings.append(Finding(text(row, "id"), identity, BEVESTIGD))
    return count([text(row, "id") for row in region.rows("afspraken")], findings)


def besluit_open(coverage: Coverage) -> RuleResult:
    """A decision that should have been taken, or was taken without the unanimity that it needs."""
    region = coverage.region
    if not region.rows("agenda"):
        return not_computed("agenda")
    findings = []
    for row in region.rows("agenda"):
        if _overdue(region, row) or _not_unanimous(region, row):
            identity = finding_id("BESLUIT_OPEN", agenda=text(row, "id"))
            findings.append(Finding(text(row, "id"), identity, BEVESTIGD))
    return count([text(row, "id") for row in region.rows("agenda")], findings)


def _overdue(region: Region, row: Row) -> bool:
    return code(row, "conclusie", blank="VOLGT") == "VOLGT" and _date(row, "datum")[1] < region.d


def _not_unanimous(region: Region, row: Row) -> bool:
    (overleg,) = [one for one in region.rows("overleggen") if text(one, "id") == text(row, "overleg")]
    return (
        code(row, "doel") == "VASTSTELLEN"
        and code(row, "conclusie") == "AKKOORD"
        and code(overleg, "besluitregel") == "UNANIMITEIT"
        and any(member not in ids(row, "voor") for member in ids(overleg, "leden"))
    )


def volgorde(coverage: Coverage) -> RuleResult:
    """An agenda item before an item that it should follow."""
    region = coverage.region
    if region.empty("agenda", "volgt_na"):
        return not_computed("agenda.volgt_na")
    items = {text(row, "id"): row for row in region.rows("agenda")}
    findings = []
    for item, row in items.items():
        earlier = [items[other] for other in ids(row, "volgt_na")]
        if any(_date(row, "datum")[1] < _date(other, "datum")[0] for other in earlier):
            findings.append(Finding(item, finding_id("VOLGORDE", agenda=item), BEVESTIGD))
    return count(items, findings)


def tegenstrijdig(coverage: Coverage) -> RuleResult:
    """Two sources that contradict each other about one thing."""
    region = coverage.region
    if region.empty("agenda", "bron") and region.empty("vraag", "bron"):
        return not_computed("agenda.bron, vraag.bron")
    population, findings = [], []
    for one, other in combinations(region.rows("agenda"), 2):
        if _same_item(one, other) and _different_sources(one, other):
            pair = _pair("agenda:" + text(one, "id"), "agenda:" + text(other, "id"))
            population.append(pair)
            if disjoint(_date(one, "datum"), _date(other, "datum")):
                findings.append(Finding(pair, finding_id("TEGENSTRIJDIG", records=list(pair)), BEVESTIGD))
    for one, other in combinations(region.rows("vraag"), 2):
        if _same_count(one) == _same_count(other) and _different_sources(one, other):
            pair = _pair("vraag:" + demand_id(one), "vraag:" + demand_id(other))
            population.append(pair)
            if disjoint(span(text(one, "aantal")), span(text(other, "aantal"))):
                findings.append(Finding(pair, finding_id("TEGENSTRIJDIG", records=list(pair)), BEVESTIGD))
    return count(population, findings)


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _different_sources(one: Row, other: Row) -> bool:
    sources = text(one, "bron"), text(other, "bron")
    return all(sources) and sources[0] != sources[1]


def _same_item(one: Row, other: Row) -> bool:
    return (
        text(one, "overleg") == text(other, "overleg")
        and text(one, "onderwerp") == text(other, "onderwerp")
        and code(one, "doel") == code(other, "doel")
    )


def _same_count(row: Row) -> tuple[Any, ...]:
    return (
        text(row, "profiel"),
        text(row, "gebied"),
        _date(row, "peildatum"),
        code(row, "definitie"),
        number(row, "leeftijd_van"),
        number(row, "leeftijd_tot"),
    )


def verouderd(coverage: Coverage) -> RuleResult:
    """Provisions and usable referrals that nobody confirmed in the last twelve months."""
    region = coverage.region
    if region.empty("arrangementen", "bevestigd_op") and region.empty("verwijspaden", "bevestigd_op"):
        return not_computed("arrangementen.bevestigd_op, verwijspaden.bevestigd_op")
    records = {f"arrangement:{r.id}": r.row for r in region.provisions}
    records |= {f"verwijspad:{referral_id(row)}": row for row in region.usable_referrals()}
    findings = []
    for record, row in records.items():
        confirmed = days(row.get("bevestigd_op", ""))
        identity = finding_id("VEROUDERD", record=record)
        if confirmed is None:
            findings.append(Finding(record, identity, ONBEKEND))
        elif confirmed[0] <= months_before(region.d, 12):
            findings.append(Finding(record, identity, BEVESTIGD))
    return count(records, findings)


def _date(row: Row, column: str) -> Days:
    interval = days(row[column])
    assert interval is not None
    return interval
