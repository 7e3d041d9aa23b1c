"""The stores on which every contract case runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from graph.store.neo4j import Neo4jStore
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.sources import Servers
from tests.stores import graph_back
from tests.stores.emptied import emptied, opened


@pytest.fixture(params=["sqlite", *ON_EVERY_LINE])
def store(request: pytest.FixtureRequest, tmp_path: Path, neo4j_servers: Servers) -> Iterator[Store]:
    """An empty store of each kind; the graph that a case leaves in Neo4j says what the records say."""
    if request.param == "sqlite":
        made: Store = open_store(f"sqlite:///{tmp_path}/contract.db")
    else:
        made = opened(emptied(neo4j_servers[request.param]))
    yield made
    if isinstance(made, Neo4jStore):
        with neo4j_servers[request.param].driver() as driver, made.stream() as snapshot:
            graph_back.check(graph_back.read(driver, made.url.rpartition("/")[2]), snapshot.records)
    made.close()
