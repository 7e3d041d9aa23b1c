"""Every call from the benchmarks into Dekkend: the one file to change when the engine's interface changes."""

from __future__ import annotations

import sys
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from graph.coverage import COVERED, MAYBE, NONE, PARTLY, Coverage
from graph.gaps import RULES, Report, Request, finding_json
from graph.gaps.compare import compared
from graph.matching import Matcher
from graph.projection import Moment, Projection, build
from graph.projection.moment import Needs
from graph.projection.offers import ages_of
from graph.records import Edit
from graph.scenario import WhatIf
from graph.store import open_store
from loaders.load import load as load_workbook
from loaders.load import load_tables
from loaders.tables import Table

from .cells import ABSENT, AGES, DEELS, GEDEKT, GEEN, MOGELIJK, Cells
from .measure import timed
from .national import PEILDATUM

SHOWN, NEAR = 20, 10
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


def present(picture: Projection) -> Moment:
    """The picture on the peildatum."""
    return picture.at(PEILDATUM)


def coverage_rules(picture: Projection) -> tuple[Report, dict[str, list[str]]]:
    """All coverage rules over all profiles, ages and gemeenten: the report with the figures, and all finding ids by rule."""
    report = Report(picture, Request(PEILDATUM, rules=COVERAGE_RULES))
    return report, {rule: outcome.findings.ids() for rule, outcome in report.outcomes.items()}


def all_rules(picture: Projection) -> tuple[Report, dict[str, list[str]], dict[str, float]]:
    """All rules over everything: the report, all finding ids by rule, and the seconds that each rule took when it came."""
    report = Report(picture, Request(PEILDATUM))
    ids, seconds = {}, {}
    for rule in report.rules:
        seconds[rule.id], ids[rule.id] = timed(lambda id: report.outcome(id).findings.ids(), rule.id)
    return report, ids, seconds


def one_rule(report: Report, rule: str) -> list[str]:
    """The finding ids of one rule, computed once more with the interim results of the report."""
    return RULES[rule].find(report.context).findings.ids()


Question = tuple[Needs, int, int]
"""Which needs, at which age, on which leaves (as bits)."""


def questions(moment: Moment, n: int, rng: np.random.Generator) -> list[Question]:
    """So many profiles with an age of theirs and the leaves of a gemeente where they occur; the same draw gives the same ones."""
    found: list[Question] = []
    while len(found) < n:
        needs = moment.profiles[rng.integers(len(moment.profiles))]
        leaves = moment.leaves(needs, moment.analysis[rng.integers(len(moment.analysis))])
        ages = ages_of(needs.ages)
        age = ages[rng.integers(len(ages))]
        if leaves:
            found.append((needs, age, leaves))
    return found


def dense_region(rng: np.random.Generator) -> tuple[Moment, Question]:
    """A region of 60 provisions that everybody fits, with 360 referrals between them, and a question there."""
    ids = [f"v{number:02}" for number in range(60)]
    ends = {tuple(rng.choice(60, 2, replace=False).tolist()): None for _ in range(360)}
    sheets = {
        "gebieden": [["id", "naam", "soort"], ["g", "Regio (fictief)", "GEMEENTE"]],
        "profielen": [["id", "naam", "leeftijd_van", "leeftijd_tot"], ["p", "Iedereen (fictief)", "12", "12"]],
        "arrangementen": [["id", "naam", "soort", "gebieden", "leeftijd_van", "leeftijd_tot"],
                          *([id, f"{id} (fictief)", "OZA", "alle", "alle", "alle"] for id in ids)],
        "verwijspaden": [["van", "naar", "richting", "status"],
                         *([ids[start], ids[goal], "DOORSTROOM", "GEBRUIKELIJK"] for start, goal in ends)],
    }
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'regio.db'}")
        try:
            result = load_tables(store, [Table(sheet, rows[0], rows[1:]) for sheet, rows in sheets.items()])
            if result.problems:
                raise RuntimeError(f"niet geladen; de eerste fouten: {result.problems[:5]}")
            with store.stream() as snapshot:
                there = build(snapshot).at(PEILDATUM)
        finally:
            store.close()
    needs = there.profiles[0]
    return there, (needs, 12, there.leaves(needs, "g"))


def one_edit(report: Report, rng: np.random.Generator) -> Edit:
    """One provision that closes, or that is opened for other ages; the same draw gives the same one."""
    offers = report.context.moment.offers
    number = int(rng.integers(len(offers)))
    low = int(rng.integers(4, 14))
    other = {"geldig_tot": "2020-12-31"} if rng.random() < 0.5 else {"leeftijd_van": low, "leeftijd_tot": low + 6}
    return Edit("arrangement", offers.ids[number], {**offers.rows[number], **other})


Differing = tuple[list[str], list[str], list[str]]
"""The ids of the findings that close, open and change."""


def what_if(report: Report, edit: Edit) -> Differing:
    """What one edit does to the findings."""
    found = WhatIf(report, [edit])
    return [each.id for each in found.closed], [each.id for each in found.opened], [each.before.id for each in found.changed]


def what_if_anew(report: Report, edit: Edit) -> Differing:
    """The same, from all rules computed anew."""
    tables = {edit.kind: report.projection[edit.kind].edited([edit])}
    after = Report(Projection(report.projection.revision, {**report.projection.tables, **tables}), report.request)
    sides = [compared(rule.id, report.outcome(rule.id), after.outcome(rule.id)) for rule in report.rules]
    return (sorted(finding.id for side in sides for finding in side.closed),
            sorted(finding.id for side in sides for finding in side.opened),
            sorted(pair.before.id for side in sides for pair in side.changed))


def match_outcomes(moment: Moment, needs: Needs, age: int, leaves: int) -> dict[str, list[str]]:
    """The ids of all provisions by outcome."""
    return Matcher(moment, needs, age, leaves).outcomes()


def explained_match(moment: Moment, needs: Needs, age: int, leaves: int) -> list[str]:
    """Every sentence of the first provisions that fit, fit in part or may fit, and of the first near misses."""
    matcher = Matcher(moment, needs, age, leaves)
    fitting = chain.from_iterable(matcher.numbers(outcome) for outcome in ("JA", "DEELS", "ONBEKEND"))
    shown = [*islice(fitting, SHOWN), *matcher.near_misses()[:NEAR]]
    return [condition.sentence for match in map(matcher.match, shown) for condition in match.conditions]


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
