"""Differences between two answers in words, and the smallest book that still shows one."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any

from .bruteforce import Book, RuleResult
from .workbooks import Case

FIGURES = ("computed", "population", "gap", "unknown", "covered")


def differing_rules(expected: Mapping[str, RuleResult], found: Mapping[str, RuleResult]) -> list[str]:
    """One line per figure and per finding that differs, and per rule that only one side has."""
    lines = [f"{rule}: not expected" for rule in found if rule not in expected]
    for rule, mine in expected.items():
        if rule not in found:
            lines.append(f"{rule}: missing")
            continue
        for figure in FIGURES:
            if getattr(mine, figure) != getattr(found[rule], figure):
                lines.append(f"{rule}.{figure}: expected {getattr(mine, figure)}, found {getattr(found[rule], figure)}")
        lines += differing(mine.findings, found[rule].findings)
        if found[rule].computed == bool(found[rule].reason):
            lines.append(f"{rule}: a reason is given exactly when the rule is not computed")
    return lines


def differing(expected: Mapping[Hashable, Any], found: Mapping[Hashable, Any]) -> list[str]:
    """One line per key whose value differs or that only one side has."""
    return [
        f"{key}: expected {expected.get(key, 'nothing')}, found {found.get(key, 'nothing')}"
        for key in sorted({*expected, *found}, key=str)
        if expected.get(key, _NOTHING) != found.get(key, _NOTHING)
    ]


_NOTHING = object()


def explained(case: Case, differences: Callable[[Case], list[str]], invalid: tuple[type[Exception], ...]) -> str:
    """The smallest case that still differs, with its differences: what a person needs to find the bug."""
    case = smallest(case, differences, invalid)
    lines = ["", *differences(case), "", f"d = {case.d}", f"params = {case.params}"]
    for sheet, rows in case.book.items():
        lines += [f"[{sheet}]", *(json.dumps(row, ensure_ascii=False) for row in rows)]
    return "\n".join(lines)


def smallest(case: Case, differences: Callable[[Case], list[str]], invalid: tuple[type[Exception], ...]) -> Case:
    """Leaves out sheets, rows and cells as long as the book stays valid and the difference stays."""

    def still(book: Book) -> bool:
        try:
            return bool(differences(replace(case, book=book)))
        except invalid:
            return False

    book, before = case.book, None
    while book != before:
        before = book
        for less in (_without_sheets, _without_rows, _without_cells):
            book = less(book, still)
    return replace(case, book=book)


def _without_sheets(book: Book, still: Callable[[Book], bool]) -> Book:
    for sheet in book:
        fewer = {name: rows for name, rows in book.items() if name != sheet}
        if still(fewer):
            book = fewer
    return book


def _without_rows(book: Book, still: Callable[[Book], bool]) -> Book:
    """Tries half of a sheet's rows at once, then a quarter, down to single rows."""
    for sheet, rows in book.items():
        size = len(rows) // 2
        while size:
            at = 0
            while at < len(book[sheet]):
                fewer = book | {sheet: book[sheet][:at] + book[sheet][at + size :]}
                if still(fewer):
                    book = fewer
                else:
                    at += size
            size //= 2
    return book


def _without_cells(book: Book, still: Callable[[Book], bool]) -> Book:
    for sheet, rows in book.items():
        for at, row in enumerate(rows):
            for column in row:
                fewer = {name: cell for name, cell in book[sheet][at].items() if name != column}
                changed = book | {sheet: [*book[sheet][:at], fewer, *book[sheet][at + 1 :]]}
                if still(changed):
                    book = changed
    return book
