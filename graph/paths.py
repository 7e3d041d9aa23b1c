"""The referral paths of one profile at one age on one set of leaves: the shortest, all of them, and where they break.

A path may pass situations, and provisions that match or may match on all of the leaves. It begins where one can start without a
referral and ends at a provision that certainly fits, unless other ends are asked for: any arrangements, so also the way back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice

import numpy as np

from graph.matching import Matcher
from graph.obstacles import why_barred, why_closed
from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.network import Steps
from graph.projection.offers import UNKNOWN, YES, age_mask
from graph.records import Values

EDUCATION = frozenset({"ONDERWIJS", "GELIJK"})
"""What has education first or on a par, in column `voorliggend`."""
CARE = frozenset({"ZORG"})
"""What has care first, in the same column."""


@dataclass(frozen=True)
class Step:
    """One referral on a path, by id, with the two arrangements; `values` are its columns.

    `obstacles` say why it cannot be taken or its end cannot be passed (Dutch); none on a path that can be walked.
    """

    referral: str
    source: str
    target: str
    values: Values
    obstacles: tuple[str, ...] = ()

    @property
    def access(self) -> tuple[str, ...]:
        """The codes of the access decisions that it takes; none when that is not filled in."""
        return tuple(self.values.get("toegang", ()))

    @property
    def decided_by(self) -> str | None:
        """The id of the organisation that decides, when known."""
        return self.values.get("besluit_door")

    @property
    def weeks(self) -> int | None:
        """How long it takes in weeks, when known."""
        return self.values.get("doorlooptijd_weken")

    @property
    def warm(self) -> bool | None:
        """Whether there is a warm handover, when known."""
        return self.values.get("warme_overdracht")

    @property
    def enrolment(self) -> str | None:
        """The code of what happens to the enrolment, when known."""
        return self.values.get("inschrijving")


@dataclass(frozen=True)
class Path:
    """A path from arrangement `start` by `steps`, which may be none.

    `desks` (loketten) are the organisations on the way, in order: those that offer a provision on it or decide about a step,
    each once, as far as they are known. `obstacles` say why its start cannot be passed (Dutch).
    """

    start: str
    steps: tuple[Step, ...]
    desks: tuple[str, ...]
    obstacles: tuple[str, ...] = ()

    @property
    def arrangements(self) -> tuple[str, ...]:
        """The ids of all arrangements on the path, both ends included."""
        return self.start, *(step.target for step in self.steps)

    @property
    def weeks(self) -> tuple[int, int | None]:
        """The lead time of all steps together in weeks, at least and at most; None when the time of some step is unknown."""
        known = sum(step.weeks or 0 for step in self.steps)
        return known, None if self.unknown_steps else known

    @property
    def unknown_steps(self) -> int:
        """Of how many steps it is not known how long they take."""
        return sum(step.weeks is None for step in self.steps)

    @property
    def broken(self) -> Step | None:
        """The first step with an obstacle."""
        return next((step for step in self.steps if step.obstacles), None)


class Paths:
    """The paths of one profile at one age (0-27) on the leaves of L(p,g), a set that is not empty."""

    def __init__(self, moment: Moment, needs: Needs, age: int, leaves: Bits) -> None:
        self.moment, self.needs, self.age, self.leaves = moment, needs, age, leaves
        self.net = net = moment.network
        self.table, self.referrals = moment.projection["arrangement"], moment.projection["referral"]
        offers = moment.offers
        bit = np.uint32(age_mask(age, age))
        served = offers.served_parts
        every = served.parts(leaves)[1]
        axes = [np.minimum.reduce([offers.outcome(axis, value) for value in values]) for axis, values in needs.axes.items()]
        sure = (offers.age_yes & bit != 0) & every & np.logical_and.reduce([offers.open, *(axis == YES for axis in axes)])
        # An arrangement that is not active has no conditions to refuse; it is in the way as much as one refusal.
        self._refused, self._fits = np.where(net.running, 0, 1), np.zeros(net.size, bool)
        self._refused[net.node_of_offer] = np.sum([~offers.open, offers.age_maybe & bit == 0, ~every & served.known,
                                                   *(axis < UNKNOWN for axis in axes)], axis=0)
        self._fits[net.node_of_offer] = sure
        self._passable = self._refused == 0
        held = np.array([not leaves & ~cell for cell in net.cells], bool)
        self._open = net.usable & (net.ages & bit != 0) & held[net.edge_places]

    @cached_property
    def _steps(self) -> Steps:
        """The referrals that can be taken between arrangements that can be passed."""
        net = self.net
        edges = np.flatnonzero(self._open & self._passable[net.source] & self._passable[net.target])
        return Steps(edges, np.searchsorted(net.source[edges], np.arange(net.size + 1)))

    @property
    def fitting(self) -> list[str]:
        """The ids of JA(p,g,a)."""
        return [self.table.ids[node] for node in np.flatnonzero(self._fits)]

    @property
    def starts(self) -> list[str]:
        """The ids of the arrangements that fit, or may fit, and where one can start without a referral."""
        return [self.table.ids[node] for node in np.flatnonzero(self.net.entry & self._passable)]

    @property
    def education(self) -> list[str]:
        """The ids of the provisions with education first or on a par that fit or may fit: where a way back leads to."""
        return self._leading(EDUCATION)

    @property
    def care(self) -> list[str]:
        """The ids of the provisions with care first that fit or may fit: where a way back begins."""
        return self._leading(CARE)

    def _leading(self, domains: frozenset[str]) -> list[str]:
        offered = np.flatnonzero(self._passable & (self.net.offer >= 0)).tolist()
        return [self.table.ids[node] for node in offered if self.table.values(node).get("voorliggend") in domains]

    def reached(self, start: Iterable[str] | None = None) -> set[str]:
        """The ids of all arrangements to which a path of any length leads from one of `start`, these included."""
        return self._ids(self._spread(self._ends(start, ())[0], self._steps, self.net.target))

    def leading_to(self, goal: Iterable[str] | None = None) -> set[str]:
        """The ids of all arrangements from which a path of any length leads to one of `goal`, these included."""
        return self._ids(self._spread(self._ends((), goal)[1], self._back, self.net.source))

    def _spread(self, nodes: set[int], steps: Steps, end: np.ndarray) -> np.ndarray:
        """The nodes to which these steps lead from some, over any number of them (bool); `end` [all edges] is where each comes out."""
        found = np.zeros(self.net.size, bool)
        layer = np.array(sorted(nodes), np.int64)
        while len(layer):
            found[layer] = True
            layer = np.unique(end[steps.out(layer)[0]])
            layer = layer[~found[layer]]
        return found

    def _ids(self, nodes: np.ndarray) -> set[str]:
        return {self.table.ids[node] for node in np.flatnonzero(nodes).tolist()}

    def _ends(self, start: Iterable[str] | None, goal: Iterable[str] | None) -> tuple[set[int], set[int]]:
        """The nodes to begin and to end at that can be passed; ids that are not there are left out."""
        begin, end = self._named(start, goal)
        return {node for node in begin if self._passable[node]}, {node for node in end if self._passable[node]}

    def _named(self, start: Iterable[str] | None, goal: Iterable[str] | None) -> tuple[list[int], list[int]]:
        """The nodes to begin and to end at, whether or not they can be passed."""
        index = self.table.index
        begin = np.flatnonzero(self.net.entry).tolist() if start is None else [index[id] for id in start if id in index]
        end = np.flatnonzero(self._fits).tolist() if goal is None else [index[id] for id in goal if id in index]
        return begin, end

    def shortest(self, start: Iterable[str] | None = None, goal: Iterable[str] | None = None) -> Path | None:
        """A path of the fewest referrals from one of `start` to one of `goal` (ids); None when there is none.

        Of equals the one that comes first in the order of the arrangements and referrals. No step when a start is a goal.
        """
        begin, end = self._ends(start, goal)
        came: dict[int, int] = dict.fromkeys(sorted(begin), -1)
        queue = deque(came)
        while queue:
            node = queue.popleft()
            if node in end:
                return self._path(self._trail(node, came))
            for edge in self._leaving(node):
                there = int(self.net.target[edge])
                if there not in came:
                    came[there] = edge
                    queue.append(there)
        return None

    def simple(self, most: int, start: Iterable[str] | None = None, goal: Iterable[str] | None = None) -> Iterator[Path]:
        """All paths of at most `most` referrals without an arrangement twice, the shortest first.

        A path passes no other start or goal on its way: from there the shorter path is one too.
        """
        return map(self._path, self._trails(most, *self._ends(start, goal)))

    def count(self, limit: int, most: int, start: Iterable[str] | None = None, goal: Iterable[str] | None = None) -> int:
        """How many paths `simple` gives, at most `limit`."""
        return sum(1 for _ in islice(self._trails(most, *self._ends(start, goal)), limit))

    def _trails(self, most: int, begin: set[int], end: set[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(first node, edges) of each of the paths of `simple`."""
        nearest = self._left(end, most, begin)

        def walk(length: int, node: int, edges: tuple[int, ...], passed: frozenset[int],
                 left: dict[int, int]) -> Generator[tuple[int, ...], None, bool]:
            """Gives the ways on of exactly that length in all; returns whether there is one of at most that length."""
            if node in end:
                if len(edges) == length:
                    yield edges
                return True
            found = False
            for edge in self._leaving(node):
                there = int(self.net.target[edge])
                if there not in passed and there not in begin and left.get(there, most) + len(edges) < length:
                    if (yield from walk(length, there, (*edges, edge), passed | {there}, left)):
                        found = True
                    else:
                        # All ways on from there pass what was passed already: without these, nothing is tried in vain a second time.
                        left = self._left(end, most, begin | passed)
            return found

        # Length by length, each in depth: the shortest come first, and however many there are, only one is held at a time.
        for length in range(most + 1):
            for node in sorted(begin):
                if nearest.get(node, most + 1) <= length:
                    for edges in walk(length, node, (), frozenset((node,)), nearest):
                        yield node, edges

    def _left(self, goals: set[int], most: int, blocked: Set[int]) -> dict[int, int]:
        """How many referrals it takes at least to get to a goal past none of `blocked`, for the nodes from where `most` are enough."""
        left = dict.fromkeys(goals, 0)
        layer = sorted(goals - blocked)
        for steps in range(1, most + 1):
            before = np.unique(self.net.source[self._back.out(np.array(layer, np.int64))[0]]).tolist()
            found = [node for node in before if node not in left]
            left.update(dict.fromkeys(found, steps))
            layer = [node for node in found if node not in blocked]
        return left

    @cached_property
    def _back(self) -> Steps:
        """Those of `_steps`, from their ends."""
        return Steps.of(self.net.target, self._steps.edges, self.net.size)

    def nearly(self, start: Iterable[str] | None = None, goal: Iterable[str] | None = None) -> Path | None:
        """The path from a start to a goal, as in `shortest`, with the least in its way, over any referrals and arrangements.

        Each referral that cannot be taken and each condition that an arrangement on the way refuses counts for one; of equals
        one of the fewest referrals. None when the sheet has no path at all, not even one that was stopped or has yet to begin.
        """
        net = self.net
        named, end = self._named(start, goal)
        begin = np.zeros(net.size, bool)
        begin[named] = True
        # From the goals back, all nodes with the same number of things in the way and the same number of referrals at a time.
        # Both are in one key, which orders them.
        unit = net.size + 1
        best, onward = np.full(net.size, np.iinfo(np.int64).max), np.full(net.size, -1, np.int64)
        waiting: dict[int, list[np.ndarray]] = {}

        def put(nodes: np.ndarray, keys: np.ndarray) -> None:
            for key in set(keys.tolist()):
                if key not in waiting:
                    heappush(queue, key)
                waiting.setdefault(key, []).append(nodes[keys == key])

        queue: list[int] = []
        goals = np.array(sorted(set(end)), np.int64)
        if begin.any():
            best[goals] = self._refused[goals].astype(np.int64) * unit
            put(goals, best[goals])
        while queue:
            key = heappop(queue)
            nodes = np.unique(np.concatenate(waiting.pop(key)))
            nodes = nodes[best[nodes] == key]
            if begin[nodes].any():
                node = int(nodes[begin[nodes]][0])
                return self._path((node, self._rest(node, onward)))
            edges, _ = net.all_back.out(nodes)
            before = net.source[edges]
            keys = key + 1 + unit * (self._refused[before].astype(np.int64) + ~self._open[edges])
            better = keys < best[before]
            edges, before, keys = edges[better], before[better], keys[better]
            np.minimum.at(best, before, keys)
            least = keys == best[before]
            # Backwards, so that of equals the first stays.
            onward[before[least][::-1]] = edges[least][::-1]
            put(before[least], keys[least])
        return None

    def _leaving(self, node: int) -> list[int]:
        found: list[int] = self._steps.edges[self._steps.start[node]: self._steps.start[node + 1]].tolist()
        return found

    def _trail(self, node: int, came: dict[int, int]) -> tuple[int, tuple[int, ...]]:
        """(first node, edges) of the way by which a node was reached."""
        edges: list[int] = []
        while (edge := came[node]) >= 0:
            edges.append(edge)
            node = int(self.net.source[edge])
        return node, tuple(reversed(edges))

    def _rest(self, node: int, onward: np.ndarray) -> tuple[int, ...]:
        """The edges by which a way goes on from a node; `onward` [nodes] is the next edge, -1 at the end."""
        edges = []
        while (edge := int(onward[node])) >= 0:
            edges.append(edge)
            node = int(self.net.target[edge])
        return tuple(edges)

    def _path(self, trail: tuple[int, tuple[int, ...]]) -> Path:
        start, edges = trail
        steps = tuple(map(self._step, edges))
        desks = [self.table.values(start).get("aanbieder")]
        for step, edge in zip(steps, edges, strict=True):
            desks += [step.decided_by, self.table.values(int(self.net.target[edge])).get("aanbieder")]
        why = None if self._passable[start] else why_barred(self._matcher, self.table.ids[start])
        return Path(self.table.ids[start], steps, tuple(dict.fromkeys(desk for desk in desks if desk)), (why,) if why else ())

    def _step(self, edge: int) -> Step:
        record = self.referrals.records[self.net.referral[edge]]
        values, target = record.values, int(self.net.target[edge])
        obstacles = []
        if not self._open[edge]:
            obstacles.append(why_closed(self._matcher, values))
        if not self._passable[target]:
            obstacles.append(why_barred(self._matcher, values["naar"]))
        # An arrangement that has stopped is in the way of both: say it once.
        return Step(record.id, values["van"], values["naar"], values, tuple(dict.fromkeys(why for why in obstacles if why)))

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.moment, self.needs, self.age, self.leaves)
