"""The command on the radar of end dates."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as RichTable

from api.cli.shared import (
    WRONG_USE,
    AreaKindOption,
    AreaOption,
    DateOption,
    OutOption,
    ProfileOption,
    StoreOption,
    day,
    escaped,
    fail,
    one_of,
    out,
    parameters,
    projected,
    report_of,
    warn_outside,
    write,
)
from api.radar import RULE, USUAL_MONTHS, asked, radar_csv, radar_json, radar_of, stopping_in_words, when
from graph.gaps import Report, Request
from graph.gaps.words import ages_in_words, listed
from graph.radar import Ending, Radar, Stopping
from schema.dates import spoken

_SHOWN, _DAYS, _NAMED = 40, 20, 3


def continuity(
    profile: ProfileOption = None,
    area: AreaOption = None,
    area_kind: AreaKindOption = None,
    date: DateOption = None,
    months: Annotated[int, typer.Option("--months", metavar="MAANDEN", help="Zoveel maanden vooruit.",
                                        min=0, max=600)] = USUAL_MONTHS,
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="table, json of csv")] = "table",
    to: OutOption = None,
    store: StoreOption = None,
) -> None:
    """De einddatum-radar: welk aanbod wanneer ophoudt, wat er dan stopt, en wie dan zijn laatste aanbod kwijt is."""
    one_of(format, ("table", "json", "csv"), "--format")
    if format == "table" and to is not None:
        raise fail("Een tabel is voor het scherm. Kies bij --out een vorm, zoals --format csv.", WRONG_USE)
    given = parameters(area_kind, None)
    projection = projected(store)
    report = report_of(projection, asked(Request(day(date), (), tuple(profile or ()), tuple(area or ()), given), months))
    warn_outside(report)
    radar = radar_of(report)
    if format == "table":
        _show(report, radar)
    else:
        write((radar_json if format == "json" else radar_csv)(report, radar), to)


def _show(report: Report, radar: Radar) -> None:
    projection = report.projection
    out.print(f"[bold]Peildatum {report.request.day}, tot en met {radar.until}, revisie {projection.revision.number}[/]"
              + ("  [black on yellow] voorbeelddata (fictief) [/]" if projection.fictitious else ""))
    outcome = report.outcome(RULE)
    if not outcome.computed:
        out.print(escaped(f"Niet berekend: {outcome.reason}"))
        return
    if not len(radar):
        out.print("Binnen deze termijn houdt geen aanbod op, voor zover bekend.")
        return
    if radar.losses:
        table = RichTable(title="Wanneer profielen hun laatste aanbod verliezen", title_justify="left")
        for column in ("Na", "Profielen", "Combinaties van profiel en gebied"):
            table.add_column(column, justify="left" if column == "Na" else "right")
        for loss in radar.losses[:_DAYS]:
            table.add_row(spoken(loss.day), str(loss.profiles), str(loss.pairs))
        out.print(table)
        if len(radar.losses) > _DAYS:
            out.print(f"… en nog {len(radar.losses) - _DAYS} dagen.")
    for title, places in ((f"Zeker: {radar.certain}", range(radar.certain)),
                          (f"Misschien, want er ontbreekt een einddatum: {len(radar) - radar.certain}", range(radar.certain, len(radar)))):
        if places:
            _list(report, radar, title, places)


def _list(report: Report, radar: Radar, title: str, places: range) -> None:
    """The endings of one profile that are alike in many areas stand in one row."""
    rows: dict[tuple[object, ...], list[tuple[Ending, list[Stopping]]]] = {}
    for place in places:
        ending = radar[place]
        stopping, partly = radar.told(ending)
        key = ending.last_day, ending.not_before, ending.sooner, ending.profile, ending.ages, partly
        if key not in rows and len(rows) == _SHOWN:
            break
        rows.setdefault(key, []).append((ending, stopping))
    table = RichTable(title=title, title_justify="left", show_lines=True, expand=True)
    for column in ("Aanbod", "Profiel en leeftijd", "Gebied", "Wat er stopt"):
        table.add_column(column, ratio={"Wat er stopt": 2}.get(column, 1), overflow="fold")
    name = report.context.name
    for (*_, partly), alike in rows.items():
        stops = list(dict.fromkeys(stopping_in_words(report.projection, radar, item) for _, stopping in alike for item in stopping))
        first = alike[0][0]
        areas = listed([name("area", ending.area) for ending, _ in alike], _NAMED)
        table.add_row(*map(escaped, (
            when(first), f"{name('profile', first.profile)}, {ages_in_words(first.ages)}",
            areas + (" (in een deel van het gebied)" if partly else ""), listed(stops, _NAMED))))
    out.print(table)
    rest = len(places) - sum(map(len, rows.values()))
    if rest:
        out.print(f"… en nog {rest}. Kies met --profile, --area of --months, of gebruik --format csv.")


COMMANDS = {"continuity": continuity}
