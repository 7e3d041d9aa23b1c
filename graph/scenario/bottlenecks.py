"""Which groups of demand with too few places differ between two pictures of the same region.

A country has thousands of groups, each of which takes a while to put together, so only those are that a difference can touch: the
groups with a demand that itself differs, or may use other provisions or places. A group in which nobody differs has too few places
whatever happens elsewhere: taking it into a set of demands always makes that set's shortage larger.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph.capacity import Capacity, Group


def differing_groups(before: Capacity | None, after: Capacity | None) -> tuple[list[Group], list[Group]]:
    """(gone, new): the groups that are on one side only, each in the order of their first demand; None has no groups."""
    if before is None or after is None:
        return tuple([] if side is None else _groups(side, set(range(len(side.demands))))  # type: ignore[return-value]
                     for side in (before, after))
    sides = (before, after)
    places = [{demand.record: place for place, demand in enumerate(side.demands)} for side in sides]
    records = _touched(sides, places)
    found: tuple[list[Group], list[Group]] = ([], [])
    seen: set[str] = set()
    while records - seen:
        # A group that splits or grows touches everybody who is in it on either side.
        seen |= records
        found = tuple(_groups(side, {known[record] for record in seen if record in known})  # type: ignore[assignment]
                      for side, known in zip(sides, places, strict=True))
        records = {side.demands[place].record for side, groups in zip(sides, found, strict=True) for group in groups
                   for place in group.demands}
    told = [[_told(side, group) for group in groups] for side, groups in zip(sides, found, strict=True)]
    return tuple([group for group, what in zip(groups, mine, strict=True) if what not in theirs]  # type: ignore[return-value]
                 for groups, mine, theirs in zip(found, told, reversed(told), strict=True))


def _groups(capacity: Capacity, places: set[int]) -> list[Group]:
    short = sorted(place for place in places if capacity.worst.bottleneck[place])
    found = {group.demands[0]: group for group in map(capacity.group, short)}
    return [found[first] for first in sorted(found)]


def _told(capacity: Capacity, group: Group) -> tuple[object, ...]:
    """A group in words that mean the same on both sides."""
    return ([capacity.demands[place] for place in group.demands], group.provisions, group.demand, group.places, group.shortage)


def _touched(sides: tuple[Capacity, Capacity], places: list[dict[str, int]]) -> set[str]:
    """The records of the demands that are not the same on both sides."""
    signs = [_signs(side) for side in sides]
    before, after = sides
    shared = [(places[0][record], places[1][record]) for record in places[0].keys() & places[1].keys()]
    unlike = {before.demands[was].record for was, now in shared
              if before.demands[was] != after.demands[now] or not np.array_equal(signs[0][was], signs[1][now])}
    return unlike | (places[0].keys() ^ places[1].keys())


def _signs(capacity: Capacity) -> np.ndarray:
    """[demands, 2] (int64): numbers that differ when the certainly or possibly usable provisions differ, or their places."""
    def sign(uses: csr_array, offered: np.ndarray) -> np.ndarray:
        # Of the text: Python gives 3 and ENDLESS the same hash.
        hashes = np.array([hash(f"{id} {number}") for id, number in zip(capacity.ids, offered.tolist(), strict=True)], np.int64)
        return uses @ hashes

    return np.stack([sign(capacity.worst.uses, capacity.worst.places), sign(capacity.best.uses, capacity.best.places)], axis=1)
