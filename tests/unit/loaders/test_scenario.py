"""Scenarios: what the changes of a file make of the records, and what is refused and where."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from graph.projection import Projection
from graph.records import Edit
from loaders.scenario import read_file, read_scenario
from tests.unit.loaders.scenario_support import TODAY, add, change, close, edited, read, refused, scenario_region, stored


@pytest.fixture(scope="module")
def region() -> Projection:
    return scenario_region()


@pytest.mark.parametrize(("per", "last", "day"), [
    ("2027-01-01", "2026-12-31", date(2027, 1, 1)),
    ("1-3-2028", "2028-02-29", date(2028, 3, 1)),
    ("2027-08", "2027-07-31", date(2027, 8, 1)),
    (2027, "2026-12-31", date(2027, 1, 1)),
    ("2026-01-01", "2025-12-31", TODAY),
    (None, "2026-11-21", TODAY),
    ("", "2026-11-21", TODAY),
])
def test_closing_sets_the_last_day_and_the_peildatum_is_late_enough_to_show_it(
        region: Projection, per: object, last: str, day: date) -> None:
    found = read(region, close("a1", per))
    assert found.edits == (Edit("arrangement", "a1", {**stored(region, "arrangement", "a1"), "geldig_tot": last}),)
    assert found.day == day
    assert [cell.after for cell in found.changes[0].cells] == [last]
    assert bool(found.notices) == (day > TODAY)


def test_an_own_peildatum_counts_and_what_is_open_on_it_is_said(region: Projection) -> None:
    found = read(region, close("a1", "2027-01-01"), asked=date(2026, 12, 1))
    assert found.day == date(2026, 12, 1)
    assert found.notices == ("Arrangement a1 is op de peildatum 1 december 2026 nog open; het sluit per 1 januari 2027.",)
    assert edited(region, close("a1"), asked=date(2026, 12, 1))["arrangement", "a1"]["geldig_tot"] == "2026-11-30"


def test_what_is_closed_already_stays_as_it_is(region: Projection) -> None:
    found = read(region, close("a3", "2026-07-01"))
    assert found.edits == ()
    assert found.notices == ("Aan arrangement a3 verandert niets.",
                             "Arrangement a3 is per 1 juli 2026 al gesloten: de laatste dag is juni 2026.")
    assert edited(region, close("a3", "2026-06-30"))["arrangement", "a3"]["geldig_tot"] == "2026-06-29"
    assert "telt al niet mee: de status is Gepland" in read(region, close("a4")).notices[0]


def test_what_has_not_begun_cannot_close(region: Projection) -> None:
    assert refused(region, close("a2", "2027-02-01")) == [(1, "arrangementen", "per", "SLUIT_VOOR_BEGIN")]
    assert edited(region, close("a2", "2027-02-02"))["arrangement", "a2"]["geldig_tot"] == "2027-02-01"


def test_a_change_starts_from_the_record_and_a_blank_cell_makes_it_blank(region: Projection) -> None:
    before = stored(region, "arrangement", "a1")
    after = {**before, "plekken": [10, 15], "leeftijd_tot": 14, "behoefte": ["AUTISME", "EIGEN"]}
    del after["opmerking"]
    cells = {"Plekken": "10-15", "leeftijd_tot": 14, "behoefte": "eigen behoefte; Autisme", "opmerking": "", "aanbieder": "o1"}
    assert edited(region, change("Arrangementen", "a1", **cells)) == {("arrangement", "a1"): after}
    without = {name: value for name, value in before.items() if name != "aanbieder"}
    assert edited(region, change("arrangementen", "a1", aanbieder=None)) == {("arrangement", "a1"): without}
    assert stored(region, "arrangement", "a1")["plekken"] == [5, 5]


def test_changes_build_on_each_other_and_the_later_wins_column_by_column(region: Projection) -> None:
    found = edited(
        region, change("arrangementen", "a1", plekken=6, aanbieder="o2"), change("arrangementen", "a1", plekken=7),
        add("organisaties", id="o2", naam="Nieuw", soort="GEMEENTE"),
        add("arrangementen", id="a9", naam="Nieuw", soort="OZA", aanbieder="o2"),
        close("a9", "2027-05-01"), add("verwijspaden", van="a1", naar="a9", richting="DOORSTROOM"),
        change("organisaties", "o2", naam="Nieuwer"))
    assert found == {
        ("arrangement", "a1"): {**stored(region, "arrangement", "a1"), "plekken": [7, 7], "aanbieder": "o2"},
        ("organisation", "o2"): {"naam": "Nieuwer", "soort": "GEMEENTE"},
        ("arrangement", "a9"): {"naam": "Nieuw", "soort": "OZA", "aanbieder": "o2", "geldig_tot": "2027-04-30"},
        ("referral", "a1~a9~DOORSTROOM~~~"): {"van": "a1", "naar": "a9", "richting": "DOORSTROOM"},
    }


def test_an_intermediate_state_may_be_wrong_when_the_last_one_is_right(region: Projection) -> None:
    found = edited(region, change("profielen", "p1", leeftijd_van=15), change("profielen", "p1", leeftijd_tot=16, leeftijd_van=13))
    assert found["profile", "p1"]["leeftijd_van"] == 13


def test_own_concepts_and_axes_of_the_scenario_hold_for_all_of_it(region: Projection) -> None:
    found = edited(
        region, change("arrangementen", "a1", behoefte="nieuw woord", reisafstand="ver"),
        add("begrippen", **{"as": "behoefte", "code": "NIEUW", "label": "Nieuw woord"}),
        add("begrippen", **{"as": "reisafstand", "code": "VER", "label": "Ver weg"}))
    values = found["arrangement", "a1"]
    assert values["behoefte"] == ["NIEUW"]
    assert values["reisafstand"] == ["VER"]
    assert refused(region, change("arrangementen", "a1", behoefte="NIEUW")) == [(1, "arrangementen", "behoefte", "ONBEKENDE_WAARDE")]


def test_an_area_may_take_the_place_of_its_parent(region: Projection) -> None:
    # pc1 lies in gm1. Turned round there is no circle, because the old parent does not count any more.
    assert edited(region, change("gebieden", "pc1", bovenliggend=""), change("gebieden", "gm1", bovenliggend="pc1"))["area", "gm1"][
        "bovenliggend"] == ["pc1"]
    assert edited(region, add("gebieden", id="gm9", naam="Negen", soort="GEMEENTE", code="9"))["area", "gm9"]["code"] == "0009"


def test_a_concept_may_take_the_place_of_a_broader_one(region: Projection) -> None:
    found = edited(region, change("begrippen", "behoefte~ENGER", bovenliggend=""),
                   change("begrippen", "behoefte~EIGEN", bovenliggend="ENGER"))
    assert found["concept", "behoefte~EIGEN"]["bovenliggend"] == ["ENGER"]
    assert refused(region, change("begrippen", "behoefte~EIGEN", bovenliggend="ENGER")) == [(1, "begrippen", "bovenliggend", "KRING")]


def test_a_change_without_effect_is_no_edit_but_is_said(region: Projection) -> None:
    found = read(region, change("arrangementen", "a1", plekken="5"))
    assert found.edits == ()
    assert found.notices == ("Aan arrangement a1 verandert niets.",)


def test_an_addition_that_does_not_hold_on_the_peildatum_is_said(region: Projection) -> None:
    found = read(region, add("arrangementen", id="a9", naam="x", soort="OZA", geldig_van="2027-01-01"))
    assert found.notices == (
        "Arrangement a9 geldt niet op de peildatum 22 november 2026 en telt dus niet mee. Kies een andere peildatum.",)


def test_a_change_of_what_does_not_hold_on_the_peildatum_is_said(region: Projection) -> None:
    assert read(region, change("arrangementen", "a3", plekken="7")).notices == (
        "Arrangement a3 geldt niet op de peildatum 22 november 2026 en telt dus niet mee. Kies een andere peildatum.",)
    assert read(region, change("arrangementen", "a3", geldig_tot="")).notices == ()


def test_an_addition_that_does_not_run_is_said(region: Projection) -> None:
    assert read(region, add("arrangementen", id="a9", naam="x", soort="OZA", status="GEPLAND")).notices == (
        "Arrangement a9 telt niet mee: de status is Gepland.",)


CELLS = [
    (change("arrangementen", "a1", plekken="veel"), "arrangementen", "plekken", "GEEN_AANTAL"),
    (change("arrangementen", "a1", naam=""), "arrangementen", "naam", "VERPLICHT"),
    (change("arrangementen", "a1", naam="", soort=""), "arrangementen", "naam", "VERPLICHT"),
    (change("arrangementen", "a1", plekkn="5"), "arrangementen", "plekkn", "ONBEKENDE_KOLOM"),
    (change("arrangementen", "a1", naam="x" * 32_768), "arrangementen", "naam", "TE_LANG"),
    (change("arrangementen", "a1", opmerking="bel 06-12345678"), "arrangementen", "opmerking", "MOBIEL_NUMMER"),
    (change("arrangementen", "a1", aanbieder="o8"), "arrangementen", "aanbieder", "ONBEKENDE_VERWIJZING"),
    (change("arrangementen", "a1", leeftijd_van=9, leeftijd_tot=8), "arrangementen", "leeftijd_tot", "LEEFTIJD_LOOPT_TERUG"),
    (change("arrangementen", "a1", geldig_van="2030", geldig_tot="2029"), "arrangementen", "geldig_tot", "DATUM_LOOPT_TERUG"),
    (change("arrangementen", "a1", id="a7"), "arrangementen", "id", "STAAT_VAST"),
    (change("verwijspaden", "a1~a2~TOELEIDING~~~", naar="a3"), "verwijspaden", "naar", "STAAT_VAST"),
    (change("profielen", "p1", leeftijd_tot=12), "vraag", "leeftijd_van", "LEEFTIJD_BUITEN_PROFIEL"),
    (change("vraag", "p1~gm1~2026~THUIS_2015~13~~", leeftijd_tot=14), "vraag", "leeftijd_tot", "STAAT_VAST"),
    (change("gebieden", "gm1", bovenliggend="pc1"), "gebieden", "bovenliggend", "KRING"),
    (change("gebieden", "gm1", code="123456"), "gebieden", "code", "ONGELDIGE_GEBIEDSCODE"),
    (change("begrippen", "behoefte~EIGEN", bovenliggend="NIETS"), "begrippen", "bovenliggend", "ONBEKEND_BEGRIP"),
    (change("arrangementen", "a0", plekken="5"), "arrangementen", "id", "BESTAAT_NIET"),
    (change("arrangementen", "a1", plekken=["5"]), "arrangementen", "", "GEEN_CEL"),
    (change("arrangementen", "a1"), "arrangementen", "", "GEEN_CELLEN"),
    (close("a0"), "arrangementen", "id", "BESTAAT_NIET"),
    (close("a1", "morgen"), "arrangementen", "per", "GEEN_DATUM"),
    (close("a1", 1.5), "arrangementen", "", "GEEN_DATUM"),
    (add("arrangementen", id="a1", naam="x", soort="OZA"), "arrangementen", "id", "BESTAAT_AL"),
    (add("arrangementen", id="a9", naam="x"), "arrangementen", "soort", "KOLOM_ONTBREEKT"),
    (add("arrangementen", id="A 9", naam="x", soort="OZA"), "arrangementen", "id", "ONGELDIG_ID"),
    (add("arrangementen", id="", naam=""), "arrangementen", "", "LEGE_RIJ"),
    (add("verwijspaden", van="a1", naar="a2", richting="TOELEIDING"), "verwijspaden", "", "BESTAAT_AL"),
    (add("begrippen", **{"as": "conclusie", "code": "X", "label": "X"}), "begrippen", "as", "GESLOTEN_LIJST"),
    (add("arrangement", id="a9"), "", "", "ONBEKEND_BLAD"),
    (add("dataset", sleutel="fictief", waarde="nee"), "dataset", "", "BLAD_NIET_IN_SCENARIO"),
    ({"op": "sluit", "arrangement": "a1"}, "", "", "ONBEKENDE_OP"),
    ({"op": "sluiten", "arrangment": "a1", "arrangement": "a1"}, "", "", "ONBEKENDE_SLEUTEL"),
    ({"op": "sluiten"}, "", "", "ONTBREEKT"),
    ({"op": "sluiten", "arrangement": ["a1"]}, "", "", "GEEN_ID"),
    ({"op": "wijzigen", "sheet": "arrangementen", "id": "a1"}, "", "", "ONTBREEKT"),
    ("sluiten", "", "", "GEEN_WIJZIGING"),
]


@pytest.mark.parametrize(("wrong", "sheet", "column", "code"), CELLS, ids=[f"{code}-{number}" for number, (*_, code) in enumerate(CELLS)])
def test_what_is_wrong_is_told_with_where_it_stands(region: Projection, wrong: Any, sheet: str, column: str, code: str) -> None:
    found = refused(region, close("a1"), wrong)
    assert (2, sheet, column, code) in found
    assert {number for number, *_ in found} == {2}


def test_all_that_is_wrong_comes_at_once_in_the_order_of_the_changes(region: Projection) -> None:
    assert refused(
        region, change("arrangementen", "a1", plekken="veel", aanbieder="o8"), close("a0"), add("organisaties", id="o9"),
        change("organisaties", "o9", soort="GEMEENTE"), add("gebieden", id="gm9", naam="x", soort="STAD"),
    ) == [
        (1, "arrangementen", "aanbieder", "ONBEKENDE_VERWIJZING"), (1, "arrangementen", "plekken", "GEEN_AANTAL"),
        (2, "arrangementen", "id", "BESTAAT_NIET"),
        (3, "organisaties", "naam", "KOLOM_ONTBREEKT"), (3, "organisaties", "soort", "KOLOM_ONTBREEKT"),
        (5, "gebieden", "soort", "ONBEKENDE_WAARDE"),
    ]


def test_messages_name_the_nearest(region: Projection) -> None:
    def message(given: Any) -> str:
        return read_scenario([given], region, None, TODAY).problems[0].message

    assert "Bedoelt u sluiten?" in message({"op": "sluit"})
    assert "Bedoelt u arrangementen?" in message(add("arrangementn", id="a9"))
    assert "Bedoelt u plekken?" in message(change("arrangementen", "a1", plekkn="5"))
    assert "Bedoelt u arrangement?" in message({"op": "sluiten", "arrangment": "a1"})
    assert "wijziging 1" in read_scenario([add("organisaties", id="o9", naam="x", soort="GEMEENTE")] * 2, region, None, TODAY
                                          ).problems[0].message


def test_a_row_with_personal_data_is_not_shown(region: Projection) -> None:
    found = read_scenario([change("arrangementen", "a1", opmerking="bel 06-12345678", aanbieder="pietje"),
                           {"op": "jan.jansen@gmail.com"}], region, None, TODAY)
    assert [problem.code for problem in found.problems] == ["ONBEKENDE_VERWIJZING", "MOBIEL_NUMMER", "ONBEKENDE_OP"]
    assert not any(text in str(found.problems) for text in ("12345678", "pietje", "gmail"))


@pytest.mark.parametrize(("text", "code"), [
    ('{"changes": [', "GEEN_JSON"), ("", "GEEN_JSON"), (b"\xff\xfe", "GEEN_JSON"), ("[" * 5000 + "]" * 5000, "GEEN_JSON"),
    ('{"changes": [{"op": "sluiten", "per": NaN}]}', "GEEN_JSON"), ("[]", "GEEN_SCENARIO"), ("3", "GEEN_SCENARIO"),
    ('{"_a": ' + "[" * 1010 + "]" * 1010 + "}", "GEEN_SCENARIO"),
    ("{}", "GEEN_WIJZIGINGEN"), ('{"changes": []}', "GEEN_WIJZIGINGEN"), ('{"changes": {}}', "GEEN_WIJZIGINGEN"),
    ('{"change": []}', "ONBEKENDE_SLEUTEL"),
    ('{"changes": [{"op": "sluiten", "op": "wijzigen"}]}', "DUBBELE_SLEUTEL"),
])
def test_what_is_no_scenario_file(region: Projection, text: str | bytes, code: str) -> None:
    found = read_file(text if isinstance(text, bytes) else text.encode(), region, None, TODAY)
    assert [(problem.change, problem.code) for problem in found.problems] == [(None, code)]


def test_a_file_may_have_notes_and_a_byte_order_mark(region: Projection) -> None:
    document = {"_toelichting": "fictief", "changes": [{**close("a1"), "_waarom": "geld"}]}
    data = "\ufeff".encode() + json.dumps(document).encode()
    assert read_file(data, region, None, TODAY) == read(region, close("a1"))
