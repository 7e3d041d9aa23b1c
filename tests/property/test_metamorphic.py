"""Changes whose effect is known, tried on the engine and on the definition that it is held against."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from .bruteforce import Book, Params, RuleResult, coverage, definition
from .compare import differing_rules
from .dice import Dice
from .transform import (
    mixed_up,
    renamed,
    renamed_result,
    renaming_of,
    with_provision_for_everybody,
    with_row,
    with_split_leaf,
)
from .workbooks import Case, seeded_case

Report = Callable[[Book, date, Params], dict[str, RuleResult]]

SEEDS = range(700_000, 700_060)
COVERAGE_RULES = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
PAIR_RULES = COVERAGE_RULES


@pytest.fixture(params=["definition", "engine"])
def report(request: pytest.FixtureRequest) -> Report:
    if request.param == "definition":
        return definition
    from .engine import engine_report

    return engine_report


def of(report: Report, case: Case) -> dict[str, RuleResult]:
    return report(case.book, case.d, case.params)


def test_the_figures_add_up(report: Report) -> None:
    for seed in SEEDS:
        for result in of(report, seeded_case(seed)).values():
            assert result.gap + result.unknown + result.covered == result.population
            assert result.computed or (result.population == 0 and not result.findings)


def test_an_unrelated_organisation_changes_nothing(report: Report) -> None:
    for seed in SEEDS:
        case = seeded_case(seed)
        stranger = {"id": "stichting-elders", "naam": "Elders", "soort": "SCHOOLBESTUUR", "gebieden": "alle"}
        assert differing_rules(of(report, case), of(report, with_row(case, "organisaties", stranger))) == []


def test_a_provision_for_everybody_closes_every_gap_in_coverage(report: Report) -> None:
    closed = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        before, after = of(report, case), of(report, with_provision_for_everybody(case))
        for rule in COVERAGE_RULES:
            closed += len(before[rule].findings)
            assert after[rule].findings == {}
            assert after[rule].covered == after[rule].population == before[rule].population
    assert closed > 100


def test_other_ids_give_the_same_answers_under_other_ids(report: Report) -> None:
    for seed in SEEDS:
        case = seeded_case(seed)
        new = renaming_of(case)
        expected = {rule: renamed_result(result, new) for rule, result in of(report, case).items()}
        assert differing_rules(expected, of(report, renamed(case, new))) == []


def test_the_order_of_sheets_rows_columns_and_lists_means_nothing(report: Report) -> None:
    for seed in SEEDS:
        case = seeded_case(seed)
        other = mixed_up(case, Dice(random.Random(seed)))
        assert differing_rules(of(report, case), of(report, other)) == []


def test_splitting_a_leaf_to_whose_parts_nothing_refers_changes_no_coverage(report: Report) -> None:
    tried = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        found = coverage(case.book, case.d, case.params)
        kind = case.params.area_kind or "GEMEENTE"
        if not found.region.active_areas_of_kind(kind):
            continue  # Without areas of the kind the leaves themselves are the analysis areas.
        tried += 1
        leaf = random.Random(seed).choice(sorted(found.region.all_leaves))
        before, after = of(report, case), of(report, with_split_leaf(case, leaf))
        assert differing_rules({rule: before[rule] for rule in COVERAGE_RULES}, after) == []
    assert tried > len(SEEDS) / 2


def test_a_filter_keeps_exactly_the_findings_with_that_key(report: Report) -> None:
    for seed in SEEDS:
        case = seeded_case(seed)
        profiles, areas = case.book.get("profielen", []), case.book.get("gebieden", [])
        if not profiles or not areas:
            continue
        chosen = random.Random(seed)
        profile, area = chosen.choice(profiles)["id"], chosen.choice(areas)["id"]
        everything = of(report, replace(case, params=replace(case.params, profile=None, area=None)))
        for params, rules, key in (
            (replace(case.params, profile=profile, area=None), PAIR_RULES, f"profiel={profile}"),
            (replace(case.params, profile=None, area=area), (*PAIR_RULES, "GRENSBREUK"), f"gebied={area}"),
        ):
            filtered = of(report, replace(case, params=params))
            for rule, before in everything.items():
                kept = before.findings
                if rule in rules:
                    kept = {one: said for one, said in kept.items() if key in one.split("|")}
                else:
                    assert replace(filtered[rule], reason=None) == replace(before, reason=None)
                assert filtered[rule].findings == kept


def test_one_more_provision_never_takes_coverage_away() -> None:
    order = ("GEEN", "MOGELIJK", "DEELS", "GEDEKT")
    grew = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        rows = case.book.get("arrangementen", [])
        if not rows:
            continue
        fewer = replace(case, book=case.book | {"arrangementen": rows[1:], "verwijspaden": []})
        before = coverage(fewer.book, case.d, case.params).cells()
        after = coverage(case.book, case.d, case.params).cells()
        assert before.keys() == after.keys()
        assert all(order.index(before[key]) <= order.index(after[key]) for key in before)
        grew += before != after
    assert grew > 10
