"""Dekkend in processes of its own: how they find the store, and a service that is asked over HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.api.site import REGION

ROOT = Path(__file__).resolve().parents[2]


def environment(url: str, auth: tuple[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that works on this store."""
    user, password = auth or ("", "")
    return {**os.environ, "DEKKEND_STORE": url, "DEKKEND_STORE_USER": user, "DEKKEND_STORE_PASSWORD": password,
            "DEKKEND_POLL_SECONDS": "0.5", "COLUMNS": "200"}


def until(true: Callable[[], bool], seconds: float = 90) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


class Served:
    """A running `dekkend serve`. What it wrote on its error stream is in `told`."""

    def __init__(self, address: str, told: Path) -> None:
        self.client = httpx2.Client(base_url=address, timeout=60, headers={"accept": "text/html"})
        self._told = told

    @property
    def told(self) -> str:
        return self._told.read_text(encoding="utf-8")

    def page(self, path: str) -> httpx2.Response:
        return self.client.get(path)

    def ready(self) -> httpx2.Response:
        return self.client.get("/readyz", headers={"accept": "application/json"})

    def status(self) -> str:
        """What /readyz says in a word; `weg` when there is nothing to answer from."""
        answer = self.ready()
        return str(answer.json()["status"]) if answer.status_code == 200 else "weg"

    def ask(self, document: str) -> dict[str, Any]:
        """The data of a GraphQL answer without errors."""
        answer = self.client.post("/graphql", json={"query": document}).json()
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"]
        return found

    def check(self, **changed: str) -> httpx2.Response:
        """Upload the example region; `changed` are other texts by sheet."""
        files = [("bestanden", (path.name, changed[path.stem].encode() if path.stem in changed else path.read_bytes()))
                 for path in sorted(REGION.glob("*.csv"))]
        return self.client.post("/gegevens/controle", files=files)

    def check_again(self, page: str) -> httpx2.Response:
        return self.client.post("/gegevens/controle", data={"bewijs": field(page, "bewijs")})

    def load(self, preview: str) -> httpx2.Response:
        return self.client.post("/gegevens/laden", data={name: field(preview, name) for name in ("bewijs", "revisie")})


def field(html: str, name: str) -> str:
    """What stands in a hidden field of a form."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, html
    return found[1]


@contextmanager
def serving(url: str, folder: Path, auth: tuple[str, str] | None = None) -> Iterator[Served]:
    """`dekkend serve` on a free port, from when it says that it is there; it must end in time when it is told to."""
    folder.mkdir(exist_ok=True)
    told = folder / "fouten.txt"
    with told.open("wb") as errors:
        process = subprocess.Popen([sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", "0"], text=True,
                                   stdout=subprocess.PIPE, stderr=errors, cwd=ROOT, env=environment(url, auth))
    try:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.findall(r"http://127\.0\.0\.1:\d+", line)))
        served = Served(address, told)
        with served.client:
            yield served
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.communicate()
