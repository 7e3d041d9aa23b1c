"""The paths of one profile at one age in one area: which there are, how long they take, and where they break."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import networkx
import numpy as np
import pytest

from graph.paths import Path, Paths
from graph.projection.offers import ages_of
from graph.reach import reached
from tests.unit.graph.path_region import ARRANGEMENTS, EVERYBODY, PROFILE, REFERRALS, Rows, but, region


@contextmanager
def paths(arrangements: Rows = ARRANGEMENTS, referrals: Rows = REFERRALS, profile: dict[str, str] = PROFILE, age: int = 12,
          area: str = "gm2") -> Iterator[Paths]:
    with region(arrangements, referrals, profile, rules=("GEEN_VERWIJSPAD",)) as report:
        moment = report.context.moment
        needs = moment.profiles[0]
        yield Paths(moment, needs, age, moment.leaves(needs, area))


def walked(path: Path | None) -> str | None:
    return " ".join(path.arrangements) if path else None


def test_the_shortest_path_with_what_each_step_takes() -> None:
    with paths() as found:
        path = found.shortest()
        assert (found.starts, found.fitting) == (["thuis"], ["haven"])
    assert path is not None
    assert walked(path) == "thuis team dag haven"
    assert [step.referral for step in path.steps] == [
        "thuis~team~TOELEIDING~~~GEEN", "team~dag~TOELEIDING~~~BESCHIKKING_JW", "dag~haven~DOORSTROOM~~~"]
    assert [(step.access, step.decided_by, step.weeks, step.warm, step.enrolment) for step in path.steps] == [
        (("GEEN",), None, 2, True, "BLIJFT"), (("BESCHIKKING_JW",), "o2", 6, False, None), ((), None, None, None, None)]
    # The last step takes an unknown time, and o2 both offers the team and decides about the next step.
    assert path.weeks == (8, None)
    assert path.desks == ("o2", "o1")
    assert not path.obstacles
    assert path.broken is None


def test_the_lead_time_is_exact_when_every_step_has_one() -> None:
    with paths(referrals=but(REFERRALS, {"van": "dag"}, doorlooptijd_weken="4")) as found:
        path = found.shortest()
    assert path is not None
    assert path.weeks == (12, 12)


def test_the_way_back_leads_to_education() -> None:
    with paths() as found:
        assert found.education == ["team"]
        assert walked(found.shortest(["haven"], found.education)) == "haven team"
        assert walked(found.shortest(["haven"], ["thuis"])) is None
        assert walked(found.shortest(["haven"], ["haven"])) == "haven"
        assert found.shortest(["niets"], ["haven"]) is None
    with paths(but(ARRANGEMENTS, {"id": "haven"}, status="GESTOPT")) as found:
        assert found.shortest(["haven"], ["haven"]) is None


def test_all_paths_up_to_a_length_shortest_first_and_none_twice_through_one_place() -> None:
    more = [*REFERRALS, {"van": "thuis", "naar": "dag", "richting": "TOELEIDING"}, {"van": "dag", "naar": "team", "richting": "TERUGKEER"},
            {"van": "dag", "naar": "haven", "richting": "OVERDRACHT"}]
    with paths(referrals=more) as found:
        assert [walked(path) for path in found.simple(2)] == ["thuis dag haven"] * 2
        assert [walked(path) for path in found.simple(9)] == ["thuis dag haven"] * 2 + ["thuis team dag haven"] * 2
        assert list(found.simple(1)) == []
        assert [len(path.steps) for path in found.simple(0, ["haven"])] == [0]
    with paths(but(ARRANGEMENTS, {"id": "team"}, instap="ja")) as found:
        assert [walked(path) for path in found.simple(9)] == ["team dag haven"]


def test_what_only_may_fit_is_passed_but_is_no_end() -> None:
    certain = but(ARRANGEMENTS, {"id": "team"}, behoefte="AUTISME")
    with paths(certain) as found:
        assert walked(found.shortest()) == "thuis team"
    with paths() as found:
        assert [walked(path) for path in found.simple(9)] == ["thuis team dag haven"]


@pytest.mark.parametrize(("arrangements", "referrals", "why"), [
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, status="BEOOGD"), "dit verwijspad is bedoeld, maar werkt nog niet"),
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, status="GESTOPT"), "dit verwijspad wordt niet meer gebruikt"),
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, geldig_tot="2025"), "dit verwijspad geldt niet op 22 november 2026"),
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, leeftijd_van="13"), "dit verwijspad is pas voor 13 jaar en ouder"),
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, leeftijd_tot="11"), "dit verwijspad is voor 11 jaar en jonger"),
    (ARRANGEMENTS, but(REFERRALS, {"van": "dag"}, gebieden="gm1; pc1"), "dit verwijspad geldt alleen voor Noorderweg, Dorp"),
    (but(ARRANGEMENTS, {"id": "dag"}, status="GESTOPT"), REFERRALS, "Dagdeel loopt niet op 22 november 2026"),
    (but(ARRANGEMENTS, {"id": "dag"}, gebieden="gm1; pc1"), REFERRALS,
     "Dagdeel past niet. Een deel van dit gebied hoort er niet bij: Stad"),
    (but(ARRANGEMENTS, {"id": "dag"}, sluit_uit="behoefte:AUTISME"), REFERRALS, "Dagdeel past niet. Behoefte: Autisme is uitgesloten"),
    (but(ARRANGEMENTS, {"id": "dag"}, instroom="GESTOPT"), REFERRALS, "Dagdeel past niet. De instroom is gestopt"),
])
def test_where_and_why_a_path_breaks(arrangements: Rows, referrals: Rows, why: str) -> None:
    with paths(arrangements, referrals) as found:
        assert found.shortest() is None
        path = found.nearly()
    assert walked(path) == "thuis team dag haven"
    assert path is not None
    assert path.broken is not None
    assert path.broken.obstacles == (why,)


def test_a_path_that_cannot_begin() -> None:
    closed = but(but(ARRANGEMENTS, {"id": "thuis"}, instap=""), {"id": "team"}, instap="ja", leeftijd_tot="9")
    with paths(closed) as found:
        assert found.starts == []
        path = found.nearly()
    assert path is not None
    assert path.start == "team"
    assert path.obstacles == ("Team past niet. 12 jaar past niet: het aanbod is voor 4 tot en met 9 jaar",)
    assert path.broken is None


def test_the_path_with_the_least_in_its_way_is_told_and_none_where_no_referral_leads() -> None:
    # By way of dag two conditions stand in the way, straight on only the referral itself.
    barred = but(ARRANGEMENTS, {"id": "dag"}, instroom="GESTOPT", leeftijd_tot="9")
    straight = {"van": "thuis", "naar": "haven", "richting": "TOELEIDING", "status": "BEOOGD"}
    with paths(barred, [*REFERRALS, straight]) as found:
        assert walked(found.nearly()) == "thuis haven"
    # One condition in the way weighs less than two referrals, however short.
    intended = [{"van": one, "naar": other, "richting": "TOELEIDING", "status": "BEOOGD"}
                for one, other in (("thuis", "x"), ("x", "haven"))]
    one_bar = [*but(ARRANGEMENTS, {"id": "dag"}, instroom="GESTOPT"), {"id": "x", "naam": "X", "soort": "SITUATIE"}]
    with paths(one_bar, [*REFERRALS, *intended]) as found:
        assert walked(found.nearly()) == "thuis team dag haven"
    with paths(referrals=[row for row in REFERRALS if row["naar"] != "haven"]) as found:
        assert found.nearly() is None


def test_all_paths_equal_those_of_networkx_on_random_graphs() -> None:
    rng = random.Random(5)
    for _ in range(6):
        nodes = [f"s{number}" for number in range(8)]
        pairs = sorted({(rng.choice(nodes), rng.choice(nodes)) for _ in range(24)})
        arrangements = [{"id": node, "naam": node, "soort": "SITUATIE"} for node in nodes]
        arrangements.append({"id": "eind", "naam": "Eind", "soort": "ZOA", **EVERYBODY})
        referrals = [{"van": one, "naar": other, "richting": "DOORSTROOM"} for one, other in pairs if one != other]
        graph = networkx.DiGraph([(row["van"], row["naar"]) for row in referrals])
        graph.add_nodes_from(nodes)
        with paths(arrangements, referrals) as found:
            for most in (1, 3, 7):
                got = [path.arrangements for path in found.simple(most, ["s0"], ["s7"])]
                assert sorted(got) == sorted(map(tuple, networkx.all_simple_paths(graph, "s0", "s7", most)))
                assert [len(path) for path in got] == sorted(len(path) for path in got)


def random_rows(rng: random.Random) -> tuple[Rows, Rows]:
    """Arrangements and referrals with all the ways in which a step is open, closed or unsure; one begins at a situation."""
    arrangements: Rows = [{"id": "a0", "naam": "A0", "soort": "SITUATIE", "instap": "ja"}]
    arrangements += [
        {"id": f"a{number}", "naam": f"A{number}", "soort": rng.choice(["SITUATIE", "ZOA", "OZA", "ZOA"]),
         "instap": rng.choice(["ja", "", "", "", ""]), "gebieden": rng.choice(["swv", "gm1", "gm2", "alle", "", "gm1; pc1"]),
         "leeftijd_van": rng.choice(["alle", "12", "", "11"]), "leeftijd_tot": rng.choice(["alle", "12", "", "13"]),
         "behoefte": rng.choice(["alle", "AUTISME", "TRAUMA", "", ""])} for number in range(1, 9)]
    ends = sorted({(rng.randrange(9), rng.randrange(1, 9)) for _ in range(16)})
    return arrangements, [
        {"van": f"a{one}", "naar": f"a{other}", "richting": "TOELEIDING", "leeftijd_van": rng.choice(["", "", "12"]),
         "gebieden": rng.choice(["", "", "swv", "gm2"]), "status": rng.choice(["", "INCIDENTEEL", "BEOOGD"])}
        for one, other in ends if one != other]


def test_all_pairs_at_once_equal_one_pair_at_a_time() -> None:
    rng = random.Random(1)
    seen = set()
    for _ in range(12):
        profile = {**PROFILE, "gebieden": rng.choice(["", "gm1; pc1", "pc2"])}
        with region(*random_rows(rng), profile, rules=("PADLENGTE",)) as report:
            moment = report.context.moment
            found = reached(moment, moment.profiles, 1)
            needs = moment.profiles[0]
            for place, area in enumerate(moment.analysis):
                leaves = moment.leaves(needs, area)
                lengths = {}
                for age in ages_of(needs.ages) if leaves else ():
                    path = Paths(moment, needs, age, leaves).shortest()
                    lengths[age] = len(path.steps) if path else None
                seen |= set(lengths.values())
                assert ages_of(int(found.ever[0, place])) == tuple(age for age, steps in lengths.items() if steps is not None)
                assert ages_of(int(found.near[0, place])) == tuple(age for age, steps in lengths.items() if steps in (0, 1))
    assert {None, 0, 1, 2} <= seen


def test_nobody_and_nowhere_reach_nothing() -> None:
    with region(rules=("PADLENGTE",)) as report:
        found = reached(report.context.moment, [], 3)
    assert found.ever.shape == (0, 2)
    assert not np.any(found.near)


def test_a_crowd_that_only_leads_back_to_the_same_hub_does_not_cost_every_order_of_the_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [f"c{number}" for number in range(12)]
    arrangements = [{"id": id, "naam": id, "soort": "SITUATIE"} for id in ("begin", "hub", "doel", *crowd)]
    ways = [("begin", "hub"), ("hub", "doel"), *((one, "hub") for one in crowd), *(("hub", one) for one in crowd),
            *((one, other) for one in crowd for other in crowd if one != other)]
    looks = 0
    leaving = Paths._leaving

    def counted(self: Paths, node: int) -> list[int]:
        nonlocal looks
        looks += 1
        assert looks < 10_000
        return leaving(self, node)

    monkeypatch.setattr(Paths, "_leaving", counted)
    with paths(arrangements, [{"van": one, "naar": other, "richting": "TOELEIDING"} for one, other in ways]) as found:
        assert [walked(path) for path in found.simple(12, ["begin"], ["doel"])] == ["begin hub doel"]
