"""The twins of the rules about who decides and who is in charge, on regions small enough to know the answer."""

from __future__ import annotations

from tests.property.bruteforce import Row
from tests.property.small import AREAS, area, book, claim, organisation, profile, provision
from tests.twins.case import Case, check
from tests.twins.twinned import Twinned

GM1 = "profiel=p1|gebied=gm1"
ALL = (9, 10)
P1 = [profile("p1", *ALL)]
ORGANISATIONS = [organisation(id) for id in "abc"]
OLD = area("old", "PC4", geldig_tot="2025")


def access() -> tuple[Case, ...]:
    def case(says: str, barred: bool, offers: list[str], *claims: Row) -> Case:
        rows = [provision(f"r{at}", toegang=cell) for at, cell in enumerate(offers)]
        rows += [provision("elsewhere", gebieden="gm2", toegang="TLV_LAAG"), provision("perhaps", gebieden="", toegang="GEEN")]
        held = [claim("b", "ADVIES"), *({**claim("a", "TOEGANGSBESLUIT"), **cells} for cells in claims)]
        return Case(says, book(gebieden=[*AREAS, OLD], organisaties=ORGANISATIONS, profielen=[*P1, profile("p2", 9, 9)],
                               arrangementen=rows, verantwoordelijkheden=held),
                    "TOEGANGSBARRIERE", {GM1: ("BEVESTIGD", ALL)} if barred else {}, profiles=("p1",), areas=("gm1",))

    low, high, two = ["TLV_LAAG"], {"toegang": "TLV_HOOG"}, ["TLV_LAAG", "TLV_HOOG"]
    nobody = book(organisaties=ORGANISATIONS, profielen=P1, arrangementen=[provision("r1", toegang="TLV_LAAG")])
    return (
        Case("no roles at all", nobody, "TOEGANGSBARRIERE", {}),
        case("nobody", True, low),
        case("for every decision", False, low, {}),
        case("for this decision", False, low, {"toegang": "TLV_LAAG"}),
        case("for another decision", True, low, high),
        case("one of the decisions of one", False, ["TLV_LAAG; TLV_HOOG"], high),
        case("the decision of one of two", False, two, high),
        case("no decision needed", False, ["TLV_LAAG; GEEN"]),
        case("none needed for one", False, ["TLV_LAAG", "GEEN"]),
        case("unknown for one", False, ["TLV_LAAG", ""]),
        case("nothing fits", False, []),
        case("for another profile", True, low, {"profiel": "p2"}),
        case("for a part", True, low, {"gebied": "pc1"}),
        case("for a former area", True, low, {"gebied": "old"}),
        case("for this area, contested", False, low, {"gebied": "gm1", "status": "BETWIST"}),
        case("from tomorrow", True, low, {"geldig_van": "2026-11-23"}),
        case("another role", True, low, {"rol": "ZORGPLICHT"}),
        case("in one phase", True, low, {"fase": "UITVAL"}),
        case("for the provision, in whatever phase", False, low, {"fase": "UITVAL", "arrangement": "r0"}),
        case("for the provision and the pair", False, low,
             {"arrangement": "r0", "toegang": "TLV_LAAG", "profiel": "p1", "gebied": "gm1"}),
        case("for the provision in a part", True, low, {"arrangement": "r0", "gebied": "pc2"}),
        case("for the provision and another profile", True, low, {"arrangement": "r0", "profiel": "p2"}),
        case("for the provision but another decision", True, low, {"arrangement": "r0", **high}),
        case("for a provision that does not ask it", True, two, {"arrangement": "r0", **high}),
        case("for a provision that does not fit", True, low, {"arrangement": "elsewhere"}),
    )


CASUS = "REGIE_CASUS"
EVERYWHERE = ("p1 gm1", "p1 gm2", "p2 gm1")


def held(rule: str, says: str, found: dict[str, str], *claims: Row, roles: str = CASUS) -> Case:
    """Two profiles, the second only in a half of gm1, and these claims; what is found by `profile area` or `profile area role`."""
    findings = {"profiel={}|gebied={}|rol={}".format(*(*pair.split(), roles)[:3]): (status, ()) for pair, status in found.items()}
    sheets = book(gebieden=[*AREAS, OLD], organisaties=ORGANISATIONS, profielen=[profile("p1", 9, 9), profile("p2", 9, 9, gebieden="pc1")],
                  arrangementen=[provision("r1")], verantwoordelijkheden=list(claims))
    return Case(says, sheets, rule, findings, asked={"rollen": roles})


def nobody_in_charge() -> tuple[Case, ...]:
    def case(says: str, missing: tuple[str, ...], **cells: str) -> Case:
        return held("REGIELEEMTE", says, dict.fromkeys(missing, "BEVESTIGD"), claim("a", CASUS, **cells))

    other, past = claim("a", "REGIE_PROCES"), claim("a", CASUS, geldig_tot="2026-11-21")
    unknown = dict.fromkeys(EVERYWHERE, "ONBEKEND")
    return (
        case("without a limit", ()),
        case("contested", (), status="BETWIST"),
        case("for one profile", ("p2 gm1",), profiel="p1"),
        case("for one area", ("p1 gm2",), gebied="gm1"),
        case("for the half where one of them lives", ("p1 gm1", "p1 gm2"), gebied="pc1"),
        case("for a former area", EVERYWHERE, gebied="old"),
        case("for an arrangement", EVERYWHERE, arrangement="r1"),
        case("in one phase", EVERYWHERE, fase="UITVAL"),
        case("for one decision", EVERYWHERE, toegang="TLV_LAAG"),
        held("REGIELEEMTE", "nobody speaks of the role today", unknown, other, past),
        held("REGIELEEMTE", "two roles", {f"{pair} {CASUS}": "ONBEKEND" for pair in EVERYWHERE}, other, roles=f"REGIE_PROCES,{CASUS}"),
        held("REGIELEEMTE", "nobody speaks of any role", {}),
    )


def two_in_charge() -> tuple[Case, ...]:
    def case(says: str, found: dict[str, str], *claims: Row) -> Case:
        return held("REGIE_OVERLAP", says, found, *claims)

    one, other = claim("a", CASUS), claim("b", CASUS)
    fixed = {**one, "status": "VASTGESTELD"}
    return (
        case("one", {}, one),
        case("another role", {}, one, claim("b", "REGIE_PROCES")),
        case("two", dict.fromkeys(EVERYWHERE, "VERMOED"), one, other),
        case("one twice", {}, one, claim("a", CASUS, profiel="p1", status="VASTGESTELD")),
        case("two for one profile", {"p2 gm1": "VERMOED"}, one, claim("b", CASUS, profiel="p2")),
        case("one in one phase", {}, one, claim("b", CASUS, fase="UITVAL")),
        case("two fixed in a part", {"p2 gm1": "BEVESTIGD"}, fixed, claim("b", CASUS, status="VASTGESTELD", gebied="pc1")),
        case("one fixed of three", dict.fromkeys(EVERYWHERE, "VERMOED"), fixed, {**other, "status": "BETWIST"}, claim("c", CASUS)),
        case("fixed twice in a part", {"p1 gm1": "VERMOED", "p2 gm1": "VERMOED", "p1 gm2": "BEVESTIGD"},
             fixed, other, claim("b", CASUS, gebied="gm2", status="VASTGESTELD")),
        held("REGIE_OVERLAP", "any role will do", dict.fromkeys(EVERYWHERE, "VERMOED"), claim("a", "ADVIES"), claim("b", "ADVIES"), one,
             roles="ADVIES"),
    )


def test_cases(twinned: Twinned) -> None:
    check(twinned, (*access(), *nobody_in_charge(), *two_in_charge()))
