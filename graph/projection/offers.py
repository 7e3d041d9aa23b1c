"""The provisions of one day as columns: what they admit, at which ages, where.

An outcome is 0 (NEE), 1 (ONBEKEND) or 2 (JA), so that Kleene's conjunction is the minimum. A set of ages is a bit mask:
bit n is age n, for 0 to 27 years.
"""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property

import numpy as np

from graph.projection.areas import Areas, Bits
from graph.projection.served import Served
from graph.projection.table import Table
from schema.dates import active
from schema.schemes import Scheme, Vocabulary
from schema.types import ALLE

NO, UNKNOWN, YES = 0, 1, 2
MAX_AGE = 27
ALL_AGES = (1 << (MAX_AGE + 1)) - 1


def age_mask(low: int, high: int) -> int:
    """The ages from `low` to `high`, both included."""
    return ALL_AGES & ~((1 << max(low, 0)) - 1) & ((1 << (min(high, MAX_AGE) + 1)) - 1)


@cache
def ages_of(mask: int) -> tuple[int, ...]:
    """The ages in a mask, ascending."""
    return tuple(age for age in range(MAX_AGE + 1) if mask >> age & 1)


@cache
def age_masks(low: int | str | None, high: int | str | None) -> tuple[int, int]:
    """(ages that certainly fit, ages that may fit) of two age cells; blank is unknown, `alle` is no bound."""
    possible = age_mask(low if isinstance(low, int) else 0, high if isinstance(high, int) else MAX_AGE)
    return (0 if low is None or high is None else possible), possible


class Offers:
    """The active arrangements of one day, and as columns those of them that are provisions (no SITUATIE)."""

    def __init__(self, table: Table, areas: Areas, vocabulary: Vocabulary, day: date) -> None:
        self.table = table
        self.areas = areas
        self.vocabulary = vocabulary
        self.active = [
            record.id for record in table
            if record.values.get("status", "ACTIEF") == "ACTIEF"
            and active(day, record.values.get("geldig_van"), record.values.get("geldig_tot"))
        ]
        self.active_set = frozenset(self.active)
        self.ids = [id for id in self.active if table.records[table.index[id]].values["soort"] != "SITUATIE"]
        self.index = {id: number for number, id in enumerate(self.ids)}
        self.rows = values = [table.records[table.index[id]].values for id in self.ids]
        self.open = np.array([row.get("instroom") != "GESTOPT" for row in values], bool)
        masks = [age_masks(row.get("leeftijd_van"), row.get("leeftijd_tot")) for row in values]
        self.age_yes = np.array([mask[0] for mask in masks], np.uint32)
        self.age_maybe = np.array([mask[1] for mask in masks], np.uint32)
        self.places = [row.get("gebieden") for row in values]
        self._bits: dict[tuple[str, ...], Bits] = {}
        self._columns: dict[str, _Axis] = {}
        self._outcomes: dict[tuple[str, str], np.ndarray] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def served(self, number: int) -> Bits | None:
        """The leaves that a provision serves; None when its column `gebieden` is blank."""
        places = self.places[number]
        if places is None:
            return None
        key = tuple(places)
        if key not in self._bits:
            self._bits[key] = self.areas.union(key)
        return self._bits[key]

    @cached_property
    def served_parts(self) -> Served:
        """Which provisions serve which leaves, to ask of all provisions at once."""
        return Served(self.places, self.areas)

    def outcome(self, axis: str, value: str) -> np.ndarray:
        """The outcome of one value on one axis for every provision (int8, shape [provisions])."""
        key = (axis, value)
        if key not in self._outcomes:
            if axis not in self._columns:
                self._columns[axis] = _Axis(axis, self.rows, self.vocabulary.scheme(axis))
            self._outcomes[key] = self._columns[axis].outcome(value)
        return self._outcomes[key]


class _Axis:
    """One axis of all provisions: which provisions admit and exclude which code."""

    def __init__(self, axis: str, rows: list[dict[str, object]], scheme: Scheme) -> None:
        self.size = len(rows)
        self.blank: list[int] = []
        self.any: list[int] = []
        self.admits: dict[str, list[int]] = {}
        self.excludes: dict[str, list[int]] = {}
        prefix = axis + ":"
        for number, row in enumerate(rows):
            admitted = row.get(axis)
            if admitted is None:
                self.blank.append(number)
            elif admitted == [ALLE]:
                self.any.append(number)
            else:
                for code in admitted:  # type: ignore[attr-defined]
                    self.admits.setdefault(code, []).append(number)
            for exclusion in row.get("sluit_uit", ()):  # type: ignore[attr-defined]
                if exclusion.startswith(prefix):
                    self.excludes.setdefault(exclusion[len(prefix):], []).append(number)
        codes = {*self.admits, *self.excludes, *scheme.concepts}
        self.above = {code: scheme.ancestors(code) for code in codes}
        self.scheme = scheme

    def outcome(self, value: str) -> np.ndarray:
        above = self.above.get(value) or self.scheme.ancestors(value)
        below = [code for code, ancestors in self.above.items() if code != value and value in ancestors]
        result = np.zeros(self.size, np.int8)
        result[self.blank] = UNKNOWN
        for code in below:
            result[self.admits.get(code, [])] = UNKNOWN
        for code in above:
            result[self.admits.get(code, [])] = YES
        result[self.any] = YES
        for code in below:
            excluded = self.excludes.get(code, [])
            result[excluded] = np.minimum(result[excluded], UNKNOWN)
        for code in above:
            result[self.excludes.get(code, [])] = NO
        return result
