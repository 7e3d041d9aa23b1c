"""Findings about (profile, area) pairs, kept as columns and made into objects one by one.

At national scale a coverage rule has hundreds of thousands of findings; a reader sees fifty of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

import numpy as np

from graph.gaps.context import Context
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN, Finding, Findings, Outcome, encoded, finding_id
from graph.projection.offers import ages_of

STATUSES = (CONFIRMED, SUSPECTED, UNKNOWN)


class PairFindings(Findings):
    """Findings with the keys profiel and gebied. `rows` and `columns` are places in the cells, `masks` the ages."""

    def __init__(self, rule: str, context: Context, rows: np.ndarray, columns: np.ndarray, masks: np.ndarray,
                 statuses: np.ndarray) -> None:
        self.rule = rule
        self.profiles = [needs.id for needs in context.cells.profiles]
        self.areas = context.cells.areas
        # `|` ends a value in an id, so it takes part in the order: "a|" comes after "ab".
        order = np.lexsort((_ranks(self.areas, "")[columns], _ranks(self.profiles, "|")[rows]))
        self.rows, self.columns, self.masks = rows[order], columns[order], masks[order]
        self.statuses = statuses[order]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | list[Finding]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        identity = (("profiel", self.profiles[self.rows[at]]), ("gebied", self.areas[self.columns[at]]))
        return Finding(self.rule, identity, STATUSES[self.statuses[at]], ages_of(int(self.masks[at])))

    def __iter__(self) -> Iterator[Finding]:
        for at in range(len(self)):
            yield self[at]

    def _starts(self) -> list[str]:
        return [finding_id(self.rule, (("profiel", id),)) for id in self.profiles]

    def _ends(self) -> list[str]:
        return [f"|gebied={encoded(id)}" for id in self.areas]

    def ids(self) -> list[str]:
        """The ids, put together from the profiles and the areas."""
        starts, ends = self._starts(), self._ends()
        return [starts[row] + ends[column] for row, column in zip(self.rows.tolist(), self.columns.tolist(), strict=True)]

    def find(self, id: str) -> Finding | None:
        """The finding with that id, or None."""
        start, bar, end = id.rpartition("|")
        starts, ends = self._starts(), self._ends()
        if start not in starts or bar + end not in ends:
            return None
        places = np.flatnonzero((self.rows == starts.index(start)) & (self.columns == ends.index(bar + end)))
        return self[int(places[0])] if len(places) else None


def _ranks(ids: list[str], end: str) -> np.ndarray:
    keys = [encoded(id) + end for id in ids]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = np.empty(len(keys), np.int64)
    ranks[order] = np.arange(len(keys))
    return ranks


def inventory_statuses(context: Context) -> np.ndarray:
    """The place in STATUSES of inv(g), for each analysis area (int8)."""
    return np.array([STATUSES.index(context.inventories[area].status) for area in context.cells.areas], np.int8)


def pair_outcome(rule: str, context: Context, masks: np.ndarray, statuses: np.ndarray) -> Outcome:
    """The outcome of a rule with one finding per pair that has any age in `masks` [profiles, areas].

    `statuses` is the place in STATUSES per area, or one for all.
    """
    rows, columns = np.nonzero(masks)
    found = np.broadcast_to(statuses, masks.shape[1:])[columns]
    unknown = int(np.count_nonzero(found == STATUSES.index(UNKNOWN)))
    findings = PairFindings(rule, context, rows, columns, masks[rows, columns], found)
    return Outcome(int(np.count_nonzero(context.cells.present)), len(rows) - unknown, unknown, findings)


def pair_of(context: Context, finding: Finding) -> tuple[Any, str]:
    """(needs, area) of a finding with the keys profiel and gebied."""
    subject = finding.subject
    return context.needs(subject["profiel"]), subject["gebied"]


def pairs_missing(context: Context) -> str | None:
    """Why no rule about pairs can be computed, or None."""
    projection = context.moment.projection
    for kind in ("profile", "area"):
        if not len(projection[kind]):
            return f"Het blad {projection[kind].kind.sheet} is leeg."
    return None
