"""What things look like: one calm palette, a shape for each kind of record, a line for each kind of connection.

Every colour class has a dark tone for lines and glyphs (at least 4.5:1 on white and on its tint) and a light tint to
stand behind dark text. Nothing is told by colour alone: shape, line and a word say the same.
"""

from __future__ import annotations

from math import log10
from typing import NamedTuple

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
INK, MUTED, PAPER, LANE, RULE = "#1f2933", "#4a5563", "#ffffff", "#f5f7f9", "#cbd2d9"


class Tone(NamedTuple):
    """The dark tone and the tint of a colour class."""

    dark: str
    tint: str


COLOURS: dict[str, Tone] = {
    "organisatie": Tone("#1d4f91", "#eaf1fa"),
    "onderwijs": Tone("#0f6b5c", "#e6f4f1"),
    "zorg": Tone("#6d3b8e", "#f4ecf9"),
    "gelijk": Tone("#2a5f8a", "#e8f2f8"),
    "onbekend": Tone("#56616d", "#f1f3f5"),
    "situatie": Tone("#7a5200", "#fdf3dd"),
    "profiel": Tone("#8a4b00", "#fcefe0"),
    "gebied": Tone("#3c6318", "#eff6e6"),
    "overleg": Tone("#3f4a8a", "#eceefa"),
    "bewijs": Tone("#4a5563", "#f1f3f5"),
    "lacune": Tone("#a61b29", "#ffffff"),
}

# The names of the shapes that every renderer can draw, and what GEXF calls the nearest one.
SHAPES: dict[str, str] = {
    "vierkant": "square", "cirkel": "disc", "pil": "disc", "driehoek": "triangle", "zeshoek": "disc", "ruit": "diamond",
    "blad": "square", "stapel": "square", "ring": "disc",
}

KIND_LOOK: dict[str, tuple[str, str]] = {
    "organisation": ("vierkant", "organisatie"),
    "arrangement": ("cirkel", "onbekend"),
    "profile": ("driehoek", "profiel"),
    "area": ("zeshoek", "gebied"),
    "meeting": ("ruit", "overleg"),
    "agenda_item": ("ruit", "overleg"),
    "agreement": ("ruit", "overleg"),
    "gap": ("ring", "lacune"),
    "gap_case": ("ring", "lacune"),
}
OTHER_LOOK = ("blad", "bewijs")

LEAD = {"ONDERWIJS": "onderwijs", "ZORG": "zorg", "GELIJK": "gelijk"}


def thickness(line: Line, count: int) -> float:
    """How wide a connection is drawn that stands for `count` of them: ten times as many is 0.6 times wider."""
    return round(min(6.0, line.width * (1 + 0.6 * log10(count))), 2)


class Line(NamedTuple):
    """How a connection is drawn: dash pattern (empty = solid), colour class, width, whether it has an arrowhead."""

    dash: tuple[int, ...]
    colour: str
    width: float
    arrow: bool


LINES: dict[str, Line] = {
    "verwijzing": Line((), "organisatie", 1.4, True),
    "terugkeer": Line((7, 4), "onderwijs", 1.6, True),
    "beoogd": Line((2, 4), "onbekend", 1.4, True),
    "uitvoering": Line((), "onbekend", 1.1, False),
    "deelname": Line((3, 3), "onbekend", 1.0, False),
    "rol": Line((), "overleg", 1.2, True),
    "geld": Line((8, 3, 2, 3), "profiel", 1.2, True),
    "verband": Line((), "onbekend", 1.1, True),
    "bewijs": Line((), "onbekend", 1.0, False),
    "ligging": Line((), "gebied", 1.2, False),
    "deels": Line((5, 4), "lacune", 1.3, False),
    "past": Line((), "onderwijs", 1.8, False),
    "misschien": Line((6, 4), "profiel", 1.5, False),
    "net-niet": Line((2, 4), "lacune", 1.4, False),
    "lacune": Line((6, 5), "lacune", 1.8, False),
}
