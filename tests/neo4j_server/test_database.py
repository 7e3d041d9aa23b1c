"""The suite wipes its own database whole, and touches no other."""

from __future__ import annotations

import pytest

from tests.neo4j_server.database import MARKER, ForeignDatabase, wipe
from tests.neo4j_server.servers import Server


@pytest.fixture
def session(neo4j_server: Server):
    with neo4j_server.driver() as driver, driver.session(database=neo4j_server.database) as session:
        yield session


def labels(session) -> list[list[str]]:
    return session.run("MATCH (n) RETURN labels(n) AS labels ORDER BY labels").value()


def rules(session) -> list[str]:
    constraints = session.run("SHOW CONSTRAINTS YIELD name").value()
    return sorted({*constraints, *session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value()})


def test_wiping_leaves_the_marker_only(neo4j_server, session):
    session.run("CREATE CONSTRAINT `of a ``node``` FOR (n:A) REQUIRE n.id IS UNIQUE").consume()
    session.run("CREATE CONSTRAINT of_a_relationship FOR ()-[r:R]-() REQUIRE r.id IS UNIQUE").consume()
    session.run("CREATE INDEX plain FOR (n:A) ON (n.name)").consume()
    session.run("CREATE (a:A {id: 1})-[:R {id: 1}]->(:B)").consume()
    assert labels(session) == [["A"], ["B"], [MARKER]]
    assert rules(session) == ["of a `node`", "of_a_relationship", "plain"]
    wipe(neo4j_server)
    assert (labels(session), rules(session)) == ([[MARKER]], [])


@pytest.mark.parametrize(
    ("foreign", "undo"),
    [
        ("CREATE (:Patient {name: 'fictief'})", "MATCH (n:Patient) DELETE n"),
        ("CREATE CONSTRAINT theirs FOR (n:A) REQUIRE n.id IS UNIQUE", "DROP CONSTRAINT theirs"),
        ("CREATE INDEX theirs FOR (n:A) ON (n.name)", "DROP INDEX theirs"),
    ],
)
def test_a_foreign_database_is_refused_and_left_alone(neo4j_server, session, foreign, undo):
    session.run(f"MATCH (n:{MARKER}) DELETE n").consume()
    session.run(foreign).consume()
    try:
        before = labels(session), rules(session)
        with pytest.raises(ForeignDatabase, match="niet leeg en niet van deze tests"):
            wipe(neo4j_server)
        assert (labels(session), rules(session)) == before
        assert any(before)
    finally:
        session.run(undo).consume()
    wipe(neo4j_server)
    assert labels(session) == [[MARKER]]
