"""All records of one kind, by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.records import StoredRecord, Values
from schema.kinds import KINDS


class Table:
    """The records of one kind in id order; a record has a number (its place) and an id."""

    def __init__(self, kind: str, records: list[StoredRecord]) -> None:
        self.kind = KINDS[kind]
        self.records = records
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

    def filled(self, name: str) -> bool:
        """Whether any record, active or not, has a value in that column."""
        return any(name in record.values for record in self.records)

    def name(self, id: str) -> str:
        """What a reader calls the record: its name or title, else its id."""
        record = self.get(id)
        if record is None:
            return id
        values = record.values
        return str(values.get("naam") or values.get("titel") or values.get("onderwerp") or values.get("omschrijving") or id)
