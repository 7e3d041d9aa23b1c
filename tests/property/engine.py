"""The engine as the tests see it: a book through the loader, the store and the projection, and its answers back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from graph.coverage import Coverage
from graph.gaps import Report, Request, WrongRequest
from graph.inventory import inventories
from graph.matching import Matcher
from graph.projection import Moment, Projection
from graph.projection import build as build_projection
from graph.store.open import open_store
from loaders.load import load_tables
from loaders.tables import Table

from .bruteforce import Book, Params, RuleResult

__all__ = [
    "NOT_A_CASE",
    "InvalidBook",
    "WrongRequest",
    "engine_cells",
    "engine_inventory",
    "engine_matches",
    "engine_report",
]

Cell = tuple[str, str, int]
MatchKey = tuple[str, int, str, str]
MatchAnswer = tuple[str, dict[str, str], bool]


class InvalidBook(AssertionError):
    """The loader refuses the book; the message holds its problems."""


# What a book that was made smaller may run into without being a case any more.
NOT_A_CASE = (InvalidBook, WrongRequest)


def tables(book: Book) -> list[Table]:
    """The sheets of a book, with the columns that any of its rows has."""
    found = []
    for sheet, rows in book.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        found.append(Table(sheet, columns, [[row.get(column) or None for column in columns] for row in rows]))
    return found


def projection_of(book: Book) -> Projection:
    """The book, loaded into a store of its own and read back."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'toets.db'}")
        try:
            result = load_tables(store, tables(book))
            if result.problems:
                raise InvalidBook("\n".join(str(problem) for problem in result.problems))
            with store.stream() as snapshot:
                return build_projection(snapshot)
        finally:
            store.close()


def parameters_in_words(params: Params) -> tuple[tuple[str, str], ...]:
    """The parameters as somebody types them; those that have their default value are left out."""
    words = {
        field.name: _in_words(getattr(params, field.name))
        for field in fields(params)
        if field.name not in ("area_kind", "profile", "area") and getattr(params, field.name) != field.default
    }
    if params.area_kind is not None:
        words["gebiedssoort"] = params.area_kind
    return tuple(words.items())


def _in_words(value: object) -> str:
    if isinstance(value, Fraction):
        return str(float(value))
    if isinstance(value, tuple):
        return ",".join(one if isinstance(one, str) else ">".join(one) for one in value)
    return str(value)


def engine_report(book: Book, d: date, params: Params) -> dict[str, RuleResult]:
    """What every rule of the engine says."""
    request = Request(
        d,
        profiles=() if params.profile is None else (params.profile,),
        areas=() if params.area is None else (params.area,),
        parameters=parameters_in_words(params),
    )
    report = Report(projection_of(book), request)
    _as_declared(report)
    return {
        rule: RuleResult(
            outcome.computed,
            outcome.population,
            outcome.gap,
            outcome.unknown,
            outcome.covered,
            {finding.id: (finding.status, finding.ages) for finding in outcome.findings},
            outcome.reason,
        )
        for rule, outcome in report.outcomes.items()
    }


def _as_declared(report: Report) -> None:
    """Every finding has the keys, the statuses and the ages that its rule says it has: that is what its page tells."""
    for rule in report.rules:
        for finding in report.outcomes[rule.id].findings:
            assert tuple(key for key, _ in finding.identity) == rule.keys, finding
            assert finding.status in dict(rule.statuses), finding
            assert bool(finding.ages) == rule.ages, finding


def engine_cells(book: Book, d: date, params: Params) -> dict[Cell, str]:
    """Every cell of the engine, by (profile id, area id, age); the filters of `params` left aside."""
    return dict(_cells(projection_of(book).at(d, params.area_kind)))


def _cells(moment: Moment) -> Iterator[tuple[Cell, str]]:
    cells = Coverage(moment).cells(moment.profiles)
    for row, needs in enumerate(cells.profiles):
        for column, area in enumerate(cells.areas):
            for age in range(28):
                state = cells.state(row, column, age)
                if state is not None:
                    yield (needs.id, area, age), state


def engine_inventory(book: Book, d: date, params: Params) -> dict[str, str]:
    """inv(g) of every analysis area."""
    found = inventories(projection_of(book).at(d, params.area_kind))
    return {area: inventory.status for area, inventory in found.items()}


def engine_matches(book: Book, d: date, leaves: list[str]) -> dict[MatchKey, MatchAnswer]:
    """Every match by (profile id, age, leaf id, provision id), as (outcome, outcome per part, near miss)."""
    moment = projection_of(book).at(d)
    found = {}
    for needs in moment.profiles:
        everywhere = replace(needs, leaves=None)
        for age in (age for age in range(28) if needs.ages >> age & 1):
            for leaf in leaves:
                matcher = Matcher(moment, everywhere, age, moment.leaves(everywhere, leaf))
                near = {matcher.match(number).arrangement for number in matcher.near_misses()}
                for match in matcher.all():
                    parts = {condition.name: condition.outcome for condition in match.conditions}
                    found[needs.id, age, leaf, match.arrangement] = match.outcome, parts, match.arrangement in near
    return found
