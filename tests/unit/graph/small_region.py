"""A region small enough to work out by hand, as a projection: the rows of a workbook, validated and stored for real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.gaps import Report, Request
from graph.projection import Projection, build
from graph.store import open_store
from loaders.load import load_tables
from loaders.tables import Table

DAY = date(2026, 11, 22)

REGION: dict[str, list[dict[str, str]]] = {
    "bronnen": [{"id": "b1", "titel": "Registratie", "soort": "REGISTRATIE", "datum": "2026"},
                {"id": "b2", "titel": "Interview", "soort": "INTERVIEW"}],
    "gebieden": [
        {"id": "swv", "naam": "Samen", "soort": "SWV_PO"},
        {"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE", "bovenliggend": "swv"},
        {"id": "gm2", "naam": "Zuiderweg", "soort": "GEMEENTE", "bovenliggend": "swv"},
        {"id": "pc1", "naam": "Dorp", "soort": "PC4", "bovenliggend": "gm2"},
        {"id": "pc2", "naam": "Stad", "soort": "PC4", "bovenliggend": "gm2"},
    ],
    "organisaties": [{"id": "o1", "naam": "Zorgpartner", "soort": "JEUGDHULPAANBIEDER"},
                     {"id": "o2", "naam": "Schoolbestuur", "soort": "SCHOOLBESTUUR"}],
    "profielen": [
        {"id": "p1", "naam": "Autisme", "leeftijd_van": "11", "leeftijd_tot": "13", "behoefte": "AUTISME"},
        {"id": "p2", "naam": "Trauma", "leeftijd_van": "12", "leeftijd_tot": "12", "behoefte": "TRAUMA"},
    ],
    "arrangementen": [
        {"id": "a1", "naam": "De Brug", "soort": "OZA", "gebieden": "gm1; pc1", "leeftijd_van": "4", "leeftijd_tot": "11",
         "behoefte": "AUTISME", "bevestigd_op": "2026-05-01", "bron": "b1"},
        {"id": "a2", "naam": "De Haven", "soort": "ZOA", "gebieden": "swv", "leeftijd_van": "12", "leeftijd_tot": "18", "bron": "b1"},
    ],
    "inventarisatie": [{"organisatie": "o1", "gebied": "gm1", "gevraagd_op": "2026-01-01", "antwoord_op": "2026-02-01",
                        "volledig": "ja"}],
}


@contextmanager
def projected(rows: dict[str, list[dict[str, str]]]) -> Iterator[Projection]:
    """The projection of these rows."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'regio.db'}")
        try:
            tables = []
            for sheet, records in rows.items():
                columns = list(dict.fromkeys(column for record in records for column in record))
                tables.append(Table(sheet, columns, [[record.get(column) for column in columns] for record in records]))
            result = load_tables(store, tables)
            assert result.report is not None, result.problems
            with store.stream() as snapshot:
                yield build(snapshot)
        finally:
            store.close()


@contextmanager
def reported(extra: dict[str, list[dict[str, str]]] | None = None, replaced: dict[str, list[dict[str, str]]] | None = None,
             **request: object) -> Iterator[Report]:
    """The report on REGION, with sheets replaced and with extra rows."""
    base = {**REGION, **(replaced or {})}
    rows = {sheet: [*base.get(sheet, []), *(extra or {}).get(sheet, [])] for sheet in {**base, **(extra or {})}}
    with projected(rows) as projection:
        yield Report(projection, Request(DAY, **request))  # type: ignore[arg-type]
