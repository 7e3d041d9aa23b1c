"""The example region on a real server, with its findings written back, asked by an analyst who may only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from neo4j import GraphDatabase, Session

from api.settings import examples_folder
from graph.gaps import Report, Request
from graph.gaps.kept import kept
from graph.projection import build
from graph.records import StoredRecord
from loaders.load import load
from tests.analyst.more import written
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import Server
from tests.neo4j_server.sources import Servers
from tests.stores.emptied import emptied, opened

DAY = date(2026, 11, 1)
EXAMPLE = examples_folder() / "holland-rijnland"


class Region:
    """A session on the graph, and beside it the records themselves by kind and id, and the findings on DAY."""

    def __init__(self, session: Session, records: dict[str, dict[str, StoredRecord]], report: Report) -> None:
        self.session = session
        self.records = records
        self.report = report


@contextmanager
def holding(server: Server, *workbooks: Path) -> Iterator[Region]:
    """A region on a server that holds these workbooks and nothing else."""
    store = opened(emptied(server))
    for workbook in workbooks:
        result = load(store, workbook, author="analist")
        assert result.report, result.problems[:5]
    records: dict[str, dict[str, StoredRecord]] = {}
    with store.stream() as snapshot:
        for record in snapshot.records:
            records.setdefault(record.kind, {})[record.id] = record
    with store.stream() as snapshot:
        report = Report(build(snapshot), Request(DAY))
    store.keep_gaps(kept(report)[0], report.projection.revision.number)
    store.close()
    address = server.url.removesuffix(f"/{server.database}")
    # Everything that the server has to remark comes back, also what it only finds worth mentioning.
    with GraphDatabase.driver(address, auth=server.auth, notifications_min_severity="INFORMATION") as driver, \
            driver.session(database=server.database, default_access_mode="READ") as session:
        yield Region(session, records, report)


@pytest.fixture(scope="module", params=ON_EVERY_LINE)
def region(neo4j_servers: Servers, request: pytest.FixtureRequest) -> Iterator[Region]:
    """The example region."""
    with holding(neo4j_servers[request.param], EXAMPLE) as found:
        yield found


@pytest.fixture(scope="module", params=ON_EVERY_LINE)
def fuller(neo4j_servers: Servers, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """The example region, and a dataset with what it lacks."""
    with holding(neo4j_servers[request.param], EXAMPLE, written(tmp_path_factory.mktemp("meer") / "meer")) as found:
        yield found
