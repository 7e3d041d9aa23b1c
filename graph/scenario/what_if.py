"""A what-if: the outcomes of the rules as they are and as they would be with some records changed, added or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from graph.gaps import Finding, Report
from graph.gaps.compare import Changed, Comparison
from graph.records import Edit
from graph.scenario.recompute import Recompute


class WhatIf:
    """The effect of `edits` on what the report `before` found. Nothing is stored.

    The caller has seen to it that the records are valid and that no reference dangles. `after` is a report like any other: it
    explains and ranks the findings that would be there. Raises WrongRequest when something that the report is about would be gone.
    """

    def __init__(self, before: Report, edits: Sequence[Edit]) -> None:
        self.before = before
        self.edits = tuple(edits)
        _ = before.outcomes  # what the rules found on the way is shared by what follows
        self.after = before.over(self.edits)

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Each rule of the report, before and after."""
        recompute = Recompute(self.before, self.after, self.edits)
        return {rule.id: recompute.comparison(rule.id) for rule in self.before.rules}

    @property
    def closed(self) -> list[Finding]:
        """The findings that would be gone, as they were, by id."""
        return _by_id([finding for each in self.comparisons.values() for finding in each.closed])

    @property
    def opened(self) -> list[Finding]:
        """The findings that would be new, as they would be, by id."""
        return _by_id([finding for each in self.comparisons.values() for finding in each.opened])

    @property
    def changed(self) -> list[Changed]:
        """The findings that would stay, at other ages or less or more sure, by id."""
        return sorted((pair for each in self.comparisons.values() for pair in each.changed), key=lambda pair: pair.before.id)

    @property
    def touched(self) -> tuple[list[str], list[str]]:
        """(profiles, areas) that any difference is about, by id."""
        return about([*self.closed, *self.opened, *(pair.after for pair in self.changed)])


def about(findings: Iterable[Finding]) -> tuple[list[str], list[str]]:
    """(profiles, areas) that findings are about, by id."""
    subjects = [finding.subject for finding in findings]
    return tuple(sorted({str(subject[key]) for subject in subjects if key in subject})  # type: ignore[return-value]
                 for key in ("profiel", "gebied"))


def _by_id(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.id)
