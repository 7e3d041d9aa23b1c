"""The importer of the regioatlas: small tables, and the real four of 17 February 2016."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from loaders.public.model import PublicDataset, PublicFileError
from loaders.public.regioatlas import read
from tests.unit.loaders.public_support import SHARED, assert_valid, real_data, sheet, within, written

JEUGD, RMC, GGD, WMO = "Jeugdzorgregio's", "RMC-regio's (Regionaal Meld- en Coördinatiepunt)", "GGD's", "WMO-regio's"


def atlas(folder: Path, theme: str, *rows: tuple[str, str, str], name: str = "atlas_2016-02-17.csv") -> Path:
    lines = [f'"Gemeente";"CBS";"{theme}";"Inwoneraantal van regio"']
    lines += [";".join(f'"{cell}"' for cell in (*row, "1000")) for row in rows]
    return written(folder, name, lines, "utf-8-sig")


def imported(*paths: Path) -> list[PublicDataset]:
    datasets = read(paths)
    for dataset in datasets:
        assert_valid(dataset)
    return datasets


@pytest.mark.parametrize(("theme", "naam", "region", "soort", "dataset"), [
    (JEUGD, "Gooi- en Vechtstreek", "jr-gooi-en-vechtstreek", "JEUGDREGIO", "regioatlas-jeugdregio"),
    (RMC, "West-Kennemerland", "rmc25", "RMC", "regioatlas-rmc"),
    ("RMC-regio’s", "Arnhem/Nijmegen", "rmc14", "RMC", "regioatlas-rmc"),
    (GGD, "GGD Hollands-Midden", "ggd-hollands-midden", "GGD", "regioatlas-ggd"),
    (GGD, "Dienst Gezondheid & Jeugd Zuid-Holland Zuid ", "ggd-dienst-gezondheid-en-jeugd-zuid-holland-zuid", "GGD", "regioatlas-ggd"),
    (WMO, "Midden-Kennemerland (IJmond)", "wmo-midden-kennemerland-ijmond", "REGIO", "regioatlas-wmo"),
])
def test_theme_by_its_header(tmp_path: Path, theme: str, naam: str, region: str, soort: str, dataset: str) -> None:
    (found,) = imported(atlas(tmp_path, theme, ("Velsen", "0453", naam)))
    areas = sheet(found, "gebieden")
    assert found.name == dataset
    assert areas[region] == {"id": region, "naam": naam.strip(), "soort": soort, "geldig_van": "2016-02-17"}
    assert areas["gm0453"] == {"id": "gm0453", "naam": "Velsen", "soort": "GEMEENTE", "code": "0453", "bovenliggend": region,
                               "geldig_van": "2016-02-17"}
    assert f"{dataset}-2016-02-17" in sheet(found, "bronnen")
    assert found.notes == []


def test_two_spellings_of_one_region_are_one_area(tmp_path: Path) -> None:
    (found,) = imported(atlas(tmp_path, JEUGD, ("Huizen", "0406", "Gooi- en Vechtstreek"), ("Laren", "0417", "Gooi en Vechtstreek"),
                              ("Blaricum", "0376", "Gooi en Vechtstreek")))
    assert set(sheet(found, "gebieden")) == {"gm0406", "gm0417", "gm0376", "jr-gooi-en-vechtstreek"}
    assert [(note.row, note.message) for note in found.notes] == [
        (3, "Gooi en Vechtstreek is gelezen als een andere schrijfwijze van Gooi- en Vechtstreek.")]


def test_unknown_rmc_region_stays_and_is_noted_once(tmp_path: Path) -> None:
    (found,) = imported(atlas(tmp_path, RMC, ("Velsen", "0453", "Nergensland"), ("Huizen", "0406", "Nergensland")))
    assert within(sheet(found, "gebieden")["gm0406"]) == {"rmc-nergensland"}
    assert [(note.row, note.value) for note in found.notes] == [(2, "Nergensland")]
    assert "onder het id rmc-nergensland" in found.notes[0].message


def test_code_counts_and_leftovers_are_noted(tmp_path: Path) -> None:
    (found,) = imported(atlas(
        tmp_path, JEUGD, ("Heemskerk", "453", "Rijnmond"), ("Velsen", "0453", "Drenthe"), ("Huizen", "O4O6", "Drenthe"),
        ("Nergenshuizen", "", "Drenthe"), ("Laren (NH)", "0417", " "), ("", "", "Drenthe")))
    areas = sheet(found, "gebieden")
    assert (areas["gm0453"]["naam"], within(areas["gm0453"])) == ("Velsen", {"jr-rijnmond", "jr-drenthe"})
    assert within(areas["gm0406"]) == within(areas["gm-nergenshuizen"]) == {"jr-drenthe"}
    assert within(areas["gm0417"]) == set()
    assert [(note.row, note.value) for note in found.notes] == [
        (2, "453"), (3, "0453"), (4, "O4O6"), (5, "Nergenshuizen"), (6, ""), (7, "")]
    assert "hoort de naam Velsen" in found.notes[0].message
    assert "staat vaker in de tabel" in found.notes[1].message
    assert "is geen CBS-code" in found.notes[2].message


def test_folder_notes_what_was_skipped(tmp_path: Path) -> None:
    atlas(tmp_path, GGD, ("Velsen", "0453", "GGD X"))
    written(tmp_path, "anders.csv", ["IETS;ANDERS", "x;y"])
    (found,) = imported(tmp_path)
    assert [(note.row, note.value) for note in found.notes] == [(None, "anders.csv")]


def test_one_file_per_theme(tmp_path: Path) -> None:
    paths = [atlas(tmp_path, GGD, ("Velsen", "0453", "GGD X"), name=f"{name}_2016-02-17.csv") for name in "ab"]
    with pytest.raises(PublicFileError, match="gaan over hetzelfde"):
        read(paths)


def test_date_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match="--peildatum"):
        read([atlas(tmp_path, GGD, ("Velsen", "0453", "GGD X"), name="ggds.csv")])


def test_other_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match=r"Onbekend: Veiligheidsregio's\."):
        read([atlas(tmp_path, "Veiligheidsregio's", ("Velsen", "0453", "Kennemerland"))])


@real_data
def test_real_atlas_of_2016() -> None:
    datasets = {dataset.name: dataset for dataset in imported(SHARED / "regioatlas-2016")}
    counts = {name: Counter(row["soort"] for row in sheet(dataset, "gebieden").values()) for name, dataset in datasets.items()}
    assert counts == {
        "regioatlas-jeugdregio": {"GEMEENTE": 390, "JEUGDREGIO": 42}, "regioatlas-rmc": {"GEMEENTE": 390, "RMC": 39},
        "regioatlas-ggd": {"GEMEENTE": 390, "GGD": 25}, "regioatlas-wmo": {"GEMEENTE": 390, "REGIO": 43},
    }
    for dataset in datasets.values():
        assert dataset.notes == []
        areas = sheet(dataset, "gebieden").values()
        assert {row["geldig_van"] for row in areas} == {"2016-02-17"}
        assert all(len(within(row)) == 1 for row in areas if row["soort"] == "GEMEENTE")
    jeugd = sheet(datasets["regioatlas-jeugdregio"], "gebieden")
    assert within(jeugd["gm0453"]) == {"jr-midden-kennemerland"}
    assert jeugd["jr-midden-kennemerland"]["naam"] == "Midden Kennemerland"
    assert {"jr-holland-rijnland", "jr-gooi-en-vechtstreek"} <= set(jeugd)
    rmc = sheet(datasets["regioatlas-rmc"], "gebieden")
    assert within(rmc["gm0453"]) == {"rmc25"}
    assert within(rmc["gm0546"]) == {"rmc26"}
    assert all(key[3:].isdigit() for key, row in rmc.items() if row["soort"] == "RMC")
    assert within(sheet(datasets["regioatlas-ggd"], "gebieden")["gm0546"]) == {"ggd-hollands-midden"}
