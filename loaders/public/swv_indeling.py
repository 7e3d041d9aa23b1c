"""The regio-indeling samenwerkingsverbanden: postcode (PC4) -> gemeente, SWV PO and SWV VO.

The table has names of gemeenten and no codes; names are joined by `loaders.reconcile`. It has codes of
samenwerkingsverbanden and no names, so such an area is called by its code. Only a PC4 tells the samenwerkingsverband in
a gemeente that is split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.public.model import Note, PublicDataset, PublicFileError, PublicSource
from loaders.public.sheets import Areas, Publication, table_date
from loaders.public.signatures import FittedFile, Signature, column, open_files, unread
from schema.identifiers import area_code

_PUBLICATION = Publication(
    "swv-indeling", "Regio-indeling samenwerkingsverbanden passend onderwijs",
    "Per postcodegebied de gemeente en de gebieden van de samenwerkingsverbanden PO en VO. De tabel noemt codes van "
    "samenwerkingsverbanden en geen namen. Bron: Regeling regio-indeling samenwerkingsverbanden passend onderwijs PO "
    "en VO (BWBR0032324).",
    "BESLUIT", "Ministerie van Onderwijs, Cultuur en Wetenschap", "https://wetten.overheid.nl/BWBR0032324",
    "Geen auteursrecht (artikel 11 Auteurswet)",
)

_SIGNATURES = (
    Signature("tabel per postcode", (
        column("pc4", "PC4", "POSTCODE"), column("gemeente", "GEMEENTE", "GEMEENTENAAM"),
        column("SWV_PO", "SWV_PO", "SWV PO"), column("SWV_VO", "SWV_VO", "SWV VO"),
    )),
    Signature("tabel per samenwerkingsverband van 2013", (unread("SWV"), unread("GEMEENTE")), (
        "dit is de oude tabel, met per samenwerkingsverband de gemeenten. Van een gesplitste gemeente staan de "
        "postcodes daar in een zin, en die is niet betrouwbaar te lezen. Gebruik de tabel per postcode, met de "
        "kolommen PC4, GEMEENTE, SWV_PO en SWV_VO.")),
)


def read(paths: Sequence[Path], peildatum: date | None = None) -> list[PublicDataset]:
    """The dataset `swv-indeling`, from one file. Raises PublicFileError."""
    files, notes = open_files(paths, _SIGNATURES)
    if len(files) > 1:
        raise PublicFileError(f"Lees één tabel tegelijk in; hier zijn er {len(files)}: "
                              f"{', '.join(fitted.file.name for fitted in files)}.")
    day = table_date(files[0].file, peildatum)
    areas = Areas(day, notes)
    _add_rows(files[0], areas, notes)
    return [PublicDataset(_PUBLICATION.name, [*_PUBLICATION.tables(files[0].file, day), areas.table()], notes)]


def _add_rows(fitted: FittedFile, areas: Areas, notes: list[Note]) -> None:
    for number, row in fitted.records(notes):
        if not re.fullmatch(r"[1-9]\d{3}", row["pc4"]):
            notes.append(Note(number, fitted.header("pc4"), row["pc4"],
                              "Dit is geen postcode van vier cijfers. De rij is overgeslagen."))
            continue
        postcode = f"pc{row['pc4']}"
        if postcode in areas:
            notes.append(Note(number, fitted.header("pc4"), row["pc4"], "Deze postcode staat vaker in de tabel. "
                              "Het postcodegebied ligt in alle gebieden die erbij genoemd worden."))
        gemeente = areas.add_gemeente(number, fitted.header("gemeente"), row["gemeente"])
        within = [gemeente] if gemeente else []
        within += _samenwerkingsverbanden(number, row, fitted, areas, notes)
        areas.add(postcode, f"Postcode {row['pc4']}", "PC4", row["pc4"], within)


def _samenwerkingsverbanden(number: int, row: dict[str, str], fitted: FittedFile, areas: Areas,
                            notes: list[Note]) -> list[str]:
    found, wrong = [], []
    for soort in ("SWV_PO", "SWV_VO"):
        try:
            code = area_code(soort, row[soort])
        except ValueError:
            wrong.append(soort)
            continue
        found.append(areas.add(code.lower(), f"SWV {code}", soort, code))
    if wrong:
        values = " en ".join(dict.fromkeys(row[soort] or "(leeg)" for soort in wrong))
        notes.append(Note(number, " en ".join(fitted.header(soort) for soort in wrong), values,
                          f"{values} is geen code van een samenwerkingsverband. Het postcodegebied {row['pc4']} is wel "
                          "opgenomen, zonder dit samenwerkingsverband."))
    return found


SOURCE = PublicSource(
    "swv-indeling", "Regio-indeling samenwerkingsverbanden",
    "Per postcode de gemeente, het samenwerkingsverband PO en het samenwerkingsverband VO (één CSV-bestand).",
    read,
)
