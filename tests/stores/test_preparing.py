"""Preparing a Neo4j database: once, again, by two at once, and not when it is somebody else's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver

from graph.records import ChangeSet
from graph.store import StoreMisconfigured, neo4j_schema
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_picture import BooksMissing
from tests.neo4j_server.database import wipe
from tests.neo4j_server.servers import Server
from tests.stores import every_column, graph_back
from tests.stores.emptied import opened

ROOT = Path(__file__).parents[2]
OPEN = """
import sys
from graph.store import Credentials, open_store
sys.stdin.readline()
open_store(sys.argv[1], Credentials(*sys.argv[2:])).close()
"""


@pytest.fixture
def driver(server: Server) -> Iterator[Driver]:
    with server.driver() as found:
        yield found


def ask(driver: Driver, server: Server, query: str) -> list[list[object]]:
    return [list(record.values()) for record in driver.execute_query(query, database_=server.database).records]


def shape(driver: Driver, server: Server) -> list[list[object]]:
    return [*ask(driver, server, "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"),
            *ask(driver, server, "SHOW INDEXES YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name")]


def test_each_statement_may_be_run_twice(server: Server, driver: Driver) -> None:
    wipe(server)
    for statements in neo4j_schema.MIGRATIONS:
        for statement in statements:
            ask(driver, server, statement)
            once = shape(driver, server)
            ask(driver, server, statement)
            assert shape(driver, server) == once
    names = [row[0] for row in ask(driver, server, "SHOW CONSTRAINTS YIELD name RETURN name")]
    assert names
    assert all(str(name).startswith("dekkend_") for name in names)
    assert len(neo4j_schema.MIGRATIONS) == neo4j_schema.VERSION


def test_preparing_again_changes_nothing(store: Neo4jStore, server: Server, driver: Driver) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    before = shape(driver, server), graph_back.read(driver, server.database).canonical(), store.revisions()
    store.migrate()
    opened(server).close()
    assert (shape(driver, server), graph_back.read(driver, server.database).canonical(), store.revisions()) == before


def test_what_was_left_halfway_is_finished(server: Server, driver: Driver) -> None:
    wipe(server)
    for statement in neo4j_schema.MIGRATIONS[0][:7]:
        ask(driver, server, statement)
    store = opened(server)
    assert store.write(ChangeSet("alles", every_column.dataset("alles"))).revision.number == 1
    store.close()
    assert ask(driver, server, "MATCH (s:Store) RETURN s.version") == [[neo4j_schema.VERSION]]


def test_three_processes_that_prepare_one_database_at_the_same_moment(server: Server, driver: Driver) -> None:
    wipe(server)
    processes = [subprocess.Popen([sys.executable, "-c", OPEN, server.url, *(server.auth or ())], cwd=ROOT, stdin=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert ask(driver, server, "MATCH (s:Store) RETURN count(*), min(s.version)") == [[1, neo4j_schema.VERSION]]
    graph_back.check(graph_back.read(driver, server.database), [])


@pytest.mark.parametrize("label", ["Area", "Declaration", "Gap", "Concept"])
def test_a_database_with_such_nodes_of_somebody_else_is_left_alone(label: str, server: Server, driver: Driver) -> None:
    wipe(server)
    ask(driver, server, f"CREATE (:{label} {{naam: 'van een ander'}})")
    before = shape(driver, server)
    with pytest.raises(StoreMisconfigured, match="niet van Dekkend"):
        opened(server)
    assert shape(driver, server) == before
    assert ask(driver, server, "MATCH (n) WHERE NOT n:DekkendTestDatabase RETURN labels(n), n.naam") == [[[label], "van een ander"]]
    ask(driver, server, f"MATCH (n:{label}) DELETE n")


def test_nodes_that_are_not_in_the_way_stay(server: Server, driver: Driver) -> None:
    ask(driver, server, "CREATE (:Persoonlijk {naam: 'kladblok'})")
    store = opened(server)
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    store.rebuild()
    store.close()
    assert ask(driver, server, "MATCH (n:Persoonlijk) RETURN n.naam") == [["kladblok"]]


def test_a_newer_form_is_refused(store: Neo4jStore, server: Server, driver: Driver) -> None:
    ask(driver, server, f"MATCH (s:Store) SET s.version = {neo4j_schema.VERSION + 1}")
    newer = neo4j_schema.VERSION + 1
    with pytest.raises(StoreMisconfigured, match=rf"nieuwere Dekkend \(vorm {newer}; deze kent {neo4j_schema.VERSION}\)"):
        opened(server)
    assert ask(driver, server, "MATCH (s:Store) RETURN s.version") == [[neo4j_schema.VERSION + 1]]


def test_another_vocabulary_makes_the_graph_anew(store: Neo4jStore, server: Server, driver: Driver) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    graph = graph_back.read(driver, server.database).canonical()
    # As an older release would have left it.
    ask(driver, server, "MATCH (c:Concept {id: 'behoefte~AUTISME'}) SET c.label = 'oud'")
    ask(driver, server, "MATCH (c:Concept {id: 'zorg~GEEN'}) DETACH DELETE c")
    opened(server).close()
    assert graph_back.read(driver, server.database).canonical() != graph
    ask(driver, server, "MATCH (s:Store) SET s.vocabulary = 'oud'")
    opened(server).close()
    assert graph_back.read(driver, server.database).canonical() == graph
    assert ask(driver, server, "MATCH (s:Store) RETURN s.vocabulary <> 'oud'") == [[True]]
    assert [one.number for one in store.revisions()] == [1]


def test_a_store_whose_node_was_taken_away_goes_on_from_its_own_log(store: Neo4jStore, server: Server, driver: Driver) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    store.write(ChangeSet("alles", every_column.dataset("alles")[:-1]))
    before = list(store.changes(0))
    ask(driver, server, "MATCH (s:Store) DETACH DELETE s")
    with pytest.raises(BooksMissing):
        store.revision()
    with pytest.raises(BooksMissing):
        store.write(ChangeSet("ander", []))
    with pytest.raises(BooksMissing):
        store.keep_gaps([], 0)
    assert ask(driver, server, "MATCH (s:Store) RETURN count(s)") == [[0]]
    store.migrate()
    assert store.revision().number == 2
    assert list(store.changes(0)) == before
    with store.stream() as snapshot:
        graph_back.check(graph_back.read(driver, server.database), snapshot.records)


def test_a_revision_that_was_taken_away_is_not_an_empty_store(store: Neo4jStore, server: Server, driver: Driver) -> None:
    store.write(ChangeSet("alles", every_column.dataset("alles")))
    ask(driver, server, "MATCH (r:Revision) DETACH DELETE r")
    with pytest.raises(BooksMissing):
        store.revision()


def test_a_slower_process_does_not_put_back_an_older_form(store: Neo4jStore, server: Server, driver: Driver) -> None:
    ask(driver, server, "MATCH (s:Store) SET s.version = 99, s.vocabulary = 'ander'")
    with pytest.raises(StoreMisconfigured):
        store.migrate()
    ask(driver, server, neo4j_schema.FINISH.replace("$version", "1"))
    assert ask(driver, server, "MATCH (s:Store) RETURN s.version") == [[99]]


def test_an_index_of_somebody_else_in_the_way_is_told(server: Server, driver: Driver) -> None:
    wipe(server)
    ask(driver, server, "CREATE INDEX eigen FOR (n:Area) ON (n.id)")
    with pytest.raises(StoreMisconfigured, match="index of regel van iemand anders"):
        opened(server)
    wipe(server)
