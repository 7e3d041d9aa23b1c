"""One match over HTTP on loopback, from a real uvicorn process; /healthz shows what HTTP itself costs."""

from __future__ import annotations

import csv
import http.client
import json
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from . import engine
from .generate import SEED
from .measure import Figure, timed
from .workspace import ROOT, Workspace

REQUESTS = 300
WARM_UP = 20
START_SECONDS = 60


def run(workspace: Workspace) -> list[Figure]:
    """Median and 99th percentile of 300 requests over one connection, each for another profile, gemeente and age."""
    scale = workspace.scale
    questions = ask(workspace.folder(scale), REQUESTS + WARM_UP)
    with server(workspace.store(scale), workspace.root / "uvicorn.log") as connection:
        answers = [timed(post, connection, body) for body in questions]
        bare = [1000 * timed(get, connection, "/healthz")[0] for _ in range(REQUESTS)]
    for _, answer in answers:
        check(answer)
    matches = [1000 * seconds for seconds, _ in answers[WARM_UP:]]
    target = 8.0 if scale == 1 else None
    edge = [statistics.quantiles(times, n=100)[98] for times in (matches, bare)]
    return [
        Figure("match mediaan", statistics.median(matches), "ms", target, statistics.median(bare), "kaal = /healthz"),
        Figure("match p99", edge[0], "ms", None, edge[1], f"{REQUESTS} vragen"),
    ]


def ask(folder: Path, n: int) -> list[bytes]:
    """So many request bodies; the same folder gives the same ones."""
    with (folder / "profielen.csv").open(encoding="utf-8", newline="") as file:
        profiles = [row for row in csv.DictReader(file, delimiter=";") if not row["gebieden"]]
    with (folder / "gebieden.csv").open(encoding="utf-8", newline="") as file:
        places = [row["id"] for row in csv.DictReader(file, delimiter=";") if row["soort"] == "GEMEENTE"]
    rng = np.random.default_rng(SEED)
    bodies = []
    for p, g in zip(rng.integers(0, len(profiles), n), rng.integers(0, len(places), n), strict=True):
        row = profiles[p]
        age = int(rng.integers(int(row["leeftijd_van"]), int(row["leeftijd_tot"]) + 1))
        bodies.append(json.dumps(engine.match_request(row["id"], places[g], age)).encode())
    return bodies


@contextmanager
def server(url: str, log: Path) -> Iterator[http.client.HTTPConnection]:
    """An open connection to a service that is ready; the process ends with the block.

    Raises RuntimeError when it does not get ready in time; `log` has what it said.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as output:
        process = subprocess.Popen(engine.serve_command(url, port), cwd=ROOT, stdout=output, stderr=output)
        try:
            wait_until_ready(process, port, log)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            yield connection
            connection.close()
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Waits for /readyz. Raises RuntimeError when the process ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # it does not listen yet
        finally:
            connection.close()
        time.sleep(0.1)
    raise RuntimeError(f"de dienst werd niet gereed; zie {log}")


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    """The body of an answer with status 200; RuntimeError for another status."""
    connection.request("GET", path)
    return body_of(connection)


def post(connection: http.client.HTTPConnection, body: bytes) -> bytes:
    """The answer to a GraphQL request; RuntimeError when its status is not 200."""
    connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
    return body_of(connection)


def body_of(connection: http.client.HTTPConnection) -> bytes:
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"status {response.status}: {body[:500].decode()}")
    return body


def check(answer: bytes) -> None:
    """Raises RuntimeError when an answer has errors: a refused question is quick, and would count as a fast match."""
    content = json.loads(answer)
    if content.get("errors") or not content.get("data"):
        raise RuntimeError(f"GraphQL antwoordde: {answer[:500].decode()}")
