"""Sections 1 (pairs) and 3: analysis areas, pairs, cells and the inventory of an area."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from .cells import code, days, text
from .match import JA, ONBEKEND, match
from .region import Arrangement, Leaves, Profile, Region

GEDEKT, DEELS, MOGELIJK, GEEN = "GEDEKT", "DEELS", "MOGELIJK", "GEEN"
BEVESTIGD, VERMOED = "BEVESTIGD", "VERMOED"

DEFAULT_PAREN = (("SWV_PO", "SWV_VO"), ("SWV_PO", "JEUGDREGIO"), ("SWV_VO", "JEUGDREGIO"), ("JEUGDREGIO", "RMC"))
ANSWER_WEIGHT = {"JA": Fraction(1), "DEELS": Fraction(1, 2)}

Pair = tuple[Profile, str]


class NoSuchAreas(ValueError):
    """An explicit area kind of which no area is active."""


@dataclass(frozen=True)
class Params:
    """What is asked: parameter `gebiedssoort`, the parameters of rules by their own names, and the filters (ids)."""

    area_kind: str | None = None
    paren: tuple[tuple[str, str], ...] = DEFAULT_PAREN
    max_km: float = 15
    norm_weken: int = 13
    max_stappen: int = 3
    rollen: tuple[str, ...] = ("REGIE_CASUS",)
    definitie: str | None = None
    horizon_maanden: int = 18
    min_overlap: Fraction = Fraction("0.8")
    min_signalen: int = 3
    profile: str | None = None
    area: str | None = None


@dataclass
class Coverage:
    """The cells of one region under one question."""

    region: Region
    params: Params = field(default_factory=Params)

    def __post_init__(self) -> None:
        self.analysis_areas = self._analysis_areas()
        self.pairs = [
            (p, g)
            for p in self.region.profiles
            for g in self.analysis_areas
            if self.leaves_of_pair(p, g) and self.asked_for(p.id, g)
        ]
        self._matches: dict[tuple[str, int, str, str], str] = {}
        self._cells = {(p.id, g, a): self._cell(p, g, a) for p, g in self.pairs for a in p.ages}

    def _analysis_areas(self) -> list[str]:
        asked = self.params.area_kind
        found = self.region.active_areas_of_kind(asked or "GEMEENTE")
        if found:
            return found
        if asked is not None:
            raise NoSuchAreas(asked)
        return sorted(self.region.all_leaves)

    def leaves_of_pair(self, p: Profile, g: str) -> Leaves:
        """L(p,g)."""
        leaves = self.region.leaves[g]
        return leaves if p.leaves is None else leaves & p.leaves

    def asked_for(self, profile: str, area: str) -> bool:
        """Whether the filters leave a profile and an area in."""
        return self.params.profile in (None, profile) and self.params.area in (None, area)

    def match(self, p: Profile, a: int, leaf: str, r: Arrangement) -> str:
        """JA, NEE or ONBEKEND; worked out once, since many rules ask."""
        key = p.id, a, leaf, r.id
        if key not in self._matches:
            self._matches[key] = match(self.region, p, a, leaf, r)
        return self._matches[key]

    def matching_there(self, p: Profile, a: int, leaf: str) -> list[Arrangement]:
        """The provisions that match JA on one leaf."""
        return [r for r in self.region.provisions if self.match(p, a, leaf, r) == JA]

    def ja(self, p: Profile, g: str, a: int) -> list[Arrangement]:
        """JA(p,g,a): the provisions that match JA on every leaf of L(p,g)."""
        leaves = self.leaves_of_pair(p, g)
        return [r for r in self.region.provisions if all(self.match(p, a, leaf, r) == JA for leaf in leaves)]

    def leaf_state(self, p: Profile, a: int, leaf: str) -> str:
        """GEDEKT, MOGELIJK or GEEN."""
        outcomes = [self.match(p, a, leaf, r) for r in self.region.provisions]
        if JA in outcomes:
            return GEDEKT
        return MOGELIJK if ONBEKEND in outcomes else GEEN

    def _cell(self, p: Profile, g: str, a: int) -> str:
        states = [self.leaf_state(p, a, leaf) for leaf in self.leaves_of_pair(p, g)]
        if all(state == GEDEKT for state in states):
            return GEDEKT
        if GEDEKT in states:
            return DEELS
        return MOGELIJK if MOGELIJK in states else GEEN

    def cell(self, p: Profile, g: str, a: int) -> str:
        """GEDEKT, DEELS, MOGELIJK or GEEN."""
        return self._cells[p.id, g, a]

    def cells(self) -> dict[tuple[str, str, int], str]:
        """Every cell, by (profile id, area id, age)."""
        return dict(self._cells)

    def ages_where(self, p: Profile, g: str, state: str) -> list[int]:
        """ "Those": the ages of the profile at which the cell has this state."""
        return [a for a in p.ages if self.cell(p, g, a) == state]

    def inv(self, g: str) -> str:
        """BEVESTIGD, VERMOED or ONBEKEND, over the whole of g."""
        weights = []
        for row in self.region.rows("inventarisatie"):
            if not self.region.leaves[text(row, "gebied")] & self.region.leaves[g]:
                continue
            answered = days(row.get("antwoord_op", ""))
            in_time = answered is not None and self.region.within_months(answered[0], 12)
            weights.append(ANSWER_WEIGHT.get(code(row, "volledig"), Fraction(0)) if in_time else Fraction(0))
        if not weights:
            return ONBEKEND
        share = sum(weights, Fraction(0)) / len(weights)
        if share >= Fraction(9, 10):
            return BEVESTIGD
        return VERMOED if share >= Fraction(1, 2) else ONBEKEND
