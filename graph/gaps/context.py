"""What a rule works with: the moment, the parameters, the choice of profiles and areas, and shared interim results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph.coverage import Cells, Coverage
from graph.inventory import Inventory, inventories
from graph.projection import Moment
from graph.projection.moment import Needs
from graph.records import Values


@dataclass(eq=False)
class Context:
    """One run of the rules over one moment. `profiles` and `areas` restrict pairs; None is no restriction."""

    moment: Moment
    parameters: Mapping[str, Any] = field(default_factory=dict)
    profiles: frozenset[str] | None = None
    areas: frozenset[str] | None = None

    @cached_property
    def cells(self) -> Cells:
        """The coverage of the chosen pairs; pairs outside the choice are not present."""
        chosen = [needs for needs in self.moment.profiles if self.profiles is None or needs.id in self.profiles]
        cells = Coverage(self.moment).cells(chosen)
        if self.areas is not None:
            for column, area in enumerate(cells.areas):
                if area not in self.areas:
                    cells.present[:, column] = False
                    for masks in cells.masks.values():
                        masks[:, column] = 0
        return cells

    @cached_property
    def inventories(self) -> dict[str, Inventory]:
        """inv(g) of every analysis area."""
        return inventories(self.moment)

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
