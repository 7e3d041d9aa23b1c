"""The referrals between all arrangements as columns, to walk in either direction.

A node is the number of an arrangement in its table, active or not; an edge is a place in the columns, in order of where the
referral starts. So one network serves both what can be walked today and why it cannot be walked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph.projection.offers import age_masks

if TYPE_CHECKING:
    from graph.projection.moment import Moment


@dataclass(frozen=True)
class Steps:
    """Some edges, sorted by the node from which they are walked: `start[node]` to `start[node + 1]` of `edges`."""

    edges: np.ndarray
    start: np.ndarray

    @classmethod
    def of(cls, origin: np.ndarray, edges: np.ndarray, nodes: int) -> Steps:
        """The edges (numbers) as steps; `origin` [all edges] is the node from which each is walked."""
        order = edges[np.argsort(origin[edges], kind="stable")]
        return cls(order, np.searchsorted(origin[order], np.arange(nodes + 1)))

    def out(self, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(edges from these nodes, the place in `nodes` that each starts at), in the order of `nodes`."""
        first = self.start[nodes]
        count = self.start[nodes + 1] - first
        where = np.repeat(np.arange(len(nodes)), count)
        before = np.cumsum(count) - count
        return self.edges[np.arange(len(where)) - before[where] + first[where]], where


class Network:
    """All arrangements and referrals of a moment.

    Per node: `running` (active), `situation`, `entry` (one can start here), `offer` (number in `Offers`, -1 for none) and
    `places` (number in `cells`). Per edge: `referral` (number in the table), `source`, `target`, `usable`, `ages` (mask)
    and `places`. `cells` are the different sets of leaves that nodes and edges are bound to; the first is "everywhere".
    """

    def __init__(self, moment: Moment) -> None:
        projection, offers, areas = moment.projection, moment.offers, moment.areas
        arrangements, referrals = projection["arrangement"], projection["referral"]
        index = arrangements.index
        self.size = len(arrangements)
        self._cells: dict[int, int] = {areas.all: 0}
        self.offer = np.full(self.size, -1, np.int32)
        self.node_of_offer = np.array([index[id] for id in offers.ids], np.int32)
        self.offer[self.node_of_offer] = np.arange(len(offers))
        self.running = np.zeros(self.size, bool)
        self.running[[index[id] for id in offers.active]] = True
        self.situation = self.running & (self.offer < 0)
        self.entry = self.running & np.array([value is True for value in arrangements.column("instap")], bool)
        self.places = np.zeros(self.size, np.int32)
        for number, node in enumerate(self.node_of_offer.tolist()):
            served = offers.served(number)
            self.places[node] = 0 if served is None else self._cell(served)

        source = np.array([index[id] for id in referrals.column("van")], np.int32)
        self.referral = np.argsort(source, kind="stable").astype(np.int32)
        self.source = source[self.referral]
        self.target = np.array([index[id] for id in referrals.column("naar")], np.int32)[self.referral]
        usable = np.zeros(len(referrals), bool)
        usable[[referrals.index[id] for id in moment.usable_referrals]] = True
        self.usable = usable[self.referral]
        bounds = zip(referrals.column("leeftijd_van"), referrals.column("leeftijd_tot"), strict=True)
        self.ages = np.array([age_masks(low, high)[1] for low, high in bounds], np.uint32)[self.referral]
        limits: dict[tuple[str, ...], int] = {}
        for cell in referrals.column("gebieden"):
            if cell is not None and tuple(cell) not in limits:
                limits[tuple(cell)] = self._cell(areas.union(cell))
        self.edge_places = np.array(
            [0 if cell is None else limits[tuple(cell)] for cell in referrals.column("gebieden")], np.int32)[self.referral]
        self.cells = list(self._cells)

        self.all_steps = Steps.of(self.source, np.arange(len(self.source)), self.size)
        self.steps = Steps.of(self.source, np.flatnonzero(self.usable), self.size)

    @cached_property
    def all_back(self) -> Steps:
        """All referrals, to walk from where they lead to where they start."""
        return Steps.of(self.target, np.arange(len(self.target)), self.size)

    def _cell(self, leaves: int) -> int:
        return self._cells.setdefault(leaves, len(self._cells))
