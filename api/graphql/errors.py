"""Errors as a client sees them: a Dutch sentence and a code; what we did not foresee is masked."""

from __future__ import annotations

from enum import StrEnum
from uuid import uuid4

import structlog
from graphql import GraphQLError

log = structlog.get_logger(__name__)


class Code(StrEnum):
    """Every value of `extensions.code`."""

    BAD_REQUEST = "BAD_REQUEST"
    """The HTTP request is not a GraphQL request."""
    BAD_DOCUMENT = "BAD_DOCUMENT"
    """The document cannot be parsed, does not fit the schema, or its variables do not."""
    TOO_EXPENSIVE = "TOO_EXPENSIVE"
    """The document asks for too much at once; `cost` and `limit`, or `depth` and `limit`, say how much."""
    BAD_INPUT = "BAD_INPUT"
    """An argument has a value that does not exist or cannot be used."""
    BAD_CURSOR = "BAD_CURSOR"
    """`after` is not a cursor of this list."""
    NOT_FOUND = "NOT_FOUND"
    """A record that is needed for the answer does not exist."""
    STORE_UNAVAILABLE = "STORE_UNAVAILABLE"
    """The store cannot be read and there is no earlier picture to answer from."""
    REVISION_NOT_YET = "REVISION_NOT_YET"
    """The revision of `@atLeastRevision` did not come in time; `revision` is the one that is here."""
    INTERNAL = "INTERNAL"
    """Something that we did not foresee; `id` is what the log calls it."""


class Refused(GraphQLError):
    """An answer that is refused, with a Dutch sentence and a code."""

    def __init__(self, code: Code, message: str, **details: object) -> None:
        super().__init__(message, extensions={"code": code.value, **details})


def bad_input(message: str) -> Refused:
    """The refusal of a wrong argument."""
    return Refused(Code.BAD_INPUT, message)


def coded(error: GraphQLError) -> GraphQLError:
    """The error with a code; one that we did not foresee is logged and says no more than under which id."""
    origin: BaseException = error
    while isinstance(origin, GraphQLError) and origin.original_error is not None:
        origin = origin.original_error
    if isinstance(origin, Refused):
        return error
    if isinstance(origin, RecursionError) and error.nodes is None:
        return Refused(Code.TOO_EXPENSIVE, "Deze vraag is te diep.")
    if isinstance(origin, GraphQLError) or (error.path is None and error.nodes is not None):
        # graphql-core speaks to the person who writes the query, about that query only.
        return GraphQLError(error.message, error.nodes, error.source, error.positions, error.path,
                            extensions={"code": Code.BAD_DOCUMENT.value})
    id = uuid4().hex[:12]
    log.error("graphql resolver failed", id=id, path=error.path, exc_info=origin)
    return GraphQLError(f"Er ging iets mis bij het maken van dit antwoord. Meld het de beheerder met kenmerk {id}.",
                        error.nodes, error.source, error.positions, error.path,
                        extensions={"code": Code.INTERNAL.value, "id": id})
