"""The engine, the real way round (loader, store, projection, rules), says exactly what the definition says.

DEKKEND_PROPERTY_BOOKS sets how many generated workbooks are tried (default 1500), DEKKEND_PROPERTY_SEED where they
start (default 0: everybody tries the same ones).
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from .bruteforce import coverage, definition
from .bruteforce.match import match_parts
from .compare import differing, differing_rules, explained
from .engine import InvalidBook, engine_cells, engine_match, engine_report
from .workbooks import Case, cases, seeded_case

BOOKS = int(os.environ.get("DEKKEND_PROPERTY_BOOKS", "1500"))
FIRST_SEED = int(os.environ.get("DEKKEND_PROPERTY_SEED", "0"))
BLOCK = 50
BLOCKS = [
    range(start, min(start + BLOCK, FIRST_SEED + BOOKS)) for start in range(FIRST_SEED, FIRST_SEED + BOOKS, BLOCK)
]


def rule_differences(case: Case) -> list[str]:
    """Where the rules of the engine and of the definition part."""
    found = engine_report(case.book, case.d, case.params)
    return differing_rules(definition(case.book, case.d, case.params), found)


def cell_differences(case: Case) -> list[str]:
    """Where the cells part."""
    found = engine_cells(case.book, case.d, case.params)
    return differing(coverage(case.book, case.d, case.params).cells(), found)


def match_differences(case: Case) -> list[str]:
    """Where the matches of a profile and age with a provision on a leaf part, on any axis."""
    found = engine_match(case.book, case.d)
    region = coverage(case.book, case.d).region
    expected = {
        (p.id, a, leaf, r.id): match_parts(region, p, a, leaf, r)
        for p in region.profiles
        for a in p.ages
        for leaf in region.all_leaves
        for r in region.provisions
    }
    return differing(expected, found)


@pytest.mark.parametrize("seeds", BLOCKS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_rules(seeds: range) -> None:
    for seed in seeds:
        case = seeded_case(seed)
        assert not rule_differences(case), explained(case, rule_differences, InvalidBook)


@pytest.mark.parametrize("differences", [cell_differences, match_differences], ids=["cells", "matches"])
def test_what_the_rules_rest_on(differences) -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + BOOKS // 10):
        case = seeded_case(seed)
        assert not differences(case), explained(case, differences, InvalidBook)


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
