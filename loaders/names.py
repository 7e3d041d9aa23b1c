"""Names that people type for sheets, columns and datasets, and what they mean by them."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz, process

from schema.values import Cell, plain


def folded(cell: Cell) -> str:
    """A sheet or column name as it is compared: case and surrounding blanks do not count."""
    return plain(cell).casefold()


def ignored(name: str) -> bool:
    """Whether a folded name marks a note of the region, which nobody reads."""
    return name.startswith("_")


def dataset_name(text: str) -> str:
    """The name of a dataset as an id: `Holland Rijnland` becomes `holland-rijnland`; `werkboek` when nothing is left."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9._-]+", "-", letters).strip("-._")[:80] or "werkboek"


def nearest_id(given: str, known: list[str]) -> str:
    """A Dutch half-sentence with the nearest of many ids, or nothing when none is near."""
    found = process.extractOne(given.casefold(), known, scorer=fuzz.ratio, score_cutoff=60)
    return f" Bedoelt u {found[0]}?" if found else ""
