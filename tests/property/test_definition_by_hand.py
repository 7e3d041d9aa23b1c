"""The brute-force definition on examples small enough to work out by hand from the page: sections 1 to 3."""

from __future__ import annotations

from datetime import date

import pytest

from .bruteforce import Book, NoSuchAreas, Params, coverage, definition
from .bruteforce.cells import date_as_written, days, months_before, span
from .bruteforce.findings import encode, finding_id, referral_id
from .bruteforce.match import is_near_miss, match, match_parts
from .small import AREAS, D, answer, area, book, profile, provision, referral

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("cell", "first", "last", "written"),
    [
        ("2026-08-01", date(2026, 8, 1), date(2026, 8, 1), "2026-08-01"),
        ("1-8-2026", date(2026, 8, 1), date(2026, 8, 1), "2026-08-01"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_dates(cell: str, first: date, last: date, written: str) -> None:
    assert days(cell) == (first, last)
    assert date_as_written(cell) == written


def test_months_are_clipped_to_the_last_day() -> None:
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12", (12, 12)),
        ("<5", (1, 4)),
        ("-1", (1, 4)),
        ("10-15", (10, 15)),
        (">=20", (20, INFINITE)),
        ("", (0, INFINITE)),
    ],
)
def test_intervals(cell: str, expected: tuple[float, float]) -> None:
    assert span(cell) == expected


def test_ids_are_percent_encoded_sorted_and_joined() -> None:
    assert encode("a|b=c+d%e:f~g>h") == "a%7Cb%3Dc%2Bd%25e:f~g>h"
    assert finding_id("TEGENSTRIJDIG", records=["vraag:b+", "agenda:z"]) == "TEGENSTRIJDIG|records=agenda:z+vraag:b%2B"
    assert finding_id("GEEN_AANBOD", profiel="p", gebied="g") == "GEEN_AANBOD|profiel=p|gebied=g"
    row = referral("a", "b", richting="toeleiding", leeftijd_tot="12", toegang="tlv_laag; BESCHIKKING_JW")
    assert referral_id(row) == "a~b~TOELEIDING~~12~BESCHIKKING_JW+TLV_LAAG"


# Section 1


def test_leaves_of_areas_that_do_not_nest_and_of_areas_that_are_not_active() -> None:
    rows = [
        area("po1", "SWV_PO"),
        area("gm1", "GEMEENTE", "po1"),
        area("gm2", "GEMEENTE", "po1", geldig_tot="2026-11-21"),
        area("gm3", "GEMEENTE", geldig_tot="2026-11"),
        area("pc1", "PC4", "gm1; gm3"),
        area("pc2", "PC4", "gm2; gm3"),
        area("pc3", "PC4", "gm1", geldig_van="2026-11-23"),
    ]
    region = coverage(book(gebieden=rows), D).region
    assert region.leaves == {
        "po1": {"pc1"},
        "gm1": {"pc1"},
        "gm2": set(),
        "gm3": {"pc1", "pc2"},
        "pc1": {"pc1"},
        "pc2": {"pc2"},
        "pc3": set(),
    }
    assert region.all_leaves == {"pc1", "pc2"}


def test_an_area_whose_children_are_all_inactive_is_a_leaf() -> None:
    rows = [area("gm1", "GEMEENTE"), area("pc1", "PC4", "gm1", geldig_tot="2025")]
    assert coverage(book(gebieden=rows), D).region.leaves["gm1"] == {"gm1"}


def test_analysis_areas() -> None:
    assert coverage(book(), D).analysis_areas == ["gm1", "gm2"]
    assert coverage(book(), D, Params(area_kind="PC4")).analysis_areas == ["pc1", "pc2"]
    without = book(gebieden=[area("pc1", "PC4"), area("pc2", "WIJK"), area("gm1", "GEMEENTE", geldig_tot="2025")])
    assert coverage(without, D).analysis_areas == ["pc1", "pc2"]
    with pytest.raises(NoSuchAreas):
        coverage(without, D, Params(area_kind="GEMEENTE"))


def test_pairs_follow_the_areas_of_the_profile() -> None:
    profiles = [
        profile("everywhere", 5, 5),
        profile("here", 5, 5, gebieden="pc2"),
        profile("alle", 5, 5, gebieden="alle"),
        profile("gone", 5, 5, gebieden="old"),
    ]
    areas = [*AREAS, area("old", "PC4", "gm2", geldig_tot="2025")]
    found = coverage(book(gebieden=areas, profielen=profiles), D)
    pairs = {(p.id, g): found.leaves_of_pair(p, g) for p, g in found.pairs}
    assert pairs == {
        ("everywhere", "gm1"): {"pc1", "pc2"},
        ("everywhere", "gm2"): {"gm2"},
        ("here", "gm1"): {"pc2"},
        ("alle", "gm1"): {"pc1", "pc2"},
        ("alle", "gm2"): {"gm2"},
    }


# Section 2. Concepts: BREED above SMAL above FIJN; ANDERS apart.

CONCEPTS = [
    {"as": "behoefte", "code": "BREED", "label": "breed"},
    {"as": "behoefte", "code": "SMAL", "label": "smal", "bovenliggend": "breed"},
    {"as": "behoefte", "code": "FIJN", "label": "fijn", "bovenliggend": "SMAL"},
    {"as": "behoefte", "code": "ANDERS", "label": "anders"},
]


def parts(need: dict[str, str], offer: dict[str, str], a: int = 10, leaf: str = "pc1") -> dict[str, str]:
    rows = book(begrippen=CONCEPTS, profielen=[profile("p1", 9, 12, **need)], arrangementen=[provision("r1", **offer)])
    region = coverage(rows, D).region
    return match_parts(region, region.profiles[0], a, leaf, region.provisions[0])


@pytest.mark.parametrize(
    ("asked", "admitted", "excluded", "expected"),
    [
        ("SMAL", "alle", "", "JA"),
        ("SMAL", "", "", "ONBEKEND"),
        ("SMAL", "smal", "", "JA"),
        ("FIJN", "BREED", "", "JA"),
        ("BREED", "FIJN", "", "ONBEKEND"),
        ("SMAL", "ANDERS", "", "NEE"),
        ("SMAL", "ANDERS; BREED", "", "JA"),
        ("SMAL; ANDERS", "SMAL", "", "NEE"),
        ("SMAL; ANDERS", "SMAL; ANDERS", "", "JA"),
        ("BREED; ANDERS", "SMAL; ANDERS", "", "ONBEKEND"),
        ("BREED; ANDERS", "SMAL", "", "NEE"),
        ("FIJN", "alle", "behoefte:BREED", "NEE"),
        ("FIJN", "", "behoefte:fijn", "NEE"),
        ("BREED", "alle", "behoefte:FIJN", "ONBEKEND"),
        ("BREED", "ANDERS", "behoefte:FIJN", "NEE"),
        ("SMAL", "alle", "behoefte:ANDERS", "JA"),
        ("SMAL", "alle", "zorg:VERBLIJF", "JA"),
    ],
)
def test_one_axis(asked: str, admitted: str, excluded: str, expected: str) -> None:
    assert parts({"behoefte": asked}, {"behoefte": admitted, "sluit_uit": excluded})["behoefte"] == expected


@pytest.mark.parametrize(
    ("first", "last", "a", "expected"),
    [
        ("9", "11", 9, "JA"),
        ("9", "11", 11, "JA"),
        ("9", "11", 12, "NEE"),
        ("10", "", 9, "NEE"),
        ("10", "", 10, "ONBEKEND"),
        ("", "10", 11, "NEE"),
        ("", "", 10, "ONBEKEND"),
        ("alle", "", 10, "ONBEKEND"),
        ("alle", "10", 10, "JA"),
        ("alle", "alle", 10, "JA"),
    ],
)
def test_age(first: str, last: str, a: int, expected: str) -> None:
    assert parts({}, {"leeftijd_van": first, "leeftijd_tot": last}, a=a)["leeftijd"] == expected


@pytest.mark.parametrize(("cell", "expected"), [("alle", "JA"), ("gm1", "JA"), ("pc2", "NEE"), ("", "ONBEKEND")])
def test_area(cell: str, expected: str) -> None:
    assert parts({}, {"gebieden": cell})["gebied"] == expected


def test_an_area_that_is_not_active_is_known_all_the_same() -> None:
    areas = [*AREAS, area("old", "PC4", geldig_tot="2025")]
    rows = book(gebieden=areas, profielen=[profile("p1", 9, 9)], arrangementen=[provision("r1", gebieden="old")])
    region = coverage(rows, D).region
    assert match(region, region.profiles[0], 9, "pc1", region.provisions[0]) == "NEE"


def test_intake_and_near_misses() -> None:
    stopped = parts({"behoefte": "SMAL"}, {"instroom": "gestopt", "behoefte": ""})
    assert stopped == {"instroom": "NEE", "leeftijd": "JA", "gebied": "JA", "behoefte": "ONBEKEND"}
    assert is_near_miss(stopped)
    assert not is_near_miss(parts({}, {"instroom": "GESTOPT", "gebieden": "gm2"}))
    assert not is_near_miss(parts({}, {"instroom": "BEPERKT"}))
    assert parts({}, {}) == {"instroom": "JA", "leeftijd": "JA", "gebied": "JA"}


def test_what_is_a_provision() -> None:
    rows = [
        provision("r1"),
        provision("r2", status="actief", geldig_van="2026-11", geldig_tot="2026-11"),
        provision("r3", status="GEPLAND"),
        provision("r4", soort="SITUATIE"),
        provision("r5", geldig_tot="2026-11-21"),
        provision("r6", geldig_van="2026-12"),
        provision("r7", geldig_van="2026-11-22", geldig_tot="2026-11-22"),
        provision("r8", geldig_van="2026-11-23"),
    ]
    assert [r.id for r in coverage(book(arrangementen=rows), D).region.provisions] == ["r1", "r2", "r7"]


# Section 3


def with_provisions(*provisions: dict[str, str], **sheets: list[dict[str, str]]) -> Book:
    return book(profielen=[profile("p1", 9, 10)], arrangementen=list(provisions), **sheets)


def test_cells() -> None:
    def state(*provisions: dict[str, str]) -> str:
        return coverage(with_provisions(*provisions), D).cells()["p1", "gm1", 9]

    one, other = provision("r1", gebieden="pc1"), provision("r2", gebieden="pc2")
    perhaps = provision("r3", gebieden="")
    assert state() == "GEEN"
    assert state(provision("r4", gebieden="gm2")) == "GEEN"
    assert state(perhaps) == "MOGELIJK"
    assert state(one) == "DEELS"
    assert state(one, perhaps) == "DEELS"
    assert state(one, other) == "GEDEKT"
    assert state(provision("r4", gebieden="pc1", leeftijd_van="")) == "MOGELIJK"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "ONBEKEND"),
        ([answer("a", "gm1")], "BEVESTIGD"),
        ([answer("a", "pc1")], "BEVESTIGD"),
        ([answer("a", "gm2")], "ONBEKEND"),
        ([answer("a", "gm1", volledig="deels")], "VERMOED"),
        ([answer("a", "gm1", volledig="nee")], "ONBEKEND"),
        ([answer("a", "gm1", volledig="")], "ONBEKEND"),
        ([answer("a", "gm1", antwoord_op="2025-11-22")], "ONBEKEND"),
        ([answer("a", "gm1", antwoord_op="2025-11-23")], "BEVESTIGD"),
        ([answer("a", "gm1", antwoord_op="2025")], "ONBEKEND"),
        ([answer("a", "gm1", antwoord_op="2026")], "BEVESTIGD"),
        ([answer("a", "gm1", antwoord_op="2026-11-22")], "BEVESTIGD"),
        ([answer("a", "gm1", antwoord_op="2026-11-23")], "ONBEKEND"),
        ([answer(one, "gm1") for one in "abcd"] + [answer("e", "gm1", volledig="deels")], "BEVESTIGD"),
        ([answer(one, "gm1") for one in "abc"] + [answer("e", "gm1", volledig="deels")], "VERMOED"),
        ([answer("a", "gm1"), answer("b", "gm1", antwoord_op="")], "VERMOED"),
        ([answer("a", "gm1"), answer("b", "pc2", antwoord_op=""), answer("c", "pc1", volledig="nee")], "ONBEKEND"),
    ],
)
def test_inventory(rows: list[dict[str, str]], expected: str) -> None:
    assert coverage(book(inventarisatie=rows), D).inv("gm1") == expected


# The rules about cells


def test_geen_aanbod_and_its_status_per_area() -> None:
    rows = with_provisions(provision("r1", leeftijd_tot="9"), inventarisatie=[answer("a", "gm1")])
    result = definition(rows, D)["GEEN_AANBOD"]
    assert result.findings == {
        "GEEN_AANBOD|profiel=p1|gebied=gm1": ("BEVESTIGD", (10,)),
        "GEEN_AANBOD|profiel=p1|gebied=gm2": ("ONBEKEND", (10,)),
    }
    assert (result.computed, result.population, result.gap, result.unknown, result.covered) == (True, 2, 1, 1, 0)


def test_leeftijdsbreuk() -> None:
    rows = with_provisions(provision("r1", leeftijd_tot="9"), inventarisatie=[answer("a", "gm2", volledig="deels")])
    result = definition(rows, D)["LEEFTIJDSBREUK"]
    assert result.findings == {
        "LEEFTIJDSBREUK|profiel=p1|gebied=gm1|leeftijd=10": ("ONBEKEND", (10,)),
        "LEEFTIJDSBREUK|profiel=p1|gebied=gm2|leeftijd=10": ("VERMOED", (10,)),
    }
    assert (result.population, result.gap, result.unknown, result.covered) == (2, 1, 1, 0)


def test_no_leeftijdsbreuk_where_the_offer_is_partial_or_only_unknown_afterwards() -> None:
    partial = provision("r1", leeftijd_tot="9", gebieden="pc1")
    perhaps = provision("r2", gebieden="gm2", leeftijd_tot="")
    rows = with_provisions(partial, provision("r3", leeftijd_tot="9", gebieden="gm2"), perhaps)
    result = definition(rows, D)["LEEFTIJDSBREUK"]
    assert result.findings == {}
    assert (result.population, result.covered) == (2, 2)


def test_onbekend_aanbod_and_deelgebied() -> None:
    rows = with_provisions(provision("r1", gebieden="pc1"), provision("r2", gebieden="gm2", leeftijd_van=""))
    results = definition(rows, D)
    assert results["ONBEKEND_AANBOD"].findings == {"ONBEKEND_AANBOD|profiel=p1|gebied=gm2": ("ONBEKEND", (9, 10))}
    assert results["DEELGEBIED"].findings == {"DEELGEBIED|profiel=p1|gebied=gm1": ("ONBEKEND", (9, 10))}
    assert results["GEEN_AANBOD"].findings == {}
    assert (results["ONBEKEND_AANBOD"].gap, results["ONBEKEND_AANBOD"].unknown) == (0, 1)


def test_filters_restrict_pairs_and_their_figures() -> None:
    rows = with_provisions() | {"profielen": [profile("p1", 9, 10), profile("p2", 9, 9)]}
    everything, one_profile, one_area, both = (
        definition(rows, D, params)["GEEN_AANBOD"]
        for params in (Params(), Params(profile="p2"), Params(area="gm1"), Params(profile="p2", area="gm2"))
    )
    assert [result.population for result in (everything, one_profile, one_area, both)] == [4, 2, 2, 1]
    assert list(both.findings) == ["GEEN_AANBOD|profiel=p2|gebied=gm2"]
    assert definition(rows, D, Params(area="pc1"))["GEEN_AANBOD"].population == 0


@pytest.mark.parametrize("sheet", ["profielen", "gebieden"])
def test_without_profiles_or_areas_no_rule_about_pairs_is_computed(sheet: str) -> None:
    rows = {name: cells for name, cells in book(profielen=[profile("p1", 9, 9)]).items() if name != sheet}
    for rule in ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK"):
        result = definition(rows, D)[rule]
        assert (result.computed, result.reason, result.population, result.findings) == (False, sheet, 0, {})
