"""The map as one self-contained HTML file: nothing is fetched from anywhere, and no text from the data can run.

vis-network comes from the installed pyvis package. Its style sheet is left out: it only styles the buttons and
tooltips of vis-network, which this page does not use.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schema.dates import spoken
from visualisations.names import counted
from visualisations.palette import COLOURS, FONT, INK, LANE, LINES, MUTED, PAPER, RULE, thickness
from visualisations.payload import Edge, Entry, MapPayload, Node
from visualisations.svg import described, picture
from visualisations.svg_parts import glyph, line_sample

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"


def as_html(payload: MapPayload) -> bytes:
    """The page. pyvis holds the network and fills our own template, which escapes everything."""
    # pyvis imports IPython, which takes a second: only who draws a page waits for it.
    from pyvis.network import Network  # type: ignore[import-untyped]

    net = Network(directed=True)
    net.nodes = [_node(node) for node in payload.nodes]
    net.edges = [_edge(edge) for edge in payload.edges]
    net.options = {"physics": {"enabled": False}}
    net.templateEnv = _environment(payload)
    net.path = "map.html"
    return str(net.generate_html()).encode()


def _environment(payload: MapPayload) -> Environment:
    scripts = [vis_network(), _own("map.js")]
    style = _own("map.css")
    environment = Environment(loader=PackageLoader("visualisations"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(json=_json, spoken=spoken)
    environment.globals.update(
        map=payload, scripts=[_safe(script) for script in scripts], style=_safe(style), csp=policy(scripts, [style]),
        drawing=_safe(picture(payload)), described=described(payload), sample=_sample, counted=counted,
        labels={node.id: node.label for node in payload.nodes},
        in_group={group.id: group.label for group in payload.groups},
        look={"colours": {name: list(tone) for name, tone in COLOURS.items()}, "ink": INK, "muted": MUTED,
              "paper": PAPER, "lane": LANE, "rule": RULE, "font": FONT},
    )
    return environment


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The content security policy of a page with exactly these inline scripts and styles, and nothing else."""
    def hashed(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    return (f"default-src 'none'; script-src {hashed(scripts)}; style-src {hashed(styles)}; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def _safe(text: str) -> Markup:
    """Text in which our own files, palette values and escaped data stand, and nothing else."""
    return Markup(text)  # noqa: S704


@cache
def vis_network() -> str:
    """The script of vis-network with its licence notice, as the installed pyvis package carries it."""
    found = find_spec("pyvis")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("pyvis is not installed")
    # Read with universal newlines: a browser hashes a script after turning CRLF into LF.
    text = (Path(found.submodule_search_locations[0]) / VIS_NETWORK).read_text(encoding="utf-8")
    if "</script" in text.lower():
        raise ValueError("vis-network cannot stand in a page: it contains a closing script tag")
    return text


@cache
def _own(name: str) -> str:
    return (files("visualisations") / "templates" / name).read_text(encoding="utf-8")


def _json(value: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it can close the element or start a comment."""
    text = orjson.dumps(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _safe(text)


def _sample(entry: Entry) -> Markup:
    shape = line_sample(entry.style, 1, 8) if entry.style else glyph(entry.shape, 18, 8, COLOURS[entry.colour].dark)
    return _safe(f'<svg width="36" height="16" aria-hidden="true">{shape}</svg>')


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id, "x": node.x, "y": node.y, "w": node.width, "h": node.height, "name": node.label, "lines": node.lines,
        "kind": node.kind_label, "status": node.status, "small": node.status_lines, "look": node.shape, "colour": node.colour,
        "focus": node.focus,
    }


def _edge(edge: Edge) -> dict[str, Any]:
    line = LINES[edge.style]
    return {
        "id": edge.id, "from": edge.source, "to": edge.target, "say": edge.label, "count": edge.count,
        "dashes": list(line.dash) or False, "width": thickness(line, edge.count), "tone": COLOURS[line.colour].dark, "arrow": line.arrow,
    }
