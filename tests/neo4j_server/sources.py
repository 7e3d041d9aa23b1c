"""Where the shared servers come from: NEO4J_URL, a Docker engine, Maven Central, in this order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import pytest
from neo4j.exceptions import DriverError, Neo4jError
from testcontainers.community.neo4j import Neo4jContainer

from tests.neo4j_server.cache import NoServer
from tests.neo4j_server.lines import LINES, RELEASES, line_of
from tests.neo4j_server.servers import Server, ServerFailed, free_port, maven_server

_BOLT = 7687


class Servers:
    """The shared server of each line: started at its first use, one per line, ended with the `with` block."""

    def __init__(self) -> None:
        self._found: dict[str, Server | NoServer | ServerFailed] = {}
        self._running = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._running.close()

    def __getitem__(self, line: str) -> Server:
        """The server of this line; skips the test, with the reason, when there is none. Raises ServerFailed."""
        if line not in self._found:
            try:
                self._found[line] = self._running.enter_context(shared_server(line))
            except (NoServer, ServerFailed) as reason:
                self._found[line] = reason
        found = self._found[line]
        if isinstance(found, NoServer):
            pytest.skip(f"Neo4j {line}: {found}")
        if isinstance(found, ServerFailed):
            raise found
        return found


def shared_server(line: str) -> AbstractContextManager[Server]:
    """The first source that this machine has. NoServer, ServerFailed."""
    if url := os.environ.get("NEO4J_URL"):
        return given_server(line, url)
    if docker_answers():
        return container_server(line)
    return maven_server(line)


@contextmanager
def given_server(line: str, url: str) -> Iterator[Server]:
    """The server at this address, with NEO4J_USER and NEO4J_PASSWORD; NoServer when it is of another line."""
    password = os.environ.get("NEO4J_PASSWORD")
    auth = (os.environ.get("NEO4J_USER", "neo4j"), password) if password else None
    server = Server(line, url if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/neo4j", auth)
    query = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version"
    try:
        with server.driver() as driver:
            # Fails at once where a query would be tried again for half a minute.
            driver.verify_connectivity()
            version = driver.execute_query(query, database_=server.database).records[0]["version"]
    except (DriverError, Neo4jError) as error:
        raise ServerFailed(f"NEO4J_URL wijst naar {url}, maar daar is geen bruikbare Neo4j: {error}") from error
    if line_of(version) is None:
        raise ServerFailed(f"NEO4J_URL wijst naar Neo4j {version}; de tests kennen alleen {' en '.join(LINES)}")
    if line_of(version) != line:
        raise NoServer(f"NEO4J_URL wijst naar Neo4j {version}")
    yield server


def docker_answers() -> bool:
    """Asked as testcontainers does, in a process of its own: the client leaves a socket open when nothing answers."""
    asked = [sys.executable, "-c", "import docker; docker.from_env(timeout=5).ping()"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@contextmanager
def container_server(line: str) -> Iterator[Server]:
    container = Neo4jContainer(RELEASES[line].image, username="neo4j", password="dekkend-tests")
    # A routing client goes where the server says it is, so that must be the port of this machine.
    host, port = container.get_container_host_ip(), free_port()
    container.with_bind_ports(_BOLT, port).with_env("NEO4J_server_bolt_advertised__address", f"{host}:{port}")
    with container:
        yield Server(line, f"neo4j://{host}:{port}/neo4j", (container.username, container.password))
