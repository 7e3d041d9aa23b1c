"""The servers themselves: they serve, survive kill -9 with their data, and leave nothing behind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from neo4j.exceptions import ServiceUnavailable

from tests.neo4j_server import servers
from tests.neo4j_server.lines import ON_EVERY_LINE, RELEASES
from tests.neo4j_server.servers import OwnServer, Server, ServerFailed, maven_server, own_server

# Starts a server as a test run does, forks a process that outlives it, tells the server's process id and waits.
_RUN = """
import os, sys, threading, time
from pathlib import Path
from tests.neo4j_server.servers import OwnServer
line, home, moment = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
server = OwnServer(line, home)
threading.Thread(target=server.start, daemon=True).start()
while server._java is None or (moment == "later" and not (home / "logs").exists()):
    time.sleep(0.01)
if moment == "later" and os.fork() == 0:
    time.sleep(20)
    os._exit(0)
print(server.pid, flush=True)
time.sleep(600)
"""


def ask(server: Server, query: str) -> list[object]:
    """The first column of a query that must not be tried again."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        return session.run(query).value()


KERNEL_VERSION = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended may wait for long for a parent to ask after it."""
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_killed_server_comes_back_with_what_was_committed(line):
    with own_server(line) as server:
        url, killed = server.url, server.pid
        assert ask(server, KERNEL_VERSION) == [RELEASES[line].version]
        ask(server, "CREATE (:Kept {name: 'fictief'})")
        server.kill()
        assert not alive(killed)
        with pytest.raises(ServiceUnavailable):
            ask(server, "RETURN 1")
        server.start()
        assert (server.url, ask(server, "MATCH (n:Kept) RETURN n.name")) == (url, ["fictief"])
        last = server.pid
    assert not alive(last)


@pytest.mark.parametrize("moment", ["at once", "later"])
@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_server_ends_with_the_run_that_started_it(line, moment, tmp_path, neo4j_servers):
    _ = neo4j_servers[line]  # where there is none, this machine may be unable to run one
    with subprocess.Popen([sys.executable, "-c", _RUN, line, str(tmp_path), moment], stdout=subprocess.PIPE, text=True) as run:
        pid = int(run.stdout.readline())
        assert alive(pid)
        run.kill()
    until = time.monotonic() + 10
    while alive(pid):
        assert time.monotonic() < until, "the server outlives the run that started it"
        time.sleep(0.1)


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_server_that_is_not_ready_in_time_is_killed_and_reported(line, monkeypatch, neo4j_servers):
    _ = neo4j_servers[line]
    monkeypatch.setattr(servers, "READY_WITHIN", 0.2)
    with pytest.raises(ServerFailed, match=rf"Neo4j {line} was na 0\.2 seconden nog niet klaar"), maven_server(line):
        pytest.fail("ready in 0.2 seconds")


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_server_that_ends_before_it_is_ready_tells_what_it_wrote(line, tmp_path, neo4j_servers):
    _ = neo4j_servers[line]
    server = OwnServer(line, tmp_path)
    (tmp_path / "neo4j.conf").write_text("server.memory.pagecache.size=veel", encoding="utf-8")
    with pytest.raises(ServerFailed, match=r"(?s)is geëindigd met 1:.*veel"):
        server.start()
