"""Are there places enough: CAPACITEIT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from graph.capacity import Capacity, Interval, Pair
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.rule import (
    CONFIRMED,
    SUSPECTED,
    Evidence,
    Explanation,
    Finding,
    Outcome,
    Parameter,
    Rule,
    counted,
)
from graph.gaps.supply import BASIS
from graph.gaps.words import ages_in_words, evidence_of, listed
from graph.projection.offers import ages_of
from schema.dates import spoken
from schema.schemes import CODE, built_in

_SHOWN = 8


def read_definition(text: str) -> str:
    """The code of a definition, blank for the usual one; ValueError with a Dutch sentence when it can't be a code."""
    word = text.strip()
    code = built_in().scheme("definitie").find(word) or word.upper()
    if word and not CODE.fullmatch(code):
        raise ValueError(f"{word} is geen code van een definitie. Schrijf bijvoorbeeld THUIS_OCW_2016.")
    return code if word else ""


def _chosen(context: Context, pair: Pair) -> bool:
    return (context.profiles is None or pair[0] in context.profiles) and context.area_chosen(pair[1])


def shortages(context: Context, short: Mapping[Pair, list[int]]) -> dict[Pair, str]:
    """How sure it is that there are too few places, of the chosen ones of some pairs with demands in the worst-case bottleneck."""
    always = context.capacity.best.bottleneck.tolist()
    return {pair: CONFIRMED if any(always[place] for place in places) else SUSPECTED
            for pair, places in short.items() if _chosen(context, pair)}


def finding(pair: Pair, status: str) -> Finding:
    """The finding about a pair."""
    return Finding("CAPACITEIT", (("profiel", pair[0]), ("gebied", pair[1])), status)


def _find(context: Context) -> Outcome:
    asked = sum(_chosen(context, pair) for pair in context.capacity.pairs)
    return counted(asked, [finding(pair, status) for pair, status in shortages(context, context.capacity.short).items()])


def _words(interval: Interval) -> str:
    low, high = interval
    return f"{low} of meer" if high is None else str(low) if low == high else f"{low} tot en met {high}"


def _young(interval: Interval) -> str:
    return f"{_words(interval)} {'jongere' if tuple(interval) == (1, 1) else 'jongeren'}"


def _room(interval: Interval) -> str:
    return f"{_words(interval)} {'plek' if tuple(interval) == (1, 1) else 'plekken'}"


def _explain(context: Context, found: Finding) -> Explanation:
    capacity = context.capacity
    profile, area = found.subject["profiel"], found.subject["gebied"]
    own = capacity.short[profile, area]
    text = (f"{context.name('profile', profile)} in {context.name('area', area)}: er zijn te weinig plekken, "
            + ("ook als alles meezit." if found.status == CONFIRMED else
               "als het tegenzit. Hoe het uitvalt, hangt af van wat niet precies bekend is."))
    groups: dict[int, list[int]] = {}
    for place in own:
        groups.setdefault(capacity.group(place).demands[0], []).append(place)
    limits: dict[str, None] = {}
    for places in groups.values():
        group = capacity.group(places[0])
        who = _ages(capacity, places) if len(groups) > 1 else ""
        if more := len(group.demands) - len(places):
            others = f"{more} andere aantallen" if more > 1 else "één ander aantal"
            subject = f"De groep van {who} heeft" if who else "Zij hebben"
            text += f" {subject} dezelfde plekken nodig als {others} uit het blad vraag. Samen:"
        else:
            text += f" In de groep van {who} gaat het om" if who else " Het gaat om"
        text += f" {_young(group.demand)}, {_room(group.places)}; tekort {_words(group.shortage)}."
        # First what they may use themselves, then what stands in the way of those they share with.
        mine = capacity.certain(places)
        ids = mine + [id for id in group.provisions if id not in mine]
        names = [f"{context.name('arrangement', id)} ({_places(context, id)})" for id in ids[:_SHOWN]]
        text += (f" De grens ligt bij {listed(names, _SHOWN, len(ids))}." if names else
                 " Geen enkele voorziening past zeker in het hele gebied.")
        limits.update(dict.fromkeys(ids[:_SHOWN]))
    if found.status == CONFIRMED and not any(capacity.group(place).shortage[0] for place in own):
        text += " Als alles meezit, kan een deel ergens anders terecht; daar komen dan ook anderen, en samen zijn het er te veel."
    return Explanation(text, (
        *(_counted(context, capacity, place) for place in own),
        *(evidence_of(context, "arrangement", id, _places(context, id)) for id in limits)))


def _ages(capacity: Capacity, places: list[int]) -> str:
    """The ages of these demands together, in words."""
    return ages_in_words(ages_of(reduce(or_, (capacity.demands[place].ages for place in places))))


def _places(context: Context, id: str) -> str:
    cell = context.values("arrangement", id).get("plekken")
    return "aantal plekken niet ingevuld" if cell is None else _room(cell)


def _counted(context: Context, capacity: Capacity, place: int) -> Evidence:
    demand = capacity.demands[place]
    day = context.values("demand", demand.record)["peildatum"]
    note = f"{_young((demand.low, demand.high))} op {spoken(day)} volgens de definitie {capacity.definition}"
    label = f"{context.name('profile', demand.profile)} in {context.name('area', demand.area)}"
    return replace(evidence_of(context, "demand", demand.record, note), label=label)


RULES = (
    Rule("CAPACITEIT", 1, "Te weinig plekken", "Voor welke profielen zijn er minder plekken dan jongeren?",
         "De jongeren worden zo goed mogelijk verdeeld over de plekken die bij hen passen. Wie dan overblijft, of plekken deelt met wie "
         "overblijft, staat hier. Bevestigd is het als er ook in het gunstigste geval te weinig plekken zijn: weinig vraag, veel "
         "plekken, en alles wat misschien past telt mee.",
         BASIS + " Aantallen van verschillende definities worden nooit opgeteld (eigen regel van Dekkend, 2026).",
         "Elke combinatie van een profiel en een gebied met een telling op de peildatum.",
         _find, _explain, 4,
         (Parameter("definitie", "", "De definitie waarvan de aantallen tellen. Leeg: die met de meeste rijen op het blad vraag.",
                    read_definition),),
         why="Wie overblijft staat op een wachtlijst, ook als er op papier passend aanbod is.",
         keys=("profiel", "gebied"),
         statuses=((CONFIRMED, "Ook in het gunstigste geval zijn er te weinig plekken: de laagste vraag, de meeste plekken, en wat "
                               "misschien past telt mee."),
                   (SUSPECTED, "Alleen in het slechtste geval: de hoogste vraag, de minste plekken, en alleen wat zeker past.")),
         needs=(*PAIRS, filled("vraag"), filled("arrangementen.plekken"))),
)
