"""Whatever stands in the cells, validation never raises; and what it reads is written so that it reads the same."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.known import Known
from loaders.problems import Problem
from loaders.tables import Table
from loaders.validate import build
from schema.kinds import KINDS
from schema.schemes import built_in
from schema.types import Field
from schema.values import CellError, reader, written
from tests.unit.loaders.workbook_support import RICH, columns

WORDS = ["alle", "ja", "nee", "onbekend", "a; b", "<5", "-1", ">=20", "10-15", "2026", "2026-08", "1-8-2026", "gm0546", "p1", "a1",
         "GEMEENTE",
         "OZA", "behoefte:AGRESSIE", "BRIN:01AB", "RSIN:123456782", "123456782", "j.jansen@x.nl", "info@x.nl", "06 12345678", "5a",
         "AUTISME", "autisme; ANGST", "dataset", "naam", "fictief", "*", "=1+1", " ", "\u200b", "é", "\r\n", "\x00", ";", "0", "12", "4.5"]
TEXTS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.text(alphabet="0123456789-<>=;:.,@ aA~", max_size=14))
CELLS = st.one_of(st.none(), TEXTS, st.integers(-10**12, 10**12), st.floats(), st.booleans(), st.dates(), st.datetimes())
COLUMNS = {kind.sheet: [field.name for field in built_in().fields(kind)] for kind in KINDS.values()}


@st.composite
def some_tables(draw: st.DrawFn) -> list[Table]:
    tables = []
    for sheet in draw(st.lists(st.sampled_from([*COLUMNS, "_x", "onzin"]), max_size=5)):
        names = draw(st.lists(st.one_of(st.sampled_from(COLUMNS.get(sheet, ["a"])), st.sampled_from(["", "_n", "onzin"])), max_size=12))
        rows = draw(st.lists(st.lists(CELLS, max_size=len(names) + 1), max_size=6))
        tables.append(Table(sheet, names, rows))
    return tables


@st.composite
def damaged(draw: st.DrawFn) -> list[Table]:
    """The rich workbook with some of its cells replaced."""
    sheets: dict[str, list[dict[str, Any]]] = {sheet: [dict(row) for row in rows] for sheet, rows in RICH.items()}
    for _ in range(draw(st.integers(1, 4))):
        sheet = draw(st.sampled_from(sorted(sheets)))
        row = draw(st.sampled_from(sheets[sheet]))
        row[draw(st.sampled_from(COLUMNS[sheet]))] = draw(CELLS)
    return [Table(sheet, columns(rows), [[row.get(name) for name in columns(rows)] for row in rows]) for sheet, rows in sheets.items()]


def check(tables: list[Table]) -> None:
    result = build(tables, Known.empty(), None, "bestand")
    assert (result.changes is None) == (result.problem_count > 0)
    assert len(result.problems) == min(result.problem_count, 1000)
    for problem in result.problems:
        assert isinstance(problem, Problem)
        assert problem.message.endswith((".", "?", "!"))
        assert problem.code.isupper()
        assert "123456782" not in problem.value


@settings(max_examples=300, deadline=None)
@given(some_tables())
def test_random_sheets_give_records_or_problems_and_never_raise(tables: list[Table]) -> None:
    check(tables)


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_workbook_gives_records_or_problems_and_never_raises(tables: list[Table]) -> None:
    check(tables)


FIELDS = [field for kind in KINDS.values() for field in built_in().fields(kind)]


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(FIELDS), st.one_of(CELLS, TEXTS))
def test_what_is_read_is_written_so_that_it_reads_the_same(field: Field, cell: str | int | float | bool | date | datetime | None) -> None:
    read = reader(field, built_in())
    try:
        value = read(cell)
    except CellError:
        return
    text = written(field, value)
    assert read(text) == value
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerow(["x", text])
    back = next(csv.reader(io.StringIO(buffer.getvalue(), newline=""), delimiter=";", strict=True))[1]
    assert read(back) == value
