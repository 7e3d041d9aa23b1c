"""The small region and all its maps, drawn once."""

from __future__ import annotations

import pytest

from graph.gaps import Report, Request
from graph.projection import Projection
from tests.unit.visualisations import region
from visualisations import MapPayload, MapSpec, draw


@pytest.fixture(scope="session")
def projection() -> Projection:
    return region.projected()


@pytest.fixture(scope="session")
def evil() -> Projection:
    return region.hostile()


def specs(projection: Projection) -> dict[str, MapSpec]:
    """One request for every view, and for every rule that finds something one for its first finding."""
    found = {
        "regio": MapSpec("regio", rules=("GEEN_AANBOD",)),
        "verwijspaden": MapSpec("verwijspaden", profile="p2", area="gm2", rules=("VEROUDERD",)),
        "organisatie": MapSpec("organisatie", focus=("zorg",), depth=2, rules=("AFSPRAAK_OPEN",)),
        "profiel": MapSpec("profiel", profile="p1", area="gm1"),
        "gebieden": MapSpec("gebieden", rules=("GRENSBREUK",)),
    }
    for finding in reversed(Report(projection, Request(region.DAY)).findings()):
        found[f"lacune {finding.rule}"] = MapSpec("lacune", gap=finding.id)
    return found


@pytest.fixture(scope="session")
def maps(projection: Projection) -> dict[str, MapPayload]:
    return {name: draw(projection, spec, region.DAY) for name, spec in specs(projection).items()}


@pytest.fixture(scope="session")
def evil_maps(evil: Projection) -> dict[str, MapPayload]:
    return {name: draw(evil, spec, region.DAY) for name, spec in specs(evil).items()}
