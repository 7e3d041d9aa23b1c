"""The rules about paths, worked out by hand: when there is a finding, how sure it is, and what it tells."""

from __future__ import annotations

import pytest

from graph.gaps import Explanation, Report, WrongRequest
from tests.unit.graph.path_region import ARRANGEMENTS, EVERYBODY, REFERRALS, Rows, but, region

NONE, LONG, DEAD, RING = "GEEN_VERWIJSPAD", "PADLENGTE", "DOODLOPEND", "KRINGVERWIJZING"


def found(report: Report) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(finding.id.partition("|")[2], finding.status, finding.ages) for finding in report.findings()]


def told(report: Report, place: int = 0) -> Explanation:
    return report.explain(report.findings()[place])


def test_no_path_where_the_last_referral_is_for_others() -> None:
    with region(referrals=but(REFERRALS, {"van": "dag"}, leeftijd_van="12", gebieden="gm1"), rules=(NONE,)) as report:
        assert found(report) == [("profiel=p1|gebied=gm1", "BEVESTIGD", (11,)), ("profiel=p1|gebied=gm2", "BEVESTIGD", (11, 12, 13))]
        outcome = report.outcomes[NONE]
        assert (outcome.population, outcome.gap, outcome.unknown, outcome.covered) == (2, 2, 0, 0)
        answer, other = told(report), told(report, 1)
    assert answer.text == (
        "Autisme in Noorderweg, 11 jaar: er is passend aanbod (De Haven), maar geen verwijspad dat gebruikt kan worden komt daar uit. "
        "Wat het dichtst in de buurt komt op 11 jaar is Thuis → Team → Dagdeel → De Haven. "
        "Dat breekt af tussen Dagdeel en De Haven: dit verwijspad is pas voor 12 jaar en ouder.")
    assert [(item.kind, item.id) for item in answer.evidence] == [
        ("arrangement", "haven"), ("verwijspad", "thuis~team~TOELEIDING~~~GEEN"),
        ("verwijspad", "team~dag~TOELEIDING~~~BESCHIKKING_JW"), ("verwijspad", "dag~haven~DOORSTROOM~12~~")]
    assert answer.evidence[-1].label == "Dagdeel naar De Haven"
    assert answer.evidence[-1].note == "dit verwijspad is pas voor 12 jaar en ouder"
    assert other.text.startswith("Autisme in Zuiderweg, 11 tot en met 13 jaar:")


@pytest.mark.parametrize(("cells", "ages"), [
    ({"leeftijd_van": "12"}, (11,)), ({"leeftijd_tot": "11"}, (12, 13)), ({"leeftijd_van": "", "leeftijd_tot": "12"}, (13,)),
    ({"behoefte": "TRAUMA"}, (11, 12, 13)), ({"gebieden": ""}, ()), ({"gebieden": "gm1"}, (11, 12, 13))])
def test_no_path_where_somebody_on_the_way_does_not_fit(cells: dict[str, str], ages: tuple[int, ...]) -> None:
    for on_the_way in ("team", "dag"):
        # The team as a place to begin too: what does not fit is no beginning either.
        arrangements = but(but(ARRANGEMENTS, {"id": "team"}, instap="ja"), {"id": on_the_way}, **cells)
        with region(arrangements, [row for row in REFERRALS if row["van"] != "thuis"], areas=("gm2",), rules=(NONE,)) as report:
            assert [where for _, _, where in found(report)] == ([ages] if ages else [])


def test_no_path_closes_when_the_path_is_made() -> None:
    without = [row for row in REFERRALS if row["naar"] != "haven"]
    with region(referrals=without, rules=(NONE,)) as report:
        assert [id for id, _, _ in found(report)] == ["profiel=p1|gebied=gm1", "profiel=p1|gebied=gm2"]
        assert "Er is ook geen verwijspad bedoeld of gestopt dat er komt" in told(report).text
    with region(referrals=[*without, {"van": "team", "naar": "haven", "richting": "DOORSTROOM"}], rules=(NONE,)) as report:
        assert found(report) == []
    with region(but(ARRANGEMENTS, {"id": "haven"}, instap="ja"), without, rules=(NONE,)) as report:
        assert found(report) == []


def test_what_is_reached_has_to_fit_for_certain() -> None:
    # Where the haven counts is not filled in: it is reached, but what certainly fits is the island.
    rows = [*but(ARRANGEMENTS, {"id": "haven"}, gebieden=""), {"id": "eiland", "naam": "Eiland", "soort": "OZA", **EVERYBODY}]
    with region(rows, rules=(NONE,)) as report:
        assert [id for id, _, _ in found(report)] == ["profiel=p1|gebied=gm1", "profiel=p1|gebied=gm2"]
        assert "er is passend aanbod (Eiland)" in told(report).text
    with region(but(rows, {"id": "haven"}, instap="ja"), rules=(NONE,)) as report:
        assert len(found(report)) == 2


def test_no_path_says_nothing_where_nothing_fits_and_nothing_can_be_said_without_an_entry() -> None:
    with region(but(ARRANGEMENTS, {"id": "haven"}, behoefte=""), REFERRALS, rules=(NONE, LONG)) as report:
        assert found(report) == []
        assert report.outcomes[NONE].covered == 2
    for arrangements in (but(ARRANGEMENTS, {"id": "thuis"}, instap=""), but(ARRANGEMENTS, {"id": "thuis"}, status="GESTOPT")):
        with region(arrangements, rules=(NONE, LONG)) as report:
            assert [outcome.computed for outcome in report.outcomes.values()] == [False, False]
            assert report.outcomes[LONG].reason == "Bij geen enkel arrangement dat loopt staat instap op ja."


def test_a_path_that_cannot_begin_is_told_so() -> None:
    closed = but(but(ARRANGEMENTS, {"id": "thuis"}, instap=""), {"id": "team"}, instap="ja", gebieden="gm1")
    with region(closed, areas=("gm2",), rules=(NONE,)) as report:
        assert found(report) == [("profiel=p1|gebied=gm2", "BEVESTIGD", (11, 12, 13))]
        assert "Dat kan al niet beginnen: Team past niet. Dit gebied hoort er niet bij" in told(report).text


def test_path_length_counts_referrals_of_the_nearest() -> None:
    with region(rules=(LONG,), parameters=(("max_stappen", "2"),)) as report:
        assert found(report) == [("profiel=p1|gebied=gm1", "BEVESTIGD", (11, 12, 13)), ("profiel=p1|gebied=gm2", "BEVESTIGD", (11, 12, 13))]
        answer = told(report)
    assert answer.text == (
        "Autisme in Noorderweg, 11 tot en met 13 jaar: tot het dichtstbijzijnde passende aanbod zijn 3 verwijzingen nodig, meer dan 2. "
        "Op 11 jaar: begin bij Thuis; "
        "1. naar Team (geen besluit nodig; 2 weken; met warme overdracht; inschrijving blijft); "
        "2. naar Dagdeel (besluit: Beschikking jeugdhulp; Schoolbestuur beslist; 6 weken; zonder warme overdracht); "
        "3. naar De Haven (niet ingevuld: welk besluit nodig is, wie beslist, doorlooptijd, warme overdracht). "
        "Samen duurt dat ten minste 8 weken, langs 2 organisaties (Schoolbestuur en Zorgpartner).")
    assert [item.id for item in answer.evidence] == ["thuis", "thuis~team~TOELEIDING~~~GEEN",
                                                     "team~dag~TOELEIDING~~~BESCHIKKING_JW", "dag~haven~DOORSTROOM~~~"]
    with region(rules=(LONG,)) as report:
        assert found(report) == []


def test_path_length_of_one_step_of_which_nothing_is_known() -> None:
    straight = [{"van": "thuis", "naar": "haven", "richting": "TOELEIDING"}]
    with region(but(ARRANGEMENTS, {"id": "haven"}, aanbieder=""), straight, rules=(LONG,), parameters=(("max_stappen", "0"),)) as report:
        text = told(report).text
    assert "is 1 verwijzing nodig, meer dan 0" in text
    assert text.endswith("Hoe lang dat duurt is niet ingevuld.")


@pytest.mark.parametrize("value", ["", "-1", "drie", "1.5"])
def test_a_wrong_number_of_steps_is_refused(value: str) -> None:
    with pytest.raises(WrongRequest, match="geen heel aantal stappen"), region(parameters=(("max_stappen", value),)):
        pass


def test_a_dead_end_leads_to_no_education() -> None:
    with region(rules=(DEAD,)) as report:
        assert found(report) == []
        assert report.outcomes[DEAD].population == 3
    stopped = but(REFERRALS, {"van": "haven"}, status="GESTOPT")
    with region(referrals=stopped, rules=(DEAD,)) as report:
        # Thuis still leads to the team; dag only to the haven, and the haven nowhere.
        assert found(report) == [("arrangement=dag", "BEVESTIGD", ()), ("arrangement=haven", "BEVESTIGD", ())]
        dag, haven = told(report), told(report, 1)
    assert dag.text == (
        "Vanuit Dagdeel leiden de verwijspaden alleen naar De Haven. Bij geen daarvan is bekend dat onderwijs voorop staat of even zwaar "
        "telt als zorg. Wel bekend, maar nu niet te gebruiken: het verwijspad van De Haven naar Team (dit verwijspad wordt niet meer "
        "gebruikt).")
    assert haven.text.startswith("Vanuit De Haven begint geen verwijspad dat gebruikt kan worden.")
    assert [item.id for item in haven.evidence] == ["haven", "haven~team~TERUGKEER~~~"]


def test_a_dead_end_is_unknown_when_a_blank_is_reached_and_certain_when_it_is_a_situation() -> None:
    blank = but(ARRANGEMENTS, {"id": "team"}, voorliggend="")
    with region(blank, rules=(DEAD,)) as report:
        assert found(report) == [(f"arrangement={id}", "ONBEKEND", ()) for id in ("dag", "haven", "thuis")]
        answer = told(report, 1)
        assert "Bij Team is niet ingevuld wat voorop staat: vraag het na bij de aanbieder." in answer.text
        assert ("team", "voorliggend is niet ingevuld") in [(item.id, item.note) for item in answer.evidence]
    for priority in ("GELIJK", ""):
        # A situation is no provision, whatever its column voorliggend says.
        with region(but(ARRANGEMENTS, {"id": "team"}, soort="SITUATIE", voorliggend=priority), rules=(DEAD,)) as report:
            assert {status for _, status, _ in found(report)} == {"BEVESTIGD"}
            assert report.outcomes[DEAD].population == 4


def test_dead_ends_and_circles_need_referrals() -> None:
    with region(referrals=[], rules=(DEAD, RING)) as report:
        assert [outcome.reason for outcome in report.outcomes.values()] == ["Het blad verwijspaden is leeg."] * 2
    with region([{**row, "voorliggend": ""} for row in ARRANGEMENTS], rules=(DEAD,)) as report:
        assert report.outcomes[DEAD].reason == "De kolom voorliggend van het blad arrangementen is leeg."


CIRCLE: Rows = [*REFERRALS, {"van": "haven", "naar": "dag", "richting": "OVERDRACHT"}]
FULL = but(but(ARRANGEMENTS, {"id": "haven"}, plekken="10", bezet="10"), {"id": "dag"}, plekken="5-6", bezet="6")


def test_a_circle_without_a_place() -> None:
    with region(FULL, CIRCLE, rules=(RING,)) as report:
        # Back to the team is a return, which does not lead out of the circle.
        assert found(report) == [("arrangementen=dag+haven", "BEVESTIGD", ())]
        assert (report.outcomes[RING].population, report.outcomes[RING].gap) == (1, 1)
        answer = told(report)
    assert answer.text == (
        "Dagdeel (plekken: 5 tot en met 6, bezet: 6) en De Haven (plekken: 10, bezet: 10) verwijzen naar elkaar in een kring. "
        "Geen verwijspad van toeleiding, doorstroom of overdracht leidt eruit. Er is nergens een vrije plek.")
    assert [item.id for item in answer.evidence] == ["dag", "haven", "dag~haven~DOORSTROOM~~~", "haven~dag~OVERDRACHT~~~"]


@pytest.mark.parametrize(("cells", "status"), [
    ({"plekken": "", "bezet": ""}, "VERMOED"), ({"plekken": "5-7", "bezet": "6"}, "VERMOED"), ({"plekken": "7", "bezet": ""}, "VERMOED"),
    ({"plekken": "6", "bezet": "6-8"}, "BEVESTIGD"), ({"plekken": "7", "bezet": "6"}, None), ({"plekken": ">=7", "bezet": "5-6"}, None)])
def test_a_circle_is_as_sure_as_its_places(cells: dict[str, str], status: str | None) -> None:
    with region(but(FULL, {"id": "dag"}, **cells), CIRCLE, rules=(RING,)) as report:
        assert [found_status for _, found_status, _ in found(report)] == ([status] if status else [])


@pytest.mark.parametrize(("way", "count"), [("TOELEIDING", 0), ("DOORSTROOM", 0), ("OVERDRACHT", 0), ("TERUGKEER", 1), ("UITSTROOM", 1)])
def test_only_a_way_onward_leads_out_of_a_circle(way: str, count: int) -> None:
    out = {"van": "haven", "naar": "thuis", "richting": way}
    with region(FULL, [*(row for row in CIRCLE if row["van"] != "thuis"), out], rules=(RING,)) as report:
        assert len(found(report)) == count


def test_a_circle_of_situations_has_no_place_at_all() -> None:
    situations = [{"id": id, "naam": id, "soort": "SITUATIE"} for id in ("x", "y")]
    round_trip = [{"van": one, "naar": other, "richting": "OVERDRACHT"} for one, other in (("x", "y"), ("y", "x"))]
    with region(situations, round_trip, rules=(RING,)) as report:
        assert found(report) == [("arrangementen=x+y", "BEVESTIGD", ())]
        assert "x (een situatie, geen voorziening)" in told(report).text
