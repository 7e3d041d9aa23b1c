"""Headers on every answer that is given while the store is away: downloads and programs have no page that says it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service import Service


class Stale:
    """A layer of the application that marks answers with their revision and age."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, marked)

    def _mark(self, headers: MutableHeaders) -> None:
        trouble, newest, fetched = self.service.trouble, self.service.newest, self.service.fetched
        if trouble is not None and newest is not None and fetched is not None:
            headers["Dekkend-Revision"] = str(newest.revision.number)
            headers["Dekkend-Fetched"] = fetched.isoformat(timespec="seconds")
            headers["Dekkend-Unreachable-Since"] = trouble.since.isoformat(timespec="seconds")
