"""The difference between two lists: what each rule found, and the records and dates that lie behind it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph.differences.causes import Causes, Reason
from graph.differences.dates import DateEvent, date_events
from graph.differences.legs import Days, Records
from graph.differences.records import RecordChange, record_changes
from graph.gaps import Finding, Report
from graph.gaps.compare import Changed, Comparison, Direction, compared
from graph.records import Change, Revision

Origins = Mapping[tuple[str, str], Revision]
"""The last revision that touched a record, by kind and id."""


def origins(log: Iterable[Change]) -> Origins:
    """Who touched a record last, and when, from the log between two revisions."""
    return {(change.kind, change.id): change.revision for change in log}


@dataclass(frozen=True, slots=True)
class GapDifference:
    """One finding that is new (`before` None), closed (`after` None), or changed; with its score."""

    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """As it is, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.finding.id

    @property
    def direction(self) -> Direction | None:
        """Of a changed finding: better, worse or other."""
        return Changed(self.before, self.after).direction if self.before and self.after else None


class Differences:
    """`before` and `after` are reports of the same request, but for the day, which is not later in `before`.

    `most` is how many steps there may be before causes are no longer looked for, None for the usual. Safe to use from several threads.
    """

    def __init__(self, before: Report, after: Report, origins: Origins, most: int | None = None) -> None:
        self.before, self.after, self.origins = before, after, origins
        self._most = most
        self._seeking = threading.Lock()

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Each rule, before and after."""
        return _comparisons(self.before, self.after)

    @cached_property
    def gaps(self) -> list[GapDifference]:
        """The findings that differ, by id."""
        found = [difference for each in self.comparisons.values() for difference in (
            *(GapDifference(self.before.ranked(finding), None) for finding in each.closed),
            *(GapDifference(None, self.after.ranked(finding)) for finding in each.opened),
            *(GapDifference(self.before.ranked(pair.before), self.after.ranked(pair.after)) for pair in each.changed))]
        return sorted(found, key=lambda difference: difference.id)

    @cached_property
    def records(self) -> list[RecordChange]:
        """The records that differ, by kind and id."""
        return record_changes(self.before.projection, self.after.projection)

    @cached_property
    def events(self) -> list[DateEvent]:
        """The dates in the newer revision that passed from the one day to the other, by kind, id and column."""
        return date_events(self.after.projection, self.before.request.day, self.after.request.day,
                           self.after.context.parameters.get("horizon_maanden"))

    @cached_property
    def _legs(self) -> list[Causes]:
        """The newer revision on the earlier day comes in between, so that each leg differs in one thing only."""
        whole = self.comparisons.values()
        if self.before.request.day == self.after.request.day:
            return [Causes(Records(self.before, self.after, self.records), False, whole, self._most)]
        if self.before.projection is self.after.projection:
            return [Causes(Days(self.before, self.after), True, whole, self._most)]
        between = Report(self.after.projection, replace(self.after.request, day=self.before.request.day))
        return [Causes(Records(self.before, between, self.records), False, _comparisons(self.before, between).values(), self._most),
                Causes(Days(between, self.after), True, _comparisons(between, self.after).values(), self._most)]

    def reasons(self, difference: GapDifference) -> tuple[Reason, ...]:
        """Why a finding differs: of the records, of the day, or first of the one and then of the other."""
        with self._seeking:
            return tuple(leg.reason(difference.id) for leg in self._legs if leg.differs(difference.id))


def _comparisons(before: Report, after: Report) -> dict[str, Comparison]:
    return {rule.id: compared(rule.id, before.outcome(rule.id), after.outcome(rule.id)) for rule in after.rules}
