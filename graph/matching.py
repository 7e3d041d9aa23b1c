"""Which provisions fit a profile at an age in an area, which do not, and why: one outcome per condition.

The outcomes of all provisions are computed at once; the explanation is made for one provision, when somebody looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.projection.areas import Bits
from graph.projection.moment import Moment, Needs
from graph.projection.offers import NO, UNKNOWN, YES, Offers, age_mask
from schema.types import ALLE

OUTCOMES = {NO: "NEE", UNKNOWN: "ONBEKEND", YES: "JA"}
OVERALL = ("NEE", "ONBEKEND", "DEELS", "JA")
"""The outcomes of a match, worst first: the worst of its conditions counts."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a match: `name` is instroom, leeftijd, gebied or an axis; both values in words."""

    name: str
    outcome: str
    asked: str
    offered: str
    sentence: str


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
    """Explains matches of one profile at one age on one set of leaves."""

    def __init__(self, moment: Moment, needs: Needs, age: int, leaves: Bits) -> None:
        self.moment = moment
        self.offers: Offers = moment.offers
        self.needs = needs
        self.age = age
        self.leaves = leaves

    def all(self) -> list[Match]:
        """Every provision, in id order."""
        return [self.match(number) for number in range(len(self.offers))]

    @cached_property
    def _counted(self) -> tuple[np.ndarray, np.ndarray]:
        """(place in OVERALL of the outcome, number of conditions with NEE) of every provision (int8)."""
        offers = self.offers
        age = np.uint32(age_mask(self.age, self.age))
        some, every = offers.served_parts.parts(self.leaves)
        place = np.where(every, 3, np.where(some, 2, 0))
        conditions = [
            np.where(offers.open, 3, 0),
            np.where(offers.age_yes & age, 3, np.where(offers.age_maybe & age, 1, 0)),
            np.where(offers.served_parts.known, place, 1),
        ]
        for axis, values in self.needs.axes.items():
            worst = np.minimum.reduce([offers.outcome(axis, value) for value in values])
            conditions.append(np.where(worst == YES, 3, worst))
        table = np.array(conditions, np.int8)
        return table.min(axis=0), np.count_nonzero(table == 0, axis=0).astype(np.int8)

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

    def match(self, number: int) -> Match:
        """The explained match of the provision with that number."""
        offers = self.offers
        record = offers.table.get(offers.ids[number])
        assert record is not None
        values = record.values
        conditions = [
            Condition("instroom", self._open(number), "open instroom", self._label("instroom", values.get("instroom")),
                      self._say_open(number)),
            self._say_age(number, values),
            self._say_place(number, values),
            *(self._say_axis(number, axis, values) for axis in self.needs.axes),
        ]
        return Match(record.id, values["naam"], self._overall([condition.outcome for condition in conditions]),
                     tuple(conditions), values.get("bron"), values.get("bevestigd_op"))

    @staticmethod
    def _overall(outcomes: list[str]) -> str:
        return OVERALL[min(OVERALL.index(outcome) for outcome in outcomes)]

    def _open(self, number: int) -> str:
        return "JA" if self.offers.open[number] else "NEE"

    def _age(self, number: int) -> str:
        if int(self.offers.age_yes[number]) >> self.age & 1:
            return "JA"
        return "ONBEKEND" if int(self.offers.age_maybe[number]) >> self.age & 1 else "NEE"

    def _place(self, number: int) -> str:
        served = self.offers.served(number)
        if served is None:
            return "ONBEKEND"
        shared = served & self.leaves
        return "JA" if shared == self.leaves or self.offers.places[number] == [ALLE] else "DEELS" if shared else "NEE"

    def _axis(self, number: int, axis: str) -> str:
        return OUTCOMES[min(int(self.offers.outcome(axis, value)[number]) for value in self.needs.axes[axis])]

    def _label(self, scheme: str, code: str | None) -> str:
        return self.moment.vocabulary.label(scheme, code) if code else "niet ingevuld"

    def _say_open(self, number: int) -> str:
        return "Er kunnen jongeren bij." if self.offers.open[number] else "De instroom is gestopt."

    def _say_age(self, number: int, values: dict[str, object]) -> Condition:
        outcome = self._age(number)
        low, high = values.get("leeftijd_van"), values.get("leeftijd_tot")
        offered = f"{_bound(low, 'van')} {_bound(high, 'tot en met')}"
        sentence = {
            "JA": f"{self.age} jaar past bij {offered}.",
            "NEE": f"{self.age} jaar valt buiten {offered}.",
            "ONBEKEND": f"Of {self.age} jaar past is niet bekend: {offered}.",
        }[outcome]
        return Condition("leeftijd", outcome, f"{self.age} jaar", offered, sentence)

    def _say_place(self, number: int, values: dict[str, object]) -> Condition:
        outcome = self._place(number)
        places = values.get("gebieden")
        areas = self.moment.areas
        offered = "niet ingevuld" if places is None else "overal" if places == [ALLE] else ", ".join(
            areas.name(place) for place in places)  # type: ignore[attr-defined]
        missed = areas.leaf_ids(self.leaves & ~(self.offers.served(number) or 0))
        names = ", ".join(areas.name(leaf) for leaf in missed[:5]) + (f" en nog {len(missed) - 5}" if len(missed) > 5 else "")
        sentence = {
            "JA": f"Dit gebied hoort erbij ({offered}).",
            "NEE": f"Dit gebied hoort er niet bij; het aanbod geldt voor {offered}.",
            "ONBEKEND": "Voor welk gebied dit aanbod geldt is niet ingevuld.",
            "DEELS": f"Een deel van dit gebied hoort er niet bij: {names}.",
        }[outcome]
        return Condition("gebied", outcome, "het gevraagde gebied", offered, sentence)

    def _say_axis(self, number: int, axis: str, values: dict[str, object]) -> Condition:
        vocabulary = self.moment.vocabulary
        scheme = vocabulary.scheme(axis)
        outcome = self._axis(number, axis)
        asked = ", ".join(vocabulary.label(axis, value) for value in self.needs.axes[axis])
        admitted = values.get(axis)
        excluded = [text.partition(":")[2] for text in values.get("sluit_uit", ())  # type: ignore[attr-defined]
                    if text.startswith(axis + ":")]
        offered = "niet ingevuld" if admitted is None else "alle" if admitted == [ALLE] else ", ".join(
            vocabulary.label(axis, code) for code in admitted)  # type: ignore[attr-defined]
        if excluded:
            offered += "; niet voor " + ", ".join(vocabulary.label(axis, code) for code in excluded)
        refused = [value for value in self.needs.axes[axis] if self.offers.outcome(axis, value)[number] == NO]
        doubtful = [value for value in self.needs.axes[axis] if self.offers.outcome(axis, value)[number] == UNKNOWN]
        label = vocabulary.axis_field(axis).label
        if refused:
            names = ", ".join(vocabulary.label(axis, value) for value in refused)
            barred = any(scheme.ancestors(value) & set(excluded) for value in refused)
            sentence = f"{label}: {names} is uitgesloten." if barred else f"{label}: {names} hoort er niet bij ({offered})."
        elif doubtful:
            names = ", ".join(vocabulary.label(axis, value) for value in doubtful)
            sentence = (f"{label}: niet ingevuld, dus onbekend of {names} past." if admitted is None
                        else f"{label}: het aanbod geldt voor een deel van {names} ({offered}).")
        else:
            sentence = f"{label}: {asked} past."
        return Condition(axis, outcome, asked, offered, sentence)


def _bound(value: object, word: str) -> str:
    if value is None:
        return f"{word} onbekend"
    return f"{word} elke leeftijd" if value == ALLE else f"{word} {value} jaar"
