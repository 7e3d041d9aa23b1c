"""A store in an empty database, quickly: what is in the database goes, the constraints stay."""

from __future__ import annotations

from graph.store import Credentials, open_store
from graph.store.neo4j import Neo4jStore
from tests.neo4j_server.database import MARKER, ForeignDatabase, wipe
from tests.neo4j_server.servers import Server

_wiped: set[str] = set()


def emptied(server: Server) -> Server:
    """Remove all data; making the constraints anew takes some ten times as long as the rest of a small test.

    The first time in a run everything goes, constraints too. ForeignDatabase as `wipe`, and then nothing is touched.
    """
    if server.url not in _wiped:
        wipe(server)
        _wiped.add(server.url)
    with server.driver() as driver, driver.session(database=server.database) as session:
        if session.run(f"MATCH (n:{MARKER}) RETURN count(n)").single(strict=True)[0] != 1:
            raise ForeignDatabase(f"De database op {server.url} is niet van deze tests.")
        session.run(f"MATCH (n) WHERE NOT n:{MARKER} CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS").consume()
    return server


def opened(server: Server) -> Neo4jStore:
    """A store on the server, for the caller to close."""
    store = open_store(server.url, Credentials(*(server.auth or ())))
    assert isinstance(store, Neo4jStore)
    return store
