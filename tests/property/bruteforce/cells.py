"""The text of one workbook cell -> a value (workbook.md, "Cells"), for the brute-force definition only.

Written apart from the loaders on purpose: the definition must not share a parser with what it checks.
"""

from __future__ import annotations

import calendar
import math
from datetime import date

Row = dict[str, str]
Book = dict[str, list[Row]]
Days = tuple[date, date]
Span = tuple[float, float]

ALLE = "alle"


def text(row: Row, column: str) -> str:
    """The trimmed text of a cell; "" when blank or missing."""
    return row.get(column, "").strip()


def ids(row: Row, column: str) -> list[str]:
    """The several values of a cell, in the order written."""
    return [part.strip() for part in text(row, column).split(";") if part.strip()]


def code(row: Row, column: str, blank: str = "") -> str:
    """One code in capitals; `blank` is what a blank cell means in this column."""
    return text(row, column).upper() or blank


def codes(row: Row, column: str) -> list[str]:
    """Several codes in capitals."""
    return [part.upper() for part in ids(row, column)]


def is_alle(row: Row, column: str) -> bool:
    """Whether the cell says `alle`."""
    return text(row, column).lower() == ALLE


def number(row: Row, column: str) -> int | None:
    """A whole number, None when blank."""
    return int(text(row, column)) if text(row, column) else None


def decimal(row: Row, column: str) -> float | None:
    """A number with decimals, None when blank."""
    return float(text(row, column)) if text(row, column) else None


def days(cell: str) -> Days | None:
    """The first and the last day that a date cell may mean; None when blank."""
    cell = cell.strip()
    if not cell:
        return None
    parts = cell.split("-")
    if len(parts) == 1:
        return date(int(cell), 1, 1), date(int(cell), 12, 31)
    if len(parts) == 2:
        year, month = int(parts[0]), int(parts[1])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    year_first = parts if len(parts[0]) == 4 else parts[::-1]
    day = date(*map(int, year_first))
    return day, day


def date_as_written(cell: str) -> str:
    """A date at its own precision: 2026, 2026-08 or 2026-08-01; "" when blank."""
    cell = cell.strip()
    interval = days(cell)
    if interval is None:
        return ""
    return interval[0].isoformat()[: {0: 4, 1: 7, 2: 10}[cell.count("-")]]


def span(cell: str) -> Span:
    """The lowest and the highest number that an `aantal` cell may mean; a blank cell is [0, infinite)."""
    cell = cell.strip()
    if not cell:
        return 0, math.inf
    if cell == "-1":
        return 1, 4
    if cell.startswith("<"):
        return 1, int(cell[1:]) - 1
    if cell.startswith(">="):
        return int(cell[2:]), math.inf
    if "-" in cell:
        low, high = cell.split("-")
        return int(low), int(high)
    return int(cell), int(cell)


def disjoint(one: Days | Span, other: Days | Span) -> bool:
    """Whether two closed intervals have nothing in common."""
    return one[1] < other[0] or other[1] < one[0]


def months_before(day: date, months: int) -> date:
    """`day` minus a number of calendar months, clipped to the month's last day (section 1, Dates)."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """`day` plus a number of calendar months, clipped to the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
