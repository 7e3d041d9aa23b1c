"""Paths as somebody asks for them, and as JSON."""

from __future__ import annotations

from typing import Any

from api.forms import json_of
from api.needs import WrongNeeds, needs_of
from graph.path_words import lead_time, step_in_words
from graph.paths import Path, Paths, Step
from graph.projection import Moment
from graph.projection.offers import MAX_AGE
from graph.routes import COUNTED, MOST_STEPS, USUAL_STEPS, Routes
from schema.values import nearest


class WrongQuestion(ValueError):
    """The question names something that does not exist or cannot be; the text is a Dutch sentence."""


def routes_of(moment: Moment, profile: str, area: str, age: int, *, start: str | None = None, goal: str | None = None,
              most: int = USUAL_STEPS, back: bool = False) -> Routes:
    """The answer about a profile at an age in an area; `start` and `goal` are ids of arrangements. Raises WrongQuestion."""
    if not 0 <= age <= MAX_AGE:
        raise WrongQuestion(f"De leeftijd is een getal van 0 tot en met {MAX_AGE}, niet {age}.")
    if not 0 <= most <= MOST_STEPS:
        raise WrongQuestion(f"Het grootste aantal verwijzingen is een getal van 0 tot en met {MOST_STEPS}, niet {most}.")
    try:
        needs = needs_of(moment, profile, None, age)
    except WrongNeeds as wrong:
        raise WrongQuestion(str(wrong)) from None
    areas = moment.projection["area"]
    if area not in areas:
        raise WrongQuestion(f"Er is geen gebied met id {area}.{nearest(area, areas.ids)}")
    if area not in moment.areas.active:
        raise WrongQuestion(f"{moment.areas.name(area)} geldt niet op {moment.day.isoformat()}.")
    leaves = moment.leaves(needs, area)
    if not leaves:
        raise WrongQuestion(f"Het profiel {needs.name} komt niet voor in {moment.areas.name(area)}.")
    arrangements = moment.projection["arrangement"]
    for id in (start, goal):
        if id is not None and id not in arrangements:
            raise WrongQuestion(f"Er is geen arrangement met id {id}.{nearest(id, arrangements.ids)}")
    return Routes(Paths(moment, needs, age, leaves), most, back=back, start=start, goal=goal)


def age_notices(routes: Routes) -> list[str]:
    """A sentence when the asked age is not one of the profile's."""
    needs, age = routes.paths.needs, routes.paths.age
    return [] if needs.ages >> age & 1 else [f"{age} jaar valt buiten de leeftijden van het profiel {needs.name}."]


def routes_json(routes: Routes, area: str, first: int) -> bytes:
    """The answer, with the first so many of its paths."""
    paths = routes.paths
    moment = paths.moment
    projection = moment.projection
    return json_of({
        "revision": projection.revision.number,
        "peildatum": moment.day.isoformat(),
        "fictief": projection.fictitious,
        "profile": paths.needs.id,
        "area": area,
        "age": paths.age,
        "back": routes.back,
        "from": routes.asked_start,
        "to": routes.asked_goal,
        "max_steps": routes.most,
        "question": routes.question,
        "conclusion": routes.conclusion,
        "count": routes.count,
        "count_is_exact": routes.count < COUNTED,
        "shortest": path_json(moment, routes.shortest) if routes.shortest else None,
        "paths": [path_json(moment, path) for path in routes.first(first)],
        "broken": path_json(moment, routes.broken) if routes.broken else None,
        "unreached": [_named(moment, "arrangement", id) for id in routes.unreached],
        "stuck": [_named(moment, "arrangement", id) for id in routes.stuck],
    })


def path_json(moment: Moment, path: Path) -> dict[str, Any]:
    """One path. `weeks` is at least `low` and at most `high`, which is null when some step has no known time."""
    low, high = path.weeks
    return {
        "arrangements": [_named(moment, "arrangement", id) for id in path.arrangements],
        "steps": [_step_json(moment, step) for step in path.steps],
        "weeks": {"low": low, "high": high, "unknown_steps": path.unknown_steps},
        "lead_time": lead_time(path),
        "desks": [_named(moment, "organisation", id) for id in path.desks],
        "obstacles": list(path.obstacles),
    }


def _step_json(moment: Moment, step: Step) -> dict[str, Any]:
    return {
        "referral": step.referral, "from": step.source, "to": step.target, "direction": step.values["richting"],
        "access": list(step.access), "decided_by": step.decided_by, "weeks": step.weeks, "warm_handover": step.warm,
        "enrolment": step.enrolment, "sentence": step_in_words(moment, step), "obstacles": list(step.obstacles),
    }


def _named(moment: Moment, kind: str, id: str) -> dict[str, str]:
    return {"id": id, "name": moment.projection[kind].name(id)}
