"""Who holds which role: what is found, how sure it is, and what a reader is told, worked out by hand."""

from __future__ import annotations

import pytest

from graph.gaps import Explanation, Report, WrongRequest
from graph.gaps.pairs import PairFindings
from graph.gaps.roles import read_roles
from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]


def statuses(report: Report) -> dict[str, str]:
    return {finding.id: finding.status for finding in report.findings()}


def told(report: Report, id: str) -> Explanation:
    finding = report.find(id)
    assert finding is not None, statuses(report)
    return report.explain(finding)


def claims(*rows: dict[str, str]) -> dict[str, Rows]:
    return {"verantwoordelijkheden": [{"rol": "REGIE_CASUS", **row} for row in rows]}


def test_nobody_holds_the_role() -> None:
    rows = claims({"organisatie": "o1", "gebied": "gm1", "status": "VASTGESTELD"}, {"organisatie": "o2", "gebied": "pc1", "bron": "b1"})
    with reported(rows, rules=("REGIELEEMTE",)) as report:
        assert statuses(report) == {
            "REGIELEEMTE|profiel=p1|gebied=gm2|rol=REGIE_CASUS": "BEVESTIGD",
            "REGIELEEMTE|profiel=p2|gebied=gm2|rol=REGIE_CASUS": "BEVESTIGD"}
        outcome = report.outcomes["REGIELEEMTE"]
        assert (outcome.population, outcome.gap, outcome.unknown, outcome.covered) == (4, 2, 0, 2)
        answer = told(report, "REGIELEEMTE|profiel=p1|gebied=gm2|rol=REGIE_CASUS")
    assert answer.text == ("Autisme in Zuiderweg: van geen organisatie is bekend dat zij de rol Regie op de casus heeft. Een deel is wel "
                           "belegd: Schoolbestuur (beweerd, volgens Registratie, 2026), alleen voor gebied Dorp.")
    (item,) = answer.evidence
    assert (item.kind, item.label, item.source, item.date) == ("verantwoordelijkheid", "Schoolbestuur: Regie op de casus", "b1", "2026")
    assert item.note == "geldt hier maar voor een deel; geldt voor: gebied Dorp; beweerd, volgens Registratie, 2026"


def test_a_role_that_nobody_speaks_of_is_unknown() -> None:
    rows = claims({"organisatie": "o1"})
    with reported(rows, rules=("REGIELEEMTE",), parameters=(("rollen", "regie op de casus, WETTELIJK, Wettelijk"),)) as report:
        assert set(statuses(report).items()) == {
            (f"REGIELEEMTE|profiel={p}|gebied={g}|rol=WETTELIJK", "ONBEKEND") for p in ("p1", "p2") for g in ("gm1", "gm2")}
        outcome = report.outcomes["REGIELEEMTE"]
        assert (outcome.population, outcome.gap, outcome.unknown) == (8, 0, 4)
        assert "nergens iets ingevuld" in told(report, "REGIELEEMTE|profiel=p1|gebied=gm1|rol=WETTELIJK").text


def test_a_claim_for_one_arrangement_makes_it_a_gap_but_does_not_fill_it() -> None:
    with reported(claims({"organisatie": "o1", "arrangement": "a1"}), rules=("REGIELEEMTE",)) as report:
        assert set(statuses(report).values()) == {"BEVESTIGD"}
        answer = told(report, "REGIELEEMTE|profiel=p1|gebied=gm1|rol=REGIE_CASUS")
    assert "Elders is de rol wel ingevuld: Zorgpartner (beweerd, zonder bron), alleen voor arrangement De Brug." in answer.text
    assert answer.evidence[0].note == "geldt hier niet; geldt voor: arrangement De Brug; beweerd, zonder bron"


def test_several_hold_the_role_and_their_claims_stand_side_by_side() -> None:
    rows = claims(
        {"organisatie": "o1", "gebied": "swv", "status": "VASTGESTELD", "bron": "b1"},
        {"organisatie": "o1", "gebied": "gm2", "status": "BETWIST"},
        {"organisatie": "o2", "gebied": "gm1", "status": "BETWIST", "bron": "b2", "opmerking": "Alleen met beschikking."},
        {"organisatie": "o2", "gebied": "gm2", "profiel": "p2", "status": "VASTGESTELD"})
    with reported(rows, rules=("REGIE_OVERLAP",)) as report:
        assert statuses(report) == {
            "REGIE_OVERLAP|profiel=p1|gebied=gm1|rol=REGIE_CASUS": "VERMOED",
            "REGIE_OVERLAP|profiel=p2|gebied=gm1|rol=REGIE_CASUS": "VERMOED",
            "REGIE_OVERLAP|profiel=p2|gebied=gm2|rol=REGIE_CASUS": "BEVESTIGD"}
        suspected = told(report, "REGIE_OVERLAP|profiel=p1|gebied=gm1|rol=REGIE_CASUS")
        sure = told(report, "REGIE_OVERLAP|profiel=p2|gebied=gm2|rol=REGIE_CASUS")
    assert suspected.text == (
        "Autisme in Noorderweg: van 2 organisaties wordt gezegd dat zij de rol Regie op de casus hebben: Zorgpartner (vastgesteld, volgens "
        "Registratie, 2026); Schoolbestuur (betwist, volgens Interview). Dat ligt niet bij twee van hen vast: dit is een vermoeden. "
        "Spreek af wie het is.")
    assert suspected.evidence[1].note == "geldt voor: gebied Noorderweg; betwist, volgens Interview; opmerking: Alleen met beschikking."
    assert "Zorgpartner (betwist, zonder bron; vastgesteld, volgens Registratie, 2026)" in sure.text
    assert "Bij ten minste twee ligt dat vast." in sure.text


def test_both_rules_share_their_parameter_and_refuse_what_is_no_role() -> None:
    with pytest.raises(WrongRequest, match=r"REGIE_KASUS is geen rol\. Bedoelt u"), reported(parameters=(("rollen", "REGIE_KASUS"),)):
        pass
    with pytest.raises(ValueError, match="Een lege waarde is geen rol"):
        read_roles("WETTELIJK,")
    assert read_roles(" regie_casus ,Wettelijk verantwoordelijk") == ("REGIE_CASUS", "WETTELIJK")


@pytest.mark.parametrize("rule", ["REGIELEEMTE", "REGIE_OVERLAP"])
def test_without_claims_nothing_is_computed(rule: str) -> None:
    with reported(rules=(rule,)) as report:
        assert report.outcomes[rule].reason == "Het blad verantwoordelijkheden is leeg."


def test_findings_with_a_third_key_are_in_order_and_found_by_id() -> None:
    # In an id the end of a value comes after a hyphen: gm1-a, then gm1. A claim on an area of the past makes LOBBY a known role.
    rows = {**claims({"organisatie": "o1", "gebied": "oud", "rol": "LOBBY"}),
            "gebieden": [{"id": "gm1-a", "naam": "Streep", "soort": "GEMEENTE"},
                         {"id": "oud", "naam": "Oud", "soort": "GEMEENTE", "geldig_tot": "2020"}]}
    with reported(rows, rules=("REGIELEEMTE",), parameters=(("rollen", "WETTELIJK,REGIE_CASUS,LOBBY"),)) as report:
        findings = report.outcomes["REGIELEEMTE"].findings
        assert isinstance(findings, PairFindings)
        ids = [finding.id for finding in findings]
        assert len(ids) == 18
        assert ids == sorted(ids) == findings.ids()
        assert ids[0] == "REGIELEEMTE|profiel=p1|gebied=gm1-a|rol=LOBBY"
        assert [findings.find(id) for id in ids] == list(findings)
        assert findings.find("REGIELEEMTE|profiel=p1|gebied=gm1") is None
        assert findings.find("REGIELEEMTE|profiel=p1|gebied=gm1|rol=ADVIES") is None
        assert [finding.status for finding in findings[:3]] == ["BEVESTIGD", "ONBEKEND", "ONBEKEND"]


def test_a_provision_without_a_role() -> None:
    rows = {
        "arrangementen": [{"id": "a3", "naam": "De Kade", "soort": "OZA", "aanbieder": "o1"},
                          {"id": "a4", "naam": "Thuis", "soort": "SITUATIE"}],
        "financiering": [{"arrangement": "a1", "geldstroom": "WLZ", "component": "ZORG", "status": "AANVRAAG"},
                         {"arrangement": "a2", "geldstroom": "WLZ", "component": "ZORG", "status": "PROJECT"},
                         {"arrangement": "a3", "geldstroom": "WLZ", "component": "ZORG", "status": "STRUCTUREEL", "geldig_tot": "2025"}],
        **claims({"organisatie": "o1", "arrangement": "a1", "rol": "UITVOERING", "bron": "b1"},
                 {"organisatie": "o2", "arrangement": "a2", "rol": "REGIE_STELSEL"},
                 {"organisatie": "o2", "arrangement": "a3", "rol": "FINANCIERING", "profiel": "p1"},
                 {"organisatie": "o2", "arrangement": "a3", "rol": "WETTELIJK", "gebied": "gm1"},
                 {"organisatie": "o2", "rol": "WETTELIJK"}),
    }
    with reported(rows, rules=("ROL_ONTBREEKT",)) as report:
        assert list(statuses(report)) == [
            "ROL_ONTBREEKT|arrangement=a1|rol=FINANCIERING", "ROL_ONTBREEKT|arrangement=a1|rol=REGIE",
            "ROL_ONTBREEKT|arrangement=a2|rol=UITVOERING"]
        outcome = report.outcomes["ROL_ONTBREEKT"]
        assert (outcome.population, outcome.gap, outcome.unknown) == (9, 3, 0)
        answer = told(report, "ROL_ONTBREEKT|arrangement=a1|rol=FINANCIERING")
    assert answer.text == (
        "De Brug: wie het betaalt, is niet bekend: er is geen lopende financiering en geen organisatie met de rol Financiering. "
        "Wel bekend: Uitvoering: Zorgpartner (beweerd, volgens Registratie, 2026). Wat er over geld staat: Zorg: aanvraag.")
    assert [item.kind for item in answer.evidence] == ["arrangement", "financiering", "verantwoordelijkheid"]


def test_missing_roles_are_not_computed_when_nothing_of_it_was_filled_in() -> None:
    with reported(rules=("ROL_ONTBREEKT",)) as report:
        assert not report.outcomes["ROL_ONTBREEKT"].computed
    stopped = {"id": "oud", "naam": "Oud", "soort": "OZA", "aanbieder": "o1", "status": "GESTOPT"}
    with reported({"arrangementen": [stopped]}, rules=("ROL_ONTBREEKT",)) as report:
        assert report.outcomes["ROL_ONTBREEKT"].population == 6
