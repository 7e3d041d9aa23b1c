"""From a public table to the sheets of the workbook: areas, source, dataset, and the date of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from loaders import reference
from loaders.public.delimited import DelimitedFile
from loaders.public.model import Note, PublicFileError
from loaders.reconcile import match_gemeente
from loaders.tables import Cell, Table
from schema.dates import spoken

AREA_COLUMNS = ["id", "naam", "soort", "bovenliggend", "code", "lat", "lon", "geldig_van", "geldig_tot"]
SOURCE_COLUMNS = ["id", "titel", "soort", "datum", "uitgever", "url", "licentie"]

_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


@cache
def _known_files() -> dict[str, date]:
    return {row["sha256"]: date.fromisoformat(row["peildatum"]) for row in reference.rows("bekende_bestanden")}


def table_date(file: DelimitedFile, peildatum: date | None) -> date:
    """The date of a table: the one given, else the day in the file name, else that of a known file.

    Raises PublicFileError when none of these is there: a date is never guessed.
    """
    if peildatum:
        return peildatum
    for text in _DAY_IN_NAME.findall(file.name):
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    if file.sha256 in _known_files():
        return _known_files()[file.sha256]
    raise PublicFileError(f"Van welke dag de gegevens in {file.name} zijn, is niet bekend. Geef de datum op met "
                          "--peildatum, bijvoorbeeld --peildatum 2025-10-01, of zet hem in de naam van het bestand.")


@dataclass(slots=True)
class Areas:
    """The areas of one table, each once; every area gets the date of the table as its begin."""

    day: date
    notes: list[Note]
    _areas: dict[str, tuple[str, str, str, set[str]]] = field(default_factory=dict)
    _gemeenten: dict[tuple[str, str | None], str | None] = field(default_factory=dict)

    def add(self, area_id: str, naam: str, soort: str, code: str = "", within: Sequence[str] = ()) -> str:
        """Declare an area, or more areas that it lies in; the first name counts. Gives its id."""
        self._areas.setdefault(area_id, (naam, soort, code, set()))[3].update(within)
        return area_id

    def add_gemeente(self, row: int, column: str, naam: str, code: str | None = None,
                     within: Sequence[str] = ()) -> str | None:
        """Declare the gemeente of a row and give its id; None, with a note, when the row names none.

        `code` is None for a source without codes. What is to be said about a gemeente is noted once, at its first row.
        """
        key = (naam, code)
        if key not in self._gemeenten:
            match = match_gemeente(naam, self.day, code)
            self._gemeenten[key] = match.id if match else None
            if match:
                self.add(match.id, match.naam, "GEMEENTE", match.code)
                if match.remark:
                    self.notes.append(Note(row, column, code or naam, match.remark))
        found = self._gemeenten[key]
        if found is None:
            self.notes.append(Note(row, column, code or naam, "Deze rij noemt geen gemeente."))
            return None
        self._areas[found][3].update(within)
        return found

    def __contains__(self, area_id: str) -> bool:
        return area_id in self._areas

    def table(self) -> Table:
        """The sheet `gebieden`, in id order."""
        begin = self.day.isoformat()
        rows: list[Sequence[Cell]] = [
            (area_id, naam, soort, "; ".join(sorted(within)), code, None, None, begin, None)
            for area_id, (naam, soort, code, within) in sorted(self._areas.items())
        ]
        return Table("gebieden", list(AREA_COLUMNS), rows)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: for the sheets `bronnen` and `dataset`. All texts are Dutch."""

    name: str
    titel: str
    omschrijving: str
    soort: str
    uitgever: str
    url: str
    licentie: str

    def source_id(self, day: date) -> str:
        """The id of the source row: the dataset with the date of the table."""
        return f"{self.name}-{day.isoformat()}"

    def tables(self, file: DelimitedFile, day: date) -> list[Table]:
        """The sheets `dataset` and `bronnen`; the file is identified by its name and its sha256."""
        titel = f"{self.titel}, {spoken(day)}"
        told: list[Sequence[Cell]] = [
            ("naam", self.name), ("titel", titel), ("fictief", "nee"),
            ("omschrijving", f"{self.omschrijving} Stand van {spoken(day)}; latere wijzigingen staan er niet in. "
                             f"Gelezen uit {file.name} (sha256 {file.sha256})."),
            ("licentie", self.licentie), ("peildatum", day.isoformat()),
        ]
        source = (self.source_id(day), titel, self.soort, day.isoformat(), self.uitgever, self.url, self.licentie)
        return [Table("dataset", ["sleutel", "waarde"], told), Table("bronnen", list(SOURCE_COLUMNS), [source])]
