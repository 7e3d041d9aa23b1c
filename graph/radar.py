"""The radar of end dates (einddatum-radar): which coverage ends when, in order of the day.

An ending is of one profile in one area and a run of ages that end alike. It is *certain* when there is a last day; otherwise
coverage ends *perhaps*: some end has no date, and coverage goes on at least until the day before which it cannot come, if that is
known. Endings are kept as columns: a national store has very many, of which only those that are looked at are told.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.continuity import CoverageEnds, End

_AGES = 28


@dataclass(frozen=True)
class Ending:
    """Coverage of a profile in an area at some consecutive ages ends.

    `last_day` is the last day on which it is there for certain to end; None when it ends perhaps. Then it is not over before
    `not_before`, None when nothing is known of that. `sooner` says that what has a last day may also end before it.
    """

    profile: str
    area: str
    ages: tuple[int, ...]
    last_day: date | None
    not_before: date | None
    sooner: bool

    @property
    def certain(self) -> bool:
        """Whether it is known when it ends."""
        return self.last_day is not None


@dataclass(frozen=True)
class Stopping:
    """A provision that fitted until then, by id, and what ends it."""

    arrangement: str
    ends: tuple[End, ...]


class Loss(NamedTuple):
    """What is lost on one last day: how many profiles lose their last option in some area, and in how many pairs with an area."""

    day: date
    profiles: int
    pairs: int


Key = tuple[int, int, str, str, int]
"""What endings are in order of: whether perhaps (0, 1), the day as an ordinal, profile, area, first age."""


class Radar:
    """The endings on or before a day, those that are certain first, each by day, profile, area and age."""

    def __init__(self, ends: CoverageEnds, until: date) -> None:
        self.ends, self.until = ends, until
        serving = ends.serving
        self.profiles = [needs.id for needs in serving.profiles]
        self.areas = serving.moment.analysis
        ending = ends.ending(until, for_certain=False)
        row, column = np.nonzero(ending)
        masks = ending[row, column]
        limit = until.toordinal()
        none = np.iinfo(np.int32).max
        # Per pair and age (and one more on both sides): until when; one number for all that is later than the horizon.
        known, possible = np.full((len(row), _AGES + 2), none, np.int32), np.full((len(row), _AGES + 2), none, np.int32)
        for age in range(_AGES):
            here = masks >> np.uint32(age) & np.uint32(1) != 0
            if here.any():
                first, perhaps = ends.days(age)
                known[here, age + 1] = np.where((days := first[row, column][here]) <= limit, days, limit + 1)
                possible[here, age + 1] = perhaps[row, column][here]
        there = known < none
        same = (known[:, 1:] == known[:, :-1]) & (possible[:, 1:] == possible[:, :-1])
        pair, low = np.nonzero(there[:, 1:] & ~same)
        high = np.nonzero(there[:, :-1] & ~same)[1]
        known, possible = known[pair, low + 1], possible[pair, low + 1]
        perhaps_only = known > limit
        day = np.where(perhaps_only, possible, known)
        order = np.lexsort((low, column[pair], row[pair], day, perhaps_only))
        self._row, self._column = row[pair][order].astype(np.int32), column[pair][order].astype(np.int32)
        self._low, self._high = low[order].astype(np.int8), high[order].astype(np.int8)
        self._day, self._possible = day[order], possible[order]
        self.certain = int(np.count_nonzero(~perhaps_only))

    def __len__(self) -> int:
        return len(self._row)

    def __getitem__(self, place: int) -> Ending:
        day, possible = int(self._day[place]), int(self._possible[place])
        certain = place < self.certain
        return Ending(
            self.profiles[self._row[place]], self.areas[self._column[place]], tuple(range(self._low[place], self._high[place])),
            date.fromordinal(day) if certain else None, date.fromordinal(day) if day and not certain else None,
            certain and possible < day)

    def key(self, place: int) -> Key:
        """What the ending at a place is ordered by."""
        return (int(place >= self.certain), int(self._day[place]), self.profiles[self._row[place]], self.areas[self._column[place]],
                int(self._low[place]))

    def after(self, key: Key) -> int:
        """The place of the first ending after that key, which may itself be gone by now."""
        return bisect_right(range(len(self)), key, key=self.key)

    @cached_property
    def losses(self) -> list[Loss]:
        """What is lost for certain, by last day."""
        some = slice(self.certain)
        width = len(self.areas)
        pairs = np.unique(np.stack([self._day[some], self._row[some] * width + self._column[some]]), axis=1)
        profiles = np.unique(np.stack([pairs[0], pairs[1] // max(1, width)]), axis=1)
        days, count = np.unique(pairs[0], return_counts=True)
        several = np.unique(profiles[0], return_counts=True)[1]
        return [Loss(date.fromordinal(day), *each) for day, *each in zip(days.tolist(), several.tolist(), count.tolist(), strict=True)]

    def told(self, ending: Ending) -> tuple[list[Stopping], bool]:
        """(the provisions that end with it, by the day on which each does; whether this is in a part of the area only)."""
        limit = self.until.toordinal()
        numbers: dict[int, None] = {}
        partly = False
        leaves = self.ends.of(ending.profile, ending.area, ending.ages)
        for age in ending.ages:
            if ending.last_day:
                over = [leaf for leaf in leaves[age] if leaf.known == ending.last_day.toordinal()]
            else:
                over = [leaf for leaf in leaves[age] if leaf.possible <= limit]
            partly |= len(over) < len(leaves[age])
            numbers.update(dict.fromkeys(number for leaf in over for number in leaf.provisions))
        continuity = self.ends.continuity
        ids = self.ends.serving.moment.offers.ids
        known, possible = continuity.days
        return [Stopping(ids[number], tuple(continuity.soonest(number, limit)))
                for number in sorted(numbers, key=lambda number: (known[number], possible[number], ids[number]))], partly
