"""A process with writers: `python -m tests.faults.writer JOB FIRST COUNT` prints what each got, as JSON.

The store is that of the settings, DEKKEND_STORE and what belongs to it.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from api.settings import Settings
from graph.records import ChangeSet, Record
from graph.store import Store, StoreConflict, open_store

START = "begin"
ATTEMPTS = 60
COUNTER = "teller"


def own(store: Store, number: int) -> int:
    """Write a dataset of one's own, on whatever is there; gives the revision."""
    return store.write(ChangeSet(f"set{number:02}", [area(f"g{number:02}", "fictief")], f"schrijver {number}")).revision.number


def first(store: Store, number: int) -> int:
    """As `own`, for a store that is still empty; gives 0 for a conflict."""
    try:
        return store.write(ChangeSet(f"set{number:02}", [area(f"g{number:02}", "fictief")], f"schrijver {number}"), 0).revision.number
    except StoreConflict:
        return 0


def count(store: Store, number: int) -> int:
    """Add one to what stands in the store, as often as it takes to be the only one who does; gives the revision."""
    for _ in range(ATTEMPTS):
        seen = store.revision().number
        with store.stream(seen) as snapshot:
            found = [int(record.values["naam"]) for record in snapshot.records if record.id == COUNTER]
        try:
            changes = ChangeSet("tel", [area(COUNTER, str(sum(found) + 1))], f"schrijver {number}")
            return store.write(changes, seen).revision.number
        except StoreConflict:
            continue
    raise AssertionError("twenty writers conflict nineteen times each at the most")


JOBS: dict[str, Callable[[Store, int], int]] = {"own": own, "first": first, "count": count}


def area(id: str, name: str) -> Record:
    """A municipality."""
    return Record("area", id, {"naam": name, "soort": "GEMEENTE"})


def work(store: Store, job: str, numbers: range, begin: Callable[[], object]) -> dict[int, int]:
    """The revision that each writer got, all writing at once through one store object, after `begin` returned."""
    together = threading.Barrier(len(numbers))

    def one(number: int) -> int:
        together.wait(60)
        return JOBS[job](store, number)

    begin()
    with ThreadPoolExecutor(len(numbers)) as threads:
        return dict(zip(numbers, threads.map(one, numbers), strict=True))


def main(job: str, start: str, length: str) -> None:
    """One process of writers; it begins when it is told so."""
    settings = Settings()
    store = open_store(settings.store, settings.credentials)

    def begin() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        assert sys.stdin.readline().strip() == START

    try:
        json.dump(work(store, job, range(int(start), int(start) + int(length)), begin), sys.stdout)
    finally:
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
