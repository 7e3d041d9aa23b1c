"""The file itself: opening, its form, and what goes wrong with it said in Dutch."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import graph.store
from graph.records import ChangeSet, Record
from graph.store import Store, StoreError, StoreMisconfigured, StoreUnavailable, open_store, sqlite, sqlite_schema
from graph.store.sqlite import SqliteStore

DDL = Path(graph.store.__file__).parent / "sqlite_schema.sql"
AREA = ChangeSet("a", [Record("area", "gm0001", {"naam": "Een", "soort": "GEMEENTE"})])


def file_of(store: Store) -> Path:
    return Path(store.url.removeprefix("sqlite:///"))


def live_ddl(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name").fetchall()
    return "\n\n".join("\n".join(line.removeprefix("        ") for line in sql.strip().splitlines()) + ";" for (sql,) in found) + "\n"


def test_the_committed_ddl_is_that_of_a_live_store(store: Store) -> None:
    comments, _, statements = DDL.read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("--") for line in comments.splitlines())
    assert statements == live_ddl(file_of(store))


def test_opening_again_keeps_what_is_there(url: str) -> None:
    for _ in range(2):
        opened = open_store(url)
        opened.write(AREA)
        opened.migrate()
        assert opened.revision().number == 1
        opened.close()


def test_a_new_step_reaches_an_existing_store(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_store(url)
    first.write(AREA)
    first.close()
    monkeypatch.setattr(sqlite, "MIGRATIONS", (*sqlite_schema.MIGRATIONS, ("CREATE TABLE later (x TEXT) STRICT",)))
    monkeypatch.setattr(sqlite, "VERSION", sqlite_schema.VERSION + 1)
    for _ in range(2):
        later = open_store(url)
        assert later.revision().number == 1
        later.close()
    monkeypatch.undo()
    with pytest.raises(StoreMisconfigured, match="nieuwere Dekkend"):
        open_store(url)


def test_a_step_that_fails_leaves_the_store_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).close()
    monkeypatch.setattr(sqlite, "MIGRATIONS", (*sqlite_schema.MIGRATIONS, ("CREATE TABLE later (x TEXT)", "NONSENSE")))
    monkeypatch.setattr(sqlite, "VERSION", sqlite_schema.VERSION + 1)
    with pytest.raises(StoreError):
        open_store(url)
    monkeypatch.undo()
    opened = open_store(url)
    assert "later" not in live_ddl(file_of(opened))
    opened.close()


def test_folders_are_made_and_relative_is_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("sqlite:///een.db", "sqlite:///map/twee #%41.db", f"sqlite:///{tmp_path}/drie/vier.db"):
        open_store(url).close()
    for path in ("een.db", "map/twee #%41.db", "drie/vier.db"):
        assert (tmp_path / path).is_file()


@pytest.mark.parametrize(("url", "words"), [
    ("dekkend.db", "sqlite:///dekkend.db"),
    ("", "sqlite:///dekkend.db"),
    ("mongodb://gebruiker:geheim@host/db", "mongodb"),
    ("sqlite://", "sqlite:////"),
    ("sqlite:///", "sqlite:////"),
    ("sqlite://dekkend.db", "sqlite:////"),
    ("sqlite:///:memory:", "sqlite:////"),
    ("sqlite:///x.db?mode=ro", "sqlite:////"),
    ("sqlite:////dev/null/x.db", "map"),
])
def test_a_wrong_address_is_said_plainly(url: str, words: str) -> None:
    with pytest.raises(StoreMisconfigured) as raised:
        open_store(url)
    assert words in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_an_old_sqlite_is_said_plainly(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    with pytest.raises(StoreMisconfigured, match="te oud"):
        open_store(url)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "brief.db"
    path.write_text("Geachte heer, mevrouw, " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreMisconfigured, match="geen opslag van Dekkend"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ander.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE iets (x)")
    before = path.read_bytes()
    with pytest.raises(StoreMisconfigured, match="ander programma"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_a_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="niet worden geopend"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_full_disk_changes_nothing(store: Store) -> None:
    store.write(AREA)
    assert isinstance(store, SqliteStore)
    pages = store._writer.execute("PRAGMA page_count").fetchone()[0]
    store._writer.execute(f"PRAGMA max_page_count = {pages}")
    many = ChangeSet("b", [Record("area", f"x{at}", {"naam": "x" * 500}) for at in range(500)])
    with pytest.raises(StoreUnavailable, match="vol"):
        store.write(many)
    assert store.revision().number == 1
    store._writer.execute("PRAGMA max_page_count = 1000000")
    assert store.write(many).revision.number == 2


def test_a_file_that_may_not_be_written_is_said_plainly(store: Store) -> None:
    assert isinstance(store, SqliteStore)
    store._writer.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreMisconfigured, match="schrijven"):
        store.write(AREA)


def test_a_damaged_file_is_said_plainly(url: str) -> None:
    opened = open_store(url)
    opened.write(ChangeSet("a", [Record("area", f"x{at}", {"naam": "x" * 500}) for at in range(2000)]))
    opened.close()
    path = file_of(opened)
    content = bytearray(path.read_bytes())
    content[8 * 4096:] = b"\xff" * (len(content) - 8 * 4096)
    path.write_bytes(content)
    opened = open_store(url)
    with pytest.raises(StoreError, match="beschadigd"), opened.stream() as snapshot:
        list(snapshot.records)
    opened.close()


def test_a_file_that_was_moved_is_not_healthy(store: Store) -> None:
    store.write(AREA)
    assert "revisie 1, 1 gegevens" in store.health()
    file_of(store).rename(file_of(store).with_suffix(".weg"))
    with pytest.raises(StoreUnavailable, match="weg, verplaatst of vervangen"):
        store.health()


def test_a_closed_store_says_so(url: str) -> None:
    opened = open_store(url)
    opened.close()
    opened.close()
    for call in (opened.revision, lambda: opened.write(AREA), lambda: list(opened.identities())):
        with pytest.raises(StoreUnavailable, match="gesloten"):
            call()


def test_records_cannot_be_read_after_the_block(store: Store) -> None:
    store.write(AREA)
    with store.stream() as snapshot:
        pass
    with pytest.raises(StoreError):
        list(snapshot.records)


def test_a_picture_that_is_not_read_to_the_end_leaves_nothing_open(store: Store) -> None:
    store.write(AREA)
    assert isinstance(store, SqliteStore)
    for _ in range(20):
        with store.stream() as snapshot:
            next(snapshot.records)
        identities = store.identities()
        next(identities)
        identities.close()  # type: ignore[attr-defined]
    assert len(store._idle) <= 1
    with pytest.raises(ValueError, match="geen revisie"), store.stream(7):
        pass


def test_an_unknown_kind_is_an_error_and_not_lost(store: Store) -> None:
    with pytest.raises(ValueError, match="gebied"):
        store.write(ChangeSet("a", [Record("gebied", "x", {})]))
    assert store.revision().number == 0
