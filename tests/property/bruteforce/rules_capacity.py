"""CAPACITEIT (section 5)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

from .cells import Row, code, days, number, span, text
from .coverage import BEVESTIGD, VERMOED, Coverage
from .findings import Finding, RuleResult, about_pairs, count, demand_id, finding_id, not_computed
from .flow import bottleneck
from .match import JA, ONBEKEND
from .region import Arrangement, Profile


@dataclass(frozen=True)
class Demand:
    """A demand node: how many of a profile, of some ages, in a gebied."""

    profile: Profile
    gebied: str
    ages: range
    aantal: tuple[float, float]


@about_pairs
def capaciteit(coverage: Coverage) -> RuleResult:
    """More children than places: who is in the bottleneck."""
    region = coverage.region
    if not region.rows("vraag"):
        return not_computed("vraag")
    if region.empty("arrangementen", "plekken"):
        return not_computed("arrangementen.plekken")
    nodes = demand_nodes(coverage)
    worst, best = worst_case(coverage, nodes), best_case(coverage, nodes)
    population, findings = [], []
    for p, g in dict.fromkeys((node.profile.id, node.gebied) for node in nodes):
        if not coverage.asked_for(p, g):
            continue
        population.append((p, g))
        own = {at for at, node in enumerate(nodes) if (node.profile.id, node.gebied) == (p, g)}
        if own & worst:
            status = BEVESTIGD if own & worst & best else VERMOED
            findings.append(Finding((p, g), finding_id("CAPACITEIT", profiel=p, gebied=g), status))
    return count(population, findings)


def chosen_definition(coverage: Coverage) -> str:
    """Parameter `definitie`; else the definition with most rows, the first by name of several."""
    if coverage.params.definitie is not None:
        return coverage.params.definitie
    rows = Counter(code(row, "definitie") for row in coverage.region.rows("vraag"))
    return min(rows, key=lambda name: (-rows[name], name))


def demand_nodes(coverage: Coverage) -> list[Demand]:
    """Per profile and active area the rows of the latest peildatum up to d, one for each way the ages are written."""
    region = coverage.region
    chosen = chosen_definition(coverage)
    rows = [
        row
        for row in region.rows("vraag")
        if code(row, "definitie") == chosen and region.area_active(text(row, "gebied")) and counted_on(row) <= region.d
    ]
    nodes = []
    profiles = {p.id: p for p in region.profiles}
    for p, g in sorted({(text(row, "profiel"), text(row, "gebied")) for row in rows}):
        own = [row for row in rows if (text(row, "profiel"), text(row, "gebied")) == (p, g)]
        latest = max(map(counted_on, own))
        own = [row for row in own if counted_on(row) == latest]
        for first, last in sorted({written_ages(row) for row in own}, key=str):
            same = [row for row in own if written_ages(row) == (first, last)]
            row = min(same, key=lambda one: (text(one, "bron"), demand_id(one)))
            ages = profiles[p].ages
            asked = range(ages[0] if first is None else first, (ages[-1] if last is None else last) + 1)
            nodes.append(Demand(profiles[p], g, asked, span(text(row, "aantal"))))
    return nodes


def counted_on(row: Row) -> date:
    """The first day of the peildatum."""
    interval = days(row["peildatum"])
    assert interval is not None
    return interval[0]


def written_ages(row: Row) -> tuple[int | None, int | None]:
    """The ages of a row as written."""
    return number(row, "leeftijd_van"), number(row, "leeftijd_tot")


def may_use(coverage: Coverage, node: Demand, r: Arrangement, outcomes: set[str]) -> bool:
    """Whether for some age of the row the provision matches with these outcomes on every leaf of the gebied."""
    leaves = coverage.region.leaves[node.gebied]
    return any(all(coverage.match(node.profile, a, leaf, r) in outcomes for leaf in leaves) for a in node.ages)


def worst_case(coverage: Coverage, nodes: list[Demand]) -> set[int]:
    """Numbers of the nodes in the bottleneck of the highest demand and the lowest places."""
    wanted = [node.aantal[0] if node.aantal[1] == math.inf else node.aantal[1] for node in nodes]
    return _bottleneck(coverage, nodes, wanted, 0, {JA})


def best_case(coverage: Coverage, nodes: list[Demand]) -> set[int]:
    """Numbers of the nodes in the bottleneck of the lowest demand and the highest places."""
    return _bottleneck(coverage, nodes, [node.aantal[0] for node in nodes], 1, {JA, ONBEKEND})


def _bottleneck(
    coverage: Coverage, nodes: list[Demand], wanted: list[float], end: int, outcomes: set[str]
) -> set[int]:
    provisions = coverage.region.provisions
    found = bottleneck(
        dict(enumerate(wanted)),
        {r.id: span(text(r.row, "plekken"))[end] for r in provisions},
        {at: {r.id for r in provisions if may_use(coverage, node, r, outcomes)} for at, node in enumerate(nodes)},
    )
    return {at for at in range(len(nodes)) if at in found}
