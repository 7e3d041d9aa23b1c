"""The importer of the regio-indeling samenwerkingsverbanden: small fictive tables, and the real one of 2015."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loaders.public.model import PublicDataset, PublicFileError
from loaders.public.swv_indeling import read
from tests.unit.loaders.public_support import SHARED, assert_valid, real_data, sheet, within, written

HEADER = "PC4;GEMEENTE;SWV_PO;SWV_VO"


def imported(folder: Path, *lines: str) -> PublicDataset:
    (dataset,) = read([written(folder, "pc4_2015-04-23.csv", [HEADER, *lines])])
    assert_valid(dataset)
    return dataset


def test_postcode_lies_in_gemeente_and_both_areas(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "1971;Velsen;PO2711;VO2705", "1906;Castricum;po 27.11;swv-vo-2704")
    areas = sheet(dataset, "gebieden")
    assert areas["pc1971"] == {"id": "pc1971", "naam": "Postcode 1971", "soort": "PC4", "code": "1971",
                               "bovenliggend": "gm0453; po2711; vo2705", "geldig_van": "2015-04-23"}
    assert areas["gm0453"] == {"id": "gm0453", "naam": "Velsen", "soort": "GEMEENTE", "code": "0453", "geldig_van": "2015-04-23"}
    assert areas["po2711"] == {"id": "po2711", "naam": "SWV PO2711", "soort": "SWV_PO", "code": "PO2711", "geldig_van": "2015-04-23"}
    assert within(areas["pc1906"]) == {"gm0383", "po2711", "vo2704"}
    assert dataset.notes == []


def test_dataset_and_source_carry_the_date(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "1971;Velsen;PO2711;VO2705")
    told = {key: row.get("waarde") for key, row in sheet(dataset, "dataset").items()}
    assert (dataset.name, told["naam"], told["peildatum"], told["fictief"]) == ("swv-indeling", "swv-indeling", "2015-04-23", "nee")
    assert "pc4_2015-04-23.csv (sha256 " in str(told["omschrijving"])
    source = sheet(dataset, "bronnen")["swv-indeling-2015-04-23"]
    assert (source["soort"], source["datum"]) == ("BESLUIT", "2015-04-23")


def test_given_date_goes_before_the_one_in_the_name(tmp_path: Path) -> None:
    path = written(tmp_path, "pc4_2015-04-23.csv", [HEADER, "1971;Velsen;PO2711;VO2705"])
    (dataset,) = read([path], date(2016, 1, 1))
    assert sheet(dataset, "gebieden")["pc1971"]["geldig_van"] == "2016-01-01"


def test_value_that_is_no_code_is_noted_and_no_area(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "3197;Rotterdam;Europoort;Europoort", "3011;Rotterdam;2806;VO2810", "3012;Rotterdam;VO2810;")
    areas = sheet(dataset, "gebieden")
    assert set(areas) == {"pc3197", "pc3011", "pc3012", "gm0599", "vo2810"}
    assert within(areas["pc3197"]) == {"gm0599"}
    assert [(note.row, note.column, note.value) for note in dataset.notes] == [
        (2, "SWV_PO en SWV_VO", "Europoort"), (3, "SWV_PO", "2806"), (4, "SWV_PO en SWV_VO", "VO2810 en (leeg)")]
    assert dataset.notes[0].message == ("Europoort is geen code van een samenwerkingsverband. Het postcodegebied 3197 is wel "
                                        "opgenomen, zonder dit samenwerkingsverband.")


def test_unknown_gemeente_stays_as_an_area_and_is_noted_once(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "1001;Nergenshuizen;PO2711;VO2705", "1002;Nergenshuizen;PO2711;VO2705", "1003;;PO2711;VO2705")
    areas = sheet(dataset, "gebieden")
    assert areas["gm-nergenshuizen"] == {"id": "gm-nergenshuizen", "naam": "Nergenshuizen", "soort": "GEMEENTE", "geldig_van": "2015-04-23"}
    assert within(areas["pc1002"]) == {"gm-nergenshuizen", "po2711", "vo2705"}
    assert within(areas["pc1003"]) == {"po2711", "vo2705"}
    assert [(note.row, note.column, note.value) for note in dataset.notes] == [(2, "GEMEENTE", "Nergenshuizen"), (4, "GEMEENTE", "")]


def test_bad_and_double_postcodes_are_noted(tmp_path: Path) -> None:
    dataset = imported(tmp_path, "197;Velsen;PO2711;VO2705", "0971;Velsen;PO2711;VO2705", "1971;Velsen;PO2711;VO2705",
                       "1971;Beverwijk;PO2711;VO2705")
    assert [(note.row, note.value) for note in dataset.notes] == [(2, "197"), (3, "0971"), (5, "1971")]
    assert within(sheet(dataset, "gebieden")["pc1971"]) == {"gm0453", "gm0375", "po2711", "vo2705"}


def test_one_table_at_a_time(tmp_path: Path) -> None:
    for year in (2015, 2016):
        written(tmp_path, f"pc4_{year}-01-01.csv", [HEADER, "1971;Velsen;PO2711;VO2705"])
    with pytest.raises(PublicFileError, match=r"pc4_2015-01-01\.csv, pc4_2016-01-01\.csv"):
        read([tmp_path])


def test_old_table_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match=r"dit is de oude tabel.*SWV_PO en SWV_VO"):
        read([written(tmp_path, "swv_2013-01-01.csv", ["SWV;GEMEENTE", "PO2711;Velsen"])])


@real_data
def test_real_table_of_2015() -> None:
    (dataset,) = read([SHARED / "swv-indeling" / "pc4_gemeente_swv_2015-04-23.csv"])
    assert_valid(dataset)
    areas = sheet(dataset, "gebieden")
    assert Counter(row["soort"] for row in areas.values()) == {"PC4": 4046, "GEMEENTE": 393, "SWV_PO": 76, "SWV_VO": 74}
    assert all(str(row["code"]) for row in areas.values())
    assert [(note.row, note.value) for note in dataset.notes] == [(942, "Europoort"), (943, "Europoort"), (944, "Europoort")]
    assert [within(areas[f"pc{number}"]) for number in (3197, 3198, 3199)] == [{"gm0599"}] * 3
    velsen = [within(row) for row in areas.values() if row["soort"] == "PC4" and "gm0453" in within(row)]
    assert velsen == [{"gm0453", "po2711", "vo2705"}] * 13
    combinations = {}
    for row in areas.values():
        if row["soort"] == "PC4" and len(within(row)) == 3:
            gemeente, *swv = sorted(within(row))
            combinations.setdefault(gemeente, set()).add(tuple(swv))
    assert sum(len(found) > 1 for found in combinations.values()) == 18
    assert areas["gm1900"]["naam"] == "Súdwest-Fryslân"
    assert areas["gm0820"]["naam"] == "Nuenen, Gerwen en Nederwetten"


@real_data
def test_real_folder_skips_the_table_of_2013_with_a_note() -> None:
    (dataset,) = read([SHARED / "swv-indeling"])
    assert dataset.notes[0].value == "swv_gemeente_2013-01-01.csv"
    assert len(dataset.notes) == 4
