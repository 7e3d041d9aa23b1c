"""The answer to one question about paths, on the region that one can walk by hand: thuis -> team -> dag -> haven, and haven -> team."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise, product

import networkx
import pytest

from graph.path_words import lead_time
from graph.paths import Paths
from graph.projection.offers import ages_of
from graph.routes import COUNTED, Routes
from tests.property.engine import projection_of
from tests.property.workbooks import seeded_case
from tests.unit.graph.path_region import ARRANGEMENTS, EVERYBODY, REFERRALS, Rows, but, region

MORE = [*REFERRALS, {"van": "thuis", "naar": "dag", "richting": "TOELEIDING"}]


@contextmanager
def routes(arrangements: Rows = ARRANGEMENTS, referrals: Rows = REFERRALS, age: int = 12, **asked: object) -> Iterator[Routes]:
    with region(arrangements, referrals, rules=("GEEN_VERWIJSPAD",)) as report:
        moment = report.context.moment
        needs = moment.profiles[0]
        yield Routes(Paths(moment, needs, age, moment.leaves(needs, "gm2")), **asked)  # type: ignore[arg-type]


def walked(found: Routes, number: int = 9) -> list[str]:
    return [" ".join(path.arrangements) for path in found.first(number)]


def test_there() -> None:
    with routes(referrals=MORE) as found:
        assert (found.starts, found.goals) == (["thuis"], ["haven"])
        assert walked(found) == ["thuis dag haven", "thuis team dag haven"]
        assert walked(found, 1) == ["thuis dag haven"]
        assert (found.count, found.broken, found.unreached, found.stuck) == (2, None, [], [])
        assert found.question == "Vanaf een plek waar een jongere zonder verwijzing kan beginnen, naar een voorziening die zeker past."
        assert found.conclusion == "Er zijn 2 wegen van hoogstens 6 verwijzingen. De kortste telt 2 verwijzingen."


def test_back_goes_from_care_to_education() -> None:
    with routes(back=True) as found:
        assert (found.starts, found.goals) == (["dag", "haven"], ["team"])
        assert walked(found) == ["haven team"]
        # From dag there is a way too, but it passes haven, from where the shorter one is told.
        assert (found.count, found.stuck) == (1, [])
        assert found.conclusion == "Er is 1 weg van hoogstens 6 verwijzingen. De kortste telt 1 verwijzing."
    with routes(back=True, start="dag") as found:
        assert walked(found) == ["dag haven team"]
        assert found.question == "Vanaf Dagdeel, naar een voorziening met onderwijs voorop of gelijk die past of misschien past."
    with routes(back=True, referrals=[row for row in REFERRALS if row["van"] != "haven"]) as found:
        assert (found.shortest, found.broken, found.unreached, found.stuck) == (None, None, ["team"], ["dag", "haven"])
        assert found.conclusion == "Er is geen weg. In het blad verwijspaden staat geen weg, ook niet een die bedoeld of gestopt is."
    with routes(back=True, referrals=but(REFERRALS, {"van": "haven"}, status="GESTOPT")) as found:
        assert found.broken is not None
        assert found.conclusion == ("Er is geen weg. Wat het dichtst in de buurt komt is De Haven → Team. Dat breekt af tussen De Haven en "
                                    "Team: dit verwijspad wordt niet meer gebruikt.")


def test_a_path_that_is_longer_than_asked_is_still_the_shortest() -> None:
    with routes(most=2) as found:
        assert (found.count, walked(found), len(found.shortest.steps) if found.shortest else 0) == (0, [], 3)
        assert found.conclusion == "Er is geen weg van hoogstens 2 verwijzingen. De kortste telt 3 verwijzingen."


def test_from_and_to_may_be_any_arrangement() -> None:
    with routes(start="team", goal="dag") as found:
        assert walked(found) == ["team dag"]
        assert found.question == "Vanaf Team, naar Dagdeel."
    with routes(start="dag", goal="dag") as found:
        assert walked(found) == ["dag"]
        assert lead_time(found.first(1)[0]) == "geen, er is geen verwijzing nodig"
        assert found.conclusion == "Er is 1 weg van hoogstens 6 verwijzingen. Er is een weg zonder verwijzing."
    stopped = but(ARRANGEMENTS, {"id": "team"}, status="GESTOPT")
    with routes(stopped, start="team", goal="dag") as found:
        assert found.conclusion == ("Er is geen weg. Wat het dichtst in de buurt komt is Team → Dagdeel. Dat kan al niet beginnen: "
                                    "Team loopt niet op 22 november 2026.")
    with routes(stopped, [], start="haven", goal="team") as found:
        assert found.conclusion == "Er is geen weg. Team loopt niet op 22 november 2026."


@pytest.mark.parametrize(("arrangements", "back", "why"), [
    (but(ARRANGEMENTS, {"id": "thuis"}, instap=""), False,
     "Bij geen arrangement dat past of misschien past staat instap op ja: er is geen plek om zonder verwijzing te beginnen."),
    (but(ARRANGEMENTS, {"id": "haven"}, behoefte="TRAUMA"), False,
     "Geen voorziening past zeker. Een match laat zien wat misschien past, en wat net niet."),
    (but(ARRANGEMENTS, {"voorliggend": "ZORG"}, voorliggend=""), True,
     "Geen voorziening met zorg voorop past, ook niet misschien: er is niets om vanaf terug te gaan."),
    (but(ARRANGEMENTS, {"id": "team"}, voorliggend=""), True, "Geen voorziening met onderwijs voorop of gelijk past, ook niet misschien."),
])
def test_what_is_missing_to_have_a_path_at_all(arrangements: Rows, back: bool, why: str) -> None:
    with routes(arrangements, back=back) as found:
        assert found.conclusion == f"Er is geen weg. {why}"
        assert found.broken is None


def test_what_fits_but_cannot_be_reached_and_where_nothing_leads_on() -> None:
    island = [*ARRANGEMENTS, {"id": "eiland", "naam": "Eiland", "soort": "ZOA", **EVERYBODY},
              {"id": "wacht", "naam": "Wachten", "soort": "SITUATIE", "instap": "ja"}]
    with routes(island) as found:
        assert (found.unreached, found.stuck) == (["eiland"], ["wacht"])


@pytest.mark.parametrize(("weeks", "told"), [
    (("2", "6", "1"), "9 weken"), (("1", "0", "0"), "1 week"), (("2", "6", ""), "ten minste 8 weken; van één stap is het niet bekend"),
    (("", "1", ""), "ten minste 1 week; van 2 stappen is het niet bekend"), (("", "", ""), "niet bekend"),
])
def test_the_lead_time_is_an_interval(weeks: tuple[str, str, str], told: str) -> None:
    timed = [{**row, "doorlooptijd_weken": week} for row, week in zip(REFERRALS[:3], weeks, strict=True)]
    with routes(referrals=timed) as found:
        assert lead_time(found.first(1)[0]) == told


def test_very_many_paths_are_counted_no_further_than_that() -> None:
    places = [{"id": f"s{layer}{place}", "naam": f"S{layer}{place}", "soort": "SITUATIE"} for layer in range(5) for place in range(5)]
    layers = [["thuis"], *([f"s{layer}{place}" for place in range(5)] for layer in range(5)), ["haven"]]
    referrals = [{"van": one, "naar": other, "richting": "TOELEIDING"} for first, then in pairwise(layers)
                 for one in first for other in then]
    with routes([*ARRANGEMENTS, *places], referrals) as found:
        assert (found.count, len(found.first(3))) == (COUNTED, 3)
        assert found.conclusion == "Er zijn meer dan 199 wegen van hoogstens 6 verwijzingen. De kortste telt 6 verwijzingen."


def test_on_generated_books_the_parts_of_the_answer_agree() -> None:
    seen = {"path": 0, "broken": 0, "unreached": 0, "stuck": 0}
    for seed in range(900, 960):
        case = seeded_case(seed)
        moment = projection_of(case.book).at(case.d, case.params.area_kind)
        for needs in moment.profiles:
            for area in moment.analysis:
                if not (leaves := moment.leaves(needs, area)):
                    continue
                for back in (False, True):
                    found = Routes(Paths(moment, needs, ages_of(needs.ages)[0], leaves), back=back)
                    for goal in found.goals:
                        assert (goal in found.unreached) == (found.paths.shortest(found.starts, [goal]) is None)
                    for start in found.starts:
                        assert (start in found.stuck) == (found.paths.shortest([start], found.goals) is None)
                    first = found.first(1)
                    if first:
                        assert found.shortest is not None
                        assert len(first[0].steps) == len(found.shortest.steps)
                    assert (found.count > 0) == bool(first)
                    assert not found.broken or found.broken.obstacles or found.broken.broken
                    for key, there in (("path", found.shortest), ("broken", found.broken), ("unreached", found.unreached),
                                       ("stuck", found.stuck)):
                        seen[key] += bool(there)
    assert min(seen.values()) > 0, seen


def test_on_generated_books_what_comes_nearest_has_the_least_in_its_way() -> None:
    seen = 0
    for seed in range(900, 940):
        case = seeded_case(seed)
        moment = projection_of(case.book).at(case.d, case.params.area_kind)
        for needs in moment.profiles:
            leaves = next((bits for area in moment.analysis if (bits := moment.leaves(needs, area))), None)
            if leaves is None:
                continue
            paths = Paths(moment, needs, ages_of(needs.ages)[-1], leaves)
            net, refused = paths.net, paths._refused.tolist()
            graph = networkx.DiGraph()
            graph.add_nodes_from(range(net.size))
            for edge, (one, other) in enumerate(zip(net.source.tolist(), net.target.tolist(), strict=True)):
                weight = 1000 * (refused[one] + (not paths._open[edge])) + 1
                graph.add_edge(one, other, weight=min(weight, graph.get_edge_data(one, other, {"weight": weight})["weight"]))
            for one, other in product(range(net.size), repeat=2):
                least = networkx.dijkstra_path_length(graph, one, other) if networkx.has_path(graph, one, other) else None
                path = paths.nearly([paths.table.ids[one]], [paths.table.ids[other]])
                assert (path is None) == (least is None)
                if path is None or least is None:
                    continue
                nodes = [paths.table.index[id] for id in path.arrangements]
                edges = [net.referral.tolist().index(paths.referrals.index[step.referral]) for step in path.steps]
                in_the_way = sum(refused[node] for node in nodes[:-1]) + sum(not paths._open[edge] for edge in edges)
                assert 1000 * in_the_way + len(edges) == least
                seen += least > 1000
    assert seen > 100, seen
