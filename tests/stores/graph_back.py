"""The graph in Neo4j, read as an analyst would and turned back into records: a second reading of the model.

It shares nothing with what writes the graph, so that a column that gets lost on the way in does not get lost here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from neo4j import Driver

from graph.records import StoredRecord
from schema.kinds import KINDS
from schema.schemes import BUILT_IN_AXES, built_in
from schema.types import Type
from tests.stores.graph_words import COLUMN_OF, KIND_OF, NOT_OF_THE_GRAPH

Content = dict[tuple[str, str], tuple[dict[str, Any], list[str]]]
"""By (kind, id): the values as a store gives them, and the datasets in their order."""


@dataclass(frozen=True)
class Node:
    labels: frozenset[str]
    properties: Mapping[str, Any]

    @property
    def kind(self) -> str:
        (label,) = self.labels - {"Scheme"}
        return KIND_OF[label]

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.properties["id"]


@dataclass(frozen=True)
class Relationship:
    start: tuple[str, str]
    type: str
    end: tuple[str, str]
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Graph:
    nodes: list[Node]
    relationships: list[Relationship]

    def canonical(self) -> tuple[Counter[str], Counter[str]]:
        """Two graphs are the same when these are."""
        return (Counter(repr((sorted(node.labels), sorted(node.properties.items()))) for node in self.nodes),
                Counter(repr((one.start, one.type, one.end, sorted(one.properties.items()))) for one in self.relationships))


def read(driver: Driver, database: str) -> Graph:
    """All nodes and relationships of the database, but for the log, the kept gaps and the marker of these tests."""
    strange = " AND ".join(f"NOT n:{label}" for label in NOT_OF_THE_GRAPH)
    with driver.session(database=database) as session:
        found = {row[0]: Node(frozenset(row[1]), row[2])
                 for row in session.run(f"MATCH (n) WHERE {strange} RETURN elementId(n), labels(n), properties(n)")}
        rows = session.run("MATCH (a)-[r]->(b) RETURN elementId(a), type(r), elementId(b), properties(r)")
        return Graph(list(found.values()), [Relationship(found[start].key, type, found[end].key, properties)
                                            for start, type, end, properties in rows if start in found])


def check(graph: Graph, records: Iterable[StoredRecord]) -> None:
    """Assert that the graph says what these records say, and nothing else."""
    records = list(records)
    for node in graph.nodes:
        assert len(node.labels - {"Scheme"}) == 1, node
    twice = [key for key, times in Counter(node.key for node in graph.nodes).items() if times > 1]
    assert not twice
    same = Counter((one.start, one.type, one.end) for one in graph.relationships if one.type != "REFERS_TO")
    assert not [key for key, times in same.items() if times > 1]
    seen, expected = content(graph), _expected(records)
    assert seen.keys() == expected.keys()
    for key, one in expected.items():
        assert seen[key] == one, key


def content(graph: Graph) -> Content:
    """What the graph says. A built-in concept that nobody declares is there too, declared by no dataset."""
    roots = {node.properties["id"]: node.properties for node in graph.nodes if "Scheme" in node.labels}
    for name, properties in roots.items():
        assert set(properties) == {"id", "as", "label", "soort"}
        assert properties["as"] == name
    axes = {name for name, properties in roots.items() if properties["soort"] == "as"}
    assert axes == {*BUILT_IN_AXES, *(roots.keys() - built_in().schemes.keys())}
    assert roots.keys() >= built_in().schemes.keys()

    found: Content = {}
    for node in graph.nodes:
        if "Scheme" in node.labels:
            assert node.kind == "concept"
        elif node.kind == "dataset":
            for key, value in node.properties.items():
                if key != "id":
                    found["dataset", f"{node.properties['id']}~{key}"] = ({"sleutel": key, "waarde": value}, [node.properties["id"]])
        else:
            found[node.key] = _columns(node.kind, node.properties)
    told: dict[tuple[str, str], set[str]] = {key: set() for key in found if key[0] == "arrangement"}
    for one in graph.relationships:
        if one.type == "REFERS_TO":
            assert (one.start, one.end) == (("arrangement", one.properties["van"]), ("arrangement", one.properties["naar"]))
            found["referral", one.properties["id"]] = _columns("referral", one.properties)
            continue
        assert not one.properties, one
        _take_in(one, found, told, roots)
    for key, axes_told in told.items():
        assert axes_told == axes, key
    for values, _ in found.values():
        for value in values.values():
            if isinstance(value, set):
                assert value
    return {key: ({column: sorted(value) if isinstance(value, set) else value for column, value in values.items()}, datasets)
            for key, (values, datasets) in found.items()}


def _columns(kind: str, properties: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    left = {key: value for key, value in properties.items() if key not in ("id", "gegevenssets")}
    values: dict[str, Any] = {}
    for field in KINDS[kind].fields:
        if field.type is Type.INTERVAL:
            if f"{field.name}_min" in left:
                values[field.name] = [left.pop(f"{field.name}_min"), left.pop(f"{field.name}_max", None)]
        elif field.name in left:
            value = left.pop(field.name)
            assert not field.alle or "*" not in (value if isinstance(value, list) else [value]), (kind, field.name)
            if value == "alle" and field.alle:
                value = ["*"] if field.many else "*"
            assert isinstance(value, list) is field.many, (kind, field.name)
            values[field.name] = value
    assert not left, (kind, left)
    return values, properties["gegevenssets"]


def _take_in(one: Relationship, found: Content, told: dict[tuple[str, str], set[str]], roots: Mapping[str, Any]) -> None:
    def add(key: tuple[str, str], column: str, item: str) -> None:
        cell = found[key][0].setdefault(column, set())
        assert isinstance(cell, set), f"{key} {column}: both {cell} and a relationship"
        cell.add(item)

    (start_kind, start), (end_kind, end) = one.start, one.end
    axis, _, code = end.partition("~")
    match one.type:
        case "ADMITS" | "NEEDS":
            assert end_kind == "concept"
            add(one.start, axis, code or "*")
            if one.type == "ADMITS":
                told[one.start].add(axis)
            else:
                assert start_kind == "profile"
                assert code
        case "UNKNOWN_ON":
            assert end in roots
            assert axis not in told[one.start]
            told[one.start].add(axis)
        case "EXCLUDES":
            add(one.start, "sluit_uit", f"{axis}:{code}")
        case "BROADER":
            assert start.partition("~")[0] == axis
            if code:
                add(one.start, "bovenliggend", code)
            else:
                assert end in roots
                # Only what has nothing else above it lies right under the root.
                assert "bovenliggend" not in found[one.start][0]
        case _:
            column, reverse = COLUMN_OF[start_kind, one.type, end_kind]
            key, item = (one.end, start) if reverse else (one.start, end)
            if KINDS[key[0]].by_name[column].many:
                add(key, column, item)
            else:
                assert column not in found[key][0], (key, column)
                found[key][0][column] = item


def _expected(records: list[StoredRecord]) -> Content:
    found: Content = {}
    concepts = [record for record in records if record.kind == "concept"]
    declared = {record.id: list(record.datasets) for record in concepts}
    vocabulary = built_in().with_concepts(record.values for record in concepts)
    for scheme in vocabulary.schemes.values():
        for concept in scheme.concepts.values():
            id = f"{scheme.name}~{concept.code}"
            values: dict[str, Any] = {"as": scheme.name, "code": concept.code, "label": concept.label}
            filled = {"bovenliggend": sorted(concept.broader), "synoniemen": sorted(concept.synonyms), "definitie": concept.definition}
            found["concept", id] = ({**values, **{column: value for column, value in filled.items() if value}}, declared.get(id, []))
    for record in records:
        if record.kind == "dataset":
            # A key without a value is a blank, and a blank has no property.
            if "waarde" in record.values:
                found["dataset", f"{record.id.rpartition('~')[0]}~{record.values['sleutel']}"] = (
                    record.values, [record.id.rpartition("~")[0]])
        elif record.kind != "concept":
            found[record.kind, record.id] = (record.values, list(record.datasets))
    return found
