"""Small examples worked by hand: who is responsible, and who lets in."""

from __future__ import annotations

import pytest

from .bruteforce import Params, Row
from .conftest import Ask
from .small import AREAS, area, claim, figures, funding, organisation, profile, provision

ORGANISATIONS = [organisation("a"), organisation("b"), organisation("c")]
PROFILES = [profile("p1", 9, 9), profile("p2", 9, 9, gebieden="pc1")]
AREAS_AND_OLD = [*AREAS, area("old", "PC4", geldig_tot="2025")]
CASUS = "REGIE_CASUS"


def over(ask: Ask, rule: str, claims: list[Row], **params: tuple[str, ...]) -> dict[str, str]:
    """The status of the findings of a rule about roles, by profiel and gebied (and rol, when it is another)."""
    result = ask(
        rule,
        Params(**params),  # type: ignore[arg-type]
        gebieden=AREAS_AND_OLD,
        organisaties=ORGANISATIONS,
        profielen=PROFILES,
        arrangementen=[provision("r1")],
        verantwoordelijkheden=claims,
    )
    found = {}
    for identity, (status, ages) in result.findings.items():
        assert ages == ()
        p, g, rol = (part.split("=")[1] for part in identity.split("|")[1:])
        found[f"{p} {g}" if rol == CASUS else f"{p} {g} {rol}"] = status
    assert result.population == 3 * len(params.get("rollen", (CASUS,)))
    return found


ALL = ("p1 gm1", "p1 gm2", "p2 gm1")


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({}, ()),
        ({"status": "BETWIST"}, ()),
        ({"profiel": "p1"}, ("p2 gm1",)),
        ({"gebied": "gm1"}, ("p1 gm2",)),
        ({"gebied": "pc1"}, ("p1 gm1", "p1 gm2")),  # p2 lives in pc1 only
        ({"gebied": "old"}, ALL),
        ({"arrangement": "r1"}, ALL),
        ({"fase": "UITVAL"}, ALL),
        ({"toegang": "TLV_LAAG"}, ALL),
    ],
)
def test_regieleemte(ask: Ask, cells: Row, missing: tuple[str, ...]) -> None:
    assert over(ask, "REGIELEEMTE", [claim("a", CASUS, **cells)]) == dict.fromkeys(missing, "BEVESTIGD")


def test_regieleemte_where_nobody_has_said_anything_of_the_role(ask: Ask) -> None:
    other = claim("a", "REGIE_PROCES")
    past = claim("a", CASUS, geldig_tot="2026-11-21")
    assert over(ask, "REGIELEEMTE", [other, past]) == dict.fromkeys(ALL, "ONBEKEND")
    roles = ("REGIE_PROCES", CASUS)
    assert over(ask, "REGIELEEMTE", [other], rollen=roles) == dict.fromkeys(ALL, "ONBEKEND")
    assert not ask("REGIELEEMTE", profielen=PROFILES).computed


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([claim("a", CASUS)], {}),
        ([claim("a", CASUS), claim("b", "REGIE_PROCES")], {}),
        ([claim("a", CASUS), claim("b", CASUS)], dict.fromkeys(ALL, "VERMOED")),
        ([claim("a", CASUS), claim("a", CASUS, profiel="p1", status="VASTGESTELD")], {}),
        ([claim("a", CASUS), claim("b", CASUS, profiel="p2")], {"p2 gm1": "VERMOED"}),
        ([claim("a", CASUS), claim("b", CASUS, fase="UITVAL")], {}),
        (
            [claim("a", CASUS, status="vastgesteld"), claim("b", CASUS, status="VASTGESTELD", gebied="pc1")],
            {"p2 gm1": "BEVESTIGD"},
        ),
        (
            [claim(one, CASUS, status=status) for one, status in zip("abc", ("VASTGESTELD", "BETWIST", ""), strict=True)],
            dict.fromkeys(ALL, "VERMOED"),
        ),
        (
            [
                claim("a", CASUS, status="VASTGESTELD"),
                claim("b", CASUS),
                claim("b", CASUS, gebied="gm2", status="VASTGESTELD"),
            ],
            {"p1 gm1": "VERMOED", "p2 gm1": "VERMOED", "p1 gm2": "BEVESTIGD"},
        ),
    ],
)
def test_regie_overlap(ask: Ask, claims: list[Row], expected: dict[str, str]) -> None:
    assert over(ask, "REGIE_OVERLAP", claims) == expected


def test_regie_overlap_of_another_role(ask: Ask) -> None:
    claims = [claim("a", "ADVIES"), claim("b", "ADVIES"), claim("a", CASUS)]
    found = over(ask, "REGIE_OVERLAP", claims, rollen=("ADVIES",))
    assert found == {f"{pair} ADVIES": "VERMOED" for pair in ALL}


# ROL_ONTBREEKT


OWN_ROLES = [
    {"as": "rol", "code": "REGIE_LOKAAL", "label": "Lokale regie"},
    {"as": "rol", "code": "SAMENREGIE", "label": "Samen", "bovenliggend": "REGIE_CASUS"},
]


def missing_roles(ask: Ask, **sheets: list[Row]) -> set[str]:
    sheets |= {"organisaties": ORGANISATIONS, "begrippen": OWN_ROLES}
    result = ask("ROL_ONTBREEKT", profielen=[profile("p1", 9, 9)], **sheets)
    assert result.computed
    assert result.population == 3 * len(sheets["arrangementen"])
    assert result.gap == len(result.findings)
    return {identity.split("rol=")[1] for identity in result.findings if "arrangement=r1|" in identity}


@pytest.mark.parametrize(
    ("cells", "claims", "money", "expected"),
    [
        ({}, [], [], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({"aanbieder": "a"}, [], [], {"FINANCIERING", "REGIE"}),
        ({}, [("UITVOERING", {"arrangement": "r1", "profiel": "p1"})], [], {"FINANCIERING", "REGIE"}),
        ({}, [("UITVOERING", {"arrangement": "r2"}), ("UITVOERING", {})], [], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({}, [("FINANCIERING", {"arrangement": "r1", "status": "BETWIST"})], [], {"UITVOERING", "REGIE"}),
        ({}, [("REGIE_STELSEL", {"arrangement": "r1", "fase": "UITVAL"})], [], {"UITVOERING", "FINANCIERING"}),
        ({}, [("WETTELIJK", {"arrangement": "r1"})], [], {"UITVOERING", "FINANCIERING"}),
        # A role REGIE_* is one by its code, whatever it falls under.
        ({}, [("REGIE_LOKAAL", {"arrangement": "r1"})], [], {"UITVOERING", "FINANCIERING"}),
        ({}, [("SAMENREGIE", {"arrangement": "r1"})], [], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({}, [("ZORGPLICHT", {"arrangement": "r1"})], [], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({}, [("WETTELIJK", {"arrangement": "r1", "geldig_tot": "2025"})], [], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({}, [], [("BSO", "TIJDELIJK", {})], {"UITVOERING", "REGIE"}),
        ({}, [], [("ZORG", "AANVRAAG", {}), ("BSO", "ONGEDEKT", {})], {"UITVOERING", "FINANCIERING", "REGIE"}),
        ({}, [], [("ZORG", "STRUCTUREEL", {"geldig_tot": "2025"})], {"UITVOERING", "FINANCIERING", "REGIE"}),
    ],
)
def test_rol_ontbreekt(
    ask: Ask, cells: Row, claims: list[tuple[str, Row]], money: list[tuple[str, str, Row]], expected: set[str]
) -> None:
    found = missing_roles(
        ask,
        arrangementen=[provision("r1", **cells), provision("r2", aanbieder="b")],
        verantwoordelijkheden=[claim("a", rol, **other) for rol, other in claims],
        financiering=[funding("r1", component, status, **other) for component, status, other in money],
    )
    assert found == expected


def test_rol_ontbreekt_not_computed(ask: Ask) -> None:
    assert not ask("ROL_ONTBREEKT", arrangementen=[provision("r1")]).computed
    money = [funding("r1", "ZORG", "ONGEDEKT", geldig_tot="2020")]
    assert figures(ask("ROL_ONTBREEKT", arrangementen=[provision("r1")], financiering=money)) == (3, 3, 0, 0)


# TOEGANGSBARRIERE

DECIDES = "TOEGANGSBESLUIT"


@pytest.mark.parametrize(
    ("offers", "claims", "barred"),
    [
        (["TLV_LAAG"], [], True),
        (["TLV_LAAG"], [{}], False),
        (["TLV_LAAG"], [{"toegang": "TLV_LAAG"}], False),
        (["TLV_LAAG"], [{"toegang": "TLV_HOOG"}], True),
        (["TLV_LAAG; TLV_HOOG"], [{"toegang": "TLV_HOOG"}], False),
        (["TLV_LAAG", "TLV_HOOG"], [{"toegang": "TLV_HOOG"}], False),
        (["TLV_LAAG; GEEN"], [], False),
        (["TLV_LAAG", "GEEN"], [], False),
        (["TLV_LAAG", ""], [], False),
        ([], [], False),
        (["TLV_LAAG"], [{"profiel": "p2"}], True),
        (["TLV_LAAG"], [{"gebied": "pc1"}], True),
        (["TLV_LAAG"], [{"gebied": "gm1", "status": "BETWIST"}], False),
        (["TLV_LAAG"], [{"geldig_van": "2026-11-23"}], True),
        (["TLV_LAAG"], [{"rol": "ZORGPLICHT"}], True),
        # A phase does not matter when the claim names the provision, and does when it covers the pair.
        (["TLV_LAAG"], [{"fase": "UITVAL"}], True),
        (["TLV_LAAG"], [{"fase": "UITVAL", "arrangement": "r0"}], False),
        (["TLV_LAAG"], [{"arrangement": "r0", "toegang": "TLV_LAAG", "profiel": "p1", "gebied": "gm1"}], False),
        (["TLV_LAAG"], [{"arrangement": "r0", "gebied": "pc2"}], True),
        (["TLV_LAAG"], [{"arrangement": "r0", "profiel": "p2"}], True),
        (["TLV_LAAG"], [{"arrangement": "r0", "toegang": "TLV_HOOG"}], True),
        # It must name a provision that has the code, and that fits.
        (["TLV_LAAG", "TLV_HOOG"], [{"arrangement": "r0", "toegang": "TLV_HOOG"}], True),
        (["TLV_LAAG"], [{"arrangement": "elsewhere"}], True),
    ],
)
def test_toegangsbarriere(ask: Ask, offers: list[str], claims: list[Row], barred: bool) -> None:
    rows = [provision(f"r{at}", toegang=cell) for at, cell in enumerate(offers)]
    rows += [provision("elsewhere", gebieden="gm2", toegang="TLV_LAAG"), provision("perhaps", gebieden="", toegang="GEEN")]
    result = ask(
        "TOEGANGSBARRIERE",
        Params(profile="p1", area="gm1"),
        organisaties=ORGANISATIONS,
        profielen=PROFILES,
        arrangementen=rows,
        verantwoordelijkheden=[claim("b", "ADVIES"), *({**claim("a", DECIDES), **cells} for cells in claims)],
    )
    assert result.findings == ({"TOEGANGSBARRIERE|profiel=p1|gebied=gm1": ("BEVESTIGD", (9,))} if barred else {})
    assert result.population == 1


def test_toegangsbarriere_not_computed(ask: Ask) -> None:
    sheets = {"organisaties": ORGANISATIONS, "profielen": PROFILES}
    assert not ask("TOEGANGSBARRIERE", arrangementen=[provision("r1", toegang="TLV_LAAG")], **sheets).computed
    claims = [claim("a", DECIDES)]
    assert not ask("TOEGANGSBARRIERE", arrangementen=[provision("r1")], verantwoordelijkheden=claims, **sheets).computed
