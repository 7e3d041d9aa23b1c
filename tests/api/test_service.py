"""The service: which revision it answers from, and what it does when the store is away."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.service import Service
from graph.gaps import Request
from graph.store import StoreError, StoreUnavailable, open_store
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
    made = Service(url, poll_seconds=0.0)
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


def test_others_go_on_while_one_rebuilds(service: Service) -> None:
    first = service.projection()
    holding, done = threading.Event(), threading.Event()

    def rebuild() -> None:
        with service._lock:
            holding.set()
            done.wait(10)

    thread = threading.Thread(target=rebuild)
    thread.start()
    holding.wait(10)
    try:
        assert service.projection() is first
    finally:
        done.set()
        thread.join()


def test_a_report_is_kept_while_the_revision_lasts(service: Service, tmp_path: Path) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    report = service.report(REQUEST)
    assert service.report(REQUEST) is report
    assert service.report(Request(date(2026, 1, 1))) is not report
    service.load(region(tmp_path / "a", "gm0002"))
    assert service.report(REQUEST) is not report


def test_the_last_projection_answers_while_the_store_is_away(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.load(region(tmp_path / "a", "gm0001"))
    store = service.store

    def away() -> None:
        raise StoreUnavailable("De opslag is weg.")

    with monkeypatch.context() as patched:
        patched.setattr(type(store), "revision", lambda self: away())
        assert service.projection().revision.number == 1
        assert service.trouble == "De opslag is weg."
    assert service.projection().revision.number == 1
    assert service.trouble is None


def test_a_store_that_was_never_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Service(f"sqlite:///{tmp_path}").projection()
