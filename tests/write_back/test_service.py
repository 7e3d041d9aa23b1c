"""The service keeps the findings in the graph, in a thread of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs
from typer.testing import CliRunner

from api import write_back
from api.app import create_app
from api.cli.main import app
from api.service import Service
from api.settings import Settings
from graph.records import Revision
from graph.store import StoreConflict, StoreMisconfigured, StoreUnavailable
from graph.store.neo4j import Neo4jStore
from tests.write_back.region import REGION, write

DAY, NEXT = date(2026, 11, 22), date(2026, 11, 23)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@contextmanager
def serving(url: str) -> Iterator[Service]:
    service = Service(url, poll_seconds=0.1)
    try:
        with service.watching(), write_back.writing_back(service):
            yield service
    finally:
        service.close()


def test_the_graph_follows_the_revision_and_the_day(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_back, "today", lambda: DAY)
    written = []
    real = write_back.write_back
    monkeypatch.setattr(write_back, "write_back", lambda *given: written.append(given) or real(*given))
    with serving(store.url) as service:
        until(lambda: store.kept_gaps() == (1, "2026-11-22"))
        write(store, *REGION[:-1])  # somebody else's
        until(lambda: store.kept_gaps() == (2, "2026-11-22"))
        assert len(written) == 2

        with serving(store.url) as other:
            until(lambda: other.newest is not None)
            time.sleep(0.5)
            assert len(written) == 2, "the second service wrote what was there"
            monkeypatch.setattr(write_back, "today", lambda: NEXT)
            until(lambda: store.kept_gaps() == (2, "2026-11-23"))
        assert store.revision().number == service.projection().revision.number == 2, "writing back makes no revision"


def test_the_setting_turns_it_on(store: Neo4jStore) -> None:
    settings = Settings(store=store.url, poll_seconds=0.1)
    assert settings.write_back is False
    with TestClient(create_app(settings), base_url="http://localhost") as client:
        assert client.get("/readyz").status_code == 200
        time.sleep(0.5)
        assert store.kept_gaps() is None
    with TestClient(create_app(settings.model_copy(update={"write_back": True})), base_url="http://localhost") as client:
        assert client.get("/readyz").json()["revision"] == 1
        until(lambda: store.kept_gaps() is not None)


def test_the_setting_asks_for_a_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEKKEND_WRITE_BACK", "true")
    result = CliRunner().invoke(app, ["serve", "--store", f"sqlite:///{tmp_path}/regio.db"])
    assert result.exit_code == 2
    assert "DEKKEND_WRITE_BACK staat aan, maar deze opslag heeft geen graaf." in " ".join(result.stderr.split())


class Turns:
    """What a turn of the thread comes to, one after the other: an exception is raised, None is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *outcomes: Any) -> None:
        self.left, self.calls = list(outcomes), 0
        self.service = SimpleNamespace(poll_seconds=0.005, newest=None)
        monkeypatch.setattr(write_back, "_bring", self._bring)
        monkeypatch.setattr(write_back, "today", lambda: DAY)

    def read(self, revision: int, time: str = "") -> None:
        self.service.newest = SimpleNamespace(revision=Revision(revision, time, "iemand", "regio"))

    def _bring(self, service: Any) -> tuple[Revision, str]:
        self.calls += 1
        outcome = self.left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return service.newest.revision, DAY.isoformat()


def settled(turns: Turns, calls: int) -> None:
    until(lambda: turns.calls >= calls, 10)
    time.sleep(0.1)
    assert turns.calls == calls


def test_a_store_that_refuses_us_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns(monkeypatch, StoreMisconfigured("wachtwoord"), StoreMisconfigured("wachtwoord"))
    turns.read(1)
    with capture_logs(), write_back.writing_back(turns.service):
        settled(turns, 1)


def test_a_database_that_was_put_back_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the same number, and other findings."""
    turns = Turns(monkeypatch, None, None)
    with write_back.writing_back(turns.service):
        turns.read(1)
        settled(turns, 1)
        turns.read(1, "2026-01-01T00:00:00Z")
        settled(turns, 2)


def test_what_fails_for_a_while_is_tried_again_and_what_fails_for_good_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = StoreConflict(1, SimpleNamespace(number=2, author="iemand", time=""))
    turns = Turns(monkeypatch, StoreUnavailable("weg"), conflict, StoreUnavailable("weg"), None, ZeroDivisionError(), None)
    with capture_logs() as logs, ExitStack() as running:
        running.enter_context(write_back.writing_back(turns.service))
        settled(turns, 0)  # nothing was read yet
        turns.read(1)
        settled(turns, 4)
        turns.read(2)
        settled(turns, 5)
        turns.read(3)
        settled(turns, 6)
    assert [(one["log_level"], one.get("reason")) for one in logs] == [("warning", "weg"), ("error", None)]
