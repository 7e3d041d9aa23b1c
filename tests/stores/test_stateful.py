"""Any sequence of writes on SQLite, on Neo4j and on the naive model: the same records, revisions, log, refusals and gaps.

After every step the graph in Neo4j says what the records say, however it came about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graph.gaps import Report, Request
from graph.projection import build
from graph.records import ChangeSet, Record
from graph.store import ChangeRefused, Store, StoreConflict, open_store
from graph.store.neo4j import Neo4jStore
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import Server
from tests.neo4j_server.sources import Servers
from tests.stores import graph_back
from tests.stores.emptied import emptied, opened
from tests.stores.small_worlds import DATASETS, LOADS, RECORDS, whole_region
from tests.unit.store.model import Model

DAY = date(2026, 11, 22)


class BothStores(RuleBasedStateMachine):
    server: Server

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.driver = self.server.driver()
        emptied(self.server)
        self.model = Model()
        self.told: list[tuple[str, str, str]] = []
        self.open()
        # From nothing, most writes are refused: there is little to point to.
        self.carry_out(ChangeSet("a", whole_region()))

    def open(self) -> None:
        self.stores: list[Store] = [open_store(f"sqlite:///{Path(self.folder.name)}/store.db"), opened(self.server)]

    def teardown(self) -> None:
        if hasattr(self, "stores"):
            for store in self.stores:
                store.close()
            self.driver.close()
            self.folder.cleanup()

    @rule(dataset=DATASETS, records=LOADS, take_over=st.booleans(), dry_run=st.integers(0, 4))
    def load(self, dataset: str, records: list[Record], take_over: bool, dry_run: int) -> None:
        self.carry_out(ChangeSet(dataset, records, "iemand", "bericht", take_over), dry_run=dry_run == 0)

    @rule(dataset=DATASETS, more=LOADS, take_over=st.booleans())
    def declare_more(self, dataset: str, more: list[Record], take_over: bool) -> None:
        """Most of what is there stays, so that states grow rich enough to be interesting."""
        kept = self.declared(dataset) | {(one.kind, one.id): one.values for one in more}
        self.carry_out(ChangeSet(dataset, [Record(*key, values) for key, values in kept.items()], take_over=take_over))

    @rule(dataset=DATASETS, gone=st.sets(st.integers(0, 30), max_size=4))
    def retire_some(self, dataset: str, gone: set[int]) -> None:
        kept = [Record(*key, values) for at, (key, values) in enumerate(sorted(self.declared(dataset).items())) if at not in gone]
        self.carry_out(ChangeSet(dataset, kept))

    @rule(dataset=DATASETS, other=DATASETS)
    def declare_what_another_does(self, dataset: str, other: str) -> None:
        both = self.declared(other) | self.declared(dataset)
        self.carry_out(ChangeSet(dataset, [Record(*key, values) for key, values in both.items()], take_over=True))

    @rule(dataset=DATASETS)
    def retire_all(self, dataset: str) -> None:
        self.carry_out(ChangeSet(dataset, []))

    @rule(dataset=DATASETS, one=RECORDS)
    def declare_twice(self, dataset: str, one: Record) -> None:
        self.carry_out(ChangeSet(dataset, [one, one]))

    @rule(dataset=DATASETS, records=LOADS, back=st.integers(1, 3))
    def write_from_an_old_revision(self, dataset: str, records: list[Record], back: int) -> None:
        present = len(self.told)
        for store in self.stores:
            with pytest.raises(StoreConflict) as raised:
                store.write(ChangeSet(dataset, records), present - back)
            assert raised.value.actual.number == present

    @rule()
    def open_again(self) -> None:
        for store in self.stores:
            store.close()
        self.open()

    @rule(since=st.integers(0, 8), until=st.none() | st.integers(0, 8))
    def compare_the_log(self, since: int, until: int | None) -> None:
        expected = self.model.changes(since, len(self.told) if until is None else until)
        for store in self.stores:
            assert [(one.revision.number, one.dataset, one.kind, one.id, one.before, one.after)
                    for one in store.changes(since, until)] == expected

    @rule(back=st.integers(0, 8))
    def compare_an_earlier_revision(self, back: int) -> None:
        self.compare(max(0, len(self.told) - back))

    @rule()
    def compare_the_gaps(self) -> None:
        sqlite, neo4j = ([(one.id, one.status, one.ages, one.score) for one in findings(store)] for store in self.stores)
        assert sqlite == neo4j

    @rule()
    def rebuilding_changes_nothing(self) -> None:
        before = graph_back.read(self.driver, self.server.database).canonical()
        _, neo4j = self.stores
        assert isinstance(neo4j, Neo4jStore)
        neo4j.rebuild()
        assert graph_back.read(self.driver, self.server.database).canonical() == before

    @invariant()
    def the_present_is_the_same(self) -> None:
        if not hasattr(self, "stores"):
            return
        self.compare(None)
        state = self.model.states[-1]
        there = {(kind, id): (values, datasets) for kind, id, values, datasets in self.model.records(len(self.told))}
        for store in self.stores:
            assert sorted(store.identities()) == sorted(state)
            assert [(one.dataset, one.author, one.message) for one in store.revisions()] == self.told
            assert [one.number for one in store.revisions()] == list(range(1, len(self.told) + 1))
            assert {key: one[2:4] for key, one in store.fetch(there).items()} == there
        with self.stores[0].stream() as snapshot:
            graph_back.check(graph_back.read(self.driver, self.server.database), snapshot.records)

    def declared(self, dataset: str) -> dict[tuple[str, str], dict[str, Any]]:
        return {key[:2]: values for key, (values, _) in self.model.states[-1].items() if key[2] == dataset}

    def carry_out(self, changes: ChangeSet, dry_run: bool = False) -> None:
        acceptable, counts = self.model.acceptable(changes), self.model.counts(changes)
        sqlite, neo4j = (outcome(lambda store=store: store.write(changes, dry_run=dry_run)) for store in self.stores)
        assert sqlite == neo4j
        assert (sqlite[0] == "done") is acceptable, sqlite
        if not acceptable:
            return
        after = self.model.after(changes)
        if not dry_run and after != self.model.states[-1]:
            self.model.states.append(after)
            self.told.append((changes.dataset, changes.author, changes.message))
        assert sqlite[1:4] == (not dry_run, len(self.told), counts)

    def compare(self, number: int | None) -> None:
        expected = len(self.told) if number is None else number
        both = []
        for store in self.stores:
            with store.stream(number) as snapshot:
                seen = list(snapshot.records)
            assert snapshot.revision.number == expected
            assert [one[:4] for one in seen] == self.model.records(expected)
            both.append([one.differences for one in seen])
        assert both[0] == both[1]


def outcome(write: Callable[[], Any]) -> tuple[Any, ...]:
    """What a write said, in a form in which two stores can be compared."""
    try:
        report = write()
    except ChangeRefused as refused:
        return "refused", sorted(refused.problems)
    return "done", report.stored, report.revision.number, report.counts, report.differences, report.alterations


def findings(store: Store) -> Any:
    with store.stream() as snapshot:
        return Report(build(snapshot), Request(DAY)).findings()


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_both_stores_against_the_model(line: str, neo4j_servers: Servers) -> None:
    machine = type("Machine", (BothStores,), {"server": neo4j_servers[line]})
    # Making a failing example shorter takes minutes on a server; the steps that failed are told all the same.
    run_state_machine_as_test(machine, settings=settings(
        max_examples=8, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate]))
