"""Until when a provision goes on: its own last day, that of the law it rests on, and that of the money for each component.

An end that is not known may still be known to come not before some day. What never ends is no end at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.projection.moment import Moment
from graph.projection.offers import ages_of
from graph.records import StoredRecord
from graph.serving import Serving
from schema.dates import last_day

UNPAID = frozenset({"ONGEDEKT", "AANVRAAG"})
NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class End:
    """One thing that ends a provision: the records that say so (of one kind), and the last day if that is known.

    An end without a day comes some time, and not before `not_before` when that is known. `component` is set for money.
    """

    kind: str
    ids: tuple[str, ...]
    day: date | None
    not_before: date | None = None
    component: str | None = None


def paid(rows: Iterable[StoredRecord]) -> list[StoredRecord]:
    """The funding rows with money behind them: not uncovered, and not only asked for."""
    return [row for row in rows if row.values["status"] not in UNPAID]


def by_component(rows: Iterable[StoredRecord]) -> dict[str, list[StoredRecord]]:
    """The funding rows of each component."""
    found: dict[str, list[StoredRecord]] = {}
    for row in rows:
        found.setdefault(row.values["component"], []).append(row)
    return found


def component_end(component: str, rows: Sequence[StoredRecord]) -> End | None:
    """The end of a component with these paid rows (at least one); None when it never ends."""
    ids = tuple(row.id for row in rows)
    latest, dated = None, True
    for row in rows:
        until = row.values.get("geldig_tot")
        if until is not None:
            day = last_day(until)
            latest = day if latest is None or day > latest else latest
        elif row.values["status"] == "STRUCTUREEL":
            return None
        else:
            dated = False
    return End("funding", ids, latest, component=component) if dated else End("funding", ids, None, latest, component)


class Continuity:
    """The ends of all provisions of a moment. `funding` is the active rows of `financiering` of each arrangement."""

    def __init__(self, moment: Moment, funding: Mapping[str, Sequence[StoredRecord]]) -> None:
        self.moment = moment
        self.funding = funding

    @cached_property
    def days(self) -> tuple[np.ndarray, np.ndarray]:
        """(first day on which something ends for certain, first day on which an end without a date may come).

        Of every provision (int32), as ordinals: NEVER when there is none, 0 when nothing is known of an end without a date.
        """
        known = [NEVER] * len(self.moment.offers)
        possible = known.copy()
        for number in range(len(known)):
            for end in self.ends(number):
                if end.day is not None:
                    known[number] = min(known[number], end.day.toordinal())
                else:
                    possible[number] = min(possible[number], end.not_before.toordinal() if end.not_before else 0)
        return np.array(known, np.int32), np.array(possible, np.int32)

    @cached_property
    def _bases(self) -> dict[str, date]:
        """The last day of every legal basis that has one."""
        return {record.id: last_day(record.values["geldig_tot"]) for record in self.moment.projection["legal_basis"]
                if "geldig_tot" in record.values}

    def ends(self, number: int) -> Iterator[End]:
        """What ends the provision with that number: itself, its legal bases, then its components by code."""
        offers = self.moment.offers
        id = offers.ids[number]
        values = offers.table.values(offers.table.index[id])
        if "geldig_tot" in values:
            yield End("arrangement", (id,), last_day(values["geldig_tot"]))
        for basis in values.get("wettelijke_basis", ()):
            if basis in self._bases:
                yield End("legal_basis", (basis,), self._bases[basis])
        if id in self.funding:
            for component, rows in sorted(by_component(paid(self.funding[id])).items()):
                end = component_end(component, rows)
                if end:
                    yield end

    def soonest(self, number: int, limit: int) -> list[End]:
        """What ends a provision first for certain, by a day (an ordinal); else all that may end it before that day."""
        ends = list(self.ends(number))
        first = min((end.day for end in ends if end.day), default=None)
        if first and first.toordinal() <= limit:
            return [end for end in ends if end.day == first]
        return [end for end in ends if end.day is None and (end.not_before is None or end.not_before.toordinal() <= limit)]

    def certain(self, until: date) -> np.ndarray:
        """Which provisions end for certain on or before a day (bool, [provisions])."""
        ends: np.ndarray = self.days[0] <= until.toordinal()
        return ends

    def soon(self, until: date) -> np.ndarray:
        """Which provisions end on or before a day, for certain or perhaps (bool, [provisions])."""
        ends: np.ndarray = np.minimum(*self.days) <= until.toordinal()
        return ends


class LeafEnd(NamedTuple):
    """Until when some leaves are covered at one age, by the provisions with these numbers (all that match with JA there).

    `known` is the last day for certain, `possible` the first on which it may be over (0 when nothing is known of it); both as
    ordinals, NEVER when there is none.
    """

    known: int
    possible: int
    provisions: tuple[int, ...]


class CoverageEnds:
    """Until when the chosen pairs are covered. Only what is GEDEKT now can end: `covered` are those ages [profiles, areas]."""

    def __init__(self, serving: Serving, covered: np.ndarray, continuity: Continuity) -> None:
        self.serving = serving
        self.covered = covered
        self.continuity = continuity

    def ending(self, until: date, for_certain: bool) -> np.ndarray:
        """The ages at which all that serves some leaf ends on or before a day [profiles, areas]."""
        ending = (self.continuity.certain if for_certain else self.continuity.soon)(until)
        serving = self.serving
        ages: np.ndarray = serving.some_block(serving.on_blocks() & ~serving.on_blocks(~ending)) & self.covered
        return ages

    def days(self, age: int) -> tuple[np.ndarray, np.ndarray]:
        """(last day for certain, first day on which it may be over) of the coverage at one age [profiles, areas] (int32).

        As in `LeafEnd`, of the leaves that come first. Where the cell is not covered it says nothing.
        """
        known, possible = self.continuity.days
        first, perhaps = (self.serving.least_block(self.serving.greatest_on_blocks(days, age))
                          for days in (known, np.minimum(known, possible)))
        return first, perhaps

    def of(self, profile: str, area: str, ages: Iterable[int] | None = None) -> dict[int, list[LeafEnd]]:
        """For each covered age of a pair, or for some of these: until when its leaves are covered, those with the same supply together."""
        known, possible = self.continuity.days
        either = np.minimum(known, possible)
        mask = int(self.covered[self.serving.rows[profile], self.serving.moment.analysis.index(area)])
        blocks = [provisions for _, provisions in self.serving.at_blocks(profile, area)]
        found = {}
        for age in ages_of(mask) if ages is None else ages:
            supplies = {tuple(number for number, fits in provisions.items() if fits >> age & 1): None for provisions in blocks}
            found[age] = [LeafEnd(int(known[[*supply]].max()), int(either[[*supply]].max()), supply) for supply in supplies]
        return found
