"""The numbered steps that make and renew the tables of the SQLite store; `sqlite_schema.sql` shows where they lead.

A step that has been released is never changed: a new form is a new step at the end. All steps run in one transaction.
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # AUTOINCREMENT is not needed for the numbers: no revision is ever deleted.
        """
        CREATE TABLE revision (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            time TEXT NOT NULL,
            author TEXT NOT NULL,
            dataset TEXT NOT NULL,
            message TEXT NOT NULL
        ) STRICT
        """,
        # A declaration holds from revision `since` until just before revision `until` (NULL: still). Nothing is ever
        # deleted or overwritten, so this one table is the present, every earlier state and the change log.
        # `declared` is the revision since which the dataset has declared this record without a break.
        # Clustered by the order in which a picture is read, so that reading is one walk through the file.
        """
        CREATE TABLE declaration (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            dataset TEXT NOT NULL,
            since INTEGER NOT NULL REFERENCES revision (number),
            until INTEGER REFERENCES revision (number) CHECK (until > since),
            declared INTEGER NOT NULL REFERENCES revision (number) CHECK (declared <= since),
            body TEXT NOT NULL,
            PRIMARY KEY (kind, id, dataset, since)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX declaration_present ON declaration (dataset, kind, id) WHERE until IS NULL",
        "CREATE INDEX declaration_since ON declaration (since)",
        "CREATE INDEX declaration_until ON declaration (until) WHERE until IS NOT NULL",
    ),
)

VERSION = len(MIGRATIONS)

APPLICATION = 0x44656B6B
"""The bytes `Dekk` in the header of the file: what tells our files from other SQLite files."""
