"""The choices of the workbook generator: drawn from a seeded `random.Random`, or from hypothesis' own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

# Month ends and leap days: where calendar arithmetic goes wrong.
SPECIAL_DAYS = (
    date(2026, 11, 22),
    date(2026, 3, 31),
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2026, 1, 1),
    date(2026, 12, 31),
)


class Dice:
    """Chances, picks and dates for one generated workbook."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._used: set[str] = set()

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.randrange(1000) < 1000 * probability

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; an option that is listed twice is twice as likely."""
        return options[self.rng.randrange(len(options))]

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.rng.randint(low, high)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Between `low` and `high` different options (fewer when there are fewer)."""
        return self.rng.sample(list(options), min(len(options), self.number(low, high)))

    def size(self, usual: Sequence[int]) -> int:
        """How many rows: usually few; now and then more than fit in one machine word."""
        return self.number(60, 140) if self.chance(0.01) else self.pick(usual)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The same items in another order."""
        return self.rng.sample(list(items), len(items))

    def fresh_id(self, prefix: str) -> str:
        """An id that no other record of this workbook has; ids do not sort in the order in which they were made."""
        while True:
            found = f"{prefix}{self.number(1, 999)}"
            if found not in self._used:
                self._used.add(found)
                return found

    def cased(self, code: str) -> str:
        """A code as somebody may type it."""
        return code.lower() if self.chance(0.1) else code

    def day(self) -> date:
        """A peildatum."""
        return self.pick(SPECIAL_DAYS) if self.chance(0.7) else date(2024, 1, 1) + timedelta(self.number(0, 1000))

    def written(self, day: date) -> str:
        """A date cell: this day, in either notation, or its month or its year."""
        form = self.rng.randrange(100) / 100
        if form < 0.55:
            return day.isoformat()
        if form < 0.65:
            return f"{day.day}-{day.month}-{day.year}"
        return day.isoformat()[:7] if form < 0.88 else day.isoformat()[:4]

    def date_near(self, d: date) -> str:
        """A date cell on or around the edges that rules look at: d, twelve months before d, and their months."""
        year_ago = date(d.year - 1, d.month, min(d.day, 28) if d.month == 2 else d.day)
        around = self.pick((d, d, year_ago, year_ago, d - timedelta(180), d + timedelta(200), d - timedelta(900)))
        return self.written(around + timedelta(self.pick((0, 0, -1, 1, -25, 25))))

    def date_near_horizon(self, d: date) -> str:
        """A date cell around eighteen months after d, where coverage that ends soon begins to last; or after all."""
        month = d.year * 12 + d.month - 1 + 18
        horizon = date(month // 12, month % 12 + 1, min(d.day, 28 if month % 12 == 1 else 30))
        around = self.pick((horizon, horizon, horizon - timedelta(300), horizon + timedelta(300), d - timedelta(40)))
        return self.written(around + timedelta(self.pick((0, 0, -1, 1, -25, 25))))

    def validity(self, d: date, dead: float) -> dict[str, str]:
        """The columns `geldig_van` and `geldig_tot`, either or both blank; not active on d with probability `dead`."""
        month_start = d.replace(day=1)
        month_end = (month_start + timedelta(31)).replace(day=1) - timedelta(1)
        if self.chance(dead):
            if self.chance(0.5):
                return {
                    "geldig_tot": self.pick(
                        (str(d - timedelta(1)), str(month_start - timedelta(1))[:7], str(d.year - 1))
                    )
                }
            return {
                "geldig_van": self.pick((str(d + timedelta(1)), str(month_end + timedelta(1))[:7], str(d.year + 1)))
            }
        cells = {}
        if self.chance(0.25):
            cells["geldig_van"] = self.pick((str(d), str(d)[:7], str(d)[:4], str(d - timedelta(1)), "2020"))
        if self.chance(0.25):
            cells["geldig_tot"] = self.pick((str(d), str(d)[:7], str(d)[:4], str(d + timedelta(1)), str(d.year + 1)))
        return cells
