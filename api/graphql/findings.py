"""The findings of a report as one long list, of which only the asked page is made.

A national store has hundreds of thousands of findings. They are kept as numbers: in each rule's sequence, which is in id
order, and across the rules, which are taken in the order that their ids have in finding ids.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from graph.gaps import Finding, Report
from graph.gaps.pairs import STATUSES, PairFindings

Key = tuple[Any, ...]


class Order(Enum):
    """The orders of the list."""

    ID = "ID"
    SCORE = "SCORE"


def _statuses(findings: Sequence[Finding]) -> np.ndarray:
    """The place in STATUSES of each finding (int8)."""
    if isinstance(findings, PairFindings):
        return findings.statuses
    return np.array([STATUSES.index(finding.status) for finding in findings], np.int8)


_scores: WeakKeyDictionary[Report, dict[str, np.ndarray]] = WeakKeyDictionary()


def _scores_of(report: Report) -> dict[str, np.ndarray]:
    """The score of every finding of each rule; computed once for a report."""
    if report not in _scores:
        _scores[report] = {
            rule: np.array([report.ranked(finding).score for finding in outcome.findings], np.int16)
            for rule, outcome in report.outcomes.items()
        }
    return _scores[report]


class Listing:
    """The findings of a report with one of some statuses (empty is all), in an order."""

    def __init__(self, report: Report, statuses: Sequence[str] = (), order: Order = Order.ID) -> None:
        self.report = report
        self.order = order
        wanted = [STATUSES.index(status) for status in statuses or STATUSES]
        # `|` ends a rule's name in a finding id, so it takes part in the order.
        self.rules = sorted(report.outcomes, key=lambda rule: rule + "|")
        self.counts: dict[str, dict[str, int]] = {}
        places, numbers = [], []
        for place, rule in enumerate(self.rules):
            found = _statuses(report.outcomes[rule].findings)
            chosen = np.flatnonzero(np.isin(found, wanted))
            counted = np.bincount(found[chosen], minlength=len(STATUSES)).tolist()
            self.counts[rule] = dict(zip(STATUSES, counted, strict=True))
            numbers.append(chosen)
            places.append(np.full(len(chosen), place, np.int8))
        self._place = np.concatenate([np.zeros(0, np.int8), *places])
        self._number = np.concatenate([np.zeros(0, np.int32), *numbers]).astype(np.int32)
        if order is Order.SCORE:
            scores = _scores_of(report)
            score = np.concatenate([np.zeros(0, np.int16), *(scores[rule][chosen] for rule, chosen in
                                                             zip(self.rules, numbers, strict=True))])
            kept = np.argsort(-score, kind="stable")
            self._place, self._number = self._place[kept], self._number[kept]

    def __len__(self) -> int:
        return len(self._place)

    def _at(self, position: int) -> Finding:
        finding = self.report.outcomes[self.rules[self._place[position]]].findings[self._number[position]]
        return self.report.ranked(finding)

    def key(self, finding: Finding) -> Key:
        """What a finding is ordered by: its id, or score and id."""
        return (finding.id,) if self.order is Order.ID else (-finding.score, finding.id)

    def page(self, after: Key | None, size: int) -> tuple[list[Finding], bool]:
        """So many findings after the one with that key (which may be gone by now), and whether there are more."""
        start = 0 if after is None else bisect_right(range(len(self)), after, key=lambda position: self.key(self._at(position)))
        end = min(start + size, len(self))
        return [self._at(position) for position in range(start, end)], end < len(self)


_listings: WeakKeyDictionary[Report, dict[tuple[frozenset[str], Order], Listing]] = WeakKeyDictionary()
_KEPT_LISTINGS = 4


def listing(report: Report, statuses: Sequence[str], order: Order) -> Listing:
    """The list of a report, kept for who reads the next page."""
    kept = _listings.setdefault(report, {})
    key = (frozenset(statuses), order)
    if key not in kept:
        if len(kept) >= _KEPT_LISTINGS:
            kept.clear()
        kept[key] = Listing(report, statuses, order)
    return kept[key]


def find(report: Report, id: str) -> Finding | None:
    """The finding with that id in a report in which its rule was run, or None."""
    outcome = report.outcomes.get(id.partition("|")[0])
    if outcome is None:
        return None
    at = bisect_right(outcome.findings, id, key=lambda finding: finding.id) - 1
    found = outcome.findings[at] if at >= 0 else None
    return report.ranked(found) if found is not None and found.id == id else None
