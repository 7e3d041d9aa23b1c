"""A process that is killed halfway leaves the store whole: at the old revision, or at the new one."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from graph.records import StoredRecord
from graph.store import Store, open_store
from tests.unit.store import crash_writer

ROOT = Path(__file__).parents[3]
MOMENTS = 18


def content(store: Store) -> tuple[int, list[StoredRecord]]:
    with store.stream() as snapshot:
        return snapshot.revision.number, list(snapshot.records)


def expected(version: str) -> list[StoredRecord]:
    return [StoredRecord(record.kind, record.id, record.values, ("groot",)) for record in crash_writer.changes(version).records]


def load_and_kill(url: str, version: str, at_commit: bool, delay: float | None) -> float:
    """Start a load and kill it `delay` seconds after it began (or reached the commit); None: let it finish.

    Returns the seconds between beginning and end.
    """
    command = [sys.executable, str(Path(crash_writer.__file__)), url, version]
    with subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        begun = time.perf_counter()
        if at_commit:
            assert process.stdout.readline() == "commit\n"
        if delay is not None:
            time.sleep(delay)
            process.kill()
        process.stdout.read()
    return time.perf_counter() - begun


def test_killed_at_many_moments(url: str) -> None:
    chance = random.Random(20261122)
    duration = load_and_kill(url, "0", at_commit=False, delay=None)
    stored = "0"
    outcomes = {"old": 0, "new": 0}
    for moment in range(1, MOMENTS + 1):
        at_commit = moment % 2 == 0
        # A commit of this size takes some milliseconds; the rest of the load hundreds.
        delay = chance.uniform(0, 0.03) if at_commit else chance.uniform(0, duration)
        store = open_store(url)
        before, _ = content(store)
        store.close()

        load_and_kill(url, str(moment), at_commit, delay)

        store = open_store(url)
        after, records = content(store)
        if after == before:
            outcomes["old"] += 1
        else:
            outcomes["new"] += 1
            stored = str(moment)
            assert after == before + 1
        assert records == expected(stored)
        assert [revision.number for revision in store.revisions()] == list(range(1, after + 1))
        store.close()
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert outcomes["old"] >= 3
