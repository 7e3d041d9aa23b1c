"""The templates: autoescaped, strict about names, with the Dutch filters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.web.frame import NAVIGATION, Frame
from api.web.words import FILTERS, STATUS_MEANING, STATUS_WORDS

_FOLDER = Path(__file__).parent

STATIC = _FOLDER / "static"


def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    found.filters.update(FILTERS)
    found.globals.update(navigation=NAVIGATION, status_words=STATUS_WORDS, status_meaning=STATUS_MEANING)
    return found


_TEMPLATES = _environment()


def page(request: Request, template: str, frame: Frame | None, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template; without a frame (the store is away) it stands alone."""
    html = _TEMPLATES.get_template(template).render(frame=frame, path=request.url.path, **values)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-cache"})
