"""What every test shares: the promise behind REQUIRE, and the list of shared fixtures.

REQUIRE names what this machine must be able to test, with commas: `REQUIRE=neo4j,browser`. A test with that
marker may not be skipped then: its skip is reported as a failure. Without REQUIRE a test skips with its reason,
which pytest shows at the end.

A fixture that one folder of tests uses lives in that folder's own conftest.py; one that several folders use lives
here and gets a line in this list, with what it gives and how long it lives:

- `neo4j_servers`: line ("5.26", "2026") -> shared Neo4j server, started at its first use; for the whole run.
- `neo4j_server`: such a server with an empty database, for one test; a test that uses it runs on every line.
- `neo4j_store_url`: the store address of `neo4j_server`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.neo4j_server.database import ForeignDatabase, wipe
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import Server
from tests.neo4j_server.sources import Servers

REQUIRABLE = ("neo4j", "browser")


def required() -> set[str]:
    """The markers that REQUIRE names; raises pytest.UsageError for one that does not exist."""
    names = {name.strip() for name in os.environ.get("REQUIRE", "").split(",")} - {""}
    if unknown := sorted(names - set(REQUIRABLE)):
        raise pytest.UsageError(f"REQUIRE kent {', '.join(unknown)} niet; wel: {', '.join(REQUIRABLE)}")
    return names


def pytest_configure(config: pytest.Config) -> None:
    required()


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport, names: set[str]) -> None:
    report.outcome = "failed"
    report.longrepr = f"REQUIRE={','.join(sorted(names))} verbiedt overslaan: {_reason(report)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure is reported as skipped too; that is not a skip.
    if report.skipped and not hasattr(report, "wasxfail"):
        names = {name for name in required() if item.get_closest_marker(name)}
        if names:
            _refuse_skip(report, names)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    # A module that skips itself (importorskip) never shows its markers, so its text has to tell them.
    if report.skipped and isinstance(collector, pytest.Module):
        text = Path(collector.path).read_text(encoding="utf-8")
        names = {name for name in required() if re.search(rf"\bmark\.{name}\b", text)}
        if names:
            _refuse_skip(report, names)
    return report


@pytest.fixture(scope="session")
def neo4j_servers() -> Iterator[Servers]:
    with Servers() as servers:
        yield servers


@pytest.fixture(params=ON_EVERY_LINE)
def neo4j_server(neo4j_servers: Servers, request: pytest.FixtureRequest) -> Server:
    server = neo4j_servers[request.param]
    try:
        wipe(server)
    except ForeignDatabase as refusal:
        pytest.fail(str(refusal), pytrace=False)
    return server


@pytest.fixture
def neo4j_store_url(neo4j_server: Server) -> str:
    return neo4j_server.url
