"""Runs the benchmarks and prints their figures: `python -m tests.performance [--scale 1] [--only NAME] [--out DIR]`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import (
    bench_coverage,
    bench_linear,
    bench_load,
    bench_match,
    bench_neo4j,
    bench_paths,
    bench_projection,
    bench_rules,
    bench_scenario,
)
from .measure import Figure, show
from .workspace import Workspace

BENCHMARKS: dict[str, Callable[[Workspace], list[Figure]]] = {
    "load": bench_load.run,
    "projection": bench_projection.run,
    "coverage": bench_coverage.run,
    "rules": bench_rules.run,
    "paths": bench_paths.run,
    "scenario": bench_scenario.run,
    "match": bench_match.run,
    "linear": bench_linear.run,
    "neo4j": bench_neo4j.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.performance", description="Meet de snelheid van Dekkend.")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 tot 2.0; de doelen gelden bij 1")
    parser.add_argument("--only", choices=BENCHMARKS, action="append", help="alleen deze meting (mag vaker)")
    parser.add_argument("--out", type=Path, help="map die blijft bestaan; anders een tijdelijke")
    arguments = parser.parse_args()
    names = arguments.only or list(BENCHMARKS)
    with tempfile.TemporaryDirectory(prefix="dekkend-meting-") as temporary:
        root = arguments.out or Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        workspace = Workspace(root.resolve(), arguments.scale)
        figures = []
        for name in names:
            print(f"{name} …", flush=True)
            figures += BENCHMARKS[name](workspace)
        show(figures)


if __name__ == "__main__":
    main()
