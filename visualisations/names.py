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


def number(count: int) -> str:
    """A whole number as a Dutch reader writes it: 18.977."""
    return f"{count:,}".replace(",", ".")


def counted(kind: str, count: int, total: int | None = None, folded: int = 0) -> str:
    """`1 arrangement`; of a larger total `3 van 7 arrangementen`, with how many were folded when any were."""
    if total is None or count == total:
        return f"{number(count)} {named(kind, count)}"
    if folded == total:
        return f"{number(total)} {named(kind, total)}, samengevouwen"
    some = f"{number(count)} van {number(total)} {named(kind, total)}"
    return some + (f" ({number(folded)} samengevouwen)" if folded else "")
