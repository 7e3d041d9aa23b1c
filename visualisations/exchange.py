"""The map for other programs: JSON, GraphML (yEd, networkx) and GEXF (Gephi)."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import networkx as nx
import orjson
from networkx.readwrite.gexf import GEXFWriter

from visualisations.palette import COLOURS, SHAPES
from visualisations.payload import Detail, MapPayload


def as_json(payload: MapPayload) -> bytes:
    """The payload itself, as UTF-8."""
    return orjson.dumps(payload, option=orjson.OPT_INDENT_2)


def as_graphml(payload: MapPayload) -> bytes:
    """GraphML with names, groups, positions and words as attributes."""
    graph = _graph(payload)
    for node in payload.nodes:
        graph.nodes[node.id].update(x=node.x, y=node.y, kleur=COLOURS[node.colour].dark)
    out = BytesIO()
    nx.write_graphml_xml(graph, out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def as_gexf(payload: MapPayload) -> bytes:
    """GEXF 1.2 with the same attributes, and position, colour and shape as Gephi reads them."""
    graph = _graph(payload)
    for node in payload.nodes:
        dark = COLOURS[node.colour].dark
        red, green, blue = (int(dark[at: at + 2], 16) for at in (1, 3, 5))
        graph.nodes[node.id]["viz"] = {
            # Gephi's vertical axis points up.
            "position": {"x": node.x, "y": round(payload.height - node.y, 1), "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": float(20 if node.focus else 12),
            "shape": SHAPES[node.shape],
        }
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    # The writer stamps the day on which it runs; the map is of its peildatum, whenever it is written.
    for meta in writer.xml.iter("meta"):
        meta.set("lastmodifieddate", payload.peildatum)
    writer.indent(writer.xml)
    out = BytesIO()
    ElementTree.ElementTree(writer.xml).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def _graph(payload: MapPayload) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name=payload.title, weergave=payload.view, revisie=payload.revision, peildatum=payload.peildatum,
        fictief=payload.fictief, opmerkingen=" ".join(payload.notices))
    groups = {group.id: group.label for group in payload.groups}
    for node in payload.nodes:
        graph.add_node(
            node.id, label=node.label, soort=node.kind_label, groep=groups.get(node.group, ""), status=node.status,
            aantal=node.count, vorm=node.shape, gegeven=node.record or "", kenmerken=_told(node.detail))
    for edge in payload.edges:
        graph.add_edge(edge.source, edge.target, key=edge.id, label=edge.label, soort=edge.kind, lijn=edge.style,
                       aantal=edge.count, kenmerken=_told(edge.detail))
    return graph


def _told(detail: tuple[Detail, ...]) -> str:
    return "; ".join(f"{label}: {text}" for label, text in detail)
