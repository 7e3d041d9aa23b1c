"""Findings kept in the graph as `(:Gap)` nodes, so that an analyst sees the holes between the records.

They are a picture of one revision on one day, made anew by whoever works out the findings. The engine never reads them.
What joins a gap to the rest: FOR its profile, IN its area, CONCERNS another record that it is about, BASED_ON the records
that show it. In `toelichting` a relationship says what that record has to do with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.store.neo4j_model import LABELS
from graph.store.neo4j_picture import Transaction

GAP = "Gap"
FOR, IN, CONCERNS, BASED_ON = "FOR", "IN", "CONCERNS", "BASED_ON"

_BATCH = 5_000
_TYPES = (FOR, IN, CONCERNS, BASED_ON)
_KINDS = {label: kind for kind, label in LABELS.items()}

_NODES = f"MATCH (g:{GAP}) RETURN g.id, properties(g)"
_LINKS = f"""
    MATCH (g:{GAP})-[r:{'|'.join(_TYPES)}]->(n) WHERE any(label IN labels(n) WHERE label IN $labels)
    RETURN g.id, type(r), [label IN labels(n) WHERE label IN $labels][0], n.id, r.toelichting
"""
_OF = f"MATCH (g:{GAP}) RETURN g.revisie, g.peildatum LIMIT 1"
# A gap without an id was made by somebody else; the label is Dekkend's.
_REMOVE = f"MATCH (g:{GAP}) WHERE g.id IS NULL OR g.id IN $rows DETACH DELETE g"
_SET = f"UNWIND $rows AS row MERGE (g:{GAP} {{id: row.id}}) SET g = row"
_PART = f"""
    UNWIND $rows AS id MATCH (:{GAP} {{id: id}})-[r:{'|'.join(_TYPES)}]->(n) WHERE any(label IN labels(n) WHERE label IN $labels)
    DELETE r
"""
_JOIN = {(type, kind): f"""
    UNWIND $rows AS row MATCH (g:{GAP} {{id: row[0]}}) MATCH (n:{label} {{id: row[1]}})
    CREATE (g)-[r:{type}]->(n) SET r.toelichting = row[2]
""" for type in _TYPES for kind, label in LABELS.items()}


class Link(NamedTuple):
    """From a gap to a record; `kind` is one that is a node. Without a note nothing is said but the type."""

    type: str
    kind: str
    id: str
    note: str | None = None


class Gap(NamedTuple):
    """A finding as it is kept: all properties of its node, `id` among them, and its relationships, each once."""

    properties: dict[str, Any]
    links: frozenset[Link]


class Kept(NamedTuple):
    """What keeping the findings changed: how many gaps were new, changed, gone and as they were."""

    new: int
    changed: int
    gone: int
    same: int


def kept_of(transaction: Transaction) -> tuple[int, str] | None:
    """(revision, peildatum) of the gaps in the graph; None when there are none."""
    row = next(iter(transaction.run(_OF)), None)
    return None if row is None else (row[0], row[1])


def keep(transaction: Transaction, gaps: Iterable[Gap]) -> Kept:
    """Make the graph hold exactly these gaps. Only what differs is written, and nothing but gaps and what leaves them.

    A link to a record that is not there is left out; the caller sees to it that the gaps are of the present revision.
    """
    nodes: dict[str, dict[str, Any]] = dict(iter(transaction.run(_NODES)))
    links = links_in(transaction)
    wanted = {gap.properties["id"]: gap for gap in gaps}
    new = wanted.keys() - nodes.keys()
    told = {id for id, gap in wanted.items() if nodes.get(id) != gap.properties}
    joined = {id for id, gap in wanted.items() if sorted(links.get(id, []), key=repr) != sorted(gap.links, key=repr)}
    gone = sorted(nodes.keys() - wanted.keys(), key=str)
    _run(transaction, _REMOVE, gone)
    _run(transaction, _SET, [wanted[id].properties for id in sorted(told)])
    _run(transaction, _PART, sorted(joined - new))
    put_back(transaction, {id: wanted[id].links for id in joined})
    # Of what day and revision a gap is changes with every one of them; that makes no gap another.
    changed = len((joined | {id for id in told if _said(nodes.get(id)) != _said(wanted[id].properties)}) - new)
    return Kept(len(new), changed, len(gone), len(wanted) - len(new) - changed)


def _said(properties: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (properties or {}).items() if name not in ("revisie", "peildatum")}


def links_in(transaction: Transaction) -> dict[str, list[Link]]:
    """What leaves every gap; to be put back with `put_back` after the records were made anew."""
    found: dict[str, list[Link]] = {}
    for gap, type, label, id, note in transaction.run(_LINKS, {"labels": list(_KINDS)}):
        found.setdefault(gap, []).append(Link(type, _KINDS.get(label, ""), id, note))
    return found


def put_back(transaction: Transaction, links: Mapping[str, Iterable[Link]]) -> None:
    """Join gaps to the records that are there."""
    rows: dict[tuple[str, str], list[tuple[str, str, str | None]]] = {}
    for gap in sorted(links):
        for link in sorted(links[gap], key=repr):
            rows.setdefault((link.type, link.kind), []).append((gap, link.id, link.note))
    for ends, of in rows.items():
        if ends in _JOIN:
            _run(transaction, _JOIN[ends], of)


def _run(transaction: Transaction, statement: str, rows: Sequence[Any]) -> None:
    for at in range(0, len(rows), _BATCH):
        transaction.run(statement, {"rows": rows[at:at + _BATCH], "labels": list(_KINDS)}).consume()
