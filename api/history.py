"""What the store keeps of the past: its revisions, and the difference between two of them; a few are kept for who asks on.

Every method reads the store, so none of them belongs in the thread that answers requests.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from graph.differences import Differences, Origins, checked, origins, read
from graph.gaps import Report, Request, WrongRequest
from graph.projection import Projection
from graph.records import EMPTY, Revision
from graph.store import Store

# At national scale a projection with its reports takes a gigabyte.
_KEPT = 2


class Asked(NamedTuple):
    """The two sides: revisions by number, `request` with the later day, and the earlier day."""

    since: int
    until: int
    request: Request
    since_day: date


class History:
    """The past of one store; safe to use from several threads."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._reading = threading.Lock()
        self._newest: Revision = EMPTY
        self._projections: OrderedDict[int, Projection] = OrderedDict()
        self._differences: OrderedDict[Asked, Differences] = OrderedDict()

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first. Raises StoreError."""
        return self._store().revisions()

    def differences(self, asked: Asked, newest: Projection) -> Differences:
        """The difference between two sides, of which `newest` may be one.

        Raises UnknownRevision (also for one after `newest`), WrongRequest and StoreError.
        """
        checked(asked.since, asked.until, newest.revision.number)
        with self._reading:
            if self._newest != newest.revision:
                # Another number, or the same one of a database that was put back.
                self._projections.clear()
                self._differences.clear()
                self._newest = newest.revision
            if asked not in self._differences:
                self._differences[asked] = self._made(asked, newest)
                while len(self._differences) > _KEPT:
                    self._differences.popitem(last=False)
            self._differences.move_to_end(asked)
            return self._differences[asked]

    def _made(self, asked: Asked, newest: Projection) -> Differences:
        after = self._projection(asked.until, newest)
        before = self._projection(asked.since, newest)
        log: Origins = origins(self._store().changes(asked.since, asked.until)) if asked.since != asked.until else {}
        return Differences(_report(before, replace(asked.request, day=asked.since_day)), _report(after, asked.request), log)

    def _projection(self, number: int, newest: Projection) -> Projection:
        if number == newest.revision.number:
            return newest
        if number not in self._projections:
            self._projections[number] = read(self._store(), number)
            while len(self._projections) > _KEPT:
                self._projections.popitem(last=False)
        self._projections.move_to_end(number)
        return self._projections[number]


def _report(projection: Projection, request: Request) -> Report:
    try:
        return Report(projection, request)
    except WrongRequest as wrong:
        raise WrongRequest(f"In revisie {projection.revision.number}: {wrong}") from None
