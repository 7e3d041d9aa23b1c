"""VERRUIMEN: what is there already does a little more. AFSPRAAK: ask a provider what is not filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import ages_in_words, listed
from graph.options.edits import horizon
from graph.options.option import Candidate, Sort
from graph.options.target import Target, matchers, target_of
from graph.options.widening import Widening, widening
from graph.options.words import agree_with, counted, offer, room
from graph.projection.offers import ages_of
from schema.dates import spoken

_MOST = 15
Suits = Callable[[int], bool]
"""Whether the provision with a number would be of use."""


def widenings(context: Context, target: Target, suits: Suits | None = None) -> list[Widening]:
    """The provisions that one change, or an answer, makes serve a target: the least change first, then the most ages."""
    numbers: set[int] = set()
    for matcher in matchers(context, target):
        numbers.update(matcher.near_misses(), matcher.numbers("DEELS"), matcher.numbers("ONBEKEND"))
    found = [widened for number in sorted(numbers) if (suits is None or suits(number)) and (widened := widening(context, target, number))]
    return sorted(found, key=lambda each: (len(each.unsure), -each.ages.bit_count(), len(each.steps), each.arrangement))


def near_misses(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Widen what fits but for one thing."""
    yield from widened(context, target_of(context, finding))


def widened(context: Context, target: Target, suits: Suits | None = None, why: str = "") -> Iterator[Candidate]:
    """The widenings of a target that change what a provision does, not only what is known of it."""
    for each in [each for each in widenings(context, target, suits) if each.refused][:_MOST]:
        yield _candidate(context, target, each, why)


def asking(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Ask the provider what would decide whether it fits: the scenario is the answer yes."""
    target = target_of(context, finding)
    perhaps = [each for each in widenings(context, target) if not each.refused]
    for each in perhaps[:_MOST]:
        values = context.values("arrangement", each.arrangement)
        asked = context.name("organisation", values["aanbieder"]) if "aanbieder" in values else "de aanbieder (niet ingevuld)"
        others = len(perhaps) - 1
        no = ("Is het antwoord nee, dan staat er in de gegevens niets anders dat hier misschien past." if not others else
              f"Is het antwoord nee, dan hangt het af van {counted(others, 'andere voorziening', 'andere voorzieningen')} die misschien "
              f"{'past' if others == 1 else 'passen'}.")
        yield Candidate(
            Sort.AFSPRAAK, f"Vraag {asked} of {context.name('arrangement', each.arrangement)} past",
            f"Niet ingevuld of niet precies genoeg: {listed(_conditions(context, each.unsure), 8)}. Het effect is dat van het antwoord ja, "
            f"voor {ages_in_words(ages_of(each.ages))}: {context.name('arrangement', each.arrangement)} {_steps(each)}. Er is gerekend "
            f"alsof de aanbieder alleen dit bevestigt; vraag ook naar de rest. {no}",
            (each.edit,), values.get("aanbieder"), asks=True)


def another_provider(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Widen what another provider has, so that not everything hangs on one."""
    rows = context.moment.offers.rows
    alone = {rows[number].get("aanbieder") for number in context.serving.at(finding.subject["profiel"], finding.subject["gebied"])}
    yield from widened(context, target_of(context, finding), lambda number: rows[number].get("aanbieder") not in alone,
                       "Dan is er een tweede aanbieder.")


def staying(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Widen what goes on beyond the horizon."""
    until = horizon(context)
    ending = context.continuity.soon(until)
    yield from widened(context, target_of(context, finding), lambda number: not bool(ending[number]),
                       f"Voor zover bekend eindigt dit aanbod niet voor of op {spoken(until.isoformat())}.")


def _candidate(context: Context, target: Target, each: Widening, why: str) -> Candidate:
    values = context.values("arrangement", each.arrangement)
    part = "" if each.ages == target.ages else f" Dit helpt op {ages_in_words(ages_of(each.ages))}."
    unsure = (" Laat de aanbieder ook bevestigen wat nu niet of niet precies genoeg is ingevuld: "
              f"{listed(_conditions(context, each.unsure), 8)}. Het effect gaat ervan uit dat dat past.") if each.unsure else ""
    return Candidate(
        Sort.VERRUIMEN, f"Verruim {offer(context, each.arrangement)}: {each.steps[each.refused[0]].removeprefix('is er ')}",
        f"{values['naam']} {_steps(each)}.{part}{unsure} {room(values)} {agree_with(context, each.arrangement)}"
        + (f" {why}" if why else ""),
        (each.edit,), values.get("aanbieder"))


def _conditions(context: Context, names: tuple[str, ...]) -> list[str]:
    return [context.condition(name) for name in names]


def _steps(each: Widening) -> str:
    return "; ".join(f"{step} (nu: {each.now[name]})" for name, step in each.steps.items())
