"""Changes whose effect is known, tried on the engine and on the definition that it is held against."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

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
STRANGER = {"id": "stichting-elders", "naam": "Elders", "soort": "SCHOOLBESTUUR", "gebieden": "alle"}
COVERAGE_RULES = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
# What such a provision closes too: it is reached, paid, free and with everything that is needed.
CLOSED_BY_EVERYTHING = (
    *("CONTRA_INDICATIE", "RANDVOORWAARDE", "WACHTTIJD", "CAPACITEIT", "TOEGANGSBARRIERE", "GEEN_VERWIJSPAD"),
    *("PADLENGTE", "EINDIGE_DEKKING"),
)
PAIR_RULES = (
    *COVERAGE_RULES,
    *CLOSED_BY_EVERYTHING,
    *("ENKELVOUDIG", "AFSTAND", "REGIELEEMTE", "REGIE_OVERLAP", "SIGNAAL_ONGEBONDEN"),
)
# Rules in which the number of leaves counts.
COUNTING_LEAVES = ("AANBODOVERLAP", "GRENSBREUK")


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
        if not any(row["gebieden"] for row in case.book["organisaties"]):
            continue  # The stranger would be the first of whom it is known where they work.
        assert differing_rules(of(report, case), of(report, with_row(case, "organisaties", STRANGER))) == []


def test_a_provision_for_everybody_closes_every_gap_in_coverage(report: Report) -> None:
    closed = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        before, after = of(report, case), of(report, with_provision_for_everybody(case))
        for rule in COVERAGE_RULES:
            closed += len(before[rule].findings)
            assert after[rule].findings == {}
            assert after[rule].covered == after[rule].population == before[rule].population
        for rule in CLOSED_BY_EVERYTHING:
            closed += len(before[rule].findings)
            assert after[rule].findings == {}
    assert closed > 200


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


def test_splitting_a_leaf_to_whose_parts_nothing_refers_changes_nothing_else(report: Report) -> None:
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
        kept = set(before) - set(COUNTING_LEAVES)
        assert differing_rules({rule: before[rule] for rule in kept}, {rule: after[rule] for rule in kept}) == []
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
        fewer = replace(case, book=case.book | {"arrangementen": rows[:-1], "verwijspaden": []})
        before = coverage(fewer.book, case.d, case.params).cells()
        after = coverage(case.book, case.d, case.params).cells()
        assert before.keys() == after.keys()
        assert all(order.index(before[key]) <= order.index(after[key]) for key in before)
        grew += before != after
    assert grew > 10


def test_with_a_way_in_everywhere_there_is_a_way_everywhere(report: Report) -> None:
    closed = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        rows = [row | {"instap": "ja"} for row in case.book.get("arrangementen", [])]
        before, after = of(report, case), of(report, replace(case, book=case.book | {"arrangementen": rows}))
        for rule in ("GEEN_VERWIJSPAD", "PADLENGTE"):
            closed += len(before[rule].findings)
            assert after[rule].findings == {}
    assert closed > 5


def test_a_claim_for_everybody_closes_every_gap_in_a_role(report: Report) -> None:
    closed = 0
    for seed in SEEDS:
        case = seeded_case(seed)
        wider = with_row(case, "organisaties", STRANGER)
        for rol in (*case.params.rollen, "TOEGANGSBESLUIT"):
            wider = with_row(wider, "verantwoordelijkheden", {"organisatie": STRANGER["id"], "rol": rol})
        before, after = of(report, case), of(report, wider)
        for rule in ("REGIELEEMTE", "TOEGANGSBARRIERE"):
            closed += len(before[rule].findings)
            assert after[rule].findings == {}
    assert closed > 30


# The parameter of each rule that has a norm, a strict value and a more lenient one.
STRICT_AND_LENIENT = {
    "WACHTTIJD": ("norm_weken", 13, 30),
    "AFSTAND": ("max_km", 15.0, 40.0),
    "PADLENGTE": ("max_stappen", 0, 1),
    "SIGNAAL_ONGEBONDEN": ("min_signalen", 1, 3),
    "EINDIGE_DEKKING": ("horizon_maanden", 18, 6),
    "AANBODOVERLAP": ("min_overlap", Fraction(1, 4), Fraction(4, 5)),
}


def test_a_more_lenient_norm_only_takes_findings_away(report: Report) -> None:
    fewer: Counter[str] = Counter()
    for seed in range(SEEDS.start, SEEDS.start + 120):
        case = seeded_case(seed)
        strict, lenient = (
            of(report, replace(case, params=replace(case.params, **{one[0]: one[at] for one in STRICT_AND_LENIENT.values()})))
            for at in (1, 2)
        )
        for rule in STRICT_AND_LENIENT:
            more, less = strict[rule].findings, lenient[rule].findings
            assert all(set(ages) <= set(more[one][1]) for one, (_, ages) in less.items())
            assert strict[rule].population == lenient[rule].population
            fewer[rule] += less != more
    assert all(fewer[rule] for rule in STRICT_AND_LENIENT)
