"""A small made-up region with findings of several sorts, and what can be done with its graph."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.gaps import Report, Request
from graph.gaps.kept import kept
from graph.projection import build
from graph.records import ChangeSet, Record
from graph.store import Store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_gaps import Kept
from tests.neo4j_server.servers import Server

DAY = date(2026, 11, 22)
PATH = "brug~kade~DOORSTROOM"


def _profile(id: str, need: str) -> Record:
    return Record("profile", id, {"id": id, "naam": id.upper(), "leeftijd_van": 12, "leeftijd_tot": 14, "behoefte": [need]})


def arrangement(id: str, **values: Any) -> Record:
    return Record("arrangement", id, {"id": id, "naam": id.capitalize(), "soort": "OZA", "status": "ACTIEF", "gebieden": ["gm1"],
                                      "leeftijd_van": 12, "leeftijd_tot": 13, "behoefte": ["ANGST"], **values})


REGION = [
    Record("dataset", "set~fictief", {"sleutel": "fictief", "waarde": "ja"}),
    Record("area", "gm1", {"id": "gm1", "naam": "Noord", "soort": "GEMEENTE"}),
    Record("area", "gm2", {"id": "gm2", "naam": "Zuid", "soort": "GEMEENTE"}),
    Record("organisation", "org", {"id": "org", "naam": "Fictief"}),
    _profile("p1", "ANGST"), _profile("p2", "AUTISME"),
    arrangement("brug", bevestigd_op="2025-01-01"), arrangement("kade", bevestigd_op="2026-11-01", leeftijd_tot=14),
    Record("referral", PATH, {"van": "brug", "naar": "kade", "richting": "DOORSTROOM", "bevestigd_op": "2024-05"}),
    Record("inventory_entry", "org~gm1", {"organisatie": "org", "gebied": "gm1", "volledig": "JA", "antwoord_op": "2026-10-01"}),
    Record("agreement", "af1", {"id": "af1", "omschrijving": "Fictieve afspraak", "status": "OPEN"}),
]


def write(store: Store, *records: Record) -> None:
    """Make the dataset of the region declare exactly this."""
    store.write(ChangeSet("set", list(records)))


def report(store: Store, day: date = DAY) -> Report:
    """All rules on the newest revision."""
    with store.stream() as snapshot:
        return Report(build(snapshot), Request(day))


def keep(store: Neo4jStore, day: date = DAY) -> Kept:
    """Write back the findings of a day."""
    made = report(store, day)
    return store.keep_gaps(kept(made)[0], made.projection.revision.number)


def ask(server: Server, query: str, **parameters: Any) -> list[list[Any]]:
    """The rows of a query."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        return [row.values() for row in session.run(query, parameters)]
