"""Whether there is a way to what fits, and how long it is: GEEN_VERWIJSPAD, PADLENGTE."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.gaps.context import Context
from graph.gaps.fitting import fitting
from graph.gaps.needs import PAIRS, Need
from graph.gaps.pairs import STATUSES, pair_of, pair_outcome
from graph.gaps.rule import CONFIRMED, Evidence, Explanation, Finding, Outcome, Parameter, Rule
from graph.gaps.words import ALL_PAIRS, evidence_of, listed, pair_heading
from graph.path_words import breaks, counted, route, step_in_words
from graph.paths import Path, Paths

_SHOWN = 8
_SURE = np.array(STATUSES.index(CONFIRMED), np.int8)


def read_steps(text: str) -> int:
    """A whole number of referrals; ValueError with a Dutch sentence when it is something else."""
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise ValueError(f"{text.strip() or 'Een lege waarde'} is geen heel aantal stappen.")
    return int(text)


def referral_evidence(context: Context, id: str, note: str) -> Evidence:
    """A referral as evidence, named after both its ends."""
    values = context.values("referral", id)
    ends = (context.name("arrangement", values[end]) for end in ("van", "naar"))
    return replace(evidence_of(context, "referral", id, note), label=" naar ".join(ends))


def _find_none(context: Context) -> Outcome:
    return pair_outcome("GEEN_VERWIJSPAD", context, context.serving.any_of() & ~context.reached.ever, _SURE)


def _find_long(context: Context) -> Outcome:
    reached = context.reached
    far = np.where(context.cells.present, reached.ever & ~reached.near, np.uint32(0))
    return pair_outcome("PADLENGTE", context, far, _SURE)


def _paths(context: Context, finding: Finding) -> Paths:
    """The paths of a finding at its first age."""
    needs, area = pair_of(context, finding)
    return Paths(context.moment, needs, finding.ages[0], context.moment.leaves(needs, area))


def _explain_none(context: Context, finding: Finding) -> Explanation:
    age = finding.ages[0]
    found = fitting(context, finding)
    names = listed([row["naam"] for _, row, _ in found], _SHOWN)
    text = (f"{pair_heading(context, finding)}: er is passend aanbod ({names}), maar geen verwijspad dat gebruikt kan worden "
            "komt daar uit.")
    evidence = [evidence_of(context, "arrangement", id, "past, maar is niet te bereiken") for id, _, _ in found[:_SHOWN]]
    path = _paths(context, finding).nearly()
    if path is None:
        text += (" Er is ook geen verwijspad bedoeld of gestopt dat er komt vanaf een plek waar een jongere zonder verwijzing kan "
                 "beginnen.")
    else:
        text += f" Wat het dichtst in de buurt komt op {age} jaar is {route(context.moment, path)}. {breaks(context.moment, path)}"
        if path.obstacles:
            evidence.append(evidence_of(context, "arrangement", path.start, path.obstacles[0]))
        evidence += [referral_evidence(context, step.referral, "; ".join(step.obstacles) or step_in_words(context.moment, step))
                     for step in path.steps[:_SHOWN]]
    return Explanation(text, tuple(evidence))


def _in_total(context: Context, path: Path) -> str:
    """The lead time of a path and the desks on it."""
    low, high = path.weeks
    weeks = counted(low, "week", "weken")
    time = ("Hoe lang dat duurt is niet ingevuld" if high is None and not low else
            f"Samen duurt dat {weeks}" if high is not None else f"Samen duurt dat ten minste {weeks}")
    desks = listed([context.name("organisation", desk) for desk in path.desks], _SHOWN)
    return time + (f", langs {counted(len(path.desks), 'organisatie', 'organisaties')} ({desks})" if path.desks else "") + "."


def _explain_long(context: Context, finding: Finding) -> Explanation:
    path = _paths(context, finding).shortest()
    assert path is not None
    told = [f"{place}. naar {context.name('arrangement', step.target)} ({step_in_words(context.moment, step)})"
            for place, step in enumerate(path.steps, 1)]
    count = f"{'is' if len(path.steps) == 1 else 'zijn'} {counted(len(path.steps), 'verwijzing', 'verwijzingen')}"
    text = (f"{pair_heading(context, finding)}: tot het dichtstbijzijnde passende aanbod {count} nodig, meer dan "
            f"{context.parameters['max_stappen']}. Op {finding.ages[0]} jaar: begin bij {context.name('arrangement', path.start)}; "
            f"{'; '.join(told)}. {_in_total(context, path)}")
    return Explanation(text, (
        evidence_of(context, "arrangement", path.start, "hier kan een jongere zonder verwijzing beginnen"),
        *(referral_evidence(context, step.referral, f"stap {place}: {step_in_words(context.moment, step)}")
          for place, step in enumerate(path.steps, 1))))


_NEEDS = (*PAIRS, Need(("arrangementen.instap",), lambda context: bool(context.moment.network.entry.any()),
                       "Bij geen enkel arrangement dat loopt staat instap op ja.", "`ja`, bij een arrangement dat loopt"))
_STATUSES = ((CONFIRMED, "Altijd: een stap die misschien past, telt mee als weg."),)

RULES = (
    Rule("GEEN_VERWIJSPAD", 1, "Passend aanbod zonder weg erheen", "Welk passend aanbod is langs geen enkel verwijspad te bereiken?",
         "Er is een voorziening die past, maar vanaf een plek waar een jongere zonder verwijzing kan beginnen leidt geen verwijspad "
         "daarheen dat voor dit profiel, deze leeftijd en dit gebied gebruikt kan worden.",
         "“Voldoende en vloeiende overgangen” (webpagina over de regionale procesregisseur, 2023 of later). Toeleiding naar jeugdhulp "
         "is een taak van de gemeente (Jeugdwet art. 2.3, tekst 2015).",
         ALL_PAIRS, _find_none, _explain_none, 4,
         why="Wie niet weet hoe hij er komt, komt er niet. Een afspraak over verwijzen kost minder dan nieuw aanbod.",
         keys=("profiel", "gebied"), ages=True,
         statuses=_STATUSES, needs=_NEEDS),
    Rule("PADLENGTE", 1, "Lange weg naar passend aanbod", "Waar zijn veel verwijzingen nodig om bij passend aanbod te komen?",
         "Het dichtstbijzijnde passende aanbod dat te bereiken is, ligt verder weg dan het gekozen aantal verwijzingen. Elke verwijzing "
         "kost tijd, en vaak een nieuw loket.",
         "Eigen regel van Dekkend (2026): meer dan drie verwijzingen is lang. “Voldoende en vloeiende overgangen” (webpagina over de "
         "regionale procesregisseur, 2023 of later).",
         ALL_PAIRS, _find_long, _explain_long, 3,
         (Parameter("max_stappen", "3", "Grootste aantal verwijzingen dat nog niet te lang is.", read_steps),),
         why="Bij elke overdracht kan een jongere uit beeld raken.",
         keys=("profiel", "gebied"), ages=True,
         statuses=_STATUSES, needs=_NEEDS),
)
