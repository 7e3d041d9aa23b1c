"""The command on choices: options."""

from __future__ import annotations

from typing import Annotated

import typer

from api.choices import choices_json, notice
from api.cli.shared import (
    WRONG_USE,
    AreaKindOption,
    DateOption,
    ParamOption,
    StoreOption,
    day,
    escaped,
    fail,
    one_of,
    out,
    parameters,
    projected,
    report_of,
    write,
)
from api.forms import json_of
from graph.gaps import RULES, Finding, Report, Request
from graph.options import Choices, Sort
from graph.options import options as options_of
from graph.options.words import effect_in_words
from schema.schemes import built_in
from schema.values import nearest

_NEAR_MOST = 20_000


def options(
    finding: Annotated[str, typer.Argument(metavar="BEVINDING", help="Id van de bevinding, zoals dekkend gaps die toont. Zet hem tussen "
                                           "aanhalingstekens.", show_default=False)],
    area_kind: AreaKindOption = None,
    date: DateOption = None,
    param: ParamOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    store: StoreOption = None,
) -> None:
    """Wat een bestuur bij een lacune kan kiezen, met het doorgerekende effect van elke keuze, en wat niets doen betekent."""
    one_of(format, ("text", "json"), "--format")
    given = parameters(area_kind, param)
    rule = finding.partition("|")[0]
    if rule not in RULES:
        raise fail(f"{finding} is geen id van een bevinding: het begint niet met een regel.{nearest(rule, list(RULES))} Met dekkend gaps "
                   "ziet u de ids.", WRONG_USE)
    report = report_of(projected(store), Request(day(date), parameters=given))
    found = report.find(finding)
    if found is None:
        raise fail(_missing(report, finding, rule), WRONG_USE)
    choices = options_of(report, found)
    if format == "json":
        write(json_of(choices_json(report, found, choices)), None)
    else:
        _show(report, found, choices)


def _missing(report: Report, id: str, rule: str) -> str:
    outcome = report.outcome(rule)
    if outcome.reason:
        return f"De regel {rule} is niet berekend: {outcome.reason}"
    near = nearest(id, outcome.findings.ids()) if len(outcome.findings) < _NEAR_MOST else ""
    return f"Er is op {report.request.day} geen bevinding met id {id}.{near} Met dekkend gaps --rule {rule} ziet u welke er zijn."


def _show(report: Report, finding: Finding, choices: Choices) -> None:
    projection = report.projection
    out.print(f"[bold]{escaped(RULES[finding.rule].title)}[/]  peildatum {report.request.day}, revisie {projection.revision.number}"
              + ("  [black on yellow] voorbeelddata (fictief) [/]" if projection.fictitious else ""))
    out.print(escaped(report.explain(finding).text))
    out.print(f"\n{escaped(notice(choices))}")
    for number, option in enumerate(choices.options, 1):
        label = "" if option.sort is Sort.NIETS_DOEN else f" [dim]({escaped(built_in().label('optiesoort', option.sort.value))})[/]"
        out.print(f"\n[bold]{number}. {escaped(option.title)}[/]{label}")
        out.print(f"   {escaped(option.description)}")
        out.print(f"   Effect: {escaped(effect_in_words(option.effect, finding))}")
        if option.owner:
            out.print(f"   Aan zet: {escaped(report.context.name('organisation', option.owner))}")
    out.print("\nMet --format json krijgt u bij elke keuze het scenario, om te veranderen en met dekkend scenario opnieuw door te rekenen.")


COMMANDS = {"options": options}
