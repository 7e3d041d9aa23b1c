"""What only shows between cells: doubled ids, references, ranges, circles, and records of other datasets."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.cycles import cycles
from loaders.known import Known
from schema.kinds import KINDS
from schema.types import Type
from tests.unit.loaders.workbook_support import RICH, SMALL, built, found, values


def small(sheet: str, *rows: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The small workbook with some rows added to one sheet."""
    return SMALL | {sheet: [*SMALL.get(sheet, ()), *rows]}


def area(id: str, *above: str) -> dict[str, Any]:
    return {"id": id, "naam": id, "soort": "REGIO", "bovenliggend": "; ".join(above)}


def concept(scheme: str, code: str, *broader: str) -> dict[str, Any]:
    return {"as": scheme, "code": code, "label": code, "bovenliggend": "; ".join(broader)}


def test_a_doubled_id_names_the_first_row() -> None:
    result = built(small("gebieden", area("b"), area("gm0546")))
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [(4, "id", "DUBBEL_ID")]
    assert "rij 2" in result.problems[0].message


def test_a_doubled_key_is_an_error_however_it_is_written() -> None:
    demand = {"profiel": "p1", "gebied": "gm0546", "aantal": "5", "peildatum": "2026-08-01", "definitie": "THUIS_OCW_2016"}
    assert found(small("vraag", demand, demand | {"peildatum": "1-8-2026", "definitie": "thuis ocw 2016"})) == [
        ("vraag", 3, "profiel", "DUBBELE_SLEUTEL")]
    assert found(small("vraag", demand, demand | {"peildatum": "2026-08"})) == []


def test_a_row_whose_key_cannot_be_read_is_not_called_double() -> None:
    path = {"van": "a1", "naar": "a1", "richting": "DOORSTROOM"}
    assert found(small("verwijspaden", path, path | {"toegang": "FOUT"})) == [("verwijspaden", 3, "toegang", "ONBEKENDE_WAARDE")]


def test_a_reference_to_nothing_is_an_error_with_the_nearest_id() -> None:
    result = built(small("arrangementen", {"id": "a2", "naam": "x", "soort": "OZA", "gebieden": "gm0546; gm0547; gm9999"}))
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [(3, "gebieden", "ONBEKENDE_VERWIJZING")] * 2
    assert "gm0547" in result.problems[0].message
    assert "Bedoelt u gm0546?" in result.problems[0].message


def test_a_reference_to_a_refused_row_is_not_an_error_of_its_own() -> None:
    sheets = small("gebieden", {"id": "b", "naam": "b", "soort": "FOUT"}, area("c", "b"))
    assert found(sheets) == [("gebieden", 3, "soort", "ONBEKENDE_WAARDE")]


def test_a_reference_to_another_dataset_is_fine() -> None:
    known = Known({"area": {"gm0547": "landelijk"}})
    assert found(small("gebieden", area("b", "gm0547")), known) == []


def test_a_record_of_another_dataset_is_refused_unless_shared_or_taken_over() -> None:
    known = Known({"arrangement": {"a1": "buren"}, "area": {"gm0546": "landelijk"}})
    result = built(SMALL, known)
    assert [(problem.sheet, problem.column, problem.code) for problem in result.problems] == [("arrangementen", "id", "ANDERE_GEGEVENSSET")]
    assert "buren" in result.problems[0].message
    assert "proef" in result.problems[0].message
    taken = built(SMALL, known, take_over=True)
    assert taken.changes is not None
    assert taken.changes.take_over


@pytest.mark.parametrize(("sheet", "row", "column", "code"), [
    ("profielen", {"id": "p2", "naam": "x", "leeftijd_van": 13, "leeftijd_tot": 12}, "leeftijd_tot", "LEEFTIJD_LOOPT_TERUG"),
    ("gebieden", area("b") | {"geldig_van": "2026-08", "geldig_tot": "2026-07-31"}, "geldig_tot", "DATUM_LOOPT_TERUG"),
    ("gebieden", area("b") | {"geldig_van": "2027", "geldig_tot": "2026"}, "geldig_tot", "DATUM_LOOPT_TERUG"),
    ("stromen", {"soort": "INSTROOM", "periode_van": "2026-02", "periode_tot": "2026-01", "aantal": 3}, "periode_tot", "DATUM_LOOPT_TERUG"),
])
def test_a_range_that_runs_backwards_is_an_error(sheet: str, row: dict[str, Any], column: str, code: str) -> None:
    sheets = small(sheet, row)
    assert found(sheets) == [(sheet, len(sheets[sheet]) + 1, column, code)]


@pytest.mark.parametrize(("start", "end"), [("2026-08-15", "2026-08"), ("2026-08", "2026"), ("2026", "2026-01-01"), ("2026", "2026")])
def test_an_imprecise_end_counts_to_its_last_day(start: str, end: str) -> None:
    assert found(small("gebieden", area("b") | {"geldig_van": start, "geldig_tot": end})) == []


def test_equal_ages_and_alle_are_no_range_that_runs_backwards() -> None:
    assert found(small("arrangementen", {"id": "a2", "naam": "x", "soort": "OZA", "leeftijd_van": 12, "leeftijd_tot": "12"},
                       {"id": "a3", "naam": "x", "soort": "OZA", "leeftijd_van": "alle", "leeftijd_tot": 4})) == []


def test_demand_is_for_ages_that_the_profile_has() -> None:
    row = {"profiel": "p1", "gebied": "gm0546", "aantal": 3, "peildatum": "2026", "definitie": "THUIS_OCW_2016"}
    assert found(small("vraag", row | {"leeftijd_van": 11, "leeftijd_tot": 17}, row | {"leeftijd_van": 12, "leeftijd_tot": 16})) == [
        ("vraag", 2, "leeftijd_van", "LEEFTIJD_BUITEN_PROFIEL"), ("vraag", 2, "leeftijd_tot", "LEEFTIJD_BUITEN_PROFIEL")]
    known = Known({"profile": {"elders": "buren"}}, ages={"elders": (4, 5)})
    assert found(small("vraag", row | {"profiel": "elders", "leeftijd_van": 6}), known) == [
        ("vraag", 2, "leeftijd_van", "LEEFTIJD_BUITEN_PROFIEL")]


def test_circles_of_areas_are_named_once_with_their_path() -> None:
    result = built({"gebieden": [area("x", "c"), area("c", "a"), area("a", "b"), area("b", "c"), area("z", "z")]})
    assert [(problem.row, problem.code) for problem in result.problems] == [(4, "KRING"), (6, "KRING")]
    assert "a → b → c → a" in result.problems[0].message
    assert "z → z" in result.problems[1].message


def test_a_circle_over_two_datasets_is_found() -> None:
    known = Known({"area": {"a": "landelijk", "b": "landelijk"}}, parents={"a": {"b"}, "b": set()})
    assert found({"gebieden": [area("b", "a")]}, known) == [("gebieden", 2, "bovenliggend", "KRING")]
    assert found({"gebieden": [area("b")]}, known) == []


def test_circles_without_a_record_in_common_are_all_found_and_a_lattice_is_none() -> None:
    assert cycles({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"], "e": ["a", "c"]}) == [["a", "b", "a"], ["c", "d", "c"]]
    assert cycles({"a": ["b", "top"], "b": ["a"], "top": []}) == [["a", "b", "a"]]
    assert cycles({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}) == []
    assert cycles({str(n): [str(n + 1)] for n in range(100_000)}) == []


@pytest.mark.parametrize(("kind", "given", "kept"), [
    ("GEMEENTE", "546", "0546"), ("GEMEENTE", "GM0546", "0546"), ("SWV_VO", "vo-25-07", "VO2507"), ("PC4", "2311", "2311")])
def test_the_code_of_an_area_has_one_form(kind: str, given: str, kept: str) -> None:
    assert values({"gebieden": [area("b") | {"soort": kind, "code": given}]}, "area", "b")["code"] == kept


@pytest.mark.parametrize(("kind", "given"), [("GEMEENTE", "Leiden"), ("SWV_VO", "PO2801"), ("PC4", "0231")])
def test_a_code_of_another_kind_of_area_is_an_error(kind: str, given: str) -> None:
    assert found({"gebieden": [area("b") | {"soort": kind, "code": given}]}) == [("gebieden", 2, "code", "ONGELDIGE_GEBIEDSCODE")]


def test_concepts_extend_axes_and_lists_but_not_closed_lists() -> None:
    rows = [concept("OrganisatieType", "BUURTHUIS"), concept("status", "X1"), concept("claimstatus", "X2"), concept("leeftijd_van", "X3")]
    sheets = {"begrippen": rows, "organisaties": [{"id": "b", "naam": "B", "soort": "buurthuis"}]}
    assert found(sheets) == [("begrippen", 3, "as", "AS_BOTST"), ("begrippen", 4, "as", "GESLOTEN_LIJST"),
                             ("begrippen", 5, "as", "AS_BOTST")]
    sheets["begrippen"] = rows[:1]
    assert values(sheets, "concept", "organisatiesoort~BUURTHUIS")["as"] == "organisatiesoort"


def test_a_new_axis_is_a_column_of_profiles_and_arrangements_only() -> None:
    sheets = SMALL | {"begrippen": [concept("reisafstand", "VER")]}
    sheets["arrangementen"] = [SMALL["arrangementen"][0] | {"Reisafstand": "alle", "sluit_uit": "reisafstand:ver"}]
    assert found(sheets) == []
    sheets["gebieden"] = [SMALL["gebieden"][0] | {"reisafstand": "VER"}]
    assert found(sheets) == [("gebieden", 1, "reisafstand", "ONBEKENDE_KOLOM")]


def test_an_axis_of_another_dataset_is_a_column_too() -> None:
    known = Known({"concept": {"reisafstand~VER": "landelijk"}}, concepts=[{"as": "reisafstand", "code": "VER", "label": "Ver"}])
    assert found(SMALL | {"profielen": [SMALL["profielen"][0] | {"reisafstand": "ver"}]}, known) == []


def test_broader_codes_exist_and_make_no_circle() -> None:
    rows = [concept("behoefte", "EEN", "TWEE"), concept("behoefte", "TWEE", "EEN"), concept("behoefte", "DRIE", "BESTAATNIET")]
    result = built({"begrippen": rows})
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [
        (2, "bovenliggend", "KRING"), (4, "bovenliggend", "ONBEKEND_BEGRIP")]
    assert "EEN → TWEE → EEN" in result.problems[0].message


def test_a_circle_through_a_built_in_concept_is_found() -> None:
    assert found({"begrippen": [concept("behoefte", "EMB"), concept("behoefte", "LICHAMELIJK", "EMB")]}) == [
        ("begrippen", 3, "bovenliggend", "KRING")]


def test_a_concept_row_without_label_is_one_error() -> None:
    sheets = {"begrippen": [{"as": "behoefte", "code": "NIEUW", "label": ""}],
              "profielen": [SMALL["profielen"][0] | {"behoefte": "NIEUW"}]}
    assert found(sheets) == [("begrippen", 2, "label", "VERPLICHT")]


def test_every_reference_column_of_the_workbook_is_checked() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if field.type is Type.REF:
                rows = [dict(RICH[kind.sheet][0]) | {field.name: "bestaat-niet-9"}]
                codes = [(sheet, column, code) for sheet, _, column, code in found({**RICH, kind.sheet: rows})]
                assert (kind.sheet, field.name, "ONBEKENDE_VERWIJZING") in codes, (kind.sheet, field.name)
