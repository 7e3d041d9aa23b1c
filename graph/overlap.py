"""How far provisions do the same: sets of (profile, leaf, age) with JA, and how large they and their intersections are.

Such a set is a product: the (profile, age) pairs that a provision fits, times the leaves that it serves. So the size of a set and of
an intersection is a product too, and two sets overlap no more than either of their factors does. No set is ever written out.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.blocks import Blocks
from graph.projection.areas import Bits
from graph.projection.moment import Moment
from graph.serving import Fits

_AT_ONCE = 100_000
"""Pairs that are compared at once: some 100 MB."""
# Room for rounding where candidates are chosen; what is found is compared exactly.
_ROOM = 1e-9


class Overlap:
    """What every provision of a moment does; provisions are numbered as in `moment.offers`.

    `fits` are those of all profiles; here they are in the order of (provision, profile).
    """

    def __init__(self, moment: Moment, blocks: Blocks, fits: Fits) -> None:
        offers = moment.offers
        order = np.argsort(fits.provision, kind="stable")
        self.fits = Fits(*(column[order] for column in fits))
        self._profiles = len(moment.profiles)
        self._keys = self.fits.provision.astype(np.int64) * self._profiles + self.fits.row
        self._first = np.searchsorted(self.fits.provision, np.arange(len(offers) + 1))
        fitting = np.concatenate([[0], np.cumsum(np.bitwise_count(self.fits.mask), dtype=np.int64)])[self._first]
        sets: dict[int, int] = {}
        self._leaves = np.array([sets.setdefault(offers.served(number) or 0, len(sets)) for number in range(len(offers))], np.int64)
        self._held = list(sets)
        held = np.array([blocks.inside(bits) for bits in sets], np.float64).reshape(len(sets), len(blocks))
        # Numbers of leaves are far below 2 ** 53: exact as floats, which are multiplied quickly.
        self._shared = ((held * np.bincount(blocks.of_leaf, minlength=len(blocks))) @ held.T).astype(np.int64)
        self.sizes: np.ndarray = np.diff(fitting) * self._shared.diagonal()[self._leaves]

    def both(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """The sizes of the intersections of the sets of pairs of provisions; those of `one` are not empty (int64)."""
        place, start = self._places(one)
        keys = np.repeat(other, self._first[one + 1] - self._first[one]) * self._profiles + self.fits.row[place]
        there = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        ages = np.where(self._keys[there] == keys, self.fits.mask[place] & self.fits.mask[there], np.uint32(0))
        counts = np.bitwise_count(ages).astype(np.int64)
        common = np.add.reduceat(counts, start) if len(start) else counts
        both: np.ndarray = common * self._shared[self._leaves[one], self._leaves[other]]
        return both

    def _places(self, provisions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(the places of their fits, one provision after the other; where those of each begin)."""
        count = self._first[provisions + 1] - self._first[provisions]
        start = np.cumsum(count) - count
        return np.arange(count.sum()) + np.repeat(self._first[provisions] - start, count), start

    def with_new(self, rows: np.ndarray, masks: np.ndarray, leaves: Bits) -> tuple[np.ndarray, int]:
        """(the sizes of its intersections with every provision, its own size) of a set of these profiles and ages, and leaves.

        `rows` are the places of profiles, each once, `masks` their ages (uint32).
        """
        ages = np.zeros(self._profiles, np.uint32)
        ages[rows] = masks
        counts = np.bitwise_count(self.fits.mask & ages[self.fits.row]).astype(np.int64)
        fitting = np.concatenate([[0], np.cumsum(counts)])[self._first]
        shared = np.array([(leaves & held).bit_count() for held in self._held], np.int64)
        return np.diff(fitting) * shared[self._leaves], int(np.bitwise_count(masks).sum()) * leaves.bit_count()

    def profiles(self, one: int, other: int) -> list[int]:
        """The profiles that two provisions both fit at some same age, by their place."""
        mine, theirs = (dict(zip(*(column[slice(*self._first[[number, number + 1]])].tolist()
                                   for column in (self.fits.row, self.fits.mask)), strict=True)) for number in (one, other))
        return [row for row, ages in mine.items() if ages & theirs.get(row, 0)]

    def alike(self, owner: np.ndarray, least: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The pairs whose sets have a Jaccard index of at least `least` (above 0), some at a time; each pair once.

        `owner` is a number per provision: pairs of the same owner, and provisions with a negative one, are left out.
        """
        waiting: list[tuple[np.ndarray, np.ndarray]] = []
        count = 0
        for pairs in self._candidates(owner, least - _ROOM):
            waiting.append(pairs)
            count += len(pairs[0])
            if count >= _AT_ONCE:
                yield self._compared(waiting, least)
                waiting, count = [], 0
        if waiting:
            yield self._compared(waiting, least)

    def _compared(self, pairs: list[tuple[np.ndarray, np.ndarray]], least: float) -> tuple[np.ndarray, np.ndarray]:
        one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
        common = self.both(one, other)
        found = common / (self.sizes[one] + self.sizes[other] - common) >= least
        return one[found], other[found]

    def _candidates(self, owner: np.ndarray, least: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Pairs of different owners whose leaves and sizes allow an index of `least`, at most _AT_ONCE at a time."""
        members: dict[int, list[int]] = {}
        for provision in np.flatnonzero((owner >= 0) & (self.sizes > 0)).tolist():
            members.setdefault(int(self._leaves[provision]), []).append(provision)
        held = self._shared.diagonal()
        enough = self._shared >= least * (held[:, None] + held - self._shared)
        for leaves, some in members.items():
            for near in np.flatnonzero(enough[leaves]).tolist():
                if near < leaves or near not in members:
                    continue
                others = np.array(members[near])
                step = max(1, _AT_ONCE // len(others))
                for begin in range(0, len(some), step):
                    these = np.array(some[begin: begin + step])
                    mine, theirs = self.sizes[these][:, None], self.sizes[others]
                    fair = np.minimum(mine, theirs) >= least * np.maximum(mine, theirs)
                    fair &= owner[these][:, None] != owner[others]
                    if near == leaves:
                        fair &= these[:, None] < others
                    at = np.nonzero(fair)
                    yield these[at[0]], others[at[1]]
