"""The Dutch phrases that options are told in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.gaps import RULES, Finding
from graph.gaps.context import Context
from graph.gaps.words import ages_in_words, listed
from graph.options.option import Effect
from graph.records import Values
from schema.dates import spoken
from schema.types import ALLE

_SHOWN = 4


def offer(context: Context, id: str) -> str:
    """`OZA De Brug (Stichting X)`: an arrangement and who offers it."""
    values = context.values("arrangement", id)
    name = context.name("arrangement", id)
    if "aanbieder" not in values:
        return name if values["soort"] == "SITUATIE" else f"{name} (aanbieder niet ingevuld)"
    provider = context.name("organisation", values["aanbieder"])
    return name if provider.startswith(name) else f"{name} ({provider})"


def organisations(context: Context, ids: Iterable[str]) -> str:
    """The names of organisations, each once."""
    return listed([context.name("organisation", id) for id in dict.fromkeys(ids)], _SHOWN)


def partners(context: Context, id: str) -> list[str]:
    """The organisations (ids) that a change of an arrangement has to be agreed with: its partners and those who pay it."""
    values = context.values("arrangement", id)
    paying = [row.values["financier"] for row in context.funding.get(id, ()) if "financier" in row.values]
    return [other for other in dict.fromkeys((*values.get("partners", ()), *paying)) if other != values.get("aanbieder")]


def agree_with(context: Context, id: str) -> str:
    """Who has to agree to a change of an arrangement."""
    values = context.values("arrangement", id)
    others = partners(context, id)
    who = (f"{context.name('organisation', values['aanbieder'])} voert dit uit" if "aanbieder" in values
           else "Wie dit uitvoert, is niet ingevuld")
    return f"{who}; spreek het af met {organisations(context, others)}." if others else f"{who}."


def room(values: Values) -> str:
    """How many places there are and how many are taken, as a sentence; a warning when that is not known."""
    if "plekken" not in values:
        return "Hoeveel plekken er zijn, is niet ingevuld."
    taken = f", {number(values['bezet'])} bezet" if "bezet" in values else ""
    when = f" (stand van {spoken(values['peildatum'])})" if "peildatum" in values else ""
    least_taken, most = values.get("bezet", [0])[0], values["plekken"][1]
    full = " Nu is er dus geen plek vrij." if most is not None and least_taken >= most else ""
    return f"Het aantal plekken blijft {number(values['plekken'])}{taken}{when}.{full}"


def counted(count: int, one: str, more: str) -> str:
    """`1 verwijspad`, `2 verwijspaden`."""
    return f"{count} {one if count == 1 else more}"


def number(interval: Sequence[int | None]) -> str:
    """An interval of whole numbers in words."""
    low, high = interval
    return f"ten minste {low}" if high is None else str(low) if low == high else f"{low} tot en met {high}"


def bounds(low: object, high: object) -> str:
    """Age bounds in words; blank is unknown."""
    if low is None and high is None:
        return "leeftijd niet ingevuld"
    youngest = "niet ingevuld" if low is None else "0" if low == ALLE else str(low)
    if high == ALLE:
        return f"{youngest} jaar en ouder"
    return f"{youngest} tot en met {'niet ingevuld' if high is None else high} jaar"


def areas(context: Context, ids: Sequence[str] | None) -> str:
    """A cell `gebieden` in words."""
    if ids is None:
        return "niet ingevuld"
    return "alle gebieden" if list(ids) == [ALLE] else listed([context.name("area", id) for id in ids], _SHOWN)


def findings_in_words(findings: Iterable[Finding]) -> str:
    """`2 × Geen aanbod, 1 × Te lange wachttijd`: how many of each rule, most first."""
    counts = Counter(finding.rule for finding in findings)
    told = [(count, _title(rule)) for rule, count in counts.items()]
    if len(told) == 1:
        return told[0][1]
    return ", ".join(f"{count} × {title}" for count, title in sorted(told, key=lambda item: (-item[0], item[1])))


def _title(rule: str) -> str:
    return RULES[rule].title[0].lower() + RULES[rule].title[1:]


def effect_in_words(effect: Effect, finding: Finding) -> str:
    """What an option does, as a few short sentences."""
    others = [gone for gone in effect.closed if gone.id != finding.id]
    parts = []
    if effect.closes:
        parts.append("Sluit deze lacune" + (f", en {len(others)} andere ({findings_in_words(others)})" if others else ""))
    else:
        left = next((pair.after for pair in effect.better if pair.before.id == finding.id), None)
        parts.append(f"Maakt deze lacune kleiner: zij blijft voor {ages_in_words(left.ages)}" if left else
                     "Maakt deze lacune zeker: zij is dan bevestigd" if effect.confirms else "Deze lacune blijft zoals zij is")
        if others:
            parts.append(f"Sluit {len(others)} andere ({findings_in_words(others)})")
    if effect.opened:
        parts.append(f"Opent er {len(effect.opened)}: {findings_in_words(effect.opened)}")
    better = [pair for pair in effect.better if pair.before.id != finding.id]
    for pairs, word in ((better, "kleiner"), (effect.worse, "groter")):
        if pairs:
            parts.append(f"{len(pairs)} {'andere wordt' if len(pairs) == 1 else 'andere worden'} {word}")
    if other := [pair for pair in effect.other if not effect.confirms or pair.before.id != finding.id]:
        parts.append(f"{counted(len(other), 'andere verandert', 'andere veranderen')} van leeftijd of van zekerheid")
    for rules, one, more in ((effect.only_after, "Ook te berekenen wordt", "Ook te berekenen worden"),
                             (effect.only_before, "Niet meer te berekenen is", "Niet meer te berekenen zijn")):
        if rules:
            parts.append(f"{one if len(rules) == 1 else more}: {', '.join(map(_title, rules))}; wat daarbij hoort, telt hier niet mee")
    return ". ".join(parts) + "."
