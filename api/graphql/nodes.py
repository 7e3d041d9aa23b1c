"""The type of each kind of record, made from `schema.kinds`: one field per column, neighbours as objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import strawberry

from api.graphql import names
from api.graphql.ids import global_id
from api.graphql.parts import (  # noqa: F401  (Strawberry looks up the types that fields name among the names of this module)
    PAGE,
    AxisValues,
    Difference,
    First,
    Identifier,
    Node,
    NumberRange,
    PartialDate,
    WholeNumber,
    cut,
)
from graph.projection import Projection
from graph.records import StoredRecord
from schema.kinds import KINDS
from schema.types import ALLE, Field, Kind, Type
from schema.values import written

_SMALL = 2**31 - 1
_SCALARS: dict[Type, str] = {
    Type.AGE: "int", Type.DECIMAL: "float", Type.DATE: "PartialDate", Type.YES_NO: "bool", Type.INTERVAL: "NumberRange",
}

NODES: dict[str, type] = {}
"""The type of each kind."""

class Row:
    """A record with the projection that its neighbours are in."""

    __slots__ = ("projection", "record")
    kind: str

    def __init__(self, projection: Projection, record: StoredRecord) -> None:
        self.projection = projection
        self.record = record


Reader = Callable[[Row], Any]
Made = tuple[str, str, str, Reader]
"""A field: its snake-case name, its type as text, its description, and how it is read."""


def node(projection: Projection, kind: str, id: str | None) -> Any:
    """The node of a record, or None."""
    record = projection[kind].get(id)
    return None if record is None else NODES[kind](projection, record)


def _get(column: str) -> Reader:
    return lambda row: row.record.values.get(column)


def _is_any(column: str) -> Reader:
    return lambda row: row.record.values.get(column) in (ALLE, [ALLE])


def _listed(column: str) -> Reader:
    """The values of a column with several; none when it says `alle`."""
    def read(row: Row) -> Any:
        value = row.record.values.get(column)
        return [] if value == [ALLE] else value
    return read


def _excludes(row: Row) -> list[AxisValues] | None:
    value = row.record.values.get("sluit_uit")
    if value is None:
        return None
    codes: dict[str, list[str]] = {}
    for text in value:
        axis, _, code = text.partition(":")
        codes.setdefault(axis, []).append(code)
    return [AxisValues.of(row.projection.vocabulary, axis, found) for axis, found in codes.items()]


def _axes(row: Row) -> list[AxisValues]:
    vocabulary = row.projection.vocabulary
    values = row.record.values
    return [AxisValues.of(vocabulary, axis, values[axis]) for axis in vocabulary.axes if axis in values]


def _differences(row: Row) -> list[Difference]:
    kind = KINDS[row.kind]
    fields = {field.name: field for field in row.projection.vocabulary.fields(kind)}
    return [
        Difference(column=item.column, kept=written(fields[item.column], item.kept), kept_by=item.kept_by,
                   other=written(fields[item.column], item.other), other_by=item.other_by)
        for item in row.record.differences
    ]


def _coded(field: Field, name: str, text: str) -> Iterator[Made]:
    scheme = field.scheme or ""
    about = f"{field.label} in gewone taal."
    if field.many:
        def labels(row: Row) -> list[str] | None:
            codes = row.record.values.get(field.name)
            return None if codes is None else [row.projection.vocabulary.label(scheme, code) for code in codes]

        yield name, "list[str] | None", text, _get(field.name)
        yield f"{name}_labels", "list[str] | None", about, labels
    else:
        def label(row: Row) -> str | None:
            code = row.record.values.get(field.name)
            return None if code is None else row.projection.vocabulary.label(scheme, code)

        maybe = "" if field.required else " | None"
        yield name, f"str{maybe}", text, _get(field.name)
        yield f"{name}_label", f"str{maybe}", about, label


def _neighbour(field: Field) -> Reader:
    kind = field.kind or ""
    return lambda row: node(row.projection, kind, row.record.values.get(field.name))


def _made(kind: Kind, field: Field) -> Iterator[Made]:
    """The fields that a column with one value, or several that are no neighbours, becomes."""
    name = names.field_name(kind.name, field.name)
    text = _describe(field)
    maybe = "" if field.required else " | None"
    if field.type is Type.CODE:
        yield from _coded(field, name, text)
    elif field.type is Type.REF:
        yield name, f"{names.KINDS[field.kind or ''].type} | None", text, _neighbour(field)
    elif field.type is Type.EXCLUSION:
        yield name, "list[AxisValues] | None", text, _excludes
    elif field.type is Type.IDENTIFIER:
        yield name, "list[Identifier] | None", text, lambda row: None if (found := row.record.values.get(field.name)) is None else [
            Identifier(scheme=part.partition(":")[0], value=part.partition(":")[2]) for part in found]
    elif field.type is Type.INTERVAL:
        yield name, f"NumberRange{maybe}", text, lambda row: NumberRange.of(row.record.values.get(field.name))
    elif field.type is Type.WHOLE:
        small = field.maximum is not None and field.maximum <= _SMALL
        yield name, f"{'int' if small else 'WholeNumber'}{maybe}", text, _get(field.name)
    elif field.many:
        yield name, "list[str] | None", text, _get(field.name)
    elif field.alle:
        yield name, f"{_SCALARS[field.type]} | None", text, (
            lambda row: None if (value := row.record.values.get(field.name)) == ALLE else value)
        yield f"{name}_any", "bool", f"Of bij {field.label} alle staat: geen grens.", _is_any(field.name)
    else:
        yield name, f"{_SCALARS.get(field.type, 'str')}{maybe}", text, _get(field.name)


def _describe(field: Field) -> str:
    text = f"{field.label}. {field.help}"
    return f"{text} Leeg: {field.blank}." if field.blank else text


def _neighbours(kind: Kind, field: Field) -> Iterator[tuple[str, Any]]:
    """The fields that a column with several neighbours becomes; only these take an argument."""
    name = names.field_name(kind.name, field.name)
    target = field.kind or ""

    def several(root: Row, first: First = PAGE) -> Any:
        ids = root.record.values.get(field.name)
        return None if ids is None else [node(root.projection, target, id) for id in cut([] if ids == [ALLE] else ids, first)]

    several.__annotations__["return"] = f"list[{names.KINDS[target].type}] | None"
    yield name, strawberry.field(resolver=several, name=names.camel(name), description=_describe(field))


def _beside(kind: Kind, field: Field) -> Iterator[Made]:
    """What a column with several neighbours says besides them."""
    name = names.field_name(kind.name, field.name)
    count = _listed(field.name)
    yield (f"{name}_count", "int | None", f"Hoeveel er bij {field.label} staan.",
           lambda row: None if (found := count(row)) is None else len(found))
    if field.alle:
        yield f"{name}_any", "bool", f"Of bij {field.label} alle staat. De lijst is dan leeg.", _is_any(field.name)


_COMMON: tuple[Made, ...] = (
    ("id", "strawberry.ID", "Id over alle soorten gegevens heen; ondoorzichtig.", lambda row: global_id(row.kind, row.record.id)),
    ("workbook_id", "str", "Het id in het werkboek; waar een blad geen id heeft, de sleutelkolommen met ~ ertussen.",
     lambda row: row.record.id),
    ("datasets", "list[str]", "De gegevenssets die dit aanleveren.", lambda row: list(row.record.datasets)),
    ("differences", "list[Difference]", "Waar gegevenssets elkaar tegenspreken.", _differences),
)


def _build(kind: Kind) -> type:
    readers: dict[str, Reader] = {}
    types: dict[str, str] = {}
    body: dict[str, Any] = {"__annotations__": types, "__module__": __name__, "__init__": Row.__init__, "kind": kind.name}

    def add(made: Iterable[Made]) -> None:
        for name, type, text, read in made:
            types[name], readers[name], body[name] = type, read, strawberry.field(name=names.camel(name), description=text)

    add(_COMMON)
    for field in kind.fields:
        if field.type is Type.REF and field.many:
            body |= dict(_neighbours(kind, field))
            add(_beside(kind, field))
        elif field.type is not Type.ID:
            add(_made(kind, field))
        if field.name == kind.axes_after:
            add([("axes", "list[AxisValues]", "Wat er op de assen staat; een as die leeg is ontbreekt.", _axes)])
    found = strawberry.type(type(names.KINDS[kind.name].type, (Row, Node), body), description=f"{kind.label}. {kind.help}")
    # Plain attributes, not resolvers: Strawberry then builds no info and no arguments for each of them.
    for name, read in readers.items():
        setattr(found, name, property(read))
    return found


for _kind in KINDS.values():
    NODES[_kind.name] = _build(_kind)
# For the same look-up.
globals().update({names.KINDS[kind].type: type for kind, type in NODES.items()})
