"""The picture of the graph model in `docs/afbeeldingen`, drawn from the model itself.

The picture is a page of small graphs, one for each question; a label that several need is drawn in each, filled where it
is at home. Only places and words are written here: which arrows there are comes from the model, and what finds no place
is an error, so the picture cannot lag behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from markupsafe import escape

from graph.store.neo4j_gaps import BASED_ON, CONCERNS, FOR, GAP, IN
from graph.store.neo4j_model import LABELS, REFERS_TO, Ends, all_ends
from schema.kinds import KINDS
from visualisations.palette import COLOURS, FONT, INK, LANE, MUTED, PAPER
from visualisations.svg_parts import text
from visualisations.text import width, wrap

_WIDE, _HIGH = 118, 46
_PANEL, _GAP, _HEAD = 540, 18, 58
_STEP, _SMALL = 13, 11.5
_TOLD = ("ACCORDING_TO", CONCERNS, BASED_ON)
"""Joins nearly every label to one other: told once, in words, instead of drawn in every small graph."""

_CLASSES = {
    "gebied": ("Area",), "organisatie": ("Organisation",), "onderwijs": ("Arrangement", "Funding", "LegalBasis", "Concept"),
    "profiel": ("Profile", "Demand", "Signal", "InventoryEntry", "Flow"),
    "overleg": ("Responsibility", "Meeting", "AgendaItem", "Agreement"), "lacune": ("GapCase", "Option", GAP),
    "bewijs": ("Source", "Dataset"),
}
_COLOUR = {label: COLOURS[name] for name, labels in _CLASSES.items() for label in labels}
_CAPTION = {GAP: "lacunelijst", **{label: KINDS[kind].sheet for kind, label in LABELS.items()}}


@dataclass(frozen=True)
class _Place:
    """Where a label stands in its panel, in pixels; `loop` is the side on which its arrow to itself is drawn."""

    label: str
    x: int
    y: int
    loop: str = ""


@dataclass(frozen=True)
class _Panel:
    title: str
    question: str
    high: int
    places: tuple[_Place, ...]


_PANELS = (
    _Panel("Aanbod", "Wie biedt wat, waar, voor wie en waarvan?", 350, (
        _Place("Arrangement", 300, 180, "rechts"), _Place("Organisation", 76, 180), _Place("Area", 76, 50, "boven"),
        _Place("Concept", 464, 50, "boven"), _Place("LegalBasis", 464, 305), _Place("Funding", 76, 305))),
    _Panel("Vraag", "Wie heeft wat nodig, hoeveel zijn het er, en wat weten we?", 350, (
        _Place("Profile", 270, 50), _Place("Concept", 76, 50), _Place("Demand", 464, 50), _Place("Area", 464, 180),
        _Place("Signal", 76, 180), _Place("Organisation", 76, 305), _Place("InventoryEntry", 464, 305))),
    _Panel("Rollen en stromen", "Wie is waarvoor aan zet, en waar gaan jongeren heen?", 365, (
        _Place("Responsibility", 76, 180), _Place("Flow", 464, 180), _Place("Arrangement", 270, 50), _Place("Profile", 270, 180),
        _Place("Area", 270, 305), _Place("Organisation", 76, 305, "onder"))),
    _Panel("Overleg", "Wie bespreekt wat wanneer, en wat is afgesproken?", 365, (
        _Place("Meeting", 230, 50), _Place("AgendaItem", 385, 180, "rechts"), _Place("Agreement", 230, 305),
        _Place("Organisation", 76, 180), _Place("Area", 440, 50))),
    _Panel("Lacunes van de regio", "Welke lacune ligt waar, en wat kan een bestuur kiezen?", 350, (
        _Place("GapCase", 270, 195), _Place("Option", 464, 305), _Place("AgendaItem", 270, 50), _Place("Meeting", 76, 50),
        _Place("Agreement", 464, 50), _Place("Organisation", 76, 305))),
    _Panel("Bevindingen en herkomst", "Wat vond Dekkend, en waar komt een gegeven vandaan?", 360, (
        _Place(GAP, 270, 50), _Place("Profile", 76, 50), _Place("Area", 464, 50), _Place("Source", 76, 125),
        _Place("Dataset", 270, 125))),
)


_LEGEND = (
    "Doorgetrokken rand: het label hoort in dit vak. Gestippelde rand: het hoort in een ander vak.",
    "Onder elk label staat het blad van het werkboek.",
    "Een pijl loopt van het ene label naar het andere, met het type erbij.",
)


class Unplaced(Exception):
    """The model has a label or a relationship that the picture does not show."""


def pictures() -> dict[str, str]:
    """The picture by file name: for a wide page and for a phone. Raises Unplaced."""
    return {"graafmodel.svg": _drawn(2), "graafmodel-smal.svg": _drawn(1)}


def _drawn(columns: int) -> str:
    rows = [_PANELS[at:at + columns] for at in range(0, len(_PANELS), columns)]
    parts: list[str] = []
    arrows = _arrows()
    top = _GAP
    for row in rows:
        high = _HEAD + max(panel.high for panel in row) + _GAP
        for column, panel in enumerate(row):
            left = _GAP + column * (_PANEL + _GAP)
            parts.append(f'<g transform="translate({left} {top})"><rect width="{_PANEL}" height="{high}" rx="10" fill="{LANE}"/>')
            parts += [text(20, 28, panel.title, 17, INK, bold=True), text(20, 47, panel.question, 12.5, MUTED)]
            parts.append(f'<g transform="translate(0 {_HEAD})">{"".join(_panel(panel, arrows[panel]))}</g></g>')
        top += high + _GAP
    whole = _GAP + columns * (_PANEL + _GAP)
    told = " ".join(f"{start} {type} {end}." for start, type, end in _drawn_ends())
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {top}" width="{whole}" height="{top}" role="img" '
        f'aria-labelledby="t d" font-family="{FONT}">',
        '<title id="t">Het graafmodel van Dekkend</title>',
        f'<desc id="d">{escape(told)}</desc>',
        f'<defs><marker id="p" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" '
        f'orient="auto-start-reverse"><path d="M0 1L10 5L0 9z" fill="{MUTED}"/></marker></defs>',
        f'<rect width="{whole}" height="{top}" fill="{PAPER}"/>', *parts, "</svg>", ""])


def _drawn_ends() -> Iterator[Ends]:
    yield from all_ends()
    yield Ends("Arrangement", REFERS_TO, "Arrangement")
    yield Ends(GAP, FOR, "Profile")
    yield Ends(GAP, IN, "Area")


def _arrows() -> dict[_Panel, dict[tuple[str, str], list[str]]]:
    """By panel, the types between each two labels: each relationship in the first panel that has a place for it."""
    found: dict[_Panel, dict[tuple[str, str], list[str]]] = {panel: defaultdict(list) for panel in _PANELS}
    for start, type, end in _drawn_ends():
        if type not in _TOLD:
            found[_home(start, end)][start, end].append(type)
    if missing := sorted({GAP, *LABELS.values()} - {place.label for panel in _PANELS for place in panel.places}):
        raise Unplaced(", ".join(missing))
    return found


def _home(start: str, end: str) -> _Panel:
    for panel in _PANELS:
        places = {place.label: place for place in panel.places}
        if start in places and end in places and (start != end or places[start].loop):
            return panel
    raise Unplaced(f"{start} - {end}")


def _panel(panel: _Panel, arrows: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    places = {place.label: place for place in panel.places}
    words: list[str] = []
    for (start, end), types in arrows.items():
        line, label = _loop(places[start], types) if start == end else \
            _arrow(places[start], places[end], types, (end, start) in arrows)
        yield line
        words.append(label)
    # Above every line, so that none runs through a word.
    yield from words
    for place in panel.places:
        yield _box(place, _PANELS.index(panel))
    if "Source" in places:
        yield from _words(places["Source"].y + _HIGH / 2)


def _box(place: _Place, panel: int) -> str:
    tone = _COLOUR[place.label]
    at_home = not any(place.label == other.label for earlier in _PANELS[:panel] for other in earlier.places)
    look = (f'fill="{tone.tint}" stroke="{tone.dark}" stroke-width="2"' if at_home else
            f'fill="{PAPER}" stroke="{tone.dark}" stroke-width="1.2" stroke-dasharray="4 3"')
    return (f'<rect x="{place.x - _WIDE / 2:g}" y="{place.y - _HIGH / 2:g}" width="{_WIDE}" height="{_HIGH}" rx="12" {look}/>'
            + text(place.x, place.y - 2, place.label, 14, tone.dark, bold=True, anchor="middle")
            + text(place.x, place.y + 14, _CAPTION[place.label], 11, INK, anchor="middle"))


def _arrow(start: _Place, end: _Place, types: list[str], both_ways: bool) -> tuple[str, str]:
    dx, dy = end.x - start.x, end.y - start.y
    long = hypot(dx, dy)
    # Two arrows between the same two labels run beside each other.
    aside = 16 if both_ways else 0
    ax, ay = -dy / long * aside, dx / long * aside
    x1, y1 = _edge(start, dx, dy, ax, ay)
    x2, y2 = _edge(end, -dx, -dy, ax, ay)
    line = f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{MUTED}" stroke-width="1.4" fill="none" marker-end="url(#p)"/>'
    if not both_ways:
        return line, _types((x1 + x2) / 2, (y1 + y2) / 2, types, "middle")
    # Near the upper box: half way is where the words of other arrows stand.
    return line, _types((x1 + x2) / 2 + (6 if ax > 0 else -6), min(y1, y2) + 22, types, "start" if ax > 0 else "end")


def _edge(place: _Place, dx: float, dy: float, ax: float, ay: float) -> tuple[float, float]:
    """Where a line from the middle of a box, in the direction (dx, dy), leaves it."""
    reach = min((_WIDE / 2 + 3) / abs(dx) if dx else 1e9, (_HIGH / 2 + 3) / abs(dy) if dy else 1e9)
    return place.x + ax + dx * reach, place.y + ay + dy * reach


def _loop(place: _Place, types: list[str]) -> tuple[str, str]:
    if place.loop == "rechts":
        x, y = place.x + _WIDE / 2 + 3, place.y
        path, at, anchor = f"M{x} {y - 10}c34 -8 34 28 0 20", (x + 29, y), "start"
    else:
        up = -1 if place.loop == "boven" else 1
        x, y = place.x - 30, place.y + up * (_HIGH / 2 + 3)
        path, at, anchor = f"M{x - 9} {y}c-6 {up * 24} 24 {up * 24} 18 0", (x + 16, y + up * 10), "start"
    line = f'<path d="{path}" stroke="{MUTED}" stroke-width="1.4" fill="none" marker-end="url(#p)"/>'
    return line, _types(*at, types, anchor)


def _types(x: float, y: float, types: list[str], anchor: str) -> str:
    wide, high = max(width(type, _SMALL) for type in types) + 4, len(types) * _STEP + 2
    left = {"middle": x - wide / 2, "start": x - 2, "end": x - wide + 2}[anchor]
    lines = (text(x, y + 4 + (at - (len(types) - 1) / 2) * _STEP, type, _SMALL, INK, anchor=anchor) for at, type in enumerate(types))
    return f'<rect x="{left:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" height="{high}" fill="{LANE}"/>' + "".join(lines)


def _words(y: float) -> Iterator[str]:
    """What is told instead of drawn, and how to read the picture, from y downwards."""
    every, *of_gaps = _TOLD
    starts = sorted({start for start, type, _ in _drawn_ends() if type == every})
    told = (
        (f"{every} loopt naar Source vanuit:", (", ".join(starts),), INK),
        (f"{' en '.join(of_gaps)} lopen van {GAP}:", ("naar wat de bevinding verder raakt, en naar de gegevens die haar tonen.",), INK),
        ("Lezen", _LEGEND, MUTED),
    )
    for title, sentences, colour in told:
        y += 27
        yield text(20, y, title, 12.5, INK, bold=True)
        for sentence in sentences:
            for line in wrap(sentence, 12.5, _PANEL - 40, 4):
                y += 18
                yield text(20, y, line, 12.5, colour)
