"""The twins of the rules about money, roles and tables: in one region all that makes a difference, each at its own age or id."""

from __future__ import annotations

from tests.property.bruteforce import Row
from tests.property.small import AREAS, D, area, book, claim, funding, item, meeting, organisation, profile, provision, situation
from tests.twins.case import Case, check
from tests.twins.twinned import Answer, Twinned

GM1, GM2 = "profiel=p1|gebied=gm1", "profiel=p1|gebied=gm2"
# A former region and one that is there lie over a part of gm1; the second goes on outside it.
PLACES = [*AREAS, area("former", "RMC", geldig_tot="2025"), area("jr", "JEUGDREGIO"), area("pc3", "PC4", "gm1; jr; former"),
          area("pc4", "PC4", "jr")]
CERTAIN, SUSPECTED, UNKNOWN = "BEVESTIGD", "VERMOED", "ONBEKEND"
UNTIL = "geldig_tot"


def roles() -> tuple[Case, ...]:
    rows = [provision("known", aanbieder="a"), provision("none"), provision("said"), provision("asked", aanbieder="a"),
            provision("past", aanbieder="a"), provision("stopped", status="GESTOPT"), situation("state")]
    money = [funding("known", "ZORG", "PROJECT"), funding("asked", "ZORG", "AANVRAAG"), funding("asked", "BSO", "ONGEDEKT"),
             funding("past", "ZORG", "PROJECT", geldig_tot="2026-11-21")]
    claims = [claim("a", "WETTELIJK", arrangement="known"), claim("a", "REGIE_CASUS"),
              claim("a", "REGIE_CASUS", arrangement="past", geldig_tot="2025"),
              *(claim("a", role, arrangement="said", status="BETWIST") for role in ("UITVOERING", "FINANCIERING", "REGIE_STELSEL"))]
    lacking = {"none": ("UITVOERING", "FINANCIERING", "REGIE"), "asked": ("FINANCIERING", "REGIE"), "past": ("FINANCIERING", "REGIE")}
    sheets = book(organisaties=[organisation("a")], arrangementen=rows, financiering=money, verantwoordelijkheden=claims)
    return (
        Case("who does what", sheets, "ROL_ONTBREEKT",
             {f"arrangement={id}|rol={role}": (CERTAIN, ()) for id, missing in lacking.items() for role in missing}),
        Case("nobody wrote down a role", book(arrangementen=[provision("none")]), "ROL_ONTBREEKT", {}),
    )


def components() -> Case:
    paid: dict[str, tuple[str, dict[str, str], list[tuple[str, str, Row]]]] = {
        "bare": ("SBO", {"ZORG": CERTAIN},
                 [("ZORG", "ONGEDEKT", {}), ("ZORG", "AANVRAAG", {"geldig_van": "2026"}), ("BSO", "TIJDELIJK", {})]),
        "paid": ("SBO", {}, [("ZORG", "ONGEDEKT", {}), ("ZORG", "PROJECT", {"geldig_van": "2026"})]),
        "was-paid": ("SBO", {"ZORG": CERTAIN},
                     [("ZORG", "ONGEDEKT", {}), ("ZORG", "PROJECT", {"geldig_van": "2020", UNTIL: "2025"})]),
        "asked": ("SBO", {}, [("ZORG", "AANVRAAG", {})]),
        "past": ("OZA", {}, [("ZORG", "ONGEDEKT", {"geldig_tot": "2025"})]),
        "half": ("OZA_EXPERIMENT", {"ONDERWIJS": CERTAIN, "ZORG": SUSPECTED}, [("ONDERWIJS", "ONGEDEKT", {})]),
        "other": ("ZOA", {"ONDERWIJS": SUSPECTED, "ZORG": SUSPECTED}, [("BSO", "STRUCTUREEL", {})]),
        "silent": ("OZA", {}, []), "state": ("SITUATIE", {}, [("ZORG", "ONGEDEKT", {})]),
    }
    rows = [provision(id, soort=kind) for id, (kind, _, _) in paid.items()]
    money = [funding(id, component, status, **cells) for id, (_, _, told) in paid.items() for component, status, cells in told]
    return Case("what is paid", book(arrangementen=rows, financiering=money), "ONGEDEKTE_COMPONENT",
                {f"arrangement={id}|component={name}": (status, ())
                 for id, (_, found, _) in paid.items() for name, status in found.items()})


def at_age(age: int, **cells: str) -> Row:
    """A provision for one age only."""
    return provision(f"goal{age}", **{"leeftijd_van": str(age), "leeftijd_tot": str(age), **cells})


def ends() -> tuple[Case, ...]:
    """Each age has a provision of its own, that ends or not; eighteen months after the day is 2028-05-22."""
    bases = [{"id": id, "titel": id, "geldig_tot": day} for id, day in (("soon", "2028-05-22"), ("later", "2028-05-23"), ("open", ""))]

    def case(says: str, status: str, *rows: tuple[bool, Row, list[tuple[str, str, Row]]]) -> Case:
        offers = [at_age(age, **cells) for age, (_, cells, _) in enumerate(rows)]
        money = [funding(f"goal{age}", component, kind, **cells)
                 for age, (_, _, told) in enumerate(rows) for component, kind, cells in told]
        found = tuple(age for age, (ending, _, _) in enumerate(rows) if ending)
        return Case(says, book(profielen=[profile("p1", 0, len(rows))], rechtsgronden=bases, arrangementen=offers, financiering=money),
                    "EINDIGE_DEKKING", {GM1: (status, found)}, areas=("gm1",))

    def spread(says: str, found: Answer, *rows: Row) -> Case:
        return Case(says, book(profielen=[profile("p1", 9, 10)], arrangementen=list(rows),
                               financiering=[funding("perhaps", "ZORG", "PROJECT")]), "EINDIGE_DEKKING", found)

    last, lasts = provision("last", geldig_tot="2027"), provision("lasts", leeftijd_tot="9")
    perhaps = provision("perhaps", gebieden="pc1")
    return (
        case("for certain", CERTAIN, (True, {UNTIL: "2028-05-22"}, []), (False, {UNTIL: "2028-05-23"}, []), (False, {UNTIL: "2028-05"}, []),
             (True, {UNTIL: "2028-04"}, []), (True, {"wettelijke_basis": "open; soon"}, []),
             (False, {"wettelijke_basis": "later; open"}, []),
             (False, {}, [("ZORG", "STRUCTUREEL", {})]), (True, {}, [("ZORG", "STRUCTUREEL", {UNTIL: "2027"})]),
             (True, {}, [("ZORG", "PROJECT", {UNTIL: "2027"}), ("BSO", "STRUCTUREEL", {})]),
             (False, {}, [("ZORG", "PROJECT", {UNTIL: "2027"}), ("ZORG", "STRUCTUREEL", {"geldig_van": "2020"})]),
             (False, {}, [("ZORG", "ONGEDEKT", {UNTIL: "2027"}), ("BSO", "AANVRAAG", {UNTIL: "2027"})]), (False, {"gebieden": ""}, [])),
        case("one thing for certain, one perhaps", CERTAIN, (True, {}, [("ZORG", "PROJECT", {UNTIL: "2027"}), ("BSO", "PROJECT", {})])),
        case("perhaps", UNKNOWN, (True, {}, [("ZORG", "PROJECT", {})]), (False, {}, [("ZORG", "PROJECT", {UNTIL: "2026-11-21"})]),
             (True, {}, [("ZORG", "PROJECT", {}), ("ZORG", "TIJDELIJK", {"geldig_van": "2020", UNTIL: "2028-05-22"})]),
             (False, {}, [("ZORG", "PROJECT", {}), ("ZORG", "TIJDELIJK", {"geldig_van": "2020", UNTIL: "2028-05-23"})])),
        spread("in a part only perhaps, elsewhere for certain", {GM1: (CERTAIN, (9, 10)), GM2: (CERTAIN, (9, 10))}, last, perhaps),
        spread("what lasts at one age", {GM1: (CERTAIN, (10,)), GM2: (CERTAIN, (10,))}, last, perhaps, lasts),
        spread("what lasts but fits only perhaps", {GM1: (CERTAIN, (9, 10)), GM2: (CERTAIN, (9, 10))}, last, perhaps,
               provision("blank", leeftijd_tot="")),
        spread("in a part perhaps", {GM1: (UNKNOWN, (9, 10))}, perhaps, provision("lasts", gebieden="gm2; pc2")),
        spread("a part that nobody serves", {}, provision("perhaps", gebieden="pc1", geldig_tot="2027")),
    )


def signals() -> tuple[Case, ...]:
    def case(says: str, found: bool, *cells: Row, least: str = "3", listed: str = "", about: str = GM1) -> Case:
        given = [{"id": f"s{at}", "datum": str(D), "profiel": "p1", "gebied": "gm1", "organisatie": "aba"[at], **own}
                 for at, own in enumerate([*cells, *[{}] * 3][:3])]
        return Case(says, book(gebieden=PLACES, organisaties=[organisation("a"), organisation("b")], signalen=given, profielen=[
            profile("p1", 9, 9), profile("p2", 9, 9, gebieden="pc1")], lacunes=[{"id": "l1", "bevinding": listed}] if listed else []),
            "SIGNAAL_ONGEBONDEN", {about: (CERTAIN, ())} if found else {}, asked={"min_signalen": least})
    return (
        case("three of two", True), case("two are enough", True, {"datum": "2025"}, least="2"), case("not enough", False, least="4"),
        case("three of one", False, {}, {"organisatie": "a"}), case("one unknown", False, {}, {"organisatie": ""}),
        case("areas within", True, {"gebied": "pc1"}, {"gebied": "pc2"}, {"datum": "2025-11-23"}),
        case("a year ago", False, {"datum": "2025-11-22"}), case("tomorrow", False, {"datum": "2026-11-23"}),
        case("this year", True, {"datum": "2026"}),
        case("a former area", False, {"gebied": "former"}), case("an area that goes on outside", False, {"gebied": "jr"}),
        case("another profile", False, {"profiel": "p2"}),
        case("on the list", False, listed=f"LEEFTIJDSBREUK|{GM1}|leeftijd=10"),
        case("another area listed", True, listed=f"GEEN_AANBOD|{GM2}"),
        case("outside the part where it lives", True, *[{"profiel": "p2", "gebied": "pc2"}] * 3, about="profiel=p2|gebied=gm1"),
        case("where it does not live", False, *[{"profiel": "p2", "gebied": "gm2"}] * 3),
    )


def tables() -> tuple[Case, ...]:
    """One gemeente, and a samenwerkingsverband for each thing that may have been agreed with it."""
    agreed: dict[str, tuple[str | None, Row, list[Row]]] = {
        "just": (None, {}, [{"datum": "2022-11-23"}]), "late": (CERTAIN, {}, [{"datum": "2022-11-22"}]),
        "changed": (None, {}, [{"datum": "2026", "conclusie": "AKKOORD_MET_WIJZIGING"}]), "never": (CERTAIN, {}, []),
        "tomorrow": (CERTAIN, {}, [{"datum": "2026-11-23"}, {"datum": "2022"}]),
        "talked": (CERTAIN, {}, [{"datum": "2026-06", "conclusie": "VOLGT"}]),
        "other": (UNKNOWN, {"soort": "BESTUURLIJK"}, [{"datum": "2026-06"}]),
        "alone": (UNKNOWN, {"leden": "alone"}, [{"datum": "2026-06"}]),
    }
    boards = [organisation("gm", "GEMEENTE", gebieden="gm1"), organisation("far", "SWV_PO", gebieden="gm2"),
              organisation("school", gebieden="alle"), organisation("blank", "SWV_PO"),
              organisation("past", "SWV_PO", gebieden="gm1", geldig_tot="2026-11-21"),
              organisation("former", "SWV_PO", gebieden="former"), organisation("all", "SWV_VO", gebieden="alle"),
              *(organisation(id, "SWV_PO", gebieden="pc1") for id in agreed)]
    met = [meeting(**{"id": f"o-{id}", "soort": "OOGO", "leden": f"gm; {id}", **cells}) for id, (_, cells, _) in agreed.items()]
    items = [item(f"i-{id}-{at}", **{"overleg": f"o-{id}", "conclusie": "AKKOORD", **cells})
             for id, (_, _, told) in agreed.items() for at, cells in enumerate(told)]
    found: Answer = {f"gemeente=gm|swv={id}": (status, ()) for id, (status, _, _) in agreed.items() if status}
    sheets = book(gebieden=PLACES, organisaties=boards, overleggen=met, agenda=items)
    silent = [{**row, "leden": ""} for row in met]
    return (
        Case("what was agreed", sheets, "OOGO_VERLOPEN", found | {"gemeente=gm|swv=all": (UNKNOWN, ())}),
        Case("no members known", {**sheets, "overleggen": silent}, "OOGO_VERLOPEN", {}),
    )


def test_money_and_tables(twinned: Twinned) -> None:
    check(twinned, (*roles(), components(), *ends(), *signals(), *tables()))
