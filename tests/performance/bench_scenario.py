"""What-ifs of one provision: closed, or opened for other ages, nationally and in the example region, beside all rules computed anew."""

from __future__ import annotations

import statistics
from tempfile import TemporaryDirectory

import numpy as np

from . import engine
from .generate import SEED
from .measure import Figure, timed
from .workspace import ROOT, Workspace

REGION = ROOT / "examples" / "holland-rijnland"
NATIONAL_TIMES, REGION_TIMES = 20, 60


def run(workspace: Workspace) -> list[Figure]:
    """Median and longest time of a what-if on a report that has its outcomes; each is held against a full recomputation."""
    scale = workspace.scale
    figures = _what_ifs("landelijk", workspace.store(scale), NATIONAL_TIMES, 300.0 if scale == 1 else None, checked=2)
    with TemporaryDirectory(prefix="dekkend-meting-") as folder:
        url = f"sqlite:///{folder}/regio.db"
        engine.load(REGION, url)
        return figures + _what_ifs("voorbeeldregio", url, REGION_TIMES, 30.0, checked=REGION_TIMES)


def _what_ifs(name: str, url: str, times: int, target: float | None, checked: int) -> list[Figure]:
    report, _, _ = engine.all_rules(engine.projection(url))
    rng = np.random.default_rng(SEED)
    taken, anew, differing = [], [], []
    for number in range(times):
        edit = engine.one_edit(report, rng)
        seconds, found = timed(engine.what_if, report, edit)
        taken.append(1000 * seconds)
        differing.append(len(found[0]) + len(found[1]) + len(found[2]))
        if number < checked:
            seconds, wanted = timed(engine.what_if_anew, report, edit)
            anew.append(1000 * seconds)
            if found != wanted:
                raise RuntimeError(f"de snelle berekening wijkt af van de volledige bij {edit}")
    note = f"{len(report.context.moment.offers)} voorzieningen, {times} keer, gemiddeld {statistics.mean(differing):.0f} bevindingen anders"
    bare = statistics.median(anew)
    return [
        Figure(f"wat-als {name}, mediaan", statistics.median(taken), "ms", target, bare, "kaal = alle regels opnieuw"),
        Figure(f"wat-als {name}, langste", max(taken), "ms", target, max(anew), note),
    ]
