"""Reads the cells of one sheet, a column at a time: every different cell is looked at and read only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from loaders.header import columns
from loaders.problems import Problems
from loaders.tables import Table
from schema.privacy import person_data, suspicious
from schema.schemes import Vocabulary
from schema.types import ALLE, Field, Kind, Type
from schema.values import Cell, CellError, plain, reader

LONGEST = 32_767
"""What a cell of Excel can hold: longer text could never be written back to a workbook."""


@dataclass(slots=True)
class Sheet:
    """The rows of one kind, by column: `values[column][i]` belongs to row number `rows[i]`, None is blank or wrong.

    `cells` are the cells as delivered, for messages. `faulty` are the places (not row numbers) of rows in which some
    cell was refused; they make no record, but what they do say still counts for the checks on other rows.
    """

    kind: Kind
    rows: list[int] = field(default_factory=list)
    fields: dict[str, Field] = field(default_factory=dict)
    values: dict[str, Sequence[Any]] = field(default_factory=dict)
    cells: dict[str, Sequence[Cell]] = field(default_factory=dict)
    faulty: set[int] = field(default_factory=set)
    ids: list[str | None] = field(default_factory=list)
    """The id of every row; None when its key cannot be told."""

    def column(self, name: str) -> Sequence[Any]:
        """The values of a column; all None when the sheet does not have it."""
        return self.values.get(name) or [None] * len(self.rows)

    def refuse(self, problems: Problems, place: int, column: str, code: str, message: Any) -> None:
        """Note what is wrong with a cell."""
        cells = self.cells.get(column)
        self.faulty.add(place)
        problems.add(self.kind.sheet, self.rows[place], column, cells[place] if cells else "", code, message)

    def distinct(self, name: str) -> set[Any]:
        """The different single values of a column, without blank and `alle`."""
        values = self.column(name)
        many = self.fields[name].many if name in self.fields else False
        found = set(chain.from_iterable(value for value in values if value is not None)) if many else set(values)
        return found - {None, ALLE}


def read_sheet(kind: Kind, table: Table, vocabulary: Vocabulary, problems: Problems) -> Sheet:
    """All cells of a sheet as values; blank rows are skipped, refused cells become problems."""
    numbered = [(number, row) for number, row in enumerate(table.rows, start=table.first_row)
                if any(row) or any(cell is not None and cell != "" for cell in row)]
    fields = vocabulary.fields(kind)
    places = columns(kind, fields, table, [row for _, row in numbered], problems)
    sheet = Sheet(kind, fields={name: each for each in fields if (name := each.name) in places})
    _beyond(kind, table, numbered, problems)
    width = max(places.values(), default=-1) + 1
    numbers = [number for number, _ in numbered]
    across = _across([row for _, row in numbered], width)
    used = {name: across[places[name]] if across else () for name in sheet.fields}
    if blank := _blank_rows(used, len(numbers)):
        numbers = [number for place, number in enumerate(numbers) if place not in blank]
        used = {name: [cell for place, cell in enumerate(cells) if place not in blank] for name, cells in used.items()}
    sheet.rows, sheet.cells = numbers, used
    for each in sheet.fields.values():
        _read_column(sheet, each, vocabulary, problems)
    return sheet


def _across(rows: list[Sequence[Cell]], width: int) -> list[Sequence[Cell]]:
    """The columns of some rows, short rows filled up."""
    padding = [None] * width
    whole = [row if len(row) >= width else [*row, *padding[len(row):]] for row in rows]
    return list(zip(*whole, strict=False))


def _beyond(kind: Kind, table: Table, rows: list[tuple[int, Sequence[Cell]]], problems: Problems) -> None:
    width = len(table.columns)
    for number, row in rows:
        if len(row) > width:
            for cell in row[width:]:
                if plain(cell):
                    problems.add(kind.sheet, number, "", cell, "TE_VEEL_CELLEN",
                                 f"Deze rij heeft {len(row)} cellen, maar er zijn {width} kolommen. Staat er een scheidingsteken in een "
                                 "tekst? Zet de tekst dan tussen aanhalingstekens.")
                    break


def _blank_rows(used: dict[str, Sequence[Cell]], count: int) -> set[int]:
    blank: Iterable[int] = range(count)
    for cells in used.values():
        empty = {cell for cell in set(cells) if cell is None or (isinstance(cell, str) and not cell[:1].isalnum() and not plain(cell))}
        blank = [place for place in blank if cells[place] in empty] if empty else []
        if not blank:
            break
    return set(blank)


def _read_column(sheet: Sheet, column: Field, vocabulary: Vocabulary, problems: Problems) -> None:
    cells = sheet.cells[column.name]
    if bool in set(map(type, cells)):
        # True and 1 are equal to Python, so they would share one place in the memo.
        cells = [plain(cell) if isinstance(cell, bool) else cell for cell in cells]
        sheet.cells[column.name] = cells
    different = set(cells)
    read = reader(column, vocabulary)
    memo: dict[Cell, Any] = {}
    persons = _persons(different, column)
    refused: dict[Cell, tuple[str, str]] = {}
    for cell in different:
        memo[cell] = None
        if cell in persons:
            continue
        if isinstance(cell, str) and len(cell) > LONGEST:
            refused[cell] = "TE_LANG", f"Deze cel telt {len(cell)} tekens; er passen er {LONGEST}. Maak de tekst korter."
            continue
        try:
            memo[cell] = read(cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) and "\r" in cell else cell)
        except CellError as wrong:
            refused[cell] = wrong.code, wrong.message
    sheet.values[column.name] = list(map(memo.__getitem__, cells))
    if persons or refused:
        for place, cell in enumerate(cells):
            if cell in persons:
                sheet.faulty.add(place)
                problems.person(sheet.kind.sheet, sheet.rows[place], column.name, persons[cell])
            elif cell in refused:
                sheet.refuse(problems, place, column.name, *refused[cell])
    if column.required and any(memo[cell] is None and cell not in refused and cell not in persons for cell in different):
        for place, cell in enumerate(cells):
            if memo[cell] is None and cell not in refused and cell not in persons:
                sheet.refuse(problems, place, column.name, "VERPLICHT",
                             f"De kolom {column.name} is verplicht, maar deze cel is leeg. Vul een waarde in.")


def _persons(different: set[Cell], column: Field) -> dict[Cell, str]:
    """The cells with personal data, each with its kind."""
    texts = {cell: cell if isinstance(cell, str) else plain(cell) for cell in different}
    if not suspicious("\n".join(texts.values())):
        return {}
    codes = column.type is Type.IDENTIFIER
    # A cell that is too long is refused for its length; its end is not worth a long search.
    return {cell: kind for cell, text in texts.items() if suspicious(text)
            and (kind := person_data(text[:LONGEST], identifiers=codes))}
