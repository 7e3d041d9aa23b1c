"""A match as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from graph.matching import Match
from graph.projection import Moment
from graph.projection.moment import Needs


def matches_json(moment: Moment, needs: Needs, age: int, area: str, matches: Sequence[Match]) -> bytes:
    """All provisions with their outcome per condition."""
    projection = moment.projection
    return orjson.dumps({
        "revision": projection.revision.number,
        "peildatum": moment.day.isoformat(),
        "fictief": projection.fictitious,
        "profile": needs.id or None,
        "needs": {axis: list(values) for axis, values in needs.axes.items()},
        "area": area,
        "age": age,
        "matches": [
            {"arrangement": match.arrangement, "name": match.name, "outcome": match.outcome,
             "near_miss": match.near_miss.name if match.near_miss else None,
             "source": match.source, "confirmed": match.confirmed,
             "conditions": [{"name": condition.name, "outcome": condition.outcome, "asked": condition.asked,
                             "offered": condition.offered, "sentence": condition.sentence} for condition in match.conditions]}
            for match in matches
        ],
    }, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
