"""The engine, the real way round (loader, store, projection, rules), says exactly what the definition says.

DEKKEND_PROPERTY_BOOKS sets how many generated workbooks are tried (default 1500), DEKKEND_PROPERTY_SEED where they
start (default 0: everybody tries the same ones).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from graph.gaps.registry import RULES as ENGINE_RULES

from .bruteforce import RULES, Coverage, NoSuchAreas, Params, coverage, definition
from .bruteforce.match import conjunction, is_near_miss, match_parts
from .compare import differing, differing_rules, explained
from .engine import NOT_A_CASE, WrongRequest, engine_cells, engine_inventory, engine_matches, engine_report
from .small import D, area, book
from .workbooks import Case, cases, seeded_case

BOOKS = int(os.environ.get("DEKKEND_PROPERTY_BOOKS", "1500"))
FIRST_SEED = int(os.environ.get("DEKKEND_PROPERTY_SEED", "0"))
BLOCK = 50
STARTS = range(FIRST_SEED, FIRST_SEED + BOOKS, BLOCK)

Differences = Callable[[Case], list[str]]


def unfiltered(case: Case) -> Coverage:
    """The definition's picture of a case without its filters."""
    return coverage(case.book, case.d, replace(case.params, profile=None, area=None))


def rule_differences(case: Case) -> list[str]:
    """Where the rules of the engine and of the definition part; a rule that only one of them has is a difference."""
    found = engine_report(case.book, case.d, case.params)
    return differing_rules(definition(case.book, case.d, case.params), found)


def test_the_definition_knows_exactly_the_rules_of_the_engine() -> None:
    assert set(RULES) == set(ENGINE_RULES)


def cell_differences(case: Case) -> list[str]:
    """Where the cells part."""
    found = engine_cells(case.book, case.d, case.params)
    return differing(unfiltered(case).cells(), found)


def inventory_differences(case: Case) -> list[str]:
    """Where the inventories of the analysis areas part."""
    found = engine_inventory(case.book, case.d, case.params)
    expected = unfiltered(case)
    return differing({g: expected.inv(g) for g in expected.analysis_areas}, found)


def match_differences(case: Case) -> list[str]:
    """Where the matches of a profile and age with a provision on a leaf part, in any of their parts."""
    region = unfiltered(case).region
    found = engine_matches(case.book, case.d, sorted(region.all_leaves))
    expected = {}
    for p in region.profiles:
        for a in p.ages:
            for leaf in region.all_leaves:
                for r in region.provisions:
                    parts = match_parts(region, p, a, leaf, r)
                    expected[p.id, a, leaf, r.id] = conjunction(parts.values()), parts, is_near_miss(parts)
    return differing(expected, found)


@pytest.mark.parametrize("start", STARTS)
def test_rules(start: int) -> None:
    for seed in range(start, min(start + BLOCK, FIRST_SEED + BOOKS)):
        case = seeded_case(seed)
        assert not rule_differences(case), explained(case, rule_differences, NOT_A_CASE)


@pytest.mark.parametrize("differences", [cell_differences, inventory_differences, match_differences])
def test_what_the_rules_rest_on(differences: Differences) -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + BOOKS // 8):
        case = seeded_case(seed)
        assert not differences(case), explained(case, differences, NOT_A_CASE)


@settings(
    max_examples=max(20, BOOKS // 15),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(cases())
def test_rules_on_cases_that_hypothesis_makes(case: Case) -> None:
    assert not rule_differences(case)


def test_an_explicit_area_kind_without_active_areas_is_refused_by_both() -> None:
    areas = [area("pc1", "PC4"), area("gm1", "GEMEENTE", geldig_tot="2025")]
    for kind in ("GEMEENTE", "RMC"):
        params = Params(area_kind=kind)
        with pytest.raises(NoSuchAreas):
            definition(book(gebieden=areas), D, params)
        with pytest.raises(WrongRequest):
            engine_report(book(gebieden=areas), D, params)
