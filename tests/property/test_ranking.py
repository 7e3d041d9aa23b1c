"""The ranking on generated regions: figures of all findings at once against each finding by itself, and the band against all orders."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.gaps import RULES, Finding, Report, Request
from graph.gaps.ranking import DECISION_LIST, INVENTORY_LIST, list_of
from graph.gaps.ranking.scale import MOST, WEIGHTS
from graph.gaps.ranking.standing import ranks

from .bruteforce import Row
from .engine import parameters_in_words, projection_of
from .workbooks import Case, seeded_case

SEEDS = range(910_000, 910_090)
TRIPLES = st.tuples(*(st.integers(0, most) for most in MOST))


def report_of(case: Case) -> Report:
    params = case.params
    return Report(projection_of(case.book), Request(
        case.d, profiles=() if params.profile is None else (params.profile,), areas=() if params.area is None else (params.area,),
        parameters=parameters_in_words(params)))


def with_more(case: Case, findings: Sequence[Finding], seed: int) -> Case:
    """The case in which the region says something of one in three of these findings, and expects more young people here and there."""
    rng = random.Random(seed)
    rows: list[Row] = [
        {"id": f"eigen-{number}", "bevinding": finding.id, **{
            column: value for column, value in (("ernst", str(rng.randint(0, 5))), ("urgentie", str(rng.randint(0, 5))),
                                                ("deadline", rng.choice(("2020", "2035")))) if rng.random() < 0.5}}
        for number, finding in enumerate(findings) if rng.random() < 0.34]
    pairs = sorted({(finding.subject["profiel"], finding.subject["gebied"]) for finding in findings if "profiel" in finding.subject})
    flows: list[Row] = []
    for profile, area in rng.sample(pairs, min(3, len(pairs))):
        begin = (case.d + timedelta(rng.randint(-20, 800))).isoformat()
        flows.append({"soort": "INSTROOM", "profiel": profile, "bestemming": area, "periode_van": begin, "periode_tot": "2099",
                      "aantal": rng.choice(("<5", "4", "5", "10-15", ">=20"))})
    return replace(case, book={**case.book, "lacunes": [*case.book.get("lacunes", []), *rows],
                               "stromen": [*case.book.get("stromen", []), *flows]})


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    found = []
    for seed in SEEDS:
        case = seeded_case(seed)
        report = report_of(case)
        found.append(report if seed % 2 else report_of(with_more(case, report.findings(), seed)))
    return found


def test_all_at_once_is_one_by_one(reports: list[Report]) -> None:
    seen: set[str] = set()
    for seed, report in zip(SEEDS, reports, strict=True):
        for finding in report.findings():
            weighing = report.weigh(finding)
            assert (finding.severity, finding.urgency, finding.evidence_strength) == weighing.values, (seed, finding.id, weighing)
            assert finding.score == sum(weight * value for weight, value in zip(WEIGHTS, weighing.values, strict=True))
            reasons = (*weighing.severity, *weighing.urgency, *weighing.evidence)
            assert all(reason.text.endswith(".") for reason in reasons)
            seen.update(f"{reason.criterion} {reason.value}" for reason in reasons)
            seen.add(finding.rule)
    # The generated regions reach every criterion, and nearly every rule.
    assert {item.split()[0] for item in seen} >= {"E1", "E2", "E3", "E4", "E5", "U1", "U2", "U3", "U4", "U5", "B", "REGIO"}
    assert {f"U1 {value}" for value in range(1, 6)} | {f"B {value}" for value in range(4)} <= seen
    assert len(seen & set(RULES)) >= len(RULES) - 3


def test_the_lists_are_split_and_ordered(reports: list[Report]) -> None:
    for report in reports:
        findings = report.in_list_order()
        assert findings == sorted(findings, key=lambda finding: (-finding.score, finding.id))
        assert [finding.id for finding in report.findings()] == sorted(finding.id for finding in findings)
        for name in (DECISION_LIST, INVENTORY_LIST):
            mine = [finding for finding in findings if list_of(finding) == name]
            assert mine == list(report.standing.in_order(name))
            assert [finding.rank for finding in mine] == [*range(1, len(mine) + 1)]
            assert {finding.status for finding in mine} <= ({"ONBEKEND"} if name == INVENTORY_LIST else {"BEVESTIGD", "VERMOED"})
            assert all(finding.rank_band[0] <= finding.rank <= finding.rank_band[1] <= len(mine) for finding in mine)


def test_each_is_found_by_its_id(reports: list[Report]) -> None:
    for report in reports[:30]:
        for finding in report.findings():
            assert report.standing.find(finding.id) == finding
            assert report.standing.find(finding.id + "x") is None


def by_hand(triples: list[tuple[int, ...]], weights: tuple[Fraction, ...]) -> list[int]:
    """The rank of each, by sorting exact numbers."""
    score = [sum(weight * value for weight, value in zip(weights, triple, strict=True)) for triple in triples]
    order = sorted(range(len(triples)), key=lambda place: (-score[place], place))
    return [order.index(place) + 1 for place in range(len(triples))]


@given(st.lists(TRIPLES, min_size=1, max_size=12))
def test_the_band_is_all_27_orders(triples: list[tuple[int, ...]]) -> None:
    found = ranks(np.array(triples, np.int8).T)
    factors = (Fraction(1, 2), Fraction(1), Fraction(3, 2))
    orders = [by_hand(triples, tuple(weight * factor for weight, factor in zip(WEIGHTS, chosen, strict=True)))
              for chosen in product(factors, repeat=3)]
    assert found.rank.tolist() == by_hand(triples, tuple(map(Fraction, WEIGHTS)))
    assert found.first.tolist() == [min(ranked) for ranked in zip(*orders, strict=True)]
    assert found.last.tolist() == [max(ranked) for ranked in zip(*orders, strict=True)]


@given(st.lists(TRIPLES, min_size=2, max_size=12), st.integers(0, 2), st.data())
def test_more_of_anything_never_ranks_lower(triples: list[tuple[int, ...]], part: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(triples) - 1))
    higher = list(triples[place])
    higher[part] = min(MOST[part], higher[part] + 1)
    changed = [*triples[:place], tuple(higher), *triples[place + 1:]]
    before, after = (ranks(np.array(some, np.int8).T) for some in (triples, changed))
    for was, now in zip(before, after, strict=True):
        assert now[place] <= was[place]
