"""Leaves that can never differ, taken together.

Leaves that lie in exactly the same areas, of those that any provision, profile or analysis speaks of, have the same answer to
every question about provisions: together they are one *block*. At national scale 4,000 leaves make some 550 blocks.
"""

from __future__ import annotations

from collections.abc import Sequence, Sized

import numpy as np

from graph.projection.areas import Bits, members
from graph.projection.moment import Moment


def or_by_group(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The union of masks per run; `starts` are the first places of the (non-empty) runs."""
    return np.bitwise_or.reduceat(values, starts) if len(starts) else values[:0]


def run_starts(runs: Sequence[Sized]) -> np.ndarray:
    """Where each run begins when all are laid end to end (int32)."""
    return np.cumsum([0, *(len(run) for run in runs)], dtype=np.int32)[:-1]


class Blocks:
    """The blocks of one moment.

    `served` are the active areas that a provision names, by id. `leaf` [blocks] is one leaf of each block and `of_leaf` [leaves]
    the block of each leaf. `area_block` holds, run after run, the blocks of each analysis area and `area_start` where its run
    begins; `block_served` with `block_start` likewise the places in `served` of the areas in which each block lies, each run
    closed by the place after the last one.
    """

    def __init__(self, moment: Moment) -> None:
        areas = moment.areas
        self.served = sorted({place for places in moment.offers.places for place in places or ()} & areas.active.keys())
        relevant = sorted({*self.served, *moment.analysis})
        sets = [areas.bits(area) for area in relevant]
        sets += [needs.leaves for needs in moment.profiles if needs.leaves is not None]
        memberships: list[list[int]] = [[] for _ in areas.leaves]
        for number, bits in enumerate(dict.fromkeys(sets)):
            for leaf in members(bits):
                memberships[leaf].append(number)
        first: dict[tuple[int, ...], int] = {}
        self.of_leaf = np.array([first.setdefault(tuple(lies_in), len(first)) for lies_in in memberships], np.int32)
        self.leaf = np.unique(self.of_leaf, return_index=True)[1].astype(np.int32)
        is_first = np.zeros(len(areas.leaves), bool)
        is_first[self.leaf] = True
        inside: list[list[int]] = [[] for _ in first]
        for number, area in enumerate(self.served):
            for leaf in members(areas.bits(area)):
                if is_first[leaf]:
                    inside[self.of_leaf[leaf]].append(number)
        for run in inside:
            run.append(len(self.served))
        self.block_served = np.array([area for run in inside for area in run], np.int32)
        self.block_start = run_starts(inside)
        runs = [self.of_leaf[[leaf for leaf in members(areas.bits(area)) if is_first[leaf]]] for area in moment.analysis]
        self.area_block = np.concatenate(runs).astype(np.int32) if runs else np.zeros(0, np.int32)
        self.area_start = run_starts(runs)

    def __len__(self) -> int:
        return len(self.leaf)

    def inside(self, leaves: Bits) -> np.ndarray:
        """Which blocks lie in a set of leaves that a profile or an area has (bool; a block lies in it wholly or not at all)."""
        flags = np.zeros(len(self.of_leaf), bool)
        flags[members(leaves)] = True
        return flags[self.leaf]

    def of(self, leaves: Bits) -> list[int]:
        """The block of each leaf of a set, in the order of the leaves."""
        found: list[int] = self.of_leaf[members(leaves)].tolist()
        return found
