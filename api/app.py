"""The web application: pages, downloads, GraphQL, and what watches over them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
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
from api.web.uploads import Uploads
from graph.store import StoreError

log = structlog.get_logger(__name__)


def create_app(settings: Settings, service: Service | None = None) -> FastAPI:
    """The application on the store of the settings, or on a service that somebody else opens and closes."""
    answering = service or Service(settings.store, settings.poll_seconds)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.uploads = Uploads()
        try:
            answering.projection()
        except StoreError as wrong:
            # The service may be started before its store; every page says so until the store is there.
            log.warning("store unavailable at start", reason=str(wrong))
        try:
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
    app.add_middleware(Guard, max_bytes=settings.max_upload_bytes)
    return app


def alive() -> JSONResponse:
    """Whether the process is there."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def ready(request: Request) -> JSONResponse:
    """Whether the store answers, and at which revision it is; StoreError otherwise."""
    store = service_of(request).store
    health = store.health()
    return JSONResponse({"status": "ok", "revision": store.revision().number, "opslag": health}, headers={"Cache-Control": "no-store"})
