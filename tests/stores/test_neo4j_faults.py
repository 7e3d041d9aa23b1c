"""What a Neo4j store says when something is wrong with it, and that nothing is stored then."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from structlog.testing import capture_logs

from graph.records import ChangeSet, Record
from graph.store import Credentials, StoreError, StoreMisconfigured, StoreUnavailable, open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_apply import GraphChanged
from tests.neo4j_server.servers import Server, free_port
from tests.stores import every_column, graph_back

SECRET = "hu1s-t_uin"
ALL = every_column.dataset("alles")
AREA = ChangeSet("a", [Record("area", "gm0001", {"naam": "Een", "soort": "GEMEENTE"})])


def ask(server: Server, query: str) -> None:
    with server.driver() as driver:
        driver.execute_query(query, database_=server.database)


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_server_that_is_away_is_said_soon(scheme: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    begun = time.monotonic()
    with capture_logs() as logs, pytest.raises(StoreUnavailable, match="niet bereikbaar") as raised:
        open_store(f"{scheme}://127.0.0.1:{free_port()}", Credentials("neo4j", SECRET))
    assert time.monotonic() - begun < 15
    assert SECRET not in f"{raised.value} {raised.value.__cause__!r} {caplog.text} {logs}"


def test_a_server_that_cannot_be_found() -> None:
    with pytest.raises(StoreUnavailable, match="niet bereikbaar"):
        open_store("neo4j://bestaat-niet.invalid")


def test_a_database_that_is_not_there(server: Server) -> None:
    address = server.url.removesuffix(f"/{server.database}")
    with pytest.raises(StoreMisconfigured, match="geen database bestaatniet"):
        open_store(f"{address}/bestaatniet", Credentials(*(server.auth or ())))


def test_a_connection_that_should_be_encrypted_and_is_not(server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="niet bereikbaar"):
        open_store(server.url.replace("neo4j://", "bolt+s://"), Credentials(*(server.auth or ())))


def test_a_closed_store_says_so(store: Neo4jStore) -> None:
    store.write(AREA)
    store.close()
    store.close()

    def streamed() -> None:
        with store.stream():
            pass

    for call in (store.revision, store.revisions, lambda: store.write(AREA), lambda: list(store.identities()), streamed,
                 lambda: list(store.changes(0)), store.health, store.rebuild, store.migrate, lambda: store.fetch([("area", "gm0001")])):
        with pytest.raises(StoreUnavailable, match="gesloten"):
            call()  # type: ignore[operator]


@pytest.mark.parametrize("read_before", [0, 1])
def test_records_cannot_be_read_after_the_block(read_before: int, store: Neo4jStore) -> None:
    store.write(ChangeSet("alles", ALL))
    with store.stream() as snapshot:
        for _ in range(read_before):
            next(snapshot.records)
    with pytest.raises(StoreError):
        list(snapshot.records)


def test_a_picture_that_is_not_read_to_the_end_leaves_nothing_open(store: Neo4jStore, server: Server) -> None:
    store.write(ChangeSet("alles", ALL))
    # More often than there are connections in the pool.
    for _ in range(25):
        with store.stream() as snapshot:
            next(snapshot.records)
        for begun in (store.identities(), store.changes(0), store.declarations(["area"])):
            next(begun)
            begun.close()  # type: ignore[attr-defined]
        with pytest.raises(ValueError, match="geen revisie"), store.stream(7):
            pass
        with pytest.raises(KeyError), store.stream():
            raise KeyError
    with server.driver() as driver:
        open_ones = driver.execute_query("SHOW TRANSACTIONS YIELD currentQuery, metaData, status, username, database "
                                         "WHERE NOT currentQuery STARTS WITH 'SHOW' AND database = $database RETURN count(*) AS open",
                                         database=server.database, database_="system").records[0]["open"]
    assert open_ones == 0


@pytest.mark.parametrize(("damage", "change"), [
    # The node that changes, the one that something must be joined to, the relationship that goes, the path that changes.
    ("MATCH (n:Area {id: 'area-1'}) DETACH DELETE n", {"area": {"naam": "Anders"}}),
    ("MATCH (n:Organisation {id: 'organisation-1'}) DETACH DELETE n", {"agreement": {"eigenaar": "organisation-1"}}),
    ("MATCH (:Arrangement {id: 'arrangement-1'})-[r:SERVES]->() DELETE r", {"arrangement": {"gebieden": ["area-1"]}}),
    ("MATCH ()-[r:REFERS_TO {id: 'referral-1'}]->() DELETE r", {"referral": {"doorlooptijd_weken": 1}}),
    ("MATCH (n:Concept {id: 'reisafstand'}) DETACH DELETE n", {"arrangement": {"reisafstand": ["*"]}}),
])
def test_a_graph_that_somebody_changed_stores_nothing_and_can_be_healed(
        damage: str, change: dict[str, dict[str, Any]], store: Neo4jStore, server: Server) -> None:
    store.write(ChangeSet("alles", ALL))
    changed = [Record(one.kind, one.id, one.values | change.get(one.kind, {})) for one in ALL]
    ask(server, damage)
    with pytest.raises(GraphChanged, match="dekkend store rebuild"):
        store.write(ChangeSet("alles", changed))
    assert store.revision().number == 1
    with store.stream() as snapshot:
        assert {one.id: one.values for one in snapshot.records if one.kind == "area"} == {
            one.id: one.values for one in ALL if one.kind == "area"}
    store.rebuild()
    assert store.write(ChangeSet("alles", changed)).revision.number == 2
    with server.driver() as driver, store.stream() as snapshot:
        graph_back.check(graph_back.read(driver, server.database), snapshot.records)


def test_what_somebody_added_stores_nothing_and_can_be_healed(store: Neo4jStore, server: Server) -> None:
    ask(server, "CREATE (:Area {id: 'gm0001'})")
    with pytest.raises(StoreError, match="dekkend store rebuild"):
        store.write(AREA)
    assert store.revision().number == 0
    store.rebuild()
    assert store.write(AREA).revision.number == 1


@pytest.mark.parametrize("values", [{"wachttijd_weken": 2**63}, {"naam": "\ud800"}])
def test_a_value_that_cannot_be_kept_leaves_nothing_behind(values: dict[str, Any], store: Neo4jStore) -> None:
    with pytest.raises((OverflowError, TypeError, ValueError)):
        store.write(ChangeSet("a", [Record("arrangement", "oza-1", {"naam": "x", "soort": "OZA", **values})]))
    assert store.revision().number == 0
    assert store.write(AREA).revision.number == 1
