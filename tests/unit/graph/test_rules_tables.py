"""Signals that nobody put on the list, and meetings that did not agree for four years: worked out by hand."""

from __future__ import annotations

import pytest

from graph.gaps import Report
from graph.gaps.tables import read_count
from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]
ID = "SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm2"


def signals(*rows: dict[str, str]) -> dict[str, Rows]:
    base = {"datum": "2026-03", "profiel": "p1", "gebied": "gm2"}
    return {"signalen": [{"id": f"s{number}", "tekst": f"Leerpunt {number} (fictief).", **base, **row} for number, row in enumerate(rows)]}


ENOUGH: tuple[dict[str, str], ...] = (
    {"organisatie": "o1", "gebied": "pc1", "bron": "b2"}, {"organisatie": "o2", "datum": "2025-11-23"}, {})


def found(report: Report) -> dict[str, str]:
    return {finding.id: finding.status for finding in report.findings()}


def test_enough_signals_of_two_organisations() -> None:
    with reported(signals(*ENOUGH), rules=("SIGNAAL_ONGEBONDEN",)) as report:
        assert found(report) == {ID: "BEVESTIGD"}
        outcome = report.outcomes["SIGNAAL_ONGEBONDEN"]
        assert (outcome.population, outcome.gap, outcome.unknown, outcome.covered) == (4, 1, 0, 3)
        answer = report.explain(report.findings()[0])
    assert answer.text == ("Over Autisme in Zuiderweg kwamen in het laatste jaar 3 signalen binnen, van Zorgpartner en Schoolbestuur "
                           "(en 1 zonder afzender). Op de lacunelijst staat hier nog niets over.")
    assert [(item.id, item.note, item.source) for item in answer.evidence] == [
        ("s0", "maart 2026, Zorgpartner: Leerpunt 0 (fictief).", "b2"),
        ("s2", "maart 2026, afzender onbekend: Leerpunt 2 (fictief).", None),
        ("s1", "23 november 2025, Schoolbestuur: Leerpunt 1 (fictief).", None)]


@pytest.mark.parametrize("last", [
    {"datum": "2025-11-22"}, {"datum": "2025-11"}, {"datum": "2026-11-23"}, {"profiel": ""}, {"profiel": "p2"}, {"gebied": ""},
    {"gebied": "gm1"}, {"gebied": "swv"}, {"gebied": "oud"},
])
def test_a_signal_that_does_not_count(last: dict[str, str]) -> None:
    past = {"gebieden": [{"id": "oud", "naam": "Oud", "soort": "PC4", "bovenliggend": "gm2", "geldig_tot": "2020"}]}
    with reported({**past, **signals(*ENOUGH[:2], last)}, rules=("SIGNAAL_ONGEBONDEN",)) as report:
        assert found(report) == {}


def test_two_known_organisations_and_the_parameter() -> None:
    one: Rows = [{"organisatie": "o1"}, {"organisatie": "o1"}, {}, {}]
    with reported(signals(*one), rules=("SIGNAAL_ONGEBONDEN",)) as report:
        assert found(report) == {}
    for least, expected in (("2", [ID]), ("4", [])):
        with reported(signals(*ENOUGH), rules=("SIGNAAL_ONGEBONDEN",), parameters=(("min_signalen", least),)) as report:
            assert list(found(report)) == expected


def test_the_number_has_to_be_a_number() -> None:
    for text in ("0", "-1", "", "2.5", "drie", "³"):
        with pytest.raises(ValueError, match="geen heel getal"):
            read_count(text)


@pytest.mark.parametrize(("finding", "listed"), [
    ("GEEN_AANBOD|profiel=p1|gebied=gm2", True), ("LEEFTIJDSBREUK|profiel=p1|gebied=gm2|leeftijd=12", True),
    ("GEEN_AANBOD|profiel=p1|gebied=gm1", False), ("GRENSBREUK|gebied=gm2|soort=SPLITSING|binnen=RMC", False), ("p1 in gm2", False),
])
def test_what_is_on_the_list_is_not_loose(finding: str, listed: bool) -> None:
    cases = {"lacunes": [{"id": "l1", "bevinding": finding}]}
    with reported({**signals(*ENOUGH), **cases}, rules=("SIGNAAL_ONGEBONDEN",)) as report:
        assert (ID in found(report)) is not listed


def meetings(datum: str = "2024-01", conclusie: str = "AKKOORD", soort: str = "OOGO", leden: str = "gem; swv1") -> dict[str, Rows]:
    return {
        "organisaties": [
            {"id": "gem", "naam": "Gemeente Zuiderweg", "soort": "GEMEENTE", "gebieden": "gm2"},
            {"id": "swv1", "naam": "Verband Samen", "soort": "SWV_PO", "gebieden": "pc1"},
            {"id": "swv2", "naam": "Verband Noord", "soort": "SWV_VO", "gebieden": "gm1"},
            {"id": "swv3", "naam": "Verband Oud", "soort": "SWV_VO", "gebieden": "swv", "geldig_tot": "2020"},
            {"id": "swv4", "naam": "Verband Onbekend", "soort": "SWV_VO"},
            {"id": "swv5", "naam": "Verband Land", "soort": "SWV_LANDELIJK", "gebieden": "swv"},
        ],
        "overleggen": [{"id": "ov", "naam": "OOGO Zuid", "soort": soort, "leden": leden}],
        "agenda": [{"id": "ag", "overleg": "ov", "datum": datum, "onderwerp": "Ondersteuningsplan", "doel": "VASTSTELLEN",
                    "conclusie": conclusie}],
    }


OOGO = "OOGO_VERLOPEN|gemeente=gem|swv=swv1"


@pytest.mark.parametrize(("changed", "status"), [
    ({}, None), ({"conclusie": "AKKOORD_MET_WIJZIGING"}, None), ({"datum": "2022-11-23"}, None), ({"datum": "2026-11-22"}, None),
    ({"datum": "2022-11-22"}, "BEVESTIGD"), ({"datum": "2022-11"}, "BEVESTIGD"), ({"datum": "2026-11-23"}, "BEVESTIGD"),
    ({"conclusie": "AANGEHOUDEN"}, "BEVESTIGD"), ({"conclusie": ""}, "BEVESTIGD"),
    ({"leden": "gem; swv2"}, "ONBEKEND"), ({"soort": "BESTUURLIJK"}, "ONBEKEND"),
])
def test_four_years_without_agreement(changed: dict[str, str], status: str | None) -> None:
    with reported(meetings(**changed), rules=("OOGO_VERLOPEN",)) as report:
        assert found(report) == ({OOGO: status} if status else {})
        assert report.outcomes["OOGO_VERLOPEN"].population == 1


def test_it_tells_when_the_last_agreement_was() -> None:
    with reported(meetings(datum="2021-06"), rules=("OOGO_VERLOPEN",)) as report:
        answer = report.explain(report.findings()[0])
    assert answer.text == ("Gemeente Zuiderweg en Verband Samen zitten samen in OOGO Zuid, maar sinds 22 november 2022 is daar niets met "
                           "akkoord afgesloten. De laatste keer was juni 2021, over “Ondersteuningsplan”.")
    assert [(item.kind, item.id) for item in answer.evidence] == [
        ("organisatie", "gem"), ("organisatie", "swv1"), ("overleg", "ov"), ("agendapunt", "ag")]


def test_without_a_meeting_of_both_it_asks() -> None:
    with reported(meetings(soort="BESTUURLIJK"), rules=("OOGO_VERLOPEN",)) as report:
        text = report.explain(report.findings()[0]).text
    assert text.startswith("Van Gemeente Zuiderweg en Verband Samen is geen OOGO bekend waar zij allebei lid van zijn.")


def test_neither_rule_is_computed_without_its_columns() -> None:
    with reported(rules=("SIGNAAL_ONGEBONDEN", "OOGO_VERLOPEN")) as report:
        assert [outcome.reason for outcome in report.outcomes.values()] == [
            "Het blad signalen is leeg.", "De kolom gebieden van het blad organisaties is leeg."]
    with reported(meetings(leden=""), rules=("OOGO_VERLOPEN",)) as report:
        assert report.outcomes["OOGO_VERLOPEN"].reason == "De kolom leden van het blad overleggen is leeg."
    with reported(signals({"profiel": ""}), replaced={"profielen": []}, rules=("SIGNAAL_ONGEBONDEN",)) as report:
        assert report.outcomes["SIGNAAL_ONGEBONDEN"].reason == "Het blad profielen is leeg."
