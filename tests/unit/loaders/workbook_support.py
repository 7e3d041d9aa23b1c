"""Fictive workbooks for the tests of the loaders: one rich one with every sheet, and helpers to write and build them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from loaders.known import Known
from loaders.tables import Table
from loaders.validate import Built, build

Rows = Sequence[Mapping[str, Any]]

RICH: dict[str, list[dict[str, Any]]] = {
    "dataset": [{"sleutel": "naam", "waarde": "Regio Fictief"}, {"sleutel": "fictief", "waarde": "Ja"},
                {"sleutel": "peildatum", "waarde": "1-8-2026"}],
    "bronnen": [{"id": "besluit-1", "titel": "Besluit (fictief)", "soort": "BESLUIT", "datum": "2026-03"}],
    "rechtsgronden": [{"id": "grond-1", "titel": "Wet fictief", "status": "GELDEND", "geldig_van": "2020", "bron": "besluit-1"}],
    "begrippen": [
        {"as": "reisafstand", "code": "ver", "label": "Ver weg", "synoniemen": "lang; weg", "definitie": "Meer dan 10 km"},
        {"as": "reisafstand", "code": "HEEL_VER", "label": "Heel ver", "bovenliggend": "VER"},
        {"as": "behoefte", "code": "REKENANGST", "label": "Rekenangst", "bovenliggend": "ANGST"},
    ],
    "gebieden": [
        {"id": "gm0546", "naam": "Leiden", "soort": "gemeente", "code": "546", "bovenliggend": "po2801; jr-x", "lat": "52,16",
         "lon": 4.49},
        {"id": "po2801", "naam": "SWV", "soort": "SWV_PO", "code": "PO-28-01"},
        {"id": "jr-x", "naam": "Jeugdregio", "soort": "JEUGDREGIO", "geldig_van": "2026", "geldig_tot": "2026-12"},
    ],
    "organisaties": [
        {"id": "brin-01ab", "naam": "School", "soort": "SCHOOL", "gebieden": "gm0546", "onderdeel_van": "bg-77494",
         "codes": "brin:01ab; RSIN:123456782", "contact": "info@voorbeeld.nl", "bron": "besluit-1", "bevestigd_op": "2026-05-01"},
        {"id": "bg-77494", "naam": "Bestuur", "soort": "SCHOOLBESTUUR", "gebieden": "alle", "website": "https://voorbeeld.nl"},
    ],
    "profielen": [{"id": "p1", "naam": "Profiel", "leeftijd_van": 12, "leeftijd_tot": 16, "gebieden": "gm0546",
                   "behoefte": "autisme; ANGST", "reisafstand": "lang", "randvoorwaarden": "VERVOER", "omschrijving": "a; b"}],
    "vraag": [
        {"profiel": "p1", "gebied": "gm0546", "aantal": "<5", "peildatum": "2026", "definitie": "THUIS_OCW_2016", "leeftijd_van": 13},
        {"profiel": "p1", "gebied": "gm0546", "aantal": ">=20", "peildatum": "2026", "definitie": "eigen_telling", "bron": "besluit-1"},
    ],
    "arrangementen": [
        {"id": "a1", "naam": "=Start; met \"aanhaling\"\nen regel", "soort": "OZA", "voorliggend": "ONDERWIJS", "aanbieder": "brin-01ab",
         "partners": "bg-77494", "gebieden": "alle", "leeftijd_van": "alle", "leeftijd_tot": 18, "behoefte": "alle",
         "reisafstand": "HEEL_VER", "sluit_uit": "behoefte: agressie; reisafstand:ver", "instap": "JA", "plekken": "10-15",
         "bezet": "-1", "toegang": "GEEN", "wettelijke_basis": "grond-1", "lat": "52.1", "lon": "4.5", "geldig_van": "2026-08-01",
         "opmerking": "+31 kan"},
        {"id": "thuis", "naam": "Thuis", "soort": "SITUATIE", "instap": "nee"},
    ],
    "verantwoordelijkheden": [{"organisatie": "bg-77494", "rol": "REGIE_CASUS", "arrangement": "a1", "geldig_van": "2026-08"}],
    "verwijspaden": [{"van": "thuis", "naar": "a1", "richting": "TERUGKEER", "toegang": "TLV_LAAG; BESCHIKKING_JW", "leeftijd_van": "04",
                      "warme_overdracht": "onbekend", "besluit_door": "bg-77494"}],
    "financiering": [{"arrangement": "a1", "financier": "bg-77494", "geldstroom": "GEMEENTE_SUBSIDIE", "component": "ONDERWIJS",
                      "bedrag_per_jaar": 100000, "status": "STRUCTUREEL"}],
    "overleggen": [{"id": "rg", "naam": "Regiegroep", "soort": "REGIEGROEP",
                   "leden": "bg-77494; brin-01ab", "besluitregel": "UNANIMITEIT"}],
    "agenda": [
        {"id": "rg-1", "overleg": "rg", "datum": "2026-03-01", "onderwerp": "Start", "doel": "VASTSTELLEN", "voor": "bg-77494"},
        {"id": "rg-2", "overleg": "rg", "datum": "2026-06", "onderwerp": "Vervolg", "doel": "BESPREKEN", "volgt_na": "rg-1",
         "lacune": "l-1"},
    ],
    "afspraken": [{"id": "af-1", "omschrijving": "Doen", "agenda": "rg-1", "eigenaar": "bg-77494", "deadline": "2026-12"}],
    "inventarisatie": [{"organisatie": "bg-77494", "gebied": "gm0546", "volledig": "deels", "antwoord_op": "2026-02-01"}],
    "signalen": [{"id": "s-1", "datum": "2026-04-01", "soort": "SIGNAAL", "profiel": "p1", "tekst": "Wachten (fictief)"}],
    "stromen": [{"soort": "DOORSTROOM", "van": "thuis", "naar": "a1", "periode_van": "2025", "periode_tot": "2025", "aantal": "10-20"}],
    "lacunes": [{"id": "l-1", "bevinding": "GEEN_AANBOD|profiel=p1|gebied=gm0546", "ernst": 0, "overleg": "rg", "agenda": "rg-1"}],
    "opties": [{"lacune": "l-1", "code": "0", "soort": "NIETS_DOEN", "omschrijving": "Niets", "scenario": '{"changes": []}'}],
}

# The smallest workbook to which a test adds the row that it is about.
SMALL: dict[str, list[dict[str, Any]]] = {
    "gebieden": [{"id": "gm0546", "naam": "Leiden", "soort": "GEMEENTE"}],
    "profielen": [{"id": "p1", "naam": "Profiel", "leeftijd_van": "12", "leeftijd_tot": "16"}],
    "arrangementen": [{"id": "a1", "naam": "Arrangement", "soort": "OZA"}],
}


def columns(rows: Rows) -> list[str]:
    """All columns that some row has, in the order of first use."""
    return list(dict.fromkeys(name for row in rows for name in row))


def table(sheet: str, rows: Rows) -> Table:
    names = columns(rows)
    return Table(sheet, names, [[row.get(name) for name in names] for row in rows])


def tables(sheets: Mapping[str, Rows]) -> list[Table]:
    return [table(sheet, rows) for sheet, rows in sheets.items()]


def built(sheets: Mapping[str, Rows], known: Known | None = None, **options: Any) -> Built:
    """What becomes of some sheets."""
    dataset = options.pop("dataset", "proef")
    return build(tables(sheets), known or Known.empty(), dataset, "bestand", **options)


def found(sheets: Mapping[str, Rows], known: Known | None = None, **options: Any) -> list[tuple[str, int, str, str]]:
    """The problems of some sheets as (sheet, row, column, code)."""
    return [(problem.sheet, problem.row, problem.column, problem.code) for problem in built(sheets, known, **options).problems]


def values(sheets: Mapping[str, Rows], kind: str, id: str) -> dict[str, Any]:
    """The values of one record; fails when there is any problem."""
    result = built(sheets)
    assert result.changes is not None, result.problems
    return next(record.values for record in result.changes.records if (record.kind, record.id) == (kind, id))


def write_folder(folder: Path, sheets: Mapping[str, Rows], delimiter: str = ";", encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in sheets.items():
        with (folder / f"{sheet}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            names = columns(rows)
            writer.writerow(names)
            writer.writerows([row.get(name, "") for name in names] for row in rows)
    return folder


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    for sheet, rows in sheets.items():
        target = workbook.add_worksheet(sheet)
        names = columns(rows)
        target.write_row(0, 0, names)
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(names):
                value = row.get(name)
                if isinstance(value, str):
                    target.write_string(number, place, value)
                elif value is not None:
                    target.write(number, place, value)
    workbook.close()
    return path
