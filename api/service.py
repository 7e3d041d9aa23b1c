"""One store and the projection of its newest revision, shared by pages, GraphQL and exports.

The projection is rebuilt when the revision has moved: at once after an own write, within the poll interval after
somebody else's. A reader keeps the projection that he started with. When the store is away, the last projection goes on
answering and `trouble` says why.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from pathlib import Path

import structlog

from graph.gaps import Report, Request
from graph.projection import Projection, build
from graph.store import Store, StoreError, open_store
from loaders.load import LoadResult, load

log = structlog.get_logger(__name__)

_KEPT_REPORTS = 16


class Service:
    """Answers from one store; safe to use from several threads."""

    def __init__(self, store_url: str, poll_seconds: float = 2.0) -> None:
        self.store_url = store_url
        self.poll_seconds = poll_seconds
        self.trouble: str | None = None
        self._store: Store | None = None
        self._projection: Projection | None = None
        self._looked = float("-inf")
        self._lock = threading.RLock()
        self._reports: OrderedDict[tuple[int, Request], Report] = OrderedDict()

    @property
    def store(self) -> Store:
        """The opened store; raises StoreError when it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self.store_url)
            return self._store

    def projection(self) -> Projection:
        """The newest projection; an older one while the store is away (then `trouble` is set).

        Whoever finds that it is time to look does so, and rebuilds when the revision has moved; others go on with the
        projection that is there. Raises StoreError only when the store has never been read.
        """
        if self._projection is None:
            with self._lock:
                if self._projection is None:
                    self._refresh()
        elif time.monotonic() - self._looked >= self.poll_seconds and self._lock.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._lock.release()
        assert self._projection is not None
        return self._projection

    def _refresh(self) -> None:
        try:
            store = self.store
            if self._projection is None or store.revision().number != self._projection.revision.number:
                before = self._projection
                with store.stream() as snapshot:
                    self._projection = build(snapshot)
                self._reports.clear()
                if before is not None:
                    before.retire()
            self.trouble = None
        except StoreError as wrong:
            if self._projection is None:
                raise
            self.trouble = str(wrong)
            log.warning("store unavailable, answering from the last projection", revision=self._projection.revision.number)
        self._looked = time.monotonic()

    def report(self, request: Request) -> Report:
        """The outcome of the rules for a request, kept while the revision lasts; WrongRequest as `Report`."""
        projection = self.projection()
        key = (projection.revision.number, request)
        with self._lock:
            report = self._reports.get(key)
            if report is None:
                report = self._reports[key] = Report(projection, request)
                while len(self._reports) > _KEPT_REPORTS:
                    self._reports.popitem(last=False)
            self._reports.move_to_end(key)
            return report

    def load(self, path: Path, *, dataset: str | None = None, expected: int | None = None, dry_run: bool = False,
             author: str = "webpagina") -> LoadResult:
        """Load a workbook (see `loaders.load.load`); the next answer is of the new revision."""
        result = load(self.store, path, dataset=dataset, expected=expected, dry_run=dry_run, author=author)
        if result.report is not None and result.report.stored:
            with self._lock:
                self._refresh()
        return result

    def close(self) -> None:
        """Close the store."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None
