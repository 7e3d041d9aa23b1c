"""AFSPRAAK about referrals: GEEN_VERWIJSPAD, PADLENGTE, DOODLOPEND, KRINGVERWIJZING."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import ages_in_words
from graph.options.edits import added, changed, hull, place, united
from graph.options.option import Candidate, Sort
from graph.options.target import Target, target_of
from graph.options.words import number, offer, organisations
from graph.paths import EDUCATION, Path, Paths
from graph.projection.moment import USABLE
from graph.projection.offers import ages_of
from graph.records import Edit, Values

_MOST = 4


def _referral(context: Context, source: str, goal: str, way: str, target: Target | None = None) -> Edit:
    """A new referral between two arrangements; for a target only at its ages."""
    ages = {} if target is None else dict(zip(("leeftijd_van", "leeftijd_tot"), hull(target.ages), strict=True))
    return added("referral", {"van": source, "naar": goal, "richting": way, **ages, "status": "FORMEEL_AFGESPROKEN",
                              "bevestigd_op": context.moment.day.isoformat()})


def _between(context: Context, source: str, goal: str) -> str:
    """Who has to agree on a way between two arrangements."""
    providers = [values["aanbieder"] for values in (context.values("arrangement", id) for id in (source, goal)) if "aanbieder" in values]
    agreed = "Spreek af wie beslist, hoe lang het duurt en of er samen wordt overgedragen."
    return f"{agreed} Aan tafel: {organisations(context, providers)}." if providers else agreed


def _owner(context: Context, id: str) -> str | None:
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
                            f"Het gaat om {route}. Nu staat in de weg: {why}. {_between(context, path.start, path.arrangements[-1])}",
                            tuple(edits), next((step.decided_by for step in path.steps if step.obstacles and step.decided_by), None)
                            or _owner(context, path.arrangements[-1]))


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
                     f"{_between(context, start, goal)}", (_referral(context, start, goal, "TOELEIDING", target),), _owner(context, goal))


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


def to_education(context: Context, finding: Finding) -> Iterator[Candidate]:
    """A way to education: one that is known but cannot be used, an answer about what has priority, or a new one."""
    id = finding.subject["arrangement"]
    moment = context.moment
    values = context.values("arrangement", id)
    for record in moment.projection["referral"]:
        row = record.values
        if row["van"] == id and row.get("status") in ("BEOOGD", "GESTOPT") and _educates(context, row["naar"]):
            yield Candidate(Sort.AFSPRAAK, f"Laat het verwijspad naar {offer(context, row['naar'])} werken",
                            f"Dit verwijspad staat al op papier, als {moment.vocabulary.label('verwijsstatus', row['status']).lower()}. "
                            f"{_between(context, id, row['naar'])}",
                            (changed(context, "referral", record.id, status="FORMEEL_AFGESPROKEN", bevestigd_op=moment.day.isoformat()),),
                            row.get("besluit_door") or _owner(context, row["naar"]))
    for goal in _unsure(context, id)[:_MOST]:
        yield Candidate(Sort.AFSPRAAK, f"Vraag na of bij {offer(context, goal)} het onderwijs voorop staat",
                        "Dat is niet ingevuld. Het effect is dat van het antwoord dat onderwijs en zorg er even zwaar tellen.",
                        (changed(context, "arrangement", goal, voorliggend="GELIJK"),), _owner(context, goal))
    way = "TOELEIDING" if values["soort"] == "SITUATIE" else "TERUGKEER"
    for goal in _closest(context, id, [each for each in moment.offers.ids if _educates(context, each)]):
        yield Candidate(Sort.AFSPRAAK, f"Spreek een weg af van {values['naam']} naar {offer(context, goal)}",
                        f"Vanuit {values['naam']} kan een jongere dan (terug) naar onderwijs, bij {offer(context, goal)}. "
                        f"{_between(context, id, goal)}", (_referral(context, id, goal, way),),
                        values.get("aanbieder") or _owner(context, goal))


def _educates(context: Context, id: str) -> bool:
    offers = context.moment.offers
    return id in offers.index and offers.rows[offers.index[id]].get("voorliggend") in EDUCATION


def _unsure(context: Context, id: str) -> list[str]:
    """The provisions that a usable referral leads to and that do not say what has priority."""
    offers = context.moment.offers
    referrals = [context.values("referral", each) for each in context.moment.usable_referrals]
    ends = [values["naar"] for values in referrals if values["van"] == id]
    return [end for end in ends if end in offers.index and "voorliggend" not in offers.rows[offers.index[end]]]


def _closest(context: Context, id: str, goals: list[str]) -> list[str]:
    """The provisions that have most in common with an arrangement: partners, ages, areas, and what they are for."""
    table, areas = context.moment.projection["arrangement"], context.moment.areas
    own = table.records[table.index[id]].values
    ages, leaves = _span(own), areas.union(own.get("gebieden", ()))
    parties = {own.get("aanbieder"), *own.get("partners", ())} - {None}

    def likeness(goal: str) -> tuple[object, ...]:
        row = table.records[table.index[goal]].values
        shared = sum(len({*own.get(axis, ())} & {*row.get(axis, ())}) for axis in context.moment.vocabulary.axes)
        common = bool(ages & _span(row)) and bool(leaves & areas.union(row.get("gebieden", ())))
        return (not common, not parties & {row.get("aanbieder"), *row.get("partners", ())}, -shared, -(ages & _span(row)).bit_count(), goal)

    return sorted((goal for goal in goals if goal != id), key=likeness)[:_MOST]


def _span(values: Values) -> int:
    low, high = values.get("leeftijd_van"), values.get("leeftijd_tot")
    bits: int = sum(1 << age for age in range(low if isinstance(low, int) else 0, (high if isinstance(high, int) else 27) + 1))
    return bits


def out_of_circle(context: Context, finding: Finding) -> Iterator[Candidate]:
    """A way out of the circle, or a free place in it; where places are not filled in, ask first."""
    inside: list[str] = finding.subject["arrangementen"]
    offers = context.moment.offers
    for id in inside:
        if id in offers.index:
            row = context.values("arrangement", id)
            taken = row.get("bezet", [0, 0])
            if "plekken" in row and "bezet" in row and taken[1] is not None:
                least = taken[1] + 1
                edit = changed(context, "arrangement", id, plekken=[least, max(least, row["plekken"][1] or least)])
                yield Candidate(Sort.VERRUIMEN, f"Maak ten minste één plek vrij bij {offer(context, id)}",
                                f"Nu zijn er {number(row['plekken'])} plekken, waarvan {number(taken)} bezet. Met {least} plekken is er "
                                f"een vrij.",
                                (edit,), row.get("aanbieder"))
            else:
                yield Candidate(Sort.AFSPRAAK, f"Vraag {offer(context, id)} of er een plek vrij is",
                                "Plekken of bezetting zijn niet ingevuld. Het effect is dat van het antwoord dat er een plek vrij is.",
                                (changed(context, "arrangement", id, plekken=row.get("plekken", [1, 1]), bezet=[0, 0]),),
                                row.get("aanbieder"))
    free = [id for id, row in zip(offers.ids, offers.rows, strict=True)
            if id not in inside and offers.open[offers.index[id]] and _has_room(row)]
    for source in inside[:_MOST]:
        for goal in _closest(context, source, free)[:2]:
            yield Candidate(Sort.AFSPRAAK, f"Spreek een weg af van {context.name('arrangement', source)} naar {offer(context, goal)}",
                            f"{offer(context, goal)} ligt buiten de kring en heeft een plek vrij. {_between(context, source, goal)}",
                            (_referral(context, source, goal, "DOORSTROOM"),), _owner(context, goal))


def _has_room(row: Values) -> bool:
    low, taken = row.get("plekken", [0, None])[0], row.get("bezet", [0, None])[1]
    return taken is not None and low > taken


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
                        "zelf zien wie er past.", (changed(context, "arrangement", id, instap=True),), _owner(context, id))
