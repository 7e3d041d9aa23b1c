"""A region small enough to know the answer of one rule, and the comparison of that answer with engine and twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from graph.gaps import Request
from tests.property.bruteforce import Book
from tests.property.small import D
from tests.twins.twinned import Answer, Twinned


@dataclass
class Case:
    """What a region must give for one rule: id without the rule -> (status, ages)."""

    says: str
    book: Book
    rule: str
    findings: Answer
    day: date = D
    asked: dict[str, str] = field(default_factory=dict)
    profiles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def check(twinned: Twinned, cases: Iterable[Case]) -> None:
    """Each case in turn: engine and twin say what the case says."""
    for case in cases:
        twinned.load(case.book, "toets")
        request = Request(case.day, (case.rule,), case.profiles, case.areas, tuple(case.asked.items()))
        differences, found = twinned.compare(twinned.projection(), request)
        assert not differences, f"{case.rule}: {case.says}"
        assert found[case.rule] == {f"{case.rule}|{id}": outcome for id, outcome in case.findings.items()}, f"{case.rule}: {case.says}"
