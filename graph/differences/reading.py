"""The two sides of a difference, read from a store."""

from __future__ import annotations

from graph.differences.between import Origins, origins
from graph.projection import Projection, build
from graph.store import Store


class UnknownRevision(ValueError):
    """There is no such revision, or the two are in the wrong order; the text is a Dutch sentence."""


def checked(start: int, end: int, newest: int) -> None:
    """Raise UnknownRevision when the store, which is at `newest`, cannot show the way from one revision to the other."""
    for number in (start, end):
        if not 0 <= number <= newest:
            there = ("de opslag is leeg", "er is alleen revisie 1")[newest] if newest < 2 else f"er zijn revisies 1 tot en met {newest}"
            raise UnknownRevision(f"Er is geen revisie {number}; {there}.")
    if start > end:
        raise UnknownRevision(f"Revisie {start} is nieuwer dan revisie {end}. Zet de oudste revisie voorop.")


def read(store: Store, number: int | None = None) -> Projection:
    """The projection of a revision, the present when None. Raises StoreError."""
    with store.stream(number) as snapshot:
        return build(snapshot)


def read_sides(store: Store, start: int | None, end: int | None) -> tuple[Projection, Projection, Origins]:
    """Both projections (one and the same for one revision; None is the newest), and who touched what in between.

    Raises UnknownRevision and StoreError.
    """
    newest = store.revision().number
    first, last = (newest if number is None else number for number in (start, end))
    checked(first, last, newest)
    after = read(store, last)
    if first == last:
        return after, after, {}
    return read(store, first), after, origins(store.changes(first, last))
