"""The shared store: a database on a Neo4j server (5.26 LTS or 2026), over Bolt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, TypeVar

import neo4j
import orjson

from graph.records import Change, ChangeSet, Declaration, Revision, Snapshot, StoredRecord, WriteReport
from graph.store import neo4j_gaps
from graph.store import neo4j_schema as schema
from graph.store.contract import StoreConflict, StoreMisconfigured
from graph.store.credentials import NOBODY, Credentials
from graph.store.log import following, planned_write
from graph.store.neo4j_apply import GraphChanged, advance, rebuild
from graph.store.neo4j_connection import Address, connect, dutch_errors
from graph.store.neo4j_gaps import Gap, Kept
from graph.store.neo4j_graph import built_in_concepts, in_force
from graph.store.neo4j_picture import Picture
from graph.store.plan import Key
from graph.store.replay import logged, replayed

_T = TypeVar("_T")

# Rows that the server sends ahead: enough that reading a whole region never waits for the next question.
_FETCH = 5000


class Neo4jStore:
    """A store in one database of a Neo4j server; may be used from several threads, and by several processes at once.

    Call `migrate` before anything else, as `open_store` does. Writers wait for each other on the server. Raises
    StoreMisconfigured for an address, a name or a database that cannot be right.
    """

    def __init__(self, url: str, credentials: Credentials = NOBODY) -> None:
        self._address = Address.read(url)
        self.url = self._address.url
        self._driver = connect(self._address, credentials)
        # Whoever writes here reads his own writes, also where a cluster answers from another member.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def migrate(self) -> None:
        """Prepare the database. Raises StoreMisconfigured when it holds other data or a newer Dekkend prepared it."""
        taught = _vocabulary()
        found = self._read(lambda transaction: _first(transaction, schema.FIND))
        if found is None and self._read(lambda transaction: _first(transaction, schema.FOREIGN)) \
                and not self._read(lambda transaction: _first(transaction, schema.OWN_LOG)):
            # Unless another process prepared the database between the two questions.
            found = self._read(lambda transaction: _first(transaction, schema.FIND))
            if found is None:
                raise StoreMisconfigured(f"In {self.url} staan al gegevens die niet van Dekkend zijn. Kies een andere database.")
        version, known = found or (0, None)
        if version > schema.VERSION:
            raise StoreMisconfigured(f"De opslag {self.url} is gemaakt met een nieuwere Dekkend (vorm {version}; deze "
                                     f"kent {schema.VERSION}). Werk Dekkend bij.")
        for statements in schema.MIGRATIONS[version:]:
            for statement in statements:
                self._write(_alone(statement))
        if version < schema.VERSION or known != taught:
            self._write(lambda transaction: self._finish(transaction, taught))

    def _finish(self, transaction: neo4j.ManagedTransaction, taught: str) -> None:
        transaction.run(schema.PREPARE).consume()
        found = _first(transaction, schema.FIND)
        if found is None or found[1] != taught:
            self._remake(transaction)
            transaction.run(schema.TAUGHT, vocabulary=taught).consume()
        transaction.run(schema.FINISH, version=schema.VERSION).consume()

    def rebuild(self) -> None:
        """Make the graph anew from the log, after somebody changed it outside Dekkend; records and log stay as they are."""
        def work(transaction: neo4j.ManagedTransaction) -> None:
            transaction.run(schema.LOCK).consume()
            self._remake(transaction)
        self._write(work)

    def _remake(self, transaction: neo4j.ManagedTransaction) -> None:
        links = neo4j_gaps.links_in(transaction)
        self._fitting(rebuild(transaction, Picture(transaction)))
        neo4j_gaps.put_back(transaction, links)

    def keep_gaps(self, gaps: Iterable[Gap], revision: int) -> Kept:
        """Make the graph hold exactly these gaps, which were found in that revision; no revision, no record changes.

        Raises StoreConflict when the store is at another revision: then the gaps are of something else.
        """
        wanted = list(gaps)

        def work(transaction: neo4j.ManagedTransaction) -> Kept:
            transaction.run(schema.LOCK).consume()
            present = Picture(transaction).present
            if present.number != revision:
                raise StoreConflict(revision, present)
            return neo4j_gaps.keep(transaction, wanted)
        return self._write(work)

    def kept_gaps(self) -> tuple[int, str] | None:
        """(revision, peildatum) of the gaps in the graph; None when there are none."""
        return self._read(neo4j_gaps.kept_of)

    def revision(self) -> Revision:
        """The present revision (EMPTY for an empty store)."""
        return self._pictured(Picture.revision)

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first."""
        return self._pictured(Picture.revisions)

    def write(self, changes: ChangeSet, expected_revision: int | None = None, *, dry_run: bool = False) -> WriteReport:
        """As `Store.write`. A dry run reads only, so it never waits for a writer and no writer waits for it."""
        if dry_run:
            present, planned = self._pictured(lambda picture: planned_write(picture, changes, expected_revision))
            return WriteReport(False, present, planned.counts, planned.differences, planned.alterations)

        def work(transaction: neo4j.ManagedTransaction) -> WriteReport:
            transaction.run(schema.LOCK).consume()
            picture = Picture(transaction)
            present, planned = planned_write(picture, changes, expected_revision)
            if planned.added or planned.ended:
                present = following(present, changes)
                self._fitting(advance(transaction, picture, present, planned))
            return WriteReport(True, present, planned.counts, planned.differences, planned.alterations)
        return self._write(work)

    def replay(self, revision: Revision, changes: Iterable[Change]) -> None:
        """As `Store.replay`."""
        log = logged(revision, changes)

        def work(transaction: neo4j.ManagedTransaction) -> None:
            transaction.run(schema.LOCK).consume()
            picture = Picture(transaction)
            self._fitting(advance(transaction, picture, revision, replayed(revision, log, picture)))
        self._write(work)

    @contextmanager
    def stream(self, revision: int | None = None) -> Iterator[Snapshot]:
        """One consistent picture of the present, or of an earlier revision (ValueError when there is no such one)."""
        with self._picture() as picture:
            shown = picture.revision() if revision is None else picture.revision_at(revision)
            yield Snapshot(shown, self._guarded(picture.records(shown.number)))

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
        wanted = list(ids)
        return self._pictured(lambda picture: picture.fetch(wanted))

    def health(self) -> str:
        """A Dutch sentence on the state of the store; raises StoreError when it is not well."""
        number, count = self._pictured(lambda picture: (picture.revision().number, picture.count()))
        return f"De opslag {self.url} werkt: revisie {number}, {count} gegevens."

    def close(self) -> None:
        """Let go of the connections."""
        self._driver.close()

    def _fitting(self, fits: bool) -> None:
        if not fits:
            raise GraphChanged(self.url)

    @contextmanager
    def _session(self, mode: str) -> Iterator[neo4j.Session]:
        with dutch_errors(self._address, writing=mode == neo4j.WRITE_ACCESS), self._driver.session(
                database=self._address.database, default_access_mode=mode, bookmark_manager=self._bookmarks,
                fetch_size=_FETCH) as session:
            yield session

    def _write(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _read(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def _pictured(self, work: Callable[[Picture], _T]) -> _T:
        return self._read(lambda transaction: work(Picture(transaction)))

    @contextmanager
    def _picture(self) -> Iterator[Picture]:
        """A picture that lasts as long as the block: for what is read bit by bit, which cannot be tried again unseen."""
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            yield Picture(transaction)

    def _guarded(self, records: Iterator[StoredRecord]) -> Iterator[StoredRecord]:
        with dutch_errors(self._address):
            yield from records


def _alone(statement: str) -> Callable[[neo4j.ManagedTransaction], object]:
    return lambda transaction: transaction.run(statement).consume()


def _first(transaction: neo4j.ManagedTransaction, statement: str) -> tuple[Any, ...] | None:
    return next(iter(transaction.run(statement)), None)


def _vocabulary() -> str:
    """What tells one release's built-in vocabulary from another's."""
    concepts = [in_force("concept", id, None) for id in built_in_concepts()]
    return sha256(orjson.dumps(concepts, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
