"""The rules about referrals: GEEN_VERWIJSPAD, PADLENGTE, DOODLOPEND and KRINGVERWIJZING."""

from __future__ import annotations

from .cells import code, span, text
from .coverage import BEVESTIGD, VERMOED, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, not_computed, per_pair
from .match import ONBEKEND
from .reach import starting_points, steps_to
from .region import Arrangement, Profile

Roads = list[tuple[str, str]]


@about_pairs
def geen_verwijspad(coverage: Coverage) -> RuleResult:
    """Something fits, and nothing of it can be reached."""
    if not starting_points(coverage.region):
        return not_computed("arrangementen.instap")

    def unreachable(p: Profile, g: str, a: int) -> bool:
        steps = steps_to(coverage, p, g, a)
        fitting = coverage.ja(p, g, a)
        return bool(fitting) and not any(r.id in steps for r in fitting)

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = [a for a in p.ages if unreachable(p, g, a)]
        return (BEVESTIGD, tuple(ages)) if ages else None

    return per_pair(coverage, "GEEN_VERWIJSPAD", say)


@about_pairs
def padlengte(coverage: Coverage) -> RuleResult:
    """The nearest that fits and can be reached is too many referrals away."""
    if not starting_points(coverage.region):
        return not_computed("arrangementen.instap")

    def too_long(p: Profile, g: str, a: int) -> bool:
        steps = steps_to(coverage, p, g, a)
        reached = [steps[r.id] for r in coverage.ja(p, g, a) if r.id in steps]
        return bool(reached) and min(reached) > coverage.params.max_stappen

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = [a for a in p.ages if too_long(p, g, a)]
        return (BEVESTIGD, tuple(ages)) if ages else None

    return per_pair(coverage, "PADLENGTE", say)


def doodlopend(coverage: Coverage) -> RuleResult:
    """A care provision or a situation from which no referral leads (back) to education."""
    region = coverage.region
    if not region.rows("verwijspaden"):
        return not_computed("verwijspaden")
    if region.empty("arrangementen", "voorliggend"):
        return not_computed("arrangementen.voorliggend")
    roads = [(text(row, "van"), text(row, "naar")) for row in region.usable_referrals()]
    population, findings = [], []
    for r in region.arrangements:
        if not region.arrangement_active(r.row):
            continue
        if code(r.row, "voorliggend") != "ZORG" and code(r.row, "soort") != "SITUATIE":
            continue
        population.append(r.id)
        after = onward(roads, r.id)
        led_to = {code(other.row, "voorliggend") for other in region.provisions if other.id in after}
        if not led_to & {"ONDERWIJS", "GELIJK"}:
            identity = finding_id("DOODLOPEND", arrangement=r.id)
            findings.append(Finding(r.id, identity, ONBEKEND if "" in led_to else BEVESTIGD))
    return count(population, findings)


def onward(roads: Roads, start: str) -> set[str]:
    """Everything to which one or more steps lead."""
    found: set[str] = set()
    more = {naar for van, naar in roads if van == start}
    while more:
        found |= more
        more = {naar for van, naar in roads if van in found} - found
    return found


def kringverwijzing(coverage: Coverage) -> RuleResult:
    """A circle of referrals that leads nowhere else and has no free place for certain."""
    region = coverage.region
    if not region.rows("verwijspaden"):
        return not_computed("verwijspaden")
    roads = [
        (text(row, "van"), text(row, "naar"))
        for row in region.usable_referrals()
        if code(row, "richting") in {"TOELEIDING", "DOORSTROOM", "OVERDRACHT"}
    ]
    population, findings = circles(roads), []
    arrangements = {r.id: r for r in region.arrangements}
    for circle in population:
        within = [arrangements[one] for one in circle]
        leaves = any(van in circle and naar not in circle for van, naar in roads)
        if leaves or any(not is_situation(r) and free_for_certain(r) for r in within):
            continue
        identity = finding_id("KRINGVERWIJZING", arrangementen=list(circle))
        full = all(is_situation(r) or full_for_certain(r) for r in within)
        findings.append(Finding(circle, identity, BEVESTIGD if full else VERMOED))
    return count(population, findings)


def circles(roads: Roads) -> list[frozenset[str]]:
    """The strongly connected sets of two or more: everything that leads to each other."""
    after = {one: onward(roads, one) for road in roads for one in road}
    sets = {
        frozenset({one} | {other for other in after if other in after[one] and one in after[other]}) for one in after
    }
    return [circle for circle in sets if len(circle) > 1]


def is_situation(r: Arrangement) -> bool:
    """Whether it is a state and not a provision."""
    return code(r.row, "soort") == "SITUATIE"


def free_for_certain(r: Arrangement) -> bool:
    """`plekken` low - `bezet` high > 0."""
    return span(text(r.row, "plekken"))[0] - span(text(r.row, "bezet"))[1] > 0


def full_for_certain(r: Arrangement) -> bool:
    """`plekken` high - `bezet` low <= 0."""
    return span(text(r.row, "plekken"))[1] - span(text(r.row, "bezet"))[0] <= 0
