"""Findings: the list with its figures, and one finding with its explanation and evidence."""

from __future__ import annotations

import asyncio
from datetime import date as Date  # noqa: N812  (the name that the schema uses; `date` is a field)
from functools import cached_property
from typing import Annotated

import strawberry

from api.graphql import rules
from api.graphql.context import Info
from api.graphql.findings import Order, listing
from api.graphql.gap_parts import FindingStatus, GapFacets, GapList, GapOrder, ScorePart, ScoreReason
from api.graphql.ids import checked_first, cursor, local_id, read_cursor
from api.graphql.nodes import Area, Profile, node
from api.graphql.parts import PAGE, After, Connection, First, PartialDate, described, page_of
from api.graphql.rules import Rule, RuleFigures
from api.settings import today
from graph.gaps import Explanation, Finding, Report, Request
from graph.gaps.ranking import list_of
from graph.gaps.run import AREA_KIND

_EVIDENCE = 20


@strawberry.input(description="De waarde van een instelling van een regel.")
class ParameterInput:
    """A parameter by name."""

    name: str = described("De naam, zoals paren.")
    value: str = described("De waarde; meer waarden met komma's ertussen.")


@strawberry.input(description="Welke bevindingen u wilt zien; wat u invult moet allemaal kloppen.")
class GapFilter:
    """What the list is restricted to."""

    rules: list[strawberry.ID] | None = strawberry.field(default=None, description="Alleen deze regels.")
    profiles: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Alleen deze profielen; regels zonder profiel blijven zoals zij zijn.")
    areas: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Alleen deze gebieden; regels zonder gebied blijven zoals zij zijn.")
    area_kind: str | None = strawberry.field(default=None, description="De soort gebied waarover geteld wordt; anders GEMEENTE.")
    status: list[FindingStatus] | None = strawberry.field(default=None, description="Alleen bevindingen met een van deze statussen.")
    parameters: list[ParameterInput] | None = strawberry.field(default=None, description="Instellingen van regels.")
    date: Date | None = strawberry.field(default=None, description="De peildatum; anders vandaag.")


@strawberry.type(description="Waar een bevinding over gaat: één onderdeel van haar id.")
class SubjectPart:
    """One key of the identity."""

    key: str = described("Wat het is, zoals profiel, gebied of arrangement.")
    values: list[str] = described("De ids of waarden.")


@strawberry.type(description="Een gegeven waaruit de bevinding blijkt.")
class Evidence:
    """One record that shows it."""

    kind: str = described("Wat voor gegeven het is, in gewone taal.")
    id: str = described("Het id in het werkboek.")
    label: str = described("De naam.")
    note: str = described("Wat eruit blijkt.")
    source: str | None = described("De bron.")
    date: PartialDate | None = described("Wanneer het is bevestigd of geteld.")


@strawberry.type(description="Een bevinding: iets dat ontbreekt, voor wie, waar, en hoe zeker dat is.")
class Gap:
    """One finding."""

    report: strawberry.Private[Report]
    finding: strawberry.Private[Finding]
    id: strawberry.ID = described("Het vaste id van de bevinding, zoals GEEN_AANBOD|profiel=p1|gebied=gm0546.")
    rule: Rule = described("De regel die haar vond.")
    status: FindingStatus = described("Hoe zeker zij is.")
    subject: list[SubjectPart] = described("Waar zij over gaat.")
    profile: Profile | None = described("Het profiel, als zij over een profiel gaat.")
    area: Area | None = described("Het gebied, als zij over een gebied gaat.")
    ages: list[int] = described("De leeftijden; leeg bij regels die er geen hebben.")
    score: int = described("De score waarop de lijst is geordend.")
    on_list: GapList = strawberry.field(name="list", description="Op welke lijst zij staat.")
    severity: int = described("De ernst: 0 tot en met 5.")
    urgency: int = described("De urgentie: 0 tot en met 5.")
    evidence_strength: int = described("Hoe sterk het bewijs is: 0 tot en met 3.")

    @classmethod
    def of(cls, report: Report, finding: Finding) -> Gap:
        """From a ranked finding."""
        subject = finding.subject
        return cls(
            report=report, finding=finding, id=strawberry.ID(finding.id), rule=rules.ALL[finding.rule],
            status=FindingStatus(finding.status), on_list=GapList(list_of(finding)),
            subject=[SubjectPart(key=key, values=[str(item) for item in value] if isinstance(value, list) else [str(value)])
                     for key, value in subject.items()],
            profile=node(report.projection, "profile", subject.get("profiel")),
            area=node(report.projection, "area", subject.get("gebied")),
            ages=list(finding.ages), score=finding.score, severity=finding.severity, urgency=finding.urgency,
            evidence_strength=finding.evidence_strength)

    async def _stood(self, info: Info) -> Finding | None:
        """The finding with its rank; by itself it is looked up in the list of all findings of that day."""
        if self.finding.rank or self.report.projection is not info.context.projection:
            return self.finding
        whole = await info.context.report(Request(self.report.request.day))
        return await asyncio.to_thread(lambda: whole.standing.find(self.finding.id))

    @strawberry.field(description="De plaats op haar lijst, vanaf 1: bij gaps op de lijst van deze regels, profielen en gebieden, bij gap "
                                  "op de lijst van alles. Leeg bij wat een scenario zou opleveren.")
    async def rank(self, info: Info) -> int | None:
        """Computed for all findings at once."""
        found = await self._stood(info)
        return None if found is None else found.rank or None

    @strawberry.field(description="De hoogste plaats als elk gewicht half, gewoon of anderhalf keer telt.")
    async def rank_min(self, info: Info) -> int | None:
        """The first rank of the band."""
        found = await self._stood(info)
        return None if found is None else found.rank_band[0] or None

    @strawberry.field(description="De laagste plaats als elk gewicht half, gewoon of anderhalf keer telt.")
    async def rank_max(self, info: Info) -> int | None:
        """The last rank of the band."""
        found = await self._stood(info)
        return None if found is None else found.rank_band[1] or None

    @strawberry.field(description="De criteria die meetelden, per deel van de score het zwaarste eerst.")
    async def reasons(self) -> list[ScoreReason]:
        """Made only when they are asked for."""
        found = await asyncio.to_thread(self.report.weigh, self.finding)
        return [ScoreReason(part=part, criterion=reason.criterion, value=reason.value, text=reason.text)
                for part, reasons in zip(ScorePart, (found.severity, found.urgency, found.evidence), strict=True) for reason in reasons]

    @cached_property
    def _told(self) -> Explanation:
        return self.report.explain(self.finding)

    async def _explained(self) -> Explanation:
        return await asyncio.to_thread(lambda: self._told)

    @strawberry.field(description="Waarom dit een bevinding is, in gewone taal.")
    async def explanation(self) -> str:
        """Made only when it is asked for."""
        return (await self._explained()).text

    @strawberry.field(description="De gegevens waaruit het blijkt.")
    async def evidence(self, first: First = _EVIDENCE) -> list[Evidence]:
        """Made only when it is asked for."""
        told = await self._explained()
        return list(told.evidence[:checked_first(first)])  # the same attributes

    @strawberry.field(description="Hoeveel gegevens er als bewijs zijn.")
    async def evidence_count(self) -> int:
        """How many there are in all."""
        return len((await self._explained()).evidence)


@strawberry.type(description="Een instelling waarmee gerekend is.")
class UsedParameter:
    """A parameter and its value."""

    name: str = described("De naam.")
    value: str = described("De waarde.")


@strawberry.type(description="Een bladzijde van de lacunelijst, met de cijfers van de hele lijst.")
class GapConnection(Connection[Gap]):
    """One page of the list."""

    date: Date = described("De peildatum.")
    revision: int = described("De revisie van de gegevens.")
    parameters: list[UsedParameter] = described("De instellingen waarmee gerekend is.")
    facets: GapFacets = described("De lijst geteld.")
    figures: list[RuleFigures] = described("Wat elke regel telde, ongeacht de gekozen statussen.")
    notices: list[str] = described("Wat u moet weten om de lijst goed te lezen.")


def request_of(info: Info, chosen: GapFilter) -> Request:
    """The request that a filter stands for."""
    projection = info.context.projection
    parameters = tuple((item.name, item.value) for item in chosen.parameters or ())
    if chosen.area_kind is not None:
        parameters += ((AREA_KIND, chosen.area_kind),)
    return Request(
        chosen.date or today(), tuple(chosen.rules or ()),
        tuple(local_id(projection["profile"], id) for id in chosen.profiles or ()),
        tuple(local_id(projection["area"], id) for id in chosen.areas or ()), parameters)


def area_notices(report: Report) -> list[str]:
    """A sentence about chosen areas that are not counted, if there are any."""
    moment = report.context.moment
    outside = [id for id in report.request.areas if id not in moment.analysis]
    return [f"{', '.join(outside)} is geen gebied van de soort {moment.area_kind} dat op de peildatum geldt; regels per gebied vinden "
            "daar niets. Kies een andere soort gebied."] if outside else []


async def gaps(
    info: Info,
    where: Annotated[GapFilter | None, strawberry.argument(name="filter", description="Welke bevindingen; leeg is alle.")] = None,
    order_by: Annotated[GapOrder, strawberry.argument(description="De volgorde.")] = GapOrder.ID,
    first: First = PAGE,
    after: After = None,
) -> GapConnection:
    """The list, computed in a thread."""
    where = where or GapFilter()
    size = checked_first(first)
    order = Order(order_by.value)
    name = f"gaps {order.value}"
    types = (str,) if order is Order.ID else (int, str)
    start = None if after is None else tuple(read_cursor(name, after, *types))
    report = await info.context.report(request_of(info, where))

    def made() -> GapConnection:
        chosen = listing(report, [status.value for status in where.status or ()], order)
        found, more = chosen.page(start, size)
        return GapConnection(
            **page_of([Gap.of(report, finding) for finding in found],
                      [cursor(name, *chosen.key(finding)) for finding in found], len(chosen), more=more, after=after),
            date=report.request.day, revision=report.projection.revision.number,
            parameters=[UsedParameter(name=key, value=value) for key, value in report.parameters.items()],
            facets=GapFacets.of(report, chosen),
            figures=[RuleFigures.of(rule, outcome) for rule, outcome in report.outcomes.items()],
            notices=area_notices(report))

    return await asyncio.to_thread(made)


async def gap(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="Het id van de bevinding.")],
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> Gap | None:
    """One finding, or None when it is not (or no longer) there."""
    rule = id.partition("|")[0]
    if rule not in rules.ALL:
        return None
    report = await info.context.report(Request(date or today(), (rule,)))
    finding = await asyncio.to_thread(report.find, id)
    return None if finding is None else Gap.of(report, finding)
