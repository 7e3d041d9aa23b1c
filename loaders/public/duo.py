"""DUO addresses of schools: bevoegd gezag, school and vestiging as organisations, with the PC4 and gemeente of a site.

Old headers (BRIN NUMMER, VESTIGINGSNUMMER) and new ones (INSTELLINGSCODE, VESTIGINGSCODE), Windows-1252 with `;` and
UTF-8 with `,`. Names are taken as they are. Telephone numbers and addresses are not read. The file has no name of the
bevoegd gezag and no samenwerkingsverband; the latter follows from the PC4.

A site lies in its gemeente and in its PC4, but the PC4 is not put into the gemeente: which PC4 a gemeente consists of is
for the table of areas to say. School addresses of another year would put one PC4 into two gemeenten and so make up breaks
of boundaries that nobody drew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from loaders.public.model import Note, PublicDataset, PublicFileError, PublicSource
from loaders.public.sheets import Areas, Publication, table_date
from loaders.public.signatures import FittedFile, Signature, column, open_files, unread
from loaders.tables import Cell, Table

_ORGANISATION_COLUMNS = ["id", "naam", "soort", "gebieden", "onderdeel_van", "codes", "website", "bron"]

_ADDRESS = ("STRAATNAAM", "HUISNUMMER-TOEVOEGING", "PLAATSNAAM")
_REGIONS = ("NODAAL GEBIED", "RPA-GEBIED", "WGR-GEBIED", "COROPGEBIED", "ONDERWIJSGEBIED", "RMC-REGIO")
_COMMON = (
    column("bestuur", "BEVOEGD GEZAG NUMMER"),
    column("school", "BRIN NUMMER", "INSTELLINGSCODE"),
    column("postcode", "POSTCODE"),
    column("gemeentecode", "GEMEENTENUMMER"),
    column("gemeente", "GEMEENTENAAM"),
    column("website", "INTERNETADRES"),
    *(unread(name) for name in ("PROVINCIE", *_ADDRESS, "DENOMINATIE", "TELEFOONNUMMER")),
    *(unread(f"{name} CORRESPONDENTIEADRES") for name in (*_ADDRESS, "POSTCODE")),
    *(unread(f"{name} {what}") for name in _REGIONS for what in ("CODE", "NAAM")),
)
_SITES = (
    column("vestiging", "VESTIGINGSNUMMER", "VESTIGINGSCODE"),
    column("naam", "VESTIGINGSNAAM", "INSTELLINGSNAAM"),
)
_MAIN_SITES = (column("naam", "INSTELLINGSNAAM", "VESTIGINGSNAAM"),)
_VO = (unread("ONDERWIJSSTRUCTUUR"),)
_SO = (unread("ONDERWIJS"),)

_SIGNATURES = tuple(
    Signature(f"DUO, {sites} {sector}", (*_COMMON, *names, *extra))
    for sites, names in (("alle vestigingen", _SITES), ("hoofdvestigingen", _MAIN_SITES))
    for sector, extra in (("primair onderwijs", ()), ("voortgezet onderwijs", _VO), ("speciaal onderwijs", _SO))
)

_SECTORS = {"bo": "basisonderwijs", "vo": "voortgezet onderwijs", "so": "speciaal (basis)onderwijs"}
_SO_NAME = re.compile(r"speciaal|sbo|vso|(vestigingen|instellingen)so|(?<![a-z])so(?![a-z])")
_BO_NAME = re.compile(r"basisonderwijs|(vestigingen|instellingen)bo|(?<![a-z])bo(?![a-z])")


@dataclass(slots=True)
class _Schools:
    """The organisations of one file, each once."""

    source: str
    notes: list[Note]
    besturen: dict[str, str] = field(default_factory=dict)
    scholen: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    vestigingen: dict[str, tuple[str, str | None, str | None]] = field(default_factory=dict)

    def table(self) -> Table:
        """The sheet `organisaties`: besturen, then schools, then sites, each in id order."""
        rows: list[Sequence[Cell]] = []
        for number, naam in sorted(self.besturen.items()):
            rows.append((f"bg-{number}", naam, "SCHOOLBESTUUR", None, None, f"BG:{number}", None, self.source))
        for brin, (naam, bestuur) in sorted(self.scholen.items()):
            parent = f"bg-{bestuur}" if bestuur else None
            rows.append((f"brin-{brin.lower()}", naam, "SCHOOL", None, parent, f"BRIN:{brin}", None, self.source))
        for brin, (naam, places, website) in sorted(self.vestigingen.items()):
            rows.append((f"brin-{brin.lower()}", naam, "VESTIGING", places, f"brin-{brin[:4].lower()}",
                         f"BRIN:{brin}", website, self.source))
        return Table("organisaties", list(_ORGANISATION_COLUMNS), rows)


def read(paths: Sequence[Path], peildatum: date | None = None) -> list[PublicDataset]:
    """One dataset per sector (`duo-bo`, `duo-vo`, `duo-so`) found in `paths`. Raises PublicFileError."""
    files, skipped = open_files(paths, _SIGNATURES)
    by_sector: dict[str, FittedFile] = {}
    for fitted in files:
        sector = _sector(fitted)
        if sector in by_sector:
            raise PublicFileError(f"{by_sector[sector].file.name} en {fitted.file.name} gaan allebei over "
                                  f"{_SECTORS[sector]}. Lees er één van in.")
        by_sector[sector] = fitted
    datasets = [_dataset(sector, fitted, peildatum) for sector, fitted in by_sector.items()]
    datasets[0].notes[:0] = skipped
    return datasets


def _sector(fitted: FittedFile) -> str:
    if "ONDERWIJSSTRUCTUUR" in fitted.places:
        return "vo"
    name = fitted.file.name.lower()
    if "ONDERWIJS" in fitted.places or _SO_NAME.search(name):
        return "so"
    if _BO_NAME.search(name):
        return "bo"
    raise PublicFileError(f"Gaat {fitted.file.name} over basisonderwijs of over speciaal onderwijs? Dat staat niet in "
                          "het bestand en blijkt niet uit de naam. Geef het bestand de naam die DUO het gaf.")


def _dataset(sector: str, fitted: FittedFile, peildatum: date | None) -> PublicDataset:
    publication = Publication(
        f"duo-{sector}", f"DUO, adressen {_SECTORS[sector]}",
        f"Schoolbesturen, scholen en vestigingen in het {_SECTORS[sector]}, met hun postcodegebied en gemeente. "
        "De namen van schoolbesturen staan niet in dit bestand. Bron: DUO, open onderwijsdata.",
        "REGISTRATIE", "Dienst Uitvoering Onderwijs", "https://duo.nl/open_onderwijsdata", "CC0",
    )
    day = table_date(fitted.file, peildatum)
    notes: list[Note] = []
    areas, schools = Areas(day, notes), _Schools(publication.source_id(day), notes)
    for number, row in fitted.records(notes):
        _add_row(number, row, fitted, areas, schools)
    tables = [*publication.tables(fitted.file, day), areas.table(), schools.table()]
    return PublicDataset(publication.name, tables, notes)


def _add_row(number: int, row: dict[str, str], fitted: FittedFile, areas: Areas, schools: _Schools) -> None:
    def note(name: str, message: str) -> None:
        schools.notes.append(Note(number, fitted.header(name), row[name], message))

    brin = row["school"].upper()
    if not re.fullmatch(r"\d{2}[A-Z]{2}", brin):
        note("school", "Dit is geen BRIN-nummer (twee cijfers, twee letters). De rij is overgeslagen.")
        return
    given = row.get("vestiging", "00").upper()
    vestiging = brin + given if re.fullmatch(r"\d{2}", given) else given
    if vestiging[:4] != brin or not re.fullmatch(r"\d{2}", vestiging[4:]):
        note("vestiging", f"Dit is geen vestiging van school {brin} (het BRIN-nummer met twee cijfers erachter). "
                          "De rij is overgeslagen.")
        return
    if vestiging in schools.vestigingen:
        note("vestiging" if "vestiging" in row else "school",
             "Deze vestiging staat vaker in het bestand. De eerste rij telt; deze rij is overgeslagen.")
        return
    bestuur: str | None = row["bestuur"]
    if re.fullmatch(r"\d{5}", row["bestuur"]):
        schools.besturen.setdefault(row["bestuur"], f"Bevoegd gezag {row['bestuur']}")
    else:
        note("bestuur", "Dit is geen nummer van een bevoegd gezag (vijf cijfers). "
                        "De school is opgenomen zonder schoolbestuur.")
        bestuur = None
    if not row["naam"]:
        note("naam", f"De naam ontbreekt. De vestiging is opgenomen als {vestiging}.")
    naam = row["naam"] or vestiging
    known = schools.scholen.get(brin)
    if known and bestuur and known[1] and known[1] != bestuur:
        note("bestuur", f"School {brin} staat ook bij bevoegd gezag {known[1]}. Dat blijft zo.")
    # The hoofdvestiging (00) names the school; until it is met, the first site does.
    if known is None or vestiging.endswith("00"):
        schools.scholen[brin] = (naam, (known[1] if known else None) or bestuur)
    places = _places(number, row, fitted, areas, schools.notes)
    schools.vestigingen[vestiging] = (naam, places, row["website"] or None)


def _places(number: int, row: dict[str, str], fitted: FittedFile, areas: Areas, notes: list[Note]) -> str | None:
    """The cell `gebieden` of a site: its gemeente and its PC4, as far as they are known."""
    places = [areas.add_gemeente(number, fitted.header("gemeentecode"), row["gemeente"], row["gemeentecode"])]
    pc4 = re.fullmatch(r"([1-9]\d{3}) ?[A-Z]{2}", row["postcode"].upper())
    if pc4:
        places.append(areas.add(f"pc{pc4[1]}", f"Postcode {pc4[1]}", "PC4", pc4[1], []))
    else:
        notes.append(Note(number, fitted.header("postcode"), row["postcode"],
                          "Dit is geen Nederlandse postcode. De vestiging is opgenomen zonder postcodegebied."))
    return "; ".join(place for place in places if place) or None


SOURCE = PublicSource(
    "duo", "DUO, adressen van scholen",
    "Schoolbesturen, scholen en vestigingen in het basis-, voortgezet en speciaal onderwijs (CSV-bestanden van DUO).",
    read,
)
