"""Reads one sheet from a CSV file: UTF-8 with or without BOM or Windows-1252; semicolon, comma or tab."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from loaders.names import folded
from loaders.problems import Problem, Unreadable
from loaders.tables import Table
from schema.kinds import KINDS, SHEETS

LARGEST = 512 * 1024 * 1024
_DELIMITERS = ";,\t"
_COLUMNS = {name for kind in KINDS.values() for name in kind.by_name}


def read_csv(path: Path) -> tuple[Table | None, list[Problem]]:
    """The sheet in a CSV file; rows count as a spreadsheet shows them, so a cell with line ends is one row."""
    sheet = path.stem.strip()
    sheet = folded(sheet) if folded(sheet) in SHEETS else sheet
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable("TE_GROOT", f"Het bestand {path.name} is groter dan {LARGEST // 1024 ** 2} MB. Deel de gegevens op.")
        text = decode(path.read_bytes(), path.name)
        rows = _rows(text, path.name)
    except OSError:
        return None, [Problem(sheet, 0, "", path.name, "ONLEESBAAR", f"Het bestand {path.name} kan niet worden geopend. "
                                                                     "Is het nog open in een ander programma?")]
    except Unreadable as wrong:
        return None, [Problem(sheet, 0, "", path.name, wrong.code, wrong.message)]
    header = rows[0] if rows else []
    return Table(sheet, header, [*rows[1:]]), []


def decode(data: bytes, name: str) -> str:
    """The text of a CSV file with line ends as \\n; raises Unreadable for any encoding that is not accepted."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("VERKEERDE_CODERING", f"Het bestand {name} is bewaard als Unicode-tekst (UTF-16). Bewaar het als "
                                               "CSV UTF-8 en laad opnieuw.")
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable("GEEN_CSV", f"Het bestand {name} is geen CSV, maar een Excel- of zipbestand. Bewaar het als CSV UTF-8.")
    if b"\x00" in data:
        raise Unreadable("VERKEERDE_CODERING", f"In het bestand {name} staan nultekens; het is geen gewone tekst. Bewaar het "
                                               "als CSV UTF-8 en laad opnieuw.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise Unreadable("VERKEERDE_CODERING", f"De tekens in het bestand {name} zijn niet te lezen als UTF-8 of "
                                                   "Windows-1252. Bewaar het als CSV UTF-8 en laad opnieuw.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(text: str, name: str) -> list[list[str]]:
    """All rows, the header first. Raises Unreadable for quotation marks that do not match."""
    # Past the largest cell Excel can hold, so that the sentence about too long a text comes from validation.
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:
        raise Unreadable("AANHALINGSTEKENS", f"In het bestand {name} kloppen de aanhalingstekens niet, bij of na regel "
                         f"{reader.line_num}. Zet een aanhalingsteken binnen een cel dubbel, of bewaar het bestand opnieuw "
                         "als CSV vanuit uw rekenblad.") from None
    return rows


def _delimiter(text: str) -> str:
    """The delimiter that gives the most known column names in the first row, else the most cells."""
    def score(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return sum(folded(cell) in _COLUMNS for cell in header), len(header)

    return max(_DELIMITERS, key=score)
