"""Where referrals lead at all, whoever it is: all arrangements, and the referrals that can be used, as columns.

A node is a place in `ids`. Edges that cannot be used are kept: a change of one of their ends may open them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from graph.paths import CARE, EDUCATION
from graph.projection.moment import USABLE, Moment
from graph.records import Edit, Values

ONWARD = frozenset({"TOELEIDING", "DOORSTROOM", "OVERDRACHT"})
"""The directions of a referral that bring somebody further."""


def free_places(values: Values) -> tuple[float, float]:
    """The fewest and the most places that are free; blank may be anything from none."""
    low, high = values.get("plekken", (0, None))
    taken_low, taken_high = values.get("bezet", (0, None))
    return (low - (math.inf if taken_high is None else taken_high)), (math.inf if high is None else high) - taken_low


_ANY_PLACES = free_places({})


class _Node(NamedTuple):
    running: bool
    provision: bool
    care: bool
    education: bool
    unsaid: bool
    surely_free: bool
    maybe_free: bool


def _node(moment: Moment, values: Values | None) -> _Node:
    if values is None or values.get("status", "ACTIEF") != "ACTIEF" or not moment.is_active(values):
        return _Node(*[False] * len(_Node._fields))
    first = values.get("voorliggend")
    fewest, most = free_places(values) if "plekken" in values else _ANY_PLACES
    return _Node(True, values["soort"] != "SITUATIE", first in CARE, first in EDUCATION, first is None, fewest > 0, most > 0)


@dataclass(frozen=True)
class Ways:
    """Per node (bool): `running`, and of what runs whether it is a provision, has care or education first, leaves that `unsaid`, and
    has a free place for sure or perhaps. Per edge: its referral, ends, whether it is open by itself and whether it leads onward.
    """

    ids: list[str]
    running: np.ndarray
    provision: np.ndarray
    care: np.ndarray
    education: np.ndarray
    unsaid: np.ndarray
    surely_free: np.ndarray
    maybe_free: np.ndarray
    referrals: list[str]
    source: np.ndarray
    target: np.ndarray
    open: np.ndarray
    onward: np.ndarray

    @classmethod
    def of(cls, moment: Moment) -> Ways:
        """Those of a moment."""
        arrangements, referrals = moment.projection["arrangement"], moment.projection["referral"]
        nodes = np.array([_node(moment, record.values) for record in arrangements], bool).reshape(-1, len(_Node._fields))
        edges = np.array([_edge(moment, record.values) for record in referrals], bool).reshape(-1, 2)
        index = arrangements.index
        source, target = (np.array([index[id] for id in referrals.column(column)], np.int32) for column in ("van", "naar"))
        return cls(arrangements.ids, **dict(zip(_Node._fields, np.ascontiguousarray(nodes.T), strict=True)), referrals=referrals.ids,
                   source=source, target=target, open=edges[:, 0], onward=edges[:, 1])

    def edited(self, moment: Moment, edits: Iterable[Edit]) -> Ways:
        """Those of a moment that differs in some arrangements and referrals only; new ones come last."""
        changed = {kind: {edit.id: edit.values for edit in edits if edit.kind == kind} for kind in ("arrangement", "referral")}
        places = {id: place for place, id in enumerate(self.ids)}
        ids = list(self.ids)
        columns = [getattr(self, name) for name in _Node._fields]
        for id in changed["arrangement"]:
            if id not in places:
                places[id] = len(ids)
                ids.append(id)
        columns = [np.concatenate([column, np.zeros(len(ids) - len(column), bool)]) for column in columns]
        for id, values in changed["arrangement"].items():
            for column, value in zip(columns, _node(moment, values), strict=True):
                column[places[id]] = value
        kept = np.array([id not in changed["referral"] for id in self.referrals], bool) if changed["referral"] else slice(None)
        added = {id: values for id, values in changed["referral"].items() if values is not None}
        ways = [_edge(moment, values) for values in added.values()]
        return replace(
            self, ids=ids, **dict(zip(_Node._fields, columns, strict=True)),
            referrals=[*(id for id in self.referrals if id not in changed["referral"]), *added] if changed["referral"] else self.referrals,
            source=np.append(self.source[kept], [places[values["van"]] for values in added.values()]).astype(np.int32),
            target=np.append(self.target[kept], [places[values["naar"]] for values in added.values()]).astype(np.int32),
            open=np.append(self.open[kept], [way[0] for way in ways]).astype(bool),
            onward=np.append(self.onward[kept], [way[1] for way in ways]).astype(bool))

    @property
    def usable(self) -> np.ndarray:
        """Whether each edge can be used (bool)."""
        both: np.ndarray = self.open & self.running[self.source] & self.running[self.target]
        return both


def _edge(moment: Moment, values: Values) -> tuple[bool, bool]:
    return values.get("status", "GEBRUIKELIJK") in USABLE and moment.is_active(values), values["richting"] in ONWARD
