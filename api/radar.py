"""The radar of end dates: asked for, and as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from api.forms import csv_of, json_of
from api.reports import about
from graph.continuity import End
from graph.end_words import end_in_words
from graph.gaps import Report, Request
from graph.gaps.run import AREA_KIND
from graph.gaps.words import ages_in_words
from graph.projection import Projection
from graph.radar import Ending, Radar, Stopping
from schema.dates import months_before, spoken

RULE, MONTHS = "EINDIGE_DEKKING", "horizon_maanden"
USUAL_MONTHS = 18
COLUMNS = ("zeker", "laatste dag", "niet voor", "kan eerder", "profiel", "profielnaam", "gebied", "gebiedsnaam", "leeftijden",
           "in een deel van het gebied", "wat stopt")

_kept: WeakKeyDictionary[Report, Radar] = WeakKeyDictionary()


def asked(request: Request, months: int) -> Request:
    """The request of the report that a radar is made from, with so many months to look ahead."""
    return Request(request.day, (RULE,), request.profiles, request.areas, (*request.parameters, (MONTHS, str(months))))


def radar_of(report: Report) -> Radar:
    """The radar of such a report, kept as long as the report."""
    if report not in _kept:
        context = report.context
        _kept[report] = Radar(context.coverage_ends, months_before(report.request.day, -context.parameters[MONTHS]))
    return _kept[report]


def stopping_in_words(projection: Projection, radar: Radar, stopping: Stopping) -> str:
    """`De Brug (geld voor zorg tot en met 31 december 2027)`."""
    ends = "; ".join(end_in_words(radar.ends.serving.moment, end) for end in stopping.ends)
    return f"{projection['arrangement'].name(stopping.arrangement)} ({ends})"


def when(ending: Ending) -> str:
    """Until when coverage goes on, in Dutch, without a capital or a full stop."""
    if ending.last_day:
        return f"tot en met {spoken(ending.last_day)}" + (", misschien eerder" if ending.sooner else "")
    return f"einddatum niet bekend, maar niet voor {spoken(ending.not_before)}" if ending.not_before else "einddatum niet bekend"


def sentence(report: Report, radar: Radar, ending: Ending) -> str:
    """Whose coverage ends where and when, in Dutch."""
    name = report.context.name
    part = " in een deel van het gebied" if radar.told(ending)[1] else ""
    over = f"houdt{part} op: er is aanbod {when(ending)}" if ending.certain else f"houdt{part} misschien op: {when(ending)}"
    return f"{name('profile', ending.profile)} in {name('area', ending.area)}, {ages_in_words(ending.ages)}: het aanbod {over}."


def radar_json(report: Report, radar: Radar) -> bytes:
    """All endings, with what ends them."""
    outcome = report.outcome(RULE)
    return json_of({
        "revision": report.projection.revision.number,
        "peildatum": report.request.day.isoformat(),
        "fictief": report.projection.fictitious,
        "area_kind": report.parameters[AREA_KIND],
        "months": int(report.parameters[MONTHS]),
        "until": radar.until.isoformat(),
        "computed": outcome.computed,
        "reason": outcome.reason,
        "certain": radar.certain,
        "perhaps": len(radar) - radar.certain,
        "losses": [{"day": loss.day.isoformat(), "profiles": loss.profiles, "pairs": loss.pairs} for loss in radar.losses],
        "endings": [_ending_json(report, radar, radar[place]) for place in range(len(radar))],
    })


def _ending_json(report: Report, radar: Radar, ending: Ending) -> dict[str, Any]:
    stopping, partly = radar.told(ending)
    name = report.context.name
    return {
        "certain": ending.certain, "last_day": _iso(ending.last_day), "not_before": _iso(ending.not_before), "sooner": ending.sooner,
        "profile": ending.profile, "profile_name": name("profile", ending.profile), "area": ending.area,
        "area_name": name("area", ending.area), "ages": list(ending.ages), "partly": partly,
        "provisions": [{"arrangement": item.arrangement, "name": name("arrangement", item.arrangement),
                        "ends": [_end_json(radar, end) for end in item.ends]} for item in stopping],
    }


def _end_json(radar: Radar, end: End) -> dict[str, Any]:
    return {"kind": end.kind, "ids": list(end.ids), "component": end.component, "last_day": _iso(end.day),
            "not_before": _iso(end.not_before), "sentence": end_in_words(radar.ends.serving.moment, end)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def radar_csv(report: Report, radar: Radar) -> bytes:
    """One row for each ending."""
    return csv_of(COLUMNS, _rows(report, radar), about(report) + f", tot en met {radar.until.isoformat()}.")


def _rows(report: Report, radar: Radar) -> Iterator[tuple[Any, ...]]:
    name = report.context.name
    for place in range(len(radar)):
        ending = radar[place]
        stopping, partly = radar.told(ending)
        yield ("ja" if ending.certain else "nee", _iso(ending.last_day) or "", _iso(ending.not_before) or "",
               "ja" if ending.sooner else "nee",
               ending.profile, name("profile", ending.profile), ending.area, name("area", ending.area), ages_in_words(ending.ages),
               "ja" if partly else "nee", "; ".join(stopping_in_words(report.projection, radar, item) for item in stopping))
