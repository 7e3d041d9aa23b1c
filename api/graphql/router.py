"""The HTTP side of GraphQL: POST with JSON, nothing else."""

from __future__ import annotations

from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLRequestData

from api.graphql.context import Answers, Context, context_of
from api.graphql.errors import Code
from api.graphql.schema import schema

PATH = "/graphql"
MOST_BYTES = 100_000


class _Router(GraphQLRouter[Context, None]):
    """Strawberry's router, with a guarded body and Dutch, coded refusals."""

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData | list[GraphQLRequestData]:
        """The request; HTTPException when the body is not one GraphQL request."""
        if request.method == "POST" and isinstance(body := await request.get_body(), bytes):
            if len(body) > MOST_BYTES:
                raise HTTPException(413, f"De vraag is te lang: hoogstens {MOST_BYTES} bytes.")
            data = self.parse_json(body)
            if not isinstance(data, dict) or not isinstance(data.get("operationName"), (str, type(None))):
                raise HTTPException(400, "Stuur één JSON-object met query, en als u die gebruikt variables en operationName.")
        return await super().parse_http_body(request)

    async def run(self, request: Any, context: Any = None, root_value: Any = None) -> Any:
        """The response; a request that is not GraphQL gets an error with a code as well."""
        try:
            return await super().run(request, context, root_value)
        except HTTPException as wrong:
            error = {"message": wrong.reason, "extensions": {"code": Code.BAD_REQUEST.value}}
            return Response(self.encode_json({"errors": [error]}), wrong.status_code, media_type="application/json")

    def decode_json(self, data: str | bytes) -> object:
        """JSON in."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        """JSON out."""
        return orjson.dumps(data)


def router(service: Answers) -> APIRouter:
    """The routes of `/graphql` on a service."""

    async def context_getter(request: Request) -> Context:
        return await context_of(service)

    return _Router(schema, path=PATH, graphql_ide=None, allow_queries_via_get=False, subscription_protocols=(),
                   context_getter=context_getter, include_in_schema=False)
