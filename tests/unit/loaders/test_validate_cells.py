"""From cells to values: headers, blank cells, required columns, personal data, and what the dataset says of itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from loaders.known import Known
from loaders.problems import MASK, Problem
from loaders.tables import Table
from loaders.validate import build
from tests.unit.loaders.workbook_support import RICH, SMALL, built, found, table, values

BSN = "123456782"  # passes the elfproef; belongs to nobody: it is the test number of the tax office


def area(**cells: Any) -> dict[str, list[dict[str, Any]]]:
    return {"gebieden": [{"id": "gm0546", "naam": "Leiden", "soort": "GEMEENTE"} | cells]}


def problems(*tables: Table) -> list[tuple[str, int, str, str]]:
    result = build(list(tables), Known.empty(), "proef", "bestand")
    return [(problem.sheet, problem.row, problem.column, problem.code) for problem in result.problems]


def test_the_rich_workbook_gives_plain_values() -> None:
    assert found(RICH) == []
    assert values(RICH, "arrangement", "a1") == {
        "naam": '=Start; met "aanhaling"\nen regel', "soort": "OZA", "voorliggend": "ONDERWIJS", "aanbieder": "brin-01ab",
        "partners": ["bg-77494"], "gebieden": ["*"], "leeftijd_van": "*", "leeftijd_tot": 18, "behoefte": ["*"],
        "reisafstand": ["HEEL_VER"], "sluit_uit": ["behoefte:AGRESSIE", "reisafstand:VER"], "instap": True, "plekken": [10, 15],
        "bezet": [1, 4], "toegang": ["GEEN"], "wettelijke_basis": ["grond-1"], "lat": 52.1, "lon": 4.5,
        "geldig_van": "2026-08-01", "opmerking": "+31 kan"}
    assert values(RICH, "profile", "p1")["reisafstand"] == ["VER"]
    assert values(RICH, "area", "gm0546")["code"] == "0546"
    assert values(RICH, "area", "po2801")["code"] == "PO2801"
    assert values(RICH, "organisation", "brin-01ab")["codes"] == ["BRIN:01AB", "RSIN:123456782"]
    assert values(RICH, "dataset", "proef~fictief") == {"sleutel": "fictief", "waarde": "ja"}
    assert values(RICH, "dataset", "proef~peildatum") == {"sleutel": "peildatum", "waarde": "2026-08-01"}


def test_derived_ids_follow_the_key_columns() -> None:
    result = built(RICH)
    assert result.changes is not None
    ids = {(record.kind, record.id) for record in result.changes.records}
    assert {("demand", "p1~gm0546~2026~THUIS_OCW_2016~13~~"), ("demand", "p1~gm0546~2026~EIGEN_TELLING~~~besluit-1"),
            ("referral", "thuis~a1~TERUGKEER~4~~BESCHIKKING_JW+TLV_LAAG"), ("concept", "reisafstand~VER"), ("option", "l-1~0"),
            ("flow", "DOORSTROOM~thuis~a1~~~~2025~2025~"), ("inventory_entry", "bg-77494~gm0546")} <= ids


def test_names_of_sheets_and_columns_ignore_case_and_blanks() -> None:
    assert problems(Table(" GEBIEDEN ", ["Id", " NAAM", "soort "], [["a", "A", "wijk"]])) == []


def test_unknown_names_are_errors_with_the_nearest_known_name() -> None:
    result = build([Table("gebiden", ["id"], []), Table("gebieden", ["id", "naam", "soort", "nam", "bovenligend"], [])],
                   Known.empty(), "proef", "bestand")
    assert [(problem.sheet, problem.row, problem.code) for problem in result.problems] == [
        ("gebiden", 0, "ONBEKEND_BLAD"), ("gebieden", 1, "ONBEKENDE_KOLOM"), ("gebieden", 1, "ONBEKENDE_KOLOM")]
    sentences = {problem.value: problem.message for problem in result.problems}
    assert "Bedoelt u gebieden?" in sentences["gebiden"]
    assert "Bedoelt u bovenliggend?" in sentences["bovenligend"]


def test_notes_of_the_region_are_ignored() -> None:
    notes = Table("_Notities", ["wat"], [[BSN]])
    rows = Table("gebieden", ["id", "naam", "soort", "_Bel", "_bel"], [["a", "A", "WIJK", "06-12345678", "x"], [None, "", " ", "y"]])
    assert problems(notes, rows) == []


def test_a_doubled_sheet_and_a_doubled_column_are_errors() -> None:
    sheet = table("gebieden", SMALL["gebieden"])
    assert problems(sheet, Table("Gebieden", sheet.columns, [])) == [("gebieden", 0, "", "DUBBEL_BLAD")]
    assert problems(Table("gebieden", ["id", "naam", "soort", " Naam"], [["a", "A", "WIJK", "B"]])) == [
        ("gebieden", 1, "naam", "DUBBELE_KOLOM")]


def test_a_missing_required_column_is_one_error_and_only_when_there_are_rows() -> None:
    assert problems(Table("gebieden", ["id", "naam"], [["a", "A"], ["b", "B"]])) == [("gebieden", 1, "soort", "KOLOM_ONTBREEKT")]
    assert problems(Table("gebieden", ["id", "naam"], [])) == []


def test_a_blank_required_cell_is_an_error_at_the_cell() -> None:
    rows = Table("gebieden", ["id", "naam", "soort"], [["a", "A", "WIJK"], [], ["b", "  ", "WIJK"], [None, None, "\u200b"], ["c"]])
    assert problems(rows) == [("gebieden", 4, "naam", "VERPLICHT"), ("gebieden", 6, "naam", "VERPLICHT"),
                              ("gebieden", 6, "soort", "VERPLICHT")]


def test_a_row_with_only_a_zero_is_not_blank() -> None:
    assert ("gebieden", 2, "id", "VERPLICHT") in problems(Table("gebieden", ["id", "naam", "soort", "lat"], [[None, None, None, 0]]))


def test_cells_without_a_column_are_errors() -> None:
    assert problems(Table("gebieden", ["id", "naam", "soort"], [["a", "A", "WIJK", "", None], ["b", "B", "WIJK", "te veel"]])) == [
        ("gebieden", 3, "", "TE_VEEL_CELLEN")]
    assert problems(Table("gebieden", ["id", "", "naam", "soort"], [["a", "", "A", "WIJK"], ["b", "x", "B", "WIJK"]])) == [
        ("gebieden", 1, "", "KOLOM_ZONDER_NAAM")]


def test_excel_values_become_what_they_mean() -> None:
    dated = area(naam=2311.0, geldig_van=datetime.fromisoformat("2026-08-01"), geldig_tot=date(2026, 8, 2), code=546)
    read = values(dated, "area", "gm0546")
    assert read == {"naam": "2311", "soort": "GEMEENTE", "geldig_van": "2026-08-01", "geldig_tot": "2026-08-02", "code": "0546"}
    assert values(area(naam=True), "area", "gm0546")["naam"] == "ja"


def test_one_and_true_in_one_column_are_not_confused() -> None:
    rows = [{"id": "a", "naam": 1, "soort": "WIJK"}, {"id": "b", "naam": True, "soort": "WIJK"}]
    assert values({"gebieden": rows}, "area", "a")["naam"] == "1"
    assert values({"gebieden": rows}, "area", "b")["naam"] == "ja"


@pytest.mark.parametrize(("cell", "code"), [
    (BSN, "BSN"), (123456782, "BSN"), (123456782.0, "BSN"), (f"zie {BSN}.", "BSN"),
    ("j.jansen@voorbeeld.nl", "PRIVE_MAIL"), ("iemand@gmail.com", "PRIVE_MAIL"), ("bel 06-12345678", "MOBIEL_NUMMER"),
])
def test_personal_data_stop_the_load_and_nothing_of_the_row_is_shown(cell: Any, code: str) -> None:
    sheets = area(naam=cell, id="Geheim Id", soort="GEHEIMSOORT", bovenliggend="geheim-gebied")
    result = built(sheets)
    assert {(problem.column, problem.code) for problem in result.problems} == {
        ("naam", code), ("id", "ONGELDIG_ID"), ("soort", "ONBEKENDE_WAARDE"), ("bovenliggend", "ONBEKENDE_VERWIJZING")}
    assert {problem.value for problem in result.problems} == {MASK}
    for problem in result.problems:
        assert "eheim" not in problem.message
        assert str(cell) not in problem.message


def test_personal_data_in_a_key_column_do_not_leak_into_other_messages() -> None:
    sheets = {"gebieden": [{"id": BSN, "naam": "A", "soort": "WIJK"}, {"id": BSN, "naam": "B", "soort": "WIJK"}],
              "dataset": [{"sleutel": "naam", "waarde": f"x {BSN}"}]}
    result = built(sheets, dataset=None)
    assert [problem.code for problem in result.problems] == ["BSN", "BSN", "BSN"]
    assert result.dataset == "bestand"
    assert BSN not in repr(result)


def test_personal_data_in_a_name_of_a_sheet_or_column_are_not_repeated() -> None:
    result = build([Table(BSN, ["id"], []), Table("gebieden", ["id", "naam", "soort", f"van {BSN}"], [["a", "A", "WIJK"]])],
                   Known.empty(), "proef", "bestand")
    assert {problem.code for problem in result.problems} == {"ONBEKEND_BLAD", "ONBEKENDE_KOLOM"}
    assert BSN not in repr(result)


def test_numbers_of_organisations_are_no_persons() -> None:
    organisation = {"id": "x", "naam": "X", "soort": "SCHOOL", "codes": f"RSIN:{BSN}; OIN:00000001{BSN}000", "contact": "toegang@x.nl"}
    assert found({"organisaties": [organisation]}) == []
    assert found({"organisaties": [organisation | {"codes": f"KVK:{BSN}"}]}) == [("organisaties", 2, "codes", "BSN")]
    assert found({"organisaties": [organisation | {"contact": "piet@x.nl"}]}) == [("organisaties", 2, "contact", "PRIVE_MAIL")]


def test_problems_that_the_reader_found_are_not_reported_twice() -> None:
    given = Problem("gebieden", 2, "soort", "#N/A", "FOUTWAARDE", "Fout.")
    assert found(area(soort=None), given=[given]) == [("gebieden", 2, "soort", "FOUTWAARDE")]


def test_a_thousand_problems_are_kept_of_all_that_are_counted() -> None:
    rows = [{"id": f"a{n}", "naam": "A", "soort": f"FOUT{n}"} for n in range(1500)]
    result = built({"gebieden": rows})
    assert (result.changes, len(result.problems), result.problem_count) == (None, 1000, 1500)
    assert [problem.row for problem in result.problems] == list(range(2, 1002))


def test_problems_come_in_the_order_of_sheet_row_and_column() -> None:
    sheets = {"arrangementen": [{"soort": "X", "id": "A B", "naam": "n"}, {"id": "C D", "soort": "OZA", "naam": "n"}],
              "gebieden": [{"id": "E F", "naam": "g", "soort": "WIJK"}]}
    assert found(sheets) == [("gebieden", 2, "id", "ONGELDIG_ID"), ("arrangementen", 2, "id", "ONGELDIG_ID"),
                             ("arrangementen", 2, "soort", "ONBEKENDE_WAARDE"), ("arrangementen", 3, "id", "ONGELDIG_ID")]


def test_a_text_longer_than_a_cell_of_excel_is_refused_and_not_repeated_in_full() -> None:
    (problem,) = built(area(naam="a" * 32_768)).problems
    assert problem.code == "TE_LANG"
    assert len(problem.value) < 300


@pytest.mark.parametrize(("explicit", "key", "expected"), [
    ("Eigen Naam", "Regio Élan", "eigen-naam"), (None, "Regio Élan", "regio-elan"), (None, None, "bestand"), (None, " ", "bestand")])
def test_the_dataset_is_named_as_asked_else_by_its_key_else_by_its_file(explicit: str | None, key: str | None, expected: str) -> None:
    sheets = SMALL | ({"dataset": [{"sleutel": "Naam", "waarde": key}]} if key else {})
    assert built(sheets, dataset=explicit).dataset == expected


def test_every_dataset_knows_its_own_name() -> None:
    for sheets in (SMALL, SMALL | {"dataset": [{"sleutel": "naam", "waarde": "Iets anders"}]}):
        assert values(sheets, "dataset", "proef~naam") == {"sleutel": "naam", "waarde": "proef"}
    assert values(SMALL | {"dataset": [{"sleutel": "naam", "waarde": "PROEF!"}]}, "dataset", "proef~naam")["waarde"] == "PROEF!"


def test_the_sheet_dataset_has_fixed_keys_and_values() -> None:
    rows = [{"sleutel": key, "waarde": value} for key, value in (
        ("fictif", "ja"), ("fictief", "misschien"), ("peildatum", "gisteren"), ("titel", ""), ("licentie", "CC0"), ("licentie", "CC1"))]
    assert found({"dataset": rows}) == [
        ("dataset", 2, "sleutel", "ONBEKENDE_SLEUTEL"), ("dataset", 3, "waarde", "GEEN_JA_NEE"), ("dataset", 4, "waarde", "GEEN_DATUM"),
        ("dataset", 7, "sleutel", "DUBBELE_SLEUTEL")]


def test_whether_data_are_fictitious_may_be_unknown() -> None:
    read = values(SMALL | {"dataset": [{"sleutel": "fictief", "waarde": "Onbekend"}]}, "dataset", "proef~fictief")
    assert read == {"sleutel": "fictief"}


def test_a_workbook_without_any_sheet_is_refused_and_one_with_empty_sheets_is_not() -> None:
    assert problems() == [("", 0, "", "GEEN_BLADEN")]
    assert problems(Table("_notities", ["a"], [["b"]])) == [("", 0, "", "GEEN_BLADEN")]
    assert problems(Table("gebieden", ["id"], [])) == []
