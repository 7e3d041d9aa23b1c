"""Who has which role in an area, profile by profile: the RACI matrix, with what contradicts itself and what nobody has.

The Dutch role is what is known; its letter in RACI says less, and is only for reading. Profiles for which the claims are the same
stand together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.claims import Claims
from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.records import StoredRecord
from schema.schemes import Scheme

RACI = {
    "REGIE_STELSEL": "A", "REGIE_PROCES": "A", "REGIE_CASUS": "A", "WETTELIJK": "A", "ZORGPLICHT": "A", "TOELEIDING": "R",
    "TOEGANGSBESLUIT": "A", "UITVOERING": "R", "FINANCIERING": "A/R", "TOEZICHT": "C", "HANDHAVING": "A", "ADVIES": "C",
    "AFSTEMMING": "C", "GEINFORMEERD": "I", "BESLUIT": "A", "DOORZETTINGSMACHT": "A", "LOBBY": "R",
}
"""The letter of each built-in role: A answers for it, R does it, C is asked, I is told. A region's own role has none, or that of
the role that it falls under."""
DECISION = "TOEGANGSBESLUIT"
ONE_HOLDER = frozenset({"REGIE_STELSEL", "REGIE_PROCES", "REGIE_CASUS", DECISION})
"""The roles that one organisation should have; the decision on access is one role for each decision."""
SECTORS = ("SWV_PO", "SWV_VO")
DISPUTED = "BETWIST"

NOBODY, PARTLY, ONE, SEVERAL = "NIEMAND", "DEELS", "EEN", "MEER"


@dataclass(frozen=True)
class Held:
    """A claim in a cell; `covers` says that it holds for the whole of the profile in the area (and in the phase that was asked)."""

    claim: StoredRecord
    covers: bool


@dataclass(frozen=True)
class Cell:
    """One role of one profile in one area, with its letter ('' for none): the claims that touch it, those that cover it first
    and those for one arrangement last.

    `overlapping` are the ids of the organisations that have together what one should have; of decisions on access, the same one.
    """

    role: str
    raci: str
    held: tuple[Held, ...]
    overlapping: tuple[str, ...]

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """The ids of the organisations whose claims cover the cell, each once."""
        return tuple(dict.fromkeys(held.claim.values["organisatie"] for held in self.held if held.covers))

    @property
    def state(self) -> str:
        """NIEMAND, DEELS (only claims that hold for a part), EEN or MEER."""
        return (SEVERAL if len(self.holders) > 1 else ONE if self.holders else PARTLY if self.held else NOBODY)

    @property
    def gap(self) -> bool:
        """Whether no organisation has the role for the whole cell."""
        return not self.holders

    @property
    def disputed(self) -> bool:
        """Whether some claim is disputed."""
        return any(held.claim.values.get("status") == DISPUTED for held in self.held)

    @property
    def conflict(self) -> bool:
        """Whether too many organisations have the role, or somebody disputes it."""
        return bool(self.overlapping) or self.disputed


@dataclass(frozen=True)
class Group:
    """The profiles (ids) for which the claims are the same, with a cell for every role."""

    profiles: tuple[str, ...]
    cells: tuple[Cell, ...]


def role_groups(moment: Moment, claims: Claims, area: str, profiles: Iterable[Needs], phase: str | None = None) -> list[Group]:
    """The matrix of an active area for those of the profiles that occur in it, by the first profile of each group.

    With a phase, claims for that phase count like those for all of them, and claims for another phase are left out.
    """
    touching = [claim for claim in claims.active if phase is None or claim.values.get("fase", phase) == phase]
    own: dict[str | None, list[StoredRecord]] = {}
    for claim in touching:
        own.setdefault(claim.values.get("profiel"), []).append(claim)
    # What is said of all profiles is much, and the same for nearly all of them: it is looked at once for each set of leaves.
    general: dict[Bits, tuple[list[Held], int]] = {}
    numbers: dict[_Same, int] = {}
    groups: dict[tuple[int, _Same], tuple[list[str], list[Held]]] = {}
    for needs in profiles:
        leaves = moment.leaves(needs, area)
        if not leaves:
            continue
        if leaves not in general:
            held = _held(moment, claims, own.get(None, []), needs, leaves, phase)
            general[leaves] = held, numbers.setdefault(_same(held), len(numbers))
        shared, number = general[leaves]
        mine = _held(moment, claims, own.get(needs.id, []), needs, leaves, phase)
        key = number, _same(mine)
        if key not in groups:
            groups[key] = [], [*shared, *mine]
        groups[key][0].append(needs.id)
    letters = _letters(moment.vocabulary.scheme("rol"))
    return [Group(tuple(ids), _cells(moment, held, letters)) for ids, held in groups.values()]


_Same = tuple[tuple[str, bool], ...]


def _same(held: list[Held]) -> _Same:
    """What makes claims the same."""
    return tuple((each.claim.id, each.covers) for each in held)


def _letters(scheme: Scheme) -> dict[str, str]:
    """The letter of every role of a region."""
    return {role: next((RACI[code] for code in (role, *sorted(scheme.ancestors(role))) if code in RACI), "") for role in scheme.concepts}


def _held(moment: Moment, claims: Claims, chosen: list[StoredRecord], needs: Needs, leaves: Bits, phase: str | None) -> list[Held]:
    """Those of the claims that touch a profile on some leaves."""
    found = []
    for claim in chosen:
        values = claim.values
        if "gebied" in values and not leaves & moment.areas.bits(values["gebied"]):
            continue
        if "arrangement" in values and not _serves(moment, values["arrangement"], leaves):
            continue
        limited = "arrangement" in values or (phase is None and "fase" in values) or (values["rol"] != DECISION and "toegang" in values)
        found.append(Held(claim, not limited and claims.holds(values, needs.id, leaves)))
    return found


def _serves(moment: Moment, id: str, leaves: Bits) -> bool:
    """Whether an arrangement is active and serves some of the leaves, as far as is known."""
    offers = moment.offers
    if id not in offers.active_set:
        return False
    number = offers.index.get(id)
    served = None if number is None else offers.served(number)
    return served is None or bool(served & leaves)


def _cells(moment: Moment, held: list[Held], letters: dict[str, str]) -> tuple[Cell, ...]:
    by_role: dict[str, list[Held]] = {}
    for each in held:
        by_role.setdefault(each.claim.values["rol"], []).append(each)
    found = []
    for role, letter in letters.items():
        mine = tuple(sorted(by_role.get(role, ()), key=_order))
        found.append(Cell(role, letter, mine, _overlapping(moment, role, mine)))
    return tuple(found)


def _order(held: Held) -> tuple[bool, bool, bool]:
    """What holds for the whole first, what is for one arrangement last; before others of its sort what is disputed."""
    values = held.claim.values
    return not held.covers, "arrangement" in values, values.get("status") != DISPUTED


def _overlapping(moment: Moment, role: str, held: tuple[Held, ...]) -> tuple[str, ...]:
    claims = [each.claim.values for each in held if each.covers]
    if role not in ONE_HOLDER:
        return ()
    if role != DECISION:
        holders = dict.fromkeys(values["organisatie"] for values in claims)
        return tuple(holders) if len(holders) > 1 else ()
    organisations = moment.projection["organisation"]
    found: dict[str, None] = {}
    for decision in (*sorted({values["toegang"] for values in claims if "toegang" in values}), None):
        about = [values["organisatie"] for values in claims if values.get("toegang") in (None, decision)]
        # The law has one partnership decide for primary and another for secondary education: these two are not the same one.
        for other in SECTORS:
            mine = dict.fromkeys(id for id in about if organisations.records[organisations.index[id]].values.get("soort") != other)
            if len(mine) > 1:
                found.update(mine)
    return tuple(found)
