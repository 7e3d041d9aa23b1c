"""The service: which revision it answers from, and what it does when the store is away."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from api.service import Service
from graph.gaps import Request
from graph.records import Revision
from graph.store import StoreError, StoreMisconfigured, StoreUnavailable, open_store
from loaders.load import load

REQUEST = Request(date(2026, 11, 22))


def region(folder: Path, *areas: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "gebieden.csv").write_text("id;naam;soort\n" + "".join(f"{area};{area};GEMEENTE\n" for area in areas), encoding="utf-8")
    return folder


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'regio.db'}"


@pytest.fixture
def service(url: str) -> Iterator[Service]:
    made = Service(url, poll_seconds=0.01)
    yield made
    made.close()


def test_an_own_write_is_seen_at_once(url: str, tmp_path: Path) -> None:
    slow = Service(url, poll_seconds=3600)
    assert slow.projection().revision.number == 0
    slow.load(region(tmp_path / "a", "gm0001"))
    assert slow.projection().revision.number == 1
    assert slow.projection()["area"].ids == ["gm0001"]
    slow.close()


def test_a_dry_run_changes_nothing(service: Service, tmp_path: Path) -> None:
    before = service.projection()
    service.load(region(tmp_path / "a", "gm0001"), dry_run=True)
    assert service.projection() is before


def test_the_write_of_another_is_seen_at_the_next_look(service: Service, url: str, tmp_path: Path) -> None:
    assert service.projection().revision.number == 0
    other = open_store(url)
    load(other, region(tmp_path / "a", "gm0001"))
    other.close()
    service.refresh()
    assert service.projection().revision.number == 1


def test_a_reader_keeps_the_projection_he_started_with(service: Service, tmp_path: Path) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    started = service.projection()
    moment = started.at(REQUEST.day)
    service.load(region(tmp_path / "a", "gm0001", "gm0002"))
    assert moment.areas.leaves == ["gm0001"]
    assert service.projection().at(REQUEST.day).areas.leaves == ["gm0001", "gm0002"]


def test_an_old_projection_goes_when_nobody_reads_it(service: Service, tmp_path: Path) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    service.report(REQUEST).findings()
    assert service.projection().at(REQUEST.day).offers.ids == []
    old = weakref.ref(service.projection())
    service.load(region(tmp_path / "a", "gm0002"))
    gc.collect()
    assert old() is None


def test_readers_never_wait_for_a_look(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    first = service.projection()
    looking, done = threading.Event(), threading.Event()
    revision = service.store.revision

    def slow() -> Revision:
        looking.set()
        assert done.wait(10)
        return revision()

    monkeypatch.setattr(service.store, "revision", slow)
    with service.watching():
        assert looking.wait(10)
        assert service.projection() is first
        assert service.report(REQUEST).projection is first
        done.set()


def test_a_report_is_kept_while_the_revision_lasts(service: Service, tmp_path: Path) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    report = service.report(REQUEST)
    assert service.report(REQUEST) is report
    assert service.report(Request(date(2026, 1, 1))) is not report
    service.load(region(tmp_path / "a", "gm0002"))
    assert service.report(REQUEST) is not report


def away(*_: object) -> Any:
    raise StoreUnavailable("De opslag is weg.")


def test_the_last_projection_answers_while_the_store_is_away(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = datetime.now(UTC)
    service.load(region(tmp_path / "a", "gm0001"))
    assert service.trouble is None
    assert service.fetched is not None
    assert begun <= service.fetched <= datetime.now(UTC)
    with monkeypatch.context() as patched:
        patched.setattr(type(service.store), "revision", away)
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                service.refresh()
            assert service.projection().revision.number == 1
            assert service.trouble is not None
            assert service.trouble.reason == "De opslag is weg."
            since = service.trouble.since
    assert service.fetched <= since <= datetime.now(UTC)
    service.refresh()
    assert service.trouble is None


def test_trouble_lasts_from_the_first_look_that_failed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.refresh()
    monkeypatch.setattr(service.store, "revision", away)
    found = []
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            service.refresh()
        found.append(service.trouble)
    assert found[0] == found[1] == found[2]


def test_a_store_that_comes_back_is_prepared_again(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.refresh()
    prepared = []
    monkeypatch.setattr(service.store, "migrate", lambda: prepared.append(service.trouble))
    service.refresh()
    assert prepared == []
    with monkeypatch.context() as patched:
        patched.setattr(service.store, "revision", away)
        with pytest.raises(StoreUnavailable):
            service.refresh()
    service.refresh()
    service.refresh()
    assert len(prepared) == 1


def test_a_store_that_gives_no_answer_at_all_is_told_too(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.service._PATIENCE", timedelta(seconds=0.2))
    service.refresh()
    asked, done = threading.Event(), threading.Event()
    revision = service.store.revision

    def silent() -> Revision:
        asked.set()
        assert done.wait(20)
        return revision()

    monkeypatch.setattr(service.store, "revision", silent)
    with capture_logs() as logs, service.watching():
        assert asked.wait(10)
        assert until(lambda: service.trouble is not None)
        assert "geeft nog geen antwoord" in service.trouble.reason
        assert service.projection().revision.number == 0
        done.set()
        assert until(lambda: service.trouble is None and len(logs) == 2)
    assert [entry["event"] for entry in logs] == ["store unavailable", "store is back"]


def test_the_watcher_sees_a_store_come_go_and_change(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(url, poll_seconds=0.01)
    with monkeypatch.context() as patched:
        patched.setattr("api.service.open_store", away)
        with service.watching():
            assert until(lambda: service.trouble is not None)
            with pytest.raises(StoreUnavailable, match="De opslag is weg"):
                service.projection()
            assert service.newest is None
            patched.undo()
            assert until(lambda: service.newest is not None)
            assert service.trouble is None
            other = open_store(url)
            load(other, region(tmp_path / "a", "gm0001"))
            other.close()
            assert until(lambda: service.projection().revision.number == 1)
    service.close()
    assert "dekkend-watch" not in [thread.name for thread in threading.enumerate()]


def test_a_database_that_was_put_back_is_read_again(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    before, report = service.projection(), service.report(REQUEST)
    other = open_store(f"sqlite:///{tmp_path / 'reserve.db'}")
    load(other, region(tmp_path / "a", "gm0002"))
    assert other.revision().number == before.revision.number
    for name in ("revision", "stream"):
        monkeypatch.setattr(service.store, name, getattr(other, name))
    service.refresh()
    assert service.projection()["area"].ids == ["gm0002"]
    assert service.report(REQUEST) is not report
    other.close()


def test_a_store_that_refuses_us_is_left_alone_for_a_while(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few wrong passwords lock the account."""
    tries = []

    def refusing(*_: object) -> Any:
        tries.append(None)
        raise StoreMisconfigured("Het wachtwoord klopt niet.")

    monkeypatch.setattr("api.service.open_store", refusing)
    service = Service(url, poll_seconds=0.005)
    with service.watching():
        assert until(lambda: service.trouble is not None)
        for _ in range(20):
            service.look()
            time.sleep(0.01)
        assert len(tries) == 1
        ending = time.monotonic()
    assert time.monotonic() - ending < 2
    monkeypatch.setattr("api.service.REFUSED", 0.01)
    with service.watching():
        assert until(lambda: len(tries) > 3)
    service.close()


def test_each_reason_is_logged_once(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.refresh()
    with capture_logs() as logs:
        for reason in ("De opslag is weg.", "De opslag is weg.", "Het wachtwoord klopt niet.", "Het wachtwoord klopt niet."):
            with monkeypatch.context() as patched, pytest.raises(StoreUnavailable):
                patched.setattr(service.store, "revision", lambda reason=reason: away_because(reason))
                service.refresh()
        service.refresh()
        service.refresh()
    assert [(entry["event"], entry.get("reason")) for entry in logs] == [
        ("store unavailable", "De opslag is weg."), ("store unavailable", "Het wachtwoord klopt niet."), ("store is back", None)]


def away_because(reason: str) -> Any:
    raise StoreUnavailable(reason)


def test_the_watcher_looks_at_once_when_asked(tmp_path: Path, url: str) -> None:
    service = Service(url, poll_seconds=3600)
    with service.watching():
        assert service.projection().revision.number == 0
        other = open_store(url)
        load(other, region(tmp_path / "a", "gm0001"))
        other.close()
        service.look()
        assert until(lambda: service.projection().revision.number == 1)
    service.close()


def test_the_watcher_survives_what_nobody_foresaw(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.refresh()

    def broken() -> Revision:
        raise ZeroDivisionError("geheim")

    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(service.store, "revision", broken)
        with service.watching():
            assert until(lambda: service.trouble is not None)
            assert "geheim" not in service.trouble.reason
            patched.undo()
            assert until(lambda: service.trouble is None)
    assert any(entry["log_level"] == "error" for entry in logs)


def test_what_is_stored_stays_stored_when_it_cannot_be_read_back(
        service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    with monkeypatch.context() as patched:
        patched.setattr(type(service.store), "stream", away)
        assert service.load(region(tmp_path / "a", "gm0002")).report.revision.number == 2
        assert service.projection().revision.number == 1
        assert service.trouble is not None
    service.refresh()
    assert service.projection().revision.number == 2


def test_a_store_that_was_never_read_is_an_error(tmp_path: Path) -> None:
    service = Service(f"sqlite:///{tmp_path}")
    for _ in range(2):
        with pytest.raises(StoreError):
            service.projection()


def test_a_closed_service_opens_nothing_again(service: Service) -> None:
    service.close()
    with pytest.raises(StoreUnavailable):
        _ = service.store


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.005)
    return true()
