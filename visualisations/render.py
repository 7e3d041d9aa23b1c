"""A payload as bytes, in each of the formats."""

from __future__ import annotations

from collections.abc import Callable

from visualisations.exchange import as_gexf, as_graphml, as_json
from visualisations.html import as_html
from visualisations.payload import MapPayload
from visualisations.spec import WrongMap
from visualisations.svg import as_svg

FORMATS: dict[str, tuple[str, Callable[[MapPayload], bytes]]] = {
    "html": ("text/html; charset=utf-8", as_html),
    "svg": ("image/svg+xml", as_svg),
    "json": ("application/json", as_json),
    "graphml": ("application/graphml+xml", as_graphml),
    "gexf": ("application/gexf+xml", as_gexf),
}
"""Each format with its media type and its renderer."""


def render(payload: MapPayload, format: str) -> bytes:
    """The map in a format of FORMATS. The same payload gives the same bytes; WrongMap for another format."""
    if format not in FORMATS:
        raise WrongMap(f"{format} is geen vorm van een kaart. De vormen zijn: {', '.join(FORMATS)}.")
    return FORMATS[format][1](payload)
