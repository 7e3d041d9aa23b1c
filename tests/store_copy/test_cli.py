"""`dekkend store` as a user runs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from graph.records import ChangeSet, Record, Revision
from graph.store import open_store
from tests.neo4j_server.servers import Server
from tests.store_copy.compare import tables
from tests.store_copy.histories import write_history

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "300")
    return lambda *arguments: CliRunner().invoke(app, ["store", *arguments])


@pytest.fixture
def source(tmp_path: Path) -> str:
    """The address of a file with four revisions."""
    url = f"sqlite:///{tmp_path}/source.db"
    store = open_store(url)
    write_history(store, 5, 4)
    store.close()
    return url


def rows(url: str) -> dict:
    store = open_store(url)
    try:
        return tables(store)
    finally:
        store.close()


def test_copy_there_back_and_again(run: Run, source: str, neo4j_store_url: str, tmp_path: Path) -> None:
    back = f"sqlite:///{tmp_path}/back.db"
    there = run("copy", source, neo4j_store_url)
    assert there.exit_code == 0, there.output
    assert f"{source} is gekopieerd naar {neo4j_store_url}: 4 revisies." in there.stdout
    assert run("copy", neo4j_store_url, back).exit_code == 0
    assert rows(back) == rows(source)
    again = run("copy", source, back)
    assert (again.exit_code, again.stdout) == (0, f"{back} was al een volledige kopie (4 revisies).\n")
    store = open_store(source)
    store.write(ChangeSet("nieuw", [Record("area", "gm9", {"naam": "Fictief"})]))
    store.close()
    assert "5 revisies. De eerste 4 stonden er al." in run("copy", source, back).stdout
    assert rows(back) == rows(source)


def test_what_cannot_be_copied_is_told(run: Run, source: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    store = open_store(other)
    store.write(ChangeSet("ander", [Record("area", "gm1", {"naam": "Fictief"})]))
    store.close()
    before = rows(other)
    for arguments, code, told in (
        ((source, other), 2, f"In {other} staat al iets anders dan het begin van {source}. Er is niets gekopieerd."),
        ((source, "oracle://server"), 2, "Dekkend kent geen opslag van de soort oracle."),
        ((source, "neo4j://127.0.0.1:9"), 3, "is niet bereikbaar"),
        ((source,), 2, "Er ontbreekt een argument"),
    ):
        result = run("copy", *arguments)
        assert result.exit_code == code, result.output
        assert told in result.stderr
    assert rows(other) == before


def test_a_source_that_is_not_there_is_not_made(run: Run, source: str, tmp_path: Path) -> None:
    wrong, target = tmp_path / "map" / "tikfout.db", tmp_path / "doel" / "nieuw.db"
    result = run("copy", f"sqlite:///{wrong}", f"sqlite:///{target}")
    assert result.exit_code == 2
    assert f"Het bestand {wrong} bestaat niet." in result.stderr
    empty = f"sqlite:///{tmp_path}/leeg.db"
    open_store(empty).close()
    assert "er is niets te kopiëren" in run("copy", empty, f"sqlite:///{target}").stderr
    assert run("copy", source, "sqlite://").exit_code == 2
    assert not wrong.parent.exists()
    assert not target.parent.exists()


def test_a_store_is_not_copied_to_itself(run: Run, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anders.db").symlink_to(tmp_path / "source.db")
    for one, other in ((source, source), (source, "sqlite:///source.db"), ("SQLITE:///./source.db", source), (source, "sqlite:///anders.db"),
                       ("neo4j://127.0.0.1:9", "neo4j://127.0.0.1:9")):
        result = run("copy", one, other)
        assert result.exit_code == 2
        assert "VAN en NAAR zijn dezelfde opslag." in result.stderr


def test_a_history_of_a_newer_release_is_refused_in_dutch(run: Run, source: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "source.db")) as connection, connection:
        last = connection.execute("SELECT max(since) FROM declaration").fetchone()[0]
        connection.execute("UPDATE declaration SET kind = 'nieuwe_soort' WHERE since = ?", (last,))
    target = f"sqlite:///{tmp_path}/nieuw.db"
    result = run("copy", source, target)
    assert result.exit_code == 1
    assert "er staat iets in dat deze versie van Dekkend niet kent" in result.stderr
    with closing(open_store(target)) as store:
        assert f"In {target} staan nu de eerste {store.revision().number} revisies van {source}." in result.stderr
        assert 0 < store.revision().number < last


def test_rebuild_puts_right_what_somebody_changed(run: Run, source: str, neo4j_store_url: str, neo4j_server: Server) -> None:
    run("copy", source, neo4j_store_url)
    with neo4j_server.driver() as driver, driver.session(database=neo4j_server.database) as session:
        count = "MATCH (n:Area|Concept) RETURN count(n)"
        whole = session.run(count).single(strict=True)[0]
        session.run("MATCH (n:Area|Concept) WITH n LIMIT 3 DETACH DELETE n").consume()
        result = run("rebuild", "--store", neo4j_store_url)
        assert (result.exit_code, result.stdout) == (0, f"De graaf in {neo4j_store_url} is opnieuw gemaakt (revisie 4).\n")
        assert session.run(count).single(strict=True)[0] == whole > 3


def test_only_a_graph_can_be_rebuilt(run: Run, source: str) -> None:
    new = source.replace("source.db", "nieuw.db")
    for address in (source, new):
        result = run("rebuild", "--store", address)
        assert result.exit_code == 2
        assert "Deze opslag heeft geen graaf." in result.stderr
    assert not Path(new.removeprefix("sqlite:///")).exists()


def test_rebuild_tells_that_it_is_busy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told, order = [], []

    class Graph:
        url = "neo4j://fictief"

        def rebuild(self) -> None:
            order.extend(told)

        def revision(self) -> Revision:
            return Revision(4, "", "", "")

    @contextmanager
    def status(text: str) -> Iterator[None]:
        told.append(text)
        yield

    monkeypatch.setattr("api.cli.store.opened_graph", lambda address: nullcontext(Graph()))
    monkeypatch.setattr("api.cli.store.err.status", status)
    assert run("rebuild").exit_code == 0
    assert order == ["De graaf wordt opnieuw gemaakt. Dit kan minuten duren."]
