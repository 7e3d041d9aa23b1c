"""The embedded store: one SQLite file, with the `sqlite3` of the standard library."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from graph.records import Change, ChangeSet, Declaration, Revision, Snapshot, StoredRecord, WriteReport
from graph.store.contract import StoreMisconfigured, StoreUnavailable
from graph.store.log import following, planned_write
from graph.store.plan import Key, Plan
from graph.store.replay import logged, replayed
from graph.store.sqlite_connection import connect_reader, connect_writer, dutch_errors
from graph.store.sqlite_picture import Picture
from graph.store.sqlite_schema import APPLICATION, MIGRATIONS, VERSION

_FIRST_WITH_STRICT_TABLES = (3, 37, 0)

_BEGIN_REVISION = "INSERT INTO revision (number, time, author, dataset, message) VALUES (?, ?, ?, ?, ?)"
_END_DECLARATION = "UPDATE declaration SET until = ? WHERE kind = ? AND id = ? AND dataset = ? AND until IS NULL"
_BEGIN_DECLARATION = """
    INSERT INTO declaration (kind, id, dataset, since, declared, body) VALUES (?, ?, ?, ?, ?, ?)
"""


class SqliteStore:
    """A store in one file; may be used from several threads and several processes at once.

    Call `migrate` before anything else, as `open_store` does. A writer waits `busy_seconds` for a writer of another
    process and then raises StoreUnavailable; readers never wait. Raises StoreMisconfigured for a file of another program.
    """

    def __init__(self, path: Path, url: str, busy_seconds: float = 30.0) -> None:
        if sqlite3.sqlite_version_info < _FIRST_WITH_STRICT_TABLES:
            raise StoreMisconfigured(f"SQLite {sqlite3.sqlite_version} is te oud voor Dekkend; nodig is 3.37 of "
                                     "nieuwer. Installeer een nieuwere Python.")
        self.url = url
        self._path = path
        self._busy_seconds = busy_seconds
        self._closed = False
        self._writing = Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = Lock()
        with dutch_errors(url):
            self._writer = connect_writer(path, busy_seconds)
        self._file = _file(path)

    def migrate(self) -> None:
        """Bring the file to the newest form. Raises StoreMisconfigured when a newer Dekkend made it."""
        with self._transaction() as connection:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise StoreMisconfigured(f"De opslag {self.url} is gemaakt met een nieuwere Dekkend (vorm {version}; deze "
                                         f"kent {VERSION}). Werk Dekkend bij.")
            for statements in MIGRATIONS[version:]:
                for statement in statements:
                    connection.execute(statement)
            if version < VERSION:
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION}")

    def revision(self) -> Revision:
        """The present revision (EMPTY for an empty store)."""
        with self._picture() as picture:
            return picture.revision()

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first."""
        with self._picture() as picture:
            return picture.revisions()

    def write(self, changes: ChangeSet, expected_revision: int | None = None, *, dry_run: bool = False) -> WriteReport:
        """As `Store.write`. A dry run reads only, so it never waits for a writer and no writer waits for it."""
        if dry_run:
            with self._picture() as picture:
                present, planned = planned_write(picture, changes, expected_revision)
                return WriteReport(False, present, planned.counts, planned.differences, planned.alterations)
        with self._transaction() as connection:
            present, planned = planned_write(Picture(connection), changes, expected_revision)
            if planned.added or planned.ended:
                present = following(present, changes)
                _apply(connection, present, planned)
        return WriteReport(True, present, planned.counts, planned.differences, planned.alterations)

    def replay(self, revision: Revision, changes: Iterable[Change]) -> None:
        """As `Store.replay`."""
        log = logged(revision, changes)
        with self._transaction() as connection:
            _apply(connection, revision, replayed(revision, log, Picture(connection)))

    @contextmanager
    def stream(self, revision: int | None = None) -> Iterator[Snapshot]:
        """One consistent picture of the present, or of an earlier revision (ValueError when there is no such one)."""
        with self._reader() as connection:
            picture = Picture(connection)
            shown = picture.revision() if revision is None else picture.revision_at(revision)
            cursor = connection.cursor()
            try:
                yield Snapshot(shown, self._guarded(picture.records(shown.number, cursor)))
            finally:
                # Reading on after the block must fail and not quietly end halfway.
                cursor.close()

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """The present declarations of some kinds, by kind, id and dataset, without those of `exclude`."""
        with self._picture() as picture:
            yield from picture.declarations(kinds, exclude)

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """(kind, id, dataset) of every present declaration, without those of `exclude`, in no particular order."""
        with self._picture() as picture:
            yield from picture.identities(exclude)

    def changes(self, since: int, until: int | None = None) -> Iterator[Change]:
        """The change log by revision, kind, id and dataset."""
        with self._picture() as picture:
            yield from picture.changes(since, until)

    def fetch(self, ids: Iterable[Key]) -> dict[Key, StoredRecord]:
        """The present records with these (kind, id); unknown ones are left out."""
        with self._picture() as picture:
            return picture.fetch(ids)

    def health(self) -> str:
        """A Dutch sentence on the state of the store; raises StoreError when it is not well."""
        with self._picture() as picture:
            return f"De opslag {self.url} werkt: revisie {picture.revision().number}, {picture.count()} gegevens."

    def close(self) -> None:
        """Close the file. A reader that is still busy keeps its own connection until it is done."""
        with self._writing, self._idle_lock:
            self._closed = True
            self._writer.close()
            while self._idle:
                self._idle.pop().close()

    def _guarded(self, records: Iterator[StoredRecord]) -> Iterator[StoredRecord]:
        with dutch_errors(self.url):
            yield from records

    @contextmanager
    def _picture(self) -> Iterator[Picture]:
        with self._reader() as connection:
            yield Picture(connection)

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own inside a transaction: what it sees is fixed at its first question."""
        with dutch_errors(self.url):
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("ROLLBACK")
            except BaseException:
                # What went wrong may have left the connection in any state; a new one costs a millisecond.
                connection.close()
                raise
            self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._refuse_when_gone()
            if self._idle:
                return self._idle.pop()
        return connect_reader(self._path, self._busy_seconds)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._idle_lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The writing connection inside a transaction, which is undone by any exception."""
        with self._writing, dutch_errors(self.url):
            self._refuse_when_gone()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._refuse_when_gone()
                self._writer.execute("COMMIT")
            except BaseException:
                # SQLite undoes a transaction by itself on a full disk and the like.
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def _refuse_when_gone(self) -> None:
        if self._closed:
            raise StoreUnavailable(f"De opslag {self.url} is gesloten.")
        # SQLite keeps hold of a file that was moved or replaced: what is written then goes where nobody looks for it.
        if _file(self._path) != self._file:
            raise StoreUnavailable(f"Het bestand van de opslag {self.url} is weg, verplaatst of vervangen. Er is niets opgeslagen. "
                                   "Zet het bestand terug, of start Dekkend opnieuw.")


def _file(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _apply(connection: sqlite3.Connection, revision: Revision, planned: Plan) -> None:
    number = revision.number
    connection.execute(_BEGIN_REVISION, (number, revision.time, revision.author, revision.dataset, revision.message))
    connection.executemany(_END_DECLARATION, ((number, *ended) for ended in planned.ended))
    connection.executemany(_BEGIN_DECLARATION, (
        (kind, id, revision.dataset, number, declared, body) for kind, id, declared, body in planned.added))
