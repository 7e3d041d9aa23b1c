"""Text in a picture: made harmless, measured, wrapped and shortened.

Widths are those of Arial and the fonts with the same metrics (Helvetica, Liberation Sans), in thousandths of the font
size, with a margin for browsers that fall back to a wider font.
"""

from __future__ import annotations

import unicodedata

# A wider fallback font (DejaVu Sans, Verdana) may need this much more.
_MARGIN = 1.08

_WIDTHS = {
    **dict.fromkeys("ijl'|", 222), **dict.fromkeys(" !,./:;I[\\]ft", 278), **dict.fromkeys("()-`r", 333),
    **dict.fromkeys('"', 355), **dict.fromkeys("*", 389), **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("+<=>~", 584), **dict.fromkeys("FTZ", 611), **dict.fromkeys("&ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRUw", 722), **dict.fromkeys("GOQ", 778), **dict.fromkeys("mM", 833), "%": 889, "W": 944,
    "@": 1015, "…": 1000, "—": 1000, "·": 333,
}
_OTHER = 556
BOLD = 1.08
"""How much wider bold text is, as a factor on the font size."""

# Second parts of the long compounds of this field: a word that is too long breaks before one of them.
_COMPOUNDS = tuple("""
ondersteuning onderwijs arrangement verband maatschappelijk behandeling voorziening organisatie instelling aanbieder
begeleiding plaatsing regio centrum school klas groep team punt zorg hulp recht werk
""".split())


def clean(text: object) -> str:
    """A text without signs that can reorder, hide or break what stands around it; blanks are single spaces.

    Direction marks, zero-width signs, control characters, lone surrogates and what XML forbids are taken out. An emoji
    keeps the joiner between its parts.
    """
    kept = []
    for sign in str(text):
        if sign.isspace():
            kept.append(" ")
        elif sign.isascii():
            kept.append(sign if sign >= " " and sign != "\x7f" else "")
        elif sign == "\u200d" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(sign)
    return " ".join("".join(kept).split())


def width(text: str, size: float) -> float:
    """How wide a text is drawn, in pixels, at a font size in pixels."""
    total = 0
    for sign in text:
        known = _WIDTHS.get(sign)
        if known is None:
            if sign.isascii():
                known = _OTHER
            elif unicodedata.combining(sign) or sign in "\u200d\ufe0f":
                known = 0
            elif unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0x1F000:
                known = 1300
            else:
                known = _WIDTHS.get(unicodedata.normalize("NFD", sign)[0], 700)
        total += known
    return total * size / 1000 * _MARGIN


def shorten(text: str, size: float, room: float) -> str:
    """The text, cut to fit in `room` pixels with `…` at the end when it is too wide."""
    if width(text, size) <= room:
        return text
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip("\u200d \ufe0f") + "…"


def wrap(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """The text in at most `lines` lines that each fit in `room` pixels; the last one ends with `…` when it is cut.

    A word that is too wide for a line is broken; Dutch words are long, so a hyphen or slash in them breaks first.
    """
    found: list[str] = []
    # No more of a hostile text is looked at than can ever be shown.
    words = _pieces(text[: lines * 200])
    cut = len(text) > lines * 200
    line = ""
    while words:
        word = words.pop(0)
        joined = line + word
        if width(joined.rstrip(), size) <= room:
            line = joined
        elif line.strip():
            found.append(line.strip())
            line = ""
            words.insert(0, word.lstrip())
        else:
            at, hyphen = _break(word, size, room)
            found.append(word[:at] + hyphen)
            words.insert(0, word[at:])
        if len(found) == lines:
            rest = "".join(words).strip()
            if rest or cut:
                # Stand the rest behind the last line, so that shortening shows that something is missing.
                found[-1] = shorten(f"{found[-1]} {rest}".strip() + " " * cut + "…" * 9, size, room)
            return tuple(found)
    if line.strip():
        found.append(line.strip())
    if cut and found:
        found[-1] = shorten(found[-1] + "…" * 9, size, room)
    return tuple(found)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for at, sign in enumerate(text):
        if sign in " -/" and at + 1 < len(text) and text[at + 1] != " ":
            pieces.append(text[start: at + 1])
            start = at + 1
    pieces.append(text[start:])
    return pieces


def _break(word: str, size: float, room: float) -> tuple[int, str]:
    """Where a word that is too wide breaks, and the hyphen that shows it."""
    at = 1
    while at < len(word) and width(word[: at + 1], size) + width("-", size) <= room:
        at += 1
    bare = word.rstrip()
    if sum(map(str.isalpha, bare)) < len(bare) * 0.8:
        return at, ""
    folded = bare.casefold()
    starts = [start for part in _COMPOUNDS if 3 <= (start := folded.rfind(part, 3, at + len(part))) <= at]
    return (max(starts), "-") if starts else (max(1, min(at, len(bare) - 3)), "-")
