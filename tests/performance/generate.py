"""A made-up workbook of national scale as a folder of CSV files: `python -m tests.performance.generate FOLDER`."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from . import sheets_links as links
from . import sheets_offer as offer
from . import sheets_places as place
from . import sheets_talk as talk
from .national import PEILDATUM, Country, Row, Size

SEED = 20261001


def dataset(country: Country) -> Iterator[Row]:
    """What the set is: made up, and says so."""
    yield "naam", "landelijk-fictief"
    yield "titel", "Landelijke proefset (fictief)"
    yield "fictief", "ja"
    yield "omschrijving", "Verzonnen gegevens voor snelheidsmetingen; niets hierin bestaat."
    yield "licentie", "CC0"
    yield "peildatum", PEILDATUM.isoformat()


# In the order in which they need each other: a sheet may use the ids of those above it.
SHEETS: dict[str, tuple[list[str], Callable[[Country], Iterable[Row]]]] = {
    "dataset": (["sleutel", "waarde"], dataset),
    "bronnen": (place.SOURCE_COLUMNS, place.sources),
    "rechtsgronden": (place.LEGAL_COLUMNS, place.legal_bases),
    "begrippen": (place.CONCEPT_COLUMNS, place.concepts),
    "gebieden": (place.AREA_COLUMNS, place.areas),
    "organisaties": (place.ORGANISATION_COLUMNS, place.organisations),
    "profielen": (offer.PROFILE_COLUMNS, offer.profiles),
    "arrangementen": (offer.ARRANGEMENT_COLUMNS, offer.arrangements),
    "verwijspaden": (links.REFERRAL_COLUMNS, links.referrals),
    "verantwoordelijkheden": (links.CLAIM_COLUMNS, links.claims),
    "financiering": (links.FUNDING_COLUMNS, links.funding),
    "inventarisatie": (talk.INVENTORY_COLUMNS, talk.inventory),
    "vraag": (talk.DEMAND_COLUMNS, talk.demand),
    "overleggen": (talk.MEETING_COLUMNS, talk.meetings),
    "lacunes": (talk.CASE_COLUMNS, talk.cases),
    "opties": (talk.OPTION_COLUMNS, talk.options),
    "agenda": (talk.AGENDA_COLUMNS, talk.agenda),
    "afspraken": (talk.AGREEMENT_COLUMNS, talk.agreements),
    "signalen": (talk.SIGNAL_COLUMNS, talk.signals),
    "stromen": (talk.FLOW_COLUMNS, talk.flows),
}


def write(folder: Path, size: Size, seed: int = SEED) -> dict[str, int]:
    """Writes all sheets into `folder` (made when missing) and returns the number of rows of each.

    The same size and seed give the same bytes. Raises ValueError for a size without room for its organisations.
    """
    folder.mkdir(parents=True, exist_ok=True)
    country = Country(size=size, seed=seed)
    counts = {}
    for sheet, (columns, rows) in SHEETS.items():
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\n")
            writer.writerow(columns)
            counts[sheet] = 0
            for row in rows(country):
                writer.writerow(row)
                counts[sheet] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser("python -m tests.performance.generate", description="Maakt de landelijke proefset.")
    parser.add_argument("folder", type=Path, help="map waarin de CSV-bestanden komen")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 tot 2.0; gebieden en profielen blijven gelijk")
    arguments = parser.parse_args()
    counts = write(arguments.folder, Size.national(arguments.scale))
    for sheet, count in counts.items():
        print(f"{count:>8}  {sheet}")
    print(f"{sum(counts.values()):>8}  totaal")


if __name__ == "__main__":
    main()
