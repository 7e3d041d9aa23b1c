"""The numbered steps that prepare a Neo4j database; each may be taken again without harm.

A step that has been released is never changed: a new form is a new step at the end. Neo4j takes each statement about
constraints and indexes in a transaction of its own, so the number of the last step is written after them.
"""

from __future__ import annotations

from graph.store.neo4j_gaps import GAP
from graph.store.neo4j_model import LABELS

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE CONSTRAINT dekkend_store IF NOT EXISTS FOR (n:Store) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT dekkend_revision IF NOT EXISTS FOR (n:Revision) REQUIRE n.number IS UNIQUE",
        # A declaration holds from revision `since` until just before revision `until` (absent: still). Nothing of it is
        # ever deleted or overwritten: this is the present, every earlier state and the change log.
        """
        CREATE CONSTRAINT dekkend_declaration IF NOT EXISTS
        FOR (n:Declaration) REQUIRE (n.record, n.dataset, n.since) IS UNIQUE
        """,
        "CREATE INDEX dekkend_declaration_dataset IF NOT EXISTS FOR (n:Declaration) ON (n.dataset)",
        "CREATE INDEX dekkend_declaration_since IF NOT EXISTS FOR (n:Declaration) ON (n.since)",
        "CREATE INDEX dekkend_declaration_until IF NOT EXISTS FOR (n:Declaration) ON (n.until)",
        *(f"CREATE CONSTRAINT dekkend_{kind} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for kind, label in LABELS.items()),
        "CREATE CONSTRAINT dekkend_referral IF NOT EXISTS FOR ()-[r:REFERS_TO]-() REQUIRE r.id IS UNIQUE",
        f"CREATE CONSTRAINT dekkend_gap IF NOT EXISTS FOR (n:{GAP}) REQUIRE n.id IS UNIQUE",
    ),
)

VERSION = len(MIGRATIONS)

FOREIGN = f"MATCH (n:{'|'.join([*LABELS.values(), GAP])}|Revision|Declaration) RETURN labels(n)[0] LIMIT 1"
"""A node that would be in the way, in a database that has no store yet."""

OWN_LOG = "MATCH (d:Declaration) WHERE d.record IS NOT NULL MATCH (r:Revision {number: d.since}) RETURN r.number LIMIT 1"
"""A sign that the log in a database without a store is our own: somebody took only the node Store away."""

FIND = "MATCH (s:Store {id: 'dekkend'}) RETURN s.version, s.vocabulary"
"""The form that the database has, and which built-in vocabulary the graph knows."""

# Setting a property takes the lock of the node, which the transaction then holds until its end; the property itself never stays.
LOCK = "MATCH (s:Store {id: 'dekkend'}) SET s.busy = true REMOVE s.busy"
"""Wait until no other transaction writes; all that write begin with this."""

PREPARE = """
    OPTIONAL MATCH (r:Revision) WITH coalesce(max(r.number), 0) AS newest
    MERGE (s:Store {id: 'dekkend'}) ON CREATE SET s.version = 0, s.revision = newest SET s.busy = true REMOVE s.busy
"""
"""As LOCK, and make the store when there is none; where only its node was gone, it goes on from its own log."""

FINISH = "MATCH (s:Store {id: 'dekkend'}) WHERE s.version < $version SET s.version = $version"
"""The database has this form now, unless a newer Dekkend was first."""

TAUGHT = "MATCH (s:Store {id: 'dekkend'}) SET s.vocabulary = $vocabulary"
"""The graph knows this built-in vocabulary now."""
