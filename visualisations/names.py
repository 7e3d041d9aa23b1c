"""What kinds of things on a map are called in a sentence, for one and for more."""

from __future__ import annotations

from schema.kinds import KINDS

_MORE = {"gap": "lacunes", "fold": "gegevens", "gap_case": "lacunes uit het werkboek", "demand": "tellingen",
         "inventory_entry": "inventarisatieregels", "agenda_item": "agendapunten", "funding": "financieringsregels"}
_ONE = {"gap": "lacune", "fold": "gegeven", "gap_case": "lacune uit het werkboek", "demand": "telling",
        "inventory_entry": "inventarisatieregel", "funding": "financieringsregel"}


def named(kind: str, count: int) -> str:
    """`arrangement` or `arrangementen`."""
    return (_ONE.get(kind) or KINDS[kind].singular) if count == 1 else (_MORE.get(kind) or KINDS[kind].sheet)


def counted(kind: str, shown: int, total: int | None = None) -> str:
    """`1 arrangement`, or `3 van 7 arrangementen` when there are more than are shown."""
    if total is None or total == shown:
        return f"{shown} {named(kind, shown)}"
    return f"{shown} van {total} {named(kind, total)}"
