"""What fits should be better or nearer: RANDVOORWAARDE, WACHTTIJD, AFSTAND, CAPACITEIT."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.distance import kilometres, positions
from graph.gaps.fitting import fitting
from graph.gaps.words import ages_in_words
from graph.options.edits import changed
from graph.options.fresh import new
from graph.options.option import Candidate, Sort
from graph.options.target import Target, target_of
from graph.options.widen import widened
from graph.options.words import agree_with, counted, number, offer
from graph.projection.offers import ages_of
from graph.records import Values

_MOST = 8


def conditions(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Arrange the condition at a provision that fits; where it is not filled in, ask first."""
    condition = finding.subject["voorwaarde"]
    label = context.moment.vocabulary.label("randvoorwaarden", condition)
    for id, row, _ in _most_ages_first(fitting(context, finding)):
        lacking = set(row.get("randvoorwaarden_ontbreekt", ()))
        edit = changed(context, "arrangement", id, randvoorwaarden=sorted({*row.get("randvoorwaarden", ()), condition}),
                       randvoorwaarden_ontbreekt=sorted(lacking - {condition}))
        if condition in lacking:
            yield Candidate(Sort.VERRUIMEN, f"Regel {label.lower()} bij {offer(context, id)}",
                            f"Bij {row['naam']} is {label.lower()} nu zeker niet geregeld. "
                            f"{agree_with(context, id)}", (edit,), row.get("aanbieder"))
        else:
            yield Candidate(Sort.AFSPRAAK, f"Spreek {label.lower()} af met {offer(context, id)}",
                            f"Of {label.lower()} bij {row['naam']} is geregeld, is niet ingevuld. Vraag het na; is het er niet, regel "
                            f"het dan. "
                            f"{agree_with(context, id)}", (edit,), row.get("aanbieder"))


def _most_ages_first(found: list[tuple[str, Values, int]]) -> list[tuple[str, Values, int]]:
    return sorted(found, key=lambda item: (-item[2].bit_count(), item[0]))[:_MOST]


def waiting(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Bring the waiting time of what fits within the norm; where it is not filled in, ask first."""
    norm = context.parameters["norm_weken"]
    for id, row, ages in _most_ages_first(fitting(context, finding)):
        edit = changed(context, "arrangement", id, wachttijd_weken=norm)
        weeks = row.get("wachttijd_weken")
        ages_told = "" if ages.bit_count() == len(finding.ages) else f" Dit helpt op {ages_in_words(ages_of(ages))}."
        places = f" Er zijn nu {number(row['plekken'])} plekken" if "plekken" in row else ""
        places += f", {number(row['bezet'])} bezet." if places and "bezet" in row else "." if places else ""
        if weeks is None:
            yield Candidate(Sort.AFSPRAAK, f"Vraag {offer(context, id)} hoe lang de wachttijd is",
                            f"De wachttijd is niet ingevuld. Het effect is dat van een antwoord van hoogstens {norm} "
                            f"weken.{ages_told}{places}",
                            (edit,), row.get("aanbieder"), asks=True)
        else:
            yield Candidate(Sort.VERRUIMEN, f"Breng de wachttijd van {offer(context, id)} terug tot {norm} weken",
                            f"De wachttijd is nu {weeks} weken.{ages_told}{places} Hoeveel plekken daarvoor nodig zijn, volgt niet uit de "
                            f"gegevens. {agree_with(context, id)}", (edit,), row.get("aanbieder"))


def quicker(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Widen what has a waiting time within the norm."""
    rows, norm = context.moment.offers.rows, context.parameters["norm_weken"]
    yield from widened(context, target_of(context, finding), lambda each: rows[each].get("wachttijd_weken", norm + 1) <= norm,
                       f"De wachttijd is daar hoogstens {norm} weken.")


def nearer(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Widen what is near enough."""
    target = target_of(context, finding)
    here = positions([context.moment.areas.active[target.area].values])
    near = np.nan_to_num(kilometres(here, positions(context.moment.offers.rows)), nan=np.inf) <= context.parameters["max_km"]
    limit = f"{context.parameters['max_km']:g}".replace(".", ",")
    yield from widened(context, target, lambda each: bool(near[each]), f"Dit ligt binnen {limit} km.")


def _short(context: Context, finding: Finding) -> Iterator[tuple[Target, int, list[str]]]:
    """(what is asked, how many places too few in the worst case, the provisions that the group uses) per demand."""
    capacity = context.capacity
    done = set()
    for own in capacity.short[finding.subject["profiel"], finding.subject["gebied"]]:
        group = capacity.group(own)
        if group.demands[0] not in done:
            done.add(group.demands[0])
            demand = capacity.demands[own]
            needs = context.needs(demand.profile)
            lacking = sum(capacity.demands[each].most for each in group.demands) - group.places[0]
            mine = set(capacity.certain([own]))
            yield (Target(needs, demand.area, context.moment.areas.bits(demand.area), demand.ages), lacking,
                   sorted(group.provisions, key=lambda each, mine=mine: (each not in mine, each)))  # type: ignore[misc]


def more_places(context: Context, finding: Finding) -> Iterator[Candidate]:
    """More places at a provision that limits; where the number is not filled in, ask first."""
    offers = context.moment.offers
    for _, lacking, provisions in _short(context, finding):
        for id in provisions[:_MOST]:
            row = offers.rows[offers.index[id]]
            low, high = row.get("plekken", (0, None))
            edit = changed(context, "arrangement", id, plekken=[low + lacking, None if high is None else high + lacking])
            if "plekken" in row:
                yield Candidate(Sort.VERRUIMEN, f"{counted(lacking, 'plek', 'plekken')} erbij bij {offer(context, id)}",
                                f"Van {number(row['plekken'])} naar {number([low + lacking, None if high is None else high + lacking])} "
                                f"plekken: zoveel "
                                "als er samen met wie dezelfde plekken nodig heeft te weinig zijn, als het tegenzit. "
                                f"{agree_with(context, id)}", (edit,), row.get("aanbieder"))
            else:
                yield Candidate(Sort.AFSPRAAK, f"Vraag {offer(context, id)} hoeveel plekken er zijn",
                                f"Het aantal plekken is niet ingevuld. Het effect is dat van een antwoord van ten minste {lacking}.",
                                (edit,), row.get("aanbieder"), asks=True)


def other_places(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let somebody else's places count: widen what fits but for one thing and has places."""
    rows = context.moment.offers.rows
    for target, _, _ in _short(context, finding):
        if target.leaves and target.ages:
            yield from widened(context, target, lambda each: rows[each].get("plekken", [0])[0] > 0)


def new_places(context: Context, finding: Finding) -> Iterator[Candidate]:
    """As many new places as there are too few."""
    for target, lacking, _ in _short(context, finding):
        if target.leaves and target.ages:
            yield new(context, target, lacking)
