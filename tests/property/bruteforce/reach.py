"""Section 7: which arrangements can be reached for (p,g,a), and in how many referrals."""

from __future__ import annotations

from .cells import Row, code, number, text
from .coverage import Coverage
from .match import NEE
from .region import Profile, Region


def starting_points(region: Region) -> list[str]:
    """The active arrangements with `instap` = ja."""
    return [
        r.id for r in region.arrangements if region.arrangement_active(r.row) and code(r.row, "instap") == "JA"
    ]


def steps_to(coverage: Coverage, p: Profile, g: str, a: int) -> dict[str, int]:
    """The least number of referrals to every arrangement that can be reached."""
    open_to = passable(coverage, p, g, a)
    roads = [
        (text(row, "van"), text(row, "naar"))
        for row in coverage.region.usable_referrals()
        if may_be_taken(coverage, p, g, a, row)
    ]
    steps: dict[str, int] = {}
    reached, taken = set(starting_points(coverage.region)) & open_to, 0
    while reached:
        steps |= dict.fromkeys(reached, taken)
        reached = {naar for van, naar in roads if van in reached and naar in open_to and naar not in steps}
        taken += 1
    return steps


def passable(coverage: Coverage, p: Profile, g: str, a: int) -> set[str]:
    """Active arrangements that are a situation, or match (p,a) on all leaves with JA or ONBEKEND."""
    region = coverage.region
    situations = {
        r.id for r in region.arrangements if region.arrangement_active(r.row) and code(r.row, "soort") == "SITUATIE"
    }
    return situations | {
        r.id
        for r in region.provisions
        if all(coverage.match(p, a, leaf, r) != NEE for leaf in coverage.leaves_of_pair(p, g))
    }


def may_be_taken(coverage: Coverage, p: Profile, g: str, a: int, row: Row) -> bool:
    """Whether a is in the known age bounds of a referral, and L(p,g) within its areas."""
    first, last, areas = number(row, "leeftijd_van"), number(row, "leeftijd_tot"), coverage.region.leaves_in(row)
    return (
        (first is None or first <= a)
        and (last is None or a <= last)
        and (areas is None or coverage.leaves_of_pair(p, g) <= areas)
    )
