"""All rules over the whole country: together, each of them, and one match explained as a page shows it.

Each run is a process of its own, so that its peak memory is that of the rules and not of what ran before.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

import numpy as np

from graph.projection import Projection

from . import engine
from .generate import SEED
from .measure import Figure, number, peak_memory, timed
from .workspace import Workspace, fresh_python

TIMES = 3
MATCHES = 200


def run(workspace: Workspace) -> list[Figure]:
    """The process of three that took the processor least, with the time of each rule in it; and the median of 200 explained matches."""
    goals = (6.0, 1000.0, 5.0) if workspace.scale == 1 else (None, None, None)
    best = quickest(workspace.store(workspace.scale))
    rules: dict[str, list[float]] = best["rules"]
    total = number(sum(int(found) for _, _, found in rules.values()))
    explained, bare = matches(engine.projection(workspace.store(workspace.scale)))
    return [
        Figure("alle regels", best["seconds"], "s", goals[0], None,
               f"{total} bevindingen; {number(best['processor'])} s rekentijd van de processor"),
        Figure("alle regels, piekgeheugen", best["memory"], "MB", goals[1], best["before"], "heel het proces; kaal = alleen de projectie"),
        *(Figure(f"  {rule}", 1000 * first, "ms",
                 note=f"{number(found)} bevindingen; {number(1000 * again)} ms als wat regels delen er al is")
          for rule, (first, again, found) in sorted(rules.items(), key=lambda item: -item[1][0])),
        Figure("match met uitleg, mediaan", explained, "ms", goals[2], bare,
               f"{engine.SHOWN} die passen en {engine.NEAR} net niet, in zinnen; kaal = van alles alleen de uitkomst"),
    ]


def quickest(url: str) -> dict[str, Any]:
    """What `measured` says in the one of three processes that took the processor least."""
    runs: list[dict[str, Any]] = [json.loads(fresh_python("bench_rules", url)) for _ in range(TIMES)]
    return min(runs, key=lambda one: one["processor"])


def measured(url: str) -> dict[str, Any]:
    """Seconds (of the clock and of the processor) and MB of all rules and their finding ids in this process, and MB before.

    Per rule: seconds the first time, in the order of the registry, so with the interim results that it is the first to need;
    seconds once more, with those ready; and the number of findings.
    """
    picture = engine.projection(url)
    before, processor = peak_memory(), time.process_time()
    seconds, (report, ids, first) = timed(engine.all_rules, picture)
    processor, memory = time.process_time() - processor, peak_memory()
    again = {rule: timed(engine.one_rule, report, rule)[0] for rule in first}
    return {"seconds": seconds, "processor": processor, "memory": memory, "before": before,
            "rules": {rule: [first[rule], again[rule], len(found)] for rule, found in ids.items()}}


def matches(picture: Projection) -> tuple[float, float]:
    """Median milliseconds of a match with explanation, and of the outcomes alone; each of another profile, gemeente and age."""
    moment = engine.present(picture)
    questions = engine.questions(moment, MATCHES + 1, np.random.default_rng(SEED))
    timings = [(timed(engine.explained_match, moment, *question)[0], timed(engine.match_outcomes, moment, *question)[0])
               for question in questions]
    explained, bare = zip(*timings[1:], strict=True)
    return 1000 * statistics.median(explained), 1000 * statistics.median(bare)


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
