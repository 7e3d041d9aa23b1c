"""The map as a static picture: title and description for a screen reader, words and shapes beside every colour."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from schema.dates import spoken
from visualisations.curves import curve
from visualisations.layout import HEAD_LINE, HEAD_SIZE, LINE, PAD, RING_LINE, RING_TEXT, SIZE, SMALL, SMALL_LINE
from visualisations.names import counted
from visualisations.palette import COLOURS, FONT, INK, LANE, LINES, MUTED, PAPER, RULE, thickness
from visualisations.payload import Edge, Entry, Group, MapPayload, Node
from visualisations.svg_parts import glyph, line_sample, text
from visualisations.text import width, wrap

_LEAST, _BESIDE = 760.0, 24.0


def as_svg(payload: MapPayload) -> bytes:
    """A whole sheet: heading, picture, legend and what was left out."""
    wide = max(payload.width, _LEAST)
    head, top = _heading(payload, wide)
    feet, bottom = _foot(payload, wide, top + payload.height)
    return "\n".join((
        _open(payload, wide, bottom), f'<rect width="{wide:g}" height="{bottom:g}" fill="{PAPER}"/>', *head,
        f'<g transform="translate({(wide - payload.width) / 2:g} {top:g})">', *_body(payload), "</g>", *feet, "</svg>", "",
    )).encode()


def picture(payload: MapPayload) -> str:
    """The picture alone, to stand in a page that has its own heading and legend."""
    return "\n".join((_open(payload, payload.width, payload.height), *_body(payload), "</svg>"))


def described(payload: MapPayload) -> str:
    """What is on the map, in one sentence."""
    counts = ", ".join(counted(kind, payload.shown.get(kind, 0), total, payload.folded.get(kind, 0))
                       for kind, total in payload.total.items()) or "niets"
    groups = ", ".join(f"{group.label} ({group.count})" for group in payload.groups)
    return f"{payload.question} Op de kaart: {counts}." + (f" Groepen: {groups}." if groups else "")


def about(payload: MapPayload) -> str:
    """Of which data and day the map is, in one line."""
    parts = [*payload.datasets, f"peildatum {spoken(payload.peildatum)}", f"revisie {payload.revision}"]
    if payload.fictief:
        parts.append("voorbeelddata (fictief)")
    return " · ".join(parts)


def _open(payload: MapPayload, wide: float, high: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" lang="nl" '
        f'role="img" aria-labelledby="kaart-titel kaart-uitleg" font-family="{escape(FONT)}">\n'
        f'<title id="kaart-titel">{escape(payload.title)}</title>\n<desc id="kaart-uitleg">{escape(described(payload))}</desc>\n'
        f"<defs>{''.join(_arrow(colour) for colour in sorted({line.colour for line in LINES.values() if line.arrow}))}</defs>")


def _arrow(colour: str) -> str:
    return (f'<marker id="pijl-{colour}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="9" markerHeight="9" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5L8 4L0 7.5z" fill="{COLOURS[colour].dark}"/></marker>')


def _body(payload: MapPayload) -> Iterable[str]:
    nodes = {node.id: node for node in payload.nodes}
    # Between lanes, and to what stands under the rest, lines go up and down; else from side to side.
    lanes = {group.id for group in payload.groups if group.place == "baan"}
    below = {group.id for group in payload.groups if group.place == "onder"}
    for group in payload.groups:
        yield _field(group)
    for edge in payload.edges:
        a, b = nodes[edge.source], nodes[edge.target]
        ends = {a.group, b.group}
        yield _edge(edge, a, b, ends <= lanes or bool(ends & below))
    for group in payload.groups:
        yield from _group_heading(group)
    for node in payload.nodes:
        yield from _node(node)


def _field(group: Group) -> str:
    left, top, wide, high = group.box
    fill, stroke = (LANE, "none") if group.place == "baan" else (PAPER, RULE)
    return f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" rx="8" fill="{fill}" stroke="{stroke}"/>'


def _group_heading(group: Group) -> Iterable[str]:
    left, top, wide, _ = group.box
    lane = group.place == "baan"
    x, y = left + 14, top + 24
    for line in group.lines:
        # Lines run under a heading, so it brings its own background.
        yield text(x, y, line, HEAD_SIZE, INK, bold=True, halo=LANE if lane else PAPER)
        y += HEAD_LINE
    count = str(group.count) if group.count else "leeg"
    if lane:
        yield text(x, y - 3, count, SMALL, MUTED)
    else:
        yield text(left + wide - 14, top + 24, count, SMALL, MUTED, anchor="end")


def _node(node: Node) -> Iterable[str]:
    tone = COLOURS[node.colour]
    left, top = node.x - node.width / 2, node.y - node.height / 2
    border = 3 if node.focus else 1.25
    yield f"<g><title>{escape(_tooltip(node))}</title>"
    if node.shape == "ring":
        yield (f'<circle cx="{node.x:g}" cy="{node.y:g}" r="{node.width / 2 - 4:g}" fill="{PAPER}" stroke="{tone.dark}" '
               f'stroke-width="{border + 1.5:g}" stroke-dasharray="9 6"/>')
        y = node.y - (len(node.lines) + len(node.status_lines)) * RING_LINE / 2 + RING_TEXT - 1
        for line in node.lines:
            yield text(node.x, y, line, RING_TEXT, INK, bold=True, anchor="middle")
            y += RING_LINE
        for line in node.status_lines:
            yield text(node.x, y + 1, line, SMALL, tone.dark, anchor="middle")
            y += SMALL_LINE
        yield "</g>"
        return
    box = f'width="{node.width:g}" height="{node.height:g}" rx="{16 if node.shape == "pil" else 6}" stroke="{tone.dark}"'
    if node.shape == "stapel":
        yield f'<rect x="{left + 4:g}" y="{top + 4:g}" {box} fill="{PAPER}"/>'
    dashed = ' stroke-dasharray="5 3"' if node.shape == "pil" else ""
    yield f'<rect x="{left:g}" y="{top:g}" {box} stroke-width="{border:g}" fill="{tone.tint}"{dashed}/>'
    yield glyph(node.shape, left + PAD + 6, top + PAD + 7, tone.dark)
    x, y = left + PAD + 22, top + PAD + 11
    for line in node.lines:
        yield text(x, y, line, SIZE, INK)
        y += LINE
    for line in node.status_lines:
        yield text(x, y - 2, line, SMALL, tone.dark, bold=True)
        y += SMALL_LINE
    yield "</g>"


def _tooltip(node: Node) -> str:
    return f"{node.label} ({node.kind_label}{', ' + node.status if node.status else ''})"


def _edge(edge: Edge, a: Node, b: Node, upright: bool) -> str:
    line = LINES[edge.style]
    dash = f' stroke-dasharray="{" ".join(map(str, line.dash))}"' if line.dash else ""
    arrow = f' marker-end="url(#pijl-{line.colour})"' if line.arrow else ""
    return (f'<path d="{curve(a, b, upright)}" fill="none" stroke="{COLOURS[line.colour].dark}" '
            f'stroke-width="{thickness(line, edge.count):g}" stroke-opacity="0.7"{dash}{arrow}>'
            f'<title>{escape(f"{a.label[:80]} {edge.label} {b.label[:80]}")}</title></path>')


def _heading(payload: MapPayload, wide: float) -> tuple[list[str], float]:
    parts, y = [], 40.0
    for line in wrap(payload.title, 24, wide - 2 * _BESIDE, 2):
        parts.append(text(_BESIDE, y, line, 24, INK, bold=True))
        y += 30
    filters = "; ".join(f"{label.lower()}: {value}" for label, value in payload.filters)
    words = [payload.question, about(payload), *([f"Gekozen: {filters}."] if filters else [])]
    if payload.explanation:
        words.append(payload.explanation)
    for paragraph in words:
        for line in wrap(paragraph, 14, min(wide - 2 * _BESIDE, 1000), 12):
            parts.append(text(_BESIDE, y, line, 14, MUTED))
            y += 20
    return parts, y


def _foot(payload: MapPayload, wide: float, top: float) -> tuple[list[str], float]:
    parts, x, y = [text(_BESIDE, top + 20, "Legenda", 14, INK, bold=True)], _BESIDE, top + 46
    for entry in payload.legend:
        label = f"{entry.label} ({entry.count})"
        room = 54 + width(label, SIZE)
        if x > _BESIDE and x + room > wide - _BESIDE:
            x, y = _BESIDE, y + 24
        parts += [_sample(entry, x, y - 4), text(x + 42, y, label, SIZE, INK)]
        x += room + 18
    y += 34
    if payload.notices:
        parts.append(text(_BESIDE, y, "Opmerkingen", 14, INK, bold=True))
        y += 22
        for notice in payload.notices:
            for line in wrap(notice, SIZE, min(wide - 2 * _BESIDE, 1000), 4):
                parts.append(text(_BESIDE, y, line, SIZE, MUTED))
                y += 18
    return parts, y + 12


def _sample(entry: Entry, x: float, y: float) -> str:
    return line_sample(entry.style, x, y) if entry.style else glyph(entry.shape, x + 17, y, COLOURS[entry.colour].dark)
