"""What the tests of the public importers share: small files, the real ones when present, and a check on the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.public.model import PublicDataset
from loaders.tables import Table
from schema.identifiers import area_code
from schema.kinds import SHEETS
from schema.privacy import person_data
from schema.schemes import built_in
from schema.types import Type
from schema.values import plain, reader

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"

real_data = pytest.mark.skipif(not SHARED.is_dir(), reason="de openbare gegevens (../shared/data) staan niet op deze machine")


def written(folder: Path, name: str, lines: Sequence[str], encoding: str = "utf-8") -> Path:
    """A small file with these lines."""
    path = folder / name
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def sheet(dataset: PublicDataset, name: str) -> dict[str, dict[str, object]]:
    """The rows of a sheet by the value of their first column, as dicts without blank cells."""
    table = next(table for table in dataset.tables if table.sheet == name)
    assert len({row[0] for row in table.rows}) == len(table.rows), f"dubbele sleutel op {name}"
    return {
        str(row[0]): {column: cell for column, cell in zip(table.columns, row, strict=True) if cell not in (None, "")}
        for row in table.rows
    }


def within(row: dict[str, object]) -> set[str]:
    """The ids in the column `bovenliggend`."""
    return set(filter(None, str(row.get("bovenliggend", "")).split("; ")))


def assert_valid(dataset: PublicDataset) -> None:
    """Every cell reads as the vocabulary asks, required cells are filled and every reference is to the dataset itself."""
    assert {"naam", "titel", "fictief", "omschrijving", "licentie", "peildatum"} == set(sheet(dataset, "dataset"))
    ids = {table.sheet: {row[0] for row in table.rows} for table in dataset.tables}
    for table in dataset.tables:
        _assert_table(table, ids)


def _assert_table(table: Table, ids: dict[str, set[object]]) -> None:
    kind, vocabulary = SHEETS[table.sheet], built_in()
    fields = [kind.by_name[column] for column in table.columns]
    readers = [reader(field, vocabulary) for field in fields]
    targets = {field.name: next(other.sheet for other in SHEETS.values() if other.name == field.kind)
               for field in fields if field.type is Type.REF}
    for row in table.rows:
        values = {field.name: read(cell) for field, read, cell in zip(fields, readers, row, strict=True)}
        for field in fields:
            value = values[field.name]
            assert value is not None or not field.required, (table.sheet, row, field.name)
            if field.type is Type.REF and value is not None:
                wanted = set(value) if isinstance(value, list) else {value}
                assert wanted <= ids[targets[field.name]], (table.sheet, row, field.name)
        if values.get("code"):
            assert area_code(values["soort"], values["code"]) == values["code"]
        assert not any(person_data(plain(cell)) for cell in row), row
