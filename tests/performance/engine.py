"""Every call from the benchmarks into Dekkend: the one file to change when the engine's interface changes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.coverage import COVERED, MAYBE, NONE, PARTLY, Coverage
from graph.gaps import run
from graph.projection import Projection, build
from graph.store import open_store
from loaders.load import load_folder

from .cells import ABSENT, AGES, DEELS, GEDEKT, GEEN, MOGELIJK, Cells
from .national import PEILDATUM

COVERAGE_RULES = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")

MATCH_QUERY = """
query Match($profile: ID!, $area: ID!, $age: Int!, $date: Date!) {
  match(profile: $profile, area: $area, age: $age, date: $date) {
    revision
    matches { arrangement { id } outcome conditions { name outcome } }
    nearMisses { arrangement { id } condition { name outcome } }
  }
}
"""


@dataclass(frozen=True)
class Outcome:
    """The answer of the coverage rules: the figures and the id of every finding, per rule."""

    figures: dict[str, tuple[int, int, int, int]]
    """Rule -> population, gap, unknown, covered."""
    ids: dict[str, list[str]]
    result: Any
    """What `explained` needs to make single findings."""


def load(folder: Path, url: str) -> None:
    """Loads and validates a folder of CSV files into an empty store."""
    load_folder(folder, url, dataset="landelijk-fictief", author="meting")


def projection(url: str) -> Projection:
    """Opens a store and builds the projection of its present revision."""
    store = open_store(url)
    try:
        with store.stream() as snapshot:
            return build(snapshot)
    finally:
        store.close()


def coverage_rules(picture: Projection) -> Outcome:
    """All coverage rules over all profiles, ages and gemeenten: figures and finding ids, no explanations."""
    result = run(picture, rules=COVERAGE_RULES, day=PEILDATUM)
    figures = {o.rule: (o.population, o.gap, o.unknown, o.covered) for o in result.rules}
    return Outcome(figures, {rule: result.ids(rule) for rule in COVERAGE_RULES}, result)


def explained(outcome: Outcome, ids: list[str]) -> list[Any]:
    """The findings with these ids, each with its evidence and explanation."""
    return outcome.result.findings(ids)


def cells(picture: Projection) -> Cells:
    """The engine's coverage cells in the form of the prototype, to compare."""
    moment = picture.at(PEILDATUM)
    found = Coverage(moment).cells(moment.profiles)
    states = np.full((*found.present.shape, AGES), ABSENT, dtype=np.uint8)
    for name, state in ((NONE, GEEN), (MAYBE, MOGELIJK), (PARTLY, DEELS), (COVERED, GEDEKT)):
        for age in range(AGES):
            states[:, :, age][(found.masks[name] >> np.uint32(age) & 1).astype(bool)] = state
    return Cells([needs.id for needs in found.profiles], found.areas, states)


def serve_command(url: str, port: int) -> list[str]:
    """The command that serves a store on loopback with uvicorn."""
    return [sys.executable, "-m", "api.cli", "serve", "--store", url, "--host", "127.0.0.1", "--port", str(port)]


def match_request(profile: str, area: str, age: int) -> dict[str, Any]:
    """The GraphQL request for one match, as the body of a POST to /graphql."""
    variables = {"profile": profile, "area": area, "age": age, "date": PEILDATUM.isoformat()}
    return {"query": MATCH_QUERY, "variables": variables}
