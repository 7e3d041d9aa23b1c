"""The bare way into and out of Neo4j: what somebody with a script of ten lines would do with the same rows.

No check, no history, no plan: rows that are ready go in with UNWIND, each batch in a transaction of its own, and come out
one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from neo4j import Driver

from graph.records import Record, StoredRecord
from graph.store import neo4j_statements as cypher
from graph.store.neo4j_delta import Delta
from graph.store.plan import canonical
from schema.schemes import BUILT_IN_AXES

_BATCH = 10_000
_DATABASE = "neo4j"

_LOG = """
    UNWIND $rows AS row
    CREATE (:Declaration {record: row[0] + ' ' + row[1], kind: row[0], id: row[1], dataset: row[2], since: 1, declared: 1,
                          body: row[3]})
"""
_READ = "MATCH (d:Declaration) RETURN d.kind, d.id, d.dataset, d.declared, d.body"


@dataclass
class Rows:
    """Statements with their rows: the graph, and the log beside it."""

    graph: list[tuple[str, list[Any]]] = field(default_factory=list)
    log: list[Any] = field(default_factory=list)

    @property
    def nodes(self) -> int:
        """How many nodes the graph has."""
        return sum(len(rows) for statement, rows in self.graph if statement in cypher.CREATE_NODE.values())

    @property
    def relationships(self) -> int:
        """How many relationships the graph has."""
        return sum(len(rows) for _, rows in self.graph) - self.nodes


def rows_of(records: list[Record], dataset: str) -> Rows:
    """Everything that the records are in the graph, ready to be sent."""
    delta = Delta()
    for kind, id, values in records:
        # What the built-in vocabulary brings along is there already.
        if kind not in ("concept", "dataset"):
            delta.add_new((kind, id), StoredRecord(kind, id, values, (dataset,)), BUILT_IN_AXES)
    graph = [(cypher.CREATE_NODE[label], rows) for label, rows in delta.created.items()]
    graph += [(cypher.JOIN[ends], sorted(pairs)) for ends, pairs in delta.joined.items()]
    graph.append((cypher.CREATE_PATH, delta.paths_created))
    return Rows(graph, [(kind, id, dataset, canonical(values)) for kind, id, values in records])


def write(driver: Driver, statements: list[tuple[str, list[Any]]]) -> None:
    """Send every batch in a transaction of its own."""
    with driver.session(database=_DATABASE) as session:
        for statement, rows in statements:
            for at in range(0, len(rows), _BATCH):
                session.run(statement, rows=rows[at:at + _BATCH]).consume()  # type: ignore[arg-type]


def write_log(driver: Driver, rows: list[Any]) -> None:
    """The log rows, in batches."""
    write(driver, [(_LOG, rows)])


def read(driver: Driver) -> list[Any]:
    """Every row of the log, as the driver gives it."""
    with driver.session(database=_DATABASE) as session:
        return list(session.run(_READ))
