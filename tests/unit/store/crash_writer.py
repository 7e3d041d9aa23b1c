"""A process that loads a large change and is killed while it does: `python crash_writer.py URL VERSION`.

Prints `writing` when it starts and `commit` when SQLite is about to commit.
"""

from __future__ import annotations

import sys

from graph.records import ChangeSet, Record
from graph.store import open_store
from graph.store.sqlite import SqliteStore

COUNT = 8000


def changes(version: str) -> ChangeSet:
    """Two thirds of the records of each version are also in the next, with another text."""
    first = sum(map(ord, version)) % 3 * COUNT // 3
    return ChangeSet("groot", [Record("area", f"x{at:06}", {"naam": version, "code": "x" * 80})
                               for at in range(first, first + COUNT)])


def say(word: str) -> None:
    """Tell the process that reads our output how far we are, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    store = open_store(sys.argv[1])
    assert isinstance(store, SqliteStore)
    large = changes(sys.argv[2])
    store._writer.set_trace_callback(lambda sql: say("commit") if sql == "COMMIT" else None)
    say("writing")
    store.write(large)
    store.close()


if __name__ == "__main__":
    main()
