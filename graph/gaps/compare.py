"""What differs between two outcomes of one rule: findings that are gone, that are new, and that are of other ages or status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from graph.gaps.pairs import PairFindings
from graph.gaps.rule import Figures, Finding, Outcome


class Direction(Enum):
    """How a finding that stays has changed, for those whom it is about."""

    BETTER = "BETER"
    """At fewer ages."""
    WORSE = "SLECHTER"
    """At more ages."""
    OTHER = "ANDERS"
    """At other ages, or only in how sure it is."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One finding as it was and as it is."""

    before: Finding
    after: Finding

    @property
    def direction(self) -> Direction:
        """By the ages: fewer is better, more is worse."""
        before, after = set(self.before.ages), set(self.after.ages)
        return Direction.BETTER if after < before else Direction.WORSE if before < after else Direction.OTHER


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcomes of one rule side by side. The lists are in the order of the ids."""

    rule: str
    before: Figures
    after: Figures
    closed: list[Finding] = field(default_factory=list)
    opened: list[Finding] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return self.before == self.after and not (self.closed or self.opened or self.changed)


def compared(rule: str, before: Outcome, after: Outcome) -> Comparison:
    """The comparison of two outcomes of a rule."""
    return Comparison(rule, before.figures, after.figures, *differing(before.findings, after.findings))


def differing(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[list[Finding], list[Finding], list[Changed]]:
    """(closed, opened, changed) between two sequences of findings of one rule that are each in the order of their ids."""
    if before is after:
        return [], [], []
    if isinstance(before, PairFindings) and isinstance(after, PairFindings):
        before, after = _unlike(before, after)
    was, now = ({finding.id: finding for finding in side} for side in (before, after))
    return ([finding for id, finding in was.items() if id not in now], [finding for id, finding in now.items() if id not in was],
            [Changed(finding, now[id]) for id, finding in was.items()
             if id in now and (finding.ages, finding.status) != (now[id].ages, now[id].status)])


def _unlike(before: PairFindings, after: PairFindings) -> tuple[list[Finding], list[Finding]]:
    """The findings on either side that the other side does not have with the same ages and status."""
    sides = before, after
    keys = [np.zeros(len(side), np.int64) for side in sides]
    for place, names in enumerate(zip(_names(before), _names(after), strict=True)):
        numbers = {name: number for number, name in enumerate(dict.fromkeys((*names[0], *names[1])))}
        for at, side in enumerate(sides):
            places = (side.rows, side.columns, side.extra.places if side.extra else np.zeros(len(side), np.int32))[place]
            keys[at] = keys[at] * len(numbers) + np.array([numbers[name] for name in names[at]], np.int64)[places]
    found = []
    for mine, theirs, here, there in zip(sides, reversed(sides), keys, reversed(keys), strict=True):
        order = np.argsort(there, kind="stable")
        # One more key, which nobody has, so that there is always one to look at.
        line = np.append(there[order], -1)
        spot = np.searchsorted(line[:-1], here)
        same = line[spot] == here
        other = order[spot[same]]
        same[same] = (mine.masks[same] == theirs.masks[other]) & (mine.statuses[same] == theirs.statuses[other])
        found.append([mine[place] for place in np.flatnonzero(~same).tolist()])
    return found[0], found[1]


def _names(findings: PairFindings) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    return findings.profiles, findings.areas, findings.extra.values if findings.extra else ("",)
