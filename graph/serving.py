"""Which provisions serve a profile for certain: the sets JA(p,g,a), for every profile, analysis area and age at once.

How to use it (`serving = context.serving`; all results are bit masks of ages, uint32, with the shape of `context.cells`):

    some = serving.any_of()                        # the ages at which JA(p,g,a) is not empty
    bad = some & ~serving.any_of(quick)            # ... and has no provision that is `quick` (bool per provision)
    sure = bad & ~serving.any_of(~quick_known)     # ... and of none of them it is unknown
    pair_outcome("RULE", context, bad, statuses)

What holds on single leaves (JA there, whether or not JA on the whole of L(p,g)) goes by block, see `graph.blocks`:

    only = serving.on_blocks() & ~serving.on_blocks(~ending)   # all that match on the block are `ending`; at least one does
    serving.some_block(only) & context.cells.masks[COVERED]    # on some leaf of L(p,g), where the cell is GEDEKT

What depends on the profile or the area too goes by service: every (profile, provision, area) with JA on all of L(p,g).

    fit, area = serving.services()                 # or of some fits only: services(bool per fit)
    row, number, mask = (column[fit] for column in serving.fits)
    serving.union(row, area, np.where(near[number, area], mask, 0))    # the ages at which one of them is `near`

`of` gives the provisions of one profile, `at` and `at_blocks` those of one pair. Provisions are numbered as in `moment.offers`,
profiles and areas as in `context.cells`.

How it works: a profile fits few provisions (some 150 of 20,000). Their masks are united per (profile, served area cell), and
from there spread over the areas, or blocks, that the cell holds wholly. Cost grows with the fits and the areas they serve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.blocks import Blocks, or_by_group
from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.offers import YES


class Fits(NamedTuple):
    """The (profile, provision) pairs in which everything but the area is JA at some age of the profile.

    `row` is the place of the profile, `provision` the number of the provision (int32), `mask` the ages (uint32, not 0); sorted
    by row and then by cell of served areas (`moment.offers.served_parts.column`).
    """

    row: np.ndarray
    provision: np.ndarray
    mask: np.ndarray


def fits(moment: Moment, profiles: list[Needs]) -> Fits:
    """The fits of these profiles."""
    offers = moment.offers
    line = np.argsort(offers.served_parts.column, kind="stable").astype(np.int32)
    free, ages = offers.open[line], offers.age_yes[line]
    yes: dict[tuple[str, str], np.ndarray] = {}
    numbers, masks = [], []
    for needs in profiles:
        here = free
        for axis, values in needs.axes.items():
            for value in values:
                key = (axis, value)
                if key not in yes:
                    yes[key] = (offers.outcome(axis, value) == YES)[line]
                here = here & yes[key]
        found = np.flatnonzero(here)
        mask = ages[found] & np.uint32(needs.ages)
        aged = mask != 0
        numbers.append(line[found[aged]])
        masks.append(mask[aged])
    row = np.repeat(np.arange(len(profiles), dtype=np.int32), [len(part) for part in numbers])
    return Fits(row, np.concatenate([np.zeros(0, np.int32), *numbers]), np.concatenate([np.zeros(0, np.uint32), *masks]))


def may_fit(moment: Moment, profiles: Iterable[Needs]) -> list[Needs]:
    """The profiles of which no value is refused by all provisions of a (small) moment: the only ones that any of these can fit."""
    admitted: dict[tuple[str, str], bool] = {}
    found = []
    for needs in profiles:
        keys = [(axis, value) for axis, values in needs.axes.items() for value in values]
        for key in keys:
            if key not in admitted:
                admitted[key] = bool(moment.offers.outcome(*key).any())
        if all(map(admitted.__getitem__, keys)):
            found.append(needs)
    return found


class _Runs:
    """Lists of numbers, laid end to end: the True places of each row of a table (bool)."""

    def __init__(self, table: np.ndarray) -> None:
        row, self.values = np.divmod(np.flatnonzero(table), max(1, table.shape[1]))
        self.count = np.bincount(row, minlength=len(table))
        self.start = np.cumsum(self.count) - self.count

    def values_of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(place in `rows`, value) for every value in the list of every one of these rows."""
        count = self.count[rows]
        first = self.start[rows] - (np.cumsum(count) - count)
        return np.repeat(np.arange(len(rows)), count), self.values[np.arange(count.sum()) + np.repeat(first, count)]


class _Spread:
    """From masks of sources to masks per (profile, target): the union of those that reach it."""

    def __init__(self, source: np.ndarray, target: np.ndarray, shape: tuple[int, int]) -> None:
        """Source `source[i]` reaches `target[i]`, a place in the flattened `shape`."""
        # Target and source in one number: one sort of numbers is quicker than one of places.
        both = np.sort(target.astype(np.int64) << 32 | source)
        self.source = (both & 0xFFFFFFFF).astype(np.int32)
        targets = both >> 32
        self.start = np.flatnonzero(np.diff(targets, prepend=-1))
        self.target = targets[self.start]
        self.shape = shape

    def __call__(self, masks: np.ndarray) -> np.ndarray:
        found = np.zeros(self.shape, masks.dtype)
        found.ravel()[self.target] = or_by_group(masks[self.source], self.start)
        return found

    def greatest(self, values: np.ndarray, nothing: int) -> np.ndarray:
        """As for masks, but the greatest of the values; `nothing` where nothing reaches."""
        found = np.full(self.shape, nothing, values.dtype)
        if len(self.start):
            found.ravel()[self.target] = np.maximum.reduceat(values[self.source], self.start)
        return found


def _ranges(first: np.ndarray, rows: list[int]) -> np.ndarray:
    """The numbers from `first[row]` up to `first[row + 1]` of each of these rows, end to end."""
    return np.concatenate([np.arange(first[row], first[row + 1]) for row in rows])


class Serving:
    """What certainly serves some profiles in the analysis areas of a moment (only in those `chosen`, when given).

    `fits` are those of the profiles, in this order.
    """

    def __init__(self, moment: Moment, blocks: Blocks, profiles: list[Needs], chosen: frozenset[str] | None = None) -> None:
        self.moment = moment
        self.blocks = blocks
        self.profiles = profiles
        self.rows = {needs.id: row for row, needs in enumerate(profiles)}
        self.shape = (len(profiles), len(moment.analysis))
        self.chosen = np.array([chosen is None or area in chosen for area in moment.analysis], bool)
        self.fits = fits(moment, profiles)
        self.first = np.searchsorted(self.fits.row, np.arange(len(profiles) + 1))
        self.column = moment.offers.served_parts.column
        # Per cell of served areas, whether it holds each block.
        self.holds = moment.offers.served_parts.holds(blocks.leaf)
        # Of every place in the runs of `blocks.area_block`, whose run it is.
        self._area = np.repeat(np.arange(self.shape[1]), np.diff(blocks.area_start, append=len(blocks.area_block)))
        self._classes: dict[Bits | None, list[int]] = {}
        for row, needs in enumerate(profiles):
            self._classes.setdefault(needs.leaves, []).append(row)
        self._kept: dict[Bits | None, tuple[np.ndarray, np.ndarray]] = {}

    def whole(self, leaves: Bits | None) -> np.ndarray:
        """Which cells of served areas hold L(p,g) wholly, for profiles with these own leaves (bool [cells, areas]).

        Areas without any leaf of the profile, and those not chosen, are held by none.
        """
        areas, held = self._held(leaves)
        whole = np.zeros((len(self.holds), self.shape[1]), bool)
        whole[:, areas] = held
        return whole

    def whole_of(self, leaves: Bits | None, numbers: np.ndarray) -> np.ndarray:
        """The same for some provisions, by their number (bool [provisions, areas])."""
        areas, held = self._held(leaves)
        whole = np.zeros((len(numbers), self.shape[1]), bool)
        whole[:, areas] = held[self.column[numbers]]
        return whole

    def _held(self, leaves: Bits | None) -> tuple[np.ndarray, np.ndarray]:
        """(the areas with any of these leaves, which cells hold those leaves of them wholly (bool [cells, those areas]))."""
        if leaves not in self._kept:
            blocks = self.blocks
            part = self.inside(leaves)[blocks.area_block] & self.chosen[self._area]
            run, area = blocks.area_block[part], self._area[part]
            start = np.flatnonzero(np.diff(area, prepend=-1))
            held = np.logical_and.reduceat(self.holds[:, run], start, axis=1) if len(start) else np.zeros((len(self.holds), 0), bool)
            self._kept[leaves] = area[start], held
        return self._kept[leaves]

    def inside(self, leaves: Bits | None) -> np.ndarray:
        """Which blocks lie in the own leaves of a profile; all when it has none (bool)."""
        return np.ones(len(self.blocks), bool) if leaves is None else self.blocks.inside(leaves)

    @cached_property
    def _groups(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(row, cell, first fit) of each run of fits with the same profile and cell of served areas."""
        cell = self.column[self.fits.provision]
        key = self.fits.row.astype(np.int64) * len(self.holds) + cell
        start = np.flatnonzero(np.diff(key, prepend=-1))
        return self.fits.row[start], cell[start], start

    @cached_property
    def _to_areas(self) -> _Spread:
        return self._spread(self.whole, self.shape)

    @cached_property
    def _to_blocks(self) -> _Spread:
        return self._spread(lambda leaves: self.holds & self.inside(leaves), (len(self.profiles), len(self.blocks)))

    def _spread(self, reached: Callable[[Bits | None], np.ndarray], shape: tuple[int, int]) -> _Spread:
        """From groups to what their cells reach, by the own leaves of the profile (bool [cells, targets])."""
        rows, cells, _ = self._groups
        first = np.searchsorted(rows, np.arange(len(self.profiles) + 1))
        sources, targets = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for leaves, mine in self._classes.items():
            groups = _ranges(first, mine)
            place, target = _Runs(reached(leaves)).values_of(cells[groups])
            group = groups[place]
            sources.append(group)
            targets.append(rows[group].astype(np.int64) * shape[1] + target)
        return _Spread(np.concatenate(sources), np.concatenate(targets), shape)

    def _masks(self, which: np.ndarray | None) -> np.ndarray:
        """The masks of the fits with a provision for which `which` holds, united by group."""
        masks = self.fits.mask
        if which is not None:
            masks = np.where(which[self.fits.provision], masks, np.uint32(0))
        return or_by_group(masks, self._groups[2])

    def any_of(self, which: np.ndarray | None = None) -> np.ndarray:
        """The ages at which JA(p,g,a) holds any provision, or any for which `which` (bool per provision) holds [profiles, areas]."""
        return self._to_areas(self._masks(which))

    def on_blocks(self, which: np.ndarray | None = None) -> np.ndarray:
        """The ages at which any provision, or any for which `which` holds, matches with JA on a block [profiles, blocks].

        Nothing on blocks outside the own areas of a profile.
        """
        return self._to_blocks(self._masks(which))

    def greatest_on_blocks(self, values: np.ndarray, age: int) -> np.ndarray:
        """The greatest of `values` (int32 per provision, not negative) of all that match with JA on a block at an age
        [profiles, blocks]; -1 where nothing does."""
        aged = np.where(self.fits.mask >> np.uint32(age) & np.uint32(1), values[self.fits.provision], np.int32(-1))
        first = self._groups[2]
        return self._to_blocks.greatest(np.maximum.reduceat(aged, first) if len(first) else aged, -1)

    def one_owner(self, owner: np.ndarray) -> np.ndarray:
        """The ages at which all that match with JA on a block, at least one, have the same owner [profiles, blocks].

        `owner` is a number per provision, negative where it is not known: then it is the same as no other, not even as itself.
        """
        several = self.on_blocks(owner < 0)
        number = owner[self.fits.provision]
        masks = np.where(number < 0, np.uint32(0), self.fits.mask).astype(np.uint64)
        half = np.uint64(32)
        # Two numbers differ when one of their binary digits does: then some provision has it and some other has not. The ages of
        # those that have it go in the upper half of a mask, the ages of the others in the lower one.
        for digit in range(int(owner.max(initial=0)).bit_length()):
            halves = or_by_group(np.where(number >> digit & 1, masks << half, masks), self._groups[2])
            both = self._to_blocks(halves)
            several |= (both & both >> half).astype(np.uint32)
        alone: np.ndarray = self.on_blocks() & ~several
        return alone

    def some_block(self, masks: np.ndarray) -> np.ndarray:
        """The ages that some block of an area has in `masks` [profiles, blocks], as [profiles, areas]."""
        found = np.zeros(self.shape, np.uint32)
        if found.size:
            np.bitwise_or.reduceat(masks[:, self.blocks.area_block], self.blocks.area_start, axis=1, out=found)
        found[:, ~self.chosen] = 0
        return found

    def least_block(self, values: np.ndarray) -> np.ndarray:
        """The least of `values` [profiles, blocks] over the blocks of an area, negative ones left out [profiles, areas].

        Where nothing is left, and outside the chosen areas, the greatest number of that type.
        """
        most = np.iinfo(values.dtype).max
        found = np.full(self.shape, most, values.dtype)
        if found.size:
            np.minimum.reduceat(np.where(values < 0, most, values)[:, self.blocks.area_block], self.blocks.area_start, axis=1, out=found)
        found[:, ~self.chosen] = most
        return found

    def services(self, which: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """(place in `fits`, area) of every fit whose provision serves L(p,g) wholly; only the fits in `which` (bool per fit)."""
        places, areas = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for leaves, mine in self._classes.items():
            chosen = _ranges(self.first, mine)
            if which is not None:
                chosen = chosen[which[chosen]]
            place, area = _Runs(self.whole(leaves)).values_of(self.column[self.fits.provision[chosen]])
            places.append(chosen[place])
            areas.append(area)
        return np.concatenate(places), np.concatenate(areas)

    def union(self, row: np.ndarray, area: np.ndarray, masks: np.ndarray) -> np.ndarray:
        """The union of `masks` that belong to the same profile and area, as [profiles, areas]."""
        target = row.astype(np.int64) * self.shape[1] + area
        return _Spread(np.arange(len(masks)), target, self.shape)(masks)

    def of(self, row: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(numbers, masks of ages, whether each serves L(p,g) wholly [provisions, areas]) of the provisions that fit one profile."""
        numbers, masks = self._fitting(row)
        return numbers, masks, self.whole_of(self.profiles[row].leaves, numbers)

    def at(self, profile: str, area: str) -> dict[int, int]:
        """JA(p,g,a) of one pair, by id: the numbers of the provisions, ascending, with their ages as a mask."""
        row, place = self.rows[profile], self.moment.analysis.index(area)
        numbers, masks = self._fitting(row)
        here = self.whole_of(self.profiles[row].leaves, numbers)[:, place]
        return dict(sorted(zip(numbers[here].tolist(), masks[here].tolist(), strict=True)))

    def at_blocks(self, profile: str, area: str) -> Iterator[tuple[int, dict[int, int]]]:
        """(block, the provisions that match with JA there with their ages as a mask) for each block of L(p,g)."""
        row = self.rows[profile]
        numbers, masks = self._fitting(row)
        wanted = self.blocks.inside(self.moment.leaves(self.profiles[row], area))
        for block in np.flatnonzero(wanted).tolist():
            here = self.holds[self.column[numbers], block]
            yield block, dict(sorted(zip(numbers[here].tolist(), masks[here].tolist(), strict=True)))

    def _fitting(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        mine = slice(self.first[row], self.first[row + 1])
        return self.fits.provision[mine], self.fits.mask[mine]
