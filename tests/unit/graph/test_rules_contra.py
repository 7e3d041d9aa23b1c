"""What CONTRA_INDICATIE finds, counts and tells: everybody turns the same away, and nothing else stands in the way."""

from __future__ import annotations

import pytest

from tests.unit.graph.small_region import REGION, reported
from tests.unit.graph.test_rules_money import Rows

PROFILES = [{"id": "p1", "naam": "Angst en agressie", "leeftijd_van": "11", "leeftijd_tot": "12", "behoefte": "ANGST; AGRESSIE",
             "zorg": "AMBULANT"}]
AREAS = [{"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE"}, {"id": "gm2", "naam": "Zuiderweg", "soort": "GEMEENTE"},
         {"id": "pc1", "naam": "Dorp", "soort": "PC4", "bovenliggend": "gm2"}, {"id": "pc2", "naam": "Stad", "soort": "PC4",
                                                                                "bovenliggend": "gm2"}]
BARRED = {"sluit_uit": "behoefte:AGRESSIE"}


def offer(id: str, **cells: str) -> dict[str, str]:
    return {"id": id, "naam": id.capitalize(), "soort": "OZA", "gebieden": "gm1", "leeftijd_van": "4", "leeftijd_tot": "18",
            "behoefte": "alle", "zorg": "alle", **cells}


def found(offers: Rows, rows: Rows = PROFILES, population: int | None = None, **request: object) -> dict[str, tuple[int, ...]]:
    """The ages by area and concept, for the profiles in `rows`."""
    replaced = {"profielen": rows, "gebieden": AREAS, "arrangementen": offers}
    with reported(replaced=replaced, rules=("CONTRA_INDICATIE",), **request) as report:
        outcome = report.outcomes["CONTRA_INDICATIE"]
        assert outcome.reason is None
        if population is not None:
            assert outcome.population == population
        return {"{gebied} {begrip}".format(**finding.subject): finding.ages for finding in outcome.findings}


def test_a_finding_when_all_near_misses_exclude_the_same() -> None:
    assert found([offer("a", **BARRED)]) == {"gm1 behoefte:AGRESSIE": (11, 12)}
    assert found([offer("a", **BARRED), offer("b", sluit_uit="behoefte:AGRESSIE; behoefte:TRAUMA")]) == {
        "gm1 behoefte:AGRESSIE": (11, 12)}
    assert found([offer("a", **BARRED), offer("b", sluit_uit="behoefte:EXTERNALISEREND")]) == {}


def test_every_concept_that_covers_the_refused_value_counts() -> None:
    both = "behoefte:AGRESSIE; behoefte:EXTERNALISEREND"
    assert found([offer("a", sluit_uit=both)], population=4).keys() == {"gm1 behoefte:AGRESSIE", "gm1 behoefte:EXTERNALISEREND"}
    assert found([offer("a", sluit_uit=both), offer("b", sluit_uit="behoefte:EXTERNALISEREND")]).keys() == {
        "gm1 behoefte:EXTERNALISEREND"}


@pytest.mark.parametrize("other", [
    {"leeftijd_tot": "10"}, {"leeftijd_van": "13", "leeftijd_tot": "alle"}, {"instroom": "GESTOPT"}, {"zorg": "VERBLIJF"},
    {"behoefte": "ANGST"}, {"sluit_uit": "zorg:AMBULANT"}, {"sluit_uit": "behoefte:AGRESSIE; behoefte:ANGST"},
])
def test_a_near_miss_for_another_reason_ends_it(other: dict[str, str]) -> None:
    assert found([offer("a", **BARRED), offer("b", **other)]) == {}


@pytest.mark.parametrize("other", [
    {"leeftijd_tot": "10", "instroom": "GESTOPT"}, {"gebieden": "gm2", "zorg": "VERBLIJF"}, {"gebieden": "gm2"},
    {"zorg": "VERBLIJF", "gebieden": ""}, {"soort": "SITUATIE", "zorg": "VERBLIJF"},
])
def test_what_is_no_near_miss_here_changes_nothing(other: dict[str, str]) -> None:
    assert found([offer("a", **BARRED), offer("b", **other)])["gm1 behoefte:AGRESSIE"] == (11, 12)


def test_the_excluding_provision_must_be_a_near_miss_itself() -> None:
    for more in ({"instroom": "GESTOPT"}, {"leeftijd_tot": "10"}, {"zorg": "VERBLIJF"}):
        assert found([offer("a", **BARRED, **more)]) == {}
    # What it does not say of other points is no refusal.
    assert found([offer("a", **BARRED, zorg="", leeftijd_tot="")]) == {"gm1 behoefte:AGRESSIE": (11, 12)}


def test_without_the_exclusion_it_would_have_fitted_or_perhaps() -> None:
    for admitted, fits in (("AGRESSIE; INTERNALISEREND", True), ("", True), ("ANGST; TRAUMA", False)):
        assert bool(found([offer("a", **BARRED, behoefte=admitted)])) == fits
    broad = [{**PROFILES[0], "behoefte": "EXTERNALISEREND"}]
    excluded = {"sluit_uit": "behoefte:EXTERNALISEREND"}
    assert found([offer("a", behoefte="AGRESSIE", **excluded)], broad) == {"gm1 behoefte:EXTERNALISEREND": (11, 12)}
    assert found([offer("a", behoefte="ANGST", **excluded)], broad) == {}


def test_only_at_ages_and_in_areas_without_any_supply() -> None:
    # What fits at 12 is at 11 itself a near miss, for its age.
    assert found([offer("a", **BARRED), offer("b", leeftijd_van="12")]) == {}
    assert found([offer("a", **BARRED), offer("b", leeftijd_van="12", gebieden="")]) == {"gm1 behoefte:AGRESSIE": (11,)}
    assert found([offer("a", **BARRED), offer("b", zorg="VERBLIJF", leeftijd_tot="11")]) == {"gm1 behoefte:AGRESSIE": (12,)}
    assert found([offer("a", **BARRED, gebieden="gm1; pc1")]).keys() == {"gm1 behoefte:AGRESSIE"}
    assert found([offer("a", **BARRED, gebieden="alle"), offer("b", gebieden="pc1")]).keys() == {"gm1 behoefte:AGRESSIE"}


def test_a_profile_of_a_part_of_the_area_is_looked_at_there() -> None:
    local = [{**PROFILES[0], "gebieden": "pc1"}]
    assert found([offer("a", **BARRED, gebieden="pc1")], local, population=1).keys() == {"gm2 behoefte:AGRESSIE"}


def test_the_population_is_each_excluded_concept_that_touches_the_profile_in_each_area() -> None:
    offers = [offer("a", sluit_uit="behoefte:EXTERNALISEREND; zorg:AMBULANT; zorg:VERBLIJF"), offer("b", sluit_uit="behoefte:LVB"),
              offer("c", soort="SITUATIE", sluit_uit="behoefte:ANGST"), offer("d", status="GESTOPT", sluit_uit="behoefte:AGRESSIE")]
    other = {**PROFILES[0], "id": "p2", "behoefte": "LVB", "zorg": ""}
    found(offers, [*PROFILES, other], population=2 * 2 + 2)
    found(offers, [*PROFILES, other], population=2, profiles=("p2",))
    found(offers, [*PROFILES, other], population=3, areas=("gm2",))


def test_not_computed_when_nobody_excludes_anything() -> None:
    with reported(replaced={"arrangementen": [offer("a")]}, rules=("CONTRA_INDICATIE",)) as report:
        assert report.outcomes["CONTRA_INDICATIE"].reason == "De kolom sluit_uit van het blad arrangementen is leeg."


@pytest.mark.parametrize(("answer", "status"), [("ja", "BEVESTIGD"), ("deels", "VERMOED"), ("nee", "ONBEKEND")])
def test_as_sure_as_the_inventory_and_told_with_the_provisions(answer: str, status: str) -> None:
    rows = {"profielen": PROFILES, "gebieden": AREAS, "inventarisatie": [{**REGION["inventarisatie"][0], "volledig": answer}],
            "arrangementen": [offer("a", **BARRED, bron="b1"), offer("b", **BARRED), offer("c", **BARRED, gebieden="gm2"),
                              offer("d", gebieden="gm2"), offer("e", **BARRED, gebieden="")]}
    with reported(replaced=rows, rules=("CONTRA_INDICATIE",)) as report:
        finding = report.find("CONTRA_INDICATIE|profiel=p1|gebied=gm1|begrip=behoefte:AGRESSIE")
        assert finding is not None
        assert finding.status == status
        told = report.explain(finding)
    assert told.text.startswith(
        "Angst en agressie in Noorderweg, 11 en 12 jaar: geen enkele voorziening past. Elke voorziening voor het hele gebied waarbij maar "
        "één punt zeker in de weg staat, sluit Agressie uit: A en B. De inventarisatie in Noorderweg is voor ")
    assert [(item.id, item.note.partition(";")[0], item.source) for item in told.evidence] == [
        ("a", "sluit uit: Agressie", "b1"), ("b", "sluit uit: Agressie", None), ("o1~gm1", "telt mee voor hoe zeker dit is", None)]
