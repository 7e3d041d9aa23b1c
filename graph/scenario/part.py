"""A small world in which some pairs of profile and area, or some arrangements, have the same answers as in the whole one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from graph.gaps.context import Context
from graph.projection.moment import Moment
from graph.projection.network import Network
from graph.scenario.touched import Rectangle

_SHARED = ("inventories", "claims", "funding", "cases")
"""Interim results that do not look at arrangements: those of the whole serve the part too."""


def serving(before: Moment, areas: Iterable[str]) -> set[str]:
    """The arrangements that have a part in the answers about these areas: what serves some of it or may, and all situations."""
    offers, net = before.offers, before.network
    leaves = 0
    for area in areas:
        leaves |= before.areas.bits(area)
    some, _ = offers.served_parts.parts(leaves)
    ids = before.projection["arrangement"].ids
    return {offers.ids[number] for number in np.flatnonzero(some | ~offers.served_parts.known).tolist()} | {
        ids[node] for node in np.flatnonzero(net.situation).tolist()} | _entry(net, ids)


def _entry(net: Network, ids: list[str]) -> set[str]:
    """One arrangement where somebody can start: that there is any at all decides whether paths are computed."""
    return {ids[int(node)] for node in np.flatnonzero(net.entry)[:1]}


def referrals(before: Moment, arrangements: Collection[str], both: bool = True) -> set[str]:
    """The referrals with both ends, or with one end at least, in these arrangements."""
    net, index = before.network, before.projection["arrangement"].index
    inside = np.zeros(net.size, bool)
    inside[[index[id] for id in arrangements if id in index]] = True
    source, target = inside[net.source], inside[net.target]
    ids = before.projection["referral"].ids
    return {ids[number] for number in net.referral[source & target if both else source | target].tolist()}


def part(whole: Context, arrangements: Collection[str], referrals: Collection[str], rectangle: Rectangle | None = None) -> Context:
    """A run over these arrangements and referrals only, about the pairs in a rectangle (None: as the whole).

    What it finds about these pairs is what the whole would find, when everything that has a part in it is there.
    """
    projection = whole.moment.projection
    small = projection.over({"arrangement": projection["arrangement"].part(arrangements),
                             "referral": projection["referral"].part(referrals)})
    moment = whole.moment.over(small, {"arrangement", "referral"})
    profiles, areas = whole.profiles, whole.areas
    if rectangle is not None:
        narrowed = Rectangle(profiles, areas) & rectangle
        profiles, areas = narrowed.profiles, narrowed.areas
        if rectangle.areas is not None:
            moment.analysis = [area for area in moment.analysis if area in rectangle.areas]
    context = Context(moment, whole.parameters, profiles, areas)
    for name in _SHARED:
        context.__dict__[name] = getattr(whole, name)  # where a cached property keeps its value
    return context
