"""Commands on the ways through the continuum: paths."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.shared import WRONG_USE, DateOption, StoreOption, day, err, escaped, fail, one_of, out, projected, write
from api.ways import WrongQuestion, age_notices, routes_json, routes_of
from graph.path_words import counted, lead_time, step_in_words
from graph.paths import Path
from graph.projection import Moment
from graph.projection.offers import MAX_AGE
from graph.routes import COUNTED, MOST_STEPS, USUAL_STEPS, Routes

_SHOWN = 10
_NAMED = 20


def paths(
    profile: Annotated[str, typer.Option("--profile", metavar="PROFIEL", help="Id van het profiel.")],
    area: Annotated[str, typer.Option("--area", metavar="GEBIED", help="Id van het gebied.")],
    age: Annotated[int, typer.Option("--age", metavar="LEEFTIJD", help="Leeftijd in jaren.", min=0, max=MAX_AGE)],
    start: Annotated[str | None, typer.Option("--from", metavar="ARRANGEMENT", help="Begin hier. Anders waar een jongere zonder "
                                              "verwijzing kan beginnen, en met --back bij zorg.")] = None,
    goal: Annotated[str | None, typer.Option("--to", metavar="ARRANGEMENT", help="Eindig hier. Anders bij wat zeker past, en met "
                                             "--back bij onderwijs.")] = None,
    most: Annotated[int, typer.Option("--max-steps", metavar="AANTAL", help="Hoogstens zoveel verwijzingen.",
                                      min=0, max=MOST_STEPS)] = USUAL_STEPS,
    back: Annotated[bool, typer.Option("--back", help="De weg terug: van zorg voorop naar onderwijs voorop of gelijk.")] = False,
    date: DateOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    store: StoreOption = None,
) -> None:
    """De verwijspaden voor een profiel: heen en terug, met elke stap, en waar en waarom het niet lukt."""
    one_of(format, ("text", "json"), "--format")
    moment = projected(store).at(day(date))
    try:
        routes = routes_of(moment, profile, area, age, start=start, goal=goal, most=most, back=back)
    except WrongQuestion as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    for notice in age_notices(routes):
        err.print(escaped(f"Let op: {notice}"))
    if format == "json":
        write(routes_json(routes, area, COUNTED), None)
    else:
        _show(routes, area)


def _show(routes: Routes, area: str) -> None:
    moment = routes.paths.moment
    heading = f"{routes.paths.needs.name}, {routes.paths.age} jaar, in {moment.areas.name(area)}"
    out.print(f"[bold]{escaped(heading)}[/], peildatum {moment.day}"
              + ("  [black on yellow] voorbeelddata (fictief) [/]" if moment.projection.fictitious else ""))
    out.print(escaped(routes.question))
    out.print(f"\n[bold]{escaped(routes.conclusion)}[/]")
    shown = routes.first(_SHOWN)
    for number, path in enumerate(shown, 1):
        _tell(moment, path, f"Weg {number}")
    if routes.count > len(shown):
        rest = f"meer dan {COUNTED - 1 - len(shown)}" if routes.count == COUNTED else str(routes.count - len(shown))
        out.print(f"\n… en nog {rest}. Kies met --from, --to of --max-steps, of gebruik --format json.")
    if not shown and routes.shortest:
        _tell(moment, routes.shortest, "De kortste weg")
    if routes.broken:
        _tell(moment, routes.broken, "Wat het dichtst in de buurt komt")
    if routes.shortest:
        _list(moment, "Hier is geen weg naartoe, hoe lang ook", routes.unreached)
        _list(moment, "Vanaf hier is er geen weg, hoe lang ook", routes.stuck)
    elif routes.starts and not routes.asked_goal:
        _list(moment, "Hier is geen weg naartoe", routes.unreached)
        if routes.back and routes.goals:
            _list(moment, "Vanaf hier is er geen weg", routes.stuck)


def _tell(moment: Moment, path: Path, title: str) -> None:
    name = moment.projection["arrangement"].name
    desks = [moment.projection["organisation"].name(desk) for desk in path.desks]
    steps = counted(len(path.steps), "verwijzing", "verwijzingen")
    out.print(escaped(f"\n{title}: {steps}. Doorlooptijd: {lead_time(path)}. {counted(len(desks), 'loket', 'loketten')}"
                      f"{': ' + ', '.join(desks) if desks else ''}."))
    out.print(f"  Begin: [bold]{escaped(name(path.start))}[/] [dim]({path.start})[/]")
    for why in path.obstacles:
        out.print(f"     [red]Breekt af:[/] {escaped(why)}.")
    for number, step in enumerate(path.steps, 1):
        out.print(f"  {number}. naar [bold]{escaped(name(step.target))}[/] [dim]({step.target})[/]")
        out.print(f"     {escaped(step_in_words(moment, step))}")
        for why in step.obstacles:
            out.print(f"     [red]Breekt af:[/] {escaped(why)}.")


def _list(moment: Moment, title: str, ids: list[str]) -> None:
    if ids:
        out.print(f"\n{title} ({len(ids)}):")
        for id in ids[:_NAMED]:
            out.print(f"  {escaped(moment.projection['arrangement'].name(id))} [dim]({id})[/]")
        if len(ids) > _NAMED:
            out.print(f"  … en nog {len(ids) - _NAMED}. Met --format json ziet u ze allemaal.")


COMMANDS = {"paths": paths}
