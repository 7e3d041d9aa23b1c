"""What a benchmark hands back, how time and memory are taken, and how the table is printed."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from rich import box
from rich.console import Console
from rich.table import Table

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result. `baseline` is the same work done bare in the same run; the unit holds for all numbers."""

    name: str
    value: float
    unit: str
    target: float | None = None
    baseline: float | None = None
    note: str = ""


def timed(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> tuple[float, T]:
    """Seconds that one call takes, and what it gives."""
    start = time.perf_counter()
    result = work(*arguments, **named)
    return time.perf_counter() - start, result


def peak_memory() -> float:
    """Most memory that this process has held at once, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    # Only where there is no /proc: a child that was just started inherits this figure from its parent on Linux.
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 1024


def number(value: float | None, unit: str = "") -> str:
    """A number for a Dutch reader: three significant digits, whole when large."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    return text.translate(str.maketrans(",.", ".,")) + (f" {unit}" if unit else "")


def show(figures: Sequence[Figure]) -> None:
    """Prints the figures as a table on standard output."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("meting", no_wrap=True)
    for head in ("waarde", "doel", "kaal", "verhouding"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("opmerking")
    for figure in figures:
        ratio = figure.value / figure.baseline if figure.baseline else None
        table.add_row(
            figure.name,
            number(figure.value, figure.unit),
            number(figure.target, figure.unit),
            number(figure.baseline, figure.unit),
            number(ratio),
            figure.note,
        )
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
