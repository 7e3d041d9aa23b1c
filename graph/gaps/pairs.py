"""Findings about (profile, area) pairs, kept as columns and made into objects one by one.

At national scale a coverage rule has hundreds of thousands of findings; a reader sees fifty of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np

from graph.gaps.context import Context
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN, Finding, Findings, Identity, Outcome, encoded, finding_id
from graph.projection.offers import ages_of

STATUSES = (CONFIRMED, SUSPECTED, UNKNOWN)


@dataclass(frozen=True)
class Extra:
    """One more key of findings about pairs: its name, its possible values, and the place in them of each finding's value."""

    key: str
    values: Sequence[str]
    places: np.ndarray


class PairFindings(Findings):
    """Findings with the keys profiel and gebied, and perhaps one more.

    `rows` and `columns` are places in the cells, `masks` the ages, `statuses` places in STATUSES: one of each per finding.
    """

    def __init__(self, rule: str, context: Context, rows: np.ndarray, columns: np.ndarray, masks: np.ndarray,
                 statuses: np.ndarray, extra: Extra | None = None) -> None:
        self.rule = rule
        self.profiles = [needs.id for needs in context.cells.profiles]
        self.areas = context.cells.areas
        # `|` ends a value in an id, so it takes part in the order: "a|" comes after "ab".
        keys = _ranks(self.profiles, "|")[rows] * len(self.areas) + _ranks(self.areas, "|" if extra else "")[columns]
        if extra:
            keys = keys * len(extra.values) + _ranks(extra.values, "")[extra.places]
        # Mostly they are in order already, which a stable sort sees at once.
        order = np.argsort(keys, kind="stable")
        self.rows, self.columns = rows[order].astype(np.int32), columns[order].astype(np.int32)
        self.masks, self.statuses = masks[order], statuses[order]
        self.extra = Extra(extra.key, extra.values, extra.places[order].astype(np.int32)) if extra else None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | list[Finding]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        identity: Identity = (("profiel", self.profiles[self.rows[at]]), ("gebied", self.areas[self.columns[at]]))
        if self.extra:
            identity = (*identity, (self.extra.key, self.extra.values[self.extra.places[at]]))
        return Finding(self.rule, identity, STATUSES[self.statuses[at]], ages_of(int(self.masks[at])))

    def __iter__(self) -> Iterator[Finding]:
        for at in range(len(self)):
            yield self[at]

    def within(self, profiles: Collection[str] | None, areas: Collection[str] | None) -> PairFindings:
        """The findings about these profiles in these areas; None is all."""
        chosen = np.ones(len(self), bool)
        for ids, wanted, places in ((self.profiles, profiles, self.rows), (self.areas, areas, self.columns)):
            if wanted is not None:
                chosen &= np.array([id in wanted for id in ids], bool)[places]
        other = object.__new__(PairFindings)
        other.rule, other.profiles, other.areas = self.rule, self.profiles, self.areas
        other.rows, other.columns, other.masks, other.statuses = (
            column[chosen] for column in (self.rows, self.columns, self.masks, self.statuses))
        other.extra = Extra(self.extra.key, self.extra.values, self.extra.places[chosen]) if self.extra else None
        return other

    @cached_property
    def _parts(self) -> list[tuple[list[str], np.ndarray]]:
        """(the possible parts of an id, which of them each finding has), part by part."""
        parts = [([finding_id(self.rule, (("profiel", id),)) for id in self.profiles], self.rows),
                 ([f"|gebied={encoded(id)}" for id in self.areas], self.columns)]
        if self.extra:
            parts.append(([f"|{self.extra.key}={encoded(value)}" for value in self.extra.values], self.extra.places))
        return parts

    def ids(self) -> list[str]:
        """The ids, put together from their parts."""
        columns = ([texts[place] for place in places.tolist()] for texts, places in self._parts)
        return ["".join(parts) for parts in zip(*columns, strict=True)]

    @cached_property
    def _places(self) -> list[dict[str, int]]:
        """For each part of an id, which of the possible parts stands at which place."""
        return [{text: place for place, text in enumerate(texts)} for texts, _ in self._parts]

    def place(self, id: str) -> int | None:
        """The place of the finding with that id, or None."""
        rest = id.split("|")
        wanted = ["|".join(rest[:2]), *("|" + part for part in rest[2:])]
        if len(wanted) != len(self._places):
            return None
        here = np.ones(len(self), bool)
        for text, places, (_, column) in zip(wanted, self._places, self._parts, strict=True):
            if text not in places:
                return None
            here &= column == places[text]
        found = np.flatnonzero(here)
        return int(found[0]) if len(found) else None


def _ranks(ids: Sequence[str], end: str) -> np.ndarray:
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

    `statuses` is the place in STATUSES per pair, per area, or one for all.
    """
    rows, columns = np.nonzero(masks)
    found = np.broadcast_to(statuses, masks.shape)[rows, columns]
    population = int(np.count_nonzero(context.cells.present))
    return columns_outcome(population, PairFindings(rule, context, rows, columns, masks[rows, columns], found))


def columns_outcome(population: int, findings: PairFindings) -> Outcome:
    """The outcome of a rule in which each of these findings is one element of the population."""
    unknown = int(np.count_nonzero(findings.statuses == STATUSES.index(UNKNOWN)))
    return Outcome(population, len(findings) - unknown, unknown, findings=findings)


def pair_of(context: Context, finding: Finding) -> tuple[Any, str]:
    """(needs, area) of a finding with the keys profiel and gebied."""
    subject = finding.subject
    return context.needs(subject["profiel"]), subject["gebied"]
