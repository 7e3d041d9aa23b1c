"""Looks through the XML of one sheet for what a reader of values cannot see: formulas, error values, far-away cells."""

from __future__ import annotations

import re
from functools import cache

from loaders.xlsx_package import corrupt

MOST_NOTED = 2000
"""So many formulas or error values of one sheet are noted; nobody mends more of them one by one."""

_CARRY = 4 << 20
_FORMULA_TAG = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f[\s/>]")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*(?<!/))>\s*<(?:\w+:)?v>([^<]*)""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
# A cell with something in it is not closed at once, as a cell that is only formatted is.
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>(?!</)""")
_WITHOUT_PLACE = re.compile(rb"""<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>""")

Place = tuple[int, int]


@cache
def column_number(letters: bytes) -> int:
    """The place of a column counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    while number >= 0:
        number, rest = number // 26 - 1, number % 26
        letters = chr(65 + rest) + letters
    return letters


class CellWatch:
    """Takes the XML of a sheet in pieces. Places are (row counted from 1, column counted from 0)."""

    def __init__(self) -> None:
        self.formulas: dict[Place, None] = {}
        self.errors: dict[Place, str] = {}
        self.rows = 0
        self.columns = 0
        self._carry = b""

    def feed(self, piece: bytes) -> None:
        """Look at the next piece; raises Unreadable when it is not the XML of a sheet."""
        text = self._carry + piece
        # Cut behind a closing tag: that never parts a cell from what it begins with.
        last = text.rfind(b"</")
        if (end := text.find(b">", last)) < 0:
            last = text.rfind(b"</", 0, max(last, 0))
            end = text.find(b">", last)
        cut = end + 1 if last >= 0 else text.rfind(b"/>") + 1
        self._carry = text[cut:]
        if len(self._carry) > _CARRY:
            raise corrupt()
        text = text[:cut]
        if _WITHOUT_PLACE.search(text):
            raise corrupt()
        if filled := _FILLED.findall(text):
            letters, rows = (set(part) for part in zip(*filled, strict=True))
            self.rows = max(self.rows, *map(int, rows))
            self.columns = max(self.columns, *(column_number(name) + 1 for name in letters))
        if _FORMULA_TAG.search(text) and len(self.formulas) < MOST_NOTED:
            for match in _FORMULA.finditer(text):
                self.formulas.update(dict.fromkeys(_place(match[1])))
        if _ERROR_TYPE.search(text) and len(self.errors) < MOST_NOTED:
            for match in _ERROR.finditer(text):
                self.errors.update(dict.fromkeys(_place(match[1]), match[2].decode("utf-8", "replace")))


def _place(attributes: bytes) -> list[Place]:
    found = _PLACE.search(attributes)
    return [(int(found[2]), column_number(found[1]))] if found else []
