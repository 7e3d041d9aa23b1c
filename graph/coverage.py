"""Coverage: the state of every (profile, analysis area, age), from all provisions at once.

Per profile, the ages that each provision offers are gathered per served area, from there per block of leaves, and from there
per analysis area, as bit masks of ages. Cost grows with profiles x (provisions' served areas).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.blocks import Blocks, or_by_group, run_starts
from graph.projection.moment import Moment, Needs
from graph.projection.offers import UNKNOWN, YES
from schema.types import ALLE

COVERED, PARTLY, MAYBE, NONE = "GEDEKT", "DEELS", "MOGELIJK", "GEEN"
STATES = (COVERED, PARTLY, MAYBE, NONE)


@dataclass(frozen=True)
class Cells:
    """The cells of some profiles: a mask of ages per state.

    `present` [profiles, areas] says which pairs are considered; `masks[state]` [profiles, areas] (uint32) has bit a set
    when the cell of age a is in that state. Every age of a considered pair is in exactly one state.
    """

    profiles: list[Needs]
    areas: list[str]
    present: np.ndarray
    masks: dict[str, np.ndarray]

    def state(self, profile: int, area: int, age: int) -> str | None:
        """The state of one cell; None when the pair or the age is not considered."""
        if self.present[profile, area]:
            for state, masks in self.masks.items():
                if int(masks[profile, area]) >> age & 1:
                    return state
        return None


class Coverage:
    """The coverage of one moment, computed for the profiles that are asked for."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.offers = moment.offers
        self.blocks = Blocks(moment)
        self._edges()

    def _edges(self) -> None:
        """(area, provision) for every active area that a provision names, sorted by area."""
        serving: dict[str, list[int]] = {}
        for number, places in enumerate(self.offers.places):
            for place in places or ():
                serving.setdefault(place, []).append(number)
        everywhere = serving.pop(ALLE, [])
        unknown = [number for number, places in enumerate(self.offers.places) if places is None]
        served = self.blocks.served
        edges = [number for place in served for number in serving[place]]
        self.edge_start = run_starts([serving[place] for place in served])
        # One line of provisions, once per edge: by served area, then those that serve everywhere, then those of which it
        # is unknown. All columns are laid out in this order once, so that no profile has to.
        self._line = np.array([*edges, *everywhere, *unknown], np.int32)
        self._edges_end, self._everywhere_end = len(edges), len(edges) + len(everywhere)
        offers = self.offers
        self._open = np.where(offers.open, np.int8(YES), np.int8(0))[self._line]
        self._age_yes, self._age_maybe = offers.age_yes[self._line], offers.age_maybe[self._line]
        self._outcomes: dict[tuple[str, str], np.ndarray] = {}

    def _outcome(self, axis: str, value: str) -> np.ndarray:
        """The outcome of one value on one axis, in the order of the line."""
        key = (axis, value)
        if key not in self._outcomes:
            self._outcomes[key] = self.offers.outcome(axis, value)[self._line]
        return self._outcomes[key]

    def _per_block(self, needs: Needs) -> tuple[np.ndarray, np.ndarray]:
        """(ages with JA, ages with JA or ONBEKEND) of any provision on each block; ages outside the profile included."""
        worst = self._open.copy()
        for axis, values in needs.axes.items():
            for value in values:
                np.minimum(worst, self._outcome(axis, value), out=worst)
        none = np.uint32(0)
        certain = np.where(worst == YES, self._age_yes, none)
        possible = np.where(worst >= UNKNOWN, self._age_maybe, none)
        return self._gather(certain, self._everywhere_end), self._gather(possible, len(possible))

    def _gather(self, masks: np.ndarray, end: int) -> np.ndarray:
        """The union on each block of the masks of the line, those behind the edges (up to `end`) on every block."""
        # One more place, which collects nothing: it closes the run of every block.
        per_area = np.zeros(len(self.blocks.served) + 1, np.uint32)
        per_area[:-1] = or_by_group(masks[: self._edges_end], self.edge_start)
        result = or_by_group(per_area[self.blocks.block_served], self.blocks.block_start)
        result |= np.bitwise_or.reduce(masks[self._edges_end: end], initial=np.uint32(0))
        return result

    def cells(self, profiles: list[Needs]) -> Cells:
        """The cells of these profiles in all analysis areas."""
        shape = (len(profiles), len(self.moment.analysis))
        present = np.zeros(shape, bool)
        masks = {state: np.zeros(shape, np.uint32) for state in STATES}
        none = np.uint32(0)
        area_block, area_start = self.blocks.area_block, self.blocks.area_start
        if len(area_start):
            for row, needs in enumerate(profiles):
                sure, maybe = (masks[area_block] for masks in self._per_block(needs))
                ages = np.uint32(needs.ages)
                if needs.leaves is None:
                    here = np.ones(shape[1], bool)
                    every = np.bitwise_and.reduceat(sure, area_start)
                else:
                    inside = self.blocks.inside(needs.leaves)[area_block]
                    here = np.logical_or.reduceat(inside, area_start)
                    every = np.bitwise_and.reduceat(np.where(inside, sure, ages), area_start)
                    sure, maybe = np.where(inside, sure, none), np.where(inside, maybe, none)
                some = or_by_group(sure, area_start)
                perhaps = or_by_group(maybe, area_start)
                keep = np.where(here, ages, none)
                present[row] = here
                masks[COVERED][row] = every & keep
                masks[PARTLY][row] = some & ~every & keep
                masks[MAYBE][row] = perhaps & ~some & keep
                masks[NONE][row] = ~(perhaps | some) & keep
        return Cells(profiles, self.moment.analysis, present, masks)
