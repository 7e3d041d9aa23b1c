"""The command on roles."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as RichTable

from api.cli.shared import WRONG_USE, DateOption, OutOption, ProfileOption, StoreOption, day, escaped, fail, one_of, out, projected, write
from api.raci import Matrix, WrongQuestion, matrix_csv, matrix_json, matrix_of, notices, verdict
from graph.gaps.claimed import according_to, holder, limited_to, role_name
from graph.gaps.words import listed
from graph.raci import NOBODY, ONE_HOLDER, Cell, Group

_GROUPS, _CLAIMS, _NAMED = 10, 8, 4


def roles(
    area: Annotated[str, typer.Option("--area", metavar="GEBIED", help="Id van het gebied.")],
    profile: ProfileOption = None,
    phase: Annotated[str | None, typer.Option("--phase", metavar="FASE", help="Alleen wat voor deze fase geldt, zoals ZOA.")] = None,
    date: DateOption = None,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="table, json of csv")] = "table",
    to: OutOption = None,
    store: StoreOption = None,
) -> None:
    """Wie welke rol heeft in een gebied, per profiel (RACI), met tegenspraak naast elkaar en wat niemand heeft."""
    one_of(format, ("table", "json", "csv"), "--format")
    if format == "table" and to is not None:
        raise fail("Een tabel is voor het scherm. Kies bij --out een vorm, zoals --format csv.", WRONG_USE)
    moment = projected(store).at(day(date))
    try:
        matrix = matrix_of(moment, area, tuple(profile or ()), phase)
    except WrongQuestion as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    if format == "table":
        _show(matrix)
    else:
        write((matrix_json if format == "json" else matrix_csv)(matrix), to)


def _show(matrix: Matrix) -> None:
    out.print(f"[bold]{escaped(matrix.about)}[/]")
    for notice in notices(matrix):
        out.print(escaped(notice))
    out.print("R = doet het, A = is eindverantwoordelijk, C = denkt mee, I = krijgt bericht.")
    for group in matrix.groups[:_GROUPS]:
        _tell(matrix, group)
    if len(matrix.groups) > _GROUPS:
        rest = sum(len(group.profiles) for group in matrix.groups[_GROUPS:])
        out.print(f"… en nog {rest} profielen. Kies met --profile, of gebruik --format csv.")


def _tell(matrix: Matrix, group: Group) -> None:
    context = matrix.context
    names = listed([context.name("profile", id) for id in group.profiles], _NAMED)
    count = len(group.profiles)
    title = f"Profiel: {names}" if count == 1 else f"{count} profielen: {names}"
    table = RichTable(title=escaped(title), title_justify="left", expand=True)
    for column, ratio in (("Rol", 2), ("RACI", None), ("Organisatie", 3), ("Hoe zeker, volgens wie", 4), ("Geldt voor", 3), ("Let op", 3)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for cell in group.cells:
        if cell.state != NOBODY or cell.role in ONE_HOLDER:
            _row(matrix, table, cell)
    out.print(table)
    nobody = [role_name(context, cell.role) for cell in group.cells if cell.state == NOBODY and cell.role not in ONE_HOLDER]
    if nobody:
        out.print(escaped(f"Ook van niemand bekend: {listed(nobody, len(nobody))}."))


def _row(matrix: Matrix, table: RichTable, cell: Cell) -> None:
    """One line for each claim; what is said of the role stands in the first."""
    context = matrix.context
    first = role_name(context, cell.role), cell.raci
    told = verdict(matrix, cell)
    for held in cell.held[:_CLAIMS]:
        claim = held.claim
        table.add_row(*map(escaped, (*first, holder(context, claim), according_to(context, claim), limited_to(context, claim), told)))
        first, told = ("", ""), ""
    if not cell.held:
        table.add_row(*map(escaped, (*first, "", "", "", told)))
    elif len(cell.held) > _CLAIMS:
        table.add_row("", "", f"… en nog {len(cell.held) - _CLAIMS}", "", "", "")
    table.add_section()


COMMANDS = {"roles": roles}
