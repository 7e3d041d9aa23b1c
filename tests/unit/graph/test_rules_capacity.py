"""What CAPACITEIT finds, counts and tells."""

from __future__ import annotations

import pytest

from graph.gaps import WrongRequest
from tests.unit.graph.small_region import reported
from tests.unit.graph.test_capacity import Rows, count, offer

OFFERS = [offer("a", "3", behoefte="AUTISME", bron="b1"), offer("b", "4")]


def found(offers: Rows, counts: Rows, **request: object) -> tuple[dict[str, str], tuple[int, int, int]]:
    """(status by pair, (population, gap, unknown))."""
    with reported(replaced={"arrangementen": offers, "vraag": counts}, rules=("CAPACITEIT",), **request) as report:
        outcome = report.outcomes["CAPACITEIT"]
        statuses = {"{profiel} {gebied}".format(**finding.subject): finding.status for finding in outcome.findings}
        return statuses, (outcome.population, outcome.gap, outcome.unknown)


def test_confirmed_when_places_are_short_however_one_counts() -> None:
    assert found(OFFERS, [count("p1", "gm1", "5"), count("p2", "swv", "3"), count("p2", "pc2", "0")]) == (
        {"p1 gm1": "BEVESTIGD", "p2 swv": "BEVESTIGD"}, (3, 2, 0))


def test_suspected_when_it_depends_on_what_is_not_known_exactly() -> None:
    assert found(OFFERS, [count("p1", "gm1", "3-9"), count("p2", "gm2", "2")])[0] == {"p1 gm1": "VERMOED", "p2 gm2": "VERMOED"}


def test_one_of_several_counts_of_a_pair_makes_the_finding_and_its_status() -> None:
    offers = [offer("a", "3", leeftijd_van="12"), offer("b", "", leeftijd_tot="11")]
    counts = [count("p1", "gm1", "1", leeftijd_tot="11"), count("p1", "gm1", "4", leeftijd_van="12")]
    assert found(offers, counts) == ({"p1 gm1": "BEVESTIGD"}, (1, 1, 0))
    assert found(offers, [counts[0], {**counts[1], "aantal": "3"}]) == ({"p1 gm1": "VERMOED"}, (1, 1, 0))


def test_a_choice_of_profiles_and_areas_changes_what_is_shown_not_what_is_short() -> None:
    counts = [count("p1", "gm1", "5"), count("p2", "gm2", "3")]
    assert found(OFFERS, counts, profiles=("p1",)) == ({"p1 gm1": "BEVESTIGD"}, (1, 1, 0))
    assert found(OFFERS, counts, areas=("gm2",)) == ({"p2 gm2": "BEVESTIGD"}, (1, 1, 0))


def test_the_definition_can_be_chosen() -> None:
    counts = [count("p1", "gm1", "9"), count("p2", "gm1", "9", definitie="EIGEN"), count("p1", "gm2", "1")]
    assert found(OFFERS, counts)[0].keys() == {"p1 gm1", "p1 gm2"}
    for text in ("eigen", " EIGEN "):
        assert found(OFFERS, counts, parameters=(("definitie", text),))[0].keys() == {"p2 gm1"}
    with pytest.raises(WrongRequest, match="geen code van een definitie"):
        found(OFFERS, counts, parameters=(("definitie", "geen code!"),))


@pytest.mark.parametrize(("replaced", "reason"), [
    ({"vraag": []}, "Het blad vraag is leeg."),
    ({"arrangementen": [offer("a", "")]}, "De kolom plekken van het blad arrangementen is leeg."),
    ({"profielen": [], "vraag": []}, "Het blad profielen is leeg."),
])
def test_not_computed_without_demand_or_places(replaced: dict[str, Rows], reason: str) -> None:
    with reported(replaced={"arrangementen": OFFERS, "vraag": [count("p1", "gm1", "5")], **replaced}, rules=("CAPACITEIT",)) as report:
        assert report.outcomes["CAPACITEIT"].reason == reason


def told(offers: Rows, counts: Rows, pair: str) -> tuple[str, list[tuple[str, str, str]]]:
    with reported(replaced={"arrangementen": offers, "vraag": counts}, rules=("CAPACITEIT",)) as report:
        finding = report.find(f"CAPACITEIT|{pair}")
        assert finding is not None
        answer = report.explain(finding)
        return answer.text, [(item.label, item.note, item.source or "") for item in answer.evidence]


def test_the_explanation_gives_the_group_its_numbers_and_the_places_that_limit_it() -> None:
    text, evidence = told(OFFERS, [count("p1", "gm1", "5", bron="b1"), count("p2", "gm2", "3")], "profiel=p2|gebied=gm2")
    assert text == ("Trauma in Zuiderweg: er zijn te weinig plekken, ook als alles meezit. Zij hebben dezelfde plekken nodig als één ander "
                    "aantal uit het blad vraag. Samen: 8 jongeren, 7 plekken; tekort 1. De grens ligt bij B (4 plekken) en A (3 plekken).")
    assert evidence == [("Trauma in Zuiderweg", "3 jongeren op 1 augustus 2026 volgens de definitie THUIS_BREED", ""),
                        ("B", "4 plekken", ""), ("A", "3 plekken", "b1")]


def test_the_explanation_of_a_suspicion_says_what_is_not_known() -> None:
    text, evidence = told([offer("a", ""), offer("b", "1-2")], [count("p1", "gm1", ">=4")], "profiel=p1|gebied=gm1")
    assert text == ("Autisme in Noorderweg: er zijn te weinig plekken, als het tegenzit. Hoe het uitvalt, hangt af van wat niet precies "
                    "bekend is. Het gaat om 4 of meer jongeren, 1 of meer plekken; tekort 0 of meer. De grens ligt bij "
                    "A (aantal plekken niet ingevuld) en B (1 tot en met 2 plekken).")
    assert [label for label, _, _ in evidence] == ["Autisme in Noorderweg", "A", "B"]


def test_the_explanation_says_so_when_nothing_fits_for_certain() -> None:
    text, _ = told([offer("a", "9", behoefte="")], [count("p1", "gm1", "4")], "profiel=p1|gebied=gm1")
    assert text.endswith("Het gaat om 4 jongeren, 0 tot en met 9 plekken; tekort 0 tot en met 4. "
                         "Geen enkele voorziening past zeker in het hele gebied.")


def test_the_explanation_keeps_groups_of_other_ages_apart() -> None:
    offers = [offer("a", "1", leeftijd_tot="11"), offer("b", "1", leeftijd_van="12")]
    counts = [count("p1", "gm1", "2", leeftijd_tot="11"), count("p1", "gm1", "3", leeftijd_van="12"), count("p2", "gm1", "1")]
    text, evidence = told(offers, counts, "profiel=p1|gebied=gm1")
    assert text == (
        "Autisme in Noorderweg: er zijn te weinig plekken, ook als alles meezit. De groep van 12 en 13 jaar heeft dezelfde plekken nodig "
        "als één ander aantal uit het blad vraag. Samen: 4 jongeren, 1 plek; tekort 3. De grens ligt bij B (1 plek). In de groep van 11 "
        "jaar gaat het om 2 jongeren, 1 plek; tekort 1. De grens ligt bij A (1 plek).")
    assert [label for label, _, _ in evidence] == ["Autisme in Noorderweg", "Autisme in Noorderweg", "B", "A"]


def test_the_explanation_does_not_deny_a_shortage_that_lies_with_others_too() -> None:
    # For certain p1 has one place; in the best case p2 needs the places that p1 might use as well.
    offers = [offer("a", "1", behoefte="AUTISME"), offer("b", "3", gebieden="")]
    text, _ = told(offers, [count("p1", "gm1", "2"), count("p2", "gm1", "3")], "profiel=p1|gebied=gm1")
    assert text == (
        "Autisme in Noorderweg: er zijn te weinig plekken, ook als alles meezit. Het gaat om 2 jongeren, 1 tot en met 4 plekken; tekort 0 "
        "tot en met 1. De grens ligt bij A (1 plek). Als alles meezit, kan een deel ergens anders terecht; daar komen dan ook anderen, en "
        "samen zijn het er te veel.")
