"""Several threads and several processes at one file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from graph.records import ChangeSet, Record
from graph.store import Store, StoreConflict, StoreUnavailable, open_store
from graph.store.sqlite import SqliteStore

ROOT = Path(__file__).parents[3]


def areas(dataset: str, text: str, count: int = 50) -> ChangeSet:
    return ChangeSet(dataset, [Record("area", f"{dataset}-{at}", {"naam": text}) for at in range(count)])


def test_of_two_writers_from_one_revision_one_gets_a_conflict(url: str, store: Store) -> None:
    other = open_store(url)
    barrier = Barrier(2)

    def write(to: Store, dataset: str) -> str:
        barrier.wait()
        try:
            return f"revision {to.write(areas(dataset, 'x'), 0).revision.number}"
        except StoreConflict as conflict:
            return f"conflict {conflict.actual.number}"

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(write, (store, other), ("a", "b")))
    assert results == ["conflict 1", "revision 1"]
    assert len(store.revisions()) == 1
    other.close()


def test_writers_without_an_expectation_all_get_their_turn(url: str, store: Store) -> None:
    others = [open_store(url) for _ in range(2)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda at: [store, *others][at % 3].write(areas(f"d{at}", "x")), range(12)))
    assert [revision.number for revision in store.revisions()] == list(range(1, 13))
    for other in others:
        other.close()


def test_a_reader_keeps_its_picture_while_others_write(store: Store) -> None:
    store.write(areas("a", "oud", 5000))
    with store.stream() as snapshot:
        first = next(snapshot.records)
        store.write(areas("a", "nieuw", 4000))
        store.write(areas("b", "nieuw"))
        names = [first.values["naam"], *(record.values["naam"] for record in snapshot.records)]
    assert (snapshot.revision.number, names) == (1, ["oud"] * 5000)
    with store.stream() as snapshot:
        assert (snapshot.revision.number, sum(1 for _ in snapshot.records)) == (3, 4050)


def test_readers_never_see_half_a_revision(store: Store) -> None:
    store.write(areas("a", "0"))
    done = Event()
    seen: set[tuple[int, frozenset[str]]] = set()

    def read() -> None:
        while not done.is_set():
            with store.stream() as snapshot:
                seen.add((snapshot.revision.number, frozenset(record.values["naam"] for record in snapshot.records)))

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for at in range(1, 40):
        store.write(areas("a", str(at)))
    done.set()
    for reader in readers:
        reader.join()
    assert seen
    assert all(names == {str(number - 1)} for number, names in seen)


def test_a_writer_that_waits_too_long_says_so(store: Store, url: str) -> None:
    assert isinstance(store, SqliteStore)
    impatient = SqliteStore(store._path, url, busy_seconds=0.05)
    with store._transaction():
        with pytest.raises(StoreUnavailable, match="bezet"):
            impatient.write(areas("a", "x"))
        assert impatient.write(areas("a", "x"), dry_run=True).counts["area"].new == 50
        assert impatient.revision().number == 0
    assert impatient.write(areas("a", "x")).revision.number == 1
    impatient.close()


def test_closing_lets_a_busy_reader_finish(url: str) -> None:
    opened = open_store(url)
    opened.write(areas("a", "x", 5000))
    with opened.stream() as snapshot:
        next(snapshot.records)
        opened.close()
        assert sum(1 for _ in snapshot.records) == 4999


def test_processes_that_make_the_store_at_the_same_moment(url: str) -> None:
    program = ("import sys; from graph.store import open_store; from graph.records import ChangeSet; sys.stdin.readline()\n"
               "store = open_store(sys.argv[1]); store.close()")
    processes = [subprocess.Popen([sys.executable, "-c", program, url], cwd=ROOT, stdin=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
    opened = open_store(url)
    assert opened.revision().number == 0
    opened.close()
