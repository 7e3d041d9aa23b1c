"""Writes what a dataset declares back as a workbook, so that loading the result changes nothing."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from graph.records import Declaration
from graph.store.contract import Store
from loaders.read import Progress
from schema.kinds import KINDS
from schema.schemes import Vocabulary, built_in
from schema.types import Field, Kind
from schema.values import written

EXCEL_ROWS = 1_048_575


class ExportError(Exception):
    """The export cannot be made; the text is a Dutch sentence for the user."""


@dataclass(slots=True)
class Exported:
    """What was written: the files, and how many rows of each sheet over all datasets."""

    files: list[Path] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def export(store: Store, target: Path, dataset: str | None = None, progress: Progress | None = None) -> Exported:
    """Write the declarations of one dataset to `target`: an `.xlsx` file, else a folder with a CSV file for each sheet.

    Without `dataset` all datasets are written; when there are several, each in a folder of its own below `target`. All
    sheets are written, empty ones too, so nothing of an earlier export is left to be read back. The text of a cell is
    kept as it is, also where it begins with `=` (Excel gets it as text), because the file has to read back as the same
    data. Raises ExportError when there is nothing to write or it does not fit, OSError when a file cannot be written,
    StoreError when the store cannot be read.
    """
    names = sorted({name for _, _, name in store.identities()})
    if dataset is not None:
        if dataset not in names:
            raise ExportError(f"Er is geen gegevensset {dataset}. "
                              + (f"Wel: {', '.join(names)}." if names else "De opslag is leeg."))
        names = [dataset]
    if not names:
        raise ExportError("De opslag is leeg; er is niets om te exporteren.")
    excel = target.suffix.casefold() == ".xlsx"
    if excel and len(names) > 1:
        raise ExportError(f"Er zijn {len(names)} gegevenssets en in één Excel-bestand past er een. Kies er een met --dataset "
                          f"({', '.join(names)}), of exporteer naar een map.")
    records: dict[str, dict[str, list[Declaration]]] = defaultdict(lambda: defaultdict(list))
    for declaration in store.declarations(set(KINDS)):
        if declaration.dataset in names:
            records[declaration.dataset][declaration.kind].append(declaration)
    done = Exported()
    for number, name in enumerate(names):
        if progress:
            progress(f"Exporteren: {name}", number, len(names))
        if excel:
            _write_xlsx(target, records[name], done)
        else:
            _write_folder(target / name if len(names) > 1 else target, records[name], done)
    if progress:
        progress("Geëxporteerd", len(names), len(names))
    return done


def _sheets(records: dict[str, list[Declaration]]) -> Iterator[tuple[Kind, list[str], list[list[str]]]]:
    """Every sheet with its columns and its rows of cells."""
    vocabulary = built_in().with_concepts(declaration.values for declaration in records.get("concept", ()))
    for kind in KINDS.values():
        declarations = sorted(records.get(kind.name, ()), key=lambda declaration: declaration.id)
        columns = _columns(kind, vocabulary, declarations)
        yield kind, [column.name for column in columns], [
            [declaration.id if column.name == "id" else written(column, declaration.values.get(column.name)) for column in columns]
            for declaration in declarations]


def _columns(kind: Kind, vocabulary: Vocabulary, declarations: list[Declaration]) -> list[Field]:
    # An axis that another dataset brings is a column here only when this dataset uses it.
    columns = list(vocabulary.fields(kind))
    if kind.axes_after:
        known = {column.name for column in columns}
        foreign = sorted({name for declaration in declarations for name in declaration.values} - known)
        columns += [column for column in Vocabulary({}, tuple(foreign)).fields(kind) if column.name in foreign]
    return columns


def _write_folder(folder: Path, records: dict[str, list[Declaration]], done: Exported) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, columns, rows in _sheets(records):
        path = folder / f"{kind.sheet}.csv"
        # With a byte order mark, without which Excel takes the file for Windows-1252.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(columns)
            writer.writerows(rows)
        _note(done, kind, len(rows))
        done.files.append(path)


def _write_xlsx(path: Path, records: dict[str, list[Declaration]], done: Exported) -> None:
    sheets = list(_sheets(records))
    for kind, _, rows in sheets:
        if len(rows) > EXCEL_ROWS:
            raise ExportError(f"Het blad {kind.sheet} heeft {len(rows)} rijen; in Excel passen er {EXCEL_ROWS}. Exporteer naar een map.")
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    header = workbook.add_format({"bold": True, "bg_color": "#1D4E5F", "font_color": "#FFFFFF"})
    text = workbook.add_format({"num_format": "@"})
    for kind, columns, rows in sheets:
        sheet = workbook.add_worksheet(kind.sheet)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(columns) - 1, 0), 18, text)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, header)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell and sheet.write_string(number, place, cell, text):
                    raise ExportError(f"Een tekst op het blad {kind.sheet} is te lang voor Excel. Exporteer naar een map.")
        _note(done, kind, len(rows))
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
    done.files.append(path)


def _note(done: Exported, kind: Kind, rows: int) -> None:
    done.rows[kind.sheet] = done.rows.get(kind.sheet, 0) + rows
