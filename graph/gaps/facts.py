"""How far the data themselves can be trusted: TEGENSTRIJDIG, VEROUDERD."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from graph.gaps.context import Context
from graph.gaps.needs import filled
from graph.gaps.rule import CONFIRMED, UNKNOWN, Explanation, Finding, Outcome, Rule, counted
from graph.gaps.words import evidence_of
from graph.records import StoredRecord, Values
from schema.dates import first_day, last_day, months_before, spoken

MONTHS = 12
"""How long a confirmation lasts."""


def _same_item(values: Values) -> tuple[Any, ...]:
    return values["overleg"], values["onderwerp"].strip(), values["doel"]


def _same_count(values: Values) -> tuple[Any, ...]:
    return (values["profiel"], values["gebied"], first_day(values["peildatum"]), last_day(values["peildatum"]),
            values["definitie"], values.get("leeftijd_van"), values.get("leeftijd_tot"))


def _days(values: Values) -> tuple[Any, Any]:
    return first_day(values["datum"]), last_day(values["datum"])


def _number(values: Values) -> tuple[Any, Any]:
    low, high = values["aantal"]
    return low, float("inf") if high is None else high


_COMPARED: tuple[tuple[str, str, Callable[[Values], tuple[Any, ...]], Callable[[Values], tuple[Any, Any]]], ...] = (
    ("agenda_item", "agenda", _same_item, _days),
    ("demand", "vraag", _same_count, _number),
)


def _comparable(context: Context) -> Iterator[tuple[str, StoredRecord, StoredRecord, bool]]:
    """(prefix, one, other, disjoint) for each pair that two different sources tell of the same thing."""
    for kind, prefix, key, interval in _COMPARED:
        groups: dict[tuple[Any, ...], list[StoredRecord]] = {}
        for record in context.moment.projection[kind]:
            if "bron" in record.values:
                groups.setdefault(key(record.values), []).append(record)
        for group in groups.values():
            for one, other in combinations(group, 2):
                if one.values["bron"] != other.values["bron"]:
                    (low, high), (other_low, other_high) = interval(one.values), interval(other.values)
                    yield prefix, one, other, high < other_low or other_high < low


def _find_contradictions(context: Context) -> Outcome:
    population = 0
    findings = []
    for prefix, one, other, disjoint in _comparable(context):
        population += 1
        if disjoint:
            pair = tuple(sorted((f"{prefix}:{one.id}", f"{prefix}:{other.id}")))
            findings.append(Finding("TEGENSTRIJDIG", (("records", pair),), CONFIRMED))
    return counted(population, findings)


def _said(prefix: str, values: Values) -> str:
    if prefix == "agenda":
        return spoken(values["datum"])
    low, high = values["aantal"]
    return f"ten minste {low}" if high is None else str(low) if low == high else f"{low} tot en met {high}"


def _explain_contradiction(context: Context, finding: Finding) -> Explanation:
    kinds = {"agenda": "agenda_item", "vraag": "demand"}
    said, evidence = [], []
    subject = ""
    for text in finding.subject["records"]:
        prefix, _, id = text.partition(":")
        values = context.values(kinds[prefix], id)
        subject = (f"“{values['onderwerp']}” in {context.name('meeting', values['overleg'])}" if prefix == "agenda" else
                   f"Het aantal van {context.name('profile', values['profiel'])} in {context.name('area', values['gebied'])} "
                   f"({values['definitie']}, {spoken(values['peildatum'])})")
        said.append(f"{_said(prefix, values)} volgens {context.name('source', values['bron'])}")
        evidence.append(evidence_of(context, kinds[prefix], id, said[-1]))
    return Explanation(f"{subject} is volgens twee bronnen verschillend: {said[0]}, en {said[1]}. "
                       "Zoek uit welke klopt en haal de andere weg.", tuple(evidence))


def _checked(context: Context) -> Iterator[tuple[str, StoredRecord]]:
    """(prefix, record) of every provision and usable referral: what somebody has to keep confirming."""
    projection = context.moment.projection
    for prefix, kind, ids in (("arrangement", "arrangement", context.moment.offers.ids),
                              ("verwijspad", "referral", context.moment.usable_referrals)):
        for id in ids:
            record = projection[kind].get(id)
            assert record is not None
            yield prefix, record


def _find_stale(context: Context) -> Outcome:
    limit = months_before(context.moment.day, MONTHS)
    population = 0
    findings = []
    for prefix, record in _checked(context):
        population += 1
        confirmed = record.values.get("bevestigd_op")
        if confirmed is None or first_day(confirmed) <= limit:
            findings.append(Finding("VEROUDERD", (("record", f"{prefix}:{record.id}"),),
                                    UNKNOWN if confirmed is None else CONFIRMED))
    return counted(population, findings)


def _explain_stale(context: Context, finding: Finding) -> Explanation:
    prefix, _, id = finding.subject["record"].partition(":")
    kind = "arrangement" if prefix == "arrangement" else "referral"
    values = context.values(kind, id)
    name = (f"Het arrangement {values['naam']}" if kind == "arrangement" else
            f"Het verwijspad van {context.name('arrangement', values['van'])} naar {context.name('arrangement', values['naar'])}")
    owner = values.get("aanbieder") or values.get("besluit_door")
    ask = f" Vraag het na bij {context.name('organisation', owner)}." if owner else ""
    confirmed = values.get("bevestigd_op")
    text = (f"{name} is nooit bevestigd: er is geen datum ingevuld.{ask}" if confirmed is None else
            f"{name} is voor het laatst bevestigd op {spoken(confirmed)}, langer dan een jaar geleden.{ask}")
    return Explanation(text, (evidence_of(context, kind, id, f"bevestigd: {spoken(confirmed)}"),))


_BASIS = "Eigen regel van Dekkend: elk gegeven heeft een bron en een datum, en wordt elk jaar bevestigd (2026)."

RULES = (
    Rule("TEGENSTRIJDIG", 1, "Bronnen spreken elkaar tegen", "Waar zeggen twee bronnen iets anders over hetzelfde?",
         "Twee bronnen geven voor hetzelfde agendapunt of dezelfde telling waarden die niet allebei waar kunnen zijn.",
         _BASIS, "Paren van agendapunten en van tellingen over hetzelfde, uit twee verschillende bronnen.",
         _find_contradictions, _explain_contradiction, 2,
         why="Wie rekent met het verkeerde getal of de verkeerde datum, trekt de verkeerde conclusie.",
         keys=("records",),
         statuses=((CONFIRMED, "Altijd: de waarden kunnen niet allebei waar zijn."),),
         needs=(filled("agenda.bron", "vraag.bron"),)),
    Rule("VEROUDERD", 1, "Gegevens niet (meer) bevestigd", "Welke gegevens zijn ouder dan een jaar of nooit bevestigd?",
         "De eigenaar heeft dit arrangement of verwijspad het laatste jaar niet bevestigd. Het kan kloppen, maar we weten het niet.",
         _BASIS, "Alle voorzieningen en alle verwijspaden die gebruikt kunnen worden.",
         _find_stale, _explain_stale, 1,
         why="Elke andere regel is zo goed als de gegevens waar zij op rust.",
         keys=("record",),
         statuses=((CONFIRMED, "De datum is een jaar of langer geleden."),
                   (UNKNOWN, "Er is geen datum ingevuld.")),
         needs=(filled("arrangementen.bevestigd_op", "verwijspaden.bevestigd_op"),)),
)
