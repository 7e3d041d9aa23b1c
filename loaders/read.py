"""Opens what a user delivers, an Excel workbook or a folder with one CSV file for each sheet, as raw sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from loaders.memory import collector_paused
from loaders.names import folded, ignored
from loaders.problems import Problem
from loaders.read_csv import read_csv
from loaders.read_xlsx import read_xlsx
from loaders.tables import Table

Progress = Callable[[str, int, int], None]
"""Called with what is being done (Dutch), how many steps are done, and how many there are."""


@dataclass(slots=True)
class Reading:
    """The sheets of a workbook, and what could not be read of it."""

    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_tables(path: Path, progress: Progress | None = None) -> Reading:
    """The sheets of a workbook (`.xlsx`) or a folder with CSV files.

    Never raises for what stands in a file: whatever is wrong becomes a problem. Sheets whose name starts with `_`, and
    files that are not CSV, are left out.
    """
    with collector_paused():
        return _read(path, progress)


def _read(path: Path, progress: Progress | None) -> Reading:
    if path.is_dir():
        return _folder(path, progress)
    if not path.exists():
        return _refused(path, "NIET_GEVONDEN", f"Er is geen bestand of map {path.name}. Kijk of de naam klopt.")
    if path.suffix.casefold() == ".csv":
        return _refused(path, "LOS_CSV_BESTAND", "Dit is één CSV-bestand. Een werkboek is een map met een CSV-bestand voor elk "
                        "blad. Geef de map op.")
    tables, problems = read_xlsx(path, progress)
    return Reading(tables, problems)


def _refused(path: Path, code: str, message: str) -> Reading:
    return Reading([], [Problem("", 0, "", path.name, code, message)])


def _folder(path: Path, progress: Progress | None) -> Reading:
    files = sorted((file for file in path.iterdir() if file.suffix.casefold() == ".csv" and file.is_file()
                    and not file.name.startswith(".") and not ignored(folded(file.stem))), key=lambda file: file.name)
    if not files:
        return _refused(path, "GEEN_BLADEN", f"In de map {path.name} staat geen enkel CSV-bestand. Een werkboek is een map met "
                        "bestanden zoals gebieden.csv en arrangementen.csv.")
    reading = Reading()
    for number, file in enumerate(files):
        if progress:
            progress(f"Lezen: {file.name}", number, len(files))
        table, problems = read_csv(file)
        if table is not None:
            reading.tables.append(table)
        reading.problems += problems
    if progress:
        progress("Gelezen", len(files), len(files))
    return reading
