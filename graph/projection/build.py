"""The projection: one immutable in-memory picture of one revision of a store."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from graph.projection.moment import Moment
from graph.projection.table import Table
from graph.records import Edit, Revision, Snapshot, StoredRecord
from schema.kinds import KINDS
from schema.schemes import Vocabulary, built_in

# A few dates are asked for again and again (today, the last meeting); each costs tens of megabytes at national scale.
_KEPT_MOMENTS = 4


@dataclass(eq=False)
class Projection:
    """All records of a revision by kind, with the vocabulary that holds for them."""

    revision: Revision
    tables: dict[str, Table]
    _moments: dict[tuple[date, str | None], Moment] = field(default_factory=dict, repr=False)

    def __getitem__(self, kind: str) -> Table:
        return self.tables[kind]

    def at(self, day: date, area_kind: str | None = None) -> Moment:
        """The picture on a peildatum, analysed by areas of a kind (see `Moment`)."""
        key = (day, area_kind)
        moment = self._moments.get(key)
        if moment is None:
            moment = Moment(self, day, area_kind)
            while len(self._moments) >= _KEPT_MOMENTS:
                self._moments.pop(next(iter(self._moments)), None)
            self._moments[key] = moment
        return moment

    def edited(self, edits: Iterable[Edit]) -> Projection:
        """The same revision as it would be with these records. References are not looked at: the caller has."""
        kinds: dict[str, list[Edit]] = {}
        for edit in edits:
            kinds.setdefault(edit.kind, []).append(edit)
        return self.over({kind: self[kind].edited(changed) for kind, changed in kinds.items()})

    def over(self, tables: dict[str, Table]) -> Projection:
        """The same revision with other tables for some kinds; what does not depend on them is shared."""
        other = Projection(self.revision, {**self.tables, **tables})
        for name, kind in (("vocabulary", "concept"), ("datasets", "dataset"), ("fictitious", "dataset")):
            if kind not in tables:
                other.__dict__[name] = getattr(self, name)  # where a cached property keeps its value
        return other

    def retire(self) -> None:
        """Let go of the moments, so that the projection goes when its last reader does: they point to each other."""
        self._moments.clear()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The built-in vocabulary with the regions' own concepts."""
        return built_in().with_concepts(record.values for record in self["concept"])

    @cached_property
    def datasets(self) -> dict[str, dict[str, str]]:
        """What each dataset says of itself: its name -> {titel, fictief, peildatum, ...}."""
        found: dict[str, dict[str, str]] = {}
        for record in self["dataset"]:
            name = record.id.rpartition("~")[0]
            found.setdefault(name, {})[record.values["sleutel"]] = record.values.get("waarde", "")
        return found

    @cached_property
    def fictitious(self) -> bool:
        """Whether any dataset in the store is marked `fictief`: then every answer has to say so."""
        return any(about.get("fictief") == "ja" for about in self.datasets.values())


def build(snapshot: Snapshot) -> Projection:
    """The projection of a snapshot, in one pass over its records."""
    # Hundreds of thousands of long-lived objects are made at once. Looking through them for garbage takes half a second
    # each time and finds nothing, so the collector rests meanwhile and passes over them afterwards (until the next one).
    enabled = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        records: dict[str, list[StoredRecord]] = {kind: [] for kind in KINDS}
        for record in snapshot.records:
            records[record.kind].append(record)
        return Projection(snapshot.revision, {kind: Table(kind, rows) for kind, rows in records.items()})
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
