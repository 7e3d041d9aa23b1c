"""Where there is offer but nobody who may give access to it: worked out by hand."""

from __future__ import annotations

import pytest

from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]

ACCESS = {"arrangementen": [
    {"id": "a3", "naam": "De Klas", "soort": "SO", "gebieden": "swv", "leeftijd_van": "4", "leeftijd_tot": "20", "behoefte": "TRAUMA",
     "toegang": "TLV_LAAG; TLV_HOOG"}]}
BARRED = ["TOEGANGSBARRIERE|profiel=p2|gebied=gm1", "TOEGANGSBARRIERE|profiel=p2|gebied=gm2"]


def claims(*rows: dict[str, str]) -> dict[str, Rows]:
    return {"verantwoordelijkheden": [{"rol": "TOEGANGSBESLUIT", "organisatie": "o1", **row} for row in rows]}


def barred(*rows: dict[str, str], extra: Rows | None = None) -> list[str]:
    sheets = {**claims(*rows), "arrangementen": [*ACCESS["arrangementen"], *(extra or [])]}
    with reported(sheets, rules=("TOEGANGSBARRIERE",)) as report:
        return [finding.id for finding in report.findings()]


def test_nobody_decides_on_access() -> None:
    rows = {**ACCESS, **claims(
        {"gebied": "gm1", "toegang": "TLV_HOOG", "fase": "ZOA", "bron": "b1"},
        {"organisatie": "o2", "gebied": "pc1"})}
    with reported(rows, rules=("TOEGANGSBARRIERE",)) as report:
        findings = report.findings()
        assert [(finding.id, finding.status, finding.ages) for finding in findings] == [(id, "BEVESTIGD", (12,)) for id in BARRED]
        assert report.outcomes["TOEGANGSBARRIERE"].population == 4
        answer = report.explain(findings[0])
        assert "alleen voor gebied Dorp." in report.explain(findings[1]).text
    assert answer.text == (
        "Trauma in Noorderweg, 12 jaar: er is passend aanbod, maar van geen organisatie is bekend dat zij hier toegang mag geven. Nodig is "
        "een besluit bij De Klas (TLV hoog en TLV laag). Een deel is wel belegd: Zorgpartner (beweerd, volgens Registratie, 2026), alleen "
        "voor gebied Noorderweg, fase Zorg-onderwijsarrangement, toegang TLV hoog.")
    assert [item.label for item in answer.evidence] == ["De Klas", "Zorgpartner: Toegangsbesluit"]


@pytest.mark.parametrize(("claim", "left"), [
    ({}, []),
    ({"toegang": "TLV_HOOG"}, []),
    ({"toegang": "TLV_MIDDEN"}, BARRED),
    ({"toegang": "TLV_LAAG", "gebied": "gm1"}, BARRED[1:]),
    ({"profiel": "p2", "gebied": "gm2"}, BARRED[:1]),
    ({"profiel": "p1"}, BARRED),
    ({"rol": "TOELEIDING"}, BARRED),
    ({"geldig_tot": "2025"}, BARRED),
    ({"fase": "ZOA"}, BARRED),
    ({"arrangement": "a3", "fase": "ZOA"}, []),
    ({"arrangement": "a3", "toegang": "TLV_LAAG"}, []),
    ({"arrangement": "a3", "toegang": "TLV_SBO"}, BARRED),
    ({"arrangement": "a3", "gebied": "gm1"}, BARRED[1:]),
    ({"arrangement": "a3", "gebied": "gm2", "profiel": "p2"}, BARRED[:1]),
    ({"arrangement": "a3", "profiel": "p1"}, BARRED),
    ({"arrangement": "a2"}, BARRED),
])
def test_who_may_give_access(claim: dict[str, str], left: list[str]) -> None:
    assert barred(claim) == left


@pytest.mark.parametrize(("other", "left"), [
    ({"toegang": "TLV_SBO"}, BARRED),
    ({"toegang": "TLV_SBO", "gebieden": "pc1"}, BARRED),
    ({"toegang": "GEEN; TLV_SBO"}, []),
    ({}, []),
    ({"gebieden": "gm2"}, BARRED[:1]),
    ({"leeftijd_tot": "11"}, BARRED),
])
def test_all_that_fits_has_to_be_barred(other: dict[str, str], left: list[str]) -> None:
    base = {"id": "a4", "naam": "De Groep", "soort": "OZA", "gebieden": "swv", "leeftijd_van": "4", "leeftijd_tot": "18",
            "behoefte": "TRAUMA"}
    assert barred({"rol": "LOBBY"}, extra=[{**base, **other}]) == left


def test_barriers_are_not_computed_without_access_or_claims() -> None:
    with reported(claims({}), rules=("TOEGANGSBARRIERE",)) as report:
        assert report.outcomes["TOEGANGSBARRIERE"].reason == "De kolom toegang van het blad arrangementen is leeg."
    with reported(ACCESS, rules=("TOEGANGSBARRIERE",)) as report:
        assert report.outcomes["TOEGANGSBARRIERE"].reason == "Het blad verantwoordelijkheden is leeg."
