"""Reading a folder of CSV files: encodings, delimiters, quotation marks, and what does not belong there."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.read import read_tables
from loaders.tables import Table

TEXT = "id;naam;soort\ngm0546;Leiden 's-Ätten;GEMEENTE\n"


def folder(tmp_path: Path, **files: bytes) -> Path:
    for name, data in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    return tmp_path


def only(path: Path) -> Table:
    reading = read_tables(path)
    assert reading.problems == []
    (table,) = reading.tables
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accepted_encodings_give_the_same_table(tmp_path: Path, encoding: str) -> None:
    table = only(folder(tmp_path, gebieden__csv=TEXT.encode(encoding)))
    assert table == Table("gebieden", ["id", "naam", "soort"], [["gm0546", "Leiden 's-Ätten", "GEMEENTE"]])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_per_file(tmp_path: Path, delimiter: str) -> None:
    text = f'id{delimiter}naam{delimiter}soort\n"a"{delimiter}"x;y,z\tw"{delimiter}B\n'
    assert only(folder(tmp_path, gebieden__csv=text.encode())).rows == [["a", "x;y,z\tw", "B"]]


def test_a_column_name_with_another_delimiter_in_it_does_not_mislead(tmp_path: Path) -> None:
    table = only(folder(tmp_path, gebieden__csv=b"id;naam;_a,b,c,d,e\nx;y;z\n"))
    assert table.columns == ["id", "naam", "_a,b,c,d,e"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_line_ends_stay_in_the_cell_and_rows_count_as_a_spreadsheet_does(tmp_path: Path, end: str) -> None:
    text = f'id;naam{end}a;"een{end}twee"{end}{end}b;drie{end}'
    table = only(folder(tmp_path, gebieden__csv=text.encode()))
    assert table.rows == [["a", "een\ntwee"], [], ["b", "drie"]]
    assert table.first_row == 2


@pytest.mark.parametrize(("data", "code"), [
    (TEXT.encode("utf-16"), "VERKEERDE_CODERING"),
    (TEXT.encode("utf-16-le"), "VERKEERDE_CODERING"),
    (b"id;naam\na;b\x00c\n", "VERKEERDE_CODERING"),
    (b"id;naam\na;\x81\xff\n", "VERKEERDE_CODERING"),
    (b"PK\x03\x04rest", "GEEN_CSV"),
    (b'id;naam\na;"nooit dicht\n', "AANHALINGSTEKENS"),
])
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path: Path, data: bytes, code: str) -> None:
    reading = read_tables(folder(tmp_path, gebieden__csv=data))
    assert [(problem.sheet, problem.row, problem.code) for problem in reading.problems] == [("gebieden", 0, code)]
    assert reading.tables == []


def test_file_names_ignore_case_and_other_files_do_not_count(tmp_path: Path) -> None:
    path = folder(tmp_path, **{"Gebieden__CSV": TEXT.encode(), "_notities__csv": b"x", "LEESMIJ__md": b"x", "__._gebieden__csv": b"x"})
    (path / "map.csv").mkdir()
    assert only(path).sheet == "gebieden"


def test_every_file_that_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read_tables(folder(tmp_path, agenda__csv=b"\x00", bronnen__csv=b"\x00", gebieden__csv=TEXT.encode()))
    assert [problem.value for problem in reading.problems] == ["agenda.csv", "bronnen.csv"]
    assert [table.sheet for table in reading.tables] == ["gebieden"]


def test_an_empty_file_is_an_empty_sheet(tmp_path: Path) -> None:
    assert only(folder(tmp_path, gebieden__csv=b"")) == Table("gebieden", [], [])


def test_an_empty_folder_a_missing_path_and_a_single_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gebieden.csv").write_text(TEXT)
    (tmp_path / "leeg").mkdir()
    assert [problem.code for name in ("leeg", "weg", "gebieden.csv") for problem in read_tables(tmp_path / name).problems] == [
        "GEEN_BLADEN", "NIET_GEVONDEN", "LOS_CSV_BESTAND"]
