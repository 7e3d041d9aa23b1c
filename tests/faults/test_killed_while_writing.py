"""The server killed with `kill -9` while it writes: the old revision or the new one, whole, and the store goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from graph.records import WriteReport
from graph.store import Store, StoreUnavailable, neo4j_connection, open_store
from graph.store import neo4j as neo4j_store
from tests.faults.generations import changes, contents, expected, graph
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import OwnServer, own_server

SIZE = 1000
# Parts of the time that a write takes; and seconds after the last statement, when the commit goes out.
DURING = (0.2, 0.5, 0.8)
AROUND_THE_COMMIT = (0.0, 0.01)


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_killed_server_has_the_old_revision_or_the_new_one(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A writer that tries again could meet the server that came back, and hide what the killed one left.
    monkeypatch.setattr(neo4j_connection, "_RETRY", 0.0)
    with own_server(line, heap="1g") as server, closing(open_store(server.url)) as store:
        store.write(changes(1, SIZE))
        begun = time.monotonic()
        store.write(changes(2, SIZE))
        duration = time.monotonic() - begun
        broken_off = []
        for part in DURING:
            trial = Trial(server, store)
            killing = threading.Timer(part * duration, server.kill)
            killing.start()
            trial.write()
            killing.join()
            broken_off.append(trial.proven() and bool(trial.told))
        # Else the server was always killed before or after the write, and nothing was tried.
        assert any(broken_off)
        for delay in AROUND_THE_COMMIT:
            trial = Trial(server, store)
            killing = threading.Timer(delay, server.kill)
            with monkeypatch.context() as patched:
                patched.setattr(neo4j_store, "advance", then(neo4j_store.advance, killing.start))
                trial.write()
            killing.join()
            trial.proven()
        # What has been confirmed stays, also when the server goes right after it.
        trial = Trial(server, store)
        trial.write()
        server.kill()
        assert trial.report is not None
        trial.proven()


class Trial:
    """One write during which the server is killed, on a store with a generation in each revision."""

    def __init__(self, server: OwnServer, store: Store) -> None:
        self.server, self.store = server, store
        self.before = store.revision().number
        self.report: WriteReport | None = None
        self.told = ""

    def write(self) -> None:
        try:
            self.report = self.store.write(changes(self.before + 1, SIZE), self.before)
        except StoreUnavailable as wrong:
            self.told = str(wrong)

    def proven(self) -> bool:
        """The store is at the revision that the writer was told of, and whole. Gives whether that is the old one."""
        self.server.start()
        with closing(open_store(self.server.url)) as store:
            return self._proven(store)

    def _proven(self, store: Store) -> bool:
        revision, records = contents(store)
        if self.report is not None:
            assert revision == self.report.revision
        elif "Er is niets opgeslagen" in self.told:
            assert revision.number == self.before
        elif self.told:
            assert "Het is niet zeker of de wijziging is opgeslagen" in self.told
        assert revision.number in (self.before, self.before + 1)
        assert records == expected(revision.number, SIZE)
        names, above, labels = graph(self.server)
        assert names == {id: values["naam"] for id, values in records.items()}
        assert above == {id: values["bovenliggend"] for id, values in records.items() if "bovenliggend" in values}
        assert labels["Area"] == len(records)
        assert [item.number for item in store.revisions()] == list(range(1, revision.number + 1))
        if revision.number > 1:
            assert len(list(store.changes(revision.number - 1))) == SIZE + 1 + SIZE // 10
        return revision.number == self.before


def then(advance: Callable[..., bool], after: Callable[[], None]) -> Callable[..., bool]:
    """The last statements of a write, and what is done after them; only the commit follows."""
    def advanced(*arguments: object) -> bool:
        done = advance(*arguments)
        after()
        return done
    return advanced
