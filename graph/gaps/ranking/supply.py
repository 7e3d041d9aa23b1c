"""What certainly fits one profile in one area, looked up for that pair alone: for how long, how soon, and according to whom.

The same answers as the tables of all pairs (`graph.gaps.ranking.columns`), by another way: quick for one finding of any store.
"""

from __future__ import annotations

from typing import NamedTuple

from graph.gaps.ranking.facts import Facts
from graph.projection.areas import Bits
from graph.projection.moment import Needs
from graph.projection.offers import ages_of
from graph.serving import fits


class Fitting(NamedTuple):
    """A provision that fits at these ages (a mask) on these leaves of the pair."""

    number: int
    ages: int
    leaves: Bits


class Supply:
    """What fits L(p,g) wholly or in part."""

    def __init__(self, facts: Facts, needs: Needs, area: str) -> None:
        self.facts = facts
        self.offers = facts.moment.offers
        self.leaves = facts.moment.leaves(needs, area)
        _, numbers, masks = fits(facts.moment, [needs])
        self.fitting: list[Fitting] = []
        for number, mask in zip(numbers.tolist(), masks.tolist(), strict=True):
            if here := (self.offers.served(number) or 0) & self.leaves:
                self.fitting.append(Fitting(number, mask, here))

    def whole(self, ages: int) -> list[Fitting]:
        """Those that fit on all leaves at any of these ages."""
        return [each for each in self.fitting if each.leaves == self.leaves and each.ages & ages]

    def ends_first(self, ages: int) -> tuple[bool, int | None, int | None]:
        """(whether all leaves are covered at any of these ages, first day on which a leaf is no longer, the provision that then ends).

        The day is an ordinal; None for both when nothing that matters ends for certain.
        """
        days = {each.number: end.toordinal() for each in self.fitting if each.ages & ages
                and (end := self.facts.first_end(each.number)) is not None}
        covered = False
        first: int | None = None
        last: int | None = None
        # The longest-lived first: the one that covers the last leaf decides.
        order = sorted(self.fitting, key=lambda each: (each.number in days, -days.get(each.number, 0), each.number))
        for age in ages_of(ages):
            united: Bits = 0
            for each in order:
                if each.ages >> age & 1:
                    united |= each.leaves
                    if united == self.leaves:
                        covered = True
                        day = days.get(each.number)
                        if day is not None and (first is None or day < first):
                            first, last = day, each.number
                        break
        return covered, first, last

    def shortest_wait(self, ages: int) -> int | None:
        """The shortest known wait, in weeks, of what fits wholly, at the age at which that is longest; None when none is known."""
        waits: dict[int, int] = {}
        for each in self.whole(ages):
            weeks = self.offers.rows[each.number].get("wachttijd_weken")
            if weeks is not None:
                for age in ages_of(each.ages & ages):
                    waits[age] = min(weeks, waits.get(age, weeks))
        return max(waits.values(), default=None)

    def source(self, ages: int, whole: bool) -> int | None:
        """How well the worst sourced of what fits (wholly, or on any leaf) is sourced; None when nothing fits."""
        chosen = self.whole(ages) if whole else [each for each in self.fitting if each.ages & ages]
        return min((self.facts.source_of(self.offers.rows[each.number]) for each in chosen), default=None)


