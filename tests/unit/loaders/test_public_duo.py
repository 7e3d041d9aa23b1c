"""The importer of DUO addresses: small fictive files in old and new form, and the real file of 1 October 2021."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loaders.public.duo import read
from loaders.public.model import PublicDataset, PublicFileError
from tests.unit.loaders.public_support import SHARED, assert_valid, real_data, sheet, within, written

_REST = ["STRAATNAAM CORRESPONDENTIEADRES", "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES", "POSTCODE CORRESPONDENTIEADRES",
         "PLAATSNAAM CORRESPONDENTIEADRES"]
_REST += [f"{area} {what}" for area in ("NODAAL GEBIED", "RPA-GEBIED", "WGR-GEBIED", "COROPGEBIED", "ONDERWIJSGEBIED", "RMC-REGIO")
          for what in ("CODE", "NAAM")]
_KEYS = ["PROVINCIE", "BEVOEGD GEZAG NUMMER", "BRIN NUMMER", "VESTIGINGSNUMMER", "VESTIGINGSNAAM", "STRAATNAAM",
         "HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM", "GEMEENTENUMMER", "GEMEENTENAAM", "DENOMINATIE", "TELEFOONNUMMER",
         "INTERNETADRES"]
OLD = [*_KEYS, *_REST]
_NEWER = {"BRIN NUMMER": "INSTELLINGSCODE", "VESTIGINGSNUMMER": "VESTIGINGSCODE", "VESTIGINGSNAAM": "INSTELLINGSNAAM"}
NEW = [_NEWER.get(name, name) for name in OLD]
MAIN = [name for name in NEW if name != "VESTIGINGSCODE"]
_AT = OLD.index("INTERNETADRES") + 1
VO = [*OLD[:_AT], "ONDERWIJSSTRUCTUUR", *OLD[_AT:]]

FICTIVE = {
    "BEVOEGD GEZAG NUMMER": "99901", "BRIN NUMMER": "99ZA", "VESTIGINGSNUMMER": "99ZA00", "VESTIGINGSNAAM": "Fictieve school ’t Eiland",
    "POSTCODE": "1971 AB", "GEMEENTENUMMER": "0453", "GEMEENTENAAM": "VELSEN", "TELEFOONNUMMER": "0201234567", "INTERNETADRES": " ",
}


def duo(folder: Path, *rows: dict[str, str], header: list[str] | None = None, name: str = "alle-vestigingen-bo_2021-10-01.csv",
        delimiter: str = ";", encoding: str = "cp1252") -> Path:
    """A fictive DUO file; each row is FICTIVE with other values, by the old names of the columns."""
    older = {new: old for old, new in _NEWER.items()}
    columns = header or OLD
    lines = [delimiter.join(columns)]
    for row in rows:
        values = {**FICTIVE, **row}
        lines.append(delimiter.join(values.get(older.get(column, column), "") for column in columns))
    return written(folder, name, lines, encoding)


def imported(path: Path, peildatum: date | None = None) -> PublicDataset:
    (dataset,) = read([path], peildatum)
    assert_valid(dataset)
    return dataset


def test_three_levels_of_organisation_and_two_of_area(tmp_path: Path) -> None:
    dataset = imported(duo(tmp_path, {"INTERNETADRES": "www.voorbeeld.nl"}))
    organisations, areas = sheet(dataset, "organisaties"), sheet(dataset, "gebieden")
    assert dataset.name == "duo-bo"
    assert organisations["bg-99901"] == {"id": "bg-99901", "naam": "Bevoegd gezag 99901", "soort": "SCHOOLBESTUUR", "codes": "BG:99901",
                                         "bron": "duo-bo-2021-10-01"}
    assert organisations["brin-99za"] == {"id": "brin-99za", "naam": "Fictieve school ’t Eiland", "soort": "SCHOOL",
                                          "onderdeel_van": "bg-99901", "codes": "BRIN:99ZA", "bron": "duo-bo-2021-10-01"}
    assert organisations["brin-99za00"] == {
        "id": "brin-99za00", "naam": "Fictieve school ’t Eiland", "soort": "VESTIGING", "gebieden": "gm0453; pc1971",
        "onderdeel_van": "brin-99za",
        "codes": "BRIN:99ZA00", "website": "www.voorbeeld.nl", "bron": "duo-bo-2021-10-01"}
    assert within(areas["pc1971"]) == set()
    assert areas["gm0453"]["naam"] == "Velsen"
    assert {row["geldig_van"] for row in areas.values()} == {"2021-10-01"}
    assert dataset.notes == []


@pytest.mark.parametrize(("header", "delimiter", "encoding"), [
    (OLD, ";", "cp1252"), (NEW, ";", "cp1252"), (NEW, ",", "utf-8"), (NEW, ",", "utf-8-sig"), (MAIN, ";", "utf-8")])
def test_old_and_new_forms_say_the_same(tmp_path: Path, header: list[str], delimiter: str, encoding: str) -> None:
    dataset = imported(duo(tmp_path, {}, header=header, delimiter=delimiter, encoding=encoding))
    assert set(sheet(dataset, "organisaties")) == {"bg-99901", "brin-99za", "brin-99za00"}
    assert sheet(dataset, "organisaties")["brin-99za00"]["naam"] == "Fictieve school ’t Eiland"
    assert "website" not in sheet(dataset, "organisaties")["brin-99za00"]


def test_no_telephone_number_is_taken_over(tmp_path: Path) -> None:
    assert "0201234567" not in str(imported(duo(tmp_path, {})))


def test_site_code_may_be_a_suffix(tmp_path: Path) -> None:
    dataset = imported(duo(tmp_path, {"VESTIGINGSNUMMER": "03", "BRIN NUMMER": "99za"}))
    assert sheet(dataset, "organisaties")["brin-99za03"]["codes"] == "BRIN:99ZA03"


def test_school_takes_the_name_of_its_main_site_wherever_it_stands(tmp_path: Path) -> None:
    dataset = imported(duo(
        tmp_path, {"VESTIGINGSNUMMER": "99ZA01", "VESTIGINGSNAAM": "Dependance"}, {"VESTIGINGSNAAM": "Hoofdgebouw"},
        {"VESTIGINGSNUMMER": "99ZA02", "VESTIGINGSNAAM": "Paviljoen"},
        {"BRIN NUMMER": "99ZB", "VESTIGINGSNUMMER": "99ZB04", "VESTIGINGSNAAM": "Alleen hier"}))
    organisations = sheet(dataset, "organisaties")
    assert organisations["brin-99za"]["naam"] == "Hoofdgebouw"
    assert organisations["brin-99zb"]["naam"] == "Alleen hier"


@pytest.mark.parametrize(("name", "header", "expected"), [
    ("03.-alle-vestigingen-basisonderwijs.csv", OLD, "duo-bo"), ("vestigingenbo.csv", NEW, "duo-bo"),
    ("02.-alle-vestigingen-vo.csv", VO, "duo-vo"), ("iets.csv", VO, "duo-vo"),
    ("02.-hoofdvestigingen-speciaal-(basis)onderwijs.csv", MAIN, "duo-so"), ("vestigingenso.csv", NEW, "duo-so"),
    ("08.-hoofdvestigingen-sbo,-so-en-vso.csv", MAIN, "duo-so"), ("iets.csv", [*NEW, "ONDERWIJS"], "duo-so"),
])
def test_sector_from_header_or_file_name(tmp_path: Path, name: str, header: list[str], expected: str) -> None:
    assert imported(duo(tmp_path, {}, header=header, name=name), date(2025, 10, 1)).name == expected


def test_sector_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match=r"Gaat adressen\.csv over basisonderwijs of over speciaal onderwijs\?"):
        read([duo(tmp_path, {}, name="adressen.csv")], date(2025, 10, 1))


def test_two_files_of_one_sector_are_refused(tmp_path: Path) -> None:
    paths = [duo(tmp_path, {}, name=name) for name in ("vestigingenbo_2021-10-01.csv", "vestigingenbo_2022-10-01.csv")]
    with pytest.raises(PublicFileError, match="gaan allebei over basisonderwijs"):
        read(paths)


def test_date_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PublicFileError, match="--peildatum"):
        read([duo(tmp_path, {}, name="vestigingenbo.csv")])


@pytest.mark.parametrize(("row", "column", "value", "kept"), [
    ({"BRIN NUMMER": "9ZA"}, "BRIN NUMMER", "9ZA", set()),
    ({"VESTIGINGSNUMMER": "99ZB00"}, "VESTIGINGSNUMMER", "99ZB00", set()),
    ({"VESTIGINGSNUMMER": "99ZA0X"}, "VESTIGINGSNUMMER", "99ZA0X", set()),
    ({"BEVOEGD GEZAG NUMMER": "9990"}, "BEVOEGD GEZAG NUMMER", "9990", {"brin-99za", "brin-99za00"}),
    ({"POSTCODE": "B-2000"}, "POSTCODE", "B-2000", {"bg-99901", "brin-99za", "brin-99za00"}),
    ({"POSTCODE": ""}, "POSTCODE", "", {"bg-99901", "brin-99za", "brin-99za00"}),
    ({"VESTIGINGSNAAM": ""}, "VESTIGINGSNAAM", "", {"bg-99901", "brin-99za", "brin-99za00"}),
    ({"GEMEENTENUMMER": "04X3"}, "GEMEENTENUMMER", "04X3", {"bg-99901", "brin-99za", "brin-99za00"}),
    ({"GEMEENTENAAM": "HUIZEN"}, "GEMEENTENUMMER", "0453", {"bg-99901", "brin-99za", "brin-99za00"}),
])
def test_what_is_wrong_is_noted_with_its_row(tmp_path: Path, row: dict[str, str], column: str, value: str, kept: set[str]) -> None:
    good = {"BEVOEGD GEZAG NUMMER": "99902", "BRIN NUMMER": "99ZC", "VESTIGINGSNUMMER": "99ZC00", "POSTCODE": "1972AB"}
    dataset = imported(duo(tmp_path, good, row))
    assert [(note.row, note.column, note.value) for note in dataset.notes] == [(3, column, value)]
    assert set(sheet(dataset, "organisaties")) == {"bg-99902", "brin-99zc", "brin-99zc00"} | kept
    assert sheet(dataset, "organisaties")["brin-99zc00"]["gebieden"] == "gm0453; pc1972"


def test_double_site_and_second_board_are_noted(tmp_path: Path) -> None:
    dataset = imported(duo(
        tmp_path, {"VESTIGINGSNUMMER": "99ZA01"}, {"VESTIGINGSNUMMER": "99ZA01", "VESTIGINGSNAAM": "Dubbel"},
        {"BEVOEGD GEZAG NUMMER": "99902"}))
    assert [(note.row, note.column, note.value) for note in dataset.notes] == [
        (3, "VESTIGINGSNUMMER", "99ZA01"), (4, "BEVOEGD GEZAG NUMMER", "99902")]
    assert sheet(dataset, "organisaties")["brin-99za"]["onderdeel_van"] == "bg-99901"
    assert sheet(dataset, "organisaties")["brin-99za01"]["naam"] == "Fictieve school ’t Eiland"
    assert sheet(dataset, "organisaties")["brin-99za00"]["naam"] == "Fictieve school ’t Eiland"


def test_unknown_column_is_refused(tmp_path: Path) -> None:
    header = ["SCHOOLNAAM" if name == "VESTIGINGSNAAM" else name for name in OLD]
    with pytest.raises(PublicFileError, match=r"Ontbreekt: VESTIGINGSNAAM of INSTELLINGSNAAM\. Onbekend: SCHOOLNAAM"):
        read([duo(tmp_path, {}, header=header)])


@real_data
def test_real_file_of_2021() -> None:
    dataset = imported(SHARED / "duo-bo-2021" / "03-alle-vestigingen-bo.csv")
    organisations, areas = sheet(dataset, "organisaties"), sheet(dataset, "gebieden")
    assert (dataset.name, dataset.notes) == ("duo-bo", [])
    assert Counter(row["soort"] for row in organisations.values()) == {"SCHOOLBESTUUR": 824, "SCHOOL": 6096, "VESTIGING": 6215}
    assert Counter(row["soort"] for row in areas.values()) == {"PC4": 2922, "GEMEENTE": 352}
    assert organisations["brin-16ah00"]["naam"] == "Openbare Basisschool 't Eenspan"
    assert organisations["brin-16ah00"]["gebieden"] == "gm0114; pc7822"
    assert organisations["brin-16ah"]["onderdeel_van"] == "bg-10249"
    assert within(areas["pc7822"]) == set()
    assert organisations["brin-04na00"]["naam"] == 'Algemeen Bijzondere basisschool "de Fluessen"'
    assert areas["gm0893"]["naam"] == "Bergen (L.)"


@real_data
def test_real_folder_notes_the_file_that_is_no_duo_table() -> None:
    (dataset,) = read([SHARED / "duo-bo-2021"])
    assert [(note.row, note.value) for note in dataset.notes] == [(None, "4pp.csv")]
