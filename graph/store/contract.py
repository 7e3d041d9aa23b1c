"""What every store promises: persistence and history, and nothing else.

A store never computes a gap, so that two stores with the same records give the same answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from graph.records import Change, ChangeSet, Declaration, Revision, Snapshot, StoredRecord, WriteReport


class StoreError(Exception):
    """Something went wrong in a store; the text is a Dutch sentence for the user."""


class StoreUnavailable(StoreError):
    """The store cannot be reached or read."""


class StoreMisconfigured(StoreError):
    """The address or the settings of the store are wrong."""


class StoreConflict(StoreError):
    """Somebody else wrote in between: the store is not at the revision that was expected."""

    def __init__(self, expected: int, actual: Revision) -> None:
        by = f" ({actual.author}, {actual.time})" if actual.number else ", want zij is leeg"
        super().__init__(f"De gegevens zijn intussen veranderd: u werkte met revisie {expected}, maar de opslag is nu bij "
                         f"revisie {actual.number}{by}. Er is niets opgeslagen. Bekijk de nieuwe "
                         "stand en probeer het opnieuw.")
        self.expected = expected
        self.actual = actual


class ChangeRefused(StoreError):
    """The change would leave the store in a wrong state; `problems` has a Dutch sentence for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("De wijziging is geweigerd. " + " ".join(problems[:5])
                         + (f" En nog {len(problems) - 5} andere redenen." if len(problems) > 5 else ""))
        self.problems = problems


class Store(Protocol):
    """The contract. Every method may raise StoreUnavailable."""

    url: str
    """The address without credentials, fit for a message or a log."""

    def migrate(self) -> None:
        """Bring the store to the newest form; idempotent, forward only."""

    def revision(self) -> Revision:
        """The present revision (EMPTY for an empty store); cheap."""

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first, without EMPTY."""

    def write(self, changes: ChangeSet, expected_revision: int | None = None, *, dry_run: bool = False) -> WriteReport:
        """Make a dataset declare exactly these records, in one new revision, all or nothing.

        Raises StoreConflict when the store is not at `expected_revision`, and ChangeRefused when a reference would
        dangle, when an id stands twice in the change, or when a record belongs to another dataset.
        """

    def replay(self, revision: Revision, changes: Iterable[Change]) -> None:
        """Write one revision exactly as another store logged it, all or nothing: for a copy of a store.

        Raises StoreConflict when it is not the next revision of this store, and ValueError when the changes do not begin
        where this store is. References are not looked at: the store that made the revision did.
        """

    def stream(self, revision: int | None = None) -> AbstractContextManager[Snapshot]:
        """One consistent picture of the present, or of an earlier revision (ValueError when there is no such one)."""

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """The present declarations of some kinds, without those of `exclude`, by kind, id and dataset."""

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """(kind, id, dataset) of every present declaration, without those of `exclude`, in no particular order."""

    def changes(self, since: int, until: int | None = None) -> Iterator[Change]:
        """The change log of the revisions after `since`, up to and including `until`: by revision, kind, id, dataset."""

    def fetch(self, ids: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredRecord]:
        """The present records with these (kind, id); unknown ones are left out."""

    def health(self) -> str:
        """A Dutch sentence on the state of the store; raises StoreError when it is not well."""

    def close(self) -> None:
        """Let go of everything; the store cannot be used afterwards."""
