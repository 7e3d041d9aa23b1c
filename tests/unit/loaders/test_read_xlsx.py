"""Reading Excel workbooks: values as they are, and every trap a workbook can hold."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from loaders.read import Reading, read_tables
from tests.unit.loaders.workbook_support import SMALL, write_xlsx

Edit = Callable[[str, bytes], bytes]


def repacked(path: Path, edit: Edit, extra: dict[str, bytes] | None = None) -> Path:
    """The same workbook with its parts changed."""
    target = path.with_name("anders.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            copy.writestr(entry.filename, edit(entry.filename, source.read(entry)))
        for name, data in (extra or {}).items():
            copy.writestr(name, data)
    return target


def small(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "klein.xlsx", SMALL)


def codes(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(problem.sheet, problem.row, problem.column, problem.code) for problem in reading.problems]


def test_values_come_as_they_are_at_their_own_place(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet("Gebieden ")
    sheet.write_row(0, 1, ["id", "naam"])
    sheet.write_row(3, 1, [123, True])
    sheet.write_datetime(3, 3, date(2026, 8, 1), workbook.add_format({"num_format": "d-m-yyyy"}))  # type: ignore[arg-type]
    sheet.write_number(4, 1, 0)
    sheet.set_row(3, None, None, {"hidden": True})
    workbook.close()
    (table,) = read_tables(tmp_path / "a.xlsx").tables
    assert table.sheet == "gebieden"
    assert table.columns == ["", "id", "naam", ""]
    assert [list(row) for row in table.rows] == [[], [], ["", 123, True, date(2026, 8, 1)], ["", 0, "", ""]]


def test_a_sheet_that_starts_lower_keeps_its_row_numbers(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    workbook.add_worksheet("gebieden").write(4, 2, "x")
    workbook.close()
    (table,) = read_tables(tmp_path / "a.xlsx").tables
    assert table.columns == []
    assert [list(row) for row in table.rows] == [[], [], [], ["", "", "x"]]


def test_formulas_error_values_and_merged_cells_are_refused_by_cell(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet("gebieden")
    sheet.write_row(0, 0, ["id", "Naam", "soort", "_notitie"])
    sheet.write_formula(1, 1, "=1+1", value=2)
    sheet.write_formula(1, 3, "=1+1", value=2)
    sheet.write_formula(2, 2, "=NA()", value="#N/A")
    sheet.merge_range(3, 0, 4, 1, "samen")
    sheet.merge_range(5, 3, 6, 3, "mag")
    notes = workbook.add_worksheet("_notities")
    notes.write_formula(0, 0, "=1+1")
    notes.merge_range(1, 0, 2, 2, "mag")
    workbook.close()
    reading = read_tables(tmp_path / "a.xlsx")
    assert codes(reading) == [("gebieden", 2, "naam", "FORMULE"), ("gebieden", 3, "soort", "FORMULE"),
                              ("gebieden", 4, "id", "SAMENGEVOEGDE_CELLEN")]
    assert reading.problems[0].value == "2"
    assert "A4:B5" in reading.problems[2].message


def test_an_error_value_without_formula_is_not_taken_for_blank(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "gebieden"
    workbook.active.append(["id", "naam"])
    workbook.active.append(["a", "#N/A"])
    workbook.active["B2"].data_type = "e"
    workbook.save(tmp_path / "a.xlsx")
    reading = read_tables(tmp_path / "a.xlsx")
    assert codes(reading) == [("gebieden", 2, "naam", "FOUTWAARDE")]
    assert reading.problems[0].value == "#N/A"


def test_the_same_cells_read_the_same_from_another_writer(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "gebieden"
    workbook.active.append(["id", "naam", "geldig_van"])
    workbook.active.append(["a", "Eén & <twee>", date(2026, 8, 1)])
    workbook.save(tmp_path / "a.xlsx")
    (table,) = read_tables(tmp_path / "a.xlsx").tables
    assert [list(row) for row in table.rows] == [["a", "Eén & <twee>", date(2026, 8, 1)]]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="het hoogste geheugengebruik is alleen op Linux te lezen")
def test_a_million_formatted_empty_rows_are_read_quickly_and_in_little_memory(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"></c></row>' % (n, n, n) for n in range(3, 1_048_577))

    def edit(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        return data.replace(b"</sheetData>", rows + b"</sheetData>").replace(b'ref="A1:C2"', b'ref="A1:ZZ1048576"')

    path = repacked(small(tmp_path), edit)
    script = ("import sys; from pathlib import Path; from loaders.read import read_tables\n"
              "reading = read_tables(Path(sys.argv[1]))\n"
              "print(len(reading.problems), [len(table.rows) for table in reading.tables], "
              "Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])")
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[3], timeout=60)
    count, rest = done.stdout.split(" ", 1)
    rows_read, kilobytes = rest.rsplit(" ", 1)
    assert (count, rows_read) == ("0", "[1, 1, 1]")
    assert int(kilobytes) < 200_000
    assert time.perf_counter() - started < 20


def test_one_value_in_the_last_cell_of_the_sheet_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet("gebieden")
    sheet.write_row(0, 0, ["id", "naam"])
    sheet.write(1_048_575, 16_383, " ")
    workbook.close()
    reading = read_tables(tmp_path / "a.xlsx")
    assert codes(reading) == [("gebieden", 1_048_576, "XFD", "CEL_TE_VER")]
    assert reading.tables == []


def test_a_far_away_cell_that_is_only_formatted_does_no_harm(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFC1048576" s="1"/><c r="XFD1048576" s="1"></c></row></sheetData>'
    path = repacked(small(tmp_path), lambda name, data: data.replace(b"</sheetData>", far) if "sheet1" in name else data)
    reading = read_tables(path)
    assert reading.problems == []
    assert [len(table.rows) for table in reading.tables] == [1, 1, 1]


def test_cells_without_an_address_are_refused(tmp_path: Path) -> None:
    path = repacked(small(tmp_path), lambda name, data: data.replace(b'<c r="A2"', b"<c") if "sheet1" in name else data)
    assert [problem.code for problem in read_tables(path).problems] == ["BESCHADIGD"]


@pytest.mark.parametrize("target", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "[Content_Types].xml"])
def test_a_document_type_is_refused_in_every_part(tmp_path: Path, target: str) -> None:
    attack = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    path = repacked(small(tmp_path), lambda name, data: data.replace(b"?>", b"?>" + attack, 1) if name == target else data)
    reading = read_tables(path)
    assert [problem.code for problem in reading.problems] == ["ONVEILIG"]
    assert reading.tables == []


def test_a_document_type_is_found_across_the_border_of_two_pieces(tmp_path: Path) -> None:
    def edit(name: str, data: bytes) -> bytes:
        if name != "xl/styles.xml":
            return data
        start, end = data.split(b"?>", 1)
        return start + b"?>" + b" " * ((1 << 20) - len(start) - 7) + b"<!DOCTYPE x []>" + end

    assert [problem.code for problem in read_tables(repacked(small(tmp_path), edit)).problems] == ["ONVEILIG"]


def test_utf_16_cannot_hide_a_document_type(tmp_path: Path) -> None:
    path = repacked(small(tmp_path), lambda name, data: data.decode().encode("utf-16") if "sheet1" in name else data)
    assert [problem.code for problem in read_tables(path).problems] == ["BESCHADIGD"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = repacked(small(tmp_path), lambda name, data: data, {"xl/media/bom.xml": b" " * 40_000_000})
    started = time.perf_counter()
    assert [problem.code for problem in read_tables(path).problems] == ["ZIPBOM"]
    assert time.perf_counter() - started < 2


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path) -> None:
    path = repacked(small(tmp_path), lambda name, data: data, {"xl/media/bom.xml": b" " * 3_000_000})
    data = bytearray(path.read_bytes())
    place = data.rindex(b"xl/media/bom.xml") - 46
    data[place + 24:place + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    assert [problem.code for problem in read_tables(path).problems] == ["ZIPBOM"]


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = repacked(small(tmp_path), lambda name, data: data, {f"xl/media/{n}.txt": b"" for n in range(5001)})
    assert [problem.code for problem in read_tables(path).problems] == ["ZIPBOM"]


def test_macros_are_refused(tmp_path: Path) -> None:
    with_project = repacked(small(tmp_path), lambda name, data: data, {"xl/vbaProject.bin": b"x"})
    assert [problem.code for problem in read_tables(with_project).problems] == ["MACROS"]
    as_xlsm = repacked(small(tmp_path), lambda name, data: data.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml") if name.startswith("[") else data)
    assert [problem.code for problem in read_tables(as_xlsm).problems] == ["MACROS"]


@pytest.mark.parametrize(("data", "code"), [
    (b"", "GEEN_EXCEL"),
    (b"id;naam\n", "GEEN_EXCEL"),
    (b"PK\x03\x04 en dan niets", "BESCHADIGD"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ANDER_FORMAAT"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "VERSLEUTELD"),
])
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    reading = read_tables(tmp_path / "a.xlsx")
    assert [(problem.row, problem.value, problem.code) for problem in reading.problems] == [(0, "a.xlsx", code)]


@pytest.mark.parametrize(("part", "code"), [("mimetype", "ANDER_FORMAAT"), ("xl/workbook.bin", "ANDER_FORMAAT"), ("a.txt", "GEEN_EXCEL")])
def test_other_zip_files_are_refused_by_what_they_are(tmp_path: Path, part: str, code: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, b"x")
    assert [problem.code for problem in read_tables(tmp_path / "a.xlsx").problems] == [code]


def test_a_file_cut_short_or_changed_anywhere_never_raises(tmp_path: Path) -> None:
    whole = small(tmp_path).read_bytes()
    path = tmp_path / "kapot.xlsx"
    for place in range(0, len(whole), 61):
        path.write_bytes(whole[:place])
        assert read_tables(path).problems
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1:])
        read_tables(path)


def test_a_chart_sheet_is_a_sheet_without_cells(tmp_path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    workbook.add_worksheet("gebieden")
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series({"values": "=gebieden!$A$1:$A$2"})
    workbook.add_chartsheet("Grafiek").set_chart(chart)
    workbook.close()
    assert [(table.sheet, table.rows) for table in read_tables(tmp_path / "a.xlsx").tables] == [("gebieden", []), ("Grafiek", [])]
