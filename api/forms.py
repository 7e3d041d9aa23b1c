"""An answer as the command line prints it: JSON, or a table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from api.reports import guarded


def json_of(answer: dict[str, Any]) -> bytes:
    """The answer as JSON that people can read too."""
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]], about: str) -> bytes:
    """The rows as CSV for a spreadsheet, closed by a line that says of which data they are."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(value) for value in row])
    writer.writerow([about])
    # Excel reads UTF-8 only when the file says so.
    return text.getvalue().encode("utf-8-sig")
