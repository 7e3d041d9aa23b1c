"""Which column of a sheet is which field, and everything that can be wrong with the first row."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.names import folded, ignored
from loaders.problems import Problems
from loaders.tables import Table
from schema.kinds import KINDS, SHEETS
from schema.types import Field, Kind
from schema.values import Cell, nearest, plain


def sheets(tables: list[Table], problems: Problems) -> dict[str, Table]:
    """The tables by kind; unknown and doubled sheets become problems, sheets with `_` are left out."""
    found: dict[str, Table] = {}
    for table in tables:
        name = folded(table.sheet)
        kind = SHEETS.get(name)
        if ignored(name):
            continue
        if kind is None:
            problems.add(table.sheet, 0, "", table.sheet, "ONBEKEND_BLAD",
                         f"Het blad {table.sheet} is niet bekend.{nearest(name, list(SHEETS))} Een blad met eigen notities begint "
                         "met een onderstreping, zoals _notities.")
        elif kind.name in found:
            problems.add(kind.sheet, 0, "", table.sheet, "DUBBEL_BLAD",
                         f"Het blad {kind.sheet} komt twee keer voor. Voeg de bladen samen tot één.")
        else:
            found[kind.name] = table
    return found


def columns(kind: Kind, fields: Sequence[Field], table: Table, rows: list[Sequence[Cell]],
            problems: Problems) -> dict[str, int]:
    """The place of every field that the sheet has. `rows` are the rows with something in them."""
    names = {field.name: field for field in fields}
    problems.order_columns(kind.sheet, names)
    found: dict[str, int] = {}
    for place, title in enumerate(table.columns):
        name = folded(title)
        if ignored(name):
            continue
        if not name:
            _nameless(kind, place, rows, table, problems)
        elif name in found:
            problems.add(kind.sheet, 1, name, title, "DUBBELE_KOLOM",
                         f"De kolom {name} komt twee keer voor. Haal er een weg of geef die een naam die met _ begint.")
        elif name in names:
            found[name] = place
        else:
            problems.add(kind.sheet, 1, name, title, "ONBEKENDE_KOLOM", _unknown(kind, name, list(names)))
    if rows:
        for field in fields:
            if field.required and field.name not in found:
                problems.add(kind.sheet, 1, field.name, "", "KOLOM_ONTBREEKT",
                             f"De verplichte kolom {field.name} ontbreekt op het blad {kind.sheet}. Voeg de kolom toe en vul die.")
    return found


def _unknown(kind: Kind, name: str, names: list[str]) -> str:
    sentence = f"De kolom {plain(name)} is niet bekend op het blad {kind.sheet}.{nearest(name, names)}"
    if kind.axes_after:
        sentence += " Een eigen as beschrijft u eerst op het blad begrippen."
    elsewhere = [other.sheet for other in KINDS.values() if name in other.by_name]
    if elsewhere:
        sentence += f" Deze kolom hoort bij: {', '.join(elsewhere)}."
    return sentence + " Een kolom met eigen notities begint met een onderstreping, zoals _notitie."


def _nameless(kind: Kind, place: int, rows: list[Sequence[Cell]], table: Table, problems: Problems) -> None:
    for row in rows:
        if place < len(row) and plain(row[place]):
            problems.add(kind.sheet, 1, "", "", "KOLOM_ZONDER_NAAM",
                         f"Kolom {place + 1} van het blad {kind.sheet} heeft geen naam, maar er staat wel iets in. Zet de naam van de "
                         "kolom in rij 1, of haal de kolom leeg.")
            return
