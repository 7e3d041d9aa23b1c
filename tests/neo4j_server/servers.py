"""A Neo4j server that a test can reach, and one of its own that a test may kill."""

from __future__ import annotations

import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from neo4j import Driver, GraphDatabase

from tests.neo4j_server.artifacts import find_java, main_class, server_jars
from tests.neo4j_server.cache import NoServer
from tests.neo4j_server.lines import RELEASES

READY_WITHIN = 120.0  # seconds; some ten are usual, more while the machine is busy
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")
# Without authentication, so never on another address than this machine's own.
_SETTINGS = """
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
server.memory.pagecache.size=256m
"""


class ServerFailed(Exception):
    """A server that should have started did not; the text ends with what it wrote last."""


class Server:
    """A running server of a line ("5.26" or "2026"): the store address without credentials, and those or None."""

    def __init__(self, line: str, url: str, auth: tuple[str, str] | None) -> None:
        self.line = line
        self.url = url
        self.auth = auth
        self.database = urlsplit(url).path.removeprefix("/")

    def driver(self) -> Driver:
        """A driver, for the caller to close; it does not warn of labels that are not there yet."""
        address = self.url.removesuffix(f"/{self.database}")
        return GraphDatabase.driver(address, auth=self.auth, notifications_min_severity="OFF")


class OwnServer(Server):
    """A server in a Java process of this test run, without authentication; a restart keeps the port and the data."""

    def __init__(self, line: str, home: Path, *, heap: str = "2g", for_measuring: bool = False) -> None:
        """Not started yet; `home` is an existing folder, `heap` the most memory Java may use. Raises NoServer.

        Unless `for_measuring`, Java compiles quickly instead of well: half the work until a server is ready.
        """
        release = RELEASES[line]
        port = free_port()
        super().__init__(line, f"neo4j://127.0.0.1:{port}/neo4j", None)
        (home / "neo4j.conf").write_text(_SETTINGS.format(port=port), encoding="utf-8")
        self._command = [
            *(str(find_java(release.javas)), f"-Xmx{heap}", *release.java_options),
            *(() if for_measuring else ("-XX:TieredStopAtLevel=1",)),
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
            *("-cp", f"{main_class()}:{server_jars(release)}/*", "Neo4jServer", str(home)),
        ]
        self._console = home / "console.log"
        self._java: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._java is not None, "start() first"
        return self._java.pid

    def start(self) -> None:
        """Returns when the server serves; raises ServerFailed with the end of what it wrote."""
        self.stop()
        with self._console.open("wb") as console:
            self._java = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=console, stderr=subprocess.STDOUT)
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while "READY" not in self._wrote():
            if (status := self._java.poll()) is not None:
                raise ServerFailed(f"Neo4j {self.line} is geëindigd met {status}:\n{self._tail()}")
            if time.monotonic() > until:
                raise ServerFailed(f"Neo4j {self.line} was na {READY_WITHIN:g} seconden nog niet klaar:\n{self._tail()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9."""
        if self._java is not None:
            self._java.kill()
            self.stop()

    def stop(self) -> None:
        """End the server, if it runs; raises subprocess.TimeoutExpired for one that does not end with its input."""
        if self._java is not None:
            assert self._java.stdin is not None
            self._java.stdin.close()
            try:
                self._java.wait(timeout=60)
            finally:
                self._java.kill()

    def _wrote(self) -> list[str]:
        return self._console.read_text(encoding="utf-8", errors="replace").splitlines()

    def _tail(self) -> str:
        return "\n".join(self._wrote()[-30:])


@contextmanager
def maven_server(line: str, *, heap: str = "2g", for_measuring: bool = False) -> Iterator[OwnServer]:
    """A started server with an empty home of its own; raises NoServer and ServerFailed."""
    with tempfile.TemporaryDirectory(prefix="dekkend-neo4j-") as home:
        server = OwnServer(line, Path(home), heap=heap, for_measuring=for_measuring)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def own_server(line: str, *, heap: str = "2g", for_measuring: bool = False) -> Iterator[OwnServer]:
    """A fresh server for this test alone, which it may kill and start, whatever NEO4J_URL says.

    Skips the test, with the reason, where this machine cannot run one. The options are those of OwnServer.
    """
    with ExitStack() as running:
        try:
            server = running.enter_context(maven_server(line, heap=heap, for_measuring=for_measuring))
        except NoServer as reason:
            pytest.skip(f"Neo4j {line}: {reason}")
        yield server


def free_port() -> int:
    """A port that is free now, below those that the system gives to outgoing connections.

    One of these could take the port of a server that a test has killed and will start again; a client that keeps
    trying could even connect to itself.
    """
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
