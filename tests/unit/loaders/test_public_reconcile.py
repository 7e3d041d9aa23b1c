"""Names of gemeenten and regions: the rules of reconciliation and the reference tables behind them."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from loaders import reference
from loaders.reconcile import gemeenten, match_gemeente, plain_name, rmc_code, slug
from tests.unit.loaders.public_support import SHARED, real_data

IN_2015 = date(2015, 4, 23)


@pytest.mark.parametrize(("one", "other"), [
    ("Súdwest-Fryslân", "SUDWEST FRYSLAN"), ("Bergen (NH.)", "Bergen NH"), ("'s-Gravenhage", "S GRAVENHAGE"),
    ("Gooi-en Vechtstreek", "Gooi- en  Vechtstreek"), ("Nuenen. Gerwen en Nederwetten", "Nuenen, Gerwen en Nederwetten"),
    ("Gezondheid & Jeugd", "gezondheid en jeugd"), ("Midden IJssel/Oost Veluwe", "Midden IJssel / Oost-Veluwe"),
])
def test_spellings_that_are_one_name(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(("one", "other"), [("Bergen (NH.)", "Bergen (L.)"), ("Zuidoost", "Zuid-Oost"), ("Haren", "Haaren")])
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)


def test_slug_fits_an_id() -> None:
    assert slug(" Dienst Gezondheid & Jeugd Zuid-Holland Zuid ") == "dienst-gezondheid-en-jeugd-zuid-holland-zuid"
    assert len(slug("regio " * 40)) <= 70
    assert not slug("regio " * 40).endswith("-")


@pytest.mark.parametrize(("naam", "code"), [
    ("Nuenen, Gerwen en Nederwetten", "0820"), ("Sudwest Fryslan", "1900"), ("Bergen (NH.)", "0373"), ("Bergen (L.)", "0893"),
    ("den haag", "0518"), ("Hengelo (O)", "0164"), ("Het Bildt", "0063"),
])
def test_gemeente_by_name(naam: str, code: str) -> None:
    match = match_gemeente(naam, IN_2015)
    assert match is not None
    assert (match.id, match.code, match.naam, match.remark) == (f"gm{code}", code, gemeenten()[code].naam, None)


def test_ambiguous_or_unknown_name_gets_no_code() -> None:
    for naam, expected in (("Bergen", "gm-bergen"), ("Nergenshuizen aan Zee", "gm-nergenshuizen-aan-zee")):
        match = match_gemeente(naam, IN_2015)
        assert match is not None
        assert (match.id, match.naam, match.code) == (expected, naam, "")
        assert match.remark is not None
        assert expected in match.remark
    assert match_gemeente(" - ", IN_2015) is None


def test_code_counts_and_name_is_checked() -> None:
    right = match_gemeente("HENGELO", IN_2015, "164")
    wrong = match_gemeente("Heemskerk", IN_2015, "GM0453")
    unknown = match_gemeente("Nieuwstad", IN_2015, "9876")
    assert right is not None
    assert (right.id, right.naam, right.remark) == ("gm0164", "Hengelo", None)
    assert wrong is not None
    assert (wrong.id, wrong.naam) == ("gm0453", "Velsen")
    assert wrong.remark == "Bij CBS-code 0453 hoort de naam Velsen, maar in het bestand staat Heemskerk. De code telt."
    assert unknown is not None
    assert (unknown.id, unknown.naam, unknown.code) == ("gm9876", "Nieuwstad", "9876")
    assert "9876 staat niet in de referentietabel" in str(unknown.remark)


def test_unusable_code_falls_back_on_the_name_and_says_so() -> None:
    for code, said in (("04X3", "04X3 is geen CBS-code"), ("", "De CBS-code van de gemeente ontbreekt")):
        match = match_gemeente("Velsen", IN_2015, code)
        assert match is not None
        assert match.id == "gm0453"
        assert said in str(match.remark)
    assert match_gemeente("", IN_2015, "") is None


def test_validity() -> None:
    early, late = match_gemeente("Gooise Meren", IN_2015), match_gemeente("Bussum", date(2016, 2, 17))
    last_day = match_gemeente("Bussum", date(2015, 12, 31))
    assert early is not None
    assert "bestaat pas vanaf 1 januari 2016" in str(early.remark)
    assert late is not None
    assert late.id == "gm0381"
    assert "bestond tot en met 31 december 2015; de tabel is van 17 februari 2016" in str(late.remark)
    assert last_day is not None
    assert last_day.remark is None
    by_code = match_gemeente("Bussum", date(2016, 2, 17), "0381")
    assert by_code is not None
    assert "bestond tot en met 31 december 2015" in str(by_code.remark)


def test_reference_table_has_no_two_gemeenten_of_one_name_at_one_time() -> None:
    everything = list(gemeenten().values())
    assert len(everything) == len(reference.rows("gemeenten")) == 413
    for day in (date(year, 6, 30) for year in range(2015, 2023)):
        spellings = [name for one in everything if one.exists_on(day) for name in one.spellings]
        assert len(spellings) == len(set(spellings)), day


@pytest.mark.parametrize(("day", "count"), [
    ("2015-01-01", 393), ("2016-01-01", 390), ("2017-01-01", 388), ("2018-01-01", 380), ("2019-01-01", 355),
    ("2020-01-01", 355), ("2021-01-01", 352), ("2022-01-01", 345),
])
def test_reference_table_counts_the_gemeenten_of_each_year(day: str, count: int) -> None:
    assert sum(one.exists_on(date.fromisoformat(day)) for one in gemeenten().values()) == count


@pytest.mark.parametrize(("naam", "code"), [
    ("West-Kennemerland", "25"), ("Zuid-Kennemerland en IJmond", "25"), ("Zuid Holland Noord", "26"),
    ("Arnhem/Nijmegen", "14"), ("Arnhem", "41"), ("Haaglanden", "28"), ("West-Brabant ", "34"), ("Noord en Midden Drenthe", "07"),
    ("Zuidwest Friesland", "05"), ("Friesland-Oost", "06"), ("Nergensland", None),
])
def test_rmc_code(naam: str, code: str | None) -> None:
    assert rmc_code(naam) == code


@real_data
def test_reference_table_agrees_with_four_public_counts() -> None:
    def codes_on(day: str) -> set[str]:
        return {one.code for one in gemeenten().values() if one.exists_on(date.fromisoformat(day))}

    map_2015 = json.loads((SHARED / "gebieden-2015" / "Gemeente_2015_layer_q1e3.json").read_text(encoding="utf-8"))
    properties = [shape["properties"] for shape in map_2015["objects"]["layer"]["geometries"]]
    assert codes_on("2015-01-01") == {one["statcode"][2:] for one in properties}
    assert {plain_name(one["statnaam"]) for one in properties} == {plain_name(gemeenten()[one["statcode"][2:]].naam) for one in properties}

    map_2022 = json.loads((SHARED / "gemeenten-2022" / "gemeenten.geojson").read_text(encoding="utf-8"))
    names_2022 = {shape["properties"]["statcode"][2:]: shape["properties"]["statnaam"] for shape in map_2022["features"]}
    assert codes_on("2022-01-01") == set(names_2022)
    assert {code: gemeenten()[code].naam for code in names_2022} == names_2022

    with (SHARED / "duo-bo-2021" / "03-alle-vestigingen-bo.csv").open(encoding="cp1252", newline="") as lines:
        assert codes_on("2021-10-01") == {row["GEMEENTENUMMER"] for row in csv.DictReader(lines, delimiter=";")}
    with (SHARED / "regioatlas-2016" / "ggds.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert codes_on("2016-02-17") == {row["CBS"] for row in csv.DictReader(lines, delimiter=";")}


@real_data
def test_rmc_reference_agrees_with_duo() -> None:
    with (SHARED / "duo-bo-2021" / "03-alle-vestigingen-bo.csv").open(encoding="cp1252", newline="") as lines:
        published = {row["RMC-REGIO CODE"]: row["RMC-REGIO NAAM"] for row in csv.DictReader(lines, delimiter=";")}
    assert {row["code"]: row["naam"] for row in reference.rows("rmc") if row["code"] != "14"} == published
