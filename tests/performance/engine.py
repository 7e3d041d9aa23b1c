"""Every call from the benchmarks into Dekkend: the one file to change when the engine's interface changes."""

from __future__ import annotations

import sys
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from graph.coverage import COVERED, MAYBE, NONE, PARTLY, Coverage
from graph.gaps import Report, Request, finding_json
from graph.projection import Projection, build
from graph.store import open_store
from loaders.load import load as load_workbook

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


def load(folder: Path, url: str) -> None:
    """Loads and validates a folder of CSV files into an empty store; RuntimeError when anything in it is refused."""
    store = open_store(url)
    try:
        result = load_workbook(store, folder, author="meting")
    finally:
        store.close()
    if result.problems:
        raise RuntimeError(f"niet geladen; de eerste fouten: {result.problems[:5]}")


def projection(url: str) -> Projection:
    """Opens a store and builds the projection of its present revision."""
    store = open_store(url)
    try:
        with store.stream() as snapshot:
            return build(snapshot)
    finally:
        store.close()


def coverage_rules(picture: Projection) -> tuple[Report, dict[str, list[str]]]:
    """All coverage rules over all profiles, ages and gemeenten: the report with the figures, and all finding ids by rule."""
    report = Report(picture, Request(PEILDATUM, rules=COVERAGE_RULES))
    return report, {rule: outcome.findings.ids() for rule, outcome in report.outcomes.items()}


def page(report: Report, size: int) -> list[dict[str, Any]]:
    """So many findings of all rules in turn, each with its score, evidence and explanation."""
    some = (islice(outcome.findings, -(-size // len(COVERAGE_RULES))) for outcome in report.outcomes.values())
    return [finding_json(report, report.ranked(finding)) for finding in islice(chain.from_iterable(some), size)]


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
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    return [*command, "serve", "--store", url, "--host", "127.0.0.1", "--port", str(port)]


def match_request(profile: str, area: str, age: int) -> dict[str, Any]:
    """The GraphQL request for one match, as the body of a POST to /graphql."""
    variables = {"profile": profile, "area": area, "age": age, "date": PEILDATUM.isoformat()}
    return {"query": MATCH_QUERY, "variables": variables}
