"""The Cypher that a store sends: constants, in the right mode and database, and served by an index."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import TransientError

import graph.store.neo4j
from graph.records import ChangeSet, Record
from graph.store import neo4j_apply, neo4j_delta, neo4j_gaps, neo4j_graph, neo4j_picture, neo4j_schema, neo4j_statements
from graph.store.neo4j import Neo4jStore
from tests.contract.steps import run
from tests.contract.test_contract import CASES
from tests.neo4j_server.servers import Server
from tests.stores import every_column

ALL = every_column.dataset("alles")


def constants() -> set[str]:
    """Every text and every text in a dict or tuple at the top of the modules with Cypher."""
    found: set[str] = set()

    def take(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            for one in value.values():
                take(one)
        elif isinstance(value, tuple):
            for one in value:
                take(one)

    for module in (neo4j_gaps, neo4j_picture, neo4j_schema, neo4j_statements):
        for name, value in vars(module).items():
            if not name.startswith("__"):
                take(value)
    return found


class Sent:
    """What a store sent: (mode, database) of each session, and each (statement, parameters)."""

    def __init__(self) -> None:
        self.sessions: list[tuple[str, str]] = []
        self.statements: list[tuple[str, dict[str, Any]]] = []
        self.in_session: list[tuple[str, str]] = []
        """(mode, statement)."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Of all stores, from here on."""
    found = Sent()
    make_session = neo4j.Driver.session

    def session(self: neo4j.Driver, **config: Any) -> neo4j.Session:
        made = make_session(self, **config)
        if self._pool.pool_config.user_agent == "dekkend":
            found.sessions.append((config["default_access_mode"], config["database"]))
        return made

    run_in_transaction = neo4j.Transaction.run
    run_managed = neo4j.ManagedTransaction.run

    def spied(original: Callable[..., Any]) -> Callable[..., Any]:
        def runs(self: Any, query: str, parameters: dict[str, Any] | None = None, **more: Any) -> Any:
            found.statements.append((query, {**(parameters or {}), **more}))
            found.in_session.append((found.sessions[-1][0] if found.sessions else "", query))
            return original(self, query, parameters, **more)
        return runs

    monkeypatch.setattr(neo4j.Driver, "session", session)
    monkeypatch.setattr(neo4j.Transaction, "run", spied(run_in_transaction))
    monkeypatch.setattr(neo4j.ManagedTransaction, "run", spied(run_managed))
    # An auto-commit transaction cannot be tried again, so no store may use one.
    monkeypatch.setattr(neo4j.Session, "run", None)
    return found


def test_every_statement_is_a_constant(store: Neo4jStore, sent: Sent) -> None:
    closed = constants()
    case = next(path for path in CASES if path.stem == "ids_of_any_letters")
    run(json.loads(case.read_text(encoding="utf-8")), store)
    store.write(ChangeSet("alles", ALL))
    store.write(ChangeSet("alles", [Record(one.kind, one.id, one.values | {"opmerking": "anders"}) for one in ALL]))
    store.write(ChangeSet("alles", []))
    store.rebuild()
    store.health()
    list(store.changes(0))
    assert len(sent.statements) > 100
    for statement, _ in sent.statements:
        assert statement in closed, statement


def test_the_modules_with_cypher_are_the_only_ones() -> None:
    for module in (graph.store.neo4j, neo4j_apply, neo4j_delta, neo4j_graph):
        assert not re.search(r"\b(MATCH|MERGE|UNWIND|CREATE) ?\(", inspect.getsource(module)), module
    assert all(not re.search(r"\.format\(|%\s*\(", inspect.getsource(module)) for module in (neo4j_statements, neo4j_picture))


def test_reads_are_reads_of_this_database(store: Neo4jStore, server: Server, sent: Sent) -> None:
    store.write(ChangeSet("alles", ALL))
    assert {mode for mode, _ in sent.sessions} == {neo4j.WRITE_ACCESS}
    sent.sessions.clear()
    sent.in_session.clear()
    store.revision()
    store.revisions()
    store.write(ChangeSet("alles", []), dry_run=True)
    for revision in (None, 1):
        with store.stream(revision) as snapshot:
            list(snapshot.records)
    list(store.declarations(["area"]))
    list(store.identities())
    list(store.changes(0))
    store.fetch([("area", "area-1")])
    store.health()
    assert len(sent.sessions) == 10
    assert set(sent.sessions) == {(neo4j.READ_ACCESS, server.database)}
    assert not [query for _, query in sent.in_session if re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", query)]


def test_a_transaction_that_is_tried_again_has_done_nothing_before(
        store: Neo4jStore, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement of a write fails once, as when two writers lock each other; the outcome is that of one write."""
    failed: set[str] = set()
    original = neo4j.ManagedTransaction.run

    def fails_once(self: Any, query: str, parameters: Any = None, **more: Any) -> Any:
        if query not in failed:
            failed.add(query)
            raise TransientError("once")
        return original(self, query, parameters, **more)

    # Waits double from attempt to attempt, and a write has some eighty statements.
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr("neo4j._sync.work.session.retry_delay_generator", lambda *_: iter(lambda: 0, 1))
    monkeypatch.setattr(neo4j.ManagedTransaction, "run", fails_once)
    monkeypatch.setattr(store._driver._default_workspace_config, "max_transaction_retry_time", 600)
    report = store.write(ChangeSet("alles", ALL))
    assert len(failed) > 30
    assert (report.stored, report.revision.number, report.counts["area"].new) == (True, 1, 2)
    monkeypatch.setattr(neo4j.ManagedTransaction, "run", original)
    assert [one.number for one in store.revisions()] == [1]
    with store.stream() as snapshot:
        assert len(list(snapshot.records)) == len(ALL)


def test_every_statement_about_rows_is_served_by_an_index(store: Neo4jStore, server: Server, sent: Sent) -> None:
    store.write(ChangeSet("alles", ALL))
    changed = [Record(one.kind, one.id, one.values | {"naam" if "naam" in one.values else "doorlooptijd_weken": "9"}) for one in ALL]
    store.write(ChangeSet("alles", changed))
    with store.stream() as snapshot:
        list(snapshot.records)
    list(store.changes(0))
    store.fetch([("area", "area-1"), ("concept", "behoefte~EIGEN")])
    store.write(ChangeSet("alles", ALL[: len(ALL) // 3]), dry_run=True)
    store.write(ChangeSet("alles", []))
    scans = {"AllNodesScan", "NodeByLabelScan", "AllRelationshipsScan", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan",
             "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan", "UnionNodeByLabelsScan",
             "DirectedRelationshipIndexScan", "UndirectedRelationshipIndexScan"}
    # These are about everything there is.
    whole = {*neo4j_statements.CLEAR.values(), neo4j_statements.REMOVE_EMPTY_DATASETS, neo4j_picture._REVISIONS, neo4j_picture._IDENTITIES,
             neo4j_picture._COUNT}
    seen = dict(sent.statements)
    looked_at = 0
    with server.driver() as driver:
        for statement, parameters in seen.items():
            if statement in whole:
                continue
            plan = driver.execute_query(f"EXPLAIN {statement}", parameters, database_=server.database).summary.plan
            used = set(_operators(plan))
            assert not used & scans, (statement, used)
            looked_at += 1
    assert looked_at > 60


def _operators(plan: Any) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)
