"""What it takes to make one provision serve a target: which cells, and which of its conditions that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.gaps.context import Context
from graph.gaps.words import ages_in_words, listed
from graph.options.edits import hull, place, united
from graph.options.target import Target
from graph.options.words import areas, bounds
from graph.projection.offers import NO, YES, ages_of
from graph.records import Edit, Values
from schema.types import ALLE


@dataclass(frozen=True)
class Widening:
    """A provision (id) as it would be, for the ages (a mask) that it then serves.

    `refused` are the conditions that now say no, at most one; `unsure` those that are not filled in precisely enough. `steps` tell
    the change of each (Dutch, without a capital), and `now` what it is at present.
    """

    arrangement: str
    edit: Edit
    ages: int
    refused: tuple[str, ...]
    unsure: tuple[str, ...]
    steps: dict[str, str]
    now: dict[str, str]


def widening(context: Context, target: Target, number: int) -> Widening | None:
    """What makes the provision with that number serve the target, when that takes at most one change and what is not known.

    None when it takes more, or nothing at all.
    """
    offers = context.moment.offers
    row = offers.rows[number]
    columns: dict[str, Any] = {}
    refused: list[str] = []
    unsure: list[str] = []
    steps: dict[str, str] = {}
    now: dict[str, str] = {}
    if not offers.open[number]:
        columns["instroom"] = "OPEN"
        refused.append("instroom")
        steps["instroom"], now["instroom"] = "neemt weer nieuwe jongeren aan", "de instroom is gestopt"
    served = offers.served(number)
    if served is None or target.leaves & ~served:
        more = place(context, target.leaves if served is None else target.leaves & ~served, target.area)
        columns["gebieden"] = more if served is None else united(row["gebieden"], more)
        (unsure if served is None else refused).append("gebied")
        steps["gebied"], now["gebied"] = f"geldt ook voor {areas(context, more)}", areas(context, row.get("gebieden"))
    for axis, values in target.needs.axes.items():
        worst = min(int(offers.outcome(axis, value)[number]) for value in values)
        if worst < YES:
            columns.update(_admitting(context, {**row, **columns}, axis, values))
            (refused if worst == NO else unsure).append(axis)
            steps[axis], now[axis] = _axis_step(context, row, axis, values)
    possible = int(offers.age_maybe[number]) & target.ages
    ages = target.ages
    if ages & ~possible and not refused:
        refused.append("leeftijd")
    else:
        ages = possible
    fits = not refused and not unsure and not ages & ~int(offers.age_yes[number])
    if fits or not ages or len(refused) > 1:
        return None
    if ages & ~int(offers.age_yes[number]):
        columns["leeftijd_van"], columns["leeftijd_tot"] = _reaching(row, ages)
        if "leeftijd" not in refused:
            unsure.append("leeftijd")
        lacking = ages_of(ages & ~int(offers.age_yes[number]))
        steps["leeftijd"] = f"is er ook voor {ages_in_words(lacking)}"
        now["leeftijd"] = bounds(row.get("leeftijd_van"), row.get("leeftijd_tot"))
    id = offers.ids[number]
    cells = {name: value for name, value in {**row, **columns}.items() if value != []}
    return Widening(id, Edit("arrangement", id, cells), ages, tuple(refused), tuple(unsure), steps, now)


def _reaching(row: Values, ages: int) -> tuple[Any, Any]:
    """Age bounds that hold these ages too."""
    youngest, oldest = hull(ages)
    low, high = row.get("leeftijd_van"), row.get("leeftijd_tot")
    return (ALLE if low == ALLE else youngest if low is None else min(low, youngest),
            ALLE if high == ALLE else oldest if high is None else max(high, oldest))


def _admitting(context: Context, row: Values, axis: str, values: tuple[str, ...]) -> Values:
    """The cells of an axis and of what is excluded, when these values are admitted."""
    scheme = context.moment.vocabulary.scheme(axis)
    above = {value: scheme.ancestors(value) for value in values}
    excluded = [text for text in row.get("sluit_uit", ()) if not _touches(context, text, axis, values)]
    admitted = row.get(axis)
    if admitted is None:
        admitted = list(values)
    elif admitted != [ALLE]:
        admitted = [*admitted, *(value for value in values if above[value].isdisjoint(admitted))]
    return {axis: sorted(admitted), "sluit_uit": excluded}


def _touches(context: Context, exclusion: str, axis: str, values: tuple[str, ...]) -> bool:
    """Whether an exclusion bars one of these values, or a part of it."""
    of, _, code = exclusion.partition(":")
    scheme = context.moment.vocabulary.scheme(axis)
    return of == axis and any(code in scheme.ancestors(value) or value in scheme.ancestors(code) for value in values)


def _axis_step(context: Context, row: Values, axis: str, values: tuple[str, ...]) -> tuple[str, str]:
    """(what changes, what it is now) on one axis."""
    vocabulary = context.moment.vocabulary
    label = vocabulary.axis_field(axis).label.lower()

    def names(codes: Sequence[str]) -> str:
        return listed([vocabulary.label(axis, code) for code in codes], 4)

    admitted = row.get(axis)
    now = f"{label} {'niet ingevuld' if admitted is None else 'alle' if admitted == [ALLE] else names(admitted)}"
    barred = [text.partition(":")[2] for text in row.get("sluit_uit", ()) if _touches(context, text, axis, values)]
    if barred:
        return f"sluit {label} {names(barred)} niet meer uit", f"uitgesloten: {names(barred)}"
    return f"is er ook voor {label} {names(values)}", now
