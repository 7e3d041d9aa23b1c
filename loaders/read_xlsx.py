"""Reads the sheets of an Excel workbook, and says which cells cannot be taken for what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from loaders.names import folded, ignored
from loaders.problems import Problem, Unreadable
from loaders.tables import Table
from loaders.xlsx_cells import CellWatch, column_letters
from loaders.xlsx_package import Package, corrupt
from schema.kinds import SHEETS
from schema.values import Cell, plain

MOST_CELLS = 20_000_000
"""A sheet is held as a rectangle while it is read; a value in the last row of Excel would make that rectangle huge."""


def read_xlsx(path: Path, progress: Callable[[str, int, int], None] | None = None) -> tuple[list[Table], list[Problem]]:
    """All sheets of a workbook but those whose name starts with `_`. Hidden sheets and rows are data like any other.

    Formulas, error values, merged cells and every reason not to read the file at all come back as problems.
    """
    try:
        package = Package(path)
        parts = {name: part for name, part in package.sheets().items() if not ignored(folded(name))}
        watches = {part: CellWatch() for part in parts.values()}
        if progress:
            progress("Nakijken van het bestand", 0, len(parts) + 1)
        package.look_through({part: watch.feed for part, watch in watches.items()})
        far = [_too_far(name, watches[part]) for name, part in parts.items()]
        if problems := [problem for problem in far if problem]:
            return [], problems
        return _sheets(path, {name: watches[part] for name, part in parts.items()}, progress)
    except OSError:
        wrong = Unreadable("ONLEESBAAR", "Het bestand kan niet worden geopend. Is het nog open in een ander programma?")
    except CalamineError:
        wrong = corrupt()
    except Unreadable as unreadable:
        wrong = unreadable
    return [], [Problem("", 0, "", path.name, wrong.code, wrong.message)]


def _sheets(path: Path, watches: dict[str, CellWatch],
            progress: Callable[[str, int, int], None] | None) -> tuple[list[Table], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    with CalamineWorkbook.from_path(path) as workbook:
        for number, meta in enumerate(workbook.sheets_metadata):
            if meta.name not in watches:
                continue
            if progress:
                progress(f"Lezen: {meta.name}", number + 1, len(watches) + 1)
            if meta.typ is not SheetTypeEnum.WorkSheet:
                tables.append(Table(meta.name, [], []))
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = _rows(sheet)
            table = Table(_sheet_name(meta.name), [plain(cell) for cell in rows[0]] if rows else [], rows[1:])
            tables.append(table)
            problems += _refused_cells(table, watches[meta.name], sheet)
    if progress:
        progress("Gelezen", len(watches) + 1, len(watches) + 1)
    return tables, problems


def _sheet_name(name: str) -> str:
    return folded(name) if folded(name) in SHEETS else name


def _rows(sheet: CalamineSheet) -> list[Sequence[Cell]]:
    if sheet.start is None:
        return []
    # The reader gives the empty rows above the first value, but not the empty columns left of it.
    left = [""] * sheet.start[1]
    rows: list[Sequence[Cell]] = []
    for row in sheet.iter_rows():
        filled = any(row) or any(cell != "" for cell in row)
        rows.append([*left, *row] if filled and left else row if filled else ())  # type: ignore[list-item, arg-type]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _refused_cells(table: Table, watch: CellWatch, sheet: CalamineSheet) -> list[Problem]:
    columns = [folded(name) for name in table.columns]

    def name(column: int) -> str:
        return columns[column] if column < len(columns) and columns[column] else column_letters(column)

    def value(row: int, column: int) -> str:
        cells = table.columns if row == 1 else table.rows[row - 2] if row - 2 < len(table.rows) else ()
        return plain(cells[column]) if column < len(cells) else ""

    problems = []
    for row, column in watch.formulas:
        if not ignored(name(column)):
            problems.append(Problem(table.sheet, row, name(column), value(row, column), "FORMULE",
                "In deze cel staat een formule, en de uitkomst kan verouderd zijn. Kopieer de cel en plak alleen de waarde terug."))
    for (row, column), shown in watch.errors.items():
        if not ignored(name(column)) and (row, column) not in watch.formulas:
            problems.append(Problem(table.sheet, row, name(column), shown, "FOUTWAARDE",
                                    f"In deze cel staat de foutwaarde {shown}. Vul de juiste waarde in, of maak de cel leeg."))
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= len(table.rows) and not all(ignored(name(column)) for column in range(left, right + 1)):
            place = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            problems.append(Problem(table.sheet, top + 1, name(left), value(top + 1, left), "SAMENGEVOEGDE_CELLEN",
                                    f"De cellen {place} zijn samengevoegd, zodat niet duidelijk is voor welke rijen en kolommen de "
                                    "waarde geldt. Splits ze (Celsamenvoeging opheffen) en vul elke cel zelf in."))
    return problems


def _too_far(name: str, watch: CellWatch) -> Problem | None:
    if watch.rows * watch.columns <= MOST_CELLS:
        return None
    return Problem(_sheet_name(name), watch.rows, column_letters(watch.columns - 1), "", "CEL_TE_VER",
                   f"Het blad loopt door tot rij {watch.rows} en kolom {column_letters(watch.columns - 1)}. Waarschijnlijk staat daar "
                   "bij vergissing iets. Verwijder de rijen onder en de kolommen rechts van uw gegevens en bewaar opnieuw.")
