"""The schema: written down, described, and complete."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)

from api.graphql import names
from api.graphql.errors import Code
from api.graphql.schema import SDL, schema, sdl
from schema.kinds import KINDS

LIVE = schema._schema


def test_the_written_schema_is_the_live_one() -> None:
    assert SDL.read_text(encoding="utf-8") == sdl(), "draai python -m api.graphql"


def _descriptions() -> Iterator[tuple[str, str | None]]:
    for name, type in LIVE.type_map.items():
        if is_introspection_type(type) or is_specified_scalar_type(type):
            continue
        yield name, type.description
        if isinstance(type, (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)):
            for field_name, field in type.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument_name})", argument.description
        elif isinstance(type, GraphQLEnumType):
            for value_name, value in type.values.items():
                yield f"{name}.{value_name}", value.description


def test_everything_is_described() -> None:
    found = dict(_descriptions())
    assert len(found) > 500
    assert [name for name, text in found.items() if not (text or "").strip()] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_column_of_a_kind_is_a_field_with_the_words_of_the_workbook(kind) -> None:
    type = LIVE.type_map[names.KINDS[kind.name].type]
    assert isinstance(type, GraphQLObjectType)
    assert kind.help in type.description
    columns = [field for field in kind.fields if field.name != "id"]
    fields = [type.fields[names.camel(names.field_name(kind.name, column.name))] for column in columns]
    assert all(column.help in field.description for column, field in zip(columns, fields, strict=True))
    assert len({names.field_name(kind.name, column.name) for column in columns}) == len(columns)
    assert names.camel(names.KINDS[kind.name].listing) in LIVE.query_type.fields


def test_no_name_is_translated_that_no_column_has() -> None:
    columns = {field.name for kind in KINDS.values() for field in kind.fields}
    assert set(names._COLUMNS) <= columns
    assert {column for _, column in names._EXCEPTIONS} <= columns


def test_what_comes_from_another_look_up_may_be_missing() -> None:
    for kind in KINDS.values():
        type = LIVE.type_map[names.KINDS[kind.name].type]
        for column in kind.fields:
            if column.kind:
                assert not str(type.fields[names.camel(names.field_name(kind.name, column.name))].type).endswith("!")


def test_every_code_says_what_it_means() -> None:
    assert [code.value for code in Code] == [code.name for code in Code]


def test_the_schema_only_asks() -> None:
    assert LIVE.mutation_type is None
    assert LIVE.subscription_type is None
