"""The stores on which every contract case runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store

STORES = ("sqlite",)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    urls = {"sqlite": f"sqlite:///{tmp_path}/contract.db"}
    opened = open_store(urls[request.param])
    yield opened
    opened.close()
