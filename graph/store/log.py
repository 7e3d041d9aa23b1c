"""What every store does in the same way with the rows of its log, however it keeps them: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

import orjson

from graph.records import Change, ChangeSet, Revision, StoredRecord
from graph.store.contract import StoreConflict
from graph.store.merge import Claim, merge
from graph.store.plan import Key, Plan, State, plan
from schema.kinds import KINDS, SHARED

_ORDER = {kind: at for at, kind in enumerate(KINDS)}

Bodies = Mapping[tuple[str, str, str], str]
"""Canonical texts by (kind, id, dataset)."""


class Present(State, Protocol):
    """The present of a store, as one transaction sees it, and which revision that is."""

    def revision(self) -> Revision:
        """As `Store.revision`."""


def planned_write(present: Present, changes: ChangeSet, expected: int | None) -> tuple[Revision, Plan]:
    """The present revision, and what a write would do to it. Raises StoreConflict and what `plan` raises."""
    revision = present.revision()
    if expected is not None and expected != revision.number:
        raise StoreConflict(expected, revision)
    return revision, plan(changes, revision.number + 1, present)


def following(present: Revision, changes: ChangeSet) -> Revision:
    """The revision that a write makes."""
    # Never earlier than the one before, whatever the clock does: revisions are looked up by date too.
    time = max(datetime.now(UTC).isoformat(timespec="seconds"), present.time)
    return Revision(present.number + 1, time, changes.author, changes.dataset, changes.message)


def records_of(kind: str, rows: Iterable[Sequence[Any]]) -> Iterator[StoredRecord]:
    """The merged records of one kind from (id, dataset, declared, body), which come by id."""
    loads = orjson.loads
    if kind in SHARED:
        for id, claims in groupby(rows, itemgetter(0)):
            yield merge(kind, id, [Claim(declared, dataset, loads(body)) for _, dataset, declared, body in claims])
    else:
        alone: dict[str, tuple[str]] = {}
        for id, dataset, _, body in rows:
            yield StoredRecord(kind, id, loads(body), alone.setdefault(dataset, (dataset,)))


def ids_by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    """The ids of each kind, each once."""
    found: dict[str, list[str]] = {}
    for kind, id in dict.fromkeys(keys):
        found.setdefault(kind, []).append(id)
    return found


def changes_of(revision: Revision, ended: Bodies, begun: Bodies) -> Iterator[Change]:
    """What a revision did, by kind, id and dataset. Raises ValueError for a kind that this release does not know."""
    if unknown := {kind for kind, _, _ in (*ended, *begun)} - _ORDER.keys():
        raise ValueError(f"no such kind: {sorted(unknown)}")
    for key in sorted(ended.keys() | begun.keys(), key=lambda key: (_ORDER[key[0]], *key[1:])):
        kind, id, dataset = key
        yield Change(revision, dataset, kind, id, orjson.loads(ended[key]) if key in ended else None,
                     orjson.loads(begun[key]) if key in begun else None)
