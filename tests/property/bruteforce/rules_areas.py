"""GRENSBREUK (section 9b)."""

from __future__ import annotations

from .coverage import BEVESTIGD, Coverage
from .findings import Finding, RuleResult, count, finding_id, not_computed
from .region import Region


def grensbreuk(coverage: Coverage) -> RuleResult:
    """Analysis areas that are split over areas of a kind, or whose areas of two kinds do not go together."""
    region, paren = coverage.region, coverage.params.paren
    kinds = sorted({kind for pair in paren for kind in pair})
    if not any(region.active_areas_of_kind(kind) for kind in kinds):
        return not_computed("gebieden of these kinds")
    population, findings = [], []
    for g in coverage.analysis_areas:
        if coverage.params.area not in (None, g):
            continue
        for kind in kinds:
            touched = touching(region, g, kind)
            if touched:
                population.append((g, "SPLITSING", kind))
            if len(touched) >= 2:
                findings.append(_finding(g, "SPLITSING", kind))
        for a_kind, b_kind in dict.fromkeys(paren):
            x, y = only_area(region, g, a_kind), only_area(region, g, b_kind)
            if x is None or y is None:
                continue
            population.append((g, "AFWIJKING", f"{a_kind}>{b_kind}"))
            if y not in holding_most_of(region, x, b_kind):
                findings.append(_finding(g, "AFWIJKING", f"{a_kind}>{b_kind}"))
    return count(population, findings)


def touching(region: Region, g: str, kind: str) -> list[str]:
    """The areas of the kind that share a leaf with g."""
    return [x for x in region.active_areas_of_kind(kind) if region.leaves[x] & region.leaves[g]]


def only_area(region: Region, g: str, kind: str) -> str | None:
    """The area of the kind in which every leaf of g lies, when no leaf of g lies in any other of that kind."""
    touched = touching(region, g, kind)
    if len(touched) == 1 and region.leaves[g] <= region.leaves[touched[0]]:
        return touched[0]
    return None


def holding_most_of(region: Region, x: str, kind: str) -> list[str]:
    """y*: the areas of the kind that hold the most leaves of x."""
    held = {y: len(region.leaves[y] & region.leaves[x]) for y in region.active_areas_of_kind(kind)}
    return [y for y in held if held[y] == max(held.values())]


def _finding(g: str, soort: str, binnen: str) -> Finding:
    identity = finding_id("GRENSBREUK", gebied=g, soort=soort, binnen=binnen)
    return Finding((g, soort, binnen), identity, BEVESTIGD)
