"""Options of the findings of generated workbooks: each claim about its effect is that of a full computation of its scenario."""

from __future__ import annotations

import pytest

from graph.gaps import RULES, Finding, Report, Request
from graph.options import Option, Sort, options
from graph.options.registry import GENERATORS
from loaders.scenario import read_scenario, written

from .engine import parameters_in_words, projection_of
from .workbooks import seeded_case

SEEDS = range(910_000, 910_040)
# Every finding would be a run over the region for each of its candidates.
_PER_RULE = 1


def _report(seed: int) -> Report:
    case = seeded_case(seed)
    params = case.params
    return Report(projection_of(case.book), Request(
        case.d, profiles=() if params.profile is None else (params.profile,), areas=() if params.area is None else (params.area,),
        parameters=parameters_in_words(params)))


def _chosen(report: Report) -> list[Finding]:
    """Some findings of every rule: the middle ones, since the first ids are alike in every book."""
    found = []
    for outcome in report.outcomes.values():
        start = len(outcome.findings) // 2
        found += outcome.findings[start: start + _PER_RULE]
    return found


def _held_against_a_full_computation(option: Option, report: Report, finding: Finding) -> None:
    full = Report(report.projection.edited(option.edits), report.request)
    before, after = ({each.id: each for rule in report.outcomes if report.outcomes[rule].computed and full.outcomes[rule].computed
                      for each in version.outcomes[rule].findings} for version in (report, full))
    effect = option.effect
    assert [each.id for each in effect.closed] == sorted(before.keys() - after.keys())
    assert [each.id for each in effect.opened] == sorted(after.keys() - before.keys())
    assert effect.closes is (finding.id in before and finding.id not in after)
    kept = before.keys() & after.keys()
    assert {pair.before.id for pair in effect.better} == {id for id in kept if set(after[id].ages) < set(before[id].ages)}
    assert effect.improves is any(pair.before.id == finding.id for pair in effect.better)
    assert effect.confirms is (finding.id in kept and before[finding.id].ages == after[finding.id].ages
                               and before[finding.id].status != after[finding.id].status == "BEVESTIGD")
    assert {pair.before.id for pair in effect.worse} == {id for id in kept if set(after[id].ages) > set(before[id].ages)}


def _valid(option: Option, report: Report) -> None:
    scenario = read_scenario(written(option.edits, report.projection), report.projection, report.request.day, report.request.day)
    assert not scenario.problems, (option.title, scenario.problems)
    assert {(edit.kind, edit.id): edit.values for edit in scenario.edits} == {(edit.kind, edit.id): edit.values for edit in option.edits}


@pytest.mark.parametrize("seed", SEEDS)
def test_options_do_what_they_say(seed: int) -> None:
    report = _report(seed)
    for finding in _chosen(report):
        found = options(report, finding)
        assert [option.sort for option in found.options].count(Sort.NIETS_DOEN) == 1
        assert found.options[-1].sort is Sort.NIETS_DOEN
        assert len(found.options) <= 7
        for option in found.options:
            _valid(option, report)
            _held_against_a_full_computation(option, report, finding)
            assert option.helps is (option.sort is not Sort.NIETS_DOEN)
            assert option.title
            assert option.description.endswith((".", ")"))


def test_generated_workbooks_give_options_for_every_rule_and_of_every_sort() -> None:
    """Else the test above says less than it seems to."""
    sorts, rules = set(Sort), set(GENERATORS)
    for seed in range(SEEDS.start, SEEDS.start + 150):
        report = _report(seed)
        for finding in _chosen(report):
            if finding.rule in rules:
                found = {option.sort for option in options(report, finding).options}
                sorts -= found
                if found != {Sort.NIETS_DOEN}:
                    rules.discard(finding.rule)
        if not rules:
            break
    assert not sorts
    assert not rules


def test_every_rule_has_its_generators() -> None:
    assert GENERATORS.keys() == RULES.keys()
