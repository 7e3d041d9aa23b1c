"""`@atLeastRevision`: a client that knows of a revision waits until this service has it.

With several services on one store, one that did not do a write itself sees it within its poll interval.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry
from graphql import get_directive_values, get_operation_ast
from graphql.execution.values import get_variable_values
from strawberry.directive import DirectiveLocation
from strawberry.extensions import SchemaExtension

from api.graphql.errors import bad_input

MOST_SECONDS = 30
_NAME = "atLeastRevision"


@strawberry.directive(
    locations=[DirectiveLocation.QUERY], name=_NAME,
    description="Antwoord van deze revisie of een latere. Is zij hier nog niet, dan wacht het antwoord op haar; komt zij niet op tijd, dan "
                "is het antwoord een fout met de code REVISION_NOT_YET.")
def at_least_revision(
    number: Annotated[int, strawberry.argument(description="Het nummer van de revisie, zoals een opdracht of een antwoord het gaf.")],
    seconds: Annotated[int, strawberry.argument(description=f"Hoeveel seconden er hoogstens gewacht wordt: 0 tot en met {MOST_SECONDS}.")]
        = 10,
) -> None:
    """Only a declaration: `Waiting` does what it says, before anything is answered."""


class Waiting(SchemaExtension):
    """Does what the directive on an operation says."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Wait, when the document is in order and before the first field is answered."""
        context = self.execution_context
        assert context.graphql_document is not None
        operation = get_operation_ast(context.graphql_document, context.operation_name)
        if operation is not None and operation.directives:
            schema = context.schema._schema
            declared = schema.get_directive(_NAME)
            assert declared is not None
            variables = get_variable_values(schema, operation.variable_definitions or (), context.variables or {})
            # Variables that are wrong are told by the execution itself.
            if not isinstance(variables, list):
                values = get_directive_values(declared, operation, variables)
                if values is not None:
                    await self._wait(**values)
        yield

    async def _wait(self, number: int, seconds: int) -> None:
        if number < 0 or not 0 <= seconds <= MOST_SECONDS:
            raise bad_input(f"Een revisie is 0 of meer, en seconds is 0 tot en met {MOST_SECONDS}.")
        await self.execution_context.context.wait_for(number, seconds)
