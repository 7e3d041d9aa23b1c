"""A store on every Neo4j line, in an empty database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store.neo4j import Neo4jStore
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import Server
from tests.neo4j_server.sources import Servers
from tests.stores.emptied import emptied, opened


@pytest.fixture(params=ON_EVERY_LINE)
def server(request: pytest.FixtureRequest, neo4j_servers: Servers) -> Server:
    """A server with an empty database, in which a store may have been prepared before."""
    return emptied(neo4j_servers[request.param])


@pytest.fixture
def store(server: Server) -> Iterator[Neo4jStore]:
    """An empty store."""
    made = opened(server)
    yield made
    made.close()
