"""Rows of sheets by what they are about, kept as long as their table: a what-if shares the tables that it does not change."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from graph.projection.table import Table
from graph.records import StoredRecord

Rows = dict[tuple[str, ...], list[StoredRecord]]

_kept: WeakKeyDictionary[Table, dict[tuple[str, ...], Rows]] = WeakKeyDictionary()


def rows_by(table: Table, *columns: str) -> Rows:
    """The rows of a table that have a value in all these columns, by those values, in id order."""
    indexes = _kept.setdefault(table, {})
    if columns not in indexes:
        found: Rows = {}
        for record in table:
            values = record.values
            if all(column in values for column in columns):
                found.setdefault(tuple(values[column] for column in columns), []).append(record)
        indexes[columns] = found
    return indexes[columns]
