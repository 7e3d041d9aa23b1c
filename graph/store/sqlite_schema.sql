-- The tables of the newest SQLite store, as its steps in sqlite_schema.py leave them. For the reader: no program
-- reads this file, and a test holds it against a live store.

CREATE TABLE declaration (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    dataset TEXT NOT NULL,
    since INTEGER NOT NULL REFERENCES revision (number),
    until INTEGER REFERENCES revision (number) CHECK (until > since),
    declared INTEGER NOT NULL REFERENCES revision (number) CHECK (declared <= since),
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id, dataset, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    time TEXT NOT NULL,
    author TEXT NOT NULL,
    dataset TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX declaration_present ON declaration (dataset, kind, id) WHERE until IS NULL;

CREATE INDEX declaration_since ON declaration (since);

CREATE INDEX declaration_until ON declaration (until) WHERE until IS NOT NULL;
