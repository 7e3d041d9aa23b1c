"""Small examples worked by hand: whether one can get there, how far it is, and where referrals lead nowhere."""

from __future__ import annotations

import pytest

from .bruteforce import Params, Row
from .conftest import Ask
from .small import AREAS, area, figures, profile, provision, referral, situation

# home -> s2 -> s3 -> s4 -> goal: four referrals from where one begins.
HOME = situation("home", instap="ja", gebieden="gm2", leeftijd_van="20", instroom="GESTOPT")
STATES = [HOME, situation("s2"), situation("s3"), situation("s4")]
ROAD = [referral("home", "s2"), referral("s2", "s3"), referral("s3", "s4"), referral("s4", "goal")]
GOAL = provision("goal")
P1 = [profile("p1", 9, 10)]
ABSENT, TOO_LONG, NEAR = "absent", "too long", "near"


def way(ask: Ask, arrangements: list[Row], referrals: list[Row], params: Params | None = None) -> dict[int, str]:
    """Per age of p1 in gm1: whether there is a way, and whether it is too long."""
    sheets = {"profielen": P1, "arrangementen": arrangements, "verwijspaden": referrals}
    sheets["gebieden"] = [*AREAS, area("old", "PC4", geldig_tot="2025")]
    answers = {}
    for rule in ("GEEN_VERWIJSPAD", "PADLENGTE"):
        result = ask(rule, params or Params(area="gm1"), **sheets)
        assert figures(result) == (1, len(result.findings), 0, 1 - len(result.findings))
        (answers[rule],) = [ages for _, ages in result.findings.values()] or [()]
        assert all(said[0] == "BEVESTIGD" for said in result.findings.values())
    assert not set(answers["GEEN_VERWIJSPAD"]) & set(answers["PADLENGTE"])
    return {
        a: ABSENT if a in answers["GEEN_VERWIJSPAD"] else TOO_LONG if a in answers["PADLENGTE"] else NEAR
        for a in (9, 10)
    }


@pytest.mark.parametrize(
    ("arrangements", "referrals", "params", "at_nine", "at_ten"),
    [
        ([*STATES, GOAL], ROAD, {}, TOO_LONG, TOO_LONG),
        ([*STATES, GOAL], ROAD, {"max_stappen": 4}, NEAR, NEAR),
        ([*STATES, GOAL], [*ROAD, referral("s2", "goal", leeftijd_tot="9")], {}, NEAR, TOO_LONG),
        ([*STATES, GOAL], [*ROAD, referral("home", "goal", gebieden="gm1")], {"max_stappen": 0}, TOO_LONG, TOO_LONG),
        ([*STATES, GOAL], ROAD[1:], {}, ABSENT, ABSENT),
        ([HOME, GOAL], [], {}, ABSENT, ABSENT),
        ([{**GOAL, "instap": "JA"}], [], {"max_stappen": 0}, NEAR, NEAR),
        # One of two that fit is enough, and the nearest counts.
        ([HOME, GOAL, provision("other", instap="ja", leeftijd_van="10")], [], {}, ABSENT, NEAR),
        # Nothing fits certainly: the rules say nothing.
        ([HOME, {**GOAL, "gebieden": ""}], [], {}, NEAR, NEAR),
        ([HOME, {**GOAL, "leeftijd_tot": "9"}], [], {}, ABSENT, NEAR),
        # An organisation's direction does not matter, its status, dates, areas and ages do.
        ([HOME, GOAL], [referral("home", "goal", richting="UITSTROOM")], {}, NEAR, NEAR),
        ([HOME, GOAL], [referral("home", "goal", status="INCIDENTEEL")], {}, NEAR, NEAR),
        ([HOME, GOAL], [referral("home", "goal", status="BEOOGD")], {}, ABSENT, ABSENT),
        ([HOME, GOAL], [referral("home", "goal", geldig_tot="2026-11-21")], {}, ABSENT, ABSENT),
        ([HOME, GOAL], [referral("home", "goal", gebieden="pc1")], {}, ABSENT, ABSENT),
        ([HOME, GOAL], [referral("home", "goal", gebieden="pc1; pc2")], {}, NEAR, NEAR),
        ([HOME, GOAL], [referral("home", "goal", gebieden="alle")], {}, NEAR, NEAR),
        ([HOME, GOAL], [referral("home", "goal", gebieden="old")], {}, ABSENT, ABSENT),
        ([HOME, GOAL], [referral("home", "goal", leeftijd_van="10")], {}, ABSENT, NEAR),
        ([HOME, GOAL], [referral("goal", "home")], {}, ABSENT, ABSENT),
        # A provision on the way may match perhaps, not refuse, on any leaf; and a state may not have stopped.
        ([HOME, provision("via", gebieden=""), GOAL], [referral("home", "via"), referral("via", "goal")], {}, NEAR, NEAR),
        ([HOME, provision("via", gebieden="pc1"), GOAL], [referral("home", "via"), referral("via", "goal")], {}, ABSENT, ABSENT),
        ([HOME, provision("via", leeftijd_tot="9"), GOAL], [referral("home", "via"), referral("via", "goal")], {}, NEAR, ABSENT),
        ([HOME, situation("via", status="GESTOPT"), GOAL], [referral("home", "via"), referral("via", "goal")], {}, ABSENT, ABSENT),
        # Where one begins must be passable too.
        ([provision("first", instap="ja", leeftijd_van="10"), GOAL], [referral("first", "goal")], {}, ABSENT, NEAR),
    ],
)
def test_the_way_there(
    ask: Ask, arrangements: list[Row], referrals: list[Row], params: dict[str, int], at_nine: str, at_ten: str
) -> None:
    found = way(ask, arrangements, referrals, Params(area="gm1", max_stappen=params.get("max_stappen", 3)))
    assert found == {9: at_nine, 10: at_ten}


def test_a_referral_and_a_provision_have_to_hold_the_part_where_the_profile_lives(ask: Ask) -> None:
    profiles = [profile("p1", 9, 9, gebieden="pc1"), profile("p2", 9, 9, gebieden="pc1; pc2")]
    sheets = {"profielen": profiles, "arrangementen": [HOME, provision("goal", gebieden="gm1")]}
    result = ask("GEEN_VERWIJSPAD", verwijspaden=[referral("home", "goal", gebieden="pc1")], **sheets)
    assert result.findings == {"GEEN_VERWIJSPAD|profiel=p2|gebied=gm1": ("BEVESTIGD", (9,))}
    assert figures(result) == (2, 1, 0, 1)
    via = provision("via", gebieden="pc1")
    paths = [referral("home", "via"), referral("via", "goal")]
    result = ask("GEEN_VERWIJSPAD", verwijspaden=paths, **(sheets | {"arrangementen": [*sheets["arrangementen"], via]}))
    assert list(result.findings) == ["GEEN_VERWIJSPAD|profiel=p2|gebied=gm1"]


def test_without_an_active_beginning_nothing_is_computed(ask: Ask) -> None:
    for start in (situation("home"), situation("home", instap="nee"), situation("home", instap="ja", status="GESTOPT")):
        for rule in ("GEEN_VERWIJSPAD", "PADLENGTE"):
            assert not ask(rule, profielen=P1, arrangementen=[start, GOAL], verwijspaden=[]).computed


# DOODLOPEND


@pytest.mark.parametrize(
    ("led_to", "expected"),
    [
        ([], "BEVESTIGD"),
        ([{"voorliggend": "ONDERWIJS"}], None),
        ([{"voorliggend": "gelijk"}], None),
        ([{"voorliggend": "ZORG"}], "BEVESTIGD"),
        ([{}], "ONBEKEND"),
        ([{}, {"voorliggend": "ZORG"}], "ONBEKEND"),
        ([{}, {"voorliggend": "ONDERWIJS"}], None),
        ([{"soort": "SITUATIE", "voorliggend": "ONDERWIJS"}], "BEVESTIGD"),
        ([{"voorliggend": "ONDERWIJS", "status": "GEPLAND"}], "BEVESTIGD"),
    ],
)
def test_doodlopend(ask: Ask, led_to: list[Row], expected: str | None) -> None:
    rows = [provision("care", voorliggend="ZORG"), provision("far", voorliggend="ONDERWIJS")]
    rows += [provision(f"r{at}", **cells) for at, cells in enumerate(led_to)]
    paths = [referral("care", f"r{at}", leeftijd_van="100", gebieden="gm2") for at in range(len(led_to))]
    paths.append(referral("far", "care"))
    result = ask("DOODLOPEND", arrangementen=rows, verwijspaden=paths)
    found = {one: said for one, said in result.findings.items() if one == "DOODLOPEND|arrangement=care"}
    assert found == ({"DOODLOPEND|arrangement=care": (expected, ())} if expected else {})


def test_doodlopend_over_more_steps_and_in_circles(ask: Ask) -> None:
    rows = [situation("s1"), provision("c1", voorliggend="ZORG"), provision("c2", voorliggend="ZORG")]
    rows += [provision("school", voorliggend="ONDERWIJS"), situation("old", status="GESTOPT"), provision("blank")]
    paths = [referral("s1", "c1"), referral("c1", "c2"), referral("c2", "c1"), referral("s1", "school", status="GESTOPT")]
    result = ask("DOODLOPEND", arrangementen=rows, verwijspaden=paths)
    assert result.findings == {f"DOODLOPEND|arrangement={one}": ("BEVESTIGD", ()) for one in ("s1", "c1", "c2")}
    assert figures(result) == (3, 3, 0, 0)
    result = ask("DOODLOPEND", arrangementen=rows, verwijspaden=[*paths, referral("c2", "school")])
    assert figures(result) == (3, 0, 0, 3)


def test_doodlopend_not_computed(ask: Ask) -> None:
    known = [provision("r1", voorliggend="ZORG"), provision("r2")]
    assert not ask("DOODLOPEND", arrangementen=known).computed
    assert not ask("KRINGVERWIJZING", arrangementen=known).computed
    silent = [provision("r1"), provision("r2")]
    assert not ask("DOODLOPEND", arrangementen=silent, verwijspaden=[referral("r1", "r2")]).computed


# KRINGVERWIJZING

CIRCLE = [referral("a", "b"), referral("b", "a", richting="overdracht")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"plekken": "5", "bezet": "5"}, {"plekken": "5", "bezet": "6"}, "BEVESTIGD"),
        ({"plekken": "5", "bezet": "4"}, {"plekken": "5", "bezet": "5"}, None),
        ({"plekken": "5", "bezet": "<5"}, {"plekken": "0"}, None),  # 5 - 4 > 0
        ({"plekken": "4", "bezet": "<5"}, {"plekken": "0"}, "VERMOED"),  # 4 - 4 .. 4 - 1
        ({"plekken": "5", "bezet": "5"}, {}, "VERMOED"),
        ({"plekken": "5"}, {"plekken": "5", "bezet": "5"}, "VERMOED"),  # bezet [0, infinite)
        ({"plekken": ">=5", "bezet": "5"}, {"plekken": "0"}, "VERMOED"),
        ({"plekken": "10-15", "bezet": ">=15"}, {"plekken": "0"}, "BEVESTIGD"),
        ({"plekken": "10-15", "bezet": "9"}, {"plekken": "0"}, None),
        ({"soort": "SITUATIE"}, {"plekken": "0"}, "BEVESTIGD"),
        ({"soort": "SITUATIE", "plekken": "9", "bezet": "0"}, {"soort": "SITUATIE"}, "BEVESTIGD"),
    ],
)
def test_kringverwijzing(ask: Ask, a: Row, b: Row, expected: str | None) -> None:
    rows = [provision("b", **b), provision("a", **a)]
    result = ask("KRINGVERWIJZING", arrangementen=rows, verwijspaden=CIRCLE)
    assert result.findings == ({"KRINGVERWIJZING|arrangementen=a+b": (expected, ())} if expected else {})
    assert figures(result) == (1, 1 if expected else 0, 0, 0 if expected else 1)


def test_a_circle_that_is_left_or_is_none(ask: Ask) -> None:
    full = {"plekken": "0"}
    rows = [provision(one, **full) for one in "abcde"]
    # a <-> b leads on to c <-> d; e only to itself, through nothing else.
    paths = [*CIRCLE, referral("b", "c"), referral("c", "d"), referral("d", "c"), referral("e", "a")]
    result = ask("KRINGVERWIJZING", arrangementen=rows, verwijspaden=paths)
    assert result.findings == {"KRINGVERWIJZING|arrangementen=c+d": ("BEVESTIGD", ())}
    assert figures(result) == (2, 1, 0, 1)
    # Ways back and out do not count, neither to close a circle nor to leave one.
    paths = [*CIRCLE, referral("b", "c", richting="TERUGKEER"), referral("c", "d"), referral("d", "c", richting="UITSTROOM")]
    result = ask("KRINGVERWIJZING", arrangementen=rows, verwijspaden=paths)
    assert list(result.findings) == ["KRINGVERWIJZING|arrangementen=a+b"]
    assert result.population == 1
    longer = [referral("a", "b"), referral("b", "c"), referral("c", "a"), referral("c", "b", richting="DOORSTROOM")]
    result = ask("KRINGVERWIJZING", arrangementen=rows, verwijspaden=longer)
    assert list(result.findings) == ["KRINGVERWIJZING|arrangementen=a+b+c"]
    stopped = [*rows[1:], provision("a", status="GESTOPT")]
    assert ask("KRINGVERWIJZING", arrangementen=stopped, verwijspaden=longer).findings.keys() == {
        "KRINGVERWIJZING|arrangementen=b+c"
    }
