"""What a write changes in the graph, worked out before anything is written: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.records import StoredRecord
from graph.store.neo4j_graph import Edge, edges, in_force, properties
from graph.store.neo4j_model import LABELS, REFERRAL, Ends
from graph.store.plan import Key

Properties = dict[str, Any]
Pair = tuple[str, str]


class Touched(NamedTuple):
    """A record before and after a write; None where it is not there."""

    before: StoredRecord | None
    after: StoredRecord | None


@dataclass(slots=True)
class Delta:
    """Nodes by label, relationships by what they join, referral paths by their two ends, and facts of datasets."""

    created: dict[str, list[Properties]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[Properties]] = field(default_factory=lambda: defaultdict(list))
    removed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    joined: dict[Ends, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    parted: dict[Ends, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    paths_created: list[tuple[str, str, Properties]] = field(default_factory=list)
    paths_changed: list[Properties] = field(default_factory=list)
    paths_removed: list[str] = field(default_factory=list)
    facts: list[tuple[str, Properties]] = field(default_factory=list)
    """(dataset, properties to set on its node; None takes one away)."""

    def add(self, key: Key, touched: Touched, axes_before: Collection[str], axes_after: Collection[str]) -> None:
        """Take in what one record becomes. The axes are all that hold before and after the write."""
        kind, id = key
        if kind == "dataset":
            self._fact(id, touched)
        else:
            self._turn(key, form(key, touched.before, axes_before), form(key, touched.after, axes_after))

    def add_new(self, key: Key, record: StoredRecord | None, axes: Collection[str]) -> None:
        """Take in a record of which nothing is in the graph yet; None for a built-in concept that nobody declares."""
        if key[0] == "dataset":
            self._fact(key[1], Touched(None, record))
        else:
            self._turn(key, None, form(key, record, axes))

    def _turn(self, key: Key, old: Form | None, new: Form | None) -> None:
        kind, id = key
        if kind == REFERRAL:
            self._path(id, old, new)
            return
        label = LABELS[kind]
        if new is None:
            # What a node takes along needs no word of its own.
            self.removed[label].append(id)
            return
        if old is None:
            self.created[label].append(new.properties)
        elif old.properties != new.properties:
            self.changed[label].append(new.properties)
        was = old.edges if old else set()
        for ends, start, end in was - new.edges:
            self.parted[ends].append((start, end))
        for ends, start, end in new.edges - was:
            self.joined[ends].append((start, end))

    def join(self, more: Iterable[Edge]) -> None:
        """Add relationships of records that themselves stay as they are."""
        for ends, start, end in more:
            self.joined[ends].append((start, end))

    def _fact(self, id: str, touched: Touched) -> None:
        dataset = id.partition("~")[0]
        facts: Properties = {}
        for record in touched:
            if record is not None and "sleutel" in record.values:
                facts[record.values["sleutel"]] = record.values.get("waarde") if record is touched.after else None
        self.facts.append((dataset, facts))

    def _path(self, id: str, old: Form | None, new: Form | None) -> None:
        if new is None:
            self.paths_removed.append(id)
        elif old is None:
            self.paths_created.append((new.properties["van"], new.properties["naar"], new.properties))
        elif old.properties != new.properties:
            self.paths_changed.append(new.properties)


class Form(NamedTuple):
    """What a record looks like in the graph."""

    properties: Properties
    edges: set[Edge]


def form(key: Key, record: StoredRecord | None, axes: Collection[str]) -> Form | None:
    """The form of a record; None when nothing of it is there."""
    values = in_force(*key, record.values if record else None)
    if values is None:
        return None
    return Form(properties(*key, values, record.datasets if record else ()), set(edges(*key, values, axes)))
