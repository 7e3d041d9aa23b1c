"""The command on the difference between two lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, NamedTuple

import typer

from api.cli.shared import (
    WRONG_USE,
    AreaKindOption,
    AreaOption,
    DateOption,
    OutOption,
    ParamOption,
    ProfileOption,
    RuleOption,
    StoreOption,
    day,
    escaped,
    fail,
    one_of,
    opened,
    out,
    parameters,
    warn_outside,
    write,
)
from graph.differences import Differences, UnknownRevision, read_sides
from graph.gaps import Report, Request, WrongRequest
from graph.gaps.run import chosen_rules, given_parameters
from graph.projection import Projection


class Point(NamedTuple):
    """One side: a revision, a date as text, or both; None is not given."""

    revision: int | None
    date: str | None


def diff(
    start: Annotated[str, typer.Argument(metavar="VAN", help="Een revisie (3), een datum (2026-11-22), of allebei (3@2026-11-22).")],
    end: Annotated[str | None, typer.Argument(
        metavar="[NAAR]", help="Net zo. Anders de nieuwste revisie, op de peildatum.", show_default=False)] = None,
    rule: RuleOption = None,
    profile: ProfileOption = None,
    area: AreaOption = None,
    area_kind: AreaKindOption = None,
    date: DateOption = None,
    param: ParamOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    to: OutOption = None,
    store: StoreOption = None,
) -> None:
    """Wat er veranderde tussen twee revisies of twee datums: de lacunes, en waardoor."""
    one_of(format, ("text", "json"), "--format")
    points = _point(start), _point(end or "")
    days = [day(point.date or date) for point in points]
    if days[0] > days[1]:
        raise fail(f"De datum {days[0]} ligt na {days[1]}. Zet de vroegste datum voorop.", WRONG_USE)
    given = parameters(area_kind, param)
    try:
        chosen_rules(rule or ())
        given_parameters(given)
    except WrongRequest as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    with opened(store) as source:
        try:
            before, after, log = read_sides(source, *(point.revision for point in points))
        except UnknownRevision as wrong:
            raise fail(str(wrong), WRONG_USE) from None
    request = Request(days[0], tuple(rule or ()), tuple(profile or ()), tuple(area or ()), given)
    differences = Differences(_report(before, request), _report(after, replace(request, day=days[1])), log)
    warn_outside(differences.after)
    if format == "json":
        from api.differences import differences_json

        write(differences_json(differences), to)
        return
    from api.difference_page import difference_page

    page = difference_page(differences)
    if to is not None:
        write(page.encode(), to)
    else:
        out.print(escaped(page.rstrip("\n")), highlight=False)


def _point(text: str) -> Point:
    """`3`, `2026-11-22` or `3@2026-11-22`. A whole number is a revision, so that a year is written as `@2026`."""
    revision, at, date = text.strip().partition("@")
    if not at and not re.fullmatch(r"\d*", revision, re.ASCII):
        revision, date = "", revision
    if not re.fullmatch(r"\d*", revision, re.ASCII):
        raise fail(f"{revision} is geen nummer van een revisie.", WRONG_USE)
    return Point(int(revision) if revision else None, date or None)


def _report(projection: Projection, request: Request) -> Report:
    try:
        return Report(projection, request)
    except WrongRequest as wrong:
        raise fail(f"In revisie {projection.revision.number}: {wrong}", WRONG_USE) from None


COMMANDS = {"diff": diff}
