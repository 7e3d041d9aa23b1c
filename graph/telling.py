"""The words of a match: what was asked, what is offered, and a plain Dutch sentence, for one condition."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from graph.projection.areas import Areas, Bits
from graph.projection.moment import Moment
from graph.projection.offers import NO, UNKNOWN
from schema.schemes import Scheme
from schema.types import ALLE

_SHOWN = 5


class Told(NamedTuple):
    """What was asked and offered, in words, and the sentence that compares them."""

    asked: str
    offered: str
    sentence: str


def tell_open(moment: Moment, outcome: str, values: dict[str, Any]) -> Told:
    """Whether somebody can still come in."""
    code = values.get("instroom")
    return Told("open instroom", moment.vocabulary.label("instroom", code) if code else "niet ingevuld",
                "Er kunnen jongeren bij." if outcome == "JA" else "De instroom is gestopt.")


def tell_age(outcome: str, age: int, values: dict[str, Any]) -> Told:
    """An age against the age bounds."""
    offered = _ages(values.get("leeftijd_van"), values.get("leeftijd_tot"))
    sentence = {
        "JA": f"{age} jaar past: het aanbod is voor {offered}.",
        "NEE": f"{age} jaar past niet: het aanbod is voor {offered}.",
        "ONBEKEND": f"Of {age} jaar past is niet bekend: {offered}.",
    }[outcome]
    return Told(f"{age} jaar", offered, sentence)


def _ages(low: object, high: object) -> str:
    if low is None and high is None:
        return "de leeftijd is niet ingevuld"
    if low is None:
        return "de jongste leeftijd is niet ingevuld" + ("" if high == ALLE else f", de oudste is {high} jaar")
    if high is None:
        return "de oudste leeftijd is niet ingevuld" + ("" if low == ALLE else f", de jongste is {low} jaar")
    if low == ALLE:
        return "alle leeftijden" if high == ALLE else f"{high} jaar en jonger"
    return f"{low} jaar en ouder" if high == ALLE else f"{low} jaar" if low == high else f"{low} tot en met {high} jaar"


def tell_place(areas: Areas, outcome: str, missed: Bits, places: list[str] | None) -> Told:
    """The asked leaves against the served areas; `missed` are the asked leaves that are not served."""
    offered = ("niet ingevuld" if places is None else "overal" if places == [ALLE]
               else ", ".join(areas.name(place) for place in places))
    if outcome == "JA":
        sentence = f"Dit gebied hoort erbij ({offered})."
    elif outcome == "NEE":
        sentence = f"Dit gebied hoort er niet bij; het aanbod geldt voor {offered}."
    elif outcome == "ONBEKEND":
        sentence = "Voor welk gebied dit aanbod geldt is niet ingevuld."
    else:
        leaves = areas.leaf_ids(missed)
        names = ", ".join(areas.name(leaf) for leaf in leaves[:_SHOWN])
        rest = f" en nog {len(leaves) - _SHOWN}" if len(leaves) > _SHOWN else ""
        sentence = f"Een deel van dit gebied hoort er niet bij: {names}{rest}."
    return Told("het gevraagde gebied", offered, sentence)


class AskedAxis:
    """What is asked on one axis: its values with, for each, the outcome of every provision."""

    def __init__(self, moment: Moment, axis: str, values: tuple[str, ...]) -> None:
        self.name = axis
        self.label = moment.vocabulary.axis_field(axis).label
        self.scheme: Scheme = moment.vocabulary.scheme(axis)
        self.values = values
        self.outcomes = [moment.offers.outcome(axis, value) for value in values]
        self.worst: np.ndarray = np.minimum.reduce(self.outcomes)

    def tell(self, number: int, values: dict[str, Any]) -> Told:
        """The asked values against what the provision with that number admits and excludes."""
        label = self.scheme.label
        asked = ", ".join(label(value) for value in self.values)
        admitted = values.get(self.name)
        excluded = [text.partition(":")[2] for text in values.get("sluit_uit", ()) if text.startswith(self.name + ":")]
        offered = "niet ingevuld" if admitted is None else "alle" if admitted == [ALLE] else ", ".join(map(label, admitted))
        if excluded:
            offered += "; niet voor " + ", ".join(map(label, excluded))
        worst = self.worst[number]
        if worst not in (NO, UNKNOWN):
            return Told(asked, offered, f"{self.label}: {asked} past.")
        affected = [value for value, outcome in zip(self.values, self.outcomes, strict=True) if outcome[number] == worst]
        names = ", ".join(map(label, affected))
        if worst == NO:
            barred = any(self.scheme.ancestors(value) & set(excluded) for value in affected)
            text = f"{names} is uitgesloten." if barred else f"{names} hoort er niet bij ({offered})."
        elif admitted is None:
            text = f"niet ingevuld, dus onbekend of {names} past."
        else:
            text = f"het aanbod geldt voor een deel van {names} ({offered})."
        return Told(asked, offered, f"{self.label}: {text}")
