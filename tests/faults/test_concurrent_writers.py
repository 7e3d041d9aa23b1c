"""Twenty writers at once, in threads and in processes: each gets a revision or a conflict, and no update is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.store import Credentials, Store, open_store
from tests.faults.processes import ROOT, environment
from tests.faults.writer import COUNTER, START, work
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.sources import Servers
from tests.stores.emptied import emptied

# The writers of this process, and those of the two others.
HERE, ELSEWHERE = range(10), (range(10, 15), range(15, 20))
EVERYONE = range(20)


@dataclass(frozen=True)
class Place:
    """An empty store, and the environment in which a process finds it."""

    store: Store
    environment: dict[str, str]


@pytest.fixture(params=["sqlite", *ON_EVERY_LINE])
def place(request: pytest.FixtureRequest, tmp_path: Path, neo4j_servers: Servers) -> Iterator[Place]:
    url, auth = f"sqlite:///{tmp_path}/regio.db", None
    if request.param != "sqlite":
        server = emptied(neo4j_servers[request.param])
        url, auth = server.url, server.auth
    with closing(open_store(url, Credentials(*(auth or ())))) as store:
        yield Place(store, environment(url, auth))


def all_at_once(place: Place, job: str) -> dict[int, int]:
    """What each of the twenty got."""
    command = [sys.executable, "-m", "tests.faults.writer", job]
    others = [subprocess.Popen([*command, str(numbers.start), str(len(numbers))], cwd=ROOT, env=place.environment, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE) for numbers in ELSEWHERE]
    try:
        def begin() -> None:
            for process in others:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n"
            for process in others:
                assert process.stdin is not None
                process.stdin.write(f"{START}\n")
                process.stdin.flush()

        got = work(place.store, job, HERE, begin)
        for process in others:
            answer, _ = process.communicate(timeout=120)
            assert process.returncode == 0
            got |= {int(number): revision for number, revision in json.loads(answer).items()}
    finally:
        for process in others:
            process.kill()
            process.communicate()
    assert sorted(got) == list(EVERYONE)
    return got


def names(store: Store) -> dict[str, str]:
    with store.stream() as snapshot:
        return {record.id: record.values["naam"] for record in snapshot.records}


def authors(store: Store) -> list[str]:
    """Who wrote, by revision; these have no gaps."""
    revisions = store.revisions()
    assert [revision.number for revision in revisions] == list(range(1, len(revisions) + 1))
    return [revision.author for revision in revisions]


def test_each_gets_a_revision_of_his_own(place: Place) -> None:
    got = all_at_once(place, "own")
    assert sorted(got.values()) == list(range(1, 21))
    assert authors(place.store) == [f"schrijver {number}" for number in sorted(got, key=got.__getitem__)]
    assert names(place.store) == {f"g{number:02}": "fictief" for number in EVERYONE}
    log = [(change.revision.number, change.dataset, change.id, change.before) for change in place.store.changes(0)]
    assert log == [(revision, f"set{number:02}", f"g{number:02}", None)
                   for number, revision in sorted(got.items(), key=lambda pair: pair[1])]


def test_of_all_who_expect_the_same_one_is_right(place: Place) -> None:
    got = all_at_once(place, "first")
    [winner] = [number for number, revision in got.items() if revision]
    assert got[winner] == 1
    assert authors(place.store) == [f"schrijver {winner}"]
    assert names(place.store) == {f"g{winner:02}": "fictief"}


def test_no_update_is_lost(place: Place) -> None:
    got = all_at_once(place, "count")
    assert names(place.store) == {COUNTER: "20"}
    assert sorted(got.values()) == list(range(1, 21))
    assert authors(place.store) == [f"schrijver {number}" for number in sorted(got, key=got.__getitem__)]
    counted = [(change.before and change.before["naam"], change.after and change.after["naam"]) for change in place.store.changes(0)]
    assert counted == [(str(number) if number else None, str(number + 1)) for number in range(20)]
