"""The command that tries changes out."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.scenario_text import tell, tell_problems
from api.cli.shared import (
    DATA_WRONG,
    WRONG_USE,
    AreaKindOption,
    AreaOption,
    OutOption,
    ParamOption,
    ProfileOption,
    RuleOption,
    StoreOption,
    day,
    err,
    fail,
    one_of,
    out,
    parameters,
    projected,
    warn_outside,
    write,
)
from api.scenarios import problems_json, scenario_json
from api.settings import today
from graph.gaps import Report, Request, WrongRequest
from graph.scenario import WhatIf
from loaders.scenario import read_file

_WIDTH = 140


def scenario(
    file: Annotated[str, typer.Argument(metavar="BESTAND.json", help="Het scenario; een streepje (-) leest de standaardinvoer.")],
    rule: RuleOption = None,
    profile: ProfileOption = None,
    area: AreaOption = None,
    area_kind: AreaKindOption = None,
    date: Annotated[str | None, typer.Option(
        "--date", metavar="DATUM", help="Peildatum. Anders vandaag, of de laatste sluiting in het scenario als die later is.",
        show_default=False)] = None,
    param: ParamOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    to: OutOption = None,
    store: StoreOption = None,
) -> None:
    """Wat als: welke lacunes verdwijnen, erbij komen of veranderen. Er wordt niets opgeslagen."""
    one_of(format, ("text", "json"), "--format")
    asked = None if date is None else day(date)
    data = _read(file)
    given = parameters(area_kind, param)
    projection = projected(store)
    found = read_file(data, projection, asked, today())
    if found.problem_count:
        if format == "json":
            write(problems_json(found), to)
        else:
            tell_problems(err, found)
        raise typer.Exit(DATA_WRONG)
    request = Request(found.day, tuple(rule or ()), tuple(profile or ()), tuple(area or ()), given)
    try:
        report = Report(projection, request)
        whatif = WhatIf(report, found.edits)
    except WrongRequest as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    warn_outside(report)
    if format == "json":
        write(scenario_json(found, whatif), to)
    elif to is None:
        tell(out, found, whatif)
    else:
        page = StringIO()
        tell(Console(file=page, width=_WIDTH, soft_wrap=True), found, whatif)
        write(page.getvalue().encode(), to)


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise fail(f"{file} bestaat niet.", WRONG_USE) from None
    except OSError:
        raise fail(f"{file} kan niet worden gelezen. Kijk of het een bestand is en of u het mag lezen.", WRONG_USE) from None


COMMANDS = {"scenario": scenario}
