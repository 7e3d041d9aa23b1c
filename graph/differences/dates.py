"""Which dates of records come to mean something else between two days: what begins, ends, is too late, or grows old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from graph import inventory
from graph.gaps import facts
from graph.gaps.tables import OOGO_MONTHS, SIGNAL_MONTHS
from graph.projection import Projection
from graph.records import Edit
from schema.dates import first_day, last_day, months_before
from schema.kinds import KINDS


class Passed(Enum):
    """What a date does between the two days."""

    STARTED = "BEGONNEN"
    """The first day of validity has come."""
    ENDED = "AFGELOPEN"
    """The last day of validity has gone by."""
    OVERDUE = "VERSTREKEN"
    """A deadline has gone by."""
    TREATED = "GEWEEST"
    """The day of a meeting has gone by."""
    COUNTS = "TELT_MEE"
    """A count, answer or signal now lies in the past, and counts."""
    AGED = "TE_OUD"
    """So many months have gone by that it no longer counts."""
    NEAR = "NADERT"
    """The end lies within the horizon of EINDIGE_DEKKING now."""


class _Mark(NamedTuple):
    """A date in a column means something else from so many months after it on (negative: before it); `after`: from the day after."""

    kind: str
    column: str
    passed: Passed
    months: int = 0
    after: bool = False

    def edge(self, text: str) -> date:
        """The day that an imprecise date counts for."""
        return last_day(text) if KINDS[self.kind].by_name[self.column].end or self.passed is Passed.TREATED else first_day(text)

    def reached(self, text: str, day: date) -> bool:
        """Whether the date means something else on that day."""
        return self.edge(text) < day if self.after else self.edge(text) <= months_before(day, self.months)


# The first that is passed tells what happened to a column, so what weighs most comes first.
_MARKS = (
    *(_Mark(name, "geldig_tot", Passed.ENDED, after=True) for name, kind in KINDS.items() if "geldig_tot" in kind.by_name),
    *(_Mark(name, "geldig_van", Passed.STARTED) for name, kind in KINDS.items() if "geldig_van" in kind.by_name),
    _Mark("agreement", "deadline", Passed.OVERDUE, after=True),
    _Mark("agenda_item", "datum", Passed.TREATED, after=True),
    _Mark("agenda_item", "datum", Passed.AGED, OOGO_MONTHS),
    _Mark("agenda_item", "datum", Passed.COUNTS),
    _Mark("arrangement", "bevestigd_op", Passed.AGED, facts.MONTHS),
    _Mark("referral", "bevestigd_op", Passed.AGED, facts.MONTHS),
    _Mark("inventory_entry", "antwoord_op", Passed.AGED, inventory.MONTHS),
    _Mark("signal", "datum", Passed.AGED, SIGNAL_MONTHS),
    *(_Mark(kind, column, Passed.COUNTS) for kind, column in (
        ("demand", "peildatum"), ("inventory_entry", "antwoord_op"), ("signal", "datum"))),
)
_ENDING = ("legal_basis", "arrangement", "funding")


@dataclass(frozen=True, slots=True, eq=False)
class DateEvent:
    """One date (`text`, at its own precision) of a record that means something else on the later day; `day` is what it counts for."""

    kind: str
    id: str
    column: str
    text: str
    passed: Passed
    months: int
    day: date


def date_events(projection: Projection, before: date, after: date, horizon: int | None) -> list[DateEvent]:
    """What passes from one day to the next, one event for each date, by kind, id and column; `horizon` in months, None without."""
    near = () if horizon is None else tuple(_Mark(kind, "geldig_tot", Passed.NEAR, -horizon) for kind in _ENDING)
    found: dict[tuple[str, str, str], DateEvent] = {}
    for mark in (*_MARKS, *near):
        for event in _passed(projection, mark, before, after):
            found.setdefault((event.kind, event.id, event.column), event)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(found.values(), key=lambda event: (order[event.kind], event.id, event.column))


def _passed(projection: Projection, mark: _Mark, before: date, after: date) -> Iterator[DateEvent]:
    for record in projection[mark.kind]:
        text = record.values.get(mark.column)
        if text is not None and not mark.reached(text, before) and mark.reached(text, after):
            yield DateEvent(mark.kind, record.id, mark.column, text, mark.passed, abs(mark.months), mark.edge(text))


def moved(projection: Projection, events: list[DateEvent], days: timedelta) -> list[Edit]:
    """The records of these events, their dates so much later."""
    found: dict[tuple[str, str], Edit] = {}
    for event in events:
        key = (event.kind, event.id)
        values = found[key].values if key in found else projection[event.kind].values(projection[event.kind].index[event.id])
        found[key] = Edit(*key, {**(values or {}), event.column: (event.day + days).isoformat()})
    return list(found.values())
