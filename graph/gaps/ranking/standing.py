"""Who stands where: the decision list and the list of what to ask first, by score, with the band of ranks when the weights differ.

A score has three parts with few values, so a list has at most 6 x 6 x 4 different ones: whatever the weights, it is ordered by
sorting small whole numbers, which takes as long as reading them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import NamedTuple

import numpy as np

from graph.gaps.context import Context
from graph.gaps.pairs import STATUSES
from graph.gaps.ranking.columns import Columns, Weigher
from graph.gaps.ranking.scale import HALVES, WEIGHTS
from graph.gaps.rule import UNKNOWN, Finding, Outcome

DECISION_LIST, INVENTORY_LIST = "BESLUITLIJST", "EERST_INVENTARISEREN"
LISTS = (DECISION_LIST, INVENTORY_LIST)
_UNKNOWN = STATUSES.index(UNKNOWN)
_CHUNK = 1000


def list_of(finding: Finding) -> str:
    """The list that a finding stands on: what is unknown never stands on the list for decisions."""
    return INVENTORY_LIST if finding.status == UNKNOWN else DECISION_LIST


class Ranks(NamedTuple):
    """The rank by the published weights, and the lowest and highest number that other weights give (int32, from 1)."""

    rank: np.ndarray
    first: np.ndarray
    last: np.ndarray


def scores(parts: np.ndarray, weights: tuple[int, int, int]) -> np.ndarray:
    """The scores of (ernst, urgentie, bewijs) [3, findings] by these weights (int16)."""
    severity, urgency, evidence = parts.astype(np.int16)
    found: np.ndarray = weights[0] * severity + weights[1] * urgency + weights[2] * evidence
    return found.astype(np.int16)


def ranked_by(score: np.ndarray) -> np.ndarray:
    """The rank (int32, from 1) of each of these scores, which are in the order of the ids: score descending, then id."""
    rank = np.empty(len(score), np.int32)
    rank[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1, dtype=np.int32)
    return rank


def all_weights() -> list[tuple[int, int, int]]:
    """Twice the weights that the band tries: each of the three at half, at its own value and at one and a half."""
    return [(WEIGHTS[0] * a, WEIGHTS[1] * b, WEIGHTS[2] * c) for a, b, c in product(HALVES, repeat=3)]


def ranks(parts: np.ndarray) -> Ranks:
    """The ranks of one list with these (ernst, urgentie, bewijs) [3, findings], in the order of the ids."""
    own = ranked_by(scores(parts, WEIGHTS))
    first, last = own.copy(), own.copy()
    orders = set()
    codes = parts.astype(np.int16)
    triples, of_triple = np.unique(codes[0] * 24 + codes[1] * 4 + codes[2], return_inverse=True)
    some = np.array([triples // 24, triples // 4 % 6, triples % 4], np.int8)
    for weights in all_weights():
        # Weights that put the few different triples in the same order give the same ranks.
        level = np.unique(-scores(some, weights), return_inverse=True)[1]
        if level.tobytes() not in orders:
            orders.add(level.tobytes())
            found = ranked_by(-level.astype(np.int16)[of_triple])
            np.minimum(first, found, out=first)
            np.maximum(last, found, out=last)
    return Ranks(own, first, last)


class Standing:
    """All findings of a run with what they weigh and where they stand. `outcomes` are those of its rules.

    A finding is known by its rule and its place in the findings of that rule.
    """

    def __init__(self, context: Context, outcomes: Mapping[str, Outcome]) -> None:
        self.outcomes = outcomes
        # `|` ends a rule's name in a finding id, so it takes part in the order: end to end, the findings are in the order of their ids.
        self.rules = sorted(outcomes, key=lambda rule: rule + "|")
        weigher = Weigher(context)
        self.columns: dict[str, Columns] = {rule: weigher.columns(rule, outcomes[rule].findings) for rule in self.rules}
        sizes = [len(outcomes[rule].findings) for rule in self.rules]
        self.start = dict(zip(self.rules, np.cumsum([0, *sizes]).tolist(), strict=False))
        self._rule = np.repeat(np.arange(len(self.rules), dtype=np.int8), sizes)

    def __len__(self) -> int:
        return len(self._rule)

    @cached_property
    def parts(self) -> np.ndarray:
        """(ernst, urgentie, bewijs) of all findings, in the order of their ids (int8 [3, findings])."""
        none = np.zeros(0, np.int8)
        return np.array([np.concatenate([none, *(self.columns[rule][part] for rule in self.rules)]) for part in range(3)], np.int8)

    @cached_property
    def status(self) -> np.ndarray:
        """The place in STATUSES of every finding (int8)."""
        return np.concatenate([np.zeros(0, np.int8), *(self.columns[rule].status for rule in self.rules)])

    @cached_property
    def unknown(self) -> np.ndarray:
        """Which findings stand on the list of what to ask first (bool)."""
        found: np.ndarray = self.status == _UNKNOWN
        return found

    @cached_property
    def score(self) -> np.ndarray:
        """The score of every finding (int16)."""
        return scores(self.parts, WEIGHTS)

    @cached_property
    def order(self) -> np.ndarray:
        """The places of all findings of both lists: score descending, then id."""
        return np.argsort(-self.score, kind="stable")

    @cached_property
    def ranks(self) -> Ranks:
        """The ranks of all findings, each within its own list."""
        found = Ranks(*(np.empty(len(self), np.int32) for _ in range(3)))
        for mine in (self.unknown, ~self.unknown):
            for whole, part in zip(found, ranks(self.parts[:, mine]), strict=True):
                whole[mine] = part
        return found

    def sizes(self) -> dict[str, int]:
        """How many findings stand on each list."""
        unknown = int(self.unknown.sum())
        return {DECISION_LIST: len(self) - unknown, INVENTORY_LIST: unknown}

    def at(self, place: int) -> Finding:
        """The finding at a place in the order of the ids, with its score and ranks."""
        return next(self._at(np.array([place])))

    def _at(self, places: np.ndarray) -> Iterator[Finding]:
        """The findings at these places, made when they are asked for."""
        for start in range(0, len(places), _CHUNK):
            some = places[start: start + _CHUNK]
            figures = (some, self._rule[some], *self.parts[:, some], self.score[some], *(column[some] for column in self.ranks))
            for place, number, severity, urgency, evidence, score, rank, first, last in zip(*(each.tolist() for each in figures),
                                                                                             strict=True):
                rule = self.rules[number]
                finding = self.outcomes[rule].findings[place - self.start[rule]]
                yield Finding(finding.rule, finding.identity, finding.status, finding.ages, severity, urgency, evidence, score, rank,
                              (first, last))

    def find(self, id: str) -> Finding | None:
        """The finding with that id, or None."""
        rule = id.partition("|")[0]
        place = self.outcomes[rule].findings.place(id) if rule in self.outcomes else None
        return None if place is None else self.at(self.start[rule] + place)

    def __iter__(self) -> Iterator[Finding]:
        """All findings, by id."""
        return self._at(np.arange(len(self)))

    def in_order(self, name: str | None = None) -> Iterator[Finding]:
        """The findings of one of LISTS, or of both: score descending, then id."""
        order = self.order
        if name is not None:
            order = order[self.unknown[order] == (name == INVENTORY_LIST)]
        return self._at(order)
