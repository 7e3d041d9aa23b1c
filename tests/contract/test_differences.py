"""The difference between two revisions is the same whichever store keeps them."""

from __future__ import annotations

import pytest

from graph.differences import Differences, Proof, UnknownRevision, read_sides
from graph.gaps import Report, Request
from graph.store import Store
from loaders.load import load_tables
from loaders.tables import Table
from tests.unit.graph.small_region import DAY, REGION

_LONGER = {**REGION["arrangementen"][0], "leeftijd_tot": "13"}


def fill(store: Store, rows: dict[str, list[dict[str, str]]], author: str) -> None:
    tables = []
    for sheet, records in {"dataset": [{"sleutel": "naam", "waarde": "toets"}], **rows}.items():
        columns = list(dict.fromkeys(column for record in records for column in record))
        tables.append(Table(sheet, columns, [[record.get(column) for column in columns] for record in records]))
    result = load_tables(store, tables, author=author)
    assert result.report is not None, result.problems


def test_what_changed_and_why(store: Store) -> None:
    fill(store, REGION, "een")
    fill(store, {**REGION, "arrangementen": [_LONGER, REGION["arrangementen"][1]]}, "twee")
    fill(store, {**REGION, "arrangementen": [_LONGER]}, "drie")
    before, after, log = read_sides(store, 1, 2)
    found = Differences(Report(before, Request(DAY)), Report(after, Request(DAY)), log)
    assert [(change.kind, change.id, change.columns) for change in found.records] == [("arrangement", "a1", ("leeftijd_tot",))]
    assert [(each.id, each.before is None, each.after is None) for each in found.gaps] == [
        ("DEELGEBIED|profiel=p1|gebied=gm2", False, False), ("ONBEKEND_AANBOD|profiel=p1|gebied=gm1", False, True),
        ("ONBEKEND_AANBOD|profiel=p1|gebied=gm2", False, True)]
    for each in found.gaps:
        [reason] = found.reasons(each)
        assert (reason.proof, [cause.step.id for cause in reason.causes]) == (Proof.ALONE, ["a1"])
    assert {key: (revision.number, revision.author) for key, revision in log.items()} == {("arrangement", "a1"): (2, "twee")}
    _, last, log = read_sides(store, 1, None)
    assert last.revision.number == 3
    assert {key: revision.number for key, revision in log.items()} == {("arrangement", "a1"): 2, ("arrangement", "a2"): 3}
    empty, _, _ = read_sides(store, 0, 1)
    assert all(not len(table) for table in empty.tables.values())


@pytest.mark.parametrize(("start", "end"), [(1, 2), (-1, 0), (2, None)])
def test_a_revision_that_is_not_there(store: Store, start: int, end: int | None) -> None:
    fill(store, REGION, "een")
    with pytest.raises(UnknownRevision, match="er is alleen revisie 1"):
        read_sides(store, start, end)
