"""What a finding tells: every line true and explained, worked out by hand on a small region."""

from __future__ import annotations

from dataclasses import replace

from graph.gaps import Explanation, Report
from tests.unit.graph.small_region import REGION, reported


def told(report: Report, id: str) -> Explanation:
    finding = report.find(id)
    assert finding is not None, [finding.id for finding in report.findings()]
    return report.explain(finding)


def test_unknown_names_the_blank_cells_that_would_decide() -> None:
    with reported() as report:
        answer = told(report, "ONBEKEND_AANBOD|profiel=p2|gebied=gm1")
    assert "Trauma in Noorderweg, 12 jaar: geen voorziening past zeker" in answer.text
    assert "De Haven (behoefte)" in answer.text
    (item,) = answer.evidence
    assert (item.kind, item.id, item.source) == ("arrangement", "a2", "b1")
    assert item.note == "Behoefte: niet ingevuld, dus onbekend of Trauma past."
    assert item.date == "2026"


def test_partly_names_the_leaves_left_out() -> None:
    with reported() as report:
        answer = told(report, "DEELGEBIED|profiel=p1|gebied=gm2")
    assert "Autisme in Zuiderweg, 11 jaar: er is aanbod, maar niet overal. Zonder aanbod: Stad (1 van 2 deelgebieden)" in answer.text
    assert "nog aan geen aanbieder gevraagd" in answer.text
    assert [(item.id, item.note) for item in answer.evidence] == [("pc2", "geen aanbod voor 11 jaar")]


def test_nothing_is_confirmed_only_where_the_providers_were_asked() -> None:
    young = {"profielen": [
        {"id": "p4", "naam": "Kleuters", "leeftijd_van": "3", "leeftijd_tot": "3", "behoefte": "AUTISME"}]}
    with reported(young) as report:
        confirmed = report.find("GEEN_AANBOD|profiel=p4|gebied=gm1")
        unknown = report.find("GEEN_AANBOD|profiel=p4|gebied=gm2")
        assert confirmed is not None
        assert unknown is not None
        assert (confirmed.status, unknown.status) == ("BEVESTIGD", "ONBEKEND")
        answer = told(report, confirmed.id)
    assert "geen enkele voorziening past" in answer.text
    assert "voor 100 % compleet (1 gevraagd): dit is bevestigd" in answer.text
    assert "staat maar één punt zeker in de weg bij De Brug (leeftijd) en De Haven (leeftijd)." in answer.text
    assert answer.evidence[0].note == "één punt staat in de weg: 3 jaar past niet: het aanbod is voor 4 tot en met 11 jaar."
    assert [item.id for item in answer.evidence] == ["a1", "a2", "o1~gm1"]
    assert answer.evidence[2].note.endswith("antwoord: 1 februari 2026")


def test_age_break_names_what_stops_and_claims_nothing_while_it_is_unknown() -> None:
    with reported(rules=("LEEFTIJDSBREUK",)) as report:
        # De Haven takes over at 12 but does not say for whom: that is unknown, not a break.
        assert report.findings() == []
    extra = {"profielen": [{"id": "p5", "naam": "Nieuwkomer", "leeftijd_van": "10", "leeftijd_tot": "12", "taal": "NIEUWKOMER"}],
             "arrangementen": [{"id": "a3", "naam": "Taalklas", "soort": "TAALKLAS_PO", "gebieden": "swv", "leeftijd_van": "4",
                                "leeftijd_tot": "11", "taal": "alle"}]}
    stopped = [{**row, "instroom": "GESTOPT"} if row["id"] == "a2" else row for row in REGION["arrangementen"]]
    with reported(extra, replaced={"arrangementen": stopped}, rules=("LEEFTIJDSBREUK",)) as report:
        # Autisme breaks in Noorderweg only: in Zuiderweg it was never covered everywhere.
        assert [finding.id for finding in report.findings()] == [
            f"LEEFTIJDSBREUK|{pair}|leeftijd=12" for pair in
            ("profiel=p1|gebied=gm1", "profiel=p5|gebied=gm1", "profiel=p5|gebied=gm2")]
        answer = told(report, "LEEFTIJDSBREUK|profiel=p5|gebied=gm2|leeftijd=12")
    assert "Nieuwkomer in Zuiderweg: op 11 jaar is er passend aanbod, op 12 jaar niet meer." in answer.text
    assert "Taalklas (12 jaar past niet: het aanbod is voor 4 tot en met 11 jaar)" in answer.text


def test_boundary_break_names_both_areas() -> None:
    areas = {"gebieden": [
        {"id": "jr1", "naam": "Regio Een", "soort": "JEUGDREGIO"}, {"id": "jr2", "naam": "Regio Twee", "soort": "JEUGDREGIO"},
        {"id": "gm3", "naam": "Westerweg", "soort": "GEMEENTE", "bovenliggend": "swv; jr2"},
        {"id": "gm4", "naam": "Oosterweg", "soort": "GEMEENTE", "bovenliggend": "swv; jr1"},
        {"id": "gm5", "naam": "Middenweg", "soort": "GEMEENTE", "bovenliggend": "swv; jr1"}]}
    with reported(areas, rules=("GRENSBREUK",)) as report:
        (finding,) = report.findings()
        assert finding.id == "GRENSBREUK|gebied=gm3|soort=AFWIJKING|binnen=SWV_PO>JEUGDREGIO"
        answer = told(report, finding.id)
    assert "Westerweg hoort bij Samen" in answer.text
    assert "het grootste deel van Samen bij Regio Een" in answer.text
    assert [item.id for item in answer.evidence] == ["swv", "jr2", "jr1"]


def test_contradiction_gives_both_sources() -> None:
    count = {"profiel": "p1", "gebied": "gm1", "peildatum": "2026", "definitie": "THUIS_BREED"}
    with reported({"vraag": [{**count, "aantal": "<5", "bron": "b1"}, {**count, "aantal": "10-15", "bron": "b2"}]},
                  rules=("TEGENSTRIJDIG",)) as report:
        (finding,) = report.findings()
        assert finding.subject["records"] == ["vraag:p1~gm1~2026~THUIS_BREED~~~b1", "vraag:p1~gm1~2026~THUIS_BREED~~~b2"]
        text = report.explain(finding).text
    assert "1 tot en met 4 volgens Registratie, en 10 tot en met 15 volgens Interview" in text


def test_what_a_region_fills_in_overrules_the_ranking() -> None:
    id = "ONBEKEND_AANBOD|profiel=p2|gebied=gm1"
    with reported() as report:
        computed = report.find(id)
    with reported({"lacunes": [{"id": "l1", "bevinding": id, "ernst": "1", "urgentie": "5"}]}) as report:
        own = report.find(id)
    assert computed is not None
    assert own is not None
    assert (computed.severity, computed.urgency, computed.score) == (3, 0, 6)
    assert (own.severity, own.urgency, own.score) == (1, 5, 7)


def test_every_finding_can_be_found_by_its_id_and_explained() -> None:
    with reported() as report:
        findings = report.findings()
        assert findings == sorted(findings, key=lambda finding: finding.id)
        for finding in findings:
            assert report.standing.find(finding.id) == finding
            assert report.find(finding.id) == replace(finding, rank=0, rank_band=(0, 0))
            text = report.explain(finding).text
            assert text.endswith(".")
            assert "None" not in text
        for outcome in report.outcomes.values():
            assert outcome.findings.ids() == [finding.id for finding in outcome.findings]
        assert report.find("GEEN_AANBOD|profiel=p1|gebied=niets") is None
        assert report.find("ONZIN|x=y") is None
