"""The numbered steps that prepare a Neo4j database; each may be taken again without harm.

A step that has been released is never changed: a new form is a new step at the end. Neo4j takes each statement about
constraints and indexes in a transaction of its own, so the number of the last step is written after them.
"""

from __future__ import annotations

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
        "CREATE CONSTRAINT dekkend_gap IF NOT EXISTS FOR (n:Gap) REQUIRE n.id IS UNIQUE",
    ),
)

VERSION = len(MIGRATIONS)

FOREIGN = f"MATCH (n:{'|'.join(LABELS.values())}|Revision|Declaration|Gap) RETURN labels(n)[0] LIMIT 1"
"""A node that would be in the way, in a database that has no store yet."""

FIND = "MATCH (s:Store {id: 'dekkend'}) RETURN s.version, s.vocabulary"
LOCK = "MERGE (s:Store {id: 'dekkend'}) ON CREATE SET s.version = 0, s.revision = 0 SET s.busy = true REMOVE s.busy RETURN s.version"
FINISH = "MATCH (s:Store {id: 'dekkend'}) SET s.version = $version"
TAUGHT = "MATCH (s:Store {id: 'dekkend'}) SET s.vocabulary = $vocabulary"
