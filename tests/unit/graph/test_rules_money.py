"""What ONGEDEKTE_COMPONENT and EINDIGE_DEKKING find, count and tell."""

from __future__ import annotations

import pytest

from graph.gaps import Finding, Report, WrongRequest
from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]
REPLACED: dict[str, Rows] = {
    "profielen": [{"id": "p1", "naam": "Autisme", "leeftijd_van": "11", "leeftijd_tot": "13", "behoefte": "AUTISME"}],
    "gebieden": [
        {"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE"}, {"id": "gm2", "naam": "Zuiderweg", "soort": "GEMEENTE"},
        {"id": "pc1", "naam": "Dorp", "soort": "PC4", "bovenliggend": "gm2"},
        {"id": "pc2", "naam": "Stad", "soort": "PC4", "bovenliggend": "gm2"}],
    "organisaties": [{"id": "o1", "naam": "Zorgpartner", "soort": "JEUGDHULPAANBIEDER"}],
}


def offer(id: str, **cells: str) -> dict[str, str]:
    return {"id": id, "naam": id.capitalize(), "soort": "OZA", "gebieden": "alle", "leeftijd_van": "4", "leeftijd_tot": "18",
            "behoefte": "alle", **cells}


def money(arrangement: str, component: str, status: str, **cells: str) -> dict[str, str]:
    return {"arrangement": arrangement, "component": component, "status": status, "geldstroom": "JW_COLLECTIEF", "financier": "o1", **cells}


def uncovered(funding: Rows, offers: Rows | None = None) -> tuple[dict[str, str], int]:
    """(status by provision and component, population)."""
    rows = {**REPLACED, "arrangementen": offers or [offer("a", soort="SO"), offer("b")], "financiering": funding}
    with reported(replaced=rows, rules=("ONGEDEKTE_COMPONENT",)) as report:
        outcome = report.outcomes["ONGEDEKTE_COMPONENT"]
        assert outcome.gap == len(outcome.findings)
        return {"{arrangement} {component}".format(**finding.subject): finding.status for finding in outcome.findings}, outcome.population


def test_a_component_is_uncovered_when_it_says_so_and_no_other_money_is_there() -> None:
    assert uncovered([money("a", "ZORG", "ONGEDEKT")]) == ({"a ZORG": "BEVESTIGD"}, 1)
    asked = money("a", "ZORG", "AANVRAAG", geldig_van="2026")
    assert uncovered([money("a", "ZORG", "ONGEDEKT"), asked]) == ({"a ZORG": "BEVESTIGD"}, 1)
    assert uncovered([asked]) == ({}, 1)
    assert uncovered([money("a", "ZORG", "ONGEDEKT"), {**asked, "status": "PROJECT"}]) == ({}, 1)
    assert uncovered([money("a", "ZORG", "ONGEDEKT"), money("a", "BSO", "PROJECT")]) == ({"a ZORG": "BEVESTIGD"}, 2)


def test_only_money_of_now_and_of_provisions_counts() -> None:
    rows = [money("a", "ZORG", "ONGEDEKT", geldig_tot="2025"), money("c", "ZORG", "ONGEDEKT"), money("d", "ZORG", "ONGEDEKT"),
            money("a", "BSO", "ONGEDEKT"), money("a", "BSO", "PROJECT", geldig_van="2027")]
    offers = [offer("a", soort="SO"), offer("c", soort="SITUATIE"), offer("d", soort="SO", status="GESTOPT")]
    assert uncovered(rows, offers) == ({"a BSO": "BEVESTIGD"}, 1)


@pytest.mark.parametrize("soort", ["OZA", "ZOA", "OZA_EXPERIMENT"])
def test_education_and_care_together_need_money_for_both(soort: str) -> None:
    offers = [offer("b", soort=soort), offer("c", soort=soort)]
    assert uncovered([money("b", "BSO", "PROJECT")], offers) == ({"b ONDERWIJS": "VERMOED", "b ZORG": "VERMOED"}, 3)
    assert uncovered([money("b", "ZORG", "AANVRAAG")], offers) == ({"b ONDERWIJS": "VERMOED"}, 2)
    assert uncovered([money("b", "ZORG", "ONGEDEKT"), money("b", "ONDERWIJS", "PROJECT")], offers) == ({"b ZORG": "BEVESTIGD"}, 2)


def test_not_computed_without_the_sheet() -> None:
    with reported(rules=("ONGEDEKTE_COMPONENT",)) as report:
        assert report.outcomes["ONGEDEKTE_COMPONENT"].reason == "Het blad financiering is leeg."


def found(report: Report, id: str) -> Finding:
    finding = report.find(id)
    assert finding is not None, [other.id for other in report.findings()]
    return finding


def test_what_is_told_of_a_component_without_money() -> None:
    rows = [money("b", "ZORG", "ONGEDEKT"), money("b", "ZORG", "AANVRAAG", geldig_van="2026")]
    with reported(replaced={**REPLACED, "arrangementen": [offer("b")], "financiering": rows}) as report:
        told = report.explain(found(report, "ONGEDEKTE_COMPONENT|arrangement=b|component=ZORG"))
        missing = report.explain(found(report, "ONGEDEKTE_COMPONENT|arrangement=b|component=ONDERWIJS"))
    assert told.text == ("B: voor het onderdeel Zorg is geen geld; het staat als ongedekt in de financiering. "
                         "Er is wel geld aangevraagd, maar het is nog niet toegezegd.")
    assert [(item.kind, item.label, item.note) for item in told.evidence] == [
        ("arrangement", "B", "onderdeel Zorg zonder geld"), ("financiering", "Zorg van B", "status: ongedekt"),
        ("financiering", "Zorg van B", "status: aanvraag")]
    assert missing.text == ("B (Onderwijs-zorgarrangement): in de financiering staat niets over het onderdeel Onderwijs. Wel ingevuld: "
                            "Zorg. Vraag na wie het onderdeel Onderwijs betaalt.")
    assert [item.kind for item in missing.evidence] == ["arrangement", "financiering", "financiering"]


def ending(offers: Rows, funding: Rows | None = None, horizon: str | None = None,
           **sheets: Rows) -> dict[str, tuple[str, tuple[int, ...]]]:
    """(status, ages) by area."""
    parameters = (("horizon_maanden", horizon),) if horizon else ()
    rows = {**REPLACED, "arrangementen": offers, "financiering": funding or [], **sheets}
    with reported(replaced=rows, rules=("EINDIGE_DEKKING",), parameters=parameters) as report:
        outcome = report.outcomes["EINDIGE_DEKKING"]
        assert outcome.reason is None
        statuses = [finding.status for finding in outcome.findings]
        assert (outcome.population, outcome.gap, outcome.unknown) == (2, statuses.count("BEVESTIGD"), statuses.count("ONBEKEND"))
        return {finding.subject["gebied"]: (finding.status, finding.ages) for finding in outcome.findings}


ALL = (11, 12, 13)


def test_coverage_ends_with_the_last_provision_of_some_leaf() -> None:
    first, last = offer("a", geldig_tot="2027"), offer("b", geldig_tot="2027", leeftijd_van="12")
    assert ending([first, last]) == {"gm1": ("BEVESTIGD", ALL), "gm2": ("BEVESTIGD", ALL)}
    assert ending([first, offer("b", gebieden="gm1", leeftijd_van="12")]) == {"gm1": ("BEVESTIGD", (11,)), "gm2": ("BEVESTIGD", ALL)}
    assert ending([first, offer("b", gebieden="gm1; pc2")]) == {"gm2": ("BEVESTIGD", ALL)}
    assert ending([first, offer("b", gebieden="gm1; pc2"), offer("c", gebieden="pc1")]) == {}


def test_only_what_is_covered_can_end_and_only_certain_matches_keep_it_up() -> None:
    assert ending([offer("a", geldig_tot="2027", gebieden="gm1; pc1", leeftijd_tot="12")]) == {"gm1": ("BEVESTIGD", (11, 12))}
    assert ending([offer("a", geldig_tot="2027", gebieden="gm1"), offer("b", behoefte="")]) == {"gm1": ("BEVESTIGD", ALL)}


def test_the_horizon_itself_still_counts() -> None:
    assert ending([offer("a", geldig_tot="2028-05-22")]).keys() == {"gm1", "gm2"}
    assert ending([offer("a", geldig_tot="2028-05-23")]) == {}
    assert ending([offer("a", geldig_tot="2028-05-23")], horizon="19").keys() == {"gm1", "gm2"}
    assert ending([offer("a", geldig_tot="2026-11-22")], horizon="0").keys() == {"gm1", "gm2"}
    for text in ("-1", "1,5", "", "601"):
        with pytest.raises(WrongRequest, match="geen heel aantal maanden"):
            ending([offer("a")], horizon=text or " ")


def test_an_end_without_a_date_is_unknown_unless_it_comes_later_for_sure() -> None:
    project, later = money("a", "ZORG", "PROJECT"), money("a", "ZORG", "TIJDELIJK", geldig_van="2026", geldig_tot="2028-05-23")
    assert ending([offer("a")], [project]) == {"gm1": ("ONBEKEND", ALL), "gm2": ("ONBEKEND", ALL)}
    assert ending([offer("a")], [project, later]) == {}
    assert ending([offer("a")], [project, later], horizon="19") == {"gm1": ("ONBEKEND", ALL), "gm2": ("ONBEKEND", ALL)}
    assert ending([offer("a", geldig_tot="2027")], [project, later]) == {"gm1": ("BEVESTIGD", ALL), "gm2": ("BEVESTIGD", ALL)}
    assert ending([offer("a"), offer("b", geldig_tot="2027")], [project])["gm1"] == ("ONBEKEND", ALL)


def test_confirmed_at_one_age_or_leaf_is_confirmed() -> None:
    project = [money("a", "ZORG", "PROJECT")]
    assert ending([offer("a", leeftijd_tot="12"), offer("b", leeftijd_van="13", geldig_tot="2027")], project)["gm1"] == ("BEVESTIGD", ALL)
    assert ending([offer("a", gebieden="gm1; pc1"), offer("b", gebieden="pc2", geldig_tot="2027")], project) == {
        "gm1": ("ONBEKEND", ALL), "gm2": ("BEVESTIGD", ALL)}


def test_a_legal_basis_ends_what_rests_on_it_whatever_its_status() -> None:
    bases = [{"id": "wet", "titel": "Wet", "geldig_tot": "2027", "status": "VERVALLEN"}]
    assert ending([offer("a", wettelijke_basis="wet")], rechtsgronden=bases).keys() == {"gm1", "gm2"}


def test_not_computed_when_nothing_says_until_when() -> None:
    with reported(replaced={**REPLACED, "arrangementen": [offer("a")]}, rules=("EINDIGE_DEKKING",)) as report:
        assert report.outcomes["EINDIGE_DEKKING"].reason == (
            "Het blad financiering en de kolommen geldig_tot en wettelijke_basis van het blad arrangementen zijn leeg.")
    assert ending([offer("a"), offer("b", status="GESTOPT", geldig_tot="2020")]) == {}


@pytest.mark.parametrize(("end", "urgency"), [("2026-12", 5), ("2027-02-22", 4), ("2027-03", 4), ("2027-09", 3), ("2028-05", 2)])
def test_the_sooner_it_ends_the_more_urgent(end: str, urgency: int) -> None:
    with reported(replaced={**REPLACED, "arrangementen": [offer("a", geldig_tot=end)]}, parameters=(("horizon_maanden", "36"),)) as report:
        assert found(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1").urgency == urgency


def test_what_is_told_of_an_end() -> None:
    offers = [offer("a", leeftijd_tot="12", geldig_tot="2027-07-31", bron="b1"), offer("b", gebieden="pc1", leeftijd_tot="11"),
              offer("c", leeftijd_van="13", wettelijke_basis="wet")]
    rows = {**REPLACED, "arrangementen": offers, "rechtsgronden": [{"id": "wet", "titel": "Proefwet", "geldig_tot": "2030"}],
            "financiering": [money("c", "ZORG", "PROJECT"), money("c", "ZORG", "PROJECT", geldig_van="2026", geldig_tot="2027")]}
    with reported(replaced=rows, rules=("EINDIGE_DEKKING",)) as report:
        told = report.explain(found(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm2"))
        elsewhere = report.explain(found(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1"))
    assert told.text == (
        "Autisme in Zuiderweg: het aanbod houdt op in een deel van het gebied: voor 11 en 12 jaar na 31 juli 2027 en voor 13 jaar op een "
        "dag die niet bekend is. Dan stopt het laatste wat past: A (loopt zelf tot en met 31 juli 2027) en C (geld voor Zorg is tijdelijk, "
        "einddatum onbekend maar niet voor 31 december 2027).")
    assert [(item.kind, item.label) for item in told.evidence] == [
        ("arrangement", "A"), ("arrangement", "C"), ("financiering", "Zorg van C"), ("financiering", "Zorg van C")]
    assert told.evidence[0].source == "b1"
    assert elsewhere.text.startswith("Autisme in Noorderweg: het aanbod houdt op: voor 11 en 12 jaar")


def test_a_legal_basis_is_named() -> None:
    rows = {**REPLACED, "arrangementen": [offer("a", wettelijke_basis="wet", geldig_tot="2028")],
            "rechtsgronden": [{"id": "wet", "titel": "Proefwet", "geldig_tot": "2027"}]}
    with reported(replaced=rows, rules=("EINDIGE_DEKKING",)) as report:
        told = report.explain(found(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1"))
    assert told.text.endswith("A (rechtsgrond Proefwet geldt tot en met 31 december 2027).")
    assert [(item.kind, item.id) for item in told.evidence] == [("arrangement", "a"), ("rechtsgrond", "wet")]
