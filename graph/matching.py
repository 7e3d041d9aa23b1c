"""Which provisions fit a profile at an age in an area, which do not, and why: one outcome per condition.

The outcomes of all provisions are computed at once; a provision is explained when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np

from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.offers import NO, UNKNOWN, YES, Offers, age_mask
from graph.telling import AskedAxis, Told, tell_age, tell_open, tell_place

OUTCOMES = {NO: "NEE", UNKNOWN: "ONBEKEND", YES: "JA"}
OVERALL = ("NEE", "ONBEKEND", "DEELS", "JA")
"""The outcomes of a match, worst first: the worst of its conditions counts."""
_NO, _UNKNOWN, _PARTLY, _YES = range(4)


@dataclass(frozen=True)
class Condition:
    """One condition of a match: `name` is instroom, leeftijd, gebied or an axis; what it tells is made when read."""

    name: str
    outcome: str
    _tell: Callable[[], Told] = field(repr=False, compare=False)

    @cached_property
    def told(self) -> Told:
        """What was asked and offered, in words, and a sentence."""
        return self._tell()

    @property
    def asked(self) -> str:
        """What was asked for."""
        return self.told.asked

    @property
    def offered(self) -> str:
        """What the provision says of it."""
        return self.told.offered

    @property
    def sentence(self) -> str:
        """Why the outcome is what it is."""
        return self.told.sentence


@dataclass(frozen=True)
class Match:
    """How one provision matches. `outcome` is JA, ONBEKEND or NEE on every leaf; DEELS when JA on a part of the leaves.

    `conditions` are in the order instroom, leeftijd, gebied, axes; the outcome of `gebied` may be DEELS too.
    """

    arrangement: str
    name: str
    outcome: str
    conditions: tuple[Condition, ...]
    source: str | None
    confirmed: str | None

    @cached_property
    def near_miss(self) -> Condition | None:
        """The only condition with NEE, when there is exactly one."""
        refused = [condition for condition in self.conditions if condition.outcome == "NEE"]
        return refused[0] if len(refused) == 1 else None


class Matcher:
    """The matches of one profile at one age (0-27) on one set of leaves."""

    def __init__(self, moment: Moment, needs: Needs, age: int, leaves: Bits) -> None:
        self.moment = moment
        self.offers: Offers = moment.offers
        self.needs = needs
        self.age = age
        self.leaves = leaves
        self.axes = [AskedAxis(moment, axis, values) for axis, values in needs.axes.items()]

    @cached_property
    def _counted(self) -> tuple[np.ndarray, np.ndarray]:
        """(place in OVERALL of the outcome, number of conditions with NEE) of every provision (int8)."""
        offers = self.offers
        age = np.uint32(age_mask(self.age, self.age))
        some, every = offers.served_parts.parts(self.leaves)
        conditions = [
            np.where(offers.open, _YES, _NO),
            np.where(offers.age_yes & age, _YES, np.where(offers.age_maybe & age, _UNKNOWN, _NO)),
            np.where(offers.served_parts.known, np.where(every, _YES, np.where(some, _PARTLY, _NO)), _UNKNOWN),
            *(np.where(axis.worst == YES, _YES, axis.worst) for axis in self.axes),
        ]
        table = np.array(conditions, np.int8)
        return table.min(axis=0), np.count_nonzero(table == _NO, axis=0)

    def numbers(self, outcome: str) -> list[int]:
        """The numbers of the provisions with that outcome (one of OVERALL), in id order."""
        found: list[int] = np.flatnonzero(self._counted[0] == OVERALL.index(outcome)).tolist()
        return found

    def near_misses(self) -> list[int]:
        """The numbers of the provisions with exactly one NEE, in id order."""
        found: list[int] = np.flatnonzero(self._counted[1] == 1).tolist()
        return found

    def outcomes(self) -> dict[str, list[str]]:
        """The ids of the provisions by their outcome (JA, DEELS, ONBEKEND, NEE), without explanation."""
        return {outcome: [self.offers.ids[number] for number in self.numbers(outcome)] for outcome in reversed(OVERALL)}

    def all(self) -> list[Match]:
        """Every provision, in id order."""
        return [self.match(number) for number in range(len(self.offers))]

    def match(self, number: int) -> Match:
        """The explained match of the provision with that number."""
        record = self.offers.table.get(self.offers.ids[number])
        assert record is not None
        values = record.values
        free, age, (place, missed) = self._open(number), self._age(number), self._place(number)
        conditions = (
            Condition("instroom", free, partial(tell_open, self.moment, free, values)),
            Condition("leeftijd", age, partial(tell_age, age, self.age, values)),
            Condition("gebied", place, partial(tell_place, self.moment.areas, place, missed, self.offers.places[number])),
            *(Condition(axis.name, OUTCOMES[int(axis.worst[number])], partial(axis.tell, number, values)) for axis in self.axes),
        )
        outcome = OVERALL[min(OVERALL.index(condition.outcome) for condition in conditions)]
        return Match(record.id, values["naam"], outcome, conditions, values.get("bron"), values.get("bevestigd_op"))

    def _open(self, number: int) -> str:
        return "JA" if self.offers.open[number] else "NEE"

    def _age(self, number: int) -> str:
        if int(self.offers.age_yes[number]) >> self.age & 1:
            return "JA"
        return "ONBEKEND" if int(self.offers.age_maybe[number]) >> self.age & 1 else "NEE"

    def _place(self, number: int) -> tuple[str, Bits]:
        """The outcome of the area, and the asked leaves that are not served."""
        served = self.offers.served(number)
        if served is None:
            return "ONBEKEND", self.leaves
        missed = self.leaves & ~served
        return "JA" if not missed else "NEE" if missed == self.leaves else "DEELS", missed
