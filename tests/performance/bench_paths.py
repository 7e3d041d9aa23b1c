"""Referral paths beside networkx on the same network: the shortest one, and all simple ones.

The questions come from the whole country, where a profile fits few provisions, and from one region in which everything fits, where
there are many ways. Both sides have to give the same answers. The engine works out for itself what can be passed, out of the whole
country; networkx gets just that network, as triples, makes its graph of them and searches.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import networkx as nx
import numpy as np

from graph.paths import Path, Paths
from graph.projection import Moment

from . import engine
from .generate import SEED
from .measure import Figure, number, timed
from .workspace import Workspace

NATIONAL, DENSE = 200, 100
COUNTRY_STEPS, REGION_STEPS = 6, 5
_BEFORE, _AFTER = "<begin>", "<eind>"
_KEYS = (_BEFORE, _AFTER)

Trail = tuple[str, ...]
"""The ids of the referrals of a path, after the id of the arrangement where it begins."""


@dataclass(frozen=True)
class Asked:
    """A question about paths; `ends` (start, goal) is None for the usual: from where one can begin to what fits for certain."""

    moment: Moment
    question: engine.Question
    ends: tuple[str, str] | None = None

    def paths(self) -> Paths:
        """What answers it, made anew: that is a part of the answer."""
        return Paths(self.moment, *self.question)

    def starts_and_goals(self, paths: Paths) -> tuple[list[str], list[str]]:
        """The ids of both, as far as they can be passed."""
        return ([self.ends[0]], [self.ends[1]]) if self.ends else (paths.starts, paths.fitting)

    def shortest(self) -> Path | None:
        """A path of the fewest referrals."""
        paths = self.paths()
        return paths.shortest(*self.starts_and_goals(paths))

    def simple(self, most: int) -> list[Path]:
        """All paths of at most so many referrals."""
        paths = self.paths()
        return list(paths.simple(most, *self.starts_and_goals(paths)))


def run(workspace: Workspace) -> list[Figure]:
    """Median milliseconds per question; RuntimeError when an answer differs from that of networkx."""
    rng = np.random.default_rng(SEED)
    moment = engine.present(engine.projection(workspace.store(workspace.scale)))
    drawn = (Asked(moment, question) for question in engine.questions(moment, 20 * NATIONAL, rng))
    national = list(islice((asked for asked in drawn if asked.paths().fitting), NATIONAL))
    region, everywhere = engine.dense_region(rng)
    ids = region.projection["arrangement"].ids
    dense = [Asked(region, everywhere, (ids[start], ids[goal])) for start, goal in (
        rng.choice(len(ids), 2, replace=False).tolist() for _ in range(DENSE))]
    goal = 20.0 if workspace.scale == 1 else None
    return [*beside("landelijk", national, COUNTRY_STEPS, goal), *beside(f"{len(ids)} voorzieningen", dense, REGION_STEPS, goal)]


def beside(where: str, questions: Sequence[Asked], most: int, goal: float | None) -> list[Figure]:
    """Two figures: the shortest path and all of at most `most` referrals; RuntimeError when networkx answers something else."""
    shortest, simple = [], []
    found = []
    for asked in questions:
        paths = asked.paths()
        starts, goals = asked.starts_and_goals(paths)
        network = [(paths.table.ids[paths.net.source[edge]], paths.table.ids[paths.net.target[edge]],
                    paths.referrals.ids[paths.net.referral[edge]]) for edge in paths._steps.edges]
        ours, path = timed(asked.shortest)
        theirs, steps = timed(nx_shortest, network, starts, goals)
        if (None if path is None else len(path.steps)) != steps:
            raise RuntimeError(f"de kortste weg verschilt van networkx: {path} en {steps}")
        shortest.append((ours, theirs))
        ours, mine = timed(asked.simple, most)
        theirs, other = timed(nx_simple, network, starts, goals, most)
        trails = [(path.start, *(step.referral for step in path.steps)) for path in mine]
        if sorted(trails) != sorted(other):
            raise RuntimeError(f"de wegen verschillen van networkx: {len(trails)} en {len(other)}")
        simple.append((ours, theirs))
        found.append(len(mine))
    note = f"samen {number(sum(found))}, hoogstens {number(max(found))}; kaal = networkx"
    return [_figure(f"kortste weg, {where}", shortest, goal, f"{len(questions)} vragen; kaal = networkx"),
            _figure(f"alle wegen tot {most}, {where}", simple, goal, note)]


def _figure(name: str, times: Sequence[tuple[float, float]], goal: float | None, note: str) -> Figure:
    ours, theirs = (1000 * statistics.median(column) for column in zip(*times, strict=True))
    slowest = 1000 * max(time for time, _ in times)
    return Figure(name, ours, "ms", goal, theirs, f"traagste {number(slowest)} ms; {note}")


def nx_graph(network: Sequence[tuple[str, str, str]], starts: Sequence[str], goals: Sequence[str]) -> nx.MultiDiGraph[str]:
    """The network (from, to, referral) with one node before all starts and one after all goals; no path passes a start or goal."""
    begin, end = set(starts), set(goals)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_KEYS)
    for source, target, referral in network:
        if target not in begin and source not in end:
            graph.add_edge(source, target, referral)
    for start in starts:
        graph.add_edge(_BEFORE, start, start)
    for goal in goals:
        graph.add_edge(goal, _AFTER, goal)
    return graph


def nx_shortest(network: Sequence[tuple[str, str, str]], starts: Sequence[str], goals: Sequence[str]) -> int | None:
    """The fewest referrals from a start to a goal."""
    try:
        return len(nx.shortest_path(nx_graph(network, starts, goals), *_KEYS)) - 3
    except nx.NetworkXNoPath:
        return None


def nx_simple(network: Sequence[tuple[str, str, str]], starts: Sequence[str], goals: Sequence[str], most: int) -> list[Trail]:
    """All simple paths of at most so many referrals."""
    found: Any = nx.all_simple_edge_paths(nx_graph(network, starts, goals), *_KEYS, cutoff=most + 2)
    return [tuple(key for _, _, key in edges[:-1]) for edges in found]
