"""Small examples worked by hand: what fits, on which conditions, how far and how long; who else offers the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from .bruteforce import Params, Row
from .bruteforce.rules_offer import kilometres
from .conftest import Ask
from .small import AREAS, answer, area, figures, organisation, profile, provision

ORGANISATIONS = [organisation("a"), organisation("b")]
P1 = [profile("p1", 9, 10)]


# RANDVOORWAARDE


def test_a_condition_that_nobody_has_arranged(ask: Ask) -> None:
    profiles = [profile("p1", 9, 10, randvoorwaarden="vervoer; TOLK"), profile("p2", 9, 9)]
    rows = [
        provision("r1", leeftijd_tot="9", randvoorwaarden_ontbreekt="VERVOER", randvoorwaarden="TOLK"),
        provision("r2", leeftijd_van="10", gebieden="gm1", randvoorwaarden_ontbreekt="BSO"),
    ]
    result = ask("RANDVOORWAARDE", profielen=profiles, arrangementen=rows)
    # gm2 at 10 has nothing that fits, so the rule says nothing there.
    assert result.findings == {
        "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER": ("ONBEKEND", (9, 10)),
        "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=TOLK": ("ONBEKEND", (10,)),
        "RANDVOORWAARDE|profiel=p1|gebied=gm2|voorwaarde=VERVOER": ("BEVESTIGD", (9,)),
    }
    assert figures(result) == (4, 1, 2, 1)


def test_one_provision_that_has_it_is_enough_and_perhaps_fitting_is_not(ask: Ask) -> None:
    profiles = [profile("p1", 9, 9, randvoorwaarden="BSO")]
    missing = provision("r1", randvoorwaarden_ontbreekt="BSO")
    assert ask("RANDVOORWAARDE", profielen=profiles, arrangementen=[missing]).gap == 2
    fitting = provision("r2", randvoorwaarden="BSO")
    assert ask("RANDVOORWAARDE", profielen=profiles, arrangementen=[missing, fitting]).covered == 2
    perhaps = provision("r2", randvoorwaarden="BSO", leeftijd_van="")
    assert ask("RANDVOORWAARDE", profielen=profiles, arrangementen=[missing, perhaps]).gap == 2
    silent = provision("r2")
    assert ask("RANDVOORWAARDE", profielen=profiles, arrangementen=[missing, silent]).unknown == 2


def test_randvoorwaarde_not_computed(ask: Ask) -> None:
    needy = [profile("p1", 9, 9, randvoorwaarden="BSO")]
    assert not ask("RANDVOORWAARDE", profielen=P1, arrangementen=[provision("r1", randvoorwaarden="BSO")]).computed
    assert not ask("RANDVOORWAARDE", profielen=needy, arrangementen=[provision("r1")]).computed
    one = [provision("r1"), provision("r2", status="GESTOPT", randvoorwaarden_ontbreekt="TOLK")]
    assert ask("RANDVOORWAARDE", profielen=needy, arrangementen=one).computed


# ENKELVOUDIG


@pytest.mark.parametrize(
    ("rows", "ages"),
    [
        ([provision("r1", aanbieder="a")], (9, 10)),
        ([provision("r1", aanbieder="a"), provision("r2", aanbieder="a", leeftijd_tot="9")], (9, 10)),
        ([provision("r1", aanbieder="a"), provision("r2", aanbieder="b", leeftijd_tot="9")], (10,)),
        ([provision("r1", aanbieder="a"), provision("r2", aanbieder="b", gebieden="pc1")], (9, 10)),
        ([provision("r1", aanbieder="a"), provision("r2", leeftijd_tot="9")], (10,)),
        ([provision("r1"), provision("r2", aanbieder="a", status="GEPLAND")], ()),
        ([provision("r1", aanbieder="a", gebieden="pc1")], ()),
        ([provision("r1", aanbieder="a", gebieden="pc1"), provision("r2", gebieden="pc2")], (9, 10)),
    ],
)
def test_enkelvoudig(ask: Ask, rows: list[Row], ages: tuple[int, ...]) -> None:
    result = ask("ENKELVOUDIG", Params(area="gm1"), organisaties=ORGANISATIONS, profielen=P1, arrangementen=rows)
    expected = {"ENKELVOUDIG|profiel=p1|gebied=gm1": ("BEVESTIGD", ages)} if ages else {}
    assert (result.findings, result.population) == (expected, 1)


def test_enkelvoudig_not_computed(ask: Ask) -> None:
    assert not ask("ENKELVOUDIG", profielen=P1, arrangementen=[provision("r1")]).computed


# AFSTAND: on one meridian a degree of latitude is 2 * pi * 6371.0088 / 360 = 111.1951 km, so 0.1349 degree = 15.0002 km.


def test_a_great_circle() -> None:
    assert kilometres((52.0, 4.0), (53.0, 4.0)) == pytest.approx(111.1951, abs=1e-4)
    assert kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20015.115, abs=1e-3)
    assert kilometres((52.0, 4.0), (52.0, 4.0)) == 0


@pytest.mark.parametrize(
    ("lats", "params", "found"),
    [
        (["52.1349"], Params(), True),
        (["52.1348"], Params(), False),
        (["52.1348"], Params(max_km=14.9), True),
        (["52.9", "52.1"], Params(), False),
        (["52.9", "52.2"], Params(), True),
        (["52.9", ""], Params(), False),
        ([], Params(), False),
    ],
)
def test_afstand(ask: Ask, lats: list[str], params: Params, found: bool) -> None:
    areas = [area("gm1", "GEMEENTE", lat="52.0", lon="4.0"), area("gm2", "GEMEENTE", lat="52.0")]
    rows = [provision(f"r{at}", lat=lat, lon="4.0" if lat else "") for at, lat in enumerate(lats)]
    rows.append(provision("elsewhere", gebieden="gm2", lat="60", lon="4.0"))
    result = ask("AFSTAND", params, gebieden=areas, profielen=P1, arrangementen=rows)
    # gm2 itself has no longitude, so nothing can be said there.
    assert result.findings == ({"AFSTAND|profiel=p1|gebied=gm1": ("BEVESTIGD", (9, 10))} if found else {})
    assert result.population == 2


def test_afstand_not_computed(ask: Ask) -> None:
    here, there = {"lat": "52", "lon": "4"}, [area("gm1", "GEMEENTE", lat="52", lon="4")]
    assert not ask("AFSTAND", profielen=P1, arrangementen=[provision("r1", **here)]).computed
    assert not ask("AFSTAND", gebieden=there, profielen=P1, arrangementen=[provision("r1", lat="52")]).computed
    stopped = provision("r1", status="GESTOPT", **here)
    assert ask("AFSTAND", gebieden=there, profielen=P1, arrangementen=[stopped]).computed


# WACHTTIJD


@pytest.mark.parametrize(
    ("young", "old", "norm", "expected"),
    [
        (["14"], ["26"], 13, ("BEVESTIGD", (9, 10))),
        (["13"], ["26"], 13, ("BEVESTIGD", (10,))),
        (["14", ""], ["26"], 13, ("ONBEKEND", (9, 10))),
        (["14", "", "0"], ["26"], 13, ("BEVESTIGD", (10,))),
        ([""], ["0"], 13, ("ONBEKEND", (9,))),
        (["14"], ["26"], 14, ("BEVESTIGD", (10,))),
        ([], [], 13, None),
    ],
)
def test_wachttijd(
    ask: Ask, young: list[str], old: list[str], norm: int, expected: tuple[str, tuple[int, ...]] | None
) -> None:
    rows = [provision(f"y{at}", leeftijd_tot="9", wachttijd_weken=weeks) for at, weeks in enumerate(young)]
    rows += [provision(f"o{at}", leeftijd_van="10", wachttijd_weken=weeks) for at, weeks in enumerate(old)]
    rows.append(provision("stopped", status="GESTOPT", wachttijd_weken="1"))
    params = Params(area="gm1", norm_weken=norm)
    result = ask("WACHTTIJD", params, profielen=P1, arrangementen=rows)
    assert result.findings == ({"WACHTTIJD|profiel=p1|gebied=gm1": expected} if expected else {})
    assert result.population == 1


def test_wachttijd_not_computed(ask: Ask) -> None:
    assert not ask("WACHTTIJD", profielen=P1, arrangementen=[provision("r1")]).computed


# AANBODOVERLAP: 3 leaves (pc1, pc2, gm2) and the ages 9 to 13 of p1 make 15 places.


@pytest.mark.parametrize(
    ("one", "other", "overlap", "found"),
    [
        ({}, {}, "0.8", True),
        ({}, {"leeftijd_tot": "12"}, "0.8", True),  # 12 of 15
        ({}, {"leeftijd_tot": "12"}, "0.81", False),
        ({"leeftijd_tot": "12"}, {"leeftijd_van": "10"}, "0.8", False),  # 9 of 15
        ({"leeftijd_tot": "12"}, {"leeftijd_van": "10"}, "0.6", True),
        ({}, {"gebieden": "gm1"}, "0.7", False),  # 10 of 15
        ({"leeftijd_tot": "5"}, {"leeftijd_tot": "6"}, "0.1", False),  # both empty
        ({}, {"aanbieder": "a"}, "0.8", None),
        ({}, {"aanbieder": ""}, "0.8", None),
        ({}, {"status": "GESTOPT"}, "0.8", None),
    ],
)
def test_aanbodoverlap(ask: Ask, one: Row, other: Row, overlap: str, found: bool | None) -> None:
    rows = [provision("r2", **{"aanbieder": "a", **one}), provision("r1", **{"aanbieder": "b", **other})]
    params = Params(profile="p1", area="gm2", min_overlap=Fraction(overlap))
    profiles = [profile("p1", 9, 13, gebieden="gm2")]
    result = ask("AANBODOVERLAP", params, organisaties=ORGANISATIONS, profielen=profiles, arrangementen=rows)
    assert result.findings == ({"AANBODOVERLAP|arrangementen=r1+r2": ("BEVESTIGD", ())} if found else {})
    assert figures(result) == {True: (1, 1, 0, 0), False: (1, 0, 0, 1), None: (0, 0, 0, 0)}[found]


# CONTRA_INDICATIE. Concepts: BREED above SMAL; ANDERS apart; MATE on another axis.

CONCEPTS = [
    {"as": "behoefte", "code": "BREED", "label": "breed"},
    {"as": "behoefte", "code": "SMAL", "label": "smal", "bovenliggend": "BREED"},
    {"as": "behoefte", "code": "ANDERS", "label": "anders"},
    {"as": "zorg", "code": "MATE", "label": "mate"},
]


@pytest.mark.parametrize(
    ("rows", "blamed"),
    [
        ([{"sluit_uit": "behoefte:smal"}], {"behoefte:SMAL": (9, 10)}),
        ([{"sluit_uit": "behoefte:BREED"}], {"behoefte:BREED": (9, 10)}),
        ([{"sluit_uit": "behoefte:BREED; behoefte:SMAL"}], {"behoefte:BREED": (9, 10), "behoefte:SMAL": (9, 10)}),
        # Only what all near misses exclude.
        ([{"sluit_uit": "behoefte:BREED; behoefte:SMAL"}, {"sluit_uit": "behoefte:SMAL"}], {"behoefte:SMAL": (9, 10)}),
        ([{"sluit_uit": "behoefte:BREED"}, {"sluit_uit": "behoefte:SMAL"}], {}),
        # It would be refused all the same; or admitted perhaps, which is not NEE.
        ([{"sluit_uit": "behoefte:SMAL", "behoefte": "ANDERS"}], {}),
        ([{"sluit_uit": "behoefte:SMAL", "behoefte": ""}], {"behoefte:SMAL": (9, 10)}),
        # The other fits at nine, and at ten is a near miss on age: E = {}. Then: on age at both;
        # two refusals at nine, on intake alone at ten.
        ([{"sluit_uit": "behoefte:SMAL"}, {"leeftijd_tot": "9"}], {}),
        ([{"sluit_uit": "behoefte:SMAL"}, {"leeftijd_tot": "8"}], {}),
        ([{"sluit_uit": "behoefte:SMAL"}, {"leeftijd_van": "10", "instroom": "GESTOPT"}], {"behoefte:SMAL": (9,)}),
        # One on area is no near miss here, nor one that is not JA on area.
        ([{"sluit_uit": "behoefte:SMAL"}, {"gebieden": "gm2", "instroom": "GESTOPT"}], {"behoefte:SMAL": (9, 10)}),
        ([{"sluit_uit": "behoefte:SMAL", "gebieden": ""}], {}),
        # Two axes that refuse make no near miss.
        ([{"sluit_uit": "behoefte:SMAL; zorg:MATE"}], {}),
    ],
)
def test_contra_indicatie(ask: Ask, rows: list[Row], blamed: dict[str, tuple[int, ...]]) -> None:
    offer = [provision(f"r{at}", **{"behoefte": "alle", "zorg": "alle", **row}) for at, row in enumerate(rows)]
    result = ask(
        "CONTRA_INDICATIE",
        Params(area="gm1"),
        begrippen=CONCEPTS,
        organisaties=ORGANISATIONS,
        inventarisatie=[answer("a", "gm1", volledig="deels")],
        profielen=[profile("p1", 9, 10, behoefte="SMAL", zorg="MATE")],
        arrangementen=offer,
    )
    assert result.findings == {
        f"CONTRA_INDICATIE|profiel=p1|gebied=gm1|begrip={one}": ("VERMOED", ages) for one, ages in blamed.items()
    }


def test_every_refused_value_must_be_covered_by_the_concept(ask: Ask) -> None:
    sheets = {"begrippen": CONCEPTS, "profielen": [profile("p1", 9, 9, behoefte="SMAL; ANDERS")]}
    both = provision("r1", behoefte="alle", sluit_uit="behoefte:SMAL; behoefte:ANDERS")
    result = ask("CONTRA_INDICATIE", Params(area="gm1"), arrangementen=[both], **sheets)
    assert (result.findings, figures(result)) == ({}, (2, 0, 0, 2))
    one = {**both, "sluit_uit": "behoefte:BREED; zorg:MATE"}
    result = ask("CONTRA_INDICATIE", Params(area="gm1"), arrangementen=[one], **sheets)
    # zorg:MATE covers nothing that p1 asks, so it is not in the population.
    assert result.findings == {"CONTRA_INDICATIE|profiel=p1|gebied=gm1|begrip=behoefte:BREED": ("ONBEKEND", (9,))}
    assert figures(result) == (1, 0, 1, 0)


def test_no_contra_indicatie_where_something_may_fit(ask: Ask) -> None:
    sheets = {"begrippen": CONCEPTS, "profielen": [profile("p1", 9, 9, behoefte="SMAL")]}
    rows = [provision("r1", behoefte="alle", sluit_uit="behoefte:SMAL"), provision("r2", gebieden="pc1")]
    assert ask("CONTRA_INDICATIE", Params(area="gm1"), arrangementen=rows, **sheets).findings == {}
    assert not ask("CONTRA_INDICATIE", arrangementen=rows[1:], **sheets).computed


def test_no_rule_about_pairs_is_computed_without_profiles(ask: Ask) -> None:
    everything = {"wachttijd_weken": "20", "aanbieder": "a", "sluit_uit": "zorg:VERBLIJF", "lat": "52", "lon": "4"}
    everything |= {"randvoorwaarden": "BSO", "toegang": "TLV_LAAG", "instap": "ja", "plekken": "1", "geldig_tot": "2027"}
    areas = [{**row, "lat": "52", "lon": "4"} for row in AREAS]
    sheets = {"gebieden": areas, "organisaties": ORGANISATIONS, "arrangementen": [provision("r1", **everything)]}
    sheets["verantwoordelijkheden"] = [{"organisatie": "a", "rol": "ADVIES"}]
    sheets["signalen"] = [{"id": "s1", "datum": "2026"}]
    for rule in (
        *("CONTRA_INDICATIE", "RANDVOORWAARDE", "ENKELVOUDIG", "AFSTAND", "WACHTTIJD", "CAPACITEIT", "TOEGANGSBARRIERE"),
        *("GEEN_VERWIJSPAD", "PADLENGTE", "REGIELEEMTE", "REGIE_OVERLAP", "EINDIGE_DEKKING", "SIGNAAL_ONGEBONDEN"),
    ):
        assert not ask(rule, **sheets).computed
    assert ask("AANBODOVERLAP", **sheets).computed
