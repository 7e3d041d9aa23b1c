"""Demand against places: which counts are taken, who may use what, and where places run short, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.capacity import Capacity, demands, usual_definition
from tests.unit.graph.small_region import DAY, REGION, projected

Rows = list[dict[str, str]]


def offer(id: str, places: str, **cells: str) -> dict[str, str]:
    return {"id": id, "naam": id.capitalize(), "soort": "OZA", "gebieden": "swv", "leeftijd_van": "4", "leeftijd_tot": "18",
            "behoefte": "alle", "plekken": places, **cells}


def count(profile: str, area: str, number: str, **cells: str) -> dict[str, str]:
    return {"profiel": profile, "gebied": area, "aantal": number, "peildatum": "2026-08-01", "definitie": "THUIS_BREED", **cells}


@contextmanager
def capacity(offers: Rows, counts: Rows, definition: str = "THUIS_BREED") -> Iterator[Capacity]:
    with projected({**REGION, "arrangementen": offers, "vraag": counts}) as projection:
        yield Capacity.of(projection.at(DAY), definition)


def short(found: Capacity) -> tuple[set[str], set[str]]:
    """The profiles with a demand in the worst-case and in the best-case bottleneck."""
    worst, best = (
        {demand.profile for demand, here in zip(found.demands, case.bottleneck, strict=True) if here} for case in (found.worst, found.best))
    return worst, best


def test_of_each_pair_the_latest_count_that_is_not_of_later_is_taken() -> None:
    rows = [
        count("p1", "gm1", "1", peildatum="2025"), count("p1", "gm1", "2", peildatum="2026-11-22"),
        count("p1", "gm1", "3", peildatum="2026-11-23"), count("p1", "gm1", "4", definitie="THUIS_2015"),
        count("p1", "pc1", "5"), count("p2", "oud", "6")]
    areas = [*REGION["gebieden"], {"id": "oud", "naam": "Vroeger", "soort": "GEMEENTE", "geldig_tot": "2020"}]
    with projected({**REGION, "gebieden": areas, "vraag": rows}) as projection:
        found = demands(projection.at(DAY), "THUIS_BREED")
    assert [(demand.profile, demand.area, demand.low, demand.high) for demand in found] == [("p1", "gm1", 2, 2), ("p1", "pc1", 5, 5)]


def test_rows_for_other_ages_are_demands_of_their_own_and_of_the_same_ages_one_source_counts() -> None:
    rows = [
        count("p1", "gm1", "9", bron="b2"), count("p1", "gm1", "1", bron="b1"), count("p1", "gm1", ">=4", leeftijd_van="12"),
        count("p2", "gm1", "8", bron="b1"), count("p2", "gm1", "<5")]
    with projected({**REGION, "vraag": rows}) as projection:
        found = demands(projection.at(DAY), "THUIS_BREED")
    assert [(demand.profile, demand.ages, demand.low, demand.high, demand.most) for demand in found] == [
        ("p1", 0b11 << 12, 4, None, 4), ("p1", 0b111 << 11, 1, 1, 1), ("p2", 1 << 12, 1, 4, 4)]


def test_a_year_is_as_late_as_its_first_day() -> None:
    rows = [count("p1", "gm1", "1", peildatum="2026-01-01", bron="b2"), count("p1", "gm1", "2", peildatum="2026", bron="b1"),
            count("p1", "gm1", "3", peildatum="2025-12-31")]
    with projected({**REGION, "vraag": rows}) as projection:
        assert [demand.low for demand in demands(projection.at(DAY), "THUIS_BREED")] == [2]


def test_without_a_choice_the_definition_with_most_rows_counts_and_of_equals_the_first_by_name() -> None:
    rows = [count("p1", "gm1", "1", definitie="B"), count("p1", "gm2", "1", definitie="A"), count("p2", "gm1", "1", definitie="B")]
    for chosen, answer in ((rows, "B"), (rows[:2], "A"), ([], None)):
        with projected({**REGION, "vraag": chosen}) as projection:
            assert usual_definition(projection.at(DAY)) == answer


def test_demand_moves_to_the_places_that_others_cannot_use() -> None:
    offers = [offer("a", "3", behoefte="AUTISME"), offer("b", "4")]
    with capacity(offers, [count("p1", "gm1", "3"), count("p2", "gm2", "4")]) as found:
        assert short(found) == (set(), set())
    # One too many: whoever it is, the other may make room for it.
    with capacity(offers, [count("p1", "gm1", "5"), count("p2", "gm2", "3")]) as found:
        assert short(found) == ({"p1", "p2"}, {"p1", "p2"})
        group = found.group(0)
        assert group == found.group(1)
        assert (group.demand, group.places, group.shortage) == ((8, 8), (7, 7), (1, 1))
        assert group.provisions == ["a", "b"]
    # Here nobody can make room: those with places of their own are no part of it.
    with capacity(offers, [count("p1", "gm1", "3"), count("p2", "gm2", "5")]) as found:
        assert short(found) == ({"p2"}, {"p2"})


def test_the_worst_case_counts_much_demand_and_few_places_and_the_best_case_the_reverse() -> None:
    with capacity([offer("a", "4-8")], [count("p1", "gm1", "3-6")]) as found:
        assert short(found) == ({"p1"}, set())
        group = found.group(0)
        assert (group.demand, group.places, group.shortage) == ((3, 6), (4, 8), (0, 2))
    with capacity([offer("a", "4-8")], [count("p1", "gm1", ">=4")]) as found:
        assert short(found) == (set(), set())
    with capacity([offer("a", "4-8")], [count("p1", "gm1", "9-10")]) as found:
        assert short(found) == ({"p1"}, {"p1"})


def test_blank_places_are_none_or_as_many_as_needed() -> None:
    with capacity([offer("a", "")], [count("p1", "gm1", "1"), count("p2", "gm1", "0")]) as found:
        assert short(found) == ({"p1"}, set())
        group = found.group(0)
        assert (group.places, group.shortage) == ((0, None), (0, 1))


def test_a_match_counts_only_on_every_leaf_and_in_the_worst_case_only_when_it_is_certain() -> None:
    offers = [offer("a", "9", gebieden="gm1; pc1")]
    with capacity(offers, [count("p1", "gm2", "1"), count("p2", "pc1", "1")]) as found:
        assert short(found) == ({"p1"}, {"p1"})
    for unsure in ({"behoefte": ""}, {"gebieden": ""}, {"leeftijd_van": ""}):
        with capacity([offer("a", "9", **unsure)], [count("p1", "gm2", "1")]) as found:
            assert short(found) == ({"p1"}, set())


def test_one_age_of_the_row_is_enough() -> None:
    offers = [offer("a", "9", leeftijd_van="13")]
    with capacity(offers, [count("p1", "gm1", "1", leeftijd_tot="12"), count("p1", "gm2", "1")]) as found:
        assert [found.demands[place].area for place in range(2) if found.worst.bottleneck[place]] == ["gm1"]


@pytest.mark.parametrize("places", [">=1", "999999999"])
def test_the_largest_numbers_that_fit_in_a_cell_do_not_overflow(places: str) -> None:
    counts = [count(profile, area, "999999999") for profile in ("p1", "p2") for area in ("gm1", "gm2", "pc1")]
    with capacity([offer("a", "999999999"), offer("b", places)], counts) as found:
        assert found.worst.bottleneck.all()
        assert found.best.bottleneck.all() == (places != ">=1")
        assert found.group(0).demand == (5_999_999_994, 5_999_999_994)


def test_who_shares_no_places_is_in_another_group() -> None:
    offers = [offer("a", "1", behoefte="AUTISME"), offer("b", "1", behoefte="TRAUMA")]
    empty = offer("c", "0")
    with capacity([*offers, empty], [count("p1", "gm1", "2"), count("p1", "gm2", "2"), count("p2", "gm1", "2")]) as found:
        assert [found.group(place).demands for place in range(3)] == [[0, 1], [0, 1], [2]]
        assert [found.group(place).provisions for place in range(3)] == [["a", "c"], ["a", "c"], ["b", "c"]]
        assert found.short == {("p1", "gm1"): [0], ("p1", "gm2"): [1], ("p2", "gm1"): [2]}
