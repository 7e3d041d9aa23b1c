"""Until when a provision goes on: its own last day, that of the law it rests on, and that of the money for each component.

An end that is not known may still be known to come not before some day. What never ends is no end at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.projection.moment import Moment
from graph.projection.offers import ages_of
from graph.records import StoredRecord
from graph.serving import Serving
from schema.dates import last_day, months_before

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
    finite = [row for row in rows if row.values["status"] != "STRUCTUREEL" or "geldig_tot" in row.values]
    if len(finite) < len(rows):
        return None
    ids = tuple(row.id for row in rows)
    latest = max((last_day(row.values["geldig_tot"]) for row in rows if "geldig_tot" in row.values), default=None)
    if all("geldig_tot" in row.values for row in rows):
        return End("funding", ids, latest, component=component)
    return End("funding", ids, None, latest, component)


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
        for component, rows in sorted(by_component(paid(self.funding.get(id, ()))).items()):
            end = component_end(component, rows)
            if end:
                yield end

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

    @cached_property
    def urgencies(self) -> np.ndarray:
        """How soon coverage ends for certain: 5 within 3 months, 4 within 6, 3 within 12, 2 within 24, else 1 (int8)."""
        day = self.serving.moment.day
        found = np.ones(self.covered.shape, np.int8)
        for months, urgency in ((24, 2), (12, 3), (6, 4), (3, 5)):
            found[self.ending(months_before(day, -months) - timedelta(1), for_certain=True) != 0] = urgency
        return found

    def of(self, profile: str, area: str) -> dict[int, list[LeafEnd]]:
        """For each covered age of a pair: until when its leaves are covered, those with the same supply taken together."""
        known, possible = self.continuity.days
        either = np.minimum(known, possible)
        mask = int(self.covered[self.serving.rows[profile], self.serving.moment.analysis.index(area)])
        blocks = [provisions for _, provisions in self.serving.at_blocks(profile, area)]
        found = {}
        for age in ages_of(mask):
            supplies = {tuple(number for number, ages in provisions.items() if ages >> age & 1): None for provisions in blocks}
            found[age] = [LeafEnd(int(known[[*supply]].max()), int(either[[*supply]].max()), supply) for supply in supplies]
        return found
