"""A store as one would write it without any care for speed: every revision is kept as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph.records import ChangeSet, Counts
from schema.kinds import KINDS, SHARED
from schema.references import references

Identity = tuple[str, str, str]
State = dict[Identity, tuple[dict[str, Any], int]]
"""By (kind, id, dataset): the values, and the revision since which the dataset declares them."""

ORDER = list(KINDS)


@dataclass
class Model:
    """All states since the empty one; the last is the present."""

    states: list[State] = field(default_factory=lambda: [{}])

    def acceptable(self, changes: ChangeSet) -> bool:
        keys = [(record.kind, record.id) for record in changes.records]
        if len(set(keys)) < len(keys):
            return False
        for kind, id, dataset in self.states[-1]:
            if kind not in SHARED and (kind, id) in keys and dataset != changes.dataset and not changes.take_over:
                return False
        state = self.after(changes)
        there = {(kind, id) for kind, id, _ in state}
        return all((target, item) in there for (kind, _, _), (values, _) in state.items()
                   for _, target, item in references(kind, values))

    def after(self, changes: ChangeSet) -> State:
        present, number = self.states[-1], len(self.states)
        incoming = {(record.kind, record.id): record.values for record in changes.records}
        state = {(kind, id, dataset): content for (kind, id, dataset), content in present.items()
                 if dataset != changes.dataset and (kind in SHARED or (kind, id) not in incoming)}
        for (kind, id), values in incoming.items():
            identity = (kind, id, changes.dataset)
            state[identity] = (values, present[identity][1] if identity in present else number)
        return state

    def counts(self, changes: ChangeSet) -> dict[str, Counts]:
        before = {key[:2]: values for key, (values, _) in self.states[-1].items() if key[2] == changes.dataset}
        after = {(record.kind, record.id): record.values for record in changes.records}
        found: dict[str, Counts] = {}
        for key in sorted(before.keys() | after.keys()):
            count = found.setdefault(key[0], Counts())
            if key not in before:
                count.new += 1
            elif key not in after:
                count.retired += 1
            elif before[key] != after[key]:
                count.changed += 1
            else:
                count.same += 1
        return found

    def records(self, number: int) -> list[tuple[str, str, dict[str, Any], tuple[str, ...]]]:
        state = self.states[number]
        found = []
        for kind, id in sorted({key[:2] for key in state}, key=lambda key: (ORDER.index(key[0]), key[1])):
            ordered = sorted((declared, key[2], values) for key, (values, declared) in state.items() if key[:2] == (kind, id))
            merged: dict[str, Any] = {}
            for _, _, values in ordered:
                for column, value in values.items():
                    if isinstance(value, list) and column in merged:
                        both = {*merged[column], *value}
                        merged[column] = ["*"] if "*" in both else sorted(both)
                    else:
                        merged.setdefault(column, value)
            found.append((kind, id, merged, tuple(dataset for _, dataset, _ in ordered)))
        return found

    def changes(self, since: int, until: int) -> list[tuple[int, str, str, str, Any, Any]]:
        found = []
        for number in range(since + 1, min(until, len(self.states) - 1) + 1):
            old, new = self.states[number - 1], self.states[number]
            for key in sorted(old.keys() | new.keys(), key=lambda key: (ORDER.index(key[0]), key[1], key[2])):
                before, after = (state[key][0] if key in state else None for state in (old, new))
                if before != after:
                    found.append((number, key[2], key[0], key[1], before, after))
        return found
