"""The schema, built once, and its text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult

from api.graphql.errors import coded
from api.graphql.limits import Limits
from api.graphql.nodes import NODES
from api.graphql.parts import SCALARS
from api.graphql.query import Query
from api.graphql.waiting import Waiting, at_least_revision

SDL = Path(__file__).with_name("schema.graphql")


class Schema(strawberry.Schema):
    """A schema whose errors all have a code. Not an extension: that would not see the errors of extensions."""

    def get_extensions(self, sync: bool = False) -> list[SchemaExtension]:
        """Only our own: Strawberry's for directives would come between every field and its resolver, and ours is not on fields."""
        return [extension() for extension in self.extensions]

    async def execute(self, *args: Any, **named: Any) -> ExecutionResult:
        """The answer, with its errors as a client may see them."""
        result = await super().execute(*args, **named)
        if result.errors:
            result.errors = [coded(error) for error in result.errors]
        return result

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Strawberry would log every wrong question as a failure of ours; `coded` logs what is one."""


schema = Schema(Query, types=list(NODES.values()), directives=[at_least_revision], extensions=[Limits, Waiting, ParserCache],
                config=StrawberryConfig(scalar_map=SCALARS))


def sdl() -> str:
    """The schema as text, as it stands in `schema.graphql`."""
    return schema.as_str() + "\n"
