"""What is wrong with the data a user delivers: one problem for each cell, collected until all are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schema.kinds import SHEETS
from schema.privacy import MESSAGES, person_data, suspicious
from schema.values import Cell, plain

KEPT = 1000
"""So many problems are handed over; what is beyond is only counted."""

MASK = "•••"
_COLLECTED = 100_000
_SHOWN = 200
_HIDDEN = ("Deze cel klopt niet. De inhoud wordt niet getoond, omdat in deze rij een gegeven van een persoon staat. "
           "Haal dat eerst weg en laad opnieuw.")

Message = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. The header is row 1; row 0 and an empty sheet mean the file as a whole.

    `code` is stable and fit for a program; `message` is a Dutch sentence that says what to do.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    message: str


class Unreadable(Exception):
    """A file cannot be read; has a code and a Dutch sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class _Found(NamedTuple):
    sheet: str
    row: int
    column: str
    value: Cell
    code: str
    message: Message


class Problems:
    """Collects problems, keeps personal data out of them, and hands them over in the order of the workbook."""

    def __init__(self, given: Iterable[Problem] = ()) -> None:
        """`given` are the problems that the reader of the file already found; their cells are not reported twice."""
        self.count = 0
        self._found: list[_Found] = []
        self._private: set[tuple[str, int]] = set()
        self._columns: dict[str, dict[str, int]] = {}
        self._reported: set[tuple[str, int, str]] = set()
        for problem in given:
            self.add(problem.sheet, problem.row, problem.column, problem.value, problem.code, problem.message)
            self._reported.add((problem.sheet, problem.row, problem.column))

    def add(self, sheet: str, row: int, column: str, value: Cell, code: str, message: Message) -> None:
        """Note a problem; a message that is costly to make may be a function, called only when it is shown."""
        if (sheet, row, column) in self._reported:
            return
        self.count += 1
        if len(self._found) < _COLLECTED:
            self._found.append(_Found(sheet, row, column, value, code, message))

    def person(self, sheet: str, row: int, column: str, kind: str) -> None:
        """Note personal data in a cell; from here on nothing of that row is shown."""
        self._private.add((sheet, row))
        self._reported.discard((sheet, row, column))
        self.add(sheet, row, column, MASK, kind, MESSAGES[kind])

    def order_columns(self, sheet: str, columns: Iterable[str]) -> None:
        """Say in which order the columns of a sheet stand."""
        self._columns[sheet] = {name: place for place, name in enumerate(columns)}

    def kept(self) -> list[Problem]:
        """The first KEPT problems by sheet, row and column."""
        sheets = {name: place for place, name in enumerate(SHEETS)}
        unknown = len(self._columns) + 10_000
        ordered = sorted(self._found, key=lambda found: (
            sheets.get(found.sheet, -1), found.sheet, found.row,
            self._columns.get(found.sheet, {}).get(found.column, unknown), found.column))
        return [self._problem(found) for found in ordered[:KEPT]]

    def _problem(self, found: _Found) -> Problem:
        text = plain(found.value)
        if found.code in MESSAGES and text == MASK:
            return Problem(found.sheet, found.row, found.column, MASK, found.code, MESSAGES[found.code])
        if (found.sheet, found.row) in self._private or (suspicious(text) and person_data(text)):
            return Problem(_clean(found.sheet), found.row, _clean(found.column), MASK, found.code, _HIDDEN)
        message = found.message if isinstance(found.message, str) else found.message()
        if len(text) > _SHOWN:
            short = text[:_SHOWN] + "…"
            message, text = message.replace(text, short), short
        return Problem(_clean(found.sheet), found.row, _clean(found.column), text, found.code, message)


def _clean(name: str) -> str:
    return MASK if suspicious(name) and person_data(name) else name[:_SHOWN]
