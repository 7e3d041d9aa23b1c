"""The rules about signals and tables: SIGNAAL_ONGEBONDEN and OOGO_VERLOPEN."""

from __future__ import annotations

from .cells import Row, code, days, ids, text
from .coverage import BEVESTIGD, Coverage
from .findings import Finding, RuleResult, about_pairs, count, encode, finding_id, not_computed, per_pair
from .match import ONBEKEND
from .region import Leaves, Profile, Region


@about_pairs
def signaal_ongebonden(coverage: Coverage) -> RuleResult:
    """Several organisations signal, and nobody has put it on the list."""
    region = coverage.region
    if not region.rows("signalen"):
        return not_computed("signalen")

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        signals = [row for row in region.rows("signalen") if text(row, "profiel") == p.id and is_about(region, row, g)]
        senders = {text(row, "organisatie") for row in signals} - {""}
        enough = len(signals) >= coverage.params.min_signalen and len(senders) >= 2
        return (BEVESTIGD, ()) if enough and not on_the_list(region, p.id, g) else None

    return per_pair(coverage, "SIGNAAL_ONGEBONDEN", say)


def is_about(region: Region, row: Row, g: str) -> bool:
    """Whether a signal of the last twelve months is about an active area within g."""
    area, sent = text(row, "gebied"), days(row["datum"])
    assert sent is not None
    return (
        area != ""
        and region.area_active(area)
        and region.leaves[area] <= region.leaves[g]
        and region.within_months(sent[0], 12)
    )


def on_the_list(region: Region, profile: str, g: str) -> bool:
    """Whether a row of `lacunes` is about a finding with exactly this profiel and gebied."""
    wanted = {f"profiel={encode(profile)}", f"gebied={encode(g)}"}
    return any(wanted <= set(text(row, "bevinding").split("|")[1:]) for row in region.rows("lacunes"))


def oogo_verlopen(coverage: Coverage) -> RuleResult:
    """A gemeente and a samenwerkingsverband that have not agreed in an OOGO for four years."""
    region = coverage.region
    if region.empty("organisaties", "gebieden"):
        return not_computed("organisaties.gebieden")
    if region.empty("overleggen", "leden"):
        return not_computed("overleggen.leden")
    population, findings = [], []
    for gemeente in _active_organisations(region, {"GEMEENTE"}):
        for swv in _active_organisations(region, {"SWV_PO", "SWV_VO"}):
            if not _served(region, gemeente) & _served(region, swv):
                continue
            pair = text(gemeente, "id"), text(swv, "id")
            population.append(pair)
            tables = [
                text(row, "id")
                for row in region.rows("overleggen")
                if code(row, "soort") == "OOGO" and set(pair) <= set(ids(row, "leden"))
            ]
            if not any(text(row, "overleg") in tables and _agreed(region, row) for row in region.rows("agenda")):
                identity = finding_id("OOGO_VERLOPEN", gemeente=pair[0], swv=pair[1])
                findings.append(Finding(pair, identity, BEVESTIGD if tables else ONBEKEND))
    return count(population, findings)


def _active_organisations(region: Region, soorten: set[str]) -> list[Row]:
    return [row for row in region.rows("organisaties") if region.active(row) and code(row, "soort") in soorten]


def _served(region: Region, row: Row) -> Leaves:
    return region.leaves_in(row) or frozenset()


def _agreed(region: Region, row: Row) -> bool:
    held = days(row["datum"])
    assert held is not None
    return code(row, "conclusie", blank="VOLGT") in {"AKKOORD", "AKKOORD_MET_WIJZIGING"} and region.within_months(
        held[0], 48
    )
