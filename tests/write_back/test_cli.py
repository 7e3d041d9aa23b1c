"""`dekkend gaps --write-back` as a user runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.main import app
from graph.gaps import kept
from graph.store.neo4j import Neo4jStore
from tests.neo4j_server.servers import Server
from tests.write_back.region import REGION, ask, write

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "300")
    return lambda *arguments: CliRunner().invoke(app, ["gaps", "--write-back", *arguments])


def test_the_list_of_today_goes_into_the_graph(run: Run, store: Neo4jStore, neo4j_server: Server) -> None:
    first = run("--store", store.url)
    assert first.exit_code == 0, first.output
    (count,), = ask(neo4j_server, "MATCH (g:Gap) RETURN count(g)")
    told = f"De lacunelijst van vandaag (revisie %d) staat in de graaf van {store.url}: %d nieuw, %d veranderd, %d vervallen, %d gelijk.\n"
    assert first.stdout == told % (1, count, 0, 0, 0)
    assert run("--store", store.url).stdout == told % (1, 0, 0, 0, count)
    write(store, *REGION[:-1])
    assert run("--store", store.url).stdout == told % (2, 0, 0, 1, count - 1)


def test_what_does_not_fit_is_told(run: Run, store: Neo4jStore, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.kept, "__defaults__", (3,))
    monkeypatch.setattr("api.cli.answers.MOST", 3)
    result = run("--store", store.url)
    assert ask(neo4j_server, "MATCH (g:Gap) RETURN count(g)") == [[3]]
    assert "lacunes staan er niet in. De graaf krijgt er hoogstens 3, die met de hoogste score." in result.stderr


@pytest.mark.parametrize("option", [
    ("--rule", "VEROUDERD"), ("--profile", "p1"), ("--area", "gm1"), ("--area-kind", "GEMEENTE"), ("--date", "2026-01-01"),
    ("--param", "paren=SWV_PO>SWV_VO"), ("--format", "csv"), ("--out", "lijst.csv"),
])
def test_a_part_of_the_list_is_refused(run: Run, option: tuple[str, str], tmp_path: Path) -> None:
    """What is not in it would count as solved."""
    result = run(*option, "--store", f"sqlite:///{tmp_path}/regio.db")
    assert result.exit_code == 2
    assert "Met --write-back gaat de hele lacunelijst van vandaag naar de graaf." in result.stderr


def test_only_a_graph_can_keep_gaps(run: Run, tmp_path: Path) -> None:
    result = run("--store", f"sqlite:///{tmp_path}/regio.db")
    assert result.exit_code == 2
    assert "Deze opslag heeft geen graaf." in result.stderr
    assert not (tmp_path / "regio.db").exists()
