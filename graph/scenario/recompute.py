"""The comparison of each rule before and after some edits, computed from no more than what the edits can touch.

For most rules a change of an arrangement, a referral or a funding row touches a few profiles in a few areas, or a few records: there
a small world gives the same answers as the whole one (`graph.scenario.part`). Everything else is computed anew on the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graph.coverage import NONE
from graph.gaps import Finding, Report
from graph.gaps.capacity import finding, shortages
from graph.gaps.compare import Comparison, compared, differing
from graph.gaps.context import Context
from graph.gaps.pairs import PairFindings
from graph.gaps.reads import reads
from graph.gaps.registry import RULES
from graph.gaps.rule import UNKNOWN, Figures, Findings
from graph.records import Edit
from graph.scenario import overlap
from graph.scenario.part import part, referrals, serving
from graph.scenario.touched import NOTHING, Rectangle, Touched, arrangements, touched

LOCAL = frozenset({"arrangement", "referral", "funding"})
"""The kinds of which a change touches a few pairs, or a few records."""
_BY_PAIR = {
    **dict.fromkeys(("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "RANDVOORWAARDE", "ENKELVOUDIG", "AFSTAND",
                     "WACHTTIJD", "TOEGANGSBARRIERE"), ("served",)),
    "CONTRA_INDICATIE": ("near",),
    "GEEN_VERWIJSPAD": ("served", "ways"), "PADLENGTE": ("served", "ways"),
    "EINDIGE_DEKKING": ("served", "paid"),
}
"""The rules about pairs, with the parts of `Touched` in which their answers may change."""
_BY_WAYS = frozenset({"DOODLOPEND", "KRINGVERWIJZING"})
"""The rules about all referrals together; they are quick once they have `Context.ways`, which can be made from those before."""
_BY_RECORD = frozenset({"VEROUDERD", "ROL_ONTBREEKT", "ONGEDEKTE_COMPONENT"})
"""The rules of which the answer about a record rests on that record, its claims, its funding and its neighbours."""


class Recompute:
    """What some edits do to the findings of `before`; `after` is that report with the edits."""

    def __init__(self, before: Report, after: Report, edits: Sequence[Edit]) -> None:
        self.before, self.after, self.edits = before, after, edits
        self._changed = frozenset(edit.kind for edit in edits)
        self._parts: dict[Rectangle, Context] = {}

    def comparison(self, rule: str) -> Comparison:
        """One rule before and after."""
        kinds = reads(rule) & self._changed
        found = None
        if kinds and kinds <= LOCAL:
            if rule in _BY_PAIR:
                found = self._by_pair(rule)
            elif rule in _BY_RECORD:
                found = self._by_record(rule)
            elif rule == overlap.RULE:
                found = self._by_overlap()
            elif rule == "CAPACITEIT":
                found = self._by_capacity()
            elif rule in _BY_WAYS:
                self._hand_over_ways()
        return found or compared(rule, self.before.outcome(rule), self.after.outcome(rule))

    @cached_property
    def _touched(self) -> Touched:
        local = [edit for edit in self.edits if edit.kind in LOCAL]
        return touched(self.before.context.moment, self.after.context.moment, local)

    def _by_pair(self, rule: str) -> Comparison | None:
        """By the touched pairs only; None when that is no less work, or when it is not about findings alone."""
        was = self.before.outcome(rule)
        if not was.computed:
            return None
        rectangle = NOTHING
        for name in _BY_PAIR[rule]:
            rectangle |= self._empty_near if name == "near" else getattr(self._touched, name)
        if rectangle.areas is None or (rule == "CONTRA_INDICATIE" and self._exclusions_change):
            return None
        if not rectangle:
            return compared(rule, was, was) if self._still_computed(rule) else None
        now = RULES[rule].find(self._part(rectangle))
        if not now.computed:
            return None
        gone = _within(was.findings, rectangle)
        unknown = [sum(finding.status == UNKNOWN for finding in side) for side in (gone, now.findings)]
        gap = was.gap + len(now.findings) - unknown[1] - len(gone) + unknown[0]
        figures = Figures(was.population, gap, was.unknown + unknown[1] - unknown[0])
        return Comparison(rule, was.figures, figures, *differing(gone, now.findings))

    @cached_property
    def _empty_near(self) -> Rectangle:
        """Where a near miss may change something: only where nothing fits, before or after."""
        near, served = self._touched.near, self._touched.served
        cells = self.before.context.cells
        columns = np.array([near.areas is None or area in near.areas for area in cells.areas], bool)
        nothing = np.bitwise_or.reduce(cells.masks[NONE][:, np.flatnonzero(columns)], axis=1)
        empty = {cells.profiles[row].id for row in np.flatnonzero(nothing).tolist()}
        assert near.profiles is not None
        return Rectangle((near.profiles & empty) | (served.profiles or frozenset()), near.areas)

    def _still_computed(self, rule: str) -> bool:
        return all(need.met(self._empty) for need in RULES[rule].needs)

    @cached_property
    def _empty(self) -> Context:
        """A part about nothing, to ask what is filled in."""
        return part(self.after.context, serving(self.before.context.moment, ()), set(), NOTHING)

    def _part(self, rectangle: Rectangle) -> Context:
        """The small world for a rectangle, after the edits."""
        if rectangle not in self._parts:
            before, after = self.before.context.moment, self.after.context.moment
            assert rectangle.areas is not None
            chosen = serving(before, rectangle.areas) | arrangements(self.edits, before, after)
            self._parts[rectangle] = part(self.after.context, chosen, self._between(chosen), rectangle)
        return self._parts[rectangle]

    def _between(self, chosen: set[str]) -> set[str]:
        """The referrals with both ends in these arrangements, after the edits."""
        table = self.after.projection["referral"]
        edited = {edit.id for edit in self.edits if edit.kind == "referral"}
        records = (table.get(id) for id in edited)
        return (referrals(self.before.context.moment, chosen) - edited) | {
            record.id for record in records if record and {record.values["van"], record.values["naar"]} <= chosen}

    @cached_property
    def _exclusions_change(self) -> bool:
        """Whether provisions together exclude other concepts: then CONTRA_INDICATIE has another population."""
        before = self.before.context.moment
        edited = self._edited_arrangements
        mine = [_excluded(context.moment.offers.rows) for context in (part(self.before.context, edited, set()), self._edited)]
        different = set(mine[0] ^ mine[1])
        if not different:
            return False
        others = _excluded(row for id, row in zip(before.offers.ids, before.offers.rows, strict=True) if id not in edited)
        return not different <= others

    def _by_record(self, rule: str) -> Comparison:
        """By the edited records and what stands next to them."""
        was = self.before.outcome(rule)
        small = [RULES[rule].find(context) for context in self._next_to]
        if small[0].reason != small[1].reason:
            return compared(rule, was, self.after.outcome(rule))
        population, gap, unknown = (
            getattr(was, name) + getattr(small[1], name) - getattr(small[0], name) for name in ("population", "gap", "unknown"))
        return Comparison(rule, was.figures, Figures(population, gap, unknown, was.reason),
                          *differing(small[0].findings, small[1].findings))

    def _by_overlap(self) -> Comparison | None:
        """By the pairs with an edited arrangement; None when it is not about findings alone."""
        was = self.before.outcome(overlap.RULE)
        if not was.computed or not all(need.met(self._edited) for need in RULES[overlap.RULE].needs):
            return None
        return compared(overlap.RULE, was, overlap.overlapping(was, self.before.context, self._edited, self._edited_arrangements))

    def _by_capacity(self) -> Comparison | None:
        """By what goes to and from the edited arrangements; None when it is not about findings alone."""
        rule = "CAPACITEIT"
        was, before, after = self.before.outcome(rule), self.before.context, self.after.context
        if not was.computed or not all(need.met(self._edited) for need in RULES[rule].needs):
            return None
        after.__dict__["capacity"] = now = before.capacity.edited(self._edited_arrangements, self._edited.moment)
        pairs = before.capacity.differing(now)
        gone, here = (Findings(finding(*item) for item in shortages(context, context.capacity.short_of(pairs)).items())
                      for context in (before, after))
        figures = Figures(was.population, was.gap - len(gone) + len(here), 0)
        return Comparison(rule, was.figures, figures, *differing(gone, here))

    def _hand_over_ways(self) -> None:
        """Make `Context.ways` of `after` from that of `before`."""
        after = self.after.context
        if "ways" not in after.__dict__:
            after.__dict__["ways"] = self.before.context.ways.edited(after.moment, self.edits)

    @cached_property
    def _edited_arrangements(self) -> frozenset[str]:
        return frozenset(edit.id for edit in self.edits if edit.kind == "arrangement")

    @cached_property
    def _edited(self) -> Context:
        """The edited arrangements alone, after the edits."""
        return part(self.after.context, self._edited_arrangements, set())

    @cached_property
    def _next_to(self) -> tuple[Context, Context]:
        """The edited records and those that they touch, before and after. What is the same in both cancels out."""
        before, after = self.before.context.moment, self.after.context.moment
        edited = self._edited_arrangements
        ways = {edit.id for edit in self.edits if edit.kind == "referral"} | referrals(before, edited, both=False)
        chosen = arrangements((*self.edits, *(Edit("referral", id, None) for id in ways)), before, after)
        return part(self.before.context, chosen, ways), part(self.after.context, chosen, ways)


def _excluded(rows: object) -> set[str]:
    return {concept for row in rows for concept in row.get("sluit_uit", ())}  # type: ignore[attr-defined]


def _within(findings: Sequence[Finding], rectangle: Rectangle) -> Sequence[Finding]:
    """The findings about pairs in a rectangle."""
    if isinstance(findings, PairFindings):
        return findings.within(rectangle.profiles, rectangle.areas)
    return Findings(found for found in findings
                    if (rectangle.profiles is None or found.subject["profiel"] in rectangle.profiles)
                    and (rectangle.areas is None or found.subject["gebied"] in rectangle.areas))
