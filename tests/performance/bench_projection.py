"""Opening the store and building the projection: time and peak memory, each time in a process of its own."""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys

from . import engine
from .measure import Figure, peak_memory, timed
from .workspace import Workspace, fresh_python

TIMES = 3


def run(workspace: Workspace) -> list[Figure]:
    """The median of three fresh processes, against a bare fetchall of the same rows."""
    scale = workspace.scale
    url, raw = workspace.store(scale), workspace.raw(scale)
    built, bare = (
        [json.loads(fresh_python("bench_projection", kind, where)) for _ in range(TIMES)]
        for kind, where in (("engine", url), ("bare", str(raw)))
    )
    national = scale == 1

    def middle(runs: list[list[float]], column: int) -> float:
        return statistics.median(run[column] for run in runs)

    return [
        Figure("projectie bouwen", middle(built, 0), "s", 2.5 if national else None, middle(bare, 0), "kaal = fetchall"),
        Figure("piekgeheugen", middle(built, 1), "MB", 500 if national else None, middle(bare, 1), "heel het proces"),
    ]


def fetch_all(path: str) -> list[tuple[str, int, str]]:
    """Every raw row, as sqlite3 gives it."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT sheet, number, cells FROM raw").fetchall()
    finally:
        connection.close()


if __name__ == "__main__":
    kind, where = sys.argv[1:]
    # The result is kept until the memory has been read.
    seconds, result = timed(engine.projection if kind == "engine" else fetch_all, where)
    print(json.dumps([seconds, peak_memory()]))
