"""Claims: which organisation says, or is said, to hold which role for which profile where.

A claim *covers* a pair (profile, area) when it is not limited to an arrangement, a phase or an access decision, and its
profile and area are blank or hold the pair. Two claims may contradict each other; both are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.served import Served
from graph.records import StoredRecord, Values
from schema.types import ALLE

FIXED = "VASTGESTELD"


class Claims:
    """The claims that are active on a peildatum, in id order."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.active = [record for record in moment.projection["responsibility"] if moment.is_active(record.values)]
        self._general: dict[tuple[str, bool], list[StoredRecord]] = {}

    @cached_property
    def by_role(self) -> dict[str, list[StoredRecord]]:
        """The active claims of each role."""
        found: dict[str, list[StoredRecord]] = {}
        for record in self.active:
            found.setdefault(record.values["rol"], []).append(record)
        return found

    @cached_property
    def by_arrangement(self) -> dict[str, list[StoredRecord]]:
        """The active claims that name an arrangement, by its id."""
        found: dict[str, list[StoredRecord]] = {}
        for record in self.active:
            if "arrangement" in record.values:
                found.setdefault(record.values["arrangement"], []).append(record)
        return found

    def general(self, role: str, any_access: bool = False) -> list[StoredRecord]:
        """The active claims of a role that can cover pairs: not limited to an arrangement or a phase, nor, unless
        `any_access`, to an access decision."""
        key = (role, any_access)
        if key not in self._general:
            limits = {"arrangement", "fase"} if any_access else {"arrangement", "fase", "toegang"}
            self._general[key] = [record for record in self.by_role.get(role, ()) if limits.isdisjoint(record.values)]
        return self._general[key]

    def holds(self, values: Values, profile: str, leaves: Bits) -> bool:
        """Whether the profile and area of a claim are blank or hold this profile on these leaves (not empty)."""
        if values.get("profiel", profile) != profile:
            return False
        return "gebied" not in values or not leaves & ~self.moment.areas.bits(values["gebied"])


class Places:
    """The distinct L(p,g) of all pairs: few, since most profiles occur everywhere.

    `leaves` are these, none of them empty; `of` [profiles, analysis areas] (int32) is the place in `leaves` of each pair, -1 where
    there is no pair; `row` is the place of each profile, by id.
    """

    def __init__(self, moment: Moment, profiles: Sequence[Needs]) -> None:
        self.moment = moment
        self.row = {needs.id: row for row, needs in enumerate(profiles)}
        numbers: dict[Bits, int] = {}
        lines: dict[Bits | None, np.ndarray] = {}
        areas = [moment.areas.bits(area) for area in moment.analysis]
        for needs in profiles:
            if needs.leaves not in lines:
                sets = areas if needs.leaves is None else [bits & needs.leaves for bits in areas]
                lines[needs.leaves] = np.array([numbers.setdefault(bits, len(numbers)) if bits else -1 for bits in sets], np.int32)
        self.leaves = list(numbers)
        self.of = np.stack([lines[needs.leaves] for needs in profiles]) if profiles else np.zeros((0, len(areas)), np.int32)

    def holding(self, claims: Iterable[StoredRecord]) -> dict[str | None, np.ndarray]:
        """For each area that these claims name (None: blank), at which places L(p,g) lies within it (bool [places])."""
        named = list(dict.fromkeys(record.values.get("gebied") for record in claims))
        if not named or not self.leaves:
            return {area: np.zeros(len(self.leaves), bool) for area in named}
        served = Served([[area or ALLE] for area in named], self.moment.areas)
        table = np.stack([served.parts(leaves)[1] for leaves in self.leaves], axis=1)
        return dict(zip(named, table, strict=True))

    def organisations(self, claims: Iterable[StoredRecord]) -> np.ndarray:
        """How many different organisations hold one of these claims for each pair, 0 where there is no pair.

        Profile and area decide; whatever else limits a claim is for the caller to have sorted out. int32, shape of `of`.
        """
        claims = list(claims)
        holding = self.holding(claims)
        held: dict[str | None, dict[str, np.ndarray]] = {None: {}}
        for record in claims:
            values = record.values
            mine = held.setdefault(values.get("profiel"), {})
            where = holding[values.get("gebied")]
            organisation = values["organisatie"]
            mine[organisation] = mine[organisation] | where if organisation in mine else where
        everyone = held.pop(None)
        # One more place, for the pairs that are not there: their number is -1.
        total = np.zeros(len(self.leaves) + 1, np.int32)
        for where in everyone.values():
            total[:-1] += where
        counts = total[self.of]
        for profile, mine in held.items():
            row = self.row.get(profile or "")
            if row is not None:
                own = total.copy()
                for organisation, where in mine.items():
                    own[:-1] += where & ~everyone[organisation] if organisation in everyone else where
                counts[row] = own[self.of[row]]
        return counts
