"""Dates with their own precision: `2026`, `2026-08` or `2026-08-01`, kept as ISO text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_FORMS = (
    re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?)?)?"),
    re.compile(r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})"),
)

FIRST_YEAR, LAST_YEAR = 1800, 2199


@lru_cache(maxsize=4096)
def read_date(text: str) -> str | None:
    """The ISO text, at its own precision, of a date as people write it; None when it is none.

    Accepts 2026-08-01, 1-8-2026, 2026-08 and 2026, for the years 1800 to 2199.
    """
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if not match:
            continue
        year, month, day = (int(match[part]) if match[part] else None for part in "ymd")
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        if month is None:
            return f"{year:04d}"
        if not 1 <= month <= 12:
            return None
        if day is None:
            return f"{year:04d}-{month:02d}"
        if not 1 <= day <= monthrange(year, month)[1]:
            return None
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


@lru_cache(maxsize=65536)
def first_day(text: str) -> date:
    """The first day that a kept date can mean."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


@lru_cache(maxsize=65536)
def last_day(text: str) -> date:
    """The last day that a kept date can mean."""
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])


def months_before(day: date, months: int) -> date:
    """`day` less a number of calendar months, clipped to the last day of that month (negative: later)."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def active(day: date, start: str | None, end: str | None) -> bool:
    """Whether `day` lies within a validity; blank is open, an imprecise start counts from its first day."""
    return (start is None or first_day(start) <= day) and (end is None or day <= last_day(end))


_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")


def spoken(text: str | date | None) -> str:
    """A date as a Dutch reader says it: 1 augustus 2026, augustus 2026, 2026; `onbekend` for None."""
    if text is None:
        return "onbekend"
    parts = [int(part) for part in str(text).split("-")]
    words = [str(parts[0])]
    if len(parts) > 1:
        words.insert(0, _MONTHS[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)
