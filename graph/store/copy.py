"""A store copied to another one, history included."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, zip_longest

from graph.records import Change, Revision
from graph.store.contract import Store

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how many revisions are done and how many there are."""


class CopyRefused(ValueError):
    """The target cannot become a copy of the source; the text is a Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Copied:
    """`already` revisions that the target had, `written` that it got; together the history of the source."""

    already: int
    written: int


def copy(source: Store, target: Store, progress: Progress | None = None) -> Copied:
    """Write every revision of `source` that `target` does not have yet, one by one and each whole or not at all.

    What breaks off goes on where it stopped. Raises CopyRefused, before anything is written, when the source is empty and
    when the target holds something else than the beginning of the source's own history; StoreConflict when somebody else
    writes in the target meanwhile. Revisions that the source gets meanwhile stay out.
    """
    tell = progress or (lambda what, done, total: None)
    revisions = history(source)
    already = _already(source, target, revisions, tell)
    missing = revisions[already:]
    with _reading(source, already, revisions[-1].number) as changes:
        for revision, (number, of) in zip(missing, groupby(changes, _number), strict=True):
            assert number == revision.number, "every revision changes something"
            target.replay(revision, of)
            tell("Kopiëren", revision.number, len(revisions))
    return Copied(already, len(missing))


def history(source: Store) -> list[Revision]:
    """The revisions that a copy gets. Raises CopyRefused when there are none."""
    revisions = source.revisions()
    if not revisions:
        raise CopyRefused(f"De opslag {source.url} is leeg: er is niets te kopiëren. Kijk het adres na.")
    return revisions


def _already(source: Store, target: Store, revisions: list[Revision], tell: Progress) -> int:
    """How many revisions of the source the target holds, each with the same changes."""
    held = target.revisions()
    if held != revisions[:len(held)]:
        raise _other(source, target)
    if held:
        with _reading(source, 0, len(held)) as ours, _reading(target, 0, len(held)) as theirs:
            at = 0
            for own, other in zip_longest(ours, theirs):
                if own is None or own != other:
                    raise _other(source, target)
                if own.revision.number != at:
                    tell("Vergelijken", at, len(held))
                    at = own.revision.number
    return len(held)


def _other(source: Store, target: Store) -> CopyRefused:
    return CopyRefused(f"In {target.url} staat al iets anders dan het begin van {source.url}. Er is niets gekopieerd. Kies een lege "
                       "opslag.")


@contextmanager
def _reading(store: Store, since: int, until: int) -> Iterator[Iterator[Change]]:
    changes = store.changes(since, until)
    try:
        yield changes
    finally:
        # Also when it is read no further: a store holds a connection for as long as somebody reads.
        if isinstance(changes, Generator):
            changes.close()


def _number(change: Change) -> int:
    return change.revision.number
