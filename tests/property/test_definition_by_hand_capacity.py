"""Small examples worked by hand: more children than places. And the bottleneck against every cut there is."""

from __future__ import annotations

import math
import random
from collections.abc import Hashable
from itertools import chain, combinations

import pytest

from .bruteforce import Params, Row
from .bruteforce.flow import bottleneck
from .conftest import Ask
from .small import AREAS, area, demand, figures, profile, provision

P1 = [profile("p1", 9, 12)]
AREAS_AND_OLD = [*AREAS, area("old", "PC4", geldig_tot="2025")]
SOURCES = [{"id": f"b{number}", "titel": "Bron", "soort": "DOCUMENT"} for number in (1, 2, 3)]


def short_of(ask: Ask, offer: list[Row], wanted: list[Row], **params: object) -> dict[str, str]:
    """The status per profiel and gebied of which there are too few places."""
    profiles = [profile("p1", 9, 12), profile("p2", 9, 12, gebieden="gm2")]
    result = ask(
        "CAPACITEIT",
        Params(**params),  # type: ignore[arg-type]
        gebieden=AREAS_AND_OLD,
        bronnen=SOURCES,
        profielen=profiles,
        arrangementen=offer,
        vraag=wanted,
    )
    assert figures(result) == (result.population, len(result.findings), 0, result.population - len(result.findings))
    assert all(ages == () for _, ages in result.findings.values())
    return {" ".join(p.split("=")[1] for p in one.split("|")[1:]): said for one, (said, _) in result.findings.items()}


@pytest.mark.parametrize(
    ("plekken", "aantal", "expected"),
    [
        ("5", "5", None),
        ("5", "6", "BEVESTIGD"),
        ("5", "4-6", "VERMOED"),
        ("4-6", "5", "VERMOED"),
        ("", "1", "VERMOED"),  # worst case 0 places, best case without end
        (">=5", "6", "VERMOED"),
        (">=5", "5", None),
        ("5", ">=5", None),  # a demand without end counts as its low end
        ("5", ">=6", "BEVESTIGD"),
        ("<5", "<5", "VERMOED"),
        ("0", "0", None),
    ],
)
def test_one_demand_and_one_provision(ask: Ask, plekken: str, aantal: str, expected: str | None) -> None:
    offer = [provision("r1", plekken=plekken), provision("away", gebieden="gm2", plekken="9")]
    assert short_of(ask, offer, [demand(aantal, "")]) == ({"p1 gm1": expected} if expected else {})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, None),
        ({"gebieden": "pc1"}, "BEVESTIGD"),  # must match on every leaf
        ({"gebieden": ""}, "VERMOED"),  # in the best case only
        ({"leeftijd_van": "12"}, None),  # some age will do
        ({"leeftijd_van": "13"}, "BEVESTIGD"),
        ({"instroom": "GESTOPT"}, "BEVESTIGD"),
        ({"soort": "SITUATIE"}, "BEVESTIGD"),
        ({"status": "GEPLAND"}, "BEVESTIGD"),
    ],
)
def test_which_provisions_may_be_used(ask: Ask, cells: Row, expected: str | None) -> None:
    found = short_of(ask, [provision("r1", plekken="9", **cells)], [demand("9", "")])
    assert found == ({"p1 gm1": expected} if expected else {})


def test_the_ages_of_a_row(ask: Ask) -> None:
    offer = [provision("young", plekken="3", leeftijd_tot="9"), provision("old", plekken="3", leeftijd_van="12")]
    rows = [demand("3", "", leeftijd_tot="9"), demand("3", "", leeftijd_van="12")]
    assert short_of(ask, offer, rows) == {}
    assert short_of(ask, offer, [demand("3", "", leeftijd_tot="11"), demand("4", "", leeftijd_tot="10")]) == {
        "p1 gm1": "BEVESTIGD"
    }
    assert short_of(ask, offer, [demand("6", "")]) == {}
    assert short_of(ask, offer, [demand("1", "", leeftijd_van="10", leeftijd_tot="11")]) == {"p1 gm1": "BEVESTIGD"}


def test_who_shares_a_bottleneck(ask: Ask) -> None:
    # p1 in gm1 may use a (5) only; p1 in gm2 may use a and b (5 + 5).
    offer = [provision("a", plekken="5"), provision("b", plekken="5", gebieden="gm2")]
    assert short_of(ask, offer, [demand("6", ""), demand("1", "", gebied="gm2")]) == {"p1 gm1": "BEVESTIGD"}
    both = short_of(ask, offer, [demand("5", ""), demand("6", "", gebied="gm2")])
    assert both == {"p1 gm1": "BEVESTIGD", "p1 gm2": "BEVESTIGD"}
    # Full to the last place and nobody too many: no bottleneck.
    assert short_of(ask, offer, [demand("5", ""), demand("5", "", gebied="gm2")]) == {}
    # In the worst case both are short; in the best case only gm1, since b has room for gm2.
    offer = [provision("a", plekken="5"), provision("b", plekken="1-20", gebieden="gm2")]
    either = short_of(ask, offer, [demand("6", ""), demand("3", "", gebied="gm2")])
    assert either == {"p1 gm1": "BEVESTIGD", "p1 gm2": "VERMOED"}


def test_no_demand_is_in_no_bottleneck(ask: Ask) -> None:
    assert short_of(ask, [provision("r1", plekken="0")], [demand("0", ""), demand("1", "", gebied="gm2")]) == {
        "p1 gm2": "BEVESTIGD"
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # The latest up to d counts, even when it is lower; 2026 begins on the same day as 2026-01.
        ([("9", {"peildatum": "2025"}), ("1", {"peildatum": "2026-11-22"})], None),
        ([("9", {"peildatum": "2026"}), ("1", {"peildatum": "2026-11-23"})], "BEVESTIGD"),
        ([("9", {"peildatum": "2026-12"})], None),
        ([("1", {"peildatum": "2026", "leeftijd_van": "9"}), ("3", {"peildatum": "2026-01"})], None),
        ([("4", {"peildatum": "2026", "leeftijd_van": "9"}), ("2", {"peildatum": "2026-01-01"})], "BEVESTIGD"),
        # Of one day and the same ages the first source counts, blank first.
        ([("9", {"bron": "b2"}), ("1", {"bron": "b1"})], None),
        ([("1", {"bron": "b2"}), ("9", {"bron": "b1"})], "BEVESTIGD"),
        ([("9", {"bron": "b1"}), ("1", {"bron": ""})], None),
        ([("3", {"leeftijd_van": "9"}), ("3", {})], "BEVESTIGD"),  # two ways to write the ages: two nodes
        # The latest day is sought per profiel and gebied, over all ages.
        ([("9", {"leeftijd_van": "9", "peildatum": "2025"}), ("1", {})], None),
        ([("9", {"gebied": "old"})], None),
    ],
)
def test_which_rows_count(ask: Ask, rows: list[tuple[str, Row]], expected: str | None) -> None:
    wanted = [demand(aantal, **{"bron": "b1", **cells}) for aantal, cells in rows]
    found = short_of(ask, [provision("r1", plekken="5")], wanted)
    assert found == ({"p1 gm1": expected} if expected else {})


def test_one_definition_at_a_time(ask: Ask) -> None:
    offer = [provision("r1", plekken="5")]
    brede = {"definitie": "THUIS_BREED"}
    rows = [demand("5", "b1"), demand("5", "b1", **brede)]
    assert short_of(ask, offer, rows) == {}
    # As many rows of each: by name, so THUIS_2015.
    rows = [demand("5", "b1"), demand("6", "b1", **brede)]
    assert short_of(ask, offer, rows) == {}
    assert short_of(ask, offer, rows, definitie="THUIS_BREED") == {"p1 gm1": "BEVESTIGD"}


def test_the_definition_with_most_rows_counts(ask: Ask) -> None:
    offer = [provision("r1", plekken="5")]
    rows = [demand("1", "b1"), demand("9", "b1", definitie="THUIS_BREED"), demand("9", "b2", definitie="thuis_breed")]
    assert short_of(ask, offer, rows) == {"p1 gm1": "BEVESTIGD"}
    assert short_of(ask, offer, rows, definitie="THUIS_2015") == {}


def test_demand_in_any_area_whether_or_not_it_is_a_pair(ask: Ask) -> None:
    rows = [demand("9", "", gebied="pc1"), demand("9", "", profiel="p2", gebied="pc2")]
    offer = [provision("r1", plekken="5", gebieden="gm1")]
    assert short_of(ask, offer, rows) == {"p1 pc1": "BEVESTIGD", "p2 pc2": "BEVESTIGD"}
    assert short_of(ask, offer, rows, area="pc1") == {"p1 pc1": "BEVESTIGD"}
    assert short_of(ask, offer, rows, profile="p2") == {"p2 pc2": "BEVESTIGD"}


def test_capaciteit_not_computed(ask: Ask) -> None:
    assert not ask("CAPACITEIT", profielen=P1, arrangementen=[provision("r1", plekken="5")]).computed
    assert not ask("CAPACITEIT", profielen=P1, arrangementen=[provision("r1")], vraag=[demand("5", "")]).computed
    sheets = {"profielen": P1, "arrangementen": [provision("r1", plekken="5")], "vraag": [demand("5", "")]}
    # Section 11 looks at the sheet only; nothing is counted by this definition.
    assert figures(ask("CAPACITEIT", Params(definitie="ANDERS"), **sheets)) == (0, 0, 0, 0)
    assert ask("CAPACITEIT", Params(definitie="ANDERS"), **sheets).computed


def test_the_bottleneck_is_the_source_side_of_the_smallest_minimum_cut() -> None:
    """The demand in every minimum cut, sought among all cuts: which demand lies on the source side, with all it may use."""
    dice = random.Random(5)
    sizes = []
    for _ in range(1500):
        wanted = {at: dice.randrange(5) for at in range(dice.randrange(6))}
        places = {at: dice.choice((0, 1, 2, 3, 6, math.inf)) for at in range(dice.randrange(6))}
        may_use = {node: {place for place in places if dice.random() < 0.4} for node in wanted}
        found = bottleneck(wanted, places, may_use)  # type: ignore[arg-type]
        assert found == in_every_minimum_cut(wanted, places, may_use)
        sizes.append(len(found))
    assert all(sizes.count(size) > 50 for size in range(4))


def in_every_minimum_cut(
    wanted: dict[int, int], places: dict[int, float], may_use: dict[int, set[int]]
) -> set[Hashable]:
    sides = [set(side) for side in chain.from_iterable(combinations(wanted, size) for size in range(len(wanted) + 1))]

    def cut(side: set[int]) -> float:
        used = set().union(*(may_use[node] for node in side))
        return sum(wanted[node] for node in wanted if node not in side) + sum(places[place] for place in used)

    least = min(map(cut, sides))
    return set.intersection(*(side for side in sides if cut(side) == least))
