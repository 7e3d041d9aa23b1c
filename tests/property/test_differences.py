"""On generated regions: the differences are those of two plain lists, and every cause is proved once more, from scratch.

DEKKEND_PROPERTY_DIFFERENCES sets how many regions are tried (default 60), DEKKEND_PROPERTY_SEED where they start.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from graph.differences import Cause, DateEvent, Differences, Proof, Reason, RecordChange
from graph.gaps import Report, Request, WrongRequest
from graph.projection import Projection
from graph.projection.table import Table
from graph.records import StoredRecord, Values

from .dice import Dice
from .engine import InvalidBook, parameters_in_words, projection_of
from .scenarios import scenario
from .workbooks import seeded_case

REGIONS = int(os.environ.get("DEKKEND_PROPERTY_DIFFERENCES", "60"))
FIRST_SEED = int(os.environ.get("DEKKEND_PROPERTY_SEED", "0"))
BLOCK = 10
_PROVED = 12
State = tuple[str, tuple[int, ...]] | None
World = dict[str, dict[str, Values]]


def world_of(projection: Projection) -> World:
    return {kind: {record.id: record.values for record in table} for kind, table in projection.tables.items()}


def plain(world: World, projection: Projection, request: Request) -> dict[str, State]:
    """What the rules find in a world that is built from nothing."""
    tables = {kind: Table(kind, [StoredRecord(kind, id, rows[id], ("x",)) for id in sorted(rows)]) for kind, rows in world.items()}
    report = Report(Projection(projection.revision, tables), request)
    return {finding.id: (finding.status, finding.ages) for finding in report.findings()}


def steps(causes: Iterable[Cause]) -> list[RecordChange | DateEvent]:
    return [step for cause in causes for step in (cause.step, *cause.along)]


def otherwise(projection: Projection, changed: list[RecordChange | DateEvent], days: timedelta, undo: bool) -> World:
    """One side without (or, when not `undo`, with) what happened."""
    world = world_of(projection)
    for step in changed:
        rows = world[step.kind]
        if isinstance(step, DateEvent):
            rows[step.id] = {**rows[step.id], step.column: (step.day + (days if undo else -days)).isoformat()}
            continue
        values = step.before if undo else step.after
        if values is None:
            del rows[step.id]
        else:
            rows[step.id] = values
    return world


def check(reason: Reason, id: str, before: Report, after: Report) -> None:
    """A reason of the difference between these two reports says no more than the truth."""
    days = after.request.day - before.request.day
    was, now = (plain(world_of(side.projection), side.projection, side.request).get(id) for side in (before, after))
    assert was != now

    def without(*causes: Cause) -> State:
        return plain(otherwise(after.projection, steps(causes), days, True), after.projection, after.request).get(id)

    def only(*causes: Cause) -> State:
        return plain(otherwise(before.projection, steps(causes), days, False), before.projection, before.request).get(id)

    match reason.proof:
        case Proof.ALONE | Proof.EACH_NEEDED:
            assert (len(reason.causes) == 1) == (reason.proof is Proof.ALONE)
            assert all(without(cause) == was for cause in reason.causes)
        case Proof.EACH_ENOUGH:
            assert reason.causes
            assert all(only(cause) == now for cause in reason.causes)
        case Proof.TOGETHER:
            assert len(reason.causes) > 1
            assert without(*reason.causes) == was
            assert all(without(*(other for other in reason.causes if other is not cause)) != was for cause in reason.causes)
        case _:
            assert not reason.causes


def tried(seed: int) -> list[Proof]:
    """Compare two variants of a generated region, on one day or on two; the proofs of the causes that were checked."""
    rng = random.Random(seed)
    case = seeded_case(seed)
    request = Request(case.d, parameters=parameters_in_words(case.params))
    try:
        base = projection_of(case.book)
    except InvalidBook:
        return []
    dice = Dice(rng)
    sides = []
    for _ in range(2):
        edits = {(edit.kind, edit.id): edit for _ in range(dice.number(1, 4)) for edit in scenario(dice, base, case)}
        sides.append(base.edited(list(edits.values())))
    later = case.d + timedelta(dice.pick((1, 30, 200, 400, 800)))
    kind = dice.number(0, 2)
    first, second = (base, base) if kind == 0 else (sides[0], sides[1])
    return compare(first, second, request, case.d if kind == 1 else later, dice)


def compare(first: Projection, second: Projection, request: Request, until: date, dice: Dice) -> list[Proof]:
    later = Request(until, parameters=request.parameters)
    try:
        before, after = Report(first, request), Report(second, later)
        between = Report(second, request)
    except WrongRequest:
        return []
    found = Differences(before, after, {})
    was, now = plain(world_of(first), first, request), plain(world_of(second), second, later)
    assert {each.id: (each.before and (each.before.status, each.before.ages), each.after and (each.after.status, each.after.ages))
            for each in found.gaps} == {id: (was.get(id), now.get(id)) for id in {*was, *now} if was.get(id) != now.get(id)}
    assert {(change.kind, change.id): (change.before, change.after) for change in found.records} == {
        (kind, id): (world_of(first)[kind].get(id), world_of(second)[kind].get(id)) for kind in first.tables
        for id in {*first[kind].ids, *second[kind].ids} if world_of(first)[kind].get(id) != world_of(second)[kind].get(id)}
    proofs = []
    for difference in dice.some(found.gaps, 0, _PROVED):
        reasons = found.reasons(difference)
        assert reasons
        for reason in reasons:
            by_records = first is not second
            here = (before, between if request.day != until else after) if not reason.by_day else (between if by_records else before, after)
            check(reason, difference.id, *here)
            proofs.append(reason.proof)
    return proofs


@pytest.mark.parametrize("start", range(FIRST_SEED, FIRST_SEED + REGIONS, BLOCK))
def test_differences_and_causes(start: int) -> None:
    for seed in range(start, start + BLOCK):
        try:
            tried(seed)
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}: {wrong}") from wrong


def test_the_generated_regions_show_every_kind_of_proof() -> None:
    seen = {proof for seed in range(40) for proof in tried(seed)}
    assert {Proof.ALONE, Proof.EACH_NEEDED, Proof.EACH_ENOUGH, Proof.TOGETHER} <= seen
