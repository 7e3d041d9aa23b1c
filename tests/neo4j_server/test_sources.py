"""Where a shared server comes from, and what a machine without one says."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.neo4j_server import sources
from tests.neo4j_server.cache import NoServer
from tests.neo4j_server.lines import LINES
from tests.neo4j_server.servers import Server, ServerFailed
from tests.neo4j_server.sources import Servers


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch):
    for name in ("NEO4J_URL", "NEO4J_USER", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("given", "docker", "source"),
    [
        ("neo4j://h:1", True, "given neo4j://h:1"),
        ("neo4j://h:1", False, "given neo4j://h:1"),
        ("", True, "container"),
        ("", False, "maven"),
    ],
)
def test_the_order_of_the_sources(monkeypatch, given, docker, source):
    monkeypatch.setenv("NEO4J_URL", given)
    monkeypatch.setattr(sources, "docker_answers", lambda: docker)
    monkeypatch.setattr(sources, "given_server", lambda line, url: (line, f"given {url}"))
    monkeypatch.setattr(sources, "container_server", lambda line: (line, "container"))
    monkeypatch.setattr(sources, "maven_server", lambda line: (line, "maven"))
    assert sources.shared_server("5.26") == ("5.26", source)


def test_one_server_per_line_and_each_ends_with_the_run(monkeypatch):
    seen = []

    @contextmanager
    def shared_server(line):
        seen.append(f"start {line}")
        yield Server(line, f"neo4j://h/{line}", None)
        seen.append(f"end {line}")

    monkeypatch.setattr(sources, "shared_server", shared_server)
    with Servers() as found:
        assert seen == []
        assert found["5.26"] is found["5.26"]
        assert found["2026"].url == "neo4j://h/2026"
        assert seen == ["start 5.26", "start 2026"]
    assert sorted(seen[2:]) == ["end 2026", "end 5.26"]


@pytest.mark.parametrize(
    ("problem", "outcome", "text"),
    [
        (NoServer("geen Maven"), pytest.skip.Exception, "Neo4j 2026: geen Maven"),
        (ServerFailed("niet klaar"), ServerFailed, "niet klaar"),
    ],
)
def test_a_missing_server_is_looked_for_once(monkeypatch, problem, outcome, text):
    tried = []

    @contextmanager
    def shared_server(line):
        tried.append(line)
        raise problem
        yield

    monkeypatch.setattr(sources, "shared_server", shared_server)
    with Servers() as found:
        for _ in range(2):
            with pytest.raises(outcome) as raised:
                found["2026"]
            assert str(raised.value) == text
    assert tried == ["2026"]


def test_a_given_server_serves_its_own_line_only(neo4j_server, monkeypatch):
    monkeypatch.setenv("NEO4J_URL", neo4j_server.url.removesuffix("/neo4j"))
    if neo4j_server.auth is not None:
        monkeypatch.setenv("NEO4J_USER", neo4j_server.auth[0])
        monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
    (other,) = set(LINES) - {neo4j_server.line}
    with Servers() as found:
        assert (found[neo4j_server.line].url, found[neo4j_server.line].auth) == (neo4j_server.url, neo4j_server.auth)
        with pytest.raises(pytest.skip.Exception, match=f"Neo4j {other}: NEO4J_URL wijst naar Neo4j {neo4j_server.line}"):
            found[other]


def test_a_given_address_without_a_server_is_an_error(monkeypatch):
    monkeypatch.setenv("NEO4J_URL", "neo4j://127.0.0.1:9/neo4j")
    with Servers() as found, pytest.raises(ServerFailed, match=r"127\.0\.0\.1:9/neo4j, maar daar is geen bruikbare Neo4j"):
        found["5.26"]


def test_a_container_tells_routing_clients_the_port_of_this_machine(monkeypatch):
    class Container:
        def __init__(self, image, username, password):
            self.image, self.username, self.password = image, username, password
            self.ports, self.env, self.runs = {}, {}, False

        def get_container_host_ip(self):
            return "localhost"

        def with_bind_ports(self, inside, outside):
            self.ports[inside] = outside
            return self

        def with_env(self, name, value):
            self.env[name] = value
            return self

        def __enter__(self):
            self.runs = True

        def __exit__(self, *_):
            self.runs = False

    made = []
    monkeypatch.setattr(sources, "Neo4jContainer", lambda *given, **named: made.append(Container(*given, **named)) or made[0])
    with sources.container_server("5.26") as server:
        (container,) = made
        assert container.runs
        address = f"localhost:{container.ports[7687]}"
        assert container.env == {"NEO4J_server_bolt_advertised__address": address}
        assert (server.url, server.auth) == (f"neo4j://{address}/neo4j", ("neo4j", container.password))
        assert container.image == "neo4j:5.26-community"
    assert not container.runs
