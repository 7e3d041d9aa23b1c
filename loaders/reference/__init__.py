"""Reference tables compiled by the project: facts with their source in the comment above each table."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `<name>.csv` as dicts of texts; missing last cells are empty, lines with `#` are comment."""
    text = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";", restval=""))
