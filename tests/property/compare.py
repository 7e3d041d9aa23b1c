"""Differences between two answers in words, and the smallest book that still shows one."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from .bruteforce import Book, RuleResult
from .workbooks import Case

FIGURES = ("computed", "population", "gap", "unknown", "covered")


def differing_rules(expected: Mapping[str, RuleResult], found: Mapping[str, RuleResult]) -> list[str]:
    """One line per figure and per finding that differs, for the rules that the definition knows."""
    lines = []
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

    progress = True
    while progress:
        progress = False
        for book in _less(case.book):
            if still(book):
                case, progress = replace(case, book=book), True
                break
    return case


def _less(book: Book) -> Iterator[Book]:
    for sheet in book:
        yield {name: rows for name, rows in book.items() if name != sheet}
    for sheet, rows in book.items():
        size = len(rows) // 2
        while size:
            for at in range(0, len(rows), size):
                yield book | {sheet: rows[:at] + rows[at + size :]}
            size //= 2
    for sheet, rows in book.items():
        for at, row in enumerate(rows):
            for column in row:
                less = {name: cell for name, cell in row.items() if name != column}
                yield book | {sheet: [*rows[:at], less, *rows[at + 1 :]]}
