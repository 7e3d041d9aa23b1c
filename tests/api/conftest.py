"""Fixtures of the API tests: one endpoint on the example region for each test file, and what the engine says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.gaps import Report, Request
from graph.projection import Moment
from tests.api.graphql_site import DAY, REGION, Asker, asking

TODAY = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """A GraphQL endpoint on the example region."""
    with asking(tmp_path_factory.mktemp("graphql"), REGION) as asker:
        yield asker


@pytest.fixture(scope="module")
def moment(region: Asker) -> Moment:
    """The engine's picture of that region on the day of the tests."""
    return region.service.projection().at(TODAY)


@pytest.fixture(scope="module")
def report(region: Asker) -> Report:
    """The engine's report on that region."""
    return Report(region.service.projection(), Request(TODAY))
