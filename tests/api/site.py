"""A running site for tests of the pages: on an empty store, on the example region, on a region with hostile names."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from starlette.testclient import TestClient

from api.app import create_app
from api.service import Service
from api.settings import Settings, examples_folder

REGION = examples_folder() / "holland-rijnland"
DAY = "2026-11-22"
AT = f"peildatum={DAY}"
PAGES = ("/", "/lacunes", "/kaart", "/gegevens")
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@contextmanager
def running(folder: Path, region: Path | None = None, **settings: object) -> Iterator[TestClient]:
    """A client of a site whose store lies in `folder`, with `region` loaded; it asks for pages as a browser does."""
    store = f"sqlite:///{folder / 'test.db'}"
    service = Service(store, poll_seconds=0.01)
    if region:
        result = service.load(region)
        assert result.report, result.problems[:5]
    app = create_app(Settings(store=store, **settings), service)
    with TestClient(app, base_url="http://localhost", headers={"accept": "text/html"}, raise_server_exceptions=False,
                    follow_redirects=False) as client:
        yield client
    service.close()


def hostile_region(folder: Path) -> Path:
    """The example region with names that would be code if a page let them."""
    target = folder / "vijandig"
    shutil.copytree(REGION, target)
    for sheet, column in (("profielen", "naam"), ("gebieden", "naam"), ("organisaties", "naam"), ("arrangementen", "naam"),
                          ("lacunes", "titel"), ("opties", "omschrijving"), ("bronnen", "titel"), ("afspraken", "omschrijving"),
                          ("agenda", "onderwerp")):
        path = target / f"{sheet}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        at = rows[0].index(column)
        for number, row in enumerate(rows[1:]):
            row[at] = f"{HOSTILE} {number}"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    return target


def gap_links(html: str) -> list[str]:
    """The ids of the findings that a page links to, in order."""
    return [unquote(found.partition("?")[0]) for found in re.findall(r'href="/lacunes/([^"]+)"', html)]


class Outline(HTMLParser):
    """What a page is made of: its headings, ids, labels, tables and elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
