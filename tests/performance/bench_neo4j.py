"""Neo4j: loading and reading beside the bare driver, a reload, and the engine beside the Cypher twin, on one server."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from neo4j import Driver

from api.settings import examples_folder
from graph.gaps import Report, Request
from graph.gaps.twins import twin
from graph.projection import Projection, build
from graph.records import ChangeSet, Record, Values
from graph.store import Store, open_store
from loaders.load import load as load_workbook
from schema.kinds import KINDS
from tests.neo4j_server.database import wipe
from tests.neo4j_server.servers import Server, maven_server

from . import neo4j_bare
from .measure import Figure, timed
from .national import PEILDATUM
from .workspace import Workspace

LINE = "5.26"
DATASET = "landelijk"
HEAP = "6g"
RULE = "GEEN_AANBOD"
PROFILES = 2
CHANGED = 100  # one in so many
_OTHER: Values = {"naam": "Anders (fictief)", "aantal": [7, 7], "antwoord_op": "2026-11-01", "bevestigd_op": "2026-11-01"}


def run(workspace: Workspace) -> list[Figure]:
    """All figures, each with its bare counterpart of the same run, on a server of its own."""
    records = _records(workspace)
    with maven_server(LINE, heap=HEAP, for_measuring=True) as server, server.driver() as driver:
        # The first load after a start pays for the server's own warming up; neither side of a comparison should.
        with _empty(server) as store:
            load_workbook(store, examples_folder() / "holland-rijnland")
        rows = neo4j_bare.rows_of(records, DATASET)
        with _empty(server):
            bare_graph, _ = timed(neo4j_bare.write, driver, rows.graph)
            bare_log, _ = timed(neo4j_bare.write_log, driver, rows.log)
            bare_read, _ = timed(neo4j_bare.read, driver)
        note = f"{rows.nodes} knopen en {rows.relationships} relaties; kaal = UNWIND van dezelfde rijen"
        del rows
        gc.collect()
        with _empty(server) as store:
            load, _ = timed(store.write, ChangeSet(DATASET, records, "meting"))
            whole, picture = timed(_projection, store)
            again, _ = timed(store.write, ChangeSet(DATASET, _changed(records), "meting"))
            same, _ = timed(store.write, ChangeSet(DATASET, _changed(records), "meting"))
            figures = [
                Figure("Neo4j laden", load, "s", (bare_graph + bare_log) / 0.7, bare_graph + bare_log, note + " en logregels"),
                Figure("Neo4j laden, tegen alleen de graaf", load, "s", bare_graph / 0.7, bare_graph, note + ", zonder logregels"),
                Figure("projectie uit Neo4j", whole, "s", bare_read / 0.8, bare_read, "kaal = dezelfde rijen lezen met de driver"),
                Figure("opnieuw laden, 1 % anders", again, "s", load / 10, load, "kaal = de eerste keer laden"),
                Figure("opnieuw laden, niets anders", same, "s", None, load, "kaal = de eerste keer laden"),
            ]
            return [*figures, *_against_the_twin(driver, picture)]


def _records(workspace: Workspace) -> list[Record]:
    store = open_store(workspace.store(workspace.scale))
    try:
        with store.stream() as snapshot:
            return [Record(one.kind, one.id, one.values) for one in snapshot.records]
    finally:
        store.close()


@contextmanager
def _empty(server: Server) -> Iterator[Store]:
    wipe(server)
    store = open_store(server.url)
    try:
        yield store
    finally:
        store.close()


def _changed(records: list[Record]) -> list[Record]:
    """The same records, with another value in one of every hundred."""
    fitting = [at for at, record in enumerate(records) if _other(record)]
    chosen = set(fitting[::len(fitting) * CHANGED // len(records)])
    return [record._replace(values={**record.values, **_other(record)}) if at in chosen else record for at, record in enumerate(records)]


def _other(record: Record) -> Values:
    """A column that is in no key, with a value that the set does not have."""
    fields = KINDS[record.kind].by_name
    return next(({column: value} for column, value in _OTHER.items() if column in fields), {})


def _projection(store: Store) -> Projection:
    with store.stream() as snapshot:
        return build(snapshot)


def _against_the_twin(driver: Driver, picture: Projection) -> list[Figure]:
    """One coverage rule for the first profiles that have a finding: the engine on its projection, and the twin on the server."""
    every = Report(picture, Request(PEILDATUM, rules=(RULE,))).outcomes[RULE].findings
    profiles = tuple(islice(dict.fromkeys(str(finding.subject["profiel"]) for finding in every), PROFILES))
    request = Request(PEILDATUM, rules=(RULE,), profiles=profiles)
    engine, found = timed(lambda: set(Report(picture, request).outcomes[RULE].findings.ids()))
    parameters = {"datum": PEILDATUM.isoformat(), "gebiedssoort": None, "profielen": list(profiles), "gebieden": None}
    with driver.session(database="neo4j") as session:
        query, rows = timed(lambda: {row["bevinding"] for row in session.run(twin(RULE), parameters)})  # type: ignore[arg-type]
    if rows != found or not found:
        raise RuntimeError(f"de rekenkern en de Cypher-vraag verschillen: {len(found)} en {len(rows)} bevindingen")
    return [Figure(f"{RULE} voor {len(profiles)} profielen", engine, "s", None, query,
                   f"{len(found)} bevindingen; kaal = de Cypher-vraag op dezelfde gegevens")]
