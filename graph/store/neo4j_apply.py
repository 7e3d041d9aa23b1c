"""Writes to Neo4j, inside one transaction: first the log, then what that changes in the graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from graph.records import Revision, StoredRecord
from graph.store import neo4j_statements as cypher
from graph.store.contract import StoreError
from graph.store.merge import Claim, merge
from graph.store.neo4j_delta import Delta, Touched
from graph.store.neo4j_graph import Edge, built_in_concepts, edges, scheme_properties
from graph.store.neo4j_model import ADMITS, UNKNOWN_ON
from graph.store.neo4j_picture import Picture, Transaction
from graph.store.plan import Key, Plan
from schema.kinds import SHARED
from schema.schemes import BUILT_IN_AXES, built_in

_BATCH = 10_000


class GraphChanged(StoreError):
    """The graph is not what the log says: somebody changed it outside Dekkend."""

    def __init__(self, url: str) -> None:
        super().__init__(f"De graaf in {url} is buiten Dekkend om veranderd: wat er moet staan, staat er niet. Er is niets opgeslagen. "
                         "Herstel de graaf met dekkend store rebuild en probeer het opnieuw.")


def advance(transaction: Transaction, picture: Picture, revision: Revision, planned: Plan) -> bool:
    """Make `planned` the newest revision. False when the graph does not fit: then nothing may be committed."""
    number = revision.number
    before = picture.own_axes(picture.present.number)
    transaction.run(cypher.BEGIN_REVISION, {
        "number": number, "time": revision.time, "author": revision.author, "dataset": revision.dataset, "message": revision.message})
    _carry_out(transaction, cypher.END_DECLARATIONS, planned.ended, number=number)
    _carry_out(transaction, cypher.BEGIN_DECLARATIONS, [(kind, id, declared, body) for kind, id, declared, body in planned.added],
               number=number, dataset=revision.dataset)
    after = picture.own_axes(number)
    delta = Delta()
    touched = _touched(picture, revision.dataset, planned)
    for key, one in touched.items():
        delta.add(key, one, (*BUILT_IN_AXES, *before), (*BUILT_IN_AXES, *after))
    for axis in sorted(after - before):
        delta.join(_on_axis(picture, axis, touched))
    return _write(transaction, delta, sorted(after - before), sorted(before - after))


def rebuild(transaction: Transaction, picture: Picture) -> bool:
    """Make the whole graph anew from the log: for a new vocabulary, and after somebody else changed it."""
    for statement in cypher.CLEAR.values():
        transaction.run(statement)
    number = picture.present.number
    axes = picture.own_axes(number)
    delta = Delta()
    concepts: dict[str, StoredRecord | None] = dict.fromkeys(built_in_concepts())
    for record in picture.records(number):
        if record.kind == "concept":
            concepts[record.id] = record
        else:
            delta.add_new((record.kind, record.id), record, (*BUILT_IN_AXES, *axes))
    for id, declared in concepts.items():
        delta.add_new(("concept", id), declared, ())
    return _write(transaction, delta, [*built_in().schemes, *sorted(axes)], [])


def _touched(picture: Picture, dataset: str, planned: Plan) -> dict[Key, Touched]:
    """Every record that the plan changes for a reader, before and after."""
    ended = set(planned.ended)
    added = {(kind, id): Claim(declared, dataset, orjson.loads(body)) for kind, id, declared, body in planned.added}
    # A new record of a kind that one dataset alone declares has no claims yet, and of those there are by far the most.
    suspects = {key for key in added if key[0] in SHARED} | {(kind, id) for kind, id, _ in ended}
    claims = picture.claims(suspects)
    found = {}
    for key in suspects | added.keys():
        was = claims.get(key, [])
        now = [claim for claim in was if (*key, claim.dataset) not in ended]
        if key in added:
            now.append(added[key])
        found[key] = Touched(merge(*key, was) if was else None, merge(*key, now) if now else None)
    return found


def _on_axis(picture: Picture, axis: str, touched: dict[Key, Touched]) -> Iterator[Edge]:
    """What a new axis asks of the arrangements that themselves stay as they are."""
    for _, kind, id, values in picture.declarations(["arrangement"]):
        if (kind, id) not in touched:
            yield from (edge for edge in edges(kind, id, values, [axis])
                        if edge.ends.type in (ADMITS, UNKNOWN_ON))


def _write(transaction: Transaction, delta: Delta, new_schemes: list[str], old_schemes: list[str]) -> bool:
    # What goes goes first, so that an id may pass from one record to another, and nodes come before what joins them.
    steps: list[tuple[str, Sequence[Any]]] = [
        *((cypher.PART[ends], pairs) for ends, pairs in delta.parted.items()),
        (cypher.REMOVE_PATH, delta.paths_removed),
        *((cypher.REMOVE_NODE[label], ids) for label, ids in delta.removed.items()),
        (cypher.REMOVE_SCHEME, old_schemes),
        (cypher.CREATE_SCHEME, [scheme_properties(name) for name in new_schemes]),
        *((cypher.CREATE_NODE[label], rows) for label, rows in delta.created.items()),
        *((cypher.CHANGE_NODE[label], rows) for label, rows in delta.changed.items()),
        *((cypher.JOIN[ends], sorted(pairs)) for ends, pairs in delta.joined.items()),
        (cypher.CREATE_PATH, delta.paths_created),
        (cypher.CHANGE_PATH, delta.paths_changed),
        (cypher.SET_FACTS, delta.facts),
    ]
    if not all(_carry_out(transaction, statement, rows) for statement, rows in steps):
        return False
    if delta.facts:
        transaction.run(cypher.REMOVE_EMPTY_DATASETS)
    return True


def _carry_out(transaction: Transaction, statement: str, rows: Sequence[Any], **parameters: Any) -> bool:
    """Whether every row found its place."""
    done = 0
    for at in range(0, len(rows), _BATCH):
        batch = rows[at:at + _BATCH]
        done += next(iter(transaction.run(statement, {"rows": batch, **parameters})))[0]
    return done == len(rows)
