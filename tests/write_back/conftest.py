"""A small region in an empty Neo4j store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import open_store
from graph.store.neo4j import Neo4jStore
from tests.write_back.region import REGION, write


@pytest.fixture
def store(neo4j_store_url: str) -> Iterator[Neo4jStore]:
    """Holds `REGION` as its first revision."""
    opened = open_store(neo4j_store_url)
    assert isinstance(opened, Neo4jStore)
    write(opened, *REGION)
    yield opened
    opened.close()
