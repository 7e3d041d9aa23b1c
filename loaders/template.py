"""The empty workbook: all sheets with their columns, drop-downs, notes on every column and a sheet with explanation."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from loaders import explanation
from schema.kinds import DATASET_KEYS, KINDS
from schema.schemes import Vocabulary, built_in
from schema.types import Field, Kind, Type

_LISTS = "_lijsten"
_LAST_ROW = 1_048_575
_YES_NO = "ja/nee"
_NUMBERS = {Type.WHOLE, Type.AGE, Type.DECIMAL}
_WIDTHS = {Type.TEXT: 30, Type.AGE: 13, Type.WHOLE: 16, Type.YES_NO: 12, Type.DATE: 13, Type.DECIMAL: 10}


def write_template(path: Path, vocabulary: Vocabulary | None = None) -> None:
    """Write the empty workbook to `path`; `vocabulary` may hold the concepts and axes of a region.

    Raises OSError when the file cannot be written.
    """
    words = vocabulary or built_in()
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(path))
    _explain(workbook, words)
    sheets = {kind.name: workbook.add_worksheet(kind.sheet) for kind in KINDS.values()}
    lists = _write_lists(workbook, words)
    required = workbook.add_format({"bold": True, "bg_color": "#1D4E5F", "font_color": "#FFFFFF", "bottom": 1})
    optional = workbook.add_format({"bold": True, "bg_color": "#D6E4E8", "font_color": "#10323D", "bottom": 1})
    # As text, or Excel makes dates of intervals such as 10-15 and drops the leading zeros of codes.
    as_text = workbook.add_format({"num_format": "@"})
    for kind in KINDS.values():
        sheet = sheets[kind.name]
        sheet.freeze_panes(1, 1 if kind.has_id else 0)
        for place, field in enumerate(words.fields(kind)):
            _column(sheet, kind, field, place, required if field.required else optional, None if field.type in _NUMBERS else as_text)
            if source := lists.get(_list_of(kind, field)):
                # Labels and several values are right too, so the list helps and does not forbid.
                sheet.data_validation(1, place, _LAST_ROW, place, {"validate": "list", "source": source, "show_error": False})
    try:
        workbook.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _column(sheet: Worksheet, kind: Kind, field: Field, place: int, head: Format, cells: Format | None) -> None:
    sheet.set_column(place, place, max(_WIDTHS.get(field.type, 20), len(field.name) + 3), cells)
    sheet.write_string(0, place, field.name, head)
    text = explanation.comment(kind, field)
    sheet.write_comment(0, place, text, {"x_scale": 2.2, "y_scale": 0.8 + 0.25 * (text.count("\n") + len(text) // 45)})


def _list_of(kind: Kind, field: Field) -> str:
    """The name of the list that fits a column, or nothing."""
    if kind.name == "dataset" and field.name == "sleutel":
        return "sleutel"
    if field.type is Type.YES_NO:
        return _YES_NO
    return "as" if field.type is Type.SCHEME else field.scheme or ""


def _write_lists(workbook: xlsxwriter.Workbook, vocabulary: Vocabulary) -> dict[str, str]:
    """A hidden sheet with every list in a column; gives the range of each by name."""
    lists = {_YES_NO: ["ja", "nee"], "sleutel": list(DATASET_KEYS), "as": list(vocabulary.schemes)}
    lists |= {name: list(scheme.concepts) for name, scheme in vocabulary.schemes.items()}
    sheet = workbook.add_worksheet(_LISTS)
    sheet.hide()
    ranges = {}
    for place, (name, values) in enumerate(lists.items()):
        sheet.write_string(0, place, name)
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, place, value)
        column = xlsxwriter.utility.xl_col_to_name(place)
        if values:
            ranges[name] = f"='{_LISTS}'!${column}$2:${column}${len(values) + 1}"
    return ranges


def _explain(workbook: xlsxwriter.Workbook, vocabulary: Vocabulary) -> None:
    styles = {
        "title": workbook.add_format({"bold": True, "font_size": 16}),
        "heading": workbook.add_format({"bold": True, "font_size": 13}),
        "table": workbook.add_format({"bold": True, "bg_color": "#D6E4E8"}),
        "text": workbook.add_format({"valign": "top"}),
    }
    sheet = workbook.add_worksheet(explanation.NAME)
    for place, width in enumerate((22, 28, 30, 60, 50, 40)):
        sheet.set_column(place, place, width)
    for row, (style, cells) in enumerate(explanation.lines(vocabulary)):
        for place, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, place, cell, styles[style])
