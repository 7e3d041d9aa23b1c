"""One store and the projection of its newest revision, shared by pages, GraphQL and exports.

A thread watches the store and rebuilds the projection when the revision has moved; an own write is read back at once.
Readers wait for the very first look only, and keep the projection that they started with. When the store is away, the last
projection goes on answering; `trouble` and `fetched` say how old it may be.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from api.history import History
from graph.gaps import Report, Request
from graph.projection import Projection, build
from graph.records import Revision
from graph.store import Credentials, Store, StoreError, StoreMisconfigured, StoreUnavailable, open_store
from loaders.load import LoadResult, load

log = structlog.get_logger(__name__)

_KEPT_REPORTS = 16
# A server behind a broken network can leave a question unanswered for minutes.
_PATIENCE = timedelta(seconds=12)
# Seconds until the next try when the store refuses us. Neo4j locks an account after a few wrong passwords, for everybody who uses it.
REFUSED = 60.0
# How long an end waits for the watcher, which may be waiting for a server that is away.
_JOIN = 5.0


@dataclass(frozen=True)
class Trouble:
    """Why answers may be old: a Dutch sentence, and since when (UTC) the store gives no answer."""

    reason: str
    since: datetime


class Service:
    """Answers from one store; safe to use from several threads. Without `watching` it looks when `refresh` is called."""

    def __init__(self, store_url: str, poll_seconds: float = 2.0, credentials: Credentials | None = None) -> None:
        self.store_url = store_url
        self.poll_seconds = poll_seconds
        self.fetched: datetime | None = None
        """When (UTC) the projection was read from the store; None before the first one."""
        self.history = History(lambda: self.store)
        """The past, read from the store when it is asked for."""
        self._credentials = credentials or Credentials()
        self._store: Store | None = None
        self._closed = False
        self._opening = threading.Lock()
        self._projection: Projection | None = None
        self._trouble: Trouble | None = None
        self._told: Trouble | None = None
        self._telling = threading.Lock()
        self._asked: datetime | None = None
        self._looking = threading.RLock()
        self._wake = threading.Event()
        self._reports: OrderedDict[tuple[Revision, Request], Report] = OrderedDict()
        self._reporting = threading.Lock()

    @property
    def store(self) -> Store:
        """The opened store; raises StoreError when it cannot be opened."""
        with self._opening:
            if self._store is None:
                if self._closed:
                    raise StoreUnavailable("De dienst stopt.")
                self._store = open_store(self.store_url, self._credentials)
            return self._store

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the store, as far as the last look knows; None when all is well."""
        asked = self._asked
        if self._trouble is None and asked is not None and datetime.now(UTC) - asked > _PATIENCE:
            overdue = Trouble(f"De opslag {self.store_url} geeft nog geen antwoord.", asked)
            self._tell(overdue)  # the watcher cannot: it is the one that waits
            return overdue
        return self._trouble

    @property
    def newest(self) -> Projection | None:
        """The newest projection, or None when the store has never been read; never waits."""
        return self._projection

    def projection(self) -> Projection:
        """The newest projection; waits for the very first look. Raises StoreError when the store has never been read."""
        if self._projection is None and self.trouble is None and self._looking.acquire(timeout=_PATIENCE.total_seconds()):
            try:
                if self._projection is None and self._trouble is None:
                    self.refresh()
            finally:
                self._looking.release()
        if self._projection is None:
            trouble = self.trouble
            raise StoreUnavailable(trouble.reason if trouble else f"De opslag {self.store_url} wordt nog gelezen.")
        return self._projection

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look for newer revisions every `poll_seconds`, in a thread, as long as the block lasts."""
        ended = threading.Event()
        thread = threading.Thread(target=self._watch, args=(ended,), name="dekkend-watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            self._wake.set()
            thread.join(_JOIN)

    def look(self) -> None:
        """Let the watcher look now instead of at its next turn, unless the store refuses us; does not wait for it."""
        self._wake.set()

    def _watch(self, ended: threading.Event) -> None:
        while not ended.is_set():
            self._wake.clear()
            refused = False
            try:
                self.refresh()
            except StoreMisconfigured:
                refused = True
            except StoreError:
                pass  # `trouble` tells it, and the next turn tries again
            except Exception:
                # The watcher may not end by a mistake of ours: who reads is told, and the next revision may be readable.
                log.exception("reading the store failed")
                self._away("De gegevens kunnen niet worden gelezen door een fout in Dekkend. De beheerder vindt haar in het logboek.")
            if refused:
                ended.wait(max(self.poll_seconds, REFUSED))  # no matter who asks to look
            else:
                self._wake.wait(self.poll_seconds)

    def refresh(self) -> None:
        """Look for a newer revision and rebuild when there is one. Raises StoreError, and tells it as `trouble`."""
        with self._looking:
            try:
                self._read()
            except StoreError as wrong:
                self._away(str(wrong))
                raise
            finally:
                self._asked = None
            self._trouble = None
            with self._telling:
                if self._told is not None:
                    log.info("store is back", since=self._told.since.isoformat())
                    self._told = None

    def _read(self) -> None:
        asked = self._asked = datetime.now(UTC)
        store, before = self.store, self._projection
        if self._trouble is not None:
            # What answers there now may be another database, or one that a newer Dekkend prepared.
            store.migrate()
        revision = store.revision()
        self._asked = None
        # Not only the number: a database that was put back can have the same number with other data.
        if before is not None and before.revision == revision:
            return
        with store.stream() as snapshot:
            newest = build(snapshot)
        self._projection, self.fetched = newest, asked
        with self._reporting:
            self._reports.clear()
        if before is not None:
            before.retire()

    def _away(self, reason: str) -> None:
        self._trouble = Trouble(reason, self._trouble.since if self._trouble else self._asked or datetime.now(UTC))
        self._tell(self._trouble)

    def _tell(self, trouble: Trouble) -> None:
        """One line in the log for each reason, however often it comes up."""
        with self._telling:
            if self._told is None or self._told.reason != trouble.reason:
                log.warning("store unavailable", reason=trouble.reason,
                            answering_from=self._projection.revision.number if self._projection else None)
                self._told = trouble

    def report(self, request: Request) -> Report:
        """The outcome of the rules for a request, kept while the revision lasts; WrongRequest as `Report`."""
        projection = self.projection()
        key = (projection.revision, request)
        with self._reporting:
            report = self._reports.get(key)
            if report is None:
                report = Report(projection, request)
                # One for a projection that has gone meanwhile would keep it alive.
                if projection is self._projection:
                    self._reports[key] = report
                    while len(self._reports) > _KEPT_REPORTS:
                        self._reports.popitem(last=False)
            else:
                self._reports.move_to_end(key)
            return report

    def load(self, path: Path, *, dataset: str | None = None, expected: int | None = None, dry_run: bool = False,
             author: str = "webpagina") -> LoadResult:
        """Load a workbook (see `loaders.load.load`); the next answer is of the new revision."""
        try:
            result = load(self.store, path, dataset=dataset, expected=expected, dry_run=dry_run, author=author)
        except StoreUnavailable:
            self.look()
            raise
        if result.report is not None and result.report.stored:
            with suppress(StoreError):  # it is stored; `trouble` tells that it cannot be read back yet
                self.refresh()
        return result

    def close(self) -> None:
        """Close the store; a watcher has to be ended first."""
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None
