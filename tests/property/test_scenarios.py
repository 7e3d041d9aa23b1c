"""A what-if says exactly what the rules say when everything is computed anew, for thousands of random changes.

DEKKEND_SCENARIO_BOOKS sets how many generated regions are tried (default 300, eight scenarios each), DEKKEND_SCENARIO_SEED where
they start (default 0).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from graph.gaps import Report, Request, WrongRequest
from graph.gaps.compare import Comparison, compared
from graph.projection import Projection
from graph.records import Edit
from graph.scenario import WhatIf

from .dice import Dice
from .engine import parameters_in_words, projection_of
from .scenarios import scenario
from .workbooks import Case, seeded_case

BOOKS = int(os.environ.get("DEKKEND_SCENARIO_BOOKS", "300"))
FIRST_SEED = int(os.environ.get("DEKKEND_SCENARIO_SEED", "0"))
BLOCK, EACH = 25, 8


def request_of(case: Case) -> Request:
    """What a case asks, as the engine wants it."""
    params = case.params
    return Request(case.d, (), () if params.profile is None else (params.profile,), () if params.area is None else (params.area,),
                   parameters_in_words(params))


def anew(before: Report, edits: list[Edit]) -> Report:
    """The report of a projection that shares nothing with the one before."""
    tables = {edit.kind: before.projection[edit.kind].edited(one for one in edits if one.kind == edit.kind) for edit in edits}
    return Report(Projection(before.projection.revision, {**before.projection.tables, **tables}), before.request)


def said(comparison: Comparison) -> tuple[object, ...]:
    """All that a comparison says."""
    def told(findings: list) -> list:  # type: ignore[type-arg]
        return sorted((finding.id, finding.status, finding.ages) for finding in findings)
    return (comparison.before, comparison.after, told(comparison.closed), told(comparison.opened),
            told([pair.before for pair in comparison.changed]), told([pair.after for pair in comparison.changed]))


def scenarios(seed: int) -> Iterator[tuple[Report, list[Edit]]]:
    """The report of a generated region, with each of its random changes."""
    case = seeded_case(seed)
    report = Report(projection_of(case.book), request_of(case))
    dice = Dice(random.Random(seed))
    for _ in range(EACH):
        yield report, scenario(dice, report.projection, case)


@pytest.mark.parametrize("start", range(FIRST_SEED, FIRST_SEED + BOOKS, BLOCK))
def test_a_what_if_equals_a_full_recomputation(start: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(start, min(start + BLOCK, FIRST_SEED + BOOKS)):
        for number, (report, edits) in enumerate(scenarios(seed)):
            try:
                fresh = anew(report, edits)
            except WrongRequest:
                # The areas that were asked for are no longer there.
                with pytest.raises(WrongRequest):
                    WhatIf(report, edits)
                continue
            for rule, comparison in WhatIf(report, edits).comparisons.items():
                wanted = compared(rule, report.outcome(rule), fresh.outcome(rule))
                assert said(comparison) == said(wanted), f"seed {seed}, scenario {number}, {rule}: {edits}"
                seen[rule] += not wanted.same
    assert BOOKS < BLOCK or len(seen) > 20, seen
    assert all(seen[rule] for rule in ("GEEN_AANBOD", "ROL_ONTBREEKT", "VEROUDERD", "GEEN_VERWIJSPAD")), seen
