"""A store whose file is moved, removed or replaced while it is open: nothing is written where nobody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.records import ChangeSet, Record
from graph.store import StoreUnavailable, open_store

CHANGES = ChangeSet("a", [Record("area", "gm0001", {"naam": "Een", "soort": "GEMEENTE"})])


@pytest.mark.parametrize("replaced", [None, b"onzin" * 1000])
def test_reading_writing_and_health_say_so_and_go_on_when_it_is_back(tmp_path: Path, replaced: bytes | None) -> None:
    path = tmp_path / "regio.db"
    store = open_store(f"sqlite:///{path}")
    try:
        path.rename(tmp_path / "elders.db")
        if replaced is not None:
            path.write_bytes(replaced)
        for use in (store.revision, store.health, lambda: store.write(CHANGES), lambda: store.write(CHANGES, dry_run=True)):
            with pytest.raises(StoreUnavailable, match="weg, verplaatst of vervangen"):
                use()
        if replaced is not None:
            assert path.read_bytes() == replaced
        (tmp_path / "elders.db").rename(path)
        assert store.revision().number == 0
        assert store.write(CHANGES).revision.number == 1
    finally:
        store.close()
