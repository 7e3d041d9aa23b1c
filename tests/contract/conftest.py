"""The stores on which every contract case runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.sources import Servers
from tests.stores.emptied import emptied, opened


@pytest.fixture(params=["sqlite", *ON_EVERY_LINE])
def store(request: pytest.FixtureRequest, tmp_path: Path, neo4j_servers: Servers) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "sqlite":
        made: Store = open_store(f"sqlite:///{tmp_path}/contract.db")
    else:
        made = opened(emptied(neo4j_servers[request.param]))
    yield made
    made.close()
