"""The web application: pages, downloads, GraphQL, and what watches over them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from api import exports
from api.graphql.router import router as graphql_router
from api.service import Service
from api.settings import Settings
from api.web import gegevens, kaart, lacune, lacunes, problems, start
from api.web.frame import service_of
from api.web.guard import Guard
from api.web.render import STATIC
from api.web.stale import Stale
from api.web.uploads import Uploads
from api.write_back import writing_back


def create_app(settings: Settings, service: Service | None = None) -> FastAPI:
    """The application on the store of the settings, or on a service that somebody else opens and closes."""
    answering = service or Service(settings.store, settings.poll_seconds, settings.credentials)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.uploads = Uploads()
        try:
            # The service may be started before its store; every page says so until the store is there.
            with answering.watching(), writing_back(answering) if settings.write_back else nullcontext():
                yield
        finally:
            app.state.uploads.close()
            if service is None:
                answering.close()

    app = FastAPI(title="Dekkend", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.service = answering
    app.state.settings = settings
    problems.register(app)
    for pages in (start, lacunes, lacune, kaart, gegevens, exports):
        app.include_router(pages.router)
    app.include_router(graphql_router(answering))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/healthz", alive, methods=["GET"], include_in_schema=False)
    app.add_api_route("/readyz", ready, methods=["GET"], include_in_schema=False)
    app.add_middleware(Stale, service=answering)
    app.add_middleware(Guard, max_bytes=settings.max_upload_bytes)
    return app


def alive() -> JSONResponse:
    """Whether the process is there."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def ready(request: Request) -> JSONResponse:
    """Whether there is something to answer from, of which revision, and how the store is; StoreError when there is nothing."""
    service = service_of(request)
    found: dict[str, object] = {"status": "ok", "revision": service.projection().revision.number, "opslag": "bereikbaar"}
    trouble = service.trouble
    if trouble is not None:
        # Still ready: a balancer that took away every replica would take away the answers too.
        found |= {"status": "verouderd", "opslag": trouble.reason, "niet_bereikbaar_sinds": trouble.since.isoformat(timespec="seconds")}
    if service.fetched is not None:
        found["opgehaald"] = service.fetched.isoformat(timespec="seconds")
    return JSONResponse(found, headers={"Cache-Control": "no-store"})
