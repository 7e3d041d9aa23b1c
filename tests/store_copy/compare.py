"""All that can be asked of a store, and all that stands in its file or database: two stores are the same when these are."""

from __future__ import annotations

import sqlite3
from typing import Any

from graph.store import Store
from schema.kinds import KINDS
from tests.neo4j_server.servers import Server


def everything(store: Store) -> dict[str, Any]:
    """Every answer of a store, at every revision."""
    streams = {}
    for number in range(store.revision().number + 1):
        with store.stream(number) as snapshot:
            streams[number] = (snapshot.revision, list(snapshot.records))
    return {
        "revisions": store.revisions(), "changes": list(store.changes(0)), "streams": streams,
        "declarations": list(store.declarations(KINDS)), "identities": sorted(store.identities()),
    }


def tables(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables of a SQLite store, `since`, `until` and `declared` among them."""
    with sqlite3.connect(store.url.removeprefix("sqlite:///")) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("revision", "declaration")}
    connection.close()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def graph(server: Server, without: str = "") -> list[str]:
    """Every node and relationship in a database, in an order of no meaning, but for the nodes with a label and what they are joined to."""
    nodes = "MATCH (n) WHERE NOT $without IN labels(n) RETURN labels(n), properties(n)"
    joins = """
        MATCH (a)-[r]->(b) WHERE NOT $without IN labels(a) + labels(b)
        RETURN labels(a), a.id, type(r), properties(r), labels(b), b.id
    """
    with server.driver() as driver, driver.session(database=server.database) as session:
        return sorted(repr([_sorted(value) for value in row.values()]) for query in (nodes, joins)
                      for row in session.run(query, without=without))


def _sorted(value: Any) -> Any:
    # The order of properties says nothing.
    return sorted(value.items()) if isinstance(value, dict) else value
