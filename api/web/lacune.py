"""The page `/lacunes/{id}`: one finding, why it is one, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from api.service import Service
from api.web.choice import ALL, Choice
from api.web.frame import frame_of, query, service_of
from api.web.keuzes import choices
from api.web.maps import drawn
from api.web.names import headline
from api.web.render import page
from api.web.words import day
from graph.gaps import RULES, Explanation, Finding, Report, Rule, WrongRequest
from graph.gaps import Request as Question
from graph.gaps.ranking import MOST, WEIGHTS, Reason, list_of
from graph.gaps.reads import reads
from graph.gaps.run import AREA_KIND
from graph.gaps.words import ages_in_words
from graph.inventory import Inventory
from graph.matching import Match, Matcher
from graph.records import Values
from schema.types import Field
from visualisations import MapSpec, WrongMap

router = APIRouter()

_SHOWN = 40


@dataclass(frozen=True)
class NearMiss:
    """The provisions that fit but for one condition, by that condition."""

    condition: str
    matches: list[Match]


@dataclass(frozen=True)
class Fit:
    """What fits nearly or perhaps at one age. `left_out` and `more_perhaps` count what is not listed of each."""

    age: int
    ages: tuple[int, ...]
    near: list[NearMiss]
    perhaps: list[Match]
    left_out: int
    more_perhaps: int


@dataclass(frozen=True)
class Case:
    """What the region itself says of a finding: (label, text) pairs, and its options in code order."""

    facts: list[tuple[str, str]]
    options: list[Values] = field(default_factory=list)


def locate(service: Service, id: str, choice: Choice) -> tuple[Report, Finding] | None:
    """The finding with that id. Only its own profile and area are computed, so that this is quick in a large store."""
    rule, *pairs = id.split("|")
    if rule not in RULES:
        return None
    subject = {key: unquote(value) for key, _, value in (pair.partition("=") for pair in pairs)}
    kind = ((AREA_KIND, choice.area_kind),) if choice.area_kind else ()
    try:
        profile, area = ((subject[key],) if key in subject else () for key in ("profiel", "gebied"))
        report = service.report(Question(choice.day, (rule,), profile, area, kind))
    except WrongRequest:
        return None
    finding = report.find(id)
    return (report, finding) if finding else None


def meaning(rule: Rule, status: str) -> str:
    """Why a finding of a rule has a status, in one sentence."""
    text = dict(rule.statuses)[status].removeprefix("Altijd: ")
    return text[:1].upper() + text[1:]


def inventory(report: Report, finding: Finding) -> Inventory | None:
    """How well the area of a finding has been asked; None for a rule that does not look at that."""
    if "inventory_entry" not in reads(finding.rule):
        return None
    return report.context.inventories.get(finding.subject["gebied"])


def fit(report: Report, finding: Finding, age: int | None) -> Fit | None:
    """Near misses per axis; None for a rule that is not about a profile in an area."""
    subject = finding.subject
    if not {"profiel", "gebied"} <= subject.keys() or not finding.ages:
        return None
    moment = report.context.moment
    needs = report.context.needs(subject["profiel"])
    chosen = age if age in finding.ages else finding.ages[0]
    matcher = Matcher(moment, needs, chosen, moment.leaves(needs, subject["gebied"]))
    numbers = matcher.near_misses()
    groups: dict[str, list[Match]] = {}
    for match in (matcher.match(number) for number in numbers[:_SHOWN]):
        assert match.near_miss
        groups.setdefault(match.near_miss.name, []).append(match)
    axes = moment.vocabulary.axes
    order = ("instroom", "leeftijd", "gebied", *axes)
    words = {axis: moment.vocabulary.axis_field(axis).label for axis in axes}
    near = [NearMiss(words.get(name, name.capitalize()), groups[name]) for name in order if name in groups]
    unknown = matcher.numbers("ONBEKEND")
    perhaps = [matcher.match(number) for number in unknown[:_SHOWN]]
    return Fit(chosen, finding.ages, near, perhaps, max(0, len(numbers) - _SHOWN), max(0, len(unknown) - _SHOWN))


def case_of(report: Report, finding: Finding) -> Case | None:
    """The region's own row of the sheet `lacunes`, with its options, or None."""
    projection = report.projection
    record = next((row for row in projection["gap_case"] if row.values["bevinding"] == finding.id), None)
    if record is None:
        return None
    from_kind = projection["gap_case"].kind
    facts = [("Nummer", record.id)] + [
        (column.label, _words(report, column, record.values[column.name]))
        for column in from_kind.fields if column.name in record.values and column.name not in ("id", "bevinding", "titel")]
    options = []
    for option in projection["option"]:
        if option.values["lacune"] == record.id:
            fields = projection["option"].kind.by_name
            options.append({name: _words(report, fields[name], value) if fields[name].kind or fields[name].scheme else value
                            for name, value in option.values.items()})
    return Case(facts, options)


def _words(report: Report, column: Field, value: object) -> str:
    if column.kind:
        return report.context.name(column.kind, str(value))
    if column.scheme:
        return report.context.moment.vocabulary.label(column.scheme, str(value))
    return day(str(value)) if column.type.value == "datum" else str(value)


def sources(report: Report, told: Explanation) -> dict[str, str]:
    """The titles of the sources that the evidence names."""
    return {item.source: report.context.name("source", item.source) for item in told.evidence if item.source}


def picture(report: Report, finding: Finding) -> str | None:
    """The query of the map of a finding, or None when it cannot be drawn."""
    spec = MapSpec(view="lacune", gap=finding.id)
    try:
        drawn(report.projection, spec, report.request.day)
    except WrongMap:
        return None
    return query(blik="lacune", lacune=finding.id, peildatum=report.request.day.isoformat())


@dataclass(frozen=True)
class Part:
    """One part of the score: its value, the highest it can be, how often it counts, and why it is what it is."""

    name: str
    value: int
    most: int
    weight: int
    reasons: tuple[Reason, ...]


def score_parts(report: Report, finding: Finding) -> list[Part]:
    """The parts of the score of a finding."""
    weighing = report.weigh(finding)
    reasons = weighing.severity, weighing.urgency, weighing.evidence
    return [Part(*each) for each in zip(("Ernst", "Urgentie", "Bewijs"), weighing.values, MOST, WEIGHTS, reasons, strict=True)]


def place(service: Service, finding: Finding, choice: Choice) -> tuple[Finding, int] | None:
    """The finding with its rank among all of that day, and how many stand on its list."""
    whole = service.report(Choice(choice.day, area_kind=choice.area_kind).request())
    found = whole.standing.find(finding.id)
    return None if found is None else (found, whole.standing.sizes()[list_of(found)])


def _missing(id: str) -> HTTPException:
    rule: Rule | None = RULES.get(id.partition("|")[0])
    about = f" van de soort “{rule.title}”" if rule else ""
    return HTTPException(404, f"Er is op de peildatum geen lacune{about} met dit kenmerk. Misschien is zij opgelost, of hoort zij bij "
                              "een andere peildatum of soort gebied. Kijk in de lacunelijst wat er nu staat.")


@router.get("/lacunes/{id:path}")
def show(request: Request, id: str) -> HTMLResponse:
    """The page of one finding."""
    service = service_of(request)
    choice = Choice.of(request.query_params, ALL)
    frame = frame_of(service, service.projection(), choice.day)
    found = locate(service, id, choice)
    if found is None:
        raise _missing(id)
    report, finding = found
    told, rule = report.explain(finding), RULES[finding.rule]
    age = request.query_params.get("leeftijd", "")
    return page(
        request, "lacune.html", frame, finding=finding, rule=rule, meant=meaning(rule, finding.status),
        title=headline(report, finding), told=told, inventory=inventory(report, finding),
        fit=fit(report, finding, int(age) if age.isdecimal() and len(age) < 4 else None),
        case=case_of(report, finding), sources=sources(report, told), picture=picture(report, finding), choice=choice,
        choices=choices(service, report, finding, choice, asked=request.query_params.get("opties") == "ja"),
        parts=score_parts(report, finding), place=place(service, finding, choice),
        ages=ages_in_words(finding.ages) if finding.ages else None,
        area=report.context.name("area", finding.subject["gebied"]) if "gebied" in finding.subject else None)
