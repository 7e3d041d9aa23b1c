"""The twins on regions small enough to know the answer: each special case of the definition once."""

from __future__ import annotations

from datetime import date

from graph.gaps import Request
from tests.property.bruteforce import Book
from tests.property.small import AREAS, D, answer, area, book, demand, item, meeting, profile, provision, referral
from tests.twins.case import Case, check
from tests.twins.twinned import Twinned


def organisation(id: str) -> dict[str, str]:
    return {"id": id, "naam": id, "soort": "SCHOOLBESTUUR"}


def concept(axis: str, code: str, broader: str = "") -> dict[str, str]:
    return {"as": axis, "code": code, "label": code, "bovenliggend": broader}


def asked(*answers: str) -> Book:
    """A region with nothing to offer, in which this many providers were asked: ja, deels or nee each."""
    providers = [organisation(f"org{number}") for number in range(len(answers))]
    rows = [answer(provider["id"], "gm2", volledig=given) for provider, given in zip(providers, answers, strict=True)]
    return book(profielen=[profile("p1", 10, 11)], organisaties=providers, inventarisatie=rows)


GM1, GM2 = "profiel=p1|gebied=gm1", "profiel=p1|gebied=gm2"
ALL = (10, 11)
CHAIN = [concept("behoefte", "BOVEN"), concept("behoefte", "MIDDEN", "BOVEN"), concept("behoefte", "ONDER", "MIDDEN")]
MIDDLE = [profile("p1", 10, 11, behoefte="MIDDEN")]
GONE = area("gm9", "GEMEENTE", geldig_tot="2025")


def matched(says: str, cells: dict[str, str], rule: str) -> Case:
    """A profile that asks for MIDDEN in gm2, and one provision with these cells."""
    found = {GM2: ("ONBEKEND", ALL)} if rule != "LEEFTIJDSBREUK" else {}
    return Case(says, book(begrippen=CHAIN, profielen=MIDDLE, arrangementen=[provision("r", **cells)]), rule, found, areas=("gm2",))


CASES = (
    Case("nothing at all", book(profielen=[profile("p1", 10, 11)]), "GEEN_AANBOD",
         {GM1: ("ONBEKEND", ALL), GM2: ("ONBEKEND", ALL)}),
    Case("a choice of pairs", book(profielen=[profile("p1", 10, 11), profile("p2", 4, 4)]), "GEEN_AANBOD",
         {GM2: ("ONBEKEND", ALL)}, profiles=("p1",), areas=("gm2",)),
    matched("any value, and `alle` is not unknown", {"behoefte": "alle"}, "LEEFTIJDSBREUK"),
    matched("a blank axis", {}, "ONBEKEND_AANBOD"),
    matched("a broader value serves it", {"behoefte": "BOVEN"}, "LEEFTIJDSBREUK"),
    matched("a narrower value serves a part", {"behoefte": "ONDER"}, "ONBEKEND_AANBOD"),
    Case("a value two steps narrower serves a part", book(
        begrippen=CHAIN, profielen=[profile("p1", 10, 11, behoefte="BOVEN")], arrangementen=[provision("r", behoefte="ONDER")]),
        "ONBEKEND_AANBOD", {GM1: ("ONBEKEND", ALL), GM2: ("ONBEKEND", ALL)}),
    matched("another value", {"behoefte": "AUTISME"}, "GEEN_AANBOD"),
    matched("excluded itself", {"behoefte": "alle", "sluit_uit": "behoefte:MIDDEN"}, "GEEN_AANBOD"),
    matched("excluded above", {"behoefte": "alle", "sluit_uit": "behoefte:BOVEN"}, "GEEN_AANBOD"),
    matched("excluded above, and the axis blank", {"sluit_uit": "behoefte:BOVEN"}, "GEEN_AANBOD"),
    matched("excluded below", {"behoefte": "alle", "sluit_uit": "behoefte:ONDER"}, "ONBEKEND_AANBOD"),
    matched("takes nobody", {"behoefte": "alle", "instroom": "GESTOPT"}, "GEEN_AANBOD"),
    matched("planned", {"behoefte": "alle", "status": "GEPLAND"}, "GEEN_AANBOD"),
    matched("a situation", {"behoefte": "alle", "soort": "SITUATIE"}, "GEEN_AANBOD"),
    matched("ended last month", {"behoefte": "alle", "geldig_tot": "2026-10"}, "GEEN_AANBOD"),
    matched("begins this month, ends this year", {"behoefte": "alle", "geldig_van": "2026-11", "geldig_tot": "2026"}, "LEEFTIJDSBREUK"),
    matched("no lowest age", {"behoefte": "alle", "leeftijd_van": ""}, "ONBEKEND_AANBOD"),
    matched("too young anyhow", {"behoefte": "alle", "leeftijd_van": "12", "leeftijd_tot": ""}, "GEEN_AANBOD"),
    matched("blank areas", {"behoefte": "alle", "gebieden": ""}, "ONBEKEND_AANBOD"),
    matched("another area", {"behoefte": "alle", "gebieden": "gm1"}, "GEEN_AANBOD"),
    Case("a former area is not a blank cell",
         book(gebieden=[*AREAS, GONE], profielen=[profile("p1", 10, 11)], arrangementen=[provision("r", gebieden="gm9")]),
         "GEEN_AANBOD", {GM1: ("ONBEKEND", ALL), GM2: ("ONBEKEND", ALL)}),
    Case("a former area bridges nothing",
         book(gebieden=[area("po1", "SWV_PO"), area("gm9", "GEMEENTE", "po1", geldig_tot="2025"), area("gm1", "GEMEENTE", "gm9")],
              profielen=[profile("p1", 10, 11)], arrangementen=[provision("r", gebieden="po1")]),
         "GEEN_AANBOD", {GM1: ("ONBEKEND", ALL)}),
    Case("half of a gemeente", book(profielen=[profile("p1", 10, 12)], arrangementen=[
        provision("r", gebieden="pc1; gm2"), provision("s", gebieden="pc2", leeftijd_tot="10")]),
         "DEELGEBIED", {GM1: ("ONBEKEND", (11, 12))}),
    Case("the half where the profile is", book(profielen=[profile("p1", 10, 11, gebieden="pc1")],
                                               arrangementen=[provision("r", gebieden="pc1", leeftijd_tot="10")]),
         "LEEFTIJDSBREUK", {f"{GM1}|leeftijd=11": ("ONBEKEND", (11,))}),
    Case("an age at which it ends, where everybody was asked",
         asked("ja") | {"arrangementen": [provision("r", leeftijd_tot="10")]}, "LEEFTIJDSBREUK",
         {f"{GM2}|leeftijd=11": ("BEVESTIGD", (11,))}, areas=("gm2",)),
    Case("the half where the profile is not", book(profielen=[profile("p1", 10, 11, gebieden="pc1")],
                                                   arrangementen=[provision("r", gebieden="pc2")]),
         "GEEN_AANBOD", {GM1: ("ONBEKEND", ALL)}),
    Case("a profile of former areas occurs nowhere",
         book(gebieden=[*AREAS, GONE], profielen=[profile("p1", 10, 11, gebieden="gm9")]), "GEEN_AANBOD", {}),
    Case("without gemeenten all leaves", book(gebieden=[area("po1", "SWV_PO"), area("pc1", "PC4", "po1"), area("rmc1", "RMC")],
                                              profielen=[profile("p1", 10, 11)]), "GEEN_AANBOD",
         {"profiel=p1|gebied=pc1": ("ONBEKEND", ALL), "profiel=p1|gebied=rmc1": ("ONBEKEND", ALL)}),
    Case("another kind of area", book(profielen=[profile("p1", 10, 11)]), "GEEN_AANBOD",
         {"profiel=p1|gebied=pc1": ("ONBEKEND", ALL), "profiel=p1|gebied=pc2": ("ONBEKEND", ALL)}, asked={"gebiedssoort": "PC4"}),
    Case("two values, each by another provision", book(
        begrippen=[concept("behoefte", "EEN"), concept("behoefte", "TWEE")], profielen=[profile("p1", 10, 11, behoefte="EEN; TWEE")],
        arrangementen=[provision("r", behoefte="EEN"), provision("s", behoefte="TWEE")]),
        "GEEN_AANBOD", {GM1: ("ONBEKEND", ALL), GM2: ("ONBEKEND", ALL)}),
    Case("nine of ten is enough", asked(*["ja"] * 9, "nee"), "GEEN_AANBOD", {GM2: ("BEVESTIGD", ALL)}, areas=("gm2",)),
    Case("parts count for a half", asked("deels", "deels"), "GEEN_AANBOD", {GM2: ("VERMOED", ALL)}, areas=("gm2",)),
    Case("less than a half", asked("ja", "nee", "nee"), "GEEN_AANBOD", {GM2: ("ONBEKEND", ALL)}, areas=("gm2",)),
    Case("an answer about a part, and one a leap year ago",
         book(profielen=[profile("p1", 10, 11)], organisaties=[organisation("org1"), organisation("org2")],
              inventarisatie=[answer("org1", "pc1", "2024-02"), answer("org2", "pc2", "2023-02-28")]),
         "GEEN_AANBOD", {GM1: ("VERMOED", ALL)}, day=date(2024, 2, 29), areas=("gm1",)),
    Case("a gemeente in two regions, and one in the other region",
         book(gebieden=[area("jr1", "JEUGDREGIO"), area("jr2", "JEUGDREGIO"), area("po1", "SWV_PO"), area("gm1", "GEMEENTE", "po1"),
                        area("pc1", "PC4", "gm1; jr1"), area("pc2", "PC4", "gm1; jr2"),
                        area("gm2", "GEMEENTE", "po1; jr1"), area("gm3", "GEMEENTE", "po1; jr2"), area("pc3", "PC4", "gm2"),
                        area("pc4", "PC4", "gm2")]),
         "GRENSBREUK", {"gebied=gm1|soort=SPLITSING|binnen=JEUGDREGIO": ("BEVESTIGD", ()),
                        "gebied=gm3|soort=AFWIJKING|binnen=SWV_PO>JEUGDREGIO": ("BEVESTIGD", ())}),
    Case("a region within the gemeente itself",
         book(gebieden=[area("gm1", "GEMEENTE"), area("po1", "SWV_PO", "gm1"), area("jr1", "JEUGDREGIO", "po1"),
                        area("jr2", "JEUGDREGIO", "po1")]),
         "GRENSBREUK", {"gebied=gm1|soort=SPLITSING|binnen=JEUGDREGIO": ("BEVESTIGD", ())}),
    Case("gemeenten that lie in a region for a part only belong to none",
         book(gebieden=[area("jr1", "JEUGDREGIO"), area("jr2", "JEUGDREGIO"), area("po1", "SWV_PO"),
                        area("gm1", "GEMEENTE", "po1"), area("pc1", "PC4", "gm1; jr1"), area("pc2", "PC4", "gm1"),
                        area("gm2", "GEMEENTE", "jr1"), area("pc3", "PC4", "gm2; po1"), area("pc4", "PC4", "gm2"),
                        *(area(f"gm{number}", "GEMEENTE", "po1; jr2") for number in (3, 4, 5))]),
         "GRENSBREUK", {}),
    Case("ids with a plus", book(arrangementen=[provision("a", bevestigd_op="2026-11"), provision("b", bevestigd_op="2025-11-22")],
                                 verwijspaden=[referral("a", "b", toegang="TLV_LAAG; BESCHIKKING_JW")]),
         "VEROUDERD", {"record=arrangement:b": ("BEVESTIGD", ()),
                       "record=verwijspad:a~b~TOELEIDING~~~BESCHIKKING_JW%2BTLV_LAAG": ("ONBEKEND", ())}),
    Case("nobody ever confirmed anything", book(arrangementen=[provision("a")]), "VEROUDERD", {}),
    Case("a former arrangement was once confirmed",
         book(arrangementen=[provision("a"), provision("b", bevestigd_op="2020", geldig_tot="2021")]),
         "VEROUDERD", {"record=arrangement:a": ("ONBEKEND", ())}),
    Case("counts that cannot both be true",
         book(profielen=[profile("p1", 10, 11)], bronnen=[{"id": id, "titel": id, "soort": "REGISTRATIE"} for id in ("b1", "b2", "b3")],
              vraag=[demand("5-9", "b1"), demand(">=10", "b2"), demand("9", "b3")]),
         "TEGENSTRIJDIG", {"records=vraag:p1~gm1~2026~THUIS_2015~~~b1+vraag:p1~gm1~2026~THUIS_2015~~~b2": ("BEVESTIGD", ()),
                           "records=vraag:p1~gm1~2026~THUIS_2015~~~b2+vraag:p1~gm1~2026~THUIS_2015~~~b3": ("BEVESTIGD", ())}),
    Case("dates of a table", book(overleggen=[meeting()], agenda=[
        item("a1", "2026-08", conclusie="AKKOORD"), item("a2", "2026-07-31", volgt_na="a1", conclusie="AKKOORD"),
        item("a3", "2026", volgt_na="a1; a2", conclusie="AKKOORD")]), "VOLGORDE", {"agenda=a2": ("BEVESTIGD", ())}),
    Case("a meeting in this month may still come", book(overleggen=[meeting()], agenda=[
        item("a1", "2026-11"), item("a2", "2026-11-21", conclusie="VOLGT"), item("a3", "2026-11-22")]),
         "BESLUIT_OPEN", {"agenda=a2": ("BEVESTIGD", ())}),
    Case("agreements", book(organisaties=[organisation("org1")], afspraken=[
        {"id": id, "omschrijving": id, "eigenaar": owner, "deadline": deadline, "status": status}
        for id, owner, deadline, status in (("f1", "", "2026-11", ""), ("f2", "org1", "", "LOOPT"), ("f3", "org1", "2026-11", "OPEN"),
                                            ("f4", "org1", "2026-10", "OPEN"), ("f5", "", "", "GEREED"))]),
         "AFSPRAAK_OPEN", {f"afspraak={id}": ("BEVESTIGD", ()) for id in ("f1", "f2", "f4")}),
)


def test_cases(twinned: Twinned) -> None:
    check(twinned, CASES)


# What other twins say of areas, axes and concepts, they say in the words of these.
PLACED = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "GRENSBREUK")


def test_datasets_together(twinned: Twinned) -> None:
    """What one dataset says of areas, axes and concepts holds for the arrangements and profiles of another."""
    twinned.load(book(gebieden=[area("po1", "SWV_PO"), area("gm1", "GEMEENTE", "po1"), area("gm2", "GEMEENTE")],
                      profielen=[profile("p1", 10, 11), profile("p2", 10, 11, behoefte="AUTISME")],
                      arrangementen=[provision("r", gebieden="po1", behoefte="MIDDEN"), provision("s", gebieden="gm2")],
                      begrippen=[concept("behoefte", "MIDDEN")]), "een")
    alone = twinned.projection()
    assert twinned.compare(alone, Request(D, PLACED))[0] == []
    own_axis = book(gebieden=[area("jr1", "JEUGDREGIO"), area("gm2", "GEMEENTE", "jr1; po1"), area("po1", "SWV_PO")],
                    begrippen=[concept("sfeer", "RUSTIG"), concept("behoefte", "BOVEN"), concept("behoefte", "MIDDEN", "BOVEN"),
                               concept("behoefte", "AUTISME", "MIDDEN")],
                    profielen=[profile("p3", 10, 11, sfeer="RUSTIG")], arrangementen=[provision("t", sfeer="RUSTIG", gebieden="jr1")])
    twinned.load(own_axis, "twee")
    both = twinned.projection()
    for kind in ("GEMEENTE", "SWV_PO", "JEUGDREGIO"):
        assert twinned.compare(both, Request(D, PLACED, parameters=(("gebiedssoort", kind),)))[0] == []
    # AUTISME now lies under MIDDEN, which r offers; and the axis of the second dataset is unknown of r and s.
    _, found = twinned.compare(both, Request(D, PLACED))
    assert "GEEN_AANBOD|profiel=p2|gebied=gm1" not in found["GEEN_AANBOD"]
    assert "ONBEKEND_AANBOD|profiel=p3|gebied=gm1" in found["ONBEKEND_AANBOD"]
    del own_axis["begrippen"][1:], own_axis["gebieden"][0]
    own_axis["arrangementen"] = []
    own_axis["gebieden"] = [area("gm2", "GEMEENTE")]
    twinned.load(own_axis, "twee")
    differences, found = twinned.compare(twinned.projection(), Request(D, PLACED))
    assert differences == []
    assert "GEEN_AANBOD|profiel=p2|gebied=gm1" in found["GEEN_AANBOD"]
