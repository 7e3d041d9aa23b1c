"""Where referrals can bring a profile: for every profile, analysis area and age at once.

Per profile a walk over the network in layers: one layer is one more referral. What is known of a node is a row of age masks,
one per group of areas; areas that no provision and no referral can tell apart are one group. A profile fits few arrangements,
so its walk meets some hundreds of the tens of thousands of referrals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.projection.areas import Bits, members
from graph.projection.moment import Moment, Needs
from graph.projection.offers import UNKNOWN, YES

_ALL = np.uint32(0xFFFFFFFF)
_NONE = np.uint32(0)
_AT_ONCE = 4096


@dataclass(frozen=True)
class Reached:
    """The ages (masks, uint32 [profiles, areas]) at which some provision of JA(p,g,a) is reached.

    `ever` over any number of referrals, `near` over at most the number that was asked for. Both are 0 for pairs that are not
    considered; every age lies within the profile.
    """

    ever: np.ndarray
    near: np.ndarray


@dataclass(frozen=True)
class _Within:
    """What profiles with the same own leaves can use, by group of areas.

    `masks` [cells, groups] (all bits or none) says whether L(p,g) lies within a cell of areas; `group` [areas] is -1 for an area
    in which the profile does not occur. `source`, `target` and `ages` are of the usable referrals that can be taken in some
    group (by somebody); those in which the one at place i can be taken are `groups[start[i]: start[i + 1]]`. Those that leave node
    n are at the places `first[n]` to `first[n + 1]`.
    """

    masks: np.ndarray
    group: np.ndarray
    source: np.ndarray
    target: np.ndarray
    ages: np.ndarray
    start: np.ndarray
    groups: np.ndarray
    first: np.ndarray

    def leaving(self, nodes: np.ndarray) -> np.ndarray:
        """The places of the referrals that start at these nodes."""
        first = self.first[nodes]
        count = self.first[nodes + 1] - first
        found: np.ndarray = np.arange(count.sum()) + np.repeat(first - (np.cumsum(count) - count), count)
        return found


class _Territory:
    """Which cells of areas of a network hold which analysis areas; `ages` are those at which each edge can be taken at all."""

    def __init__(self, moment: Moment, ages: np.ndarray) -> None:
        areas, self.net, self.ages = moment.areas, moment.network, ages
        self.sets = [areas.bits(area) for area in moment.analysis]
        self.holds = np.zeros((len(areas.leaves), len(self.net.cells)), bool)
        for number, leaves in enumerate(self.net.cells):
            self.holds[members(leaves), number] = True
        self._within: dict[Bits | None, _Within] = {}

    def within(self, leaves: Bits | None) -> _Within:
        """For profiles with these own leaves (None is everywhere)."""
        if leaves not in self._within:
            self._within[leaves] = self._compute(leaves)
        return self._within[leaves]

    def _compute(self, own: Bits | None) -> _Within:
        group = np.full(len(self.sets), -1, np.int32)
        rows: list[np.ndarray] = []
        known: dict[bytes, int] = {}
        for area, leaves in enumerate(self.sets):
            wanted = leaves if own is None else leaves & own
            if wanted:
                row = self.holds[members(wanted)].all(axis=0)
                group[area] = known.setdefault(np.packbits(row).tobytes(), len(known))
                if len(known) > len(rows):
                    rows.append(row)
        held = np.ascontiguousarray(np.array(rows, bool).reshape(len(rows), self.holds.shape[1]).T)
        return _Within(np.where(held, _ALL, _NONE), group, *self._passing(held))

    def _passing(self, held: np.ndarray) -> tuple[np.ndarray, ...]:
        """(source, target, ages, start, groups, first): the groups in which both ends of a usable referral and the path itself are held."""
        net = self.net
        some: np.ndarray = np.logical_or.reduce(held, axis=1)
        usable = np.flatnonzero(net.usable & (self.ages != 0) & some[net.edge_places]
                                & some[net.places[net.source]] & some[net.places[net.target]])
        counts, groups = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for part in np.split(usable, range(_AT_ONCE, len(usable), _AT_ONCE)):
            common: np.ndarray = held[net.places[net.source[part]]]
            common &= held[net.places[net.target[part]]]
            common &= held[net.edge_places[part]]
            place, group = np.nonzero(common)
            counts.append(np.bincount(place, minlength=len(part)))
            groups.append(group)
        count = np.concatenate(counts)
        edges = usable[count > 0]
        start = np.concatenate(([0], np.cumsum(count[count > 0])))
        source = net.source[edges]
        first = np.searchsorted(source, np.arange(net.size + 1, dtype=source.dtype))
        return source, net.target[edges], self.ages[edges], start, np.concatenate(groups), first


def reached(moment: Moment, profiles: list[Needs], most: int) -> Reached:
    """Where these profiles get by referrals; `near` counts at most `most` (0 or more) of them."""
    shape = (len(profiles), len(moment.analysis))
    ever, near = np.zeros(shape, np.uint32), np.zeros(shape, np.uint32)
    walker = _Walker(moment)
    for row, needs in enumerate(profiles):
        within = walker.territory.within(needs.leaves)
        if within.masks.shape[1]:
            found = walker.walk(needs, within, most)
            here = within.group >= 0
            ever[row, here], near[row, here] = (masks[within.group[here]] for masks in found)
    return Reached(ever, near)


class _Walker:
    """What every walk needs, laid out once; columns are by node."""

    def __init__(self, moment: Moment) -> None:
        offers, net = moment.offers, moment.network
        self.offers, self.net = offers, net
        self.starts = np.flatnonzero(net.entry)
        self.possible = np.where(net.situation, _ALL, _NONE)
        self.possible[net.node_of_offer] = np.where(offers.open, offers.age_maybe, _NONE)
        self.territory = _Territory(moment, net.ages & self.possible[net.source] & self.possible[net.target])
        self.certain = np.zeros(net.size, np.uint32)
        self.certain[net.node_of_offer] = np.where(offers.open & offers.served_parts.known, offers.age_yes, _NONE)
        self.row = np.zeros(net.size, np.int64)
        self._seen = self._new = np.zeros(0, np.uint32)
        self._outcomes: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]] = {}

    def _outcome(self, axis: str, value: str) -> tuple[np.ndarray, np.ndarray]:
        """Per node, whether a value on an axis lets pass (JA or ONBEKEND), and whether it fits for certain (JA)."""
        key = (axis, value)
        if key not in self._outcomes:
            outcome = np.full(self.net.size, YES, np.int8)
            outcome[self.net.node_of_offer] = self.offers.outcome(axis, value)
            self._outcomes[key] = outcome >= UNKNOWN, outcome == YES
        return self._outcomes[key]

    def _fitting(self, needs: Needs) -> tuple[np.ndarray, np.ndarray]:
        """Per node, whether it may be passed at some age, and whether it fits for certain (bool), ages and areas left aside."""
        passes, fits = self.possible != 0, self.certain != 0
        for axis, values in needs.axes.items():
            for value in values:
                may, sure = self._outcome(axis, value)
                passes &= may
                fits &= sure
        return passes, fits

    def walk(self, needs: Needs, within: _Within, most: int) -> tuple[np.ndarray, np.ndarray]:
        """(ages at which some provision of JA(p,g,a) is ever reached, or within `most` referrals), per group of areas."""
        net, places, own = self.net, within.masks, np.uint32(needs.ages)
        passes, fits = self._fitting(needs)
        nodes = self.starts[fits[self.starts]]
        ever = np.bitwise_or.reduce(places[net.places[nodes]] & (self.certain[nodes] & own)[:, None], axis=0)
        near = ever.copy()
        size = len(ever)

        taken = within.leaving(np.flatnonzero(passes))
        taken = taken[passes[within.target[taken]] & (within.ages[taken] & own != 0)]
        source, target, ages = within.source[taken], within.target[taken], within.ages[taken] & own
        # Only the ends of these few referrals get a row; which place it has does not matter.
        self.row[source] = np.arange(len(taken))
        self.row[target] = np.arange(len(taken), 2 * len(taken))
        # From here on one element per referral and group: a place in the rows to come from, one to go to.
        count = within.start[taken + 1] - within.start[taken]
        edge = np.repeat(np.arange(len(taken)), count)
        group = within.groups[np.arange(len(edge)) + np.repeat(within.start[taken] - (np.cumsum(count) - count), count)]
        origin = self.row[source][edge] * size + group
        goal = self.row[target][edge] * size + group
        ages, certain = ages[edge], (self.certain[target] * fits[target])[edge]
        seen, new = self._rows(2 * len(taken) * size)
        for node, place in ((source, origin), (target, goal)):
            new[place] = seen[place] = (self.possible[node] * net.entry[node] & own)[edge]
        steps = 0
        while True:
            found = new[origin] & ages & ~seen[goal]
            moved = np.flatnonzero(found)
            if not len(moved):
                break
            steps += 1
            new[origin] = 0
            arrived, found = goal[moved], found[moved]
            np.bitwise_or.at(new, arrived, found)
            seen[arrived] |= new[arrived]
            np.bitwise_or.at(ever, group[moved], found & certain[moved])
            if steps <= most:
                near = ever.copy()
        for place in (origin, goal):
            seen[place] = new[place] = 0
        return ever, near

    def _rows(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        """(what is known of each place, what was new in the last layer), all 0: whoever takes them leaves them so."""
        if size > len(self._seen):
            self._seen, self._new = np.zeros(2 * size, np.uint32), np.zeros(2 * size, np.uint32)
        return self._seen, self._new
