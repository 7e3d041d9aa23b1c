"""The bottleneck of section 5: a maximum flow from demand to places, and what the source then still reaches."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from itertools import pairwise

SOURCE, SINK = "source", "sink"


def bottleneck(
    demand: Mapping[Hashable, float], places: Mapping[Hashable, float], may_use: Mapping[Hashable, set[Hashable]]
) -> set[Hashable]:
    """The demand nodes that the source reaches in the residual graph of a maximum flow.

    `demand` is finite, `places` may be infinite; both hold whole numbers.
    """
    room: dict[Hashable, dict[Hashable, float]] = {SOURCE: {}, SINK: {}}
    for node in demand:
        room["demand", node] = {SOURCE: 0}
        room[SOURCE]["demand", node] = demand[node]
    for provision in places:
        room["places", provision] = {SINK: places[provision]}
        room[SINK]["places", provision] = 0
    for node in demand:
        for provision in may_use[node]:
            room["demand", node]["places", provision] = math.inf
            room["places", provision]["demand", node] = 0
    while True:
        came_from = reached_from_source(room)
        if SINK not in came_from:
            return {node for node in demand if ("demand", node) in came_from}
        path = [SINK]
        while path[0] != SOURCE:
            path.insert(0, came_from[path[0]])
        steps = list(pairwise(path))
        extra = min(room[one][other] for one, other in steps)
        for one, other in steps:
            room[one][other] -= extra
            room[other][one] += extra


def reached_from_source(room: Mapping[Hashable, Mapping[Hashable, float]]) -> dict[Hashable, Hashable]:
    """Every node that can be reached where there is room left, nearest first, with the node before it."""
    came_from: dict[Hashable, Hashable] = {SOURCE: SOURCE}
    queue: list[Hashable] = [SOURCE]
    for one in queue:
        for other, left in room[one].items():
            if left > 0 and other not in came_from:
                came_from[other] = one
                queue.append(other)
    return came_from
