"""The page `/lacunes`: the list that a board can decide on, and what has to be asked first."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.web.choice import DECISIONS, LISTS, ORDERS, Choice, chosen, in_list, matching, report_for
from api.web.frame import frame_of, service_of
from api.web.names import gap_address, headline, subject
from api.web.render import page
from graph.gaps import RULES, Finding, Outcome, Report, Rule
from graph.gaps.ranking import FORMULA
from graph.gaps.run import AREA_KIND

router = APIRouter()

PER_PAGE = 25
FORMATS = {"xlsx": "Excel", "csv": "CSV", "md": "Markdown", "json": "JSON", "ndjson": "NDJSON"}


@dataclass(frozen=True)
class Row:
    """One finding in the list; `rule` is "" when the title says it already."""

    number: int
    title: str
    address: str
    rule: str
    text: str
    finding: Finding


@dataclass(frozen=True)
class Listing:
    """One page of the chosen list. `tabs` are (list, title, count); `rules` are all chosen rules with their outcome."""

    choice: Choice
    rows: list[Row]
    total: int
    pages: int
    tabs: list[tuple[str, str, int]]
    rules: list[tuple[Rule, Outcome]]
    skipped: list[tuple[Rule, str]]
    notice: str | None


def listing(report: Report, choice: Choice) -> Listing:
    """The view of a choice; a page beyond the last shows the last."""
    found = chosen(report, choice)
    pages = max(1, -(-len(found) // PER_PAGE))
    start = (min(choice.page, pages) - 1) * PER_PAGE
    everything = matching(report, choice)
    tabs = [(name, LISTS[name], sum(in_list(finding, name) for finding in everything)) for name in LISTS]
    outcomes = [(rule, report.outcomes[rule.id]) for rule in report.rules]
    return Listing(
        choice, [row(report, choice, number, finding) for number, finding in enumerate(found[start:start + PER_PAGE], start + 1)],
        len(found), pages, tabs, [(rule, outcome) for rule, outcome in outcomes if outcome.computed],
        [(rule, outcome.reason or "") for rule, outcome in outcomes if not outcome.computed], _notice(report, choice))


def row(report: Report, choice: Choice, number: int, finding: Finding) -> Row:
    """One finding, explained."""
    title, rule = headline(report, finding), RULES[finding.rule].title
    # The title already says the rule and the subject, unless the region gave it one of its own.
    said = report.explain(finding).text.removeprefix(subject(report.context, finding) + ": ")
    return Row(number, title, gap_address(finding.id) + choice.context_address(), "" if title.startswith(rule) else rule,
               said[:1].upper() + said[1:], finding)


def _notice(report: Report, choice: Choice) -> str | None:
    moment = report.context.moment
    if not choice.area or choice.area in moment.analysis:
        return None
    kind = moment.vocabulary.label("gebiedssoort", report.parameters[AREA_KIND]).lower()
    return (f"{report.context.name('area', choice.area)} is geen gebied van de soort {kind} dat op deze dag geldt. "
            "Regels per gebied vinden dan niets. Kies een ander gebied of een andere soort.")


def options(report: Report) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the form, as (value, label)."""
    moment = report.context.moment
    label = moment.vocabulary.label
    return {
        "rules": [(rule.id, rule.title) for rule in RULES.values()],
        "profiles": sorted(((needs.id, needs.name) for needs in moment.profiles), key=lambda pair: pair[1].casefold()),
        "areas": sorted(((id, moment.areas.name(id)) for id in moment.analysis), key=lambda pair: pair[1].casefold()),
        "kinds": [(kind, f"{label('gebiedssoort', kind)} ({len(ids)})") for kind, ids in sorted(moment.areas.by_kind.items())],
    }


@router.get("/lacunes")
def show(request: Request) -> HTMLResponse:
    """The list."""
    service = service_of(request)
    choice = Choice.of(request.query_params, DECISIONS)
    report = report_for(service, choice)
    return page(request, "lacunes.html", frame_of(service, report.projection, choice.day), view=listing(report, choice),
                choice=choice, options=options(report), orders=ORDERS, formats=FORMATS, formula=FORMULA,
                area_kind=report.parameters[AREA_KIND])
