"""The areas that are active on a day: a directed acyclic graph, and for each area the leaves that it covers.

Sets of leaves are Python integers used as bitsets: bit n is leaf n. Union, intersection and "lies within" are then one
operation each, however many leaves there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import numpy as np

from graph.projection.table import Table
from schema.dates import active
from schema.types import ALLE

Bits = int


def members(bits: Bits) -> np.ndarray:
    """The numbers of the bits that are set, ascending (int32)."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return np.flatnonzero(np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")).astype(np.int32)


class Areas:
    """The active areas of one day. Areas are known by their id, leaves by their number."""

    def __init__(self, table: Table, day: date) -> None:
        self.table = table
        self.active = {
            record.id: record for record in table
            if active(day, record.values.get("geldig_van"), record.values.get("geldig_tot"))
        }
        self.parents = {
            id: tuple(parent for parent in record.values.get("bovenliggend", ()) if parent in self.active)
            for id, record in self.active.items()
        }
        is_parent = {parent for parents in self.parents.values() for parent in parents}
        self.leaves = [id for id in self.active if id not in is_parent]
        self.all: Bits = (1 << len(self.leaves)) - 1
        self._bits = self._cover()

    def _cover(self) -> dict[str, Bits]:
        bits = dict.fromkeys(self.active, 0)
        for number, leaf in enumerate(self.leaves):
            bits[leaf] = 1 << number
        # Children before parents, so that each area hands up its complete set once.
        waiting = dict.fromkeys(self.active, 0)
        for parents in self.parents.values():
            for parent in parents:
                waiting[parent] += 1
        ready = list(self.leaves)
        while ready:
            child = ready.pop()
            for parent in self.parents[child]:
                bits[parent] |= bits[child]
                waiting[parent] -= 1
                if not waiting[parent]:
                    ready.append(parent)
        return bits

    def bits(self, id: str) -> Bits:
        """The leaves of an area; none when it is not active."""
        return self._bits.get(id, 0)

    def union(self, ids: Iterable[str]) -> Bits:
        """The leaves of several areas together; `alle` is all leaves."""
        found = 0
        for id in ids:
            found |= self.all if id == ALLE else self._bits.get(id, 0)
        return found

    def leaf_ids(self, bits: Bits) -> list[str]:
        """The ids of the leaves in a set."""
        return [self.leaves[number] for number in members(bits)]

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """The ids of the active areas of each kind (GEMEENTE, SWV_PO, ...), in id order."""
        found: dict[str, list[str]] = {}
        for id, record in self.active.items():
            found.setdefault(record.values["soort"], []).append(id)
        return found

    def name(self, id: str) -> str:
        """The name of an area, for a reader."""
        return self.table.name(id)
