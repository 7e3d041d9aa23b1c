"""Who serves whom for certain: every way in which the answer is given, against the explained match of each pair and leaf."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from graph.gaps.context import Context
from graph.matching import Matcher
from graph.projection import Moment
from graph.projection.offers import ages_of
from tests.unit.graph.small_region import DAY, REGION, projected

ROWS = {
    **REGION,
    "gebieden": [
        *REGION["gebieden"], {"id": "gm3", "naam": "Oosterweg", "soort": "GEMEENTE"},
        {"id": "pc3", "naam": "Buiten", "soort": "PC4", "bovenliggend": "gm3"},
        {"id": "pc4", "naam": "Binnen", "soort": "PC4", "bovenliggend": "gm3; gm2"},
        {"id": "gm4", "naam": "Westerweg", "soort": "GEMEENTE"},
        {"id": "pc5", "naam": "Voor", "soort": "PC4", "bovenliggend": "gm4"},
        {"id": "pc6", "naam": "Achter", "soort": "PC4", "bovenliggend": "gm4"},
        {"id": "oud", "naam": "Vroeger", "soort": "GEMEENTE", "geldig_tot": "2020"}],
    "profielen": [
        *REGION["profielen"],
        {"id": "p3", "naam": "Dorpskinderen", "leeftijd_van": "5", "leeftijd_tot": "12", "gebieden": "pc1; gm3"},
        {"id": "p4", "naam": "Nergens", "leeftijd_van": "5", "leeftijd_tot": "6", "gebieden": "oud"},
        {"id": "p7", "naam": "Alleen Achter", "leeftijd_van": "6", "leeftijd_tot": "6", "gebieden": "pc6"},
        {"id": "p6", "naam": "Alleen Dorp", "leeftijd_van": "8", "leeftijd_tot": "8", "gebieden": "pc1"},
        {"id": "p5", "naam": "Twee vragen", "leeftijd_van": "10", "leeftijd_tot": "12", "behoefte": "AUTISME; TRAUMA"}],
    "arrangementen": [
        *REGION["arrangementen"],
        {"id": "a3", "naam": "Overal", "soort": "OZA", "gebieden": "alle", "leeftijd_van": "6", "leeftijd_tot": "7", "behoefte": "alle"},
        {"id": "a4", "naam": "Vol", "soort": "OZA", "gebieden": "alle", "leeftijd_van": "alle", "leeftijd_tot": "alle",
         "behoefte": "alle", "instroom": "GESTOPT"},
        {"id": "a5", "naam": "Ergens", "soort": "OZA", "leeftijd_van": "4", "leeftijd_tot": "18", "behoefte": "alle"},
        {"id": "a6", "naam": "Stad en Dorp", "soort": "OZA", "gebieden": "pc2; pc4; pc1", "leeftijd_van": "alle", "leeftijd_tot": "11",
         "behoefte": "AUTISME; TRAUMA"},
        {"id": "a7", "naam": "Samen", "soort": "OZA", "gebieden": "oud; gm2", "leeftijd_van": "11", "leeftijd_tot": "12",
         "behoefte": "AUTISME"},
        {"id": "a8", "naam": "Thuis", "soort": "SITUATIE", "gebieden": "alle", "leeftijd_van": "alle", "leeftijd_tot": "alle",
         "behoefte": "alle"}],
}


@pytest.fixture(scope="module")
def moment() -> Iterator[Moment]:
    with projected(ROWS) as projection:
        yield projection.at(DAY)


def served(moment: Moment, leaves: dict[tuple[str, str], int]) -> dict[tuple[str, str, int], set[str]]:
    """The provisions with JA by (profile, key, age), for the leaves of each (profile, key): what the definition says."""
    found = {}
    for needs in moment.profiles:
        for (profile, key), bits in leaves.items():
            if profile == needs.id and bits:
                for age in ages_of(needs.ages):
                    found[profile, key, age] = set(Matcher(moment, needs, age, bits).outcomes()["JA"])
    return {key: ids for key, ids in found.items() if ids}


def by_area(moment: Moment) -> dict[tuple[str, str, int], set[str]]:
    return served(moment, {(needs.id, area): moment.leaves(needs, area) for needs in moment.profiles for area in moment.analysis})


def unpacked(moment: Moment, masks: np.ndarray, names: list[str]) -> set[tuple[str, str, int]]:
    return {(moment.profiles[row].id, names[column], age)
            for row, column in np.argwhere(masks).tolist() for age in ages_of(int(masks[row, column]))}


def test_the_region_has_every_kind_of_answer(moment: Moment) -> None:
    answers = by_area(moment)
    assert answers["p1", "gm1", 11] == {"a1"}
    assert answers["p1", "gm2", 11] == {"a6", "a7"}
    assert answers["p5", "gm2", 11] == {"a6"}
    assert answers["p3", "gm2", 8] == {"a6"}
    assert answers["p3", "gm3", 6] == {"a3"}
    # De Brug serves a part of Zuiderweg: all of it that this profile asks for.
    assert answers["p6", "gm2", 8] == {"a1", "a6"}
    # No provision tells Voor and Achter apart, but this profile does.
    assert answers["p7", "gm4", 6] == {"a3"}
    # A part of the area has a provision; nobody serves all of it.
    assert ("p3", "gm3", 8) not in answers
    assert ("p4", "gm1", 5) not in answers


def test_any_of_is_where_somebody_serves_the_whole_pair(moment: Moment) -> None:
    serving, answers = Context(moment).serving, by_area(moment)
    assert unpacked(moment, serving.any_of(), moment.analysis) == set(answers)
    assert serving.fits.mask.all()
    for id, number in moment.offers.index.items():
        which = np.zeros(len(moment.offers), bool)
        which[number] = True
        assert unpacked(moment, serving.any_of(which), moment.analysis) == {key for key, ids in answers.items() if id in ids}


def test_services_and_at_and_of_name_the_same_provisions(moment: Moment) -> None:
    serving, answers = Context(moment).serving, by_area(moment)
    every = {(key, id) for key, ids in answers.items() for id in ids}
    ids, profiles = moment.offers.ids, [needs.id for needs in moment.profiles]
    fit, area = serving.services()
    row, number, mask = (column[fit] for column in serving.fits)
    assert {((profiles[one], moment.analysis[place], age), ids[which])
            for one, place, which, ages in zip(row.tolist(), area.tolist(), number.tolist(), mask.tolist(), strict=True)
            for age in ages_of(ages)} == every
    assert (serving.union(row, area, mask) == serving.any_of()).all()
    fit, area = serving.services(serving.fits.provision == moment.offers.index["a3"])
    assert {ids[number] for number in serving.fits.provision[fit].tolist()} == {"a3"}
    assert {((profile, place, age), ids[number]) for profile in profiles for place in moment.analysis
            for number, ages in serving.at(profile, place).items() for age in ages_of(ages)} == every
    found = set()
    for one, profile in enumerate(profiles):
        numbers, masks, whole = serving.of(one)
        found |= {((profile, moment.analysis[place], age), ids[int(numbers[at])])
                  for at, place in np.argwhere(whole).tolist() for age in ages_of(int(masks[at]))}
    assert found == every


def test_blocks_are_what_holds_on_each_leaf(moment: Moment) -> None:
    context = Context(moment)
    serving = context.serving
    leaves = moment.areas.leaves
    answers = served(moment, {(needs.id, leaf): moment.leaves(needs, leaf) for needs in moment.profiles for leaf in leaves})
    of_leaf = serving.blocks.of_leaf
    assert len(serving.blocks) <= len(leaves)
    assert unpacked(moment, serving.on_blocks()[:, of_leaf], leaves) == set(answers)
    young = np.array([context.values("arrangement", id).get("leeftijd_tot") == 11 for id in moment.offers.ids], bool)
    assert unpacked(moment, serving.on_blocks(young)[:, of_leaf], leaves) == {
        key for key, ids in answers.items() if ids & {"a1", "a6"}}
    for needs in moment.profiles:
        for area in moment.analysis:
            wanted = moment.leaves(needs, area)
            blocks = dict(serving.at_blocks(needs.id, area))
            assert set(serving.blocks.of(wanted)) == set(blocks)
            for leaf, block in zip(moment.areas.leaf_ids(wanted), serving.blocks.of(wanted), strict=True):
                assert {(moment.offers.ids[number], age) for number, ages in blocks[block].items() for age in ages_of(ages)} == {
                    (id, age) for age in ages_of(needs.ages) for id in answers.get((needs.id, leaf, age), ())}


def test_some_block_is_the_union_over_the_leaves_of_a_pair(moment: Moment) -> None:
    serving = Context(moment).serving
    masks = serving.on_blocks()
    found = serving.some_block(masks)
    for row, needs in enumerate(moment.profiles):
        for column, area in enumerate(moment.analysis):
            blocks = serving.blocks.of(moment.leaves(needs, area))
            assert found[row, column] == np.bitwise_or.reduce(masks[row, blocks], initial=0)


def test_a_choice_of_profiles_and_areas_leaves_the_rest_out(moment: Moment) -> None:
    every = Context(moment).serving
    chosen = Context(moment, profiles=frozenset({"p3"}), areas=frozenset({"gm3"})).serving
    column = moment.analysis.index("gm3")
    expected = np.zeros((1, len(moment.analysis)), np.uint32)
    expected[0, column] = every.any_of()[2, column]
    assert expected.any()
    assert (chosen.any_of() == expected).all()
    assert set(chosen.services()[1].tolist()) == {column}
    assert not chosen.some_block(chosen.on_blocks())[:, moment.analysis.index("gm2")].any()


@pytest.mark.parametrize("empty", ["profielen", "arrangementen", "gebieden"])
def test_nothing_to_serve_is_no_error(empty: str) -> None:
    bare = {"profielen": [{"id": "p1", "naam": "Iedereen", "leeftijd_van": "5", "leeftijd_tot": "6"}],
            "arrangementen": [{"id": "a1", "naam": "De Brug", "soort": "OZA", "gebieden": "alle"}],
            "gebieden": [{"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE"}]}
    with projected({sheet: rows for sheet, rows in bare.items() if sheet != empty}) as projection:
        serving = Context(projection.at(DAY)).serving
        assert not serving.any_of().any()
        assert not serving.some_block(serving.on_blocks()).any()
        assert len(serving.services()[0]) == 0
