"""Growth from 10 % to 200 % of the provisions: the coverage rules beside the prototype, and all rules together."""

from __future__ import annotations

import math
from itertools import pairwise

from . import bench_rules, engine, prototype
from .measure import Figure, timed
from .workspace import Workspace

SCALES = (0.1, 0.2, 0.5, 1.0, 2.0)
TIMES = 3
GOAL = 2.2
"""Times as much for twice the provisions, at most."""


def run(workspace: Workspace) -> list[Figure]:
    """Time per scale and per doubling, as a ratio. The least of three runs; all rules each in a process of its own.

    For all rules it is processor time: other work on the machine would otherwise make the growth.
    """
    coverage, bare, rules, memory = [], [], [], []
    for scale in SCALES:
        url, data = workspace.store(scale), prototype.prepare(workspace.folder(scale))
        engine_times, bare_times = [], []
        for _ in range(TIMES):
            picture = engine.projection(url)
            engine_times.append(timed(engine.coverage_rules, picture)[0])
            bare_times.append(timed(prototype.scan, data)[0])
        coverage.append(min(engine_times))
        bare.append(min(bare_times))
        del picture, data
        every = bench_rules.quickest(url)
        rules.append(every["processor"])
        memory.append(every["memory"])
    return [
        *(Figure(f"dekking bij schaal {scale:g}", mine, "s", None, other, "kaal = prototype")
          for scale, mine, other in zip(SCALES, coverage, bare, strict=True)),
        *_growth("dekking", coverage, bare),
        *(Figure(f"alle regels bij schaal {scale:g}", seconds, "s", note=f"rekentijd van de processor; piekgeheugen {space:.0f} MB")
          for scale, seconds, space in zip(SCALES, rules, memory, strict=True)),
        *_growth("alle regels", rules),
    ]


def _growth(what: str, ours: list[float], theirs: list[float] | None = None) -> list[Figure]:
    """How many times as much per doubling, for each step up."""
    mine, other = _per_doubling(ours), _per_doubling(theirs) if theirs else [None] * (len(SCALES) - 1)
    return [Figure(f"{what}, van {low:g} naar {high:g}", ratio, "×", GOAL, bare, "tijd per verdubbeling")
            for (low, high), ratio, bare in zip(pairwise(SCALES), mine, other, strict=True)]


def _per_doubling(times: list[float]) -> list[float]:
    return [(after / before) ** (1 / math.log2(high / low))
            for (low, high), (before, after) in zip(pairwise(SCALES), pairwise(times), strict=True)]
