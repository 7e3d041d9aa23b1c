"""The words in which a contract case is written, and how each step is carried out on a store.

A case is `{"says": sentence, "steps": [step, ...]}`; a step is `{verb: arguments, "then": {aspect: expected}}`. Every
aspect that a step names must be exactly as expected. There is no word to leave out a step or a store, on purpose.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from graph.records import ChangeSet, Difference, Record, StoredRecord
from graph.store import ChangeRefused, Store, StoreConflict

VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    verb: (frozenset(arguments.split()), frozenset(aspects.split()))
    for verb, arguments, aspects in (
        ("write", "dataset records author message take_over expected_revision dry_run",
         "stored revision counts differences alterations refused conflict"),
        ("stream", "revision", "revision records differences no_such_revision"),
        ("revisions", "", "revisions"),
        ("changes", "since until", "changes"),
        ("fetch", "ids", "records differences"),
        ("declarations", "kinds exclude", "declarations"),
        ("identities", "exclude", "identities"),
    )
}


def check(case: Any) -> None:
    """Raise ValueError when a case uses anything outside the vocabulary, or expects nothing."""
    if not isinstance(case, dict) or set(case) != {"says", "steps"} or not case["says"] or not case["steps"]:
        raise ValueError("a case has says and steps, and nothing else")
    for step in case["steps"]:
        verbs = set(step) - {"then"}
        if len(verbs) != 1 or not verbs <= set(VERBS) or not step.get("then"):
            raise ValueError(f"a step has one verb and then: {sorted(step)}")
        verb = verbs.pop()
        arguments, aspects = VERBS[verb]
        if strange := (set(step[verb]) - arguments) | (set(step["then"]) - aspects):
            raise ValueError(f"{verb} does not know {sorted(strange)}")


def run(case: dict[str, Any], store: Store) -> None:
    """Carry out a case and compare every aspect that it names."""
    for number, step in enumerate(case["steps"], start=1):
        verb = next(iter(step.keys() - {"then"}))
        seen = _CARRY_OUT[verb](store, step[verb])
        for aspect, expected in step["then"].items():
            where = f"step {number} ({verb}): {aspect}"
            if aspect == "refused":
                _compare_problems(seen.get("refused"), expected, where)
            else:
                assert aspect in seen, f"{where} was not there, but {seen}"
                assert seen[aspect] == expected, where


def _compare_problems(problems: list[str] | None, expected: list[list[str]], where: str) -> None:
    """Each expected reason is a list of words that must all stand in the sentence; the order of reasons is free."""
    assert problems is not None, f"{where}: it was accepted"
    left = list(problems)
    for words in expected:
        fitting = [problem for problem in left if all(word in problem for word in words)]
        assert fitting, f"{where}: no reason has {words} in {left}"
        left.remove(fitting[0])
    assert not left, f"{where}: not expected"


def _write(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    records = [Record(*record) for record in given["records"]]
    options = {name: given[name] for name in ("author", "message", "take_over") if name in given}
    try:
        report = store.write(ChangeSet(given["dataset"], records, **options), given.get("expected_revision"),
                             dry_run=given.get("dry_run", False))
    except ChangeRefused as refused:
        return {"refused": refused.problems}
    except StoreConflict as conflict:
        return {"conflict": [conflict.expected, conflict.actual.number]}
    counts = {kind: [count.new, count.changed, count.retired, count.same] for kind, count in report.counts.items()}
    return {"stored": report.stored, "revision": report.revision.number, "counts": counts,
            "differences": [_difference(difference) for difference in report.differences],
            "alterations": [[item.kind, item.id, item.what, list(item.columns)] for item in report.alterations]}


def _stream(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    try:
        with store.stream(given.get("revision")) as snapshot:
            records = list(snapshot.records)
    except ValueError:
        return {"no_such_revision": True}
    return {"revision": snapshot.revision.number, **_records(records)}


def _fetch(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    found = store.fetch((kind, id) for kind, id in given["ids"])
    assert all(key == (record.kind, record.id) for key, record in found.items())
    return _records([found[key] for key in sorted(found)])


def _records(records: list[StoredRecord]) -> dict[str, Any]:
    return {"records": [[record.kind, record.id, record.values, list(record.datasets)] for record in records],
            "differences": [_difference(difference) for record in records for difference in record.differences]}


def _difference(difference: Difference) -> list[Any]:
    return list(asdict(difference).values())


def _changes(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"changes": [[change.revision.number, change.dataset, change.kind, change.id, change.before, change.after]
                        for change in store.changes(given["since"], given.get("until"))]}


def _revisions(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"revisions": [[revision.number, revision.dataset, revision.author, revision.message]
                          for revision in store.revisions()]}


def _declarations(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"declarations": [list(one) for one in store.declarations(given["kinds"], given.get("exclude"))]}


def _identities(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"identities": sorted(list(one) for one in store.identities(given.get("exclude")))}


_CARRY_OUT = {"write": _write, "stream": _stream, "revisions": _revisions, "changes": _changes, "fetch": _fetch,
              "declarations": _declarations, "identities": _identities}
