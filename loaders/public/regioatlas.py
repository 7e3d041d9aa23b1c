"""The regioatlas: gemeente -> jeugdregio, RMC region, GGD region or Wmo region, one file per theme.

Each theme is a dataset of its own, so importing one theme never retires another. Gemeenten are joined by CBS code.
Regions have names only: RMC regions get their code from the reference table, the others an id from their name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.public.model import Note, PublicDataset, PublicFileError, PublicSource
from loaders.public.sheets import Areas, Publication, table_date
from loaders.public.signatures import FittedFile, Signature, column, open_files, unread
from loaders.reconcile import plain_name, rmc_code, slug


@dataclass(frozen=True, slots=True)
class _Theme:
    signature: Signature
    publication: Publication
    soort: str
    region_id: Callable[[str], str]


def _rmc_id(naam: str) -> str:
    code = rmc_code(naam)
    return f"rmc{code}" if code else f"rmc-{slug(naam)}"


def _ggd_id(naam: str) -> str:
    return f"ggd-{slug(naam).removeprefix('ggd-')}"


def _theme(key: str, label: str, headers: tuple[str, ...], soort: str, region_id: Callable[[str], str]) -> _Theme:
    signature = Signature(f"regioatlas, {label}", (
        column("gemeente", "Gemeente"), column("code", "CBS"), column("regio", *headers),
        unread("Inwoneraantal van regio", optional=True),
    ))
    publication = Publication(
        f"regioatlas-{key}", f"Regioatlas, {label}",
        f"Per gemeente de regio waarin zij ligt ({label}). Bron: regioatlas.nl, via Open State Foundation.",
        "REGISTRATIE", "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "https://www.regioatlas.nl",
        "ODC-PDDL-1.0",
    )
    return _Theme(signature, publication, soort, region_id)


_THEMES = (
    _theme("jeugdregio", "jeugdzorgregio's", ("Jeugdzorgregio's",), "JEUGDREGIO", lambda naam: f"jr-{slug(naam)}"),
    _theme("rmc", "RMC-regio's", ("RMC-regio's (Regionaal Meld- en Coördinatiepunt)", "RMC-regio's"), "RMC", _rmc_id),
    _theme("ggd", "GGD-regio's", ("GGD's",), "GGD", _ggd_id),
    _theme("wmo", "Wmo-regio's", ("WMO-regio's",), "REGIO", lambda naam: f"wmo-{slug(naam)}"),
)


def read(paths: Sequence[Path], peildatum: date | None = None) -> list[PublicDataset]:
    """One dataset per theme in `paths`: `regioatlas-jeugdregio`, `-rmc`, `-ggd`, `-wmo`. Raises PublicFileError."""
    files, skipped = open_files(paths, [theme.signature for theme in _THEMES])
    datasets = []
    for theme in _THEMES:
        found = [fitted for fitted in files if fitted.signature is theme.signature]
        if len(found) > 1:
            names = ", ".join(fitted.file.name for fitted in found)
            raise PublicFileError(f"Deze bestanden gaan over hetzelfde: {names}. Lees er één van in.")
        datasets += [_dataset(theme, fitted, peildatum) for fitted in found]
    datasets[0].notes[:0] = skipped
    return datasets


def _dataset(theme: _Theme, fitted: FittedFile, peildatum: date | None) -> PublicDataset:
    notes: list[Note] = []
    day = table_date(fitted.file, peildatum)
    areas = Areas(day, notes)
    names: dict[str, str] = {}
    seen: set[str] = set()
    for number, row in fitted.records(notes):
        region = _region(number, row["regio"], theme, fitted, areas, names, notes)
        within = [region] if region else []
        gemeente = areas.add_gemeente(number, fitted.header("code"), row["gemeente"], row["code"], within)
        if gemeente in seen:
            notes.append(Note(number, fitted.header("code"), row["code"] or row["gemeente"],
                              "Deze gemeente staat vaker in de tabel. Zij ligt in alle regio's die erbij staan."))
        elif gemeente:
            seen.add(gemeente)
    return PublicDataset(theme.publication.name, [*theme.publication.tables(fitted.file, day), areas.table()], notes)


def _region(number: int, naam: str, theme: _Theme, fitted: FittedFile, areas: Areas, names: dict[str, str],
            notes: list[Note]) -> str | None:
    if not plain_name(naam):
        notes.append(Note(number, fitted.header("regio"), naam,
                          "Bij deze gemeente staat geen regio. De gemeente is opgenomen zonder regio."))
        return None
    region = theme.region_id(naam)
    if naam in names:
        return region
    if region in areas:
        first = next(known for known in names if names[known] == region)
        notes.append(Note(number, fitted.header("regio"), naam,
                          f"{naam} is gelezen als een andere schrijfwijze van {first}."))
    elif theme.soort == "RMC" and rmc_code(naam) is None:
        notes.append(Note(number, fitted.header("regio"), naam,
                          f"De RMC-regio {naam} staat niet in de referentietabel. Zij is opgenomen zonder nummer, "
                          f"onder het id {region}."))
    names[naam] = region
    return areas.add(region, naam, theme.soort)


SOURCE = PublicSource(
    "regioatlas", "Regioatlas",
    "Per gemeente de jeugdregio, RMC-regio, GGD-regio of Wmo-regio (een CSV-bestand per thema, of de map ermee).",
    read,
)
