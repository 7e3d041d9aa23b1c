"""An empty database for a test, and the refusal of one that is not the suite's own."""

from __future__ import annotations

from neo4j import Session

from tests.neo4j_server.servers import Server

# Put there by the suite when it found the database empty: from then on it may wipe what is in it.
MARKER = "DekkendTestDatabase"
_NODES = f"MATCH (n) WHERE NOT n:{MARKER} RETURN count(n) AS found"
_WIPE = f"MATCH (n) WHERE NOT n:{MARKER} CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS"


class ForeignDatabase(Exception):
    """The database holds something and the suite did not put it there."""


def wipe(server: Server) -> None:
    """Remove every node, relationship, constraint and index, except the marker. ForeignDatabase touches nothing."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        constraints, indexes = _names(session, "SHOW CONSTRAINTS"), _names(session, "SHOW INDEXES WHERE type <> 'LOOKUP'")
        if not session.run(f"MATCH (n:{MARKER}) RETURN count(n) AS found").single(strict=True)["found"]:
            if constraints or indexes or session.run(_NODES).single(strict=True)["found"]:
                raise ForeignDatabase(
                    f"De database op {server.url} is niet leeg en niet van deze tests. Geef met NEO4J_URL een lege database, "
                    "of laat NEO4J_URL weg."
                )
            session.run(f"CREATE (:{MARKER})").consume()
        for name in constraints:
            session.run(f"DROP CONSTRAINT {_quoted(name)} IF EXISTS").consume()
        # The index of a constraint has gone with it.
        for name in set(indexes) - set(constraints):
            session.run(f"DROP INDEX {_quoted(name)} IF EXISTS").consume()
        session.run(_WIPE).consume()


def _names(session: Session, show: str) -> list[str]:
    return [record["name"] for record in session.run(show)]


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
