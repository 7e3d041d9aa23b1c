"""What goes into a store and what comes out of it: records, changes, revisions and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Values = dict[str, Any]
"""The filled columns of a record by column name, as plain JSON values; a blank column is absent.

Text, ids, codes and dates are str (dates at their own precision: "2026", "2026-08", "2026-08-01"); several values are a
sorted list of str; `alle` is "*" (in a list: ["*"]); whole numbers and ages are int; numbers that may be intervals are
[low, high] with high None for "no upper bound"; coordinates are float; ja/nee is bool.
"""


class Record(NamedTuple):
    """One record as a dataset declares it. `kind` is a name from `schema.kinds.KINDS`."""

    kind: str
    id: str
    values: Values


class Declaration(NamedTuple):
    """A record together with the dataset that declares it."""

    dataset: str
    kind: str
    id: str
    values: Values


class Edit(NamedTuple):
    """One record as it would be: its filled columns, or None when it would not be there."""

    kind: str
    id: str
    values: Values | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two datasets say something else of the same record; the one that declared it first is kept."""

    kind: str
    id: str
    column: str
    kept: Any
    kept_by: str
    other: Any
    other_by: str


class StoredRecord(NamedTuple):
    """A record as the store knows it: the declarations of its datasets, merged; first the dataset that declared it first."""

    kind: str
    id: str
    values: Values
    datasets: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a store. An empty store is at revision 0. `time` is ISO 8601 in UTC."""

    number: int
    time: str
    author: str
    dataset: str
    message: str = ""


EMPTY = Revision(0, "", "", "")


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that one dataset declares. Writing it is declarative: what it no longer declares is retired.

    With `take_over`, a record of a kind that only one dataset may declare moves to this dataset; without it that is
    refused.
    """

    dataset: str
    records: Sequence[Record]
    author: str = "onbekend"
    message: str = ""
    take_over: bool = False


@dataclass(slots=True)
class Counts:
    """How many records of one kind a write added, changed, retired and left as they were."""

    new: int = 0
    changed: int = 0
    retired: int = 0
    same: int = 0


class Alteration(NamedTuple):
    """One record that a write adds, changes or retires. `what` is "new", "changed" or "retired".

    `columns` are those that differ, sorted, for a changed record; empty for the others.
    """

    kind: str
    id: str
    what: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write did, or with `dry_run` would do. `counts` is by kind, for the kinds that the dataset has or had.

    `differences` are those between this dataset and others, `alterations` what it does to each record that does not stay
    the same, by kind and id. A write that changes nothing makes no new revision. With
    `dry_run` `stored` is False and `revision` is the present.
    """

    stored: bool
    revision: Revision
    counts: dict[str, Counts]
    differences: list[Difference] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """One declaration that a revision added (`before` None), changed, or retired (`after` None)."""

    revision: Revision
    dataset: str
    kind: str
    id: str
    before: Values | None
    after: Values | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One consistent revision of a store; `records` come by kind in the order of KINDS, and by id within a kind.

    Ids are compared by code point. The iterator lives as long as the `with` block in which the snapshot was opened.
    """

    revision: Revision
    records: Iterator[StoredRecord]
