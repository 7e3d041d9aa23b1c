"""AFSPRAAK about where the way ends: DOODLOPEND, KRINGVERWIJZING."""

from __future__ import annotations

from collections.abc import Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.options.edits import changed
from graph.options.option import Candidate, Sort
from graph.options.ways import between, new_referral, provider_of
from graph.options.words import counted, number, offer
from graph.paths import EDUCATION
from graph.records import Values

_MOST = 4


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
                            f"{between(context, id, row['naar'])}",
                            (changed(context, "referral", record.id, status="FORMEEL_AFGESPROKEN", bevestigd_op=moment.day.isoformat()),),
                            row.get("besluit_door") or provider_of(context, row["naar"]))
    for goal in _unsure(context, id)[:_MOST]:
        yield Candidate(Sort.AFSPRAAK, f"Vraag na of bij {offer(context, goal)} het onderwijs voorop staat",
                        "Dat is niet ingevuld. Het effect is dat van het antwoord dat onderwijs en zorg er even zwaar tellen.",
                        (changed(context, "arrangement", goal, voorliggend="GELIJK"),), provider_of(context, goal), asks=True)
    way = "TOELEIDING" if values["soort"] == "SITUATIE" else "TERUGKEER"
    for goal in _closest(context, id, [each for each in moment.offers.ids if _educates(context, each)]):
        yield Candidate(Sort.AFSPRAAK, f"Spreek een weg af van {values['naam']} naar {offer(context, goal)}",
                        f"Vanuit {values['naam']} kan een jongere dan (terug) naar onderwijs, bij {offer(context, goal)}. "
                        f"{between(context, id, goal)}", (new_referral(context, id, goal, way),),
                        values.get("aanbieder") or provider_of(context, goal))


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
                                f"Nu zijn er {number(row['plekken'])} plekken, waarvan {number(taken)} bezet. Met "
                                f"{counted(least, 'plek', 'plekken')} is er een vrij.",
                                (edit,), row.get("aanbieder"))
            else:
                yield Candidate(Sort.AFSPRAAK, f"Vraag {offer(context, id)} of er een plek vrij is",
                                "Plekken of bezetting zijn niet ingevuld. Het effect is dat van het antwoord dat er een plek vrij is.",
                                (changed(context, "arrangement", id, plekken=row.get("plekken", [1, 1]), bezet=[0, 0]),),
                                row.get("aanbieder"), asks=True)
    free = [id for id, row in zip(offers.ids, offers.rows, strict=True)
            if id not in inside and offers.open[offers.index[id]] and _has_room(row)]
    for source in inside[:_MOST]:
        for goal in _closest(context, source, free)[:2]:
            yield Candidate(Sort.AFSPRAAK, f"Spreek een weg af van {context.name('arrangement', source)} naar {offer(context, goal)}",
                            f"{offer(context, goal)} ligt buiten de kring en heeft een plek vrij. {between(context, source, goal)}",
                            (new_referral(context, source, goal, "DOORSTROOM"),), provider_of(context, goal))


def _has_room(row: Values) -> bool:
    low, taken = row.get("plekken", [0, None])[0], row.get("bezet", [0, None])[1]
    return taken is not None and low > taken
