"""The graph says what the records say: every column, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import examples_folder
from graph.records import ChangeSet, Record
from graph.store import Store
from graph.store.neo4j import Neo4jStore
from loaders.load import load
from schema.kinds import KINDS
from tests.neo4j_server.servers import Server
from tests.stores import every_column, graph_back
from tests.stores.graph_words import COLUMN_OF, KIND_OF

REGION = examples_folder() / "holland-rijnland"


def check(store: Store, server: Server) -> graph_back.Graph:
    with server.driver() as driver:
        graph = graph_back.read(driver, server.database)
    with store.stream() as snapshot:
        graph_back.check(graph, snapshot.records)
    return graph


def rebuilt(store: Neo4jStore, server: Server) -> graph_back.Graph:
    store.rebuild()
    return check(store, server)


def test_the_second_reading_knows_every_kind_and_every_column_that_points() -> None:
    pointing = {(kind.name, field.name) for kind in KINDS.values() for field in kind.fields if field.kind and kind.name != "referral"}
    assert {(end if reverse else start, column) for (start, _, end), (column, reverse) in COLUMN_OF.items()} == pointing
    assert set(KIND_OF.values()) == KINDS.keys() - {"referral"}


def test_an_empty_store_has_the_built_in_vocabulary(store: Neo4jStore, server: Server) -> None:
    check(store, server)


def test_every_column_of_every_kind(store: Neo4jStore, server: Server) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    graph = check(store, server)
    assert rebuilt(store, server).canonical() == graph.canonical()


def test_every_column_made_blank_and_filled_again(store: Neo4jStore, server: Server) -> None:
    """Column after column, two at a time, all kinds at once: what is written then is the difference, and not the record."""
    whole = every_column.dataset("alles")
    store.write(ChangeSet("alles", whole))
    first = check(store, server)
    kept = {"dataset": {"sleutel"}, "concept": {"as", "code", "label"}, "referral": {"van", "naar"}}
    for at in range(0, max(len(record.values) for record in whole), 2):
        fewer = []
        for record in whole:
            without = sorted(record.values.keys() - kept.get(record.kind, set()))[at: at + 2]
            fewer.append(Record(record.kind, record.id, {name: value for name, value in record.values.items() if name not in without}))
        store.write(ChangeSet("alles", fewer))
        check(store, server)
        store.write(ChangeSet("alles", whole))
    assert check(store, server).canonical() == first.canonical()


def test_the_example_region(store: Neo4jStore, server: Server, tmp_path: Path) -> None:
    assert load(store, REGION).report
    first = check(store, server)
    assert rebuilt(store, server).canonical() == first.canonical()
    # A second dataset shares most of it, and the first one drops out.
    with store.stream() as snapshot:
        records = [Record(*record[:3]) for record in snapshot.records if record.kind not in ("dataset",)]
    store.write(ChangeSet("tweede", records, take_over=True))
    check(store, server)
    store.write(ChangeSet("holland-rijnland", []))
    check(store, server)
    store.write(ChangeSet("tweede", []))
    assert not [node for node in check(store, server).nodes if node.kind != "concept"]


def test_an_axis_that_comes_after_the_arrangements_and_goes_before_them(store: Neo4jStore, server: Server) -> None:
    axis = ChangeSet("a", [Record("concept", "reisafstand~VER", {"as": "reisafstand", "code": "VER", "label": "ver"})])
    store.write(ChangeSet("b", [Record("arrangement", f"oza-{at}", {"naam": "x", "soort": "OZA"}) for at in range(3)]))
    for _ in range(2):
        store.write(axis)
        check(store, server)
        store.write(ChangeSet("a", []))
        check(store, server)


def test_the_second_reading_sees_what_is_wrong(store: Neo4jStore, server: Server) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    for damage in (
        "MATCH (n:Area {id: 'area-1'}) REMOVE n.naam",
        "MATCH (n:Area {id: 'area-1'}) SET n.extra = 1",
        "MATCH (n:Signal {id: 'signal-1'}) DETACH DELETE n",
        "CREATE (:Area {id: 'spook', gegevenssets: []})",
        "CREATE (:Iets)",
        "MATCH (:Arrangement {id: 'arrangement-1'})-[r:ADMITS]->(:Concept {id: 'behoefte~EIGEN'}) DELETE r",
        "MATCH (:Arrangement {id: 'arrangement-1'})-[r:UNKNOWN_ON]->(:Concept {id: 'zorg'}) DELETE r",
        "MATCH (a:Arrangement {id: 'arrangement-1'}), (c:Concept {id: 'behoefte'}) CREATE (a)-[:ADMITS]->(c)",
        "MATCH ()-[r:REFERS_TO {id: 'referral-1'}]->() SET r.toegang = []",
        "MATCH (n:Arrangement {id: 'arrangement-1'})-[r:SERVES]->(a) CREATE (n)-[:SERVES]->(a)",
        "MATCH (n:Concept {id: 'behoefte~AUTISME'}) REMOVE n:Concept SET n:Begrip",
    ):
        with server.driver() as driver:
            driver.execute_query(damage, database_=server.database)
        with pytest.raises((AssertionError, KeyError, ValueError)):
            check(store, server)
        if "Iets" in damage or "Begrip" in damage:
            # Labels that are not Dekkend's own are not Dekkend's to remove.
            with server.driver() as driver:
                driver.execute_query("MATCH (n:Iets|Begrip) DETACH DELETE n", database_=server.database)
        rebuilt(store, server)
