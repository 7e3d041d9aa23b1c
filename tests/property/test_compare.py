"""What the tests say when engine and definition part: every difference, and the smallest book that has one."""

from __future__ import annotations

from dataclasses import replace

from .bruteforce import Params, definition
from .compare import differing, differing_rules, explained, smallest
from .engine import NOT_A_CASE, engine_report
from .workbooks import Case, seeded_case


def broken(case: Case) -> list[str]:
    """As if the engine looked at a provision's areas without its other cells."""
    engine_report(case.book, case.d, case.params)
    return [row["id"] for row in case.book.get("arrangementen", []) if row.get("gebieden") == "alle"]


def test_the_smallest_book_has_only_what_the_difference_needs() -> None:
    plain = (replace(case, params=Params()) for case in map(seeded_case, range(100)))
    case = next(case for case in plain if len(broken(case)) > 2)
    found = smallest(case, broken, NOT_A_CASE)
    assert [list(found.book), len(found.book["arrangementen"])] == [["arrangementen"], 1]
    assert set(found.book["arrangementen"][0]) == {"id", "naam", "soort", "gebieden"}
    assert explained(found, broken, NOT_A_CASE).startswith("\n" + found.book["arrangementen"][0]["id"] + "\n\nd = ")


def test_every_figure_and_finding_that_differs_is_named() -> None:
    case = next(case for case in map(seeded_case, range(100)) if definition(case.book, case.d)["GEEN_AANBOD"].gap > 1)
    expected = definition(case.book, case.d)
    result = expected["GEEN_AANBOD"]
    identity = min(result.findings)
    fewer = {one: said for one, said in result.findings.items() if one != identity}
    found = expected | {"GEEN_AANBOD": replace(result, gap=result.gap - 1, reason="want", findings=fewer)}
    assert differing_rules(expected, found) == [
        f"GEEN_AANBOD.gap: expected {result.gap}, found {result.gap - 1}",
        f"{identity}: expected {result.findings[identity]}, found nothing",
        "GEEN_AANBOD: a reason is given exactly when the rule is not computed",
    ]
    assert differing_rules(expected, expected) == []
    assert differing_rules(expected, {}) == [f"{rule}: missing" for rule in expected]
    assert differing_rules({}, expected) == [f"{rule}: not expected" for rule in expected]


def test_differing_values_under_one_key() -> None:
    assert differing({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == [
        "b: expected 2, found 3",
        "c: expected nothing, found 4",
    ]
