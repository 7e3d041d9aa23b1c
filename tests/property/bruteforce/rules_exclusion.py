"""CONTRA_INDICATIE (section 9a)."""

from __future__ import annotations

from .coverage import GEEN, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, not_computed
from .match import JA, NEE, admission_of, is_near_miss, match_parts, match_value
from .region import Arrangement, Profile, Region

Exclusions = set[tuple[str, str]]


@about_pairs
def contra_indicatie(coverage: Coverage) -> RuleResult:
    """Nothing fits, and everything that nearly does excludes one and the same concept."""
    region = coverage.region
    if region.empty("arrangementen", "sluit_uit"):
        return not_computed("arrangementen.sluit_uit")
    population, findings = [], []
    for p, g in coverage.pairs:
        for axis, c in sorted(concepts_that_exclude(region, p)):
            population.append((p.id, g, axis, c))
            ages = [
                a
                for a in p.ages
                if coverage.cell(p, g, a) == GEEN and (axis, c) in common_to_all(near_misses(coverage, p, g, a))
            ]
            if ages:
                identity = finding_id("CONTRA_INDICATIE", profiel=p.id, gebied=g, begrip=f"{axis}:{c}")
                findings.append(Finding((p.id, g, axis, c), identity, coverage.inv(g), tuple(ages)))
    return count(population, findings)


def concepts_that_exclude(region: Region, p: Profile) -> Exclusions:
    """The concepts in `sluit_uit` of some provision that cover one of p's values on their axis."""
    return {
        (axis, c)
        for r in region.provisions
        for axis, excluded in r.excludes.items()
        for c in excluded
        if any(region.under(axis, v, c) for v in p.needs.get(axis, []))
    }


def near_misses(coverage: Coverage, p: Profile, g: str, a: int) -> list[Exclusions]:
    """E(n) of each near miss n whose gebied is JA on every leaf and whose one NEE is not gebied."""
    found = []
    for r in coverage.region.provisions:
        on_leaves = [match_parts(coverage.region, p, a, leaf, r) for leaf in coverage.leaves_of_pair(p, g)]
        if all(parts["gebied"] == JA and is_near_miss(parts) for parts in on_leaves):
            (refused,) = {part for parts in on_leaves for part, outcome in parts.items() if outcome == NEE}
            found.append(exclusions_to_blame(coverage.region, p, r, refused))
    return found


def exclusions_to_blame(region: Region, p: Profile, r: Arrangement, axis: str) -> Exclusions:
    """E(n); nothing when the one NEE is leeftijd or instroom."""
    refused = [v for v in p.needs.get(axis, []) if match_value(region, r, axis, v) == NEE]
    return {
        (axis, c)
        for c in r.excludes.get(axis, [])
        if axis in p.needs
        and all(region.under(axis, v, c) and admission_of(region, r, axis, v) != NEE for v in refused)
    }


def common_to_all(sets: list[Exclusions]) -> Exclusions:
    """What is in every one of them; nothing when there are none."""
    return set.intersection(*sets) if sets else set()
