"""Is somebody left out everywhere for the same reason: CONTRA_INDICATIE."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from graph.blocks import or_by_group, run_starts
from graph.coverage import NONE
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, inventory_statuses, pair_of
from graph.gaps.rule import Explanation, Finding, Outcome, Rule, counted
from graph.gaps.supply import BASIS
from graph.gaps.words import BY_INVENTORY, ages_in_words, evidence_of, inventory_sentence, listed
from graph.matching import Matcher
from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.offers import NO, ages_of
from schema.types import ALLE

_SHOWN = 8
Concept = tuple[str, str]
"""A value of an axis: (axis, code)."""


class _Exclusions:
    """What the provisions of a moment exclude. `by_concept` has the numbers of the provisions that exclude it."""

    def __init__(self, moment: Moment) -> None:
        self.offers = moment.offers
        self.vocabulary = moment.vocabulary
        self.by_concept: dict[Concept, list[int]] = {}
        for number in range(len(self.offers)):
            for concept in self.of(number):
                self.by_concept.setdefault(concept, []).append(number)
        self._above: dict[Concept, set[str]] = {}

    def of(self, number: int) -> list[Concept]:
        """What the provision with that number excludes."""
        return [(axis, code) for axis, _, code in (text.partition(":") for text in self._values(number).get("sluit_uit", ()))]

    def _values(self, number: int) -> dict[str, list[str]]:
        return self.offers.table.values(self.offers.table.index[self.offers.ids[number]])

    def above(self, axis: str, code: str) -> set[str]:
        """The codes that a code falls under, itself included."""
        if (axis, code) not in self._above:
            self._above[axis, code] = self.vocabulary.scheme(axis).ancestors(code)
        return self._above[axis, code]

    def touching(self, needs: Needs) -> set[Concept]:
        """The excluded concepts that cover a value of this profile."""
        return {(axis, code) for axis, values in needs.axes.items() for value in values for code in self.above(axis, value)
                if (axis, code) in self.by_concept}

    def refusals(self, needs: Needs, numbers: np.ndarray) -> np.ndarray:
        """How many of instroom and the axes are NEE for this profile, of the provisions with these numbers."""
        count: np.ndarray = (~self.offers.open[numbers]).astype(np.int8)
        for axis, values in needs.axes.items():
            refused = np.zeros(len(numbers), bool)
            for value in values:
                refused |= self.offers.outcome(axis, value)[numbers] == NO
            count += refused
        return count

    def alone(self, needs: Needs, number: int) -> set[Concept]:
        """E(n): the exclusions of a provision, refusing on one axis and nothing else, each of which is the only reason."""
        for axis, values in needs.axes.items():
            refused = [value for value in values if self.offers.outcome(axis, value)[number] == NO]
            if refused:
                if not all(self._admits(number, axis, value) for value in refused):
                    return set()
                excluded = {concept for concept in self.of(number) if concept[0] == axis}
                return {concept for concept in excluded if all(concept[1] in self.above(axis, value) for value in refused)}
        return set()

    def _admits(self, number: int, axis: str, value: str) -> bool:
        """Whether a value is not refused but for what is excluded."""
        admitted = self._values(number).get(axis)
        return admitted is None or admitted == [ALLE] or any(
            code in self.above(axis, value) or value in self.above(axis, code) for code in admitted)


class _Areas:
    """From ages per provision to ages per analysis area: those of the provisions that serve L(p,g) wholly."""

    def __init__(self, context: Context) -> None:
        self.serving = context.serving
        self._runs: dict[Bits | None, tuple[np.ndarray, np.ndarray]] = {}

    @cached_property
    def _cells(self) -> tuple[np.ndarray, np.ndarray]:
        """The provisions in the order of their cell of served areas, and where each cell begins."""
        line = np.argsort(self.serving.column, kind="stable")
        return line, np.searchsorted(self.serving.column[line], np.arange(len(self.serving.holds)))

    def of(self, needs: Needs, masks: np.ndarray) -> np.ndarray:
        """The union per analysis area, of all provisions."""
        if needs.leaves not in self._runs:
            # One more cell, which nobody serves: it keeps the run of every area filled.
            table = self.serving.whole(needs.leaves)
            runs = [np.append(np.flatnonzero(column), len(table)) for column in table.T]
            self._runs[needs.leaves] = np.concatenate(runs), run_starts(runs)
        cells, start = self._runs[needs.leaves]
        line, first = self._cells
        return or_by_group(np.append(or_by_group(masks[line], first), np.uint32(0))[cells], start)

    def at(self, needs: Needs, number: int, mask: int) -> np.ndarray:
        """The ages per analysis area, of one provision."""
        return np.where(self.serving.whole_of(needs.leaves, np.array([number]))[0], np.uint32(mask), np.uint32(0))


def _find(context: Context) -> Outcome:
    cells = context.cells
    exclusions, areas = _Exclusions(context.moment), _Areas(context)
    statuses = inventory_statuses(context)
    population = 0
    findings = []
    for row, needs in enumerate(cells.profiles):
        touching = exclusions.touching(needs)
        population += len(touching) * int(np.count_nonzero(cells.present[row]))
        for (axis, code), masks in _common(exclusions, areas, needs, touching, cells.masks[NONE][row]).items():
            for column in np.flatnonzero(masks).tolist():
                identity = (("profiel", needs.id), ("gebied", cells.areas[column]), ("begrip", f"{axis}:{code}"))
                findings.append(Finding("CONTRA_INDICATIE", identity, STATUSES[statuses[column]], ages_of(int(masks[column]))))
    return counted(population, findings)


def _common(exclusions: _Exclusions, areas: _Areas, needs: Needs, touching: set[Concept], empty: np.ndarray) -> dict[Concept, np.ndarray]:
    """Of each concept that all near misses exclude as their only reason: the ages at which, per analysis area (masks).

    `empty` has the ages without any supply per analysis area.
    """
    offers = exclusions.offers
    if not touching or not empty.any():
        return {}
    # Few provisions exclude anything that this profile has: look first whether they are near misses where nothing else is.
    numbers = np.unique(np.concatenate([exclusions.by_concept[concept] for concept in touching]))
    masks = offers.age_maybe[numbers] & np.uint32(needs.ages)
    near = (exclusions.refusals(needs, numbers) == 1) & (masks != 0)
    reasons: dict[int, set[Concept]] = {}
    spots: dict[int, np.ndarray] = {}
    for number, mask in zip(numbers[near].tolist(), masks[near].tolist(), strict=True):
        spot = areas.at(needs, number, mask) & empty
        if spot.any() and (reason := exclusions.alone(needs, number)):
            reasons[number], spots[number] = reason, spot
    if not spots:
        return {}
    others = empty & ~areas.of(needs, _near_misses(exclusions, needs, list(spots)))
    found = {}
    for concept in set().union(*reasons.values()):
        masks = np.bitwise_or.reduce([spots[number] for number, reason in reasons.items() if concept in reason]) & others
        for number, reason in reasons.items():
            if concept not in reason:
                masks &= ~spots[number]
        if masks.any():
            found[concept] = masks
    return found


def _near_misses(exclusions: _Exclusions, needs: Needs, but: list[int]) -> np.ndarray:
    """At which ages each provision is a near miss of this profile where it serves; never for those in `but` (masks)."""
    offers = exclusions.offers
    ages, none = np.uint32(needs.ages), np.uint32(0)
    count = exclusions.refusals(needs, np.arange(len(offers)))
    masks = np.where(count == 0, ages & ~offers.age_maybe, np.where(count == 1, ages & offers.age_maybe, none))
    masks[but] = 0
    return masks


def _explain(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    axis, _, code = finding.subject["begrip"].partition(":")
    label = context.moment.vocabulary.label(axis, code)
    found: dict[int, str] = {}
    for age in finding.ages:
        matcher = Matcher(context.moment, needs, age, context.moment.leaves(needs, area))
        for number in matcher.near_misses():
            match = matcher.match(number)
            if {condition.name: condition.outcome for condition in match.conditions}["gebied"] == "JA":
                found[number] = match.name
    names = listed(list(found.values()), _SHOWN)
    text = (f"{needs.name} in {context.name('area', area)}, {ages_in_words(finding.ages)}: geen enkele voorziening past. "
            f"{'De enige voorziening' if len(found) == 1 else 'Elke voorziening'} voor het hele gebied waarbij maar één punt zeker in "
            f"de weg staat, sluit {label} uit: {names}. {inventory_sentence(context, area)}")
    numbers = list(found)[:_SHOWN]
    return Explanation(text, (
        *(evidence_of(context, "arrangement", context.moment.offers.ids[number], f"sluit uit: {label}") for number in numbers),
        *(evidence_of(context, "inventory_entry", id, "telt mee voor hoe zeker dit is")
          for id in context.inventories[area].rows[:_SHOWN])))


RULES = (
    Rule("CONTRA_INDICATIE", 1, "Overal om dezelfde reden uitgesloten", "Wie wordt door al het aanbod om dezelfde reden uitgesloten?",
         "Er is geen passend aanbod, en alle voorzieningen in het hele gebied waarbij maar één punt in de weg staat, sluiten hetzelfde "
         "uit. Zonder die uitsluiting zou er wel aanbod zijn, zeker of misschien.",
         BASIS, "Elk profiel in elk gebied waarin het voorkomt, met elk begrip dat een voorziening uitsluit en dat het profiel raakt.",
         _find, _explain, 4,
         why="Eén aanbieder die deze uitsluiting laat vallen, lost het op. Dat is vaak sneller dan nieuw aanbod.",
         keys=("profiel", "gebied", "begrip"), ages=True,
         statuses=BY_INVENTORY, needs=(*PAIRS, filled("arrangementen.sluit_uit"))),
)
