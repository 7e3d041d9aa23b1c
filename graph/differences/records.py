"""Which records differ between two revisions, as the projections show them: the declarations of all datasets merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.projection import Projection
from graph.records import Values
from schema.kinds import KINDS

NEW, CHANGED, RETIRED = "new", "changed", "retired"


@dataclass(frozen=True, slots=True, eq=False)
class RecordChange:
    """One record that is new (`before` None), changed, or retired (`after` None); `columns` are those that differ, sorted."""

    kind: str
    id: str
    before: Values | None
    after: Values | None
    columns: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """NEW, CHANGED or RETIRED."""
        return NEW if self.before is None else RETIRED if self.after is None else CHANGED


def record_changes(before: Projection, after: Projection) -> list[RecordChange]:
    """The records that are not the same, in the order of KINDS and then by id."""
    return [] if before is after else [change for kind in KINDS for change in _of_kind(kind, before, after)]


def _of_kind(kind: str, before: Projection, after: Projection) -> Iterator[RecordChange]:
    was = {record.id: record.values for record in before[kind]}
    now = {record.id: record.values for record in after[kind]}
    differing = [id for id, values in now.items() if was.get(id) != values]
    for id in sorted([*differing, *(id for id in was if id not in now)]):
        old, new = was.get(id), now.get(id)
        columns = () if old is None or new is None else tuple(sorted(
            column for column in {*old, *new} if old.get(column) != new.get(column)))
        yield RecordChange(kind, id, old, new, columns)
