"""The rules about money and time: ONGEDEKTE_COMPONENT and EINDIGE_DEKKING."""

from __future__ import annotations

from .cells import code, months_after, text
from .coverage import BEVESTIGD, GEDEKT, VERMOED, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, not_computed, per_pair
from .match import ONBEKEND
from .money import ends_soon_for_certain, ends_soon_perhaps, parts, pays
from .region import Profile

NEED_BOTH = {"OZA", "ZOA", "OZA_EXPERIMENT"}


def ongedekte_component(coverage: Coverage) -> RuleResult:
    """A part of a provision that nobody pays for."""
    region = coverage.region
    if not region.rows("financiering"):
        return not_computed("financiering")
    population, findings = [], []
    for r in region.provisions:
        active = [
            row for row in region.rows("financiering") if text(row, "arrangement") == r.id and region.active(row)
        ]
        components = {code(row, "component") for row in active}
        if active and code(r.row, "soort") in NEED_BOTH:
            components |= {"ONDERWIJS", "ZORG"}
        for component in sorted(components):
            population.append((r.id, component))
            rows = [row for row in active if code(row, "component") == component]
            uncovered = any(code(row, "status") == "ONGEDEKT" for row in rows) and not any(map(pays, rows))
            if uncovered or not rows:
                identity = finding_id("ONGEDEKTE_COMPONENT", arrangement=r.id, component=component)
                findings.append(Finding((r.id, component), identity, BEVESTIGD if uncovered else VERMOED))
    return count(population, findings)


@about_pairs
def eindige_dekking(coverage: Coverage) -> RuleResult:
    """Covered today, and on some leaf only by what ends soon."""
    region = coverage.region
    if (
        not region.rows("financiering")
        and region.empty("arrangementen", "geldig_tot")
        and region.empty("arrangementen", "wettelijke_basis")
    ):
        return not_computed("financiering, arrangementen.geldig_tot, arrangementen.wettelijke_basis")
    horizon = months_after(region.d, coverage.params.horizon_maanden)
    certain, perhaps = set(), set()
    for r in region.provisions:
        ends = parts(region, r)
        if ends_soon_for_certain(ends, horizon):
            certain.add(r.id)
        if ends_soon_perhaps(ends, horizon):
            perhaps.add(r.id)

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages, sure = [], False
        for a in p.ages:
            if coverage.cell(p, g, a) != GEDEKT:
                continue
            on_leaves = [
                {r.id for r in coverage.matching_there(p, a, leaf)} for leaf in coverage.leaves_of_pair(p, g)
            ]
            if any(there <= certain | perhaps for there in on_leaves):
                ages.append(a)
                sure = sure or any(there <= certain for there in on_leaves)
        return (BEVESTIGD if sure else ONBEKEND, tuple(ages)) if ages else None

    return per_pair(coverage, "EINDIGE_DEKKING", say)
