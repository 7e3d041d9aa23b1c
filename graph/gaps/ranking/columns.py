"""Ernst, urgentie and bewijs of all findings of a rule at once, as columns.

What holds for a profile, an area or a pair is worked out once, in tables; a finding only looks its values up. One finding by itself
is weighed by `graph.gaps.ranking.weigh`, with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.gaps.context import Context
from graph.gaps.pairs import STATUSES, PairFindings
from graph.gaps.ranking.facts import NO_SOURCE, REGISTERED, SOURCE, Facts
from graph.gaps.ranking.records import arrangements_of, records_of
from graph.gaps.ranking.scale import (
    AT_STAKE,
    MISSED,
    MOST,
    OVERDUE,
    SCHOOL_AGES,
    VULNERABLE,
    WAITS,
    WEIGHED,
    YOUNG,
    Ground,
    Stake,
    reach_value,
    term_days,
    term_value,
)
from graph.gaps.registry import RULES
from graph.gaps.rule import CONFIRMED, Finding, Findings
from graph.projection.areas import Bits
from schema.dates import first_day

_SURE = np.int8(STATUSES.index(CONFIRMED))
_GROUNDED = {Ground.INVENTORY: REGISTERED, Ground.RECORDED: REGISTERED, Ground.SILENCE: SOURCE, Ground.SIGNALS: NO_SOURCE}
"""How well a confirmed finding is sourced, when that does not depend on records."""


class Columns(NamedTuple):
    """Ernst, urgentie, bewijs and the place in STATUSES of every finding of a rule (int8), in the order of its findings."""

    severity: np.ndarray
    urgency: np.ndarray
    evidence: np.ndarray
    status: np.ndarray


class Pairs(NamedTuple):
    """Findings about pairs: the places of their profile and area (-1 for an area that is not analysed) and their ages, as masks."""

    row: np.ndarray
    column: np.ndarray
    ages: np.ndarray
    keys: Callable[[], list[tuple[str, str]]]


class Weigher:
    """Weighs the findings of one run, rule by rule."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facts = Facts(context)
        self.rows = {needs.id: row for row, needs in enumerate(context.cells.profiles)}
        self.places = {area: column for column, area in enumerate(context.cells.areas)}
        self.shape = context.cells.present.shape
        self._holding: dict[Bits, list[str]] = {}

    def columns(self, rule: str, findings: Findings) -> Columns:
        """The columns of a rule."""
        size = len(findings)
        status = (findings.statuses if isinstance(findings, PairFindings) else
                  np.array([STATUSES.index(finding.status) for finding in findings], np.int8))
        weighed = WEIGHED[rule]
        least = max(RULES[rule].severity, weighed.systemic[0] if weighed.systemic else 0)
        found = Columns(np.full(size, least, np.int8), np.zeros(size, np.int8), np.zeros(size, np.int8), status)
        if "profiel" in RULES[rule].keys:
            pairs = self._pairs(findings)
            if weighed.stake is not Stake.ORDER:
                np.maximum(found.severity, self._severity(rule, pairs), out=found.severity)
                np.maximum(found.urgency, self._urgency(pairs), out=found.urgency)
            self._prove_pairs(rule, findings, pairs, found)
        else:
            self._weigh_records(rule, findings, found)
        self._overrule(rule, findings, found)
        return found

    def _pairs(self, findings: Findings) -> Pairs:
        if isinstance(findings, PairFindings):
            row, column, ages = findings.rows, findings.columns, findings.masks
            keys = _keys_of(findings)
        else:
            named = [(str(finding.identity[0][1]), str(finding.identity[1][1])) for finding in findings]
            row = np.array([self.rows[profile] for profile, _ in named], np.int32)
            column = np.array([self.places.get(area, -1) for _, area in named], np.int32)
            ages = np.array([sum(1 << age for age in finding.ages) for finding in findings], np.uint32)

            def keys() -> list[tuple[str, str]]:
                return named
        return Pairs(row, column, np.where(ages == 0, self._profile_ages[row], ages).astype(np.uint32), keys)

    @cached_property
    def _profile_ages(self) -> np.ndarray:
        return np.array([needs.ages for needs in self.context.cells.profiles], np.uint32)

    @cached_property
    def _traits(self) -> np.ndarray:
        """(weight of the signs, out of education, dropping out) of every profile (int8 [3, profiles])."""
        traits = [self.facts.traits(needs.id) for needs in self.context.cells.profiles]
        return np.array([[each.weight, each.out, each.dropping] for each in traits], np.int8).reshape(-1, 3).T

    def _look_up(self, pairs: Pairs, table: np.ndarray) -> np.ndarray:
        """The values of a table [profiles, areas] at the pairs; 0 for an area that is not analysed."""
        if not table.size:
            return np.zeros(len(pairs.row), table.dtype)
        found: np.ndarray = np.take(table, pairs.row.astype(np.int64) * self.shape[1] + pairs.column)
        found[pairs.column < 0] = 0
        return found

    def _table(self, values: Iterator[tuple[str, str, int]]) -> np.ndarray:
        """A table [profiles, areas] with these values (int8), the highest when a pair has several."""
        table = np.zeros(self.shape, np.int8)
        for profile, area, value in values:
            row, column = self.rows.get(profile), self.places.get(area)
            if row is not None and column is not None:
                table[row, column] = max(table[row, column], value)
        return table

    def _severity(self, rule: str, pairs: Pairs) -> np.ndarray:
        weight, out, dropping = self._traits
        stake, impact = WEIGHED[rule].stake, RULES[rule].severity
        young = (pairs.ages & np.uint32(YOUNG)) != 0
        signs = np.minimum(weight[pairs.row] + young, len(VULNERABLE) - 1)
        impacts = np.minimum(impact + dropping, MOST[0]).astype(np.int8)
        found: np.ndarray = np.maximum(np.array(VULNERABLE, np.int8)[signs], impacts[pairs.row])
        np.maximum(found, self._of_rows(pairs, self._reach_table, lambda p, g: reach_value(self.facts.reach(p, g).doubled)), out=found)
        if stake in (Stake.NOTHING, Stake.SHORT):
            school = (pairs.ages & np.uint32(SCHOOL_AGES)) != 0
            found[school if stake is Stake.NOTHING else school & (out[pairs.row] != 0)] = AT_STAKE
        return found

    def _of_rows(self, pairs: Pairs, table: np.ndarray, value: Callable[[str, str], int]) -> np.ndarray:
        """What rows say of the pairs: from the table, and one by one for areas that are not analysed."""
        found = self._look_up(pairs, table)
        outside = np.flatnonzero(pairs.column < 0)
        if len(outside):
            keys = pairs.keys()
            found[outside] = [value(*keys[at]) for at in outside.tolist()]
        return found

    @cached_property
    def _reach_table(self) -> np.ndarray:
        return self._table((profile, area, reach_value(self.facts.reach(profile, area).doubled))
                           for profile, area in self.facts.counted_pairs() if profile in self.rows and area in self.places)

    @cached_property
    def _inflow_table(self) -> np.ndarray:
        return self._table((profile, area, self._inflow(profile, area)) for profile, rows in self.facts.inflows.items()
                           if profile in self.rows for area in self._around({row.values["bestemming"] for row in rows}))

    def _inflow(self, profile: str, area: str) -> int:
        row = self.facts.inflow(profile, area)
        return 0 if row is None else term_value(self.facts.day, first_day(row.values["periode_van"]).toordinal())

    @cached_property
    def _signal_table(self) -> np.ndarray:
        return self._table((profile, area, min(2, len(self.facts.signallers(profile, area))))
                           for profile, rows in self.facts.signals.items() if profile in self.rows
                           for area in self._around({row.values["gebied"] for row in rows}))

    def _around(self, areas: Iterable[str]) -> set[str]:
        """The analysed areas in which any of these areas lies."""
        found: set[str] = set()
        for bits in {self.context.moment.areas.bits(area) for area in areas}:
            if bits not in self._holding:
                self._holding[bits] = [area for area in self.places if not bits & ~self.context.moment.areas.bits(area)]
            found.update(self._holding[bits])
        return found

    @cached_property
    def _ending(self) -> list[tuple[int, np.ndarray]]:
        """(urgentie, the ages at which coverage ends within the term) of each term, from later to soon."""
        ends = self.context.coverage_ends
        terms = [(value, ends.ending(date.fromordinal(last), for_certain=True)) for last, value in reversed(term_days(self.facts.day))]
        return [(1, ends.covered), *terms]

    @cached_property
    def _waiting(self) -> list[tuple[int, np.ndarray]]:
        """(urgentie, the ages at which every known wait is longer than so many times the norm, and one is known), shortest first."""
        weeks = np.array([row.get("wachttijd_weken", np.nan) for row in self.context.moment.offers.rows], np.float64)
        serving = self.context.serving
        known = serving.any_of(~np.isnan(weeks))
        return [(value, known & ~serving.any_of(weeks <= times * self.facts.norm)) for times, value in reversed(WAITS)]

    def _urgency(self, pairs: Pairs) -> np.ndarray:
        found = self._of_rows(pairs, self._inflow_table, self._inflow)
        for value, ages in (*self._ending, *self._waiting):
            here = (self._look_up(pairs, ages) & pairs.ages) != 0
            np.maximum(found, np.where(here, np.int8(value), np.int8(0)), out=found)
        return found

    @cached_property
    def _sources(self) -> np.ndarray:
        """How well each provision is sourced (int8)."""
        return np.array([self.facts.source_of(row) for row in self.context.moment.offers.rows], np.int8)

    @cached_property
    def _worst(self) -> dict[Ground, list[np.ndarray]]:
        """By ground, the ages at which anything fits, at which something of it has no source, and at which something is not registered."""
        serving = self.context.serving
        asked = (None, self._sources == NO_SOURCE, self._sources < REGISTERED)
        return {Ground.SUPPLY: [serving.any_of(which) for which in asked],
                Ground.LEAVES: [serving.some_block(serving.on_blocks(which)) for which in asked]}

    def _prove_pairs(self, rule: str, findings: Findings, pairs: Pairs, found: Columns) -> None:
        ground = WEIGHED[rule].ground
        source: np.ndarray
        if ground in _GROUNDED:
            source = np.full(len(pairs.row), _GROUNDED[ground], np.int8)
        elif ground in (Ground.SUPPLY, Ground.LEAVES):
            any_, unsourced, unregistered = ((self._look_up(pairs, ages) & pairs.ages) != 0 for ages in self._worst[ground])
            source = np.where(any_ & ~unsourced, np.where(unregistered, np.int8(SOURCE), np.int8(REGISTERED)), np.int8(0))
        else:
            source = self._record_sources(findings)
        source[found.status != _SURE] = 0
        signals = self._of_rows(pairs, self._signal_table, lambda p, g: min(2, len(self.facts.signallers(p, g))))
        found.evidence[:] = _strength(source, signals)

    def _record_sources(self, findings: Sequence[Finding]) -> np.ndarray:
        """How well the worst sourced of the records is that each finding rests on (int8)."""
        context, facts = self.context, self.facts
        return np.array([min(map(facts.source_of, records_of(context, facts, finding)), default=NO_SOURCE)
                         for finding in findings], np.int8)

    def _weigh_records(self, rule: str, findings: Findings, found: Columns) -> None:
        """Findings that are not about a pair."""
        ground = WEIGHED[rule].ground
        source = (np.full(len(findings), _GROUNDED[ground], np.int8) if ground in _GROUNDED else
                  self._record_sources(findings))
        source[found.status != _SURE] = 0
        found.evidence[:] = _strength(source, np.zeros(len(findings), np.int8))
        if {"arrangement", "arrangementen", "record", "records"} & set(RULES[rule].keys):
            index, ends = self.context.moment.offers.index, self._end_values
            found.urgency[:] = [max((int(ends[index[id]]) for id in arrangements_of(finding) if id in index), default=0)
                                for finding in findings]
        sure = found.status == _SURE
        if rule == "OOGO_VERLOPEN":
            found.urgency[sure] = OVERDUE
        elif rule in ("AFSPRAAK_OPEN", "BESLUIT_OPEN"):
            key, kind, over = (("afspraak", "agreement", self.facts.late) if rule == "AFSPRAAK_OPEN" else
                               ("agenda", "agenda_item", self.facts.passed))
            found.urgency[np.array([over(self.context.values(kind, finding.subject[key])) for finding in findings], bool)] = MISSED

    @cached_property
    def _end_values(self) -> np.ndarray:
        """U1 of every provision (int8)."""
        days = self.context.continuity.days[0]
        found = np.ones(len(days), np.int8)
        for last, value in reversed(term_days(self.facts.day)):
            found[days <= last] = value
        return found

    def _overrule(self, rule: str, findings: Findings, found: Columns) -> None:
        """What the region says of findings: a missed decision counts, and what it filled in goes before what is computed."""
        for id, case in self.context.cases.items():
            at = findings.place(id) if id.startswith(rule + "|") else None
            if at is not None:
                if self.facts.missed(id):
                    found.urgency[at] = max(found.urgency[at], MISSED)
                for column, name in ((found.severity, "ernst"), (found.urgency, "urgentie")):
                    if name in case:
                        column[at] = case[name]


def _strength(source: np.ndarray, signals: np.ndarray) -> np.ndarray:
    """Bewijs (int8) by how well something is sourced and how many signals there are."""
    few: np.ndarray = np.minimum((source > NO_SOURCE).astype(np.int8) + signals, 2)
    return np.where(source >= REGISTERED, np.int8(3), few)


def _keys_of(findings: PairFindings) -> Callable[[], list[tuple[str, str]]]:
    """The (profiel, gebied) of findings, when somebody needs them."""
    return lambda: [(findings.profiles[row], findings.areas[column])
                    for row, column in zip(findings.rows.tolist(), findings.columns.tolist(), strict=True)]
