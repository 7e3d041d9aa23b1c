"""A revision of another store, written again as it was: what it begins and ends, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from graph.records import EMPTY, Change, Revision
from graph.store.contract import StoreConflict
from graph.store.merge import Claim
from graph.store.plan import Key, Plan, canonical
from schema.kinds import KINDS


class Logged(NamedTuple):
    """One change of a log, with the canonical texts of what it ends (`before`) and begins (`after`)."""

    kind: str
    id: str
    dataset: str
    before: str | None
    after: str | None


class State(Protocol):
    """The present of a store, as one transaction sees it."""

    def revision(self) -> Revision:
        """As `Store.revision`."""

    def claims(self, keys: Iterable[Key]) -> dict[Key, list[Claim]]:
        """What datasets now say of these records; records that nobody declares are left out."""


def logged(revision: Revision, changes: Iterable[Change]) -> list[Logged]:
    """The changes of one revision as texts, which need far less memory than the values.

    Raises ValueError for what no log of a store can hold: a change of another revision, a kind that does not exist, or
    a dataset that begins a declaration in a revision of another dataset.
    """
    found = []
    for change in changes:
        if change.revision != revision or change.kind not in KINDS or (change.before is None and change.after is None):
            raise ValueError(f"no change of revision {revision.number}: {change.kind} {change.id}")
        if change.after is not None and change.dataset != revision.dataset:
            raise ValueError(f"{change.dataset} begins {change.kind} {change.id} in a revision of {revision.dataset}")
        found.append(Logged(change.kind, change.id, change.dataset, None if change.before is None else canonical(change.before),
                            None if change.after is None else canonical(change.after)))
    return found


def replayed(revision: Revision, log: Sequence[Logged], state: State) -> Plan:
    """Work out how a logged revision becomes the next one of a store that is now at `state`.

    A declaration that changes keeps the revision since which its dataset declares the record; one that begins does so at
    this revision. Raises StoreConflict when the revision is not the next, and ValueError when the log does not begin
    where the store is. References are not looked at: the store that made the revision did.
    """
    present = state.revision()
    if revision.number != present.number + 1:
        raise StoreConflict(revision.number - 1, present)
    # In an empty store there is nothing to look for, and a first revision is by far the largest.
    claims = {} if present == EMPTY else state.claims([(one.kind, one.id) for one in log])
    now = {(kind, id, claim.dataset): claim for (kind, id), of in claims.items() for claim in of}
    added, ended = [], []
    for kind, id, dataset, before, after in log:
        held = now.get((kind, id, dataset))
        if before != (None if held is None else canonical(held.values)):
            raise ValueError(f"revision {revision.number} does not follow: {dataset} declares something else of {kind} {id}")
        if held is not None:
            ended.append((kind, id, dataset))
        if after is not None:
            added.append((kind, id, revision.number if held is None else held.declared, after))
    return Plan(sorted(added), sorted(ended), {}, [], [])
