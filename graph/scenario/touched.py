"""What a change of an arrangement, a referral or a funding row can touch: which profiles, in which areas.

More than what really changes may be touched, never less: what is not touched keeps its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from graph.projection.moment import Moment, Needs
from graph.projection.offers import NO, Offers
from graph.projection.table import Table
from graph.records import Edit, StoredRecord, Values


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Some profiles times some analysis areas (ids); None is all of them."""

    profiles: frozenset[str] | None
    areas: frozenset[str] | None

    def __bool__(self) -> bool:
        return self.profiles != frozenset() and self.areas != frozenset()

    def __or__(self, other: Rectangle) -> Rectangle:
        """The smallest rectangle around both."""
        if not self or not other:
            return self or other
        return Rectangle(None if self.profiles is None or other.profiles is None else self.profiles | other.profiles,
                         None if self.areas is None or other.areas is None else self.areas | other.areas)

    def __and__(self, other: Rectangle) -> Rectangle:
        """What lies in both."""
        return Rectangle(_common(self.profiles, other.profiles), _common(self.areas, other.areas))


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return other if one is None else one if other is None else one & other


NOTHING, EVERYTHING = Rectangle(frozenset(), frozenset()), Rectangle(None, None)


@dataclass(frozen=True, slots=True)
class Touched:
    """`served`: where an offer may change; `near`: where a near miss may; `ways`: where a path may; `paid`: where money may end."""

    served: Rectangle = NOTHING
    near: Rectangle = NOTHING
    ways: Rectangle = NOTHING
    paid: Rectangle = NOTHING

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.served | other.served, self.near | other.near, self.ways | other.ways, self.paid | other.paid)


def touched(before: Moment, after: Moment, edits: Iterable[Edit]) -> Touched:
    """What these edits, all of kind arrangement, referral or funding, can touch between two moments with the same areas and profiles."""
    return reduce(Touched.__or__, (_by(moment, edit) for edit in edits for moment in (before, after)), Touched())


def _by(moment: Moment, edit: Edit) -> Touched:
    record = moment.projection[edit.kind].get(edit.id)
    if record is None:
        return Touched()
    values = record.values
    if edit.kind == "funding":
        return Touched(paid=_around(moment, values["arrangement"]).served)
    if edit.kind == "referral":
        return Touched(ways=_around(moment, values["van"]).ways & _around(moment, values["naar"]).ways)
    return _around(moment, edit.id)


def _around(moment: Moment, id: str) -> Touched:
    """What one arrangement, as it is at a moment, has a part in."""
    record = moment.projection["arrangement"].get(id)
    offers = Offers(Table("arrangement", [record] if record else []), moment.areas, moment.vocabulary, moment.day)
    if not offers.active:
        return Touched()
    if not offers.ids:
        # A situation can be passed by everybody, everywhere.
        return Touched(ways=EVERYTHING)
    bits = offers.served(0)
    areas = None if bits is None else frozenset(area for area in moment.analysis if moment.areas.bits(area) & bits)
    fit, near = set(), set()
    for needs, refused in _refusals(moment, offers):
        if refused <= 1:
            near.add(needs.id)
            if not refused:
                fit.add(needs.id)
    served = Rectangle(frozenset(fit), areas)
    return Touched(served, Rectangle(frozenset(near), areas), served)


def _refusals(moment: Moment, offers: Offers) -> Iterator[tuple[Needs, int]]:
    """(needs, how many of instroom, leeftijd and the axes refuse it at its best age) for every profile, of one provision."""
    refused: dict[tuple[str, str], bool] = {}
    closed, ages = not offers.open[0], int(offers.age_maybe[0])
    for needs in moment.profiles:
        count = closed + (not ages & needs.ages)
        for axis, values in needs.axes.items():
            for value in values:
                key = (axis, value)
                if key not in refused:
                    refused[key] = offers.outcome(axis, value)[0] == NO
                if refused[key]:
                    count += 1
                    break
        yield needs, count


def arrangements(edits: Iterable[Edit], *versions: Moment) -> set[str]:
    """The ids of the arrangements that edits are about: they themselves, the ends of referrals, what funding is for."""
    found = set()
    for edit in edits:
        for moment in versions:
            record: StoredRecord | None = moment.projection[edit.kind].get(edit.id)
            values: Values = record.values if record else {}
            found |= ({edit.id} if edit.kind == "arrangement" else
                      {values[column] for column in ("van", "naar", "arrangement") if column in values})
    return found
