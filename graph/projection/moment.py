"""One revision on one peildatum: what is active, where, and what is known of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.projection.areas import Areas, Bits
from graph.projection.network import Network
from graph.projection.offers import Offers, age_mask
from schema.dates import active
from schema.schemes import Vocabulary
from schema.types import ALLE

if TYPE_CHECKING:
    from graph.projection.build import Projection

DEFAULT_AREA_KIND = "GEMEENTE"
USABLE = frozenset({"FORMEEL_AFGESPROKEN", "GEBRUIKELIJK", "INCIDENTEEL"})


_READ_BY = {
    "offers": {"arrangement", "area", "concept"},
    "profiles": {"profile", "area", "concept"},
    "usable_referrals": {"arrangement", "referral", "area", "concept"},
    "network": {"arrangement", "referral", "area", "concept"},
}
"""The kinds on which each part of a moment rests."""


class UnknownArea(ValueError):
    """The analysis asks for areas that are not there; the text is a Dutch sentence."""


@dataclass(frozen=True)
class Needs:
    """What a profile asks for: ages (a bit mask), values per axis, leaves (None = everywhere), conditions."""

    id: str
    name: str
    ages: int
    axes: dict[str, tuple[str, ...]]
    leaves: Bits | None
    conditions: tuple[str, ...] = ()


class Moment:
    """The picture of a projection on a day. `area_kind` is the kind of the analysis areas, None for the default.

    `areas` are those of that day when somebody has them already.
    """

    def __init__(self, projection: Projection, day: date, area_kind: str | None = None, areas: Areas | None = None) -> None:
        self.projection = projection
        self.day = day
        self.areas = areas or Areas(projection["area"], day)
        self._asked_kind = area_kind
        by_kind = self.areas.by_kind
        if area_kind is not None and not by_kind.get(area_kind):
            kinds = ", ".join(sorted(by_kind)) or "geen"
            raise UnknownArea(f"Er zijn op {day.isoformat()} geen gebieden van de soort {area_kind}. "
                              f"Wel van deze soorten: {kinds}.")
        self.area_kind = area_kind or DEFAULT_AREA_KIND
        self.analysis = by_kind.get(self.area_kind) or list(self.areas.leaves)

    def over(self, projection: Projection, changed: Collection[str]) -> Moment:
        """The same day over a projection that differs in these kinds only; what does not depend on them is shared.

        Raises UnknownArea when the areas that were asked for are no longer there.
        """
        other = Moment(projection, self.day, self._asked_kind, None if "area" in changed else self.areas)
        for part, kinds in _READ_BY.items():
            if kinds.isdisjoint(changed):
                other.__dict__[part] = getattr(self, part)  # where a cached property keeps its value
        return other

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the projection."""
        return self.projection.vocabulary

    @cached_property
    def offers(self) -> Offers:
        """The arrangements that are active."""
        return Offers(self.projection["arrangement"], self.areas, self.vocabulary, self.day)

    @cached_property
    def profiles(self) -> list[Needs]:
        """All profiles in id order."""
        return [self.needs(record.id, record.values) for record in self.projection["profile"]]

    def needs(self, id: str, values: dict[str, Any]) -> Needs:
        """What the row of a profile asks for."""
        places = values.get("gebieden")
        return Needs(
            id, values.get("naam", id), age_mask(values["leeftijd_van"], values["leeftijd_tot"]),
            {axis: tuple(values[axis]) for axis in self.vocabulary.axes if axis in values},
            None if places is None or places == [ALLE] else self.areas.union(places),
            tuple(values.get("randvoorwaarden", ())),
        )

    def leaves(self, needs: Needs, area: str) -> Bits:
        """L(p,g): the leaves of an area in which a profile occurs."""
        bits = self.areas.bits(area)
        return bits if needs.leaves is None else bits & needs.leaves

    def is_active(self, values: dict[str, Any]) -> bool:
        """Whether a record with `geldig_van` and `geldig_tot` holds on the peildatum."""
        start, end = values.get("geldig_van"), values.get("geldig_tot")
        return (start is None and end is None) or active(self.day, start, end)

    @cached_property
    def usable_referrals(self) -> list[str]:
        """The ids of the referrals that can be taken: active, not only intended, both ends active."""
        running = self.offers.active_set
        return [
            record.id for record in self.projection["referral"]
            if record.values.get("status", "GEBRUIKELIJK") in USABLE and record.values["van"] in running
            and record.values["naar"] in running and self.is_active(record.values)
        ]

    @cached_property
    def network(self) -> Network:
        """The referrals between all arrangements, to walk."""
        return Network(self)
