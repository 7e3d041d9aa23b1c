"""The findings of today kept in the graph of the store: once when asked, or again whenever they may have changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import structlog

from api.service import REFUSED, Service
from api.settings import today
from graph.gaps import Report, Request
from graph.gaps.kept import kept
from graph.records import Revision
from graph.store import StoreConflict, StoreError, StoreMisconfigured, graph_store
from graph.store.neo4j_gaps import Kept

if TYPE_CHECKING:
    from graph.store.neo4j import Neo4jStore

log = structlog.get_logger(__name__)

# How long an end waits for a write that is under way. It is one transaction, so what is broken off was never there.
_JOIN = 5.0


class WrittenBack(NamedTuple):
    """What writing back changed in the graph, and how many findings did not get in because there are too many."""

    kept: Kept
    left_out: int


def write_back(store: Neo4jStore, report: Report) -> WrittenBack:
    """Make the graph hold the findings of a report on everything, and no others. Raises StoreError.

    Of these, StoreConflict when the store has moved on since the revision of the report.
    """
    gaps, left_out = kept(report)
    return WrittenBack(store.keep_gaps(gaps, report.projection.revision.number), left_out)


@contextmanager
def writing_back(service: Service) -> Iterator[None]:
    """As long as the block lasts, a thread keeps the findings of the newest revision and of today in the graph.

    No answer waits for it. Of several services on one store, the first one writes and the others see that it has been done.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_keep, args=(service, ended), name="dekkend-write-back", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(_JOIN)


def _keep(service: Service, ended: threading.Event) -> None:
    done: tuple[Revision, str] | None = None
    told, pause = "", service.poll_seconds
    while not ended.wait(pause):
        pause = service.poll_seconds
        newest = service.newest
        # A new day changes findings too: what ends, and what nobody confirmed for a year.
        wanted = None if newest is None else (newest.revision, today().isoformat())
        if wanted in (None, done):
            continue
        try:
            done = _bring(service)
            told = ""
        except StoreConflict:
            pass  # somebody wrote meanwhile: the service will read it, and the next turn is about that
        except StoreError as wrong:
            if isinstance(wrong, StoreMisconfigured):
                pause = max(pause, REFUSED)
            if told != str(wrong):
                told = str(wrong)
                log.warning("gaps not written back, trying again", reason=told)
        except Exception:
            # Not again for the same revision and day: it would fail in the same way.
            done = wanted
            log.exception("writing back gaps failed")


def _bring(service: Service) -> tuple[Revision, str]:
    """Write back what the store does not have yet; the revision and the day that it then has."""
    day = today()
    report = service.report(Request(day))
    revision = report.projection.revision
    store = graph_store(service.store)
    if store.kept_gaps() != (revision.number, day.isoformat()):
        found = write_back(store, report)
        log.info("gaps written back", revision=revision.number, day=day.isoformat(), left_out=found.left_out, **found.kept._asdict())
    return revision, day.isoformat()
