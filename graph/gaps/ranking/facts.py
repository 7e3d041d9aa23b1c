"""The rows of the workbook that say how large, how urgent and how well proven something is: demand, inflow, signals, decisions, sources.

Only rows, no matching: what these say of one pair or one record costs no more than its own rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from graph.capacity import one_per_ages, usual_definition
from graph.gaps.context import Context
from graph.gaps.ranking.rows import Rows, rows_by
from graph.gaps.ranking.scale import SIGNAL_MONTHS, SUPPRESSED_BELOW, term_days
from graph.gaps.ranking.traits import Traits, traits_of
from graph.gaps.registry import PARAMETERS
from graph.projection.offers import MAX_AGE, age_mask
from graph.records import StoredRecord, Values
from schema.dates import first_day, last_day, months_before

NO_SOURCE, SOURCE, REGISTERED = 0, 1, 2
_REGISTERED = frozenset({"REGISTRATIE", "BESLUIT"})
_CLOSED = frozenset({"BESLOTEN", "OPGELOST", "GEACCEPTEERD"})
_UNDECIDED = frozenset({"VOLGT", "AANGEHOUDEN"})
_RUNNING = frozenset({"OPEN", "LOOPT"})


class Reach(NamedTuple):
    """How many young people a pair is about: twice the middle of the interval, the rows that say so."""

    doubled: int
    rows: list[StoredRecord]


class Facts:
    """What the rows of a run say. Everything is looked up when it is asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.moment = context.moment
        self.projection = context.moment.projection
        self.day = context.moment.day
        self._traits: dict[str, Traits] = {}

    def traits(self, profile: str) -> Traits:
        """The traits of a profile."""
        if profile not in self._traits:
            self._traits[profile] = traits_of(self.context.needs(profile), self.moment.vocabulary)
        return self._traits[profile]

    @cached_property
    def norm(self) -> int:
        """The norm for waiting, in weeks."""
        parameter = PARAMETERS["norm_weken"]
        norm: int = self.context.parameters.get("norm_weken", parameter.read(parameter.default))
        return norm

    @cached_property
    def usual(self) -> str | None:
        """The definition of demand that is used most."""
        return usual_definition(self.moment)

    def counted_pairs(self) -> Iterator[tuple[str, str]]:
        """The (profiel, gebied) of which demand was ever counted by the usual definition."""
        for profile, area, definition in self._demand:
            if definition == self.usual:
                yield profile, area

    @cached_property
    def _demand(self) -> Rows:
        return rows_by(self.projection["demand"], "profiel", "gebied", "definitie")

    def counted(self, profile: str, area: str, definition: str | None) -> list[StoredRecord]:
        """The latest counts of a pair up to the peildatum by a definition, one for each range of ages."""
        rows = self._demand.get((profile, area, definition or ""), ())
        days = [(first_day(row.values["peildatum"]), row) for row in rows]
        latest = max((day for day, _ in days if day <= self.day), default=None)
        return list(one_per_ages([row for day, row in days if day == latest]))

    def reach(self, profile: str, area: str) -> Reach:
        """How many a pair is about, by the counts that are certainly not suppressed: together when their ages do not overlap."""
        rows = [row for row in self.counted(profile, area, self.usual) if row.values["aantal"][0] >= SUPPRESSED_BELOW]
        if not rows:
            return Reach(0, [])
        united = shared = 0
        for row in rows:
            ages = age_mask(row.values.get("leeftijd_van", 0), row.values.get("leeftijd_tot", MAX_AGE))
            shared |= united & ages
            united |= ages
        if shared:
            rows = [max(rows, key=lambda row: (_doubled(row), row.id))]
        return Reach(sum(map(_doubled, rows)), rows)

    def inflow(self, profile: str, area: str) -> StoredRecord | None:
        """The first inflow of a profile into an area (or a part of it) that is yet to begin, large enough to count and not too late."""
        here = self.moment.areas.bits(area)
        found = [row for row in self.inflows.get(profile, ()) if not self.moment.areas.bits(row.values["bestemming"]) & ~here]
        return min(found, key=lambda row: (first_day(row.values["periode_van"]), row.id), default=None)

    @cached_property
    def inflows(self) -> dict[str, list[StoredRecord]]:
        """The inflows that count, by profile: yet to begin within the longest term, in an active area, certainly not suppressed."""
        latest = term_days(self.day)[-1][0]
        found: dict[str, list[StoredRecord]] = {}
        for (profile, kind, area), rows in rows_by(self.projection["flow"], "profiel", "soort", "bestemming").items():
            if kind == "INSTROOM" and self.moment.areas.bits(area):
                mine = [row for row in rows if row.values["aantal"][0] >= SUPPRESSED_BELOW
                        and self.day.toordinal() < first_day(row.values["periode_van"]).toordinal() <= latest]
                if mine:
                    found.setdefault(profile, []).extend(mine)
        return found

    @cached_property
    def signals(self) -> dict[str, list[StoredRecord]]:
        """The signals of the last year about an active area, by profile."""
        since = months_before(self.day, SIGNAL_MONTHS)
        found: dict[str, list[StoredRecord]] = {}
        for (profile, area), rows in rows_by(self.projection["signal"], "profiel", "gebied").items():
            if self.moment.areas.bits(area):
                recent = [row for row in rows if since < first_day(row.values["datum"]) <= self.day]
                if recent:
                    found.setdefault(profile, []).extend(recent)
        return found

    def signallers(self, profile: str, area: str) -> list[str | None]:
        """Who gave a signal about a profile in an area in the last year: organisations, or one None when none of them is known."""
        here = self.moment.areas.bits(area)
        who = {row.values.get("organisatie") for row in self.signals.get(profile, ())
               if not self.moment.areas.bits(row.values["gebied"]) & ~here}
        return sorted(name for name in who if name is not None) or list(who)

    @cached_property
    def _sources(self) -> dict[str, int]:
        return {record.id: REGISTERED if record.values.get("soort") in _REGISTERED else SOURCE for record in self.projection["source"]}

    def source_of(self, values: Values) -> int:
        """How well a row is sourced: NO_SOURCE, SOURCE or REGISTERED (a registration or a decision)."""
        return self._sources.get(values.get("bron", ""), NO_SOURCE)

    def missed(self, id: str) -> str | None:
        """Why the moment to decide on a finding has been missed, in Dutch, by what the region says of it; None when it has not."""
        case = self.context.cases.get(id)
        return None if case is None or case.get("status") in _CLOSED else self._missed(case)

    def _missed(self, case: Values) -> str | None:
        name = self._case_ids[case["bevinding"]]
        if "deadline" in case and last_day(case["deadline"]) < self.day:
            return "de dag waarop het besluit nodig was, is voorbij"
        table = self.projection["agenda_item"]
        items = [*rows_by(table, "lacune").get((name,), ()), *filter(None, [table.get(case.get("agenda"))])]
        if any(self.passed(row.values, _UNDECIDED) for row in items):
            return "een agendapunt hierover is geweest zonder besluit"
        if any(self.late(row.values) for row in rows_by(self.projection["agreement"], "lacune").get((name,), ())):
            return "een afspraak hierover is te laat"
        return None

    @cached_property
    def _case_ids(self) -> dict[str, str]:
        return {record.values["bevinding"]: record.id for record in self.projection["gap_case"]}

    def passed(self, item: Values, conclusions: frozenset[str] | None = None) -> bool:
        """Whether the day of an agenda item is over, with one of these conclusions (None is any)."""
        return last_day(item["datum"]) < self.day and (conclusions is None or item.get("conclusie", "VOLGT") in conclusions)

    def late(self, agreement: Values) -> bool:
        """Whether an agreement still runs after its deadline."""
        deadline = agreement.get("deadline")
        return (deadline is not None and agreement.get("status", "OPEN") in _RUNNING
                and last_day(deadline) < self.day)

    def first_end(self, number: int) -> date | None:
        """The first day on which something ends a provision for certain."""
        return min((end.day for end in self.context.continuity.ends(number) if end.day is not None), default=None)


def _doubled(row: StoredRecord) -> int:
    low, high = row.values["aantal"]
    return int(low + (low if high is None else high))
