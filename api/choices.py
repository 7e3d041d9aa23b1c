"""The choice options (keuzeopties) of a finding, as every way out tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.gaps import Finding, Report
from graph.gaps.compare import Changed
from graph.options import Choices, Option, Sort
from graph.options.words import effect_in_words
from loaders.scenario import written

MOST_IDS = 50


def scenario_of(option: Option) -> dict[str, Any]:
    """The scenario that proves the effect of an option, in the form of a scenario file."""
    return {"changes": written(option.edits, option.what_if.before.projection)}


def notice(choices: Choices) -> str:
    """How the options were found, and what is left out."""
    shown = sum(option.sort is not Sort.NIETS_DOEN for option in choices.options)
    if not choices.considered:
        return "Uit de gegevens volgt niets wat deze lacune kan sluiten. Misschien weten de mensen die hier werken wel iets."
    tried = ("1 mogelijkheid is doorgerekend" if choices.tried == 1 else f"{choices.tried} mogelijkheden zijn doorgerekend")
    rest = f", van de {choices.considered} die er zijn gevonden" if choices.tried < choices.considered else ""
    if not choices.helpful:
        return f"{tried}{rest}. Geen daarvan maakt deze lacune kleiner."
    helps = f"{choices.helpful} {'helpt' if choices.helpful == 1 else 'helpen'}"
    return f"{tried}{rest}; {helps}" + (f", hier staan er {shown}." if shown < choices.helpful else ".")


def choices_json(report: Report, finding: Finding, choices: Choices) -> dict[str, Any]:
    """The answer in the form of `dekkend options --format json`; of each list of findings the first 50 ids."""
    return {
        "revision": report.projection.revision.number,
        "peildatum": report.request.day.isoformat(),
        "fictief": report.projection.fictitious,
        "parameters": report.parameters,
        "finding": finding.id,
        "explanation": report.explain(finding).text,
        "notice": notice(choices),
        "considered": choices.considered, "tried": choices.tried, "helpful": choices.helpful,
        "options": [_option(report, finding, option) for option in choices.options],
    }


def _option(report: Report, finding: Finding, option: Option) -> dict[str, Any]:
    effect = option.effect
    number, score = effect.net
    return {
        "type": option.sort.value, "title": option.title, "description": option.description,
        "owner": option.owner, "owner_name": report.context.name("organisation", option.owner) if option.owner else None,
        "closes": effect.closes, "improves": effect.improves, "confirms": effect.confirms,
        "summary": effect_in_words(effect, finding),
        "effect": {"net": number, "net_score": score,
                   "closed": _ids([each.id for each in effect.closed]), "opened": _ids([each.id for each in effect.opened]),
                   "better": _ids(_of(effect.better)), "worse": _ids(_of(effect.worse)), "changed": _ids(_of(effect.other))},
        "scenario": scenario_of(option),
    }


def _of(pairs: Sequence[Changed]) -> list[str]:
    return [pair.before.id for pair in pairs]


def _ids(ids: list[str]) -> dict[str, Any]:
    return {"count": len(ids), "ids": ids[:MOST_IDS]}
