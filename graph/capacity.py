"""Whether there are places enough for everybody who needs one, with numbers that are only known as intervals.

A maximum flow sends the young people of each demand to the provisions that they can use. In the worst case demand is high,
places are few and only certain matches count; in the best case the other way round. The demands that the source still reaches
in what the flow leaves over are the *bottleneck*: the smallest set for which there are too few places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache, partial, reduce
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from graph.projection.moment import Moment, Needs
from graph.projection.offers import MAX_AGE, UNKNOWN, YES, age_mask
from graph.records import StoredRecord
from graph.serving import may_fit
from schema.dates import first_day

ENDLESS = np.iinfo(np.int64).max
"""Places without a known upper bound."""

Interval = tuple[int, int | None]
Pair = tuple[str, str]
"""The ids of a profile and an area."""


class Demand(NamedTuple):
    """One demand: a row of `vraag` with its ages (a mask) and its number, `high` None when it has no upper bound."""

    record: str
    profile: str
    area: str
    ages: int
    low: int
    high: int | None

    @property
    def most(self) -> int:
        """The number to count on in the worst case: without an upper bound the lower one."""
        return self.low if self.high is None else self.high


def usual_definition(moment: Moment) -> str | None:
    """The definition with the most rows in `vraag`, the first by name when there are more; None without rows."""
    counts: dict[str, int] = {}
    for record in moment.projection["demand"]:
        counts[record.values["definitie"]] = counts.get(record.values["definitie"], 0) + 1
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def demands(moment: Moment, definition: str) -> list[Demand]:
    """The demands of one definition on the peildatum, in id order: of each profile and active area its latest count.

    Rows for different ages are demands of their own; of rows for the same ages the one whose source sorts first counts.
    """
    latest: dict[tuple[str, str], tuple[date, list[StoredRecord]]] = {}
    for record in moment.projection["demand"]:
        values = record.values
        day = first_day(values["peildatum"])
        if values["definitie"] == definition and day <= moment.day and values["gebied"] in moment.areas.active:
            pair = values["profiel"], values["gebied"]
            if pair not in latest or latest[pair][0] < day:
                latest[pair] = day, [record]
            elif latest[pair][0] == day:
                latest[pair][1].append(record)
    return sorted(_demand(moment, record) for _, rows in latest.values() for record in one_per_ages(rows))


def one_per_ages(rows: list[StoredRecord]) -> Iterable[StoredRecord]:
    """Of rows for the same ages (as written) the one whose source sorts first, blank first."""
    if len(rows) == 1:
        return rows
    found: dict[tuple[object, object], StoredRecord] = {}
    for row in sorted(rows, key=lambda row: (row.values.get("bron", ""), row.id)):
        found.setdefault((row.values.get("leeftijd_van"), row.values.get("leeftijd_tot")), row)
    return found.values()


def _demand(moment: Moment, record: StoredRecord) -> Demand:
    values = record.values
    ages = needs_of(moment, values["profiel"]).ages
    # A blank bound is that of the profile, which the other one lies within.
    if "leeftijd_van" in values:
        ages &= age_mask(values["leeftijd_van"], MAX_AGE)
    if "leeftijd_tot" in values:
        ages &= age_mask(0, values["leeftijd_tot"])
    return Demand(record.id, values["profiel"], values["gebied"], ages, *values["aantal"])


def needs_of(moment: Moment, profile: str) -> Needs:
    """What a profile asks for."""
    return moment.profiles[moment.projection["profile"].index[profile]]


@dataclass(frozen=True)
class Group:
    """Demands of the worst-case bottleneck that need the same places, and the provisions that they may certainly use.

    `demands` are places in `Capacity.demands`, `provisions` are ids. Demand, places and shortage are intervals over the
    whole group, None without an upper bound: places go from those that certainly count to those that possibly do.
    """

    demands: list[int]
    provisions: list[str]
    demand: Interval
    places: Interval
    shortage: Interval


@dataclass(frozen=True)
class Case:
    """The worst or the best case: which provisions each demand may use, and where places run short.

    `uses` [demands, provisions] is a sparse table; `number` [demands] and `places` [provisions] (int64, ENDLESS without bound)
    count young people and places; `bottleneck` [demands] (bool) says which demands together have too few places.
    """

    uses: csr_array
    number: np.ndarray
    places: np.ndarray
    bottleneck: np.ndarray


class Capacity:
    """Demand against places, for one definition of demand. `ids` are the provisions, in the order of the columns of the tables."""

    def __init__(self, definition: str, demands: list[Demand], offered: Offered) -> None:
        self.definition = definition
        self.demands = demands
        self.ids = offered.ids
        self._offered = offered
        self._groups: dict[int, Group] = {}
        self.worst = _case(offered.certain, np.array([demand.most for demand in demands], np.int64), offered.low)
        self.best = _case(offered.possible, np.array([demand.low for demand in demands], np.int64), offered.high)

    @classmethod
    def of(cls, moment: Moment, definition: str) -> Capacity:
        """That of a moment."""
        asked = demands(moment, definition)
        return cls(definition, asked, Offered.of(moment, asked))

    def edited(self, edited: Collection[str], part: Moment) -> Capacity:
        """That of a moment in which these arrangements differ; `part` is that moment with no other arrangements."""
        fitting = {needs.id for needs in may_fit(part, part.profiles)}
        chosen = [place for place, demand in enumerate(self.demands) if demand.profile in fitting]
        added = Offered.of(part, [self.demands[place] for place in chosen])
        other = Capacity(self.definition, self.demands, self._offered.edited(edited, added, chosen))
        other.__dict__["pairs"] = self.pairs  # where a cached property keeps its value
        return other

    @cached_property
    def pairs(self) -> dict[Pair, list[int]]:
        """The demands (their places) of each profile and area."""
        found: dict[Pair, list[int]] = {}
        for place, demand in enumerate(self.demands):
            found.setdefault((demand.profile, demand.area), []).append(place)
        return found

    @cached_property
    def short(self) -> dict[Pair, list[int]]:
        """The demands (their places) of each profile and area that are in the worst-case bottleneck."""
        return self.short_of(self.pairs)

    def short_of(self, pairs: Iterable[Pair]) -> dict[Pair, list[int]]:
        """The same, of some of `pairs`."""
        bottleneck = self.worst.bottleneck.tolist()
        short = {pair: [place for place in self.pairs[pair] if bottleneck[place]] for pair in pairs}
        return {pair: places for pair, places in short.items() if places}

    def differing(self, other: Capacity) -> set[Pair]:
        """The pairs of which a demand is in a bottleneck here and not in that of another with the same demands, or the other way round."""
        differ = (self.worst.bottleneck != other.worst.bottleneck) | (self.best.bottleneck != other.best.bottleneck)
        return {(demand.profile, demand.area) for demand in (self.demands[place] for place in np.flatnonzero(differ).tolist())}

    @cached_property
    def _group(self) -> np.ndarray:
        """The number of the group of each demand; -1 outside the worst-case bottleneck."""
        found = np.full(len(self.demands), -1, np.int32)
        within = np.flatnonzero(self.worst.bottleneck)
        if len(within):
            shared = self.worst.uses[within][:, np.flatnonzero(self.worst.places)]
            found[within] = connected_components(_both_ways(shared), directed=False)[1][: len(within)]
        return found

    def group(self, demand: int) -> Group:
        """The group of a demand (its place in `demands`) that is in the worst-case bottleneck."""
        number = int(self._group[demand])
        if number not in self._groups:
            self._groups[number] = self._gathered(np.flatnonzero(self._group == number))
        return self._groups[number]

    def certain(self, demands: list[int]) -> list[str]:
        """The provisions (ids) that these demands (their places) may certainly use."""
        return self._named(np.unique(self.worst.uses[demands].indices))

    def _named(self, columns: np.ndarray) -> list[str]:
        return sorted(self.ids[column] for column in columns)

    def _gathered(self, demands: np.ndarray) -> Group:
        certain, possible = (np.unique(case.uses[demands].indices) for case in (self.worst, self.best))
        asked = [self.demands[place] for place in demands]
        high = None if any(demand.high is None for demand in asked) else sum(demand.most for demand in asked)
        most = None if (self.best.places[possible] == ENDLESS).any() else int(self.best.places[possible].sum())
        number = sum(demand.low for demand in asked), high
        places = int(self.worst.places[certain].sum()), most
        shortage = 0 if most is None else max(0, number[0] - most), None if high is None else high - places[0]
        return Group(demands.tolist(), self._named(certain), number, places, shortage)


@dataclass(frozen=True)
class Offered:
    """The places of provisions, `low` to `high` (int64, ENDLESS without bound), and which of them each demand may use.

    `certain` and `possible` are sparse tables [demands, provisions].
    """

    ids: list[str]
    low: np.ndarray
    high: np.ndarray
    certain: csr_array
    possible: csr_array

    @classmethod
    def of(cls, moment: Moment, demands: list[Demand]) -> Offered:
        """Those of a moment."""
        offers = moment.offers
        cells = [row.get("plekken", [0, None]) for row in offers.rows]
        low = np.array([cell[0] for cell in cells], np.int64)
        high = np.array([ENDLESS if cell[1] is None else cell[1] for cell in cells], np.int64)
        return cls(offers.ids, low, high, *_tables(moment, demands))

    def edited(self, edited: Collection[str], added: Offered, demands: list[int]) -> Offered:
        """With the provisions `edited` as they are in `added`, of which row i is about demand `demands[i]`.

        One that is not in `added` stays as a column without places, which nobody may use.
        """
        column = {id: place for place, id in enumerate(self.ids)}
        new = [id for id in added.ids if id not in column]
        ids = self.ids + new
        column.update({id: place for place, id in enumerate(new, len(self.ids))})
        low, high = (np.append(side, np.zeros(len(new), np.int64)) for side in (self.low, self.high))
        gone = np.zeros(len(ids), bool)
        gone[[column[id] for id in edited if id in column]] = True
        low[gone] = high[gone] = 0
        places = np.array([column[id] for id in added.ids], np.int32)
        low[places], high[places] = added.low, added.high
        tables = [_replaced(mine, gone, other, np.array(demands, np.int32), places)
                  for mine, other in ((self.certain, added.certain), (self.possible, added.possible))]
        return Offered(ids, low, high, *tables)


def _replaced(table: csr_array, gone: np.ndarray, added: csr_array, rows: np.ndarray, columns: np.ndarray) -> csr_array:
    """A table without the columns that are `gone` (bool), and with the entries of `added`, whose rows and columns are these."""
    old, new = table.tocoo(), added.tocoo()
    kept = ~gone[old.col]
    row, column = np.append(old.row[kept], rows[new.row]), np.append(old.col[kept], columns[new.col])
    return csr_array((np.ones(len(row), np.int8), (row, column)), shape=(table.shape[0], len(gone)))


def _tables(moment: Moment, demands: list[Demand]) -> tuple[csr_array, csr_array]:
    """Which provisions each demand certainly, and which it possibly may use."""
    within = cache(partial(_Within, moment))
    matched = lru_cache(maxsize=1)(partial(outcomes, moment))
    certain: list[np.ndarray] = []
    possible: list[np.ndarray] = []
    for demand in demands:
        here = within(demand.area)
        ages = np.uint32(demand.ages)
        outcome = matched(demand.profile)[here.numbers]
        possible.append(here.numbers[(outcome >= UNKNOWN) & (here.age_maybe & ages != 0)])
        certain.append(here.numbers[: here.known][(outcome[: here.known] == YES) & (here.age_yes & ages != 0)])
    return _table(certain, len(moment.offers)), _table(possible, len(moment.offers))


def outcomes(moment: Moment, profile: str) -> np.ndarray:
    """How each provision matches this profile, whatever the age and the area (int8)."""
    offers = moment.offers
    axes = needs_of(moment, profile).axes
    free = np.where(offers.open, np.int8(YES), np.int8(0))
    return reduce(np.minimum, (offers.outcome(axis, value) for axis, values in axes.items() for value in values), free)


def _table(rows: list[np.ndarray], columns: int) -> csr_array:
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32)
    entries = np.concatenate([np.zeros(0, np.int32), *rows]).astype(np.int32)
    return csr_array((np.ones(len(entries), np.int8), entries, starts), shape=(len(rows), columns))


class _Within:
    """The provisions that serve all of an area, `known` in number, and after them those that do not say where they serve."""

    def __init__(self, moment: Moment, area: str) -> None:
        offers = moment.offers
        _, every = offers.served_parts.parts(moment.areas.bits(area))
        serving = np.flatnonzero(every)
        self.known = len(serving)
        self.numbers = np.concatenate([serving, np.flatnonzero(~offers.served_parts.known)])
        self.age_yes = offers.age_yes[serving]
        self.age_maybe = offers.age_maybe[self.numbers]


def _both_ways(table: csr_array) -> csr_array:
    """A table of rows and columns as a graph of both: the rows first."""
    rows, columns = table.shape
    entries = table.tocoo()
    return csr_array((np.ones(entries.nnz, np.int8), (entries.row, entries.col + rows)), shape=(rows + columns,) * 2)


def _case(uses: csr_array, number: np.ndarray, places: np.ndarray) -> Case:
    bottleneck = np.zeros(len(number), bool)
    # Whoever may use a provision without bound can all go there and leaves every other place to the rest: neither can be part of
    # a bottleneck. Without them every number in the flow is one that stands in a cell, so none can overflow.
    endless = places == ENDLESS
    rows = np.flatnonzero((uses @ endless.astype(np.int32) == 0) & (number > 0))
    if len(rows):
        columns = np.flatnonzero(~endless & (places > 0))
        bottleneck[rows] = _unserved(uses[rows][:, columns], number[rows], places[columns])
    return Case(uses, number, places, bottleneck)


def _unserved(uses: csr_array, number: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The rows that the source reaches when a maximum flow has been sent from the rows to the columns (bool)."""
    n, m = uses.shape
    source, sink = 0, n + m + 1
    entries = uses.tocoo()
    row, column = entries.row + 1, entries.col + n + 1
    ends = np.concatenate([np.zeros(n, np.int32), row, np.arange(n + 1, sink)]), np.concatenate(
        [np.arange(1, n + 1), column, np.full(m, sink)])
    most = np.concatenate([number, number[entries.row], places]).astype(np.int32)
    flow = maximum_flow(csr_array((most, ends), shape=(sink + 1, sink + 1)), source, sink).flow
    sent = flow[1: n + 1, n + 1: sink]
    left = np.flatnonzero(sent.sum(axis=1) < number) + 1
    used = sent.tocoo()
    back = used.data > 0
    rest = csr_array((np.ones(len(left) + len(row) + np.count_nonzero(back), np.int8),
                      (np.concatenate([np.zeros(len(left), np.int32), row, used.col[back] + n + 1]),
                       np.concatenate([left, column, used.row[back] + 1]))), shape=(sink, sink))
    found = np.zeros(sink, bool)
    found[breadth_first_order(rest, source, return_predecessors=False)] = True
    return found[1: n + 1]
