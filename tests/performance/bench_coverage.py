"""All coverage rules over the whole country, and the cells themselves against the prototype."""

from __future__ import annotations

import statistics

from . import engine, prototype
from .cells import ABSENT, compare
from .measure import Figure, number, timed
from .workspace import Workspace

TIMES = 3
PAGE = 50


def run(workspace: Workspace) -> list[Figure]:
    """Median seconds of three cold runs; raises ValueError when engine and prototype disagree on any cell or count."""
    scale = workspace.scale
    folder, url = workspace.folder(scale), workspace.store(scale)
    prepare, scan, rules, page = [], [], [], []
    for _ in range(TIMES):
        seconds, data = timed(prototype.prepare, folder)
        prepare.append(seconds)
        seconds, expected = timed(prototype.scan, data)
        scan.append(seconds)
        # A new projection each time: nothing may be left over from the run before.
        picture = engine.projection(url)
        seconds, (report, ids) = timed(engine.coverage_rules, picture)
        rules.append(seconds)
        page.append(timed(engine.page, report, PAGE)[0])

    compare(engine.cells(picture), expected)
    counts = {rule: len(found) for rule, found in ids.items()}
    if counts != expected.finding_counts():
        raise ValueError(f"aantallen bevindingen verschillen: {counts} en {expected.finding_counts()}")
    share = ", ".join(f"{name} {100 * part:.0f} %" for name, part in expected.shares().items())
    total = number(sum(counts.values()))
    seconds, bare = statistics.median(rules), statistics.median(scan)
    return [
        Figure("dekkingsregels", seconds, "s", 1.5 if scale == 1 else None, bare, f"{total} bevindingen; kaal = prototype"),
        Figure("prototype voorbereiden", statistics.median(prepare), "s", note="lezen en omzetten; telt bij kaal niet mee"),
        Figure(f"uitleg bij {PAGE}", 1000 * statistics.median(page), "ms"),
        Figure("gelijke cellen", int((expected.states != ABSENT).sum()), "", note=share),
    ]
