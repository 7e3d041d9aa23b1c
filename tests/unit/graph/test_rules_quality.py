"""What fits but is not good enough: conditions, waiting, distance and one provider, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.gaps import Explanation, Report
from graph.gaps.distance import read_kilometres
from graph.gaps.quality import read_weeks
from tests.unit.graph.small_region import REGION, reported

Rows = list[dict[str, str]]


def offers(**columns: dict[str, str]) -> dict[str, Rows]:
    """De Brug and De Haven of the region with more columns, and Het Anker beside De Haven; both for everyone of 12 years."""
    brug, haven = REGION["arrangementen"]
    haven = {**haven, "behoefte": "alle"}
    anker = {"id": "a3", "naam": "Het Anker", "soort": "OZA", "gebieden": "gm1", "leeftijd_van": "12", "leeftijd_tot": "12",
             "behoefte": "alle", "bevestigd_op": "2026-03", "bron": "b2"}
    return {"arrangementen": [{**row, **columns.get(row["id"], {})} for row in (brug, haven, anker)]}


def found(report: Report) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {finding.id: (finding.status, finding.ages) for finding in report.findings()}


def figures(report: Report, rule: str) -> tuple[int, int, int, int]:
    outcome = report.outcomes[rule]
    return outcome.population, outcome.gap, outcome.unknown, outcome.covered


def told(report: Report, id: str) -> Explanation:
    finding = report.find(id)
    assert finding is not None
    return report.explain(finding)


ASKING = {"profielen": [{**REGION["profielen"][0], "randvoorwaarden": "VERVOER; BSO", "bron": "b2"}, REGION["profielen"][1]]}


def test_a_condition_that_nobody_arranged() -> None:
    rows = {**ASKING, **offers(a1={"randvoorwaarden_ontbreekt": "VERVOER"}, a2={"randvoorwaarden": "BSO"},
                               a3={"randvoorwaarden_ontbreekt": "VERVOER; BSO"})}
    with reported(replaced=rows, rules=("RANDVOORWAARDE",)) as report:
        assert found(report) == {
            # De Brug (11 years) says nothing of BSO; later De Haven has it.
            "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=BSO": ("ONBEKEND", (11,)),
            # De Haven, one of those at 12 and 13 years, says nothing of transport.
            "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER": ("ONBEKEND", (11, 12, 13)),
            "RANDVOORWAARDE|profiel=p1|gebied=gm2|voorwaarde=VERVOER": ("ONBEKEND", (12, 13))}
        # Two conditions of one profile in two areas.
        assert figures(report, "RANDVOORWAARDE") == (4, 0, 3, 1)
        answer = told(report, "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER")
        single = told(report, "RANDVOORWAARDE|profiel=p1|gebied=gm2|voorwaarde=VERVOER")
    assert answer.text == ("Autisme in Noorderweg, 11 tot en met 13 jaar: de randvoorwaarde Vervoer is bij geen van de 3 passende "
                           "voorzieningen geregeld, voor zover bekend: zeker niet bij De Brug en Het Anker; niet ingevuld bij De Haven. "
                           "Vraag het na bij de aanbieder.")
    assert [(item.id, item.note, item.source, item.date) for item in answer.evidence] == [
        ("p1", "heeft nodig: Vervoer", "b2", None), ("a1", "Vervoer: zeker niet geregeld", "b1", "2026-05-01"),
        ("a3", "Vervoer: zeker niet geregeld", "b2", "2026-03"), ("a2", "Vervoer: niet ingevuld", "b1", "2026")]
    assert "12 en 13 jaar: de randvoorwaarde Vervoer is bij de enige passende voorziening niet geregeld, voor" in single.text


def test_a_condition_is_confirmed_when_all_say_that_it_is_lacking() -> None:
    lacking = {"randvoorwaarden_ontbreekt": "VERVOER"}
    with reported(replaced={**ASKING, **offers(a1=lacking, a2=lacking, a3=lacking)}, rules=("RANDVOORWAARDE",)) as report:
        id = "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER"
        assert found(report)[id] == ("BEVESTIGD", (11, 12, 13))
        assert "passende voorzieningen geregeld: zeker niet bij De Brug, De Haven en Het Anker." in told(report, id).text


def test_waiting_longer_than_the_norm() -> None:
    rows = offers(a2={"wachttijd_weken": "14", "peildatum": "2026-10"}, a3={"wachttijd_weken": "27"})
    with reported(replaced=rows, rules=("WACHTTIJD",)) as report:
        assert found(report) == {
            # De Brug, the only one at 11 years, says nothing.
            "WACHTTIJD|profiel=p1|gebied=gm1": ("ONBEKEND", (11, 12, 13)), "WACHTTIJD|profiel=p1|gebied=gm2": ("BEVESTIGD", (12, 13)),
            "WACHTTIJD|profiel=p2|gebied=gm1": ("BEVESTIGD", (12,)), "WACHTTIJD|profiel=p2|gebied=gm2": ("BEVESTIGD", (12,))}
        assert figures(report, "WACHTTIJD") == (4, 3, 1, 0)
        answer = told(report, "WACHTTIJD|profiel=p2|gebied=gm1")
        unknown = told(report, "WACHTTIJD|profiel=p1|gebied=gm1")
        assert told(report, "WACHTTIJD|profiel=p2|gebied=gm2").text == (
            "Trauma in Zuiderweg, 12 jaar: bij de enige passende voorziening is de wachttijd langer dan 13 weken: "
            "De Haven (14 weken, stand van oktober 2026).")
    assert answer.text == ("Trauma in Noorderweg, 12 jaar: bij geen van de 2 passende voorzieningen is de wachttijd hoogstens 13 weken: "
                           "De Haven (14 weken, stand van oktober 2026) en Het Anker (27 weken).")
    assert [(item.id, item.note, item.source, item.date) for item in answer.evidence] == [
        ("a2", "wachttijd: 14 weken, stand van oktober 2026", "b1", "2026-10"), ("a3", "wachttijd: 27 weken", "b2", "2026-03")]
    assert "hoogstens 13 weken, voor zover bekend: De Haven" in unknown.text
    assert unknown.text.endswith("De Brug (niet ingevuld). Vraag de wachttijd na bij de aanbieder.")


def test_what_is_unknown_at_another_age_does_not_count() -> None:
    quick = {"arrangementen": [{**REGION["arrangementen"][0], "id": "a4", "naam": "De Boog", "leeftijd_tot": "12", "wachttijd_weken": "1",
                                "randvoorwaarden": "VERVOER"}]}
    lacking = {"wachttijd_weken": "14", "randvoorwaarden_ontbreekt": "VERVOER"}
    with reported(quick, replaced={**ASKING, **offers(a2=lacking, a3=lacking)}, rules=("WACHTTIJD", "RANDVOORWAARDE")) as report:
        # At 11 years De Brug says nothing, but De Boog is fine.
        assert found(report)["WACHTTIJD|profiel=p1|gebied=gm1"] == ("BEVESTIGD", (13,))
        assert found(report)["RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER"] == ("BEVESTIGD", (13,))


@pytest.mark.parametrize(("norm", "expected"), [("13", 2), ("14", 0), ("7", 2), ("6", 4)])
def test_the_norm_decides_and_twice_the_norm_is_urgent(norm: str, expected: int) -> None:
    rows = offers(a2={"wachttijd_weken": "14"})
    with reported(replaced=rows, rules=("WACHTTIJD",), profiles=("p2",), areas=("gm2",), parameters=(("norm_weken", norm),)) as report:
        assert [finding.urgency for finding in report.findings()] == ([expected] if expected else [])
        assert figures(report, "WACHTTIJD")[0] == 1


def test_the_shortest_wait_tells_how_urgent_it_is() -> None:
    rows = offers(a2={"wachttijd_weken": "8"}, a3={"wachttijd_weken": "14"})
    with reported(replaced=rows, rules=("WACHTTIJD",), profiles=("p2",), parameters=(("norm_weken", "6"),)) as report:
        assert {finding.subject["gebied"]: finding.urgency for finding in report.findings()} == {"gm1": 2, "gm2": 2}


PLACED = [{**row, "lat": "52.0", "lon": "4.5"} if row["id"] in ("gm1", "gm2") else row for row in REGION["gebieden"]]
NORTH = {"lat": "52.2", "lon": "4.5"}
"""0.2 degrees of latitude north: 22.24 km."""


def test_the_nearest_is_too_far() -> None:
    rows = {"gebieden": PLACED, **offers(a1=NORTH, a2=NORTH, a3={"lat": "52.1", "lon": "4.5"})}
    with reported(replaced=rows, rules=("AFSTAND",)) as report:
        # At 12 years Het Anker is near (11.12 km) in Noorderweg.
        assert found(report) == {"AFSTAND|profiel=p1|gebied=gm1": ("BEVESTIGD", (11, 13)),
                                 "AFSTAND|profiel=p1|gebied=gm2": ("BEVESTIGD", (12, 13)),
                                 "AFSTAND|profiel=p2|gebied=gm2": ("BEVESTIGD", (12,))}
        assert figures(report, "AFSTAND") == (4, 3, 0, 1)
        answer = told(report, "AFSTAND|profiel=p1|gebied=gm1")
    assert answer.text == ("Autisme in Noorderweg, 11 en 13 jaar: de dichtstbijzijnde passende voorziening ligt verder weg dan 15 km, "
                           "hemelsbreed vanaf het punt dat bij Noorderweg is ingevuld. Van dichtbij naar ver: De Brug (22,2 km, voor "
                           "11 jaar) en De Haven (22,2 km, voor 13 jaar).")
    assert [(item.id, item.note) for item in answer.evidence] == [
        ("a1", "ligt op 22,2 km hemelsbreed"), ("a2", "ligt op 22,2 km hemelsbreed")]


def test_distance_says_nothing_while_a_place_is_unknown() -> None:
    with reported(replaced={"gebieden": PLACED, **offers(a1=NORTH, a2=NORTH)}, rules=("AFSTAND",)) as report:
        # Of Het Anker it is unknown where it is: it might be near, at 12 years in Noorderweg.
        assert found(report)["AFSTAND|profiel=p1|gebied=gm1"] == ("BEVESTIGD", (11, 13))
    half = [{**row, "lat": "52.0", "lon": "4.5"} if row["id"] == "gm2" else row for row in REGION["gebieden"]]
    with reported(replaced={"gebieden": half, **offers(a1=NORTH, a2=NORTH, a3=NORTH)}, rules=("AFSTAND",)) as report:
        assert {finding.subject["gebied"] for finding in report.findings()} == {"gm2"}
    with reported(replaced={"gebieden": PLACED, **offers(a1=NORTH, a2=NORTH, a3=NORTH)}, rules=("AFSTAND",),
                  parameters=(("max_km", "22,3"),)) as report:
        assert found(report) == {}


def test_one_provider_for_a_part_of_the_area_is_enough() -> None:
    brug, haven = offers()["arrangementen"][:2]
    rows = {"arrangementen": [
        {**haven, "aanbieder": "o1"}, {**brug, "aanbieder": "o2", "gebieden": "pc1", "leeftijd_tot": "12"},
        {**brug, "id": "a4", "naam": "De Boog", "aanbieder": "o2", "gebieden": "pc2", "leeftijd_tot": "11"},
        {**brug, "id": "a5", "naam": "De Poort", "gebieden": "pc1", "leeftijd_van": "11", "leeftijd_tot": "11"}]}
    with reported(replaced=rows, rules=("ENKELVOUDIG",)) as report:
        assert found(report) == {
            "ENKELVOUDIG|profiel=p1|gebied=gm1": ("BEVESTIGD", (12, 13)), "ENKELVOUDIG|profiel=p2|gebied=gm1": ("BEVESTIGD", (12,)),
            # 11: the provider of De Poort is unknown, but in Stad there is only De Boog. 12: only in Stad is De Haven alone.
            "ENKELVOUDIG|profiel=p1|gebied=gm2": ("BEVESTIGD", (11, 12, 13)), "ENKELVOUDIG|profiel=p2|gebied=gm2": ("BEVESTIGD", (12,))}
        assert figures(report, "ENKELVOUDIG") == (4, 4, 0, 0)
        answer = told(report, "ENKELVOUDIG|profiel=p1|gebied=gm2")
    assert answer.text == ("Autisme in Zuiderweg, 11 tot en met 13 jaar: al het passende aanbod komt van één aanbieder: Zorgpartner voor "
                           "12 en 13 jaar (met De Haven) en Schoolbestuur in Stad voor 11 jaar (met De Boog). Valt die weg, dan is er "
                           "daar niets meer dat zeker past.")
    assert [(item.kind, item.id) for item in answer.evidence] == [
        ("organisatie", "o1"), ("arrangement", "a2"), ("organisatie", "o2"), ("arrangement", "a4")]


def test_where_a_part_of_the_area_has_nothing_that_is_the_gap() -> None:
    rows = {"arrangementen": [{**offers()["arrangementen"][1], "gebieden": "pc1; gm1", "aanbieder": "o1"}]}
    with reported(replaced=rows, rules=("ENKELVOUDIG",), profiles=("p2",)) as report:
        assert found(report) == {"ENKELVOUDIG|profiel=p2|gebied=gm1": ("BEVESTIGD", (12,))}


def test_two_providers_or_an_unknown_one_is_no_dependence() -> None:
    rows = offers(a1={"aanbieder": "o1"}, a2={"aanbieder": "o2"}, a3={"aanbieder": "o1"})
    with reported(replaced=rows, rules=("ENKELVOUDIG",)) as report:
        assert found(report)["ENKELVOUDIG|profiel=p1|gebied=gm1"] == ("BEVESTIGD", (11, 13))
        assert "ENKELVOUDIG|profiel=p2|gebied=gm1" not in found(report)
    with reported(replaced=offers(a1={"aanbieder": "o1"}, a2={"aanbieder": "o2"}), rules=("ENKELVOUDIG",)) as report:
        assert found(report)["ENKELVOUDIG|profiel=p1|gebied=gm1"] == ("BEVESTIGD", (11, 13))


@pytest.mark.parametrize(("rule", "reason"), [
    ("RANDVOORWAARDE", "De kolom randvoorwaarden van het blad profielen is leeg."),
    ("WACHTTIJD", "De kolom wachttijd_weken van het blad arrangementen is leeg."),
    ("AFSTAND", "De kolom lat van het blad gebieden is leeg."),
    ("ENKELVOUDIG", "De kolom aanbieder van het blad arrangementen is leeg."),
])
def test_empty_columns_are_the_reason_not_to_compute(rule: str, reason: str) -> None:
    with reported(rules=(rule,)) as report:
        assert report.outcomes[rule].reason == reason
    with reported(replaced={"profielen": []}, rules=(rule,)) as report:
        assert report.outcomes[rule].reason == "Het blad profielen is leeg."


def test_conditions_need_a_column_of_the_provisions_too() -> None:
    with reported(replaced=ASKING, rules=("RANDVOORWAARDE",)) as report:
        assert report.outcomes["RANDVOORWAARDE"].reason == (
            "De kolommen randvoorwaarden en randvoorwaarden_ontbreekt van het blad arrangementen zijn leeg.")


@pytest.mark.parametrize(("read", "good", "bad"), [
    (read_weeks, {"0": 0, " 13 ": 13}, ["", "-1", "1.5", "²", "veel"]),
    (read_kilometres, {"0": 0.0, "7,5": 7.5, "15.25": 15.25}, ["", "-1", "1.2.3", ".", "²", "ver"]),
])
def test_parameters_are_read_or_refused_in_dutch(read: Callable[[str], float], good: dict[str, float], bad: list[str]) -> None:
    for text, value in good.items():
        assert read(text) == value
    for text in bad:
        with pytest.raises(ValueError, match=r"geen (heel aantal weken|afstand in kilometers)"):
            read(text)
