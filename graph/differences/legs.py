"""One step of the way from the one list to the other: other records on the same day, or the same records on another day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from graph.differences.dates import DateEvent, date_events, moved
from graph.differences.records import RecordChange, record_changes
from graph.gaps import Report
from graph.projection import Projection
from graph.records import Edit
from schema.references import references

Step = RecordChange | DateEvent
"""Something that happened between the two."""
_NESTED = ("area", "concept")


class Leg(Protocol):
    """Two reports and what happened in between. Steps are known by their place in `steps`."""

    before: Report
    after: Report
    steps: Sequence[Step]

    def undoing(self, step: int) -> frozenset[int]:
        """The steps that have to be undone with this one, itself among them, so that no reference dangles."""

    def doing(self, step: int) -> frozenset[int]:
        """The steps that this one cannot do without, itself among them."""

    def undone(self, steps: Collection[int]) -> list[Edit] | None:
        """What makes of the later side a world without these steps; None when such a world cannot be."""

    def done(self, steps: Collection[int]) -> list[Edit] | None:
        """What makes of the earlier side a world with these steps only; None when such a world cannot be."""


class Records:
    """From one revision to another, on one day."""

    def __init__(self, before: Report, after: Report, steps: Sequence[RecordChange] | None = None) -> None:
        self.before, self.after = before, after
        changes = record_changes(before.projection, after.projection) if steps is None else steps
        self.steps: Sequence[Step] = changes
        self._changes = changes
        self._undo: list[list[int]] = [[] for _ in changes]
        self._do: list[list[int]] = [[] for _ in changes]
        self._bind()

    def _bind(self) -> None:
        """A record goes with those that point to it, and comes back with those that it points to."""
        place = {(change.kind, change.id): number for number, change in enumerate(self._changes)}
        for number, change in enumerate(self._changes):
            for values, new in ((change.after, True), (change.before, False)):
                for _, kind, id in references(change.kind, values or {}):
                    other = place.get((kind, id))
                    if other is None or other == number:
                        continue
                    if new and self._changes[other].before is None:
                        self._undo[other].append(number)
                        self._do[number].append(other)
                    elif not new and self._changes[other].after is None:
                        self._undo[number].append(other)
                        self._do[other].append(number)

    def undoing(self, step: int) -> frozenset[int]:
        """As `Leg.undoing`."""
        return _closed(step, self._undo)

    def doing(self, step: int) -> frozenset[int]:
        """As `Leg.doing`."""
        return _closed(step, self._do)

    def undone(self, steps: Collection[int]) -> list[Edit] | None:
        """As `Leg.undone`."""
        return _possible(self.after.projection, [
            Edit(change.kind, change.id, change.before) for change in (self._changes[step] for step in sorted(steps))])

    def done(self, steps: Collection[int]) -> list[Edit] | None:
        """As `Leg.done`."""
        return _possible(self.before.projection, [
            Edit(change.kind, change.id, change.after) for change in (self._changes[step] for step in sorted(steps))])


class Days:
    """From one day to a later one, on one revision. A date is undone by letting it lie as far from the later day as it did before."""

    def __init__(self, before: Report, after: Report) -> None:
        self.before, self.after = before, after
        self._days = after.request.day - before.request.day
        self._events = date_events(after.projection, before.request.day, after.request.day,
                                   after.context.parameters.get("horizon_maanden"))
        self.steps: Sequence[Step] = self._events

    def undoing(self, step: int) -> frozenset[int]:
        """As `Leg.undoing`: dates stand by themselves."""
        return frozenset((step,))

    doing = undoing

    def undone(self, steps: Collection[int]) -> list[Edit] | None:
        """As `Leg.undone`."""
        return moved(self.after.projection, [self._events[step] for step in steps], self._days)

    def done(self, steps: Collection[int]) -> list[Edit] | None:
        """As `Leg.done`."""
        return moved(self.before.projection, [self._events[step] for step in steps], -self._days)


def _closed(start: int, bound: Sequence[Iterable[int]]) -> frozenset[int]:
    found, ready = {start}, [start]
    while ready:
        for step in bound[ready.pop()]:
            if step not in found:
                found.add(step)
                ready.append(step)
    return frozenset(found)


def _possible(projection: Projection, edits: list[Edit]) -> list[Edit] | None:
    """The edits, or None when they would let areas or concepts lie in themselves: half of a rearrangement may."""
    for kind in {edit.kind for edit in edits}.intersection(_NESTED):
        above: dict[str, list[str]] = {}
        for record in projection[kind].edited([edit for edit in edits if edit.kind == kind]):
            scheme = f"{record.values['as']}~" if kind == "concept" else ""
            above[record.id] = [scheme + parent for parent in record.values.get("bovenliggend", ())]
        try:
            TopologicalSorter(above).prepare()
        except CycleError:
            return None
    return edits
