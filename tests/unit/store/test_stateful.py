"""Any sequence of writes: the SQLite store and the naive model say the same at every step."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from graph.records import ChangeSet, Record
from graph.store import ChangeRefused, StoreConflict, open_store
from tests.unit.store.model import Model

DATASETS = st.sampled_from(["a", "b", "c"])
AREAS = [["gm1"], ["gm2"], ["gm1", "gm2"], ["*"]]


def record(kind: str, ids: list[str], **columns: list[Any]) -> st.SearchStrategy[Record]:
    values = st.fixed_dictionaries({}, optional={name: st.sampled_from(options) for name, options in columns.items()})
    return st.builds(Record, st.just(kind), st.sampled_from(ids), values)


RECORDS = st.one_of(
    record("area", ["gm1", "gm2"], naam=["Een", "Twee"], bovenliggend=[["gm1"], ["gm2"]]),
    record("organisation", ["org-1"], naam=["Een", "Twee"], gebieden=AREAS),
    record("arrangement", ["oza-1", "oza-2"], naam=["Een"], aanbieder=["org-1"], gebieden=AREAS, plekken=[[1, 4], [5, None]]),
    record("referral", ["oza-1~oza-2~DOORSTROOM"], van=["oza-1"], naar=["oza-2"]),
)
LOADS = st.lists(RECORDS, max_size=6, unique_by=lambda one: (one.kind, one.id))


class SqliteAgainstModel(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name)}/store.db"
        self.store = open_store(self.url)
        self.model = Model()

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    @rule(dataset=DATASETS, records=LOADS, take_over=st.booleans(), dry_run=st.integers(0, 4))
    def write(self, dataset: str, records: list[Record], take_over: bool, dry_run: int) -> None:
        self.carry_out(ChangeSet(dataset, records, take_over=take_over), dry_run=dry_run == 0)

    @rule(dataset=DATASETS, more=LOADS)
    def declare_more(self, dataset: str, more: list[Record]) -> None:
        """Most of what is there stays, so that states grow rich enough to be interesting."""
        kept = {key[:2]: values for key, (values, _) in self.model.states[-1].items() if key[2] == dataset}
        kept.update(((one.kind, one.id), one.values) for one in more)
        self.carry_out(ChangeSet(dataset, [Record(*key, values) for key, values in kept.items()]))

    @rule(dataset=DATASETS, one=RECORDS)
    def declare_twice(self, dataset: str, one: Record) -> None:
        self.carry_out(ChangeSet(dataset, [one, one]))

    @rule(dataset=DATASETS, records=LOADS)
    def write_from_an_old_revision(self, dataset: str, records: list[Record]) -> None:
        present = len(self.model.states) - 1
        with pytest.raises(StoreConflict) as raised:
            self.store.write(ChangeSet(dataset, records), present - 1)
        assert raised.value.actual.number == present

    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store = open_store(self.url)

    @rule(since=st.integers(0, 8), until=st.integers(0, 8))
    def compare_the_log(self, since: int, until: int) -> None:
        seen = [(one.revision.number, one.dataset, one.kind, one.id, one.before, one.after)
                for one in self.store.changes(since, until)]
        assert seen == self.model.changes(since, until)

    @rule(back=st.integers(0, 8))
    def compare_an_earlier_revision(self, back: int) -> None:
        self.compare(max(0, len(self.model.states) - 1 - back))

    @invariant()
    def the_present_is_the_same(self) -> None:
        if hasattr(self, "model"):
            present = len(self.model.states) - 1
            assert self.store.revision().number == present
            self.compare(None)
            state = self.model.states[-1]
            assert sorted(self.store.identities()) == sorted(state)
            there = {(kind, id): (values, datasets) for kind, id, values, datasets in self.model.records(present)}
            assert {key: one[2:4] for key, one in self.store.fetch(there).items()} == there

    def carry_out(self, changes: ChangeSet, dry_run: bool = False) -> None:
        acceptable = self.model.acceptable(changes)
        try:
            report = self.store.write(changes, dry_run=dry_run)
        except ChangeRefused:
            assert not acceptable
            return
        assert acceptable
        assert report.counts == self.model.counts(changes)
        assert report.stored is not dry_run
        after = self.model.after(changes)
        if not dry_run and after != self.model.states[-1]:
            self.model.states.append(after)
        assert report.revision.number == len(self.model.states) - 1

    def compare(self, number: int | None) -> None:
        with self.store.stream(number) as snapshot:
            seen = [one[:4] for one in snapshot.records]
        expected = len(self.model.states) - 1 if number is None else number
        assert snapshot.revision.number == expected
        assert seen == self.model.records(expected)


TestSqliteAgainstModel = SqliteAgainstModel.TestCase
TestSqliteAgainstModel.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
