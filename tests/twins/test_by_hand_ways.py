"""The twins of the rules about ways: in one region all that makes a difference, each at its own age or id."""

from __future__ import annotations

from tests.property.bruteforce import Row
from tests.property.small import AREAS, area, book, profile, provision, referral, situation
from tests.twins.case import Case, check
from tests.twins.twinned import Answer, Twinned

GM1 = "profiel=p1|gebied=gm1"
OLD = area("old", "PC4", geldig_tot="2025")
HOME = situation("home", instap="ja", gebieden="gm2", leeftijd_van="20", instroom="GESTOPT")
CERTAIN, SUSPECTED, UNKNOWN = "BEVESTIGD", "VERMOED", "ONBEKEND"


def at_age(age: int, id: str = "goal", **cells: str) -> Row:
    """A provision for one age only, `goal4` for 4."""
    return provision(f"{id}{age}", **{"leeftijd_van": str(age), "leeftijd_tot": str(age), **cells})


def walked() -> tuple[Case, ...]:
    """Each age has a goal of its own; some can be reached, by a referral or past something."""
    referrals: dict[int, tuple[bool, Row]] = {
        4: (True, {}), 5: (False, {"status": "BEOOGD"}), 6: (True, {"status": "INCIDENTEEL", "richting": "UITSTROOM"}),
        7: (False, {"geldig_tot": "2026-11-21"}), 8: (False, {"gebieden": "pc1"}), 9: (True, {"gebieden": "pc2; pc1"}),
        10: (True, {"gebieden": "alle"}), 11: (False, {"gebieden": "old"}), 12: (False, {"leeftijd_van": "13"}),
        13: (True, {"leeftijd_van": "13", "leeftijd_tot": "13"}), 14: (False, {"leeftijd_tot": "13"}),
    }
    passed: dict[int, tuple[bool, Row]] = {
        15: (True, at_age(15, "via", gebieden="")), 16: (False, at_age(16, "via", gebieden="pc1")),
        17: (True, at_age(17, "via", gebieden="pc1; pc2")), 18: (False, at_age(18, "via", leeftijd_van="3", leeftijd_tot="3")),
        19: (False, situation("via19", status="GESTOPT")), 20: (False, at_age(20, "via", instroom="GESTOPT")),
        21: (True, at_age(21, "via", leeftijd_van="")), 26: (False, at_age(26, "via", gebieden="pc1")),
    }
    rows = [HOME, *(at_age(age) for age in (*range(4, 24), 26)), *(via for _, via in passed.values())]
    rows += [at_age(22, "other", instap="ja"), situation("first23", instap="ja", status="GESTOPT")]
    rows += [at_age(24, gebieden=""), at_age(25, instap="ja"), at_age(26, "half", gebieden="pc2")]
    paths = [referral("home", f"goal{age}", **cells) for age, (_, cells) in referrals.items()]
    paths += [referral(*ends) for age in passed for ends in (("home", f"via{age}"), (f"via{age}", f"goal{age}"))]
    paths += [referral("first23", "goal23"), referral("goal23", "home")]
    absent = (*(age for age, (reached, _) in (referrals | passed).items() if not reached), 23)
    sheets = {"gebieden": [*AREAS, OLD], "profielen": [profile("p1", 4, 27)], "verwijspaden": paths}
    part = {"profielen": [profile("p1", 9, 9, gebieden="pc1"), profile("p2", 9, 9, gebieden="pc1; pc2")],
            "verwijspaden": [referral("home", "via", gebieden="pc1"), referral("via", "goal")]}

    def nowhere(says: str, start: Row) -> Case:
        return Case(says, book(profielen=[profile("p1", 9, 9)], arrangementen=[start, provision("goal")]), "GEEN_VERWIJSPAD", {})

    return (
        Case("what stands in the way", book(**sheets, arrangementen=rows), "GEEN_VERWIJSPAD",
             {GM1: (CERTAIN, tuple(sorted(absent)))}, areas=("gm1",)),
        Case("the part where a profile lives", book(**part, arrangementen=[
            HOME, provision("via", gebieden="pc1"), provision("goal", gebieden="gm1")]),
            "GEEN_VERWIJSPAD", {"profiel=p2|gebied=gm1": (CERTAIN, (9,))}),
        nowhere("nowhere to begin", situation("home")),
        nowhere("nowhere to begin any more", situation("home", instap="ja", status="GESTOPT")),
    )


def long() -> tuple[Case, ...]:
    """home -> s2 -> s3 -> s4, and to the goal of each age from some of these."""
    rows = [HOME, *map(situation, ("s2", "s3", "s4")), *map(at_age, range(4, 13)), at_age(12, "extra")]
    paths = [referral("home", "s2"), referral("s2", "s3"), referral("s3", "s4"), referral("s4", "home"), referral("s3", "s2")]
    paths += [referral(place, f"goal{age}", **cells) for age, place, cells in (
        (4, "s4", {}), (5, "s3", {}), (6, "s4", {}), (6, "s2", {"gebieden": "gm2"}), (7, "s4", {}), (7, "home", {"leeftijd_van": "8"}),
        (8, "s4", {}), (8, "s3", {"leeftijd_van": "8"}), (9, "goal4", {}), (10, "home", {}), (12, "s4", {}))]
    paths.append(referral("home", "extra12"))
    sheets = book(profielen=[profile("p1", 4, 12)], verwijspaden=paths, arrangementen=[*rows, at_age(11, "near", instap="ja")])

    def case(most: str, *ages: int) -> Case:
        return Case(f"more than {most}", sheets, "PADLENGTE", {GM1: (CERTAIN, ages)} if ages else {}, areas=("gm1",),
                    asked={"max_stappen": most})
    return case("3", 4, 6, 7), case("4"), case("0", 4, 5, 6, 7, 8, 10, 12)


def dead_ends() -> tuple[Case, ...]:
    led_to: dict[str, tuple[str | None, list[Row]]] = {
        "nowhere": (CERTAIN, []), "school": (None, [{"voorliggend": "ONDERWIJS"}]), "both": (None, [{"voorliggend": "GELIJK"}]),
        "care": (CERTAIN, [{"voorliggend": "ZORG"}]), "blank": (UNKNOWN, [{}]), "some": (None, [{}, {"voorliggend": "ONDERWIJS"}]),
        "state": (CERTAIN, [{"soort": "SITUATIE", "voorliggend": "ONDERWIJS"}]),
        "plan": (CERTAIN, [{"voorliggend": "GELIJK", "status": "GEPLAND"}]), "still": (CERTAIN, [{"soort": "SITUATIE"}]),
    }
    rows, paths = [], []
    for id, (_, targets) in led_to.items():
        rows += [provision(id, voorliggend="ZORG"), *(provision(f"{id}-{at}", **cells) for at, cells in enumerate(targets))]
        paths += [referral(id, f"{id}-{at}", leeftijd_van="27", gebieden="gm2", richting="TERUGKEER") for at in range(len(targets))]
    # s1 -> care -> care-0 and back; a way to school that was stopped, one that goes on over a state.
    rows += [situation("s1"), situation("s2"), situation("past", status="GESTOPT")]
    paths += [referral("s1", "care"), referral("care-0", "care"), referral("s1", "school", status="GESTOPT"), referral("s2", "school")]
    dead: dict[str, str] = {id: status for id, (status, _) in led_to.items() if status}
    dead |= dict.fromkeys(("s1", "care-0", "state-0", "still-0"), CERTAIN)
    return (
        Case("where ways lead", book(arrangementen=rows, verwijspaden=paths), "DOODLOPEND",
             {f"arrangement={id}": (status, ()) for id, status in dead.items()}),
        Case("no referrals", book(arrangementen=rows), "DOODLOPEND", {}),
        Case("nobody says what comes first", book(arrangementen=[situation("a"), provision("b")], verwijspaden=[referral("a", "b")]),
             "DOODLOPEND", {}),
    )


def circles() -> tuple[Case, ...]:
    none: Row = {"plekken": "0"}
    rooms: tuple[tuple[str | None, Row, Row], ...] = (
        (CERTAIN, {"plekken": "5", "bezet": "5"}, {"plekken": "5", "bezet": "6"}), (None, {"plekken": "5", "bezet": "4"}, none),
        (None, {"plekken": "5", "bezet": "<5"}, none), (SUSPECTED, {"plekken": "4", "bezet": "<5"}, none),
        (SUSPECTED, {}, {"plekken": "5", "bezet": "5"}), (SUSPECTED, {"plekken": "5"}, none),
        (SUSPECTED, {"plekken": ">=5", "bezet": "5"}, none), (SUSPECTED, {"plekken": "10-15", "bezet": "12"}, none),
        (CERTAIN, {"plekken": "10-15", "bezet": ">=15"}, none),
        (CERTAIN, {"soort": "SITUATIE", "plekken": "9", "bezet": "0"}, {"soort": "SITUATIE"}),
    )
    rows = [provision(f"{id}{at}", **cells) for at, (_, *both) in enumerate(rooms) for id, cells in zip("ab", both, strict=True)]
    paths = [referral(*ends) for at in range(len(rooms)) for ends in ((f"a{at}", f"b{at}"), (f"b{at}", f"a{at}"))]
    found: Answer = {f"arrangementen=a{at}+b{at}": (status, ()) for at, (status, _, _) in enumerate(rooms) if status}
    # c <-> d leads on to e -> f -> g -> e, and so does j; k leads to itself only. Ways back neither close nor leave a circle, and
    # what has stopped is in none.
    full = [provision(id, **none) for id in "cdefghijk"]
    links = [referral(*ends) for ends in ("cd", "dc", "de", "ef", "fg", "ge", "hi", "je", "kk")]
    links += [referral("g", "h", richting="TERUGKEER"), referral("i", "h", richting="UITSTROOM")]
    links += [referral("e", "past"), referral("past", "c")]
    return (
        Case("free places", book(arrangementen=rows, verwijspaden=paths), "KRINGVERWIJZING", found),
        Case("left or not", book(arrangementen=[*full, provision("past", **none, status="GESTOPT")], verwijspaden=links), "KRINGVERWIJZING",
             {"arrangementen=e+f+g": (CERTAIN, ())}),
    )


def test_ways(twinned: Twinned) -> None:
    check(twinned, (*walked(), *long(), *dead_ends(), *circles()))
