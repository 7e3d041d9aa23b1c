"""The page `/`: how the continuum stands, in figures with their denominators; with an empty store, how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.settings import examples_folder
from api.web.choice import DECISIONS, INVENTORY, Choice, in_list, in_list_order, report_for
from api.web.frame import asked_day, frame_of, service_of
from api.web.lacunes import Row, row
from api.web.problems import problem
from api.web.render import page
from api.web.words import STATE_WORDS, count, number, percent
from graph.coverage import STATES
from graph.gaps import Outcome, Report, Rule
from graph.inventory import Inventory
from graph.store import StoreConflict
from schema.kinds import KINDS

router = APIRouter()

_TOP = 5


@dataclass(frozen=True)
class Figure:
    """One number with what it is of."""

    label: str
    value: str
    of: str
    address: str = ""


@dataclass(frozen=True)
class State:
    """One part of the coverage bar: `start` and `width` are per mille of the bar."""

    code: str
    word: str
    meaning: str
    cells: int
    share: str
    start: int
    width: int


@dataclass(frozen=True)
class Area:
    """An area of which too little is known."""

    id: str
    name: str
    inventory: Inventory
    share: str


def coverage(report: Report) -> tuple[list[State], int]:
    """The share of every state over all cells (profile, area, age), and how many cells there are."""
    cells = report.context.cells
    sums = {state: int(np.bitwise_count(cells.masks[state]).sum()) for state in STATES}
    total = sum(sums.values())
    found, start = [], 0
    for state in STATES:
        end = round(1000 * sum(sums[name] for name in STATES[:STATES.index(state) + 1]) / total) if total else 0
        found.append(State(state, *STATE_WORDS[state], sums[state], percent(sums[state], total), start, end - start))
        start = end
    return found, total


def figures(report: Report, carried: str) -> list[Figure]:
    """The numbers at the top, each with its denominator."""
    projection, moment = report.projection, report.context.moment
    organisations, arrangements = projection["organisation"], projection["arrangement"]
    provisions = [record.values for record in arrangements if record.id in moment.offers.index]
    providers = {values["aanbieder"] for values in provisions if "aanbieder" in values}
    closed = int((~moment.offers.open).sum())
    entered = sum(record.values["soort"] != "SITUATIE" for record in arrangements)
    sourced = sum("bron" in values for values in provisions)
    inventories = report.context.inventories
    confirmed = sum(item.status == "BEVESTIGD" for item in inventories.values())
    asked = projection["inventory_entry"]
    answered = sum("antwoord_op" in record.values for record in asked)
    areas = _areas_word(report, len(moment.analysis))
    return [
        Figure("Organisaties", number(len(organisations)), f"waarvan {number(len(providers))} nu iets aanbieden"),
        Figure("Voorzieningen die nu lopen", number(len(provisions)),
               f"van {count(entered, 'voorziening', 'voorzieningen')} in de gegevens"),
        Figure("Profielen", number(len(moment.profiles)), f"in {areas}"),
        Figure("Verwijspaden die werken", number(len(moment.usable_referrals)),
               f"van {count(len(projection['referral']), 'verwijspad', 'verwijspaden')}"),
        Figure("Instroom gestopt", number(closed), f"van {count(len(provisions), 'voorziening', 'voorzieningen')}"),
        Figure("Inventarisatie compleet", number(confirmed), f"van {areas}", f"/gegevens{carried}#inventarisatie"),
        Figure("Aanbieders die antwoordden", number(answered), f"van {count(len(asked), 'gestelde vraag', 'gestelde vragen')}",
               f"/gegevens{carried}#inventarisatie"),
        *_from_rule(report, carried, "VEROUDERD", "Gegevens niet (meer) bevestigd"),
        *_from_rule(report, carried, "AFSPRAAK_OPEN", "Afspraken niet belegd of te laat"),
        *_from_rule(report, carried, "BESLUIT_OPEN", "Besluiten die openstaan"),
        *_from_rule(report, carried, "TEGENSTRIJDIG", "Bronnen die elkaar tegenspreken"),
        Figure("Voorzieningen met een bron", number(sourced), f"van {number(len(provisions))} ({percent(sourced, len(provisions))})"),
    ]


def _areas_word(report: Report, areas: int) -> str:
    moment = report.context.moment
    if moment.area_kind == "GEMEENTE" and moment.areas.by_kind.get("GEMEENTE"):
        return count(areas, "gemeente", "gemeenten")
    return count(areas, "gebied", "gebieden")


_POPULATIONS = {"VEROUDERD": ("gegeven", "gegevens"), "AFSPRAAK_OPEN": ("afspraak", "afspraken"),
                "BESLUIT_OPEN": ("agendapunt", "agendapunten"), "TEGENSTRIJDIG": ("vergeleken paar", "vergeleken paren")}


def _from_rule(report: Report, carried: str, rule: str, label: str) -> list[Figure]:
    outcome = report.outcomes[rule]
    if not outcome.computed:
        return [Figure(label, "–", f"niet berekend: {outcome.reason}")]
    address = "/lacunes" + (carried + "&" if carried else "?") + f"lijst=alles&regel={rule}"
    return [Figure(label, number(outcome.gap + outcome.unknown), f"van {count(outcome.population, *_POPULATIONS[rule])}", address)]


def outcomes(report: Report) -> list[tuple[Rule, Outcome]]:
    """Every rule with what it found."""
    return [(rule, report.outcomes[rule.id]) for rule in report.rules]


def least_known(report: Report) -> list[Area]:
    """The areas in which most has still to be asked, least known first."""
    context = report.context
    found = [Area(id, context.name("area", id), item, percent(item.halves, 2 * item.asked) if item.asked else "nog niets gevraagd")
             for id, item in context.inventories.items() if item.status != "BEVESTIGD"]
    return sorted(found, key=lambda area: (area.inventory.share or 0, area.name))[:_TOP]


def top(report: Report, choice: Choice, name: str) -> tuple[list[Row], int]:
    """The first findings of a list, and how many it has."""
    found = [finding for finding in in_list_order(report) if in_list(finding, name)]
    if name == INVENTORY:
        found.sort(key=lambda finding: finding.rule != "ONBEKEND_AANBOD")
    return [row(report, choice, place, finding) for place, finding in enumerate(found[:_TOP], 1)], len(found)


@router.get("/")
def show(request: Request) -> HTMLResponse:
    """The page."""
    service = service_of(request)
    day = asked_day(request.query_params)
    frame = frame_of(service, service.projection(), day)
    if frame.empty:
        return page(request, "start_leeg.html", frame, examples=examples())
    choice = Choice(day)
    report = report_for(service, choice)
    states, cells = coverage(report)
    values: dict[str, Any] = {"urgent": top(report, choice, DECISIONS), "ask": top(report, choice, INVENTORY)}
    return page(request, "start.html", frame, figures=figures(report, frame.carried), states=states, cells=cells,
                outcomes=outcomes(report), areas=least_known(report), sheets=len(KINDS), **values)


def examples() -> list[str]:
    """The names of the example regions."""
    folder = examples_folder()
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


@router.post("/voorbeeld")
def load_examples(request: Request) -> Response:
    """Load the example regions into an empty store."""
    service = service_of(request)
    for place, name in enumerate(examples()):
        try:
            result = service.load(examples_folder() / name, expected=0 if place == 0 else None, author="voorbeeld")
        except StoreConflict:
            return problem(request, 409, "De opslag is niet leeg, dus de voorbeeldregio is niet geladen. Uw gegevens zijn niet veranderd.")
        if result.report is None:
            raise RuntimeError(f"example {name} does not load: {result.problems[:3]}")
    return RedirectResponse("/", 303)
