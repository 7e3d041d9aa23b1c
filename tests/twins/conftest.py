"""The database in which twins and engine are compared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.neo4j_server.servers import Server
from tests.twins.twinned import Twinned


@pytest.fixture
def twinned(neo4j_server: Server) -> Iterator[Twinned]:
    with Twinned(neo4j_server) as opened:
        yield opened
