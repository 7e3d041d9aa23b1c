"""All that is read from the tables of the SQLite store, on one connection inside one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

import orjson

from graph.records import EMPTY, Change, Declaration, Revision, StoredRecord
from graph.store.log import changes_of, ids_by_kind, records_of
from graph.store.merge import Claim, merge
from graph.store.plan import Held, Key
from schema.kinds import KINDS

_PAGE = 2000

_REVISION = "SELECT number, time, author, dataset, message FROM revision"
_AS_OF = """
    SELECT id, dataset, declared, body FROM declaration
    WHERE kind = ? AND since <= ? AND (until IS NULL OR until > ?) ORDER BY id
"""
_CLAIMS = """
    SELECT id, dataset, declared, body FROM declaration
    WHERE kind = ? AND id IN (SELECT value FROM json_each(?)) AND until IS NULL AND dataset IS NOT ? ORDER BY id
"""
_DECLARATIONS = """
    SELECT dataset, id, body FROM declaration WHERE kind = ? AND until IS NULL AND dataset IS NOT ? ORDER BY id, dataset
"""
_IDENTITIES = "SELECT kind, id, dataset FROM declaration WHERE until IS NULL AND dataset IS NOT ?"
_HELD = "SELECT id, body, declared FROM declaration WHERE dataset = ? AND kind = ? AND until IS NULL"
_BEGUN = "SELECT kind, id, dataset, body FROM declaration WHERE since = ?"
_ENDED = "SELECT kind, id, dataset, body FROM declaration WHERE until = ?"


class Picture:
    """One consistent state of the file: it lives as long as the transaction of its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def revision(self) -> Revision:
        """The present revision; EMPTY when there is none."""
        row = self._connection.execute(f"{_REVISION} ORDER BY number DESC LIMIT 1").fetchone()
        return Revision(*row) if row else EMPTY

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first."""
        return [Revision(*row) for row in self._connection.execute(f"{_REVISION} ORDER BY number")]

    def revision_at(self, number: int) -> Revision:
        """An earlier revision, or EMPTY for 0. Raises ValueError when there is no such one."""
        if number == 0:
            return EMPTY
        row = self._connection.execute(f"{_REVISION} WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise ValueError(f"Er is geen revisie {number}.")
        return Revision(*row)

    def count(self) -> int:
        """The number of present records; one that several datasets declare counts once."""
        count: int = self._connection.execute(
            "SELECT count(*) FROM (SELECT DISTINCT kind, id FROM declaration WHERE until IS NULL)").fetchone()[0]
        return count

    def records(self, number: int, cursor: sqlite3.Cursor) -> Iterator[StoredRecord]:
        """The merged records of a revision, by kind and id. Reading on after `cursor` was closed raises an error."""
        for kind in KINDS:
            cursor.execute(_AS_OF, (kind, number, number))
            yield from records_of(kind, _rows(cursor))

    def claims(self, keys: Iterable[Key], exclude: str | None = None) -> dict[Key, list[Claim]]:
        """What datasets other than `exclude` now say of these records; records that nobody declares are left out."""
        found: dict[Key, list[Claim]] = {}
        for kind, ids in ids_by_kind(keys).items():
            for id, dataset, declared, body in self._connection.execute(_CLAIMS, (kind, json.dumps(ids), exclude)):
                found.setdefault((kind, id), []).append(Claim(declared, dataset, orjson.loads(body)))
        return found

    def fetch(self, keys: Iterable[Key]) -> dict[Key, StoredRecord]:
        """The present records with these keys; unknown ones are left out."""
        return {key: merge(*key, claims) for key, claims in self.claims(keys).items()}

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """The present declarations of some kinds, by kind and id."""
        for kind in KINDS:
            if kind in kinds:
                for dataset, id, body in self._connection.execute(_DECLARATIONS, (kind, exclude)):
                    yield Declaration(dataset, kind, id, orjson.loads(body))

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """(kind, id, dataset) of every present declaration."""
        yield from self._connection.execute(_IDENTITIES, (exclude,))

    def held(self, dataset: str) -> Held:
        """The present declarations of one dataset."""
        found: Held = {}
        for kind in KINDS:
            rows = self._connection.execute(_HELD, (dataset, kind))
            if ids := {id: (body, declared) for id, body, declared in rows}:
                found[kind] = ids
        return found

    def changes(self, since: int, until: int | None) -> Iterator[Change]:
        """What the revisions after `since`, up to and including `until`, did: by revision, kind, id and dataset."""
        for revision in self.revisions():
            if since < revision.number and (until is None or revision.number <= until):
                yield from self._changes_of(revision)

    def _changes_of(self, revision: Revision) -> Iterator[Change]:
        def bodies(statement: str) -> dict[tuple[str, str, str], str]:
            return {(kind, id, dataset): body
                    for kind, id, dataset, body in self._connection.execute(statement, (revision.number,))}

        yield from changes_of(revision, bodies(_ENDED), bodies(_BEGUN))


def _rows(cursor: sqlite3.Cursor) -> Iterator[tuple[str, str, int, str]]:
    while page := cursor.fetchmany(_PAGE):
        yield from page
