"""From records to the nodes and relationships of the graph: pure, for one record at a time.

What it makes is only ever derived from the records, so that the graph says what the records say and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from graph.records import Values
from graph.store.neo4j_model import ADMITS, BROADER, EXCLUDES, LABELS, NEEDS, UNKNOWN_ON, Ends, links_of
from schema.kinds import KINDS
from schema.schemes import AXIS_LABELS, BUILT_IN_AXES, built_in
from schema.types import ALLE, Type

_ALLE = "alle"
_CONCEPT, _ARRANGEMENT = LABELS["concept"], LABELS["arrangement"]
_BROADER, _NEEDS = Ends(_CONCEPT, BROADER, _CONCEPT), Ends(LABELS["profile"], NEEDS, _CONCEPT)
_ADMITS, _EXCLUDES, _UNKNOWN_ON = (Ends(_ARRANGEMENT, type, _CONCEPT) for type in (ADMITS, EXCLUDES, UNKNOWN_ON))


class Edge(NamedTuple):
    """One relationship without properties: what it joins, and the ids of its ends."""

    ends: Ends
    start: str
    end: str


def properties(kind: str, id: str, values: Mapping[str, Any], datasets: Collection[str]) -> dict[str, Any]:
    """The properties of the node of a record (of the relationship, for a referral).

    Columns keep their names and their values; an interval is split in `_min` and `_max` (absent: no upper bound), `alle` is
    the word itself. `gegevenssets` names the datasets that declare the record, in the order in which they did.
    """
    found: dict[str, Any] = {"id": id}
    fields, links = KINDS[kind].by_name, links_of(kind)
    for column, value in values.items():
        field = fields.get(column)
        if field is None or field.type is Type.EXCLUSION:
            continue  # an axis or `sluit_uit`: relationships
        if column in links or (kind == "concept" and column == "bovenliggend"):
            if value == [ALLE]:
                found[column] = _ALLE
        elif field.type is Type.INTERVAL:
            low, high = value
            found[f"{column}_min"] = low
            if high is not None:
                found[f"{column}_max"] = high
        else:
            found[column] = _ALLE if field.alle and value in (ALLE, [ALLE]) else value
    found["gegevenssets"] = list(datasets)
    return found


def edges(kind: str, id: str, values: Mapping[str, Any], axes: Collection[str]) -> Iterator[Edge]:
    """The relationships that a record makes, each once; `axes` are all axes that hold.

    None for a referral, which is a relationship itself.
    """
    links = links_of(kind)
    for column in links.keys() & values.keys():
        ends, towards = links[column]
        value = values[column]
        for item in value if isinstance(value, list) else (value,):
            if item != ALLE:
                yield Edge(ends, item, id) if towards else Edge(ends, id, item)
    if kind == "concept":
        for code in values.get("bovenliggend", ()):
            yield Edge(_BROADER, id, f"{values['as']}~{code}")
        if not values.get("bovenliggend"):
            yield Edge(_BROADER, id, values["as"])
    elif kind == "profile":
        for axis in axes:
            for code in values.get(axis, ()):
                yield Edge(_NEEDS, id, f"{axis}~{code}")
    elif kind == "arrangement":
        for axis in axes:
            codes = values.get(axis)
            if codes is None:
                yield Edge(_UNKNOWN_ON, id, axis)
            for code in codes or ():
                yield Edge(_ADMITS, id, axis if code == ALLE else f"{axis}~{code}")
        for item in values.get("sluit_uit", ()):
            yield Edge(_EXCLUDES, id, item.replace(":", "~", 1))


def in_force(kind: str, id: str, values: Values | None) -> Values | None:
    """What a record comes to, with the built-in vocabulary: a built-in concept is there, declared or not."""
    if kind != "concept":
        return values
    scheme, _, code = id.partition("~")
    known = built_in().scheme(scheme).concepts.get(code)
    if known is None:
        return values
    vocabulary = built_in() if values is None else built_in().with_concepts([values])
    concept = vocabulary.scheme(scheme).concepts[code]
    found: Values = {"as": scheme, "code": code, "label": concept.label}
    if concept.broader:
        found["bovenliggend"] = sorted(concept.broader)
    if concept.synonyms:
        found["synoniemen"] = sorted(concept.synonyms)
    if concept.definition:
        found["definitie"] = concept.definition
    return found


def built_in_concepts() -> Iterator[str]:
    """The ids of all built-in concepts."""
    for scheme in built_in().schemes.values():
        for code in scheme.concepts:
            yield f"{scheme.name}~{code}"


def scheme_properties(name: str) -> dict[str, Any]:
    """The properties of the node above all concepts of a scheme or an axis."""
    label = AXIS_LABELS[name][0] if name in AXIS_LABELS else name.replace("_", " ").capitalize()
    # What is not built in is an axis of the region's own: other lists can be extended, not added.
    axis = name in BUILT_IN_AXES or name not in built_in().schemes
    return {"id": name, "as": name, "label": label, "soort": "as" if axis else "begrippenlijst"}
