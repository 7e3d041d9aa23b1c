"""The engine as the tests see it: a book through the loader, the store and the projection, and its answers back."""

from __future__ import annotations

from datetime import date

from graph.coverage import coverage
from graph.gaps import run
from graph.matching import match_parts
from graph.projection import build as build_projection
from graph.store.sqlite import SqliteStore
from loaders.tables import Table
from loaders.validate import build as build_changes

from .bruteforce import Book, Params, RuleResult


class InvalidBook(AssertionError):
    """The loader refuses the book; the message holds its problems."""


def tables(book: Book) -> list[Table]:
    """The sheets of a book, with the columns that any of its rows has."""
    found = []
    for sheet, rows in book.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        found.append(Table(sheet, columns, [[row.get(column) or None for column in columns] for row in rows]))
    return found


def _projection(book: Book, d: date):
    result = build_changes(tables(book), dataset="toets", known=())
    if result.problems:
        raise InvalidBook("\n".join(str(problem) for problem in result.problems))
    with SqliteStore(":memory:") as store:
        store.migrate()
        store.write(result.changes)
        return build_projection(store.stream(), d)


def _parameters(params: Params) -> dict[str, str]:
    found = {"paren": ",".join(f"{a}>{b}" for a, b in params.paren)}
    return found | ({"gebiedssoort": params.area_kind} if params.area_kind else {})


def engine_report(book: Book, d: date, params: Params) -> dict[str, RuleResult]:
    """What every rule of the engine says."""
    results = run(_projection(book, d), _parameters(params), profile=params.profile, area=params.area)
    return {
        result.rule: RuleResult(
            result.computed,
            result.population,
            result.gap,
            result.unknown,
            result.covered,
            {finding.id: (finding.status, tuple(finding.ages)) for finding in result.findings},
            result.reason,
        )
        for result in results
    }


def engine_cells(book: Book, d: date, params: Params) -> dict[tuple[str, str, int], str]:
    """Every cell of the engine, by (profile id, area id, age)."""
    found = coverage(_projection(book, d), _parameters(params), profile=params.profile, area=params.area)
    return {(cell.profile, cell.area, cell.age): cell.state for cell in found.cells()}


def engine_match(book: Book, d: date) -> dict[tuple[str, int, str, str], dict[str, str]]:
    """Every match of the engine part by part, by (profile id, age, leaf id, provision id)."""
    projection = _projection(book, d)
    return {
        (p.id, a, leaf, r): match_parts(projection, p.id, a, leaf, r)
        for p in projection.profiles
        for a in p.ages
        for leaf in projection.leaves
        for r in projection.provisions
    }
