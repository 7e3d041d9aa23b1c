"""Dates with their own precision."""

from __future__ import annotations

from datetime import date

import pytest

from schema.dates import active, first_day, last_day, months_before, read_date, spoken


@pytest.mark.parametrize(("text", "kept"), [
    ("2026-08-01", "2026-08-01"), ("1-8-2026", "2026-08-01"), ("2026-8", "2026-08"), ("2026", "2026"),
    ("2026-08-01 00:00:00", "2026-08-01"),
    ("31-2-2026", None), ("2026-13", None), ("1 augustus 2026", None), ("08/01/2026", None),
    ("0026", None), ("29-2-2024", "2024-02-29"),
])
def test_read(text: str, kept: str | None) -> None:
    assert read_date(text) == kept


def test_an_imprecise_date_is_an_interval() -> None:
    assert (first_day("2026"), last_day("2026")) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (first_day("2024-02"), last_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))


def test_an_imprecise_start_counts_from_its_first_day_and_an_end_to_its_last() -> None:
    assert active(date(2026, 8, 1), "2026-08", "2026-08")
    assert active(date(2026, 8, 31), "2026-08", "2026-08")
    assert not active(date(2026, 9, 1), None, "2026-08")
    assert not active(date(2026, 7, 31), "2026-08", None)


@pytest.mark.parametrize(("day", "months", "expected"), [
    (date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2024, 3, 31), 1, date(2024, 2, 29)), (date(2026, 1, 15), 12, date(2025, 1, 15)),
    (date(2026, 10, 31), -4, date(2027, 2, 28)),
])
def test_months_are_calendar_months_clipped_to_the_last_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_spoken() -> None:
    assert [spoken(text) for text in ("2026-08-01", "2026-08", "2026", None)] == ["1 augustus 2026", "augustus 2026", "2026", "onbekend"]
