"""The groups with too few places that differ are exactly those that differ when every group is put together."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from graph.capacity import Capacity, Group
from graph.projection import Projection
from graph.records import Edit
from graph.scenario.bottlenecks import differing_groups

from .engine import projection_of
from .small import D, book, demand, profile, provision

PLACES = ("", "0", "1", "3", "2-9", ">=4")
NEEDS = ("AUTISME", "TRAUMA", "LEREN", "ANGST")
KINDS = ("arrangement", "arrangement", "arrangement", "demand", "profile")


def region(chance: random.Random) -> Projection:
    """A few demands that share provisions with each other."""
    profiles = [profile(f"p{number}", 12, 12 + number % 2, behoefte=need) for number, need in enumerate(NEEDS[:3])]
    offers = [provision(f"a{number}", gebieden=chance.choice(("alle", "gm1", "gm2", "")), plekken=chance.choice(PLACES),
                        behoefte="; ".join(chance.sample(NEEDS, chance.randint(1, 2)))) for number in range(chance.randint(1, 5))]
    counts = [demand(str(chance.randint(0, 6)), "", profiel=who["id"], gebied=where) for who in profiles for where in ("gm1", "gm2")
              if chance.random() < 0.8]
    return projection_of(book(profielen=profiles, arrangementen=[*offers, provision("a9", plekken="1", gebieden="gm1")],
                              vraag=counts or [demand("3", "", profiel="p0")]))


def edits(chance: random.Random, projection: Projection) -> list[Edit]:
    """Some records as others of their kind are."""
    found: dict[tuple[str, str], Edit] = {}
    for _ in range(chance.choice((1, 1, 2, 3))):
        table = projection[chance.choice(KINDS)]
        record, other = chance.choice(table.records), chance.choice(table.records)
        id, values = record.id, dict(record.values)
        if table.kind.name == "arrangement":
            column = chance.choice(("plekken", "behoefte", "gebieden", "geldig_tot", "id"))
            id = "a99" if column == "id" else id
            values["geldig_tot" if column == "geldig_tot" else column] = "2020" if column == "geldig_tot" else other.values.get(column)
            values = {name: value for name, value in values.items() if name != "id" and value is not None}
        elif table.kind.name == "demand":
            values["aantal"] = other.values["aantal"]
            if chance.random() < 0.3:
                values["definitie"] = "ANDERS"  # then it does not count any more
        else:
            values["behoefte"] = other.values["behoefte"]
        found[table.kind.name, id] = Edit(table.kind.name, id, values)
    return list(found.values())


def told(capacity: Capacity) -> dict[str, tuple[object, ...]]:
    """All groups by their first demand."""
    groups = [capacity.group(place) for places in capacity.short.values() for place in places]
    return {said(capacity, group)[0]: said(capacity, group) for group in groups}


def said(capacity: Capacity, group: Group) -> tuple[str, ...]:
    parts = ([tuple(capacity.demands[place]) for place in group.demands], group.provisions, group.demand, group.places, group.shortage)
    return capacity.demands[group.demands[0]].record, *map(str, parts)


@pytest.mark.parametrize("seed", range(25))
def test_exactly_the_groups_that_differ(seed: int) -> None:
    chance = random.Random(seed)
    projection = region(chance)
    before = Capacity.of(projection.at(D), "THUIS_2015")
    seen: Counter[str] = Counter()
    for _ in range(15):
        after = Capacity.of(projection.edited(edits(chance, projection)).at(D), "THUIS_2015")
        was, now = set(told(before).values()), set(told(after).values())
        gone, new = differing_groups(before, after)
        assert {said(before, group) for group in gone} == was - now
        assert {said(after, group) for group in new} == now - was
        seen["differs"] += was != now
        seen["shared"] += bool(was & now)
    assert seen["differs"]


def test_a_side_that_is_not_computed_has_no_groups() -> None:
    projection = projection_of(book(profielen=[profile("p1", 12, 13)], arrangementen=[provision("a1", plekken="1")],
                                    vraag=[demand("3", "")]))
    capacity = Capacity.of(projection.at(D), "THUIS_2015")
    (group,) = told(capacity)
    assert [[capacity.demands[one.demands[0]].record for one in groups] for groups in differing_groups(None, capacity)] == [[], [group]]
    assert differing_groups(None, None) == ([], [])
