"""Where referrals lead at all, whoever it is: all arrangements, and the referrals that can be used, as columns.

A node is a place in `ids`. Edges that cannot be used are kept: a change of one of their ends may open them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

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


_NODE: dict[str, Callable[[Values], bool]] = {
    "provision": lambda values: values["soort"] != "SITUATIE",
    "care": lambda values: values.get("voorliggend") in CARE,
    "education": lambda values: values.get("voorliggend") in EDUCATION,
    "unsaid": lambda values: "voorliggend" not in values,
    "surely_free": lambda values: "plekken" in values and free_places(values)[0] > 0,
    "maybe_free": lambda values: "plekken" not in values or free_places(values)[1] > 0,
}
"""What a node that runs is."""


def _runs(moment: Moment, values: Values) -> bool:
    return values.get("status", "ACTIEF") == "ACTIEF" and moment.is_active(values)


def _opens(moment: Moment, values: Values) -> bool:
    return values.get("status", "GEBRUIKELIJK") in USABLE and moment.is_active(values)


def _onward(values: Values) -> bool:
    return values["richting"] in ONWARD


def _flags(test: Callable[[Values], bool], rows: Collection[Values]) -> np.ndarray:
    return np.fromiter(map(test, rows), bool, len(rows))


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
        nodes, edges = ([record.values for record in table] for table in (arrangements, referrals))
        running = _flags(partial(_runs, moment), nodes)
        index = arrangements.index
        source, target = (np.array([index[id] for id in referrals.column(column)], np.int32) for column in ("van", "naar"))
        return cls(arrangements.ids, running, **{name: _flags(test, nodes) & running for name, test in _NODE.items()},
                   referrals=referrals.ids, source=source, target=target, open=_flags(partial(_opens, moment), edges),
                   onward=_flags(_onward, edges))

    def edited(self, moment: Moment, edits: Iterable[Edit]) -> Ways:
        """Those of a moment that differs in some arrangements and referrals only; new ones come last."""
        changed = {kind: {edit.id: edit.values for edit in edits if edit.kind == kind} for kind in ("arrangement", "referral")}
        places = {id: place for place, id in enumerate(self.ids)}
        new = [id for id in changed["arrangement"] if id not in places]
        places.update({id: place for place, id in enumerate(new, len(self.ids))})
        flags: dict[str, Any] = {name: np.append(getattr(self, name), np.zeros(len(new), bool)) for name in ("running", *_NODE)}
        for id, values in changed["arrangement"].items():
            runs = values is not None and _runs(moment, values)
            flags["running"][places[id]] = runs
            for name, test in _NODE.items():
                flags[name][places[id]] = values is not None and runs and test(values)
        ways = replace(self, ids=self.ids + new, **flags)
        return ways._with_edges(moment, changed["referral"], places) if changed["referral"] else ways

    def _with_edges(self, moment: Moment, changed: dict[str, Values | None], places: dict[str, int]) -> Ways:
        kept = np.array([id not in changed for id in self.referrals], bool)
        added = {id: values for id, values in changed.items() if values is not None}
        rows = added.values()
        ends = ([places[values[column]] for values in rows] for column in ("van", "naar"))
        source, target = (np.append(column[kept], new).astype(np.int32)
                          for column, new in zip((self.source, self.target), ends, strict=True))
        return replace(self, referrals=[*(id for id in self.referrals if id not in changed), *added], source=source, target=target,
                       open=np.append(self.open[kept], _flags(partial(_opens, moment), rows)),
                       onward=np.append(self.onward[kept], _flags(_onward, rows)))

    @property
    def usable(self) -> np.ndarray:
        """Whether each edge can be used (bool)."""
        both: np.ndarray = self.open & self.running[self.source] & self.running[self.target]
        return both
