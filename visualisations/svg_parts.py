"""The small pieces of a picture: a line of text, a shape, a sample of a connection."""

from __future__ import annotations

from markupsafe import escape

from visualisations.palette import COLOURS, LINES, PAPER


def text(x: float, y: float, words: str, size: float, colour: str, *, bold: bool = False, anchor: str = "",
         halo: str = "") -> str:
    """One line of text with its base line at y; `halo` is the colour of a rim around its letters."""
    weight = ' font-weight="700"' if bold else ""
    where = f' text-anchor="{anchor}"' if anchor else ""
    rim = f' stroke="{halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}"{weight}{where}{rim}>{escape(words)}</text>'


def glyph(shape: str, x: float, y: float, colour: str) -> str:
    """The shape that stands for a kind of record, about 12 pixels wide, with its middle at (x, y)."""
    def path(points: str) -> str:
        return f'<path d="M{points}z" transform="translate({x:g} {y:g})" fill="{colour}"/>'

    if shape == "cirkel":
        return f'<circle cx="{x:g}" cy="{y:g}" r="5.5" fill="{colour}"/>'
    if shape in ("pil", "ring"):
        dash = "3 2" if shape == "ring" else "2 2"
        return (f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="{PAPER}" stroke="{colour}" stroke-width="1.75" '
                f'stroke-dasharray="{dash}"/>')
    if shape == "driehoek":
        return path("0 -6L6 5L-6 5")
    if shape == "ruit":
        return path("0 -6.5L6.5 0L0 6.5L-6.5 0")
    if shape == "zeshoek":
        return path("-3 -5.5L3 -5.5L6 0L3 5.5L-3 5.5L-6 0")
    if shape == "blad":
        return path("-4.5 -6L2 -6L5 -3L5 6L-4.5 6")
    if shape == "stapel":
        return (f'<rect x="{x - 3:g}" y="{y - 3:g}" width="9" height="9" fill="{PAPER}" stroke="{colour}" stroke-width="1.5"/>'
                f'<rect x="{x - 6:g}" y="{y - 6:g}" width="9" height="9" fill="{colour}"/>')
    return f'<rect x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" fill="{colour}"/>'


def line_sample(style: str, x: float, y: float) -> str:
    """A short piece of a connection, 34 pixels long."""
    line = LINES[style]
    colour = COLOURS[line.colour].dark
    dash = f' stroke-dasharray="{" ".join(map(str, line.dash))}"' if line.dash else ""
    head = f'<path d="M{x + 34:g} {y:g}l-8 -3.5v7z" fill="{colour}"/>' if line.arrow else ""
    end = x + (27 if line.arrow else 34)
    return f'<path d="M{x:g} {y:g}H{end:g}" stroke="{colour}" stroke-width="{line.width + 0.4:g}" fill="none"{dash}/>{head}'
