"""The template: complete, with drop-downs and notes, and an empty workbook to the reader."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.explanation import FORMS
from loaders.known import Known
from loaders.read import read_tables
from loaders.template import write_template
from loaders.validate import build
from schema.kinds import KINDS
from schema.schemes import built_in
from schema.types import Type


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sjabloon") / "sjabloon.xlsx"
    write_template(target)
    return target


@pytest.fixture(scope="module")
def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def allowed(workbook: openpyxl.Workbook, sheet: Worksheet, column: str) -> list[str]:
    """The choices of the drop-down of a column."""
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == column)
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2")]
    name, area = rule.formula1.split("!")
    return [cell.value for (cell,) in workbook[name.strip("'")][area.replace("$", "")]]


def test_the_reader_finds_every_sheet_and_column_and_nothing_in_them(path: Path) -> None:
    reading = read_tables(path)
    assert reading.problems == []
    assert {table.sheet: (table.columns, table.rows) for table in reading.tables} == {
        kind.sheet: ([field.name for field in built_in().fields(kind)], []) for kind in KINDS.values()}
    assert build(reading.tables, Known.empty(), "proef", "leeg").problems == []


def test_code_columns_and_yes_no_have_drop_downs_that_do_not_forbid_several_values(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["arrangementen"]
    assert allowed(workbook, sheet, "soort") == list(built_in().scheme("arrangementsoort").concepts)
    assert allowed(workbook, sheet, "behoefte") == list(built_in().scheme("behoefte").concepts)
    assert allowed(workbook, sheet, "instap") == ["ja", "nee"]
    assert not any(rule.showErrorMessage for rule in sheet.data_validations.dataValidation)
    for kind in KINDS.values():
        for field in built_in().fields(kind):
            if field.type is Type.CODE:
                assert allowed(workbook, workbook[kind.sheet], field.name), (kind.sheet, field.name)


def test_every_head_is_frozen_and_explains_itself(workbook: openpyxl.Workbook) -> None:
    for kind in KINDS.values():
        sheet = workbook[kind.sheet]
        assert sheet.freeze_panes == ("B2" if kind.has_id else "A2")
        for cell, field in zip(sheet[1], built_in().fields(kind), strict=True):
            assert field.help in cell.comment.text
            assert ("(verplicht)" in cell.comment.text) == field.required
            assert field.required or (field.blank or "onbekend") in cell.comment.text
            assert (cell.fill.fgColor.rgb == workbook["gebieden"]["A1"].fill.fgColor.rgb) == field.required


def test_columns_in_which_excel_would_change_what_is_typed_are_text(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["arrangementen"]
    # Neighbouring columns of one format are read as one group.
    formats = {cell.value: group.number_format for group in sheet.column_dimensions.values()
               for cell in sheet[1] if group.min <= cell.column <= group.max}
    assert {formats["id"], formats["plekken"], formats["geldig_van"]} == {"@"}
    assert formats["leeftijd_van"] == "General"


def test_the_explanation_tells_every_column_and_every_code(workbook: openpyxl.Workbook) -> None:
    rows = {tuple(cell.value or "" for cell in row)[:2] for row in workbook["_uitleg"].iter_rows()}
    for kind in KINDS.values():
        assert {(kind.sheet, field.name) for field in built_in().fields(kind)} <= rows
    for name, scheme in built_in().schemes.items():
        assert {(name, code) for code in scheme.concepts} <= rows
    assert workbook.sheetnames[0] == "_uitleg"
    assert workbook["_lijsten"].sheet_state == "hidden"


def test_every_type_of_cell_has_its_form() -> None:
    assert set(FORMS) == set(Type)


def test_the_axes_of_a_region_are_columns_with_their_own_list(tmp_path: Path) -> None:
    words = built_in().with_concepts([{"as": "reisafstand", "code": "VER", "label": "Ver"}])
    write_template(tmp_path / "eigen" / "a.xlsx", words)
    workbook = openpyxl.load_workbook(tmp_path / "eigen" / "a.xlsx")
    assert allowed(workbook, workbook["profielen"], "reisafstand") == ["VER"]
