"""The findings of a report as one long list, of which only the asked page is made.

A national store has more than a million findings. They are known by their places in the order of the ids; what they score and where
they stand is kept as figures (`graph.gaps.ranking.standing`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from graph.gaps import RULES, Finding, Report
from graph.gaps.pairs import STATUSES, PairFindings
from graph.gaps.rule import Findings

Key = tuple[Any, ...]


class Order(Enum):
    """The orders of the list."""

    ID = "ID"
    SCORE = "SCORE"


class Listing:
    """The findings of a report with one of some statuses (empty is all), in an order."""

    def __init__(self, report: Report, statuses: Sequence[str] = (), order: Order = Order.ID) -> None:
        self.order = order
        self.standing = report.standing
        wanted = self._wanted = [STATUSES.index(status) for status in statuses or STATUSES]
        self._by: dict[str, list[tuple[str, int]]] = {}
        self.counts: dict[str, dict[str, int]] = {}
        for rule in self.standing.rules:
            counted = np.bincount(self.standing.columns[rule].status, minlength=len(STATUSES)).tolist()
            self.counts[rule] = {status: count if place in wanted else 0
                                 for place, (status, count) in enumerate(zip(STATUSES, counted, strict=True))}
        chosen = np.isin(self.standing.status, wanted)
        places = self.standing.order if order is Order.SCORE else np.arange(len(self.standing))
        self._places = places[chosen[places]].astype(np.int32)

    def __len__(self) -> int:
        return len(self._places)

    def by(self, key: str) -> list[tuple[str, int]]:
        """(id, how many findings are about it) for each profile (`profiel`) or area (`gebied`), most first, then by id."""
        if key not in self._by:
            counts: Counter[str] = Counter()
            for rule in self.standing.rules:
                if key in RULES[rule].keys:
                    counts.update(_counted(self.standing.outcomes[rule].findings, key,
                                           np.isin(self.standing.columns[rule].status, self._wanted)))
            self._by[key] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return self._by[key]

    def _at(self, position: int) -> Finding:
        return self.standing.at(int(self._places[position]))

    def key(self, finding: Finding) -> Key:
        """What a finding is ordered by: its id, or score and id."""
        return (finding.id,) if self.order is Order.ID else (-finding.score, finding.id)

    def page(self, after: Key | None, size: int) -> tuple[list[Finding], bool]:
        """So many findings after the one with that key (which may be gone by now), and whether there are more."""
        start = 0 if after is None else bisect_right(range(len(self)), after, key=lambda position: self.key(self._at(position)))
        end = min(start + size, len(self))
        return [self._at(position) for position in range(start, end)], end < len(self)


def _counted(findings: Findings, key: str, chosen: np.ndarray) -> Mapping[str, int]:
    """How many of the chosen findings of a rule there are of each value of a key."""
    if isinstance(findings, PairFindings):
        ids, places = (findings.profiles, findings.rows) if key == "profiel" else (findings.areas, findings.columns)
        counts = np.bincount(places[chosen], minlength=len(ids)).tolist()
        return {id: count for id, count in zip(ids, counts, strict=True) if count}
    return Counter(str(dict(findings[place].identity)[key]) for place in np.flatnonzero(chosen).tolist())


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
