"""What every request passes and every answer carries: host and origin checks, a size limit, security headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.headers import HEADERS
from api.web.problems import problem

# A page of another site can make a browser look up its own name at 127.0.0.1; only these names are ours.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The form around an uploaded file takes some room too.
_FORM_ROOM = 200_000


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes + _FORM_ROOM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused:
            await problem(Request(scope), *refused, bare=True)(scope, receive, guarded_send)
            return
        # The server sends no body after a HEAD, whatever the application answers.
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self.app({**scope, "method": method}, self._limited(receive), guarded_send)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str | None] | None:
        host = headers.get("host", "")
        if _name(host) not in LOOPBACK:
            return 400, "Dekkend antwoordt alleen op deze computer zelf. Gebruik het adres 127.0.0.1 of localhost."
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            if origin is not None and origin != f"{scope['scheme']}://{host}":
                return 403, None
            if origin is None and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                return 403, None
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.max_bytes:
            return 413, self._too_large()
        return None

    def _too_large(self) -> str:
        return (f"U kunt hier hoogstens {(self.max_bytes - _FORM_ROOM) // 1_000_000} MB tegelijk uploaden. Maak het bestand kleiner, "
                "of laad het met de opdracht dekkend load.")

    def _limited(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_bytes:
                raise HTTPException(413, self._too_large())
            return message

        return counted


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
