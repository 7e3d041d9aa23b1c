"""The page `/kaart`: who hangs together with whom, as a picture, as tables and as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import QueryParams

from api.settings import today
from api.web.choice import Choice, in_list_order, report_for
from api.web.frame import asked_day, frame_of, query, service_of
from api.web.maps import drawn, spec_of
from api.web.names import headline, record_label
from api.web.render import page
from graph.gaps import RULES
from graph.projection import Projection
from visualisations import FORMATS, VIEWS, MapPayload, render
from visualisations.names import counted
from visualisations.payload import Edge, Node

router = APIRouter()

PER_TABLE = 200
_CHOICES = 1000
_KEPT = ("blik", "om", "diepte", "gebied", "profiel", "leeftijd", "lacune", "regel", "soort", "fase", "status", "peildatum")
_FOCUS_KINDS = ("organisation", "arrangement", "profile", "area", "meeting")
TITLES = {"regio": "De regio", "verwijspaden": "Verwijspaden", "organisatie": "Rond één gegeven", "profiel": "Rond een profiel",
          "lacune": "Een lacune", "gebieden": "Gebieden"}
# Which fields of the form a view uses, in this order; the first ones are those without which it cannot be drawn.
FIELDS: dict[str, tuple[str, ...]] = {
    "regio": ("gebied", "profiel", "regel"), "verwijspaden": ("gebied", "profiel", "leeftijd"), "organisatie": ("om", "diepte"),
    "profiel": ("profiel", "gebied", "leeftijd"), "lacune": ("lacune",), "gebieden": ("gebied", "regel"),
}
NEEDED: dict[str, tuple[str, ...]] = {"organisatie": ("om",), "profiel": ("profiel", "gebied"), "lacune": ("lacune",)}
# The file brings its own scripts and styles, so it runs in a place of its own: no cookies, no requests, no access to us.
FILE_POLICY = ("sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
               "style-src 'unsafe-inline'; img-src data: blob:; frame-ancestors 'self'")
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Tables:
    """The same nodes and edges as rows; `more` counts what does not fit on the page."""

    nodes: list[tuple[Node, str, str | None]]
    edges: list[tuple[Edge, str, str]]
    more_nodes: int
    more_edges: int


def tables(payload: MapPayload, day_query: str) -> Tables:
    """Rows of a map: each node with the address of its own map, each edge with the names at its ends."""
    names = {node.id: node.label for node in payload.nodes}
    groups = {group.id: group.label for group in payload.groups}
    nodes = sorted(payload.nodes, key=lambda node: (groups.get(node.group, ""), node.label.casefold(), node.id))
    edges = sorted(payload.edges, key=lambda edge: (names[edge.source].casefold(), names[edge.target].casefold(), edge.id))
    return Tables(
        [(node, groups.get(node.group, ""), _around(node, day_query)) for node in nodes[:PER_TABLE]],
        [(edge, names[edge.source], names[edge.target]) for edge in edges[:PER_TABLE]],
        max(0, len(nodes) - PER_TABLE), max(0, len(edges) - PER_TABLE))


def _around(node: Node, day_query: str) -> str | None:
    """The map around a node, when it is one record."""
    if not node.record or node.kind not in _FOCUS_KINDS:
        return None
    return "/kaart" + query(blik="organisatie", om=node.id, peildatum=day_query)


def counts(payload: MapPayload) -> list[str]:
    """How many records of each kind are drawn or folded, and of how many when some are left out."""
    return [counted(kind, payload.shown.get(kind, 0), total, payload.folded.get(kind, 0)) for kind, total in payload.total.items()]


def missing(params: QueryParams, view: str) -> list[str]:
    """The fields that still have to be chosen before the view can be drawn."""
    return [name for name in NEEDED.get(view, ()) if not params.get(name, "").strip()]


def options(projection: Projection, params: QueryParams, view: str, choice: Choice, report: Any) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the form of a view, as (value, label); empty where there is too much to list."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in FIELDS[view]:
        pairs: list[tuple[str, str]] = []
        asked = params.get(name, "").strip()
        if name == "om":
            pairs = [(f"{kind}:{record.id}", record_label(kind, projection[kind].name(record.id)))
                     for kind in _FOCUS_KINDS for record in projection[kind]]
        elif name in ("profiel", "gebied"):
            kind = "profile" if name == "profiel" else "area"
            # Nobody looks for one of thousands of postcodes in a list; a map leads to them.
            small = ("PC4", "WIJK") if len(projection[kind]) > _CHOICES else ()
            pairs = [(record.id, projection[kind].name(record.id)) for record in projection[kind]
                     if record.values.get("soort") not in small or record.id == asked]
            pairs.sort(key=lambda pair: pair[1].casefold())
        elif name == "lacune":
            pairs = [(finding.id, headline(report, finding)) for finding in in_list_order(report)[:_CHOICES]]
            if asked and asked not in {id for id, _ in pairs}:
                pairs = [(asked, asked), *pairs[:_CHOICES - 1]]
        elif name == "regel":
            pairs = [(rule.id, rule.title) for rule in RULES.values()]
        found[name] = pairs if len(pairs) <= _CHOICES else []
    return found


def chosen_query(params: QueryParams) -> str:
    """The query of the map that is shown, for its picture and its files."""
    return query(**{name: [value for value in params.getlist(name) if value.strip()] for name in _KEPT})


@router.get("/kaart")
def show(request: Request) -> HTMLResponse:
    """The page."""
    params = request.query_params
    service = service_of(request)
    projection, day = service.projection(), asked_day(params)
    view = params.get("blik", "").strip() or "regio"
    if view not in VIEWS:
        spec_of(params)  # tells which views there are
    lacking = missing(params, view)
    payload = drawn(projection, spec_of(params), day) if not lacking else None
    choice = Choice(day)
    asked = "" if day == today() else day.isoformat()
    return page(
        request, "kaart.html", frame_of(service, projection, day), view=view, views=VIEWS, titles=TITLES, fields=FIELDS[view],
        needed=NEEDED.get(view, ()), lacking=lacking, payload=payload, tables=tables(payload, asked) if payload else None,
        options=options(projection, params, view, choice, report_for(service, choice) if view == "lacune" else None),
        shown=counts(payload) if payload else [],
        params=params, address=chosen_query(params), formats=list(FORMATS), day_query=asked)


@router.get("/kaart/plaatje.svg")
def picture(request: Request) -> Response:
    """The picture on the page."""
    return _file(request, "svg", PICTURE_POLICY)


@router.get("/kaart/bestand.html")
def interactive(request: Request) -> Response:
    """The file with which a reader can move and zoom, to stand in a frame or in a tab of its own."""
    return _file(request, "html", FILE_POLICY)


def _file(request: Request, format: str, policy: str) -> Response:
    service = service_of(request)
    payload = drawn(service.projection(), spec_of(request.query_params), asked_day(request.query_params))
    return Response(render(payload, format), media_type=FORMATS[format][0],
                    headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})

