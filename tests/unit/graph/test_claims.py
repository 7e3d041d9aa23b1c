"""Which pairs a claim covers, for one claim and for all pairs at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.claims import Claims, Places
from graph.projection import Moment
from tests.unit.graph.small_region import DAY, REGION, projected

ROLE = "REGIE_CASUS"
CLAIMS = [
    {"organisatie": "o1", "gebied": "gm1"},
    {"organisatie": "o1", "gebied": "gm2"},
    {"organisatie": "o2", "gebied": "pc1"},
    {"organisatie": "o2", "profiel": "p2"},
    {"organisatie": "o2", "profiel": "p2", "gebied": "swv"},
    {"organisatie": "o1", "profiel": "p2", "gebied": "gm2"},
    {"organisatie": "o2", "profiel": "p1", "gebied": "oud"},
]
BESIDE = [
    {"organisatie": "o2", "fase": "ZOA"},
    {"organisatie": "o2", "toegang": "TLV_LAAG"},
    {"organisatie": "o2", "arrangement": "a1"},
    {"organisatie": "o2", "geldig_tot": "2026-11-21"},
    {"organisatie": "o2", "geldig_van": "2026-11-23"},
]


@pytest.fixture(scope="module")
def moment() -> Iterator[Moment]:
    rows = {
        **REGION,
        "gebieden": [*REGION["gebieden"], {"id": "oud", "naam": "Oud", "soort": "GEMEENTE", "geldig_tot": "2020"}],
        # p3 lives in one village of Zuiderweg, which o2 serves wholly.
        "profielen": [*REGION["profielen"], {"id": "p3", "naam": "Dorp", "leeftijd_van": "12", "leeftijd_tot": "12", "gebieden": "pc1"}],
        "verantwoordelijkheden": [{"rol": ROLE, **claim} for claim in CLAIMS + BESIDE],
    }
    with projected(rows) as projection:
        yield projection.at(DAY)


def test_only_claims_without_another_limit_are_general(moment: Moment) -> None:
    claims = Claims(moment)
    assert len(claims.active) == len(CLAIMS) + 3
    assert len(claims.general(ROLE)) == len(CLAIMS)
    assert len(claims.general(ROLE, any_access=True)) == len(CLAIMS) + 1
    assert claims.general("LOBBY") == []
    assert [claim.values["organisatie"] for claim in claims.by_arrangement["a1"]] == ["o2"]


def test_organisations_are_counted_once_per_pair(moment: Moment) -> None:
    places = Places(moment, moment.profiles)
    counts = places.organisations(Claims(moment).general(ROLE))
    assert moment.analysis == ["gm1", "gm2"]
    # p1: o1 by two claims, o2 only in a part of gm2. p2: o1, and o2 by its own claims. p3: in gm2 only, there both hold all.
    assert counts.tolist() == [[1, 1], [2, 2], [0, 2]]


def test_one_claim_and_all_pairs_say_the_same(moment: Moment) -> None:
    claims, places = Claims(moment), Places(moment, moment.profiles)
    for claim in claims.active:
        counts = places.organisations([claim])
        for row, needs in enumerate(moment.profiles):
            for column, area in enumerate(moment.analysis):
                leaves = moment.leaves(needs, area)
                assert counts[row, column] == (bool(leaves) and claims.holds(claim.values, needs.id, leaves)), (claim.id, needs.id, area)


def test_places_are_the_distinct_parts_where_profiles_occur(moment: Moment) -> None:
    places = Places(moment, moment.profiles)
    assert [moment.areas.leaf_ids(leaves) for leaves in places.leaves] == [["gm1"], ["pc1", "pc2"], ["pc1"]]
    assert places.of.tolist() == [[0, 1], [0, 1], [-1, 2]]


def test_nothing_is_claimed_of_no_profiles_and_no_claims(moment: Moment) -> None:
    assert Places(moment, []).organisations(Claims(moment).general(ROLE)).shape == (0, 2)
    assert not Places(moment, moment.profiles).organisations([]).any()
