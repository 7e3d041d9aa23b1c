"""Growth: the coverage rules at half, once and twice the provisions."""

from __future__ import annotations

from itertools import pairwise

from . import engine, prototype
from .measure import Figure, timed
from .workspace import Workspace

SCALES = (0.5, 1.0, 2.0)
TIMES = 3


def run(workspace: Workspace) -> list[Figure]:
    """Time per doubling, as a ratio; engine and prototype side by side. The least of three runs of each."""
    ours, theirs = [], []
    for scale in SCALES:
        url, data = workspace.store(scale), prototype.prepare(workspace.folder(scale))
        engine_times, bare_times = [], []
        for _ in range(TIMES):
            picture = engine.projection(url)
            engine_times.append(timed(engine.coverage_rules, picture)[0])
            bare_times.append(timed(prototype.scan, data)[0])
        ours.append(min(engine_times))
        theirs.append(min(bare_times))
    figures = [
        Figure(f"dekking bij schaal {scale:g}", mine, "s", None, bare, "kaal = prototype")
        for scale, mine, bare in zip(SCALES, ours, theirs, strict=True)
    ]
    for (low, high), mine, bare in zip(pairwise(SCALES), pairwise(ours), pairwise(theirs), strict=True):
        name = f"van {low:g} naar {high:g}"
        figures.append(Figure(name, mine[1] / mine[0], "×", 2.2, bare[1] / bare[0], "tijd per verdubbeling"))
    return figures
