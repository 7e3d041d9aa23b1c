"""Section 1 of matching-and-gaps.md: what a book says on one day, in plain Python sets.

Only the concepts of the book's own sheet `begrippen` have a hierarchy here. Books that use built-in codes must
therefore not rely on relations between two built-in codes; nor add to schemes other than axes and `OTHER_SCHEMES`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .cells import ALLE, Book, Row, code, codes, days, ids, is_alle, months_before, number, text

BUILT_IN_AXES = ("onderwijs", "behoefte", "taal", "deelname", "zorg", "complexiteit", "rechtspositie")
# What else `begrippen` may add values to; a new name makes a new axis.
OTHER_SCHEMES = ("randvoorwaarden", "rol")
USABLE_STATUSES = {"FORMEEL_AFGESPROKEN", "GEBRUIKELIJK", "INCIDENTEEL"}

Leaves = frozenset[str]


@dataclass(frozen=True)
class Profile:
    """One row of `profielen`; `leaves` None = everywhere; `needs` holds only the axes that have values."""

    id: str
    ages: range
    leaves: Leaves | None
    needs: dict[str, list[str]]
    conditions: list[str]


@dataclass(frozen=True)
class Arrangement:
    """One row of `arrangementen`.

    An age bound is a number, ALLE (known: no bound) or None (unknown). `served` None = unknown. `admits[axis]` is a
    list of codes, ALLE, or [] for blank.
    """

    id: str
    row: Row
    age_from: int | str | None
    age_to: int | str | None
    served: Leaves | None
    admits: dict[str, list[str] | str]
    excludes: dict[str, list[str]]


@dataclass
class Region:
    """A book as it stands on day `d`."""

    book: Book
    d: date
    areas: dict[str, Row] = field(init=False)
    leaves: dict[str, Leaves] = field(init=False)
    all_leaves: Leaves = field(init=False)

    def __post_init__(self) -> None:
        self.areas = {text(row, "id"): row for row in self.rows("gebieden")}
        self.leaves = {area: self._leaves_of(area) for area in self.areas}
        self.all_leaves = frozenset().union(*self.leaves.values())
        self.axes = sorted({*BUILT_IN_AXES, *(text(row, "as") for row in self.rows("begrippen"))} - {*OTHER_SCHEMES})
        self._parents = {
            (text(row, "as"), code(row, "code")): codes(row, "bovenliggend") for row in self.rows("begrippen")
        }
        self.profiles = [self._profile(row) for row in self.rows("profielen")]
        self.arrangements = [self._arrangement(row) for row in self.rows("arrangementen")]
        self.provisions = [
            r for r in self.arrangements if self.arrangement_active(r.row) and code(r.row, "soort") != "SITUATIE"
        ]

    def rows(self, sheet: str) -> list[Row]:
        """All rows of a sheet; none when the sheet is missing."""
        return self.book.get(sheet, [])

    def empty(self, sheet: str, column: str) -> bool:
        """Section 11: no row of the sheet, active or not, has a value there."""
        return all(text(row, column) == "" for row in self.rows(sheet))

    # Active

    def active(self, row: Row) -> bool:
        """geldig_van <= d <= geldig_tot, blank = open; the first counts its first day, the last its last day."""
        start, end = days(row.get("geldig_van", "")), days(row.get("geldig_tot", ""))
        return (start is None or start[0] <= self.d) and (end is None or self.d <= end[1])

    def arrangement_active(self, row: Row) -> bool:
        """Status ACTIEF (blank = ACTIEF) and active on d."""
        return code(row, "status", blank="ACTIEF") == "ACTIEF" and self.active(row)

    def usable_referrals(self) -> list[Row]:
        """Active, of a status in which people are referred, between two active arrangements."""
        ends = {r.id for r in self.arrangements if self.arrangement_active(r.row)}
        return [
            row
            for row in self.rows("verwijspaden")
            if self.active(row)
            and code(row, "status", blank="GEBRUIKELIJK") in USABLE_STATUSES
            and text(row, "van") in ends
            and text(row, "naar") in ends
        ]

    # Dates

    def within_months(self, first_day: date, months: int) -> bool:
        """ "Within the n months up to d": d - n months < date <= d."""
        return months_before(self.d, months) < first_day <= self.d

    # Areas

    def area_active(self, area: str) -> bool:
        """Whether the area is active on d."""
        return self.active(self.areas[area])

    def _active_children(self, area: str) -> list[str]:
        return [g for g, row in self.areas.items() if self.area_active(g) and area in ids(row, "bovenliggend")]

    def _leaves_of(self, area: str) -> Leaves:
        if not self.area_active(area):
            return frozenset()
        children = self._active_children(area)
        if not children:
            return frozenset({area})
        return frozenset().union(*(self._leaves_of(child) for child in children))

    def active_areas_of_kind(self, kind: str) -> list[str]:
        """The active areas of one kind, in the order of the sheet."""
        return [g for g, row in self.areas.items() if self.area_active(g) and code(row, "soort") == kind]

    def leaves_in(self, row: Row) -> Leaves | None:
        """The leaves that a `gebieden` cell names; None when it is blank."""
        if not text(row, "gebieden"):
            return None
        if is_alle(row, "gebieden"):
            return self.all_leaves
        return frozenset().union(*(self.leaves[area] for area in ids(row, "gebieden")))

    # Concepts

    def under(self, axis: str, v: str, w: str) -> bool:
        """v = w, or v is a descendant of w in its scheme."""
        return v == w or any(self.under(axis, parent, w) for parent in self._parents.get((axis, v), []))

    def strictly_under(self, axis: str, v: str, w: str) -> bool:
        """v is a descendant of w, and not w itself."""
        return v != w and self.under(axis, v, w)

    # Rows

    def _profile(self, row: Row) -> Profile:
        first, last = number(row, "leeftijd_van"), number(row, "leeftijd_tot")
        assert first is not None
        assert last is not None
        needs = {axis: codes(row, axis) for axis in self.axes if codes(row, axis)}
        conditions = sorted(set(codes(row, "randvoorwaarden")))
        return Profile(text(row, "id"), range(first, last + 1), self.leaves_in(row), needs, conditions)

    def _arrangement(self, row: Row) -> Arrangement:
        excludes: dict[str, list[str]] = {}
        for pair in ids(row, "sluit_uit"):
            axis, _, value = pair.partition(":")
            excludes.setdefault(axis.strip().lower(), []).append(value.strip().upper())
        return Arrangement(
            id=text(row, "id"),
            row=row,
            age_from=ALLE if is_alle(row, "leeftijd_van") else number(row, "leeftijd_van"),
            age_to=ALLE if is_alle(row, "leeftijd_tot") else number(row, "leeftijd_tot"),
            served=self.leaves_in(row),
            admits={axis: ALLE if is_alle(row, axis) else codes(row, axis) for axis in self.axes},
            excludes=excludes,
        )
