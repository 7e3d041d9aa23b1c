"""All records of one kind, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph.records import Edit, StoredRecord, Values
from schema.kinds import KINDS


class Table:
    """The records of one kind in id order; a record has a number (its place) and an id.

    A table may be a part of a `whole` one; whether a sheet or a column has been filled in is then asked of the whole.
    """

    def __init__(self, kind: str, records: list[StoredRecord], whole: Table | None = None) -> None:
        self.kind = KINDS[kind]
        self.records = records
        self._whole = whole
        self.ids = [record.id for record in records]
        self.index = {id: number for number, id in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[StoredRecord]:
        return iter(self.records)

    def __contains__(self, id: object) -> bool:
        return id in self.index

    def get(self, id: str | None) -> StoredRecord | None:
        """The record with that id, or None."""
        number = self.index.get(id) if id is not None else None
        return None if number is None else self.records[number]

    def values(self, number: int) -> Values:
        """The filled columns of the record with that number."""
        return self.records[number].values

    def column(self, name: str) -> list[Any]:
        """One column, None where it is blank."""
        return [record.values.get(name) for record in self.records]

    @property
    def empty(self) -> bool:
        """Whether the sheet has no rows at all."""
        return not (self._whole or self).records

    def filled(self, name: str) -> bool:
        """Whether any record, active or not, has a value in that column."""
        return any(name in record.values for record in (self._whole or self).records)

    def part(self, ids: Iterable[str]) -> Table:
        """Only the records with these ids, as far as they are there."""
        chosen = sorted(self.index[id] for id in set(ids) if id in self.index)
        return Table(self.kind.name, [self.records[number] for number in chosen], self._whole or self)

    def edited(self, edits: Iterable[Edit]) -> Table:
        """This table with some records changed, added or taken away; what is edited is declared by no dataset."""
        changed = {edit.id: edit.values for edit in edits}
        records = [record for record in self.records if record.id not in changed]
        records += [StoredRecord(self.kind.name, id, values, ()) for id, values in changed.items() if values is not None]
        # Mostly they are in order already, which this sort sees at once.
        return Table(self.kind.name, sorted(records, key=lambda record: record.id))

    def name(self, id: str) -> str:
        """What a reader calls the record: its name or title, else its id."""
        record = self.get(id)
        if record is None:
            return id
        values = record.values
        return str(values.get("naam") or values.get("titel") or values.get("onderwerp") or values.get("omschrijving") or id)
