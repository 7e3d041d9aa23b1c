"""AFSPRAAK about the way to what fits: GEEN_VERWIJSPAD, PADLENGTE."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import ages_in_words
from graph.options.edits import added, changed, hull, place, united
from graph.options.option import Candidate, Sort
from graph.options.target import Target, target_of
from graph.options.words import offer, organisations
from graph.paths import Path, Paths
from graph.projection.moment import USABLE
from graph.projection.offers import ages_of
from graph.records import Edit

_MOST = 4


def new_referral(context: Context, source: str, goal: str, way: str, target: Target | None = None) -> Edit:
    """A new referral between two arrangements; for a target only at its ages."""
    ages = {} if target is None else dict(zip(("leeftijd_van", "leeftijd_tot"), hull(target.ages), strict=True))
    return added("referral", {"van": source, "naar": goal, "richting": way, **ages, "status": "FORMEEL_AFGESPROKEN",
                              "bevestigd_op": context.moment.day.isoformat()})


def between(context: Context, source: str, goal: str) -> str:
    """Who has to agree on a way between two arrangements."""
    providers = [values["aanbieder"] for values in (context.values("arrangement", id) for id in (source, goal)) if "aanbieder" in values]
    agreed = "Spreek af wie beslist, hoe lang het duurt en of er samen wordt overgedragen."
    return f"{agreed} Aan tafel: {organisations(context, providers)}." if providers else agreed


def provider_of(context: Context, id: str) -> str | None:
    """Who offers an arrangement, when that is filled in."""
    owner: str | None = context.values("arrangement", id).get("aanbieder")
    return owner


def repaired(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Make the path that comes nearest usable: its referrals work again, for these ages and this area."""
    target = target_of(context, finding)
    for age in ages_of(target.ages):
        path = Paths(context.moment, target.needs, age, target.leaves).nearly()
        edits = _repairs(context, target, path) if path else []
        if path and edits:
            route = " → ".join(context.name("arrangement", id) for id in path.arrangements)
            why = "; ".join(dict.fromkeys(obstacle for step in path.steps for obstacle in step.obstacles))
            yield Candidate(Sort.AFSPRAAK, "Maak een bestaand verwijspad weer bruikbaar",
                            f"Het gaat om {route}. Nu staat in de weg: {why}. {between(context, path.start, path.arrangements[-1])}",
                            tuple(edits), next((step.decided_by for step in path.steps if step.obstacles and step.decided_by), None)
                            or provider_of(context, path.arrangements[-1]))


def _repairs(context: Context, target: Target, path: Path) -> list[Edit]:
    """The referrals of a path that cannot be taken, as they could."""
    edits = []
    for step in path.steps:
        if step.obstacles:
            values = dict(step.values)
            if values.get("status", "GEBRUIKELIJK") not in USABLE:
                values["status"] = "GEBRUIKELIJK"
            if not context.moment.is_active(values):
                values.pop("geldig_tot", None)
                if not context.moment.is_active(values):
                    values.pop("geldig_van", None)
            youngest, oldest = hull(target.ages)
            # The ages are part of the key: for other ages the record is another one.
            if values.get("leeftijd_van", youngest) > youngest or values.get("leeftijd_tot", oldest) < oldest:
                return []
            if "gebieden" in values:
                lacking = target.leaves & ~context.moment.areas.union(values["gebieden"])
                values["gebieden"] = united(values["gebieden"], place(context, lacking, target.area)) if lacking else values["gebieden"]
            values["bevestigd_op"] = context.moment.day.isoformat()
            edits.append(Edit("referral", step.referral, values))
    return edits


def to_fitting(context: Context, finding: Finding) -> Iterator[Candidate]:
    """A new referral from a place where one can start to what fits."""
    target = target_of(context, finding)
    age = ages_of(target.ages)[0]
    paths = Paths(context.moment, target.needs, age, target.leaves)
    goals = sorted(paths.fitting, key=lambda id: (-_ages(context, id, target), id))[:_MOST]
    for start in _starts(context, paths)[:_MOST]:
        for goal in goals:
            yield _shortcut(context, target, start, goal)


def _starts(context: Context, paths: Paths) -> list[str]:
    """Where one can start: first where most referrals already begin."""
    leaving: dict[str, int] = {}
    for id in context.moment.usable_referrals:
        source = context.values("referral", id)["van"]
        leaving[source] = leaving.get(source, 0) + 1
    return sorted(paths.starts, key=lambda id: (-leaving.get(id, 0), id))


def _ages(context: Context, id: str, target: Target) -> int:
    return (int(context.moment.offers.age_yes[context.moment.offers.index[id]]) & target.ages).bit_count()


def _shortcut(context: Context, target: Target, start: str, goal: str) -> Candidate:
    names = context.name("arrangement", start), offer(context, goal)
    return Candidate(Sort.AFSPRAAK, f"Spreek een verwijspad af van {names[0]} naar {names[1]}",
                     f"Vanuit {names[0]} kan een jongere dan rechtstreeks naar {names[1]}, voor {ages_in_words(ages_of(target.ages))}. "
                     f"{between(context, start, goal)}", (new_referral(context, start, goal, "TOELEIDING", target),),
                     provider_of(context, goal))


def shortcut(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Skip what lies between the start and the end of the way that is too long, or a part of it."""
    target = target_of(context, finding)
    done = set()
    for age in ages_of(target.ages):
        path = Paths(context.moment, target.needs, age, target.leaves).shortest()
        if path is None or path.arrangements in done:
            continue
        done.add(path.arrangements)
        stops, most = path.arrangements, context.parameters["max_stappen"]
        skipped = len(path.steps) - max(most, 1)
        for first in range(len(stops) - skipped - 1):
            yield _skip(context, target, path, stops[first], stops[first + skipped + 1])
        yield _skip(context, target, path, stops[0], stops[-1])


def _skip(context: Context, target: Target, path: Path, start: str, goal: str) -> Candidate:
    between = path.arrangements[path.arrangements.index(start) + 1: path.arrangements.index(goal)]
    told = _shortcut(context, target, start, goal)
    skipped = f" Overgeslagen: {', '.join(context.name('arrangement', id) for id in between)}." if between else ""
    return Candidate(told.sort, told.title, told.description + skipped, told.edits, told.owner)


def as_entry(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let young people begin at what fits, without a referral."""
    target = target_of(context, finding)
    matched = np.zeros(len(context.moment.offers), np.int64)
    for each, ages in context.serving.at(target.needs.id, target.area).items():
        matched[each] = (ages & target.ages).bit_count()
    for each in sorted(np.flatnonzero(matched).tolist(), key=lambda each: (-matched[each], each))[:_MOST]:
        id = context.moment.offers.ids[each]
        yield Candidate(Sort.AFSPRAAK, f"Laat jongeren rechtstreeks beginnen bij {offer(context, id)}",
                        f"{context.name('arrangement', id)} wordt een plek waar een jongere zonder verwijzing kan beginnen. De aanbieder "
                        f"moet dan "
                        "zelf zien wie er past.", (changed(context, "arrangement", id, instap=True),), provider_of(context, id))
