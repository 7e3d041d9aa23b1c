"""What a rule works with: the moment, the parameters, the choice of profiles and areas, and shared interim results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from graph.capacity import Capacity, usual_definition
from graph.claims import Claims, Places
from graph.continuity import Continuity, CoverageEnds
from graph.coverage import COVERED, Cells, Coverage
from graph.inventory import Inventory, inventories
from graph.overlap import Overlap
from graph.projection import Moment
from graph.projection.moment import Needs
from graph.reach import Reached, reached
from graph.records import StoredRecord, Values
from graph.serving import Serving, fits
from graph.ways import Ways

_MATCHED = {"area", "profile", "concept", "arrangement"}
_READ_BY = {
    **dict.fromkeys(("coverage", "cells", "serving", "overlap"), _MATCHED),
    "owners": {"arrangement", "area", "concept"},
    "reached": {*_MATCHED, "referral"},
    "ways": {"arrangement", "referral"},
    "inventories": {"area", "inventory_entry"},
    "claims": {"area", "responsibility"},
    "places": {"area", "profile", "concept"},
    "funding": {"funding"},
    "continuity": {"arrangement", "area", "concept", "funding", "legal_basis"},
    "coverage_ends": {*_MATCHED, "funding", "legal_basis"},
    "capacity": {*_MATCHED, "demand"},
    "cases": {"gap_case"},
}
"""The kinds on which each interim result rests."""


@dataclass(eq=False)
class Context:
    """One run of the rules over one moment. `profiles` and `areas` restrict pairs; None is no restriction."""

    moment: Moment
    parameters: Mapping[str, Any] = field(default_factory=dict)
    profiles: frozenset[str] | None = None
    areas: frozenset[str] | None = None

    def over(self, moment: Moment, changed: Collection[str]) -> Context:
        """The same run over a moment that differs in these kinds only; interim results that stay the same are shared."""
        other = Context(moment, self.parameters, self.profiles, self.areas)
        for part, kinds in _READ_BY.items():
            if part in self.__dict__ and kinds.isdisjoint(changed):
                other.__dict__[part] = self.__dict__[part]  # where a cached property keeps its value
        return other

    @cached_property
    def coverage(self) -> Coverage:
        """What the cells are computed with; its blocks serve other rules too."""
        return Coverage(self.moment)

    @cached_property
    def cells(self) -> Cells:
        """The coverage of the chosen pairs; pairs outside the choice are not present."""
        chosen = [needs for needs in self.moment.profiles if self.profiles is None or needs.id in self.profiles]
        cells = self.coverage.cells(chosen)
        if self.areas is not None:
            for column, area in enumerate(cells.areas):
                if area not in self.areas:
                    cells.present[:, column] = False
                    for masks in cells.masks.values():
                        masks[:, column] = 0
        return cells

    @cached_property
    def serving(self) -> Serving:
        """Which provisions certainly serve the chosen pairs, by the same places as in `cells`."""
        return Serving(self.moment, self.coverage.blocks, self.cells.profiles, self.areas)

    @cached_property
    def overlap(self) -> Overlap:
        """How far provisions do the same. All profiles count, whichever are chosen: it is about provisions."""
        everyone = self.serving.fits if self.profiles is None else fits(self.moment, self.moment.profiles)
        return Overlap(self.moment, self.coverage.blocks, everyone)

    @cached_property
    def owners(self) -> tuple[np.ndarray, dict[str, int]]:
        """(a number for the `aanbieder` of every provision, -1 where it is not known (int64); the number of each aanbieder)."""
        numbers: dict[str, int] = {}
        names = [row.get("aanbieder") for row in self.moment.offers.rows]
        return np.array([-1 if name is None else numbers.setdefault(name, len(numbers)) for name in names], np.int64), numbers

    @cached_property
    def reached(self) -> Reached:
        """Where referrals bring the chosen profiles; `near` by the parameter `max_stappen`, when a rule has it."""
        return reached(self.moment, self.cells.profiles, self.parameters.get("max_stappen", 0))

    @cached_property
    def ways(self) -> Ways:
        """Where referrals lead, whoever it is."""
        return Ways.of(self.moment)

    @cached_property
    def inventories(self) -> dict[str, Inventory]:
        """inv(g) of every analysis area."""
        return inventories(self.moment)

    @cached_property
    def claims(self) -> Claims:
        """Who holds which role, on the peildatum."""
        return Claims(self.moment)

    @cached_property
    def places(self) -> Places:
        """The distinct L(p,g) of the chosen profiles."""
        return Places(self.moment, self.cells.profiles)

    @cached_property
    def funding(self) -> dict[str, list[StoredRecord]]:
        """The active rows of `financiering` of each arrangement, whatever their status."""
        found: dict[str, list[StoredRecord]] = {}
        for record in self.moment.projection["funding"]:
            if self.moment.is_active(record.values):
                found.setdefault(record.values["arrangement"], []).append(record)
        return found

    @cached_property
    def continuity(self) -> Continuity:
        """Until when each provision goes on."""
        return Continuity(self.moment, self.funding)

    @cached_property
    def coverage_ends(self) -> CoverageEnds:
        """Until when the chosen pairs are covered."""
        return CoverageEnds(self.serving, self.cells.masks[COVERED], self.continuity)

    @cached_property
    def capacity(self) -> Capacity:
        """Demand against places of the whole region, by the parameter `definitie`; there is demand."""
        definition = self.parameters["definitie"] or usual_definition(self.moment)
        assert definition is not None
        return Capacity.of(self.moment, definition)

    @cached_property
    def cases(self) -> dict[str, Values]:
        """What the region itself says of findings (sheet `lacunes`), by finding id."""
        return {record.values["bevinding"]: record.values for record in self.moment.projection["gap_case"]}

    def area_chosen(self, area: str) -> bool:
        """Whether an area is within the choice."""
        return self.areas is None or area in self.areas

    def needs(self, profile: str) -> Needs:
        """What a profile asks for."""
        return self.moment.profiles[self.moment.projection["profile"].index[profile]]

    def values(self, kind: str, id: str) -> Values:
        """The filled columns of a record that is known to exist."""
        table = self.moment.projection[kind]
        return table.records[table.index[id]].values

    def condition(self, name: str) -> str:
        """What a reader calls a condition of a match: instroom, leeftijd, gebied, or the name of an axis."""
        axes = self.moment.vocabulary.axes
        return self.moment.vocabulary.axis_field(name).label.lower() if name in axes else name

    def name(self, kind: str, id: str) -> str:
        """What a reader calls a record."""
        return self.moment.projection[kind].name(id)
