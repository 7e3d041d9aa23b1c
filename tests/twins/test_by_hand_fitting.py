"""The twins of the rules about what fits, on regions small enough to know the answer."""

from __future__ import annotations

from tests.property.bruteforce import Row
from tests.property.small import AREAS, answer, area, book, organisation, profile, provision
from tests.twins.case import Case, check
from tests.twins.twinned import Answer, Twinned

GM1 = "profiel=p1|gebied=gm1"
ALL = (9, 10)
P1 = [profile("p1", *ALL)]
ORGANISATIONS = [organisation(id) for id in "abc"]
OLD = area("old", "PC4", geldig_tot="2025")
Ages = tuple[int, ...]


def conditions() -> tuple[Case, ...]:
    profiles = [profile("p1", *ALL, randvoorwaarden="vervoer; TOLK"), profile("p2", 9, 9)]
    needy = [profile("p1", *ALL, randvoorwaarden="BSO")]
    missing = provision("r1", randvoorwaarden_ontbreekt="BSO")

    def case(says: str, found: Answer, *rows: Row, profiles: list[Row] = needy) -> Case:
        return Case(says, book(profielen=profiles, arrangementen=list(rows)), "RANDVOORWAARDE",
                    {f"profiel=p1|gebied={id}": outcome for id, outcome in found.items()})

    both: Answer = {"gm1|voorwaarde=BSO": ("BEVESTIGD", ALL), "gm2|voorwaarde=BSO": ("BEVESTIGD", ALL)}
    unknown: Answer = {id: ("ONBEKEND", ages) for id, (_, ages) in both.items()}
    return (
        case("two conditions, two ages", {
            "gm1|voorwaarde=VERVOER": ("ONBEKEND", ALL), "gm1|voorwaarde=TOLK": ("ONBEKEND", (10,)),
            "gm2|voorwaarde=VERVOER": ("BEVESTIGD", (9,))},
            provision("r1", leeftijd_tot="9", randvoorwaarden_ontbreekt="VERVOER", randvoorwaarden="TOLK"),
            provision("r2", leeftijd_van="10", gebieden="gm1", randvoorwaarden_ontbreekt="BSO"), profiles=profiles),
        case("missing", both, missing),
        case("one that has it is enough", {}, missing, provision("r2", randvoorwaarden="BSO")),
        case("perhaps fitting is not", both, missing, provision("r2", randvoorwaarden="BSO", leeftijd_van="")),
        case("one that says nothing", unknown, missing, provision("r2")),
        case("two areas that make the whole of one", {"gm1|voorwaarde=BSO": ("ONBEKEND", ALL)},
             provision("r1", gebieden="pc1; pc2", randvoorwaarden="TOLK")),
        case("the same area twice, once as a part", {"gm1|voorwaarde=BSO": ("ONBEKEND", ALL)},
             provision("r1", gebieden="gm1; pc2", randvoorwaarden="TOLK")),
        case("a part is not the whole", {}, provision("r1", gebieden="pc1", randvoorwaarden="TOLK")),
        case("nobody says anything", {}, provision("r1")),
        case("a former arrangement says something", unknown, provision("r1"),
             provision("r2", status="GESTOPT", randvoorwaarden_ontbreekt="TOLK")),
    )


def one_provider() -> tuple[Case, ...]:
    def case(says: str, ages: Ages, *rows: Row) -> Case:
        found = {GM1: ("BEVESTIGD", ages)} if ages else {}
        return Case(says, book(organisaties=ORGANISATIONS, profielen=P1, arrangementen=list(rows)), "ENKELVOUDIG", found, areas=("gm1",))

    one = provision("r1", aanbieder="a")
    return (
        case("one provision", ALL, one),
        case("two of the same", ALL, one, provision("r2", aanbieder="a", leeftijd_tot="9")),
        case("another at nine", (10,), one, provision("r2", aanbieder="b", leeftijd_tot="9")),
        case("another on one leaf", ALL, one, provision("r2", aanbieder="b", gebieden="pc1")),
        case("another on each leaf", (), one, provision("r2", aanbieder="b", gebieden="pc1; pc2")),
        case("an unknown one at nine", (10,), one, provision("r2", leeftijd_tot="9")),
        case("only unknown ones", (), provision("r1"), provision("r2", aanbieder="a", status="GEPLAND")),
        case("a part is covered", (), provision("r1", aanbieder="a", gebieden="pc1")),
        case("known on one leaf", ALL, provision("r1", aanbieder="a", gebieden="pc1"), provision("r2", gebieden="pc2")),
        case("another that may fit", ALL, one, provision("r2", aanbieder="b", gebieden="")),
    )


def distance() -> tuple[Case, ...]:
    # On one meridian a degree is 111.1951 km, so 0.1349 degree is 15.0002 km. gm2 has no length: nothing can be said there.
    areas = [area("gm1", "GEMEENTE", lat="52.0", lon="4.0"), area("gm2", "GEMEENTE", lat="52.0")]

    def case(says: str, ages: Ages, *rows: Row, **asked: str) -> Case:
        found = {GM1: ("BEVESTIGD", ages)} if ages else {}
        elsewhere = provision("elsewhere", gebieden="gm2", lat="60", lon="4")
        return Case(says, book(gebieden=areas, profielen=P1, arrangementen=[*rows, elsewhere]), "AFSTAND", found, asked=asked)

    def at(id: str, lat: str, **cells: str) -> Row:
        return provision(id, lat=lat, lon="4", **cells)

    return (
        case("just too far", ALL, at("r1", "52.1349")),
        case("just near enough", (), at("r1", "52.1348")),
        case("another norm", ALL, at("r1", "52.1348"), max_km="14,9"),
        case("no way at all", (), at("r1", "52.0"), max_km="0"),
        case("the nearest counts", (), at("r1", "52.9"), at("r2", "52.1")),
        case("the nearest is far", ALL, at("r1", "52.9"), at("r2", "52.2")),
        case("near at nine", (10,), at("r1", "52.9"), at("r2", "52.1", leeftijd_tot="9")),
        case("one without a place", (), at("r1", "52.9"), provision("r2", lat="53")),
        case("one without a place that perhaps fits", ALL, at("r1", "52.9"), provision("r2", leeftijd_tot="")),
        case("the other end of the earth", ALL, provision("r1", lat="-52.0", lon="-176.0")),
    )


def waiting() -> tuple[Case, ...]:
    def case(says: str, found: Answer, young: list[str], old: list[str], norm: int = 13) -> Case:
        rows = [provision(f"y{at}", leeftijd_tot="9", wachttijd_weken=weeks) for at, weeks in enumerate(young)]
        rows += [provision(f"o{at}", leeftijd_van="10", wachttijd_weken=weeks) for at, weeks in enumerate(old)]
        return Case(says, book(profielen=P1, arrangementen=rows), "WACHTTIJD", found, asked={"norm_weken": str(norm)}, areas=("gm1",))

    return (
        case("too long", {GM1: ("BEVESTIGD", ALL)}, ["14"], ["26"]),
        case("within the norm at nine", {GM1: ("BEVESTIGD", (10,))}, ["13"], ["26"]),
        case("one unknown", {GM1: ("ONBEKEND", ALL)}, ["14", ""], ["26"]),
        case("one unknown where another is quick", {GM1: ("BEVESTIGD", (10,))}, ["14", "", "0"], ["26"]),
        case("all unknown at nine", {GM1: ("ONBEKEND", (9,))}, [""], ["0"]),
        case("another norm", {GM1: ("BEVESTIGD", (10,))}, ["14"], ["26"], 14),
        case("nobody filled it in", {}, ["", ""], [""]),
    )


def the_same_twice() -> tuple[Case, ...]:
    # Three leaves and the ages 9 to 13 of p1 make 15 places. What is asked of pairs is not asked here.
    profiles = [profile("p1", 9, 13, gebieden="gm2")]

    def case(says: str, found: bool, one: Row, other: Row, overlap: str = "0.8", also: tuple[Row, ...] = ()) -> Case:
        rows = [provision("r2", **{"aanbieder": "a", **one}), provision("r1", **{"aanbieder": "b", **other})]
        return Case(says, book(gebieden=[*AREAS, OLD], organisaties=ORGANISATIONS, profielen=[*profiles, *also], arrangementen=rows),
                    "AANBODOVERLAP",
                    {"arrangementen=r1+r2": ("BEVESTIGD", ())} if found else {}, asked={"min_overlap": overlap},
                    profiles=("p1",), areas=("gm2",))

    return (
        case("all the same", True, {}, {}),
        case("twelve of fifteen", True, {}, {"leeftijd_tot": "12"}),
        case("twelve of fifteen is not more", False, {}, {"leeftijd_tot": "12"}, "0.81"),
        case("nine of fifteen", False, {"leeftijd_tot": "12"}, {"leeftijd_van": "10"}),
        case("nine of fifteen is enough", True, {"leeftijd_tot": "12"}, {"leeftijd_van": "10"}, "0,6"),
        case("ten of fifteen", False, {}, {"gebieden": "gm1"}, "0.7"),
        case("the same areas in other words", True, {"gebieden": "gm1"}, {"gebieden": "pc1; pc2"}, "1"),
        case("a former area adds nothing", True, {"gebieden": "gm1"}, {"gebieden": "gm1; old"}, "1"),
        case("both empty", False, {"leeftijd_tot": "5"}, {"leeftijd_tot": "6"}, "0.1"),
        case("everywhere and perhaps everywhere", False, {}, {"gebieden": ""}, "0.1"),
        case("an age that is not known", False, {}, {"leeftijd_tot": ""}, "0.1"),
        case("another profile that fits one only", False, {}, {"behoefte": "alle"}, also=(profile("p2", 9, 13, behoefte="AUTISME"),)),
        case("another profile that fits both", True, {"behoefte": "AUTISME"}, {"behoefte": "alle"},
             also=(profile("p2", 9, 13, behoefte="AUTISME"),)),
        case("another profile that one excludes", False, {"behoefte": "alle"}, {"behoefte": "alle", "sluit_uit": "behoefte:AUTISME"},
             also=(profile("p2", 9, 13, behoefte="AUTISME"),)),
        case("of the same provider", False, {}, {"aanbieder": "a"}),
        case("of an unknown provider", False, {}, {"aanbieder": ""}),
        case("no longer there", False, {}, {"status": "GESTOPT"}),
    )


def the_same_reason() -> tuple[Case, ...]:
    concepts = [
        {"as": "behoefte", "code": "BREED", "label": "breed"},
        {"as": "behoefte", "code": "SMAL", "label": "smal", "bovenliggend": "BREED"},
        {"as": "behoefte", "code": "ANDERS", "label": "anders"}, {"as": "zorg", "code": "MATE", "label": "mate"}]
    small, wide = {"sluit_uit": "behoefte:SMAL"}, {"sluit_uit": "behoefte:BREED"}

    def case(says: str, blamed: dict[str, Ages], *rows: Row, needs: str = "SMAL") -> Case:
        offer = [provision(f"r{at}", **{"behoefte": "alle", "zorg": "alle", **row}) for at, row in enumerate(rows)]
        return Case(says, book(begrippen=concepts, organisaties=ORGANISATIONS, inventarisatie=[answer("a", "gm1", volledig="deels")],
                               profielen=[profile("p1", *ALL, behoefte=needs, zorg="MATE")], arrangementen=offer),
                    "CONTRA_INDICATIE", {f"{GM1}|begrip={one}": ("VERMOED", ages) for one, ages in blamed.items()}, areas=("gm1",))

    return (
        case("the value itself", {"behoefte:SMAL": ALL}, small),
        case("what it falls under", {"behoefte:BREED": ALL}, wide),
        case("two reasons", {"behoefte:BREED": ALL, "behoefte:SMAL": ALL}, {"sluit_uit": "behoefte:BREED; behoefte:SMAL"}),
        case("only what all exclude", {"behoefte:SMAL": ALL}, {"sluit_uit": "behoefte:BREED; behoefte:SMAL"}, small),
        case("each another reason", {}, wide, small),
        case("refused all the same", {}, {**small, "behoefte": "ANDERS"}),
        case("admitted perhaps: a blank axis", {"behoefte:SMAL": ALL}, {**small, "behoefte": ""}),
        case("admitted perhaps: a narrower value", {"behoefte:BREED": ALL}, {**wide, "behoefte": "SMAL"}, needs="BREED"),
        case("one on age", {}, small, {"leeftijd_tot": "8"}),
        case("one that fits at nine", {}, small, {"leeftijd_tot": "9"}),
        case("two refusals at nine, one at ten", {"behoefte:SMAL": (9,)}, small, {"leeftijd_van": "10", "instroom": "GESTOPT"}),
        case("one on intake elsewhere", {"behoefte:SMAL": ALL}, small, {"gebieden": "gm2", "instroom": "GESTOPT"}),
        case("one on intake in two areas that make the whole", {}, small, {"gebieden": "pc1; pc2", "instroom": "GESTOPT"}),
        case("one on intake in a part", {"behoefte:SMAL": ALL}, small, {"gebieden": "pc1", "instroom": "GESTOPT"}),
        case("nobody knows where", {}, {**small, "gebieden": ""}),
        case("two axes that refuse", {}, {"sluit_uit": "behoefte:SMAL; zorg:MATE"}),
        case("one axis that refuses, another that is not admitted", {}, {**small, "zorg": "VERBLIJF"}),
        case("each value its own reason", {}, {"sluit_uit": "behoefte:SMAL; behoefte:ANDERS"}, needs="SMAL; ANDERS"),
        case("one reason for the value that is refused", {"behoefte:BREED": ALL}, {"sluit_uit": "behoefte:BREED; zorg:VERBLIJF"},
             needs="SMAL; ANDERS"),
        case("something may fit", {}, small, {"behoefte": "", "gebieden": "pc1"}),
        case("excluded by what is no longer there", {}, {**small, "geldig_tot": "2025"}, {"instroom": "GESTOPT"}),
    )


def test_cases(twinned: Twinned) -> None:
    check(twinned, (*conditions(), *one_provider(), *distance(), *waiting(), *the_same_twice(), *the_same_reason()))
