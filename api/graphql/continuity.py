"""The radar of end dates: which coverage ends when, and what ends it."""

from __future__ import annotations

import asyncio
from datetime import date as Date  # noqa: N812
from functools import cached_property
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.gaps import GapFilter, area_notices, request_of
from api.graphql.ids import checked_first, cursor, read_cursor
from api.graphql.nodes import Area, Arrangement, Profile, node
from api.graphql.parts import PAGE, After, CodeValue, Connection, First, Node, described, page_of
from api.radar import RULE, USUAL_MONTHS, asked, radar_of, sentence
from graph.continuity import End
from graph.end_words import end_in_words
from graph.gaps import Report
from graph.radar import Ending, Radar
from graph.radar import Stopping as Found

_CURSOR = "continuity"
_SHOWN = 10


@strawberry.type(description="Iets wat een voorziening doet ophouden.")
class ProvisionEnd:
    """One thing that ends a provision."""

    sentence: str = described("Wat het is en wanneer, in gewone taal.")
    last_day: Date | None = described("De laatste dag; leeg als die niet bekend is.")
    not_before: Date | None = described("Als de dag niet bekend is: in elk geval niet voor deze dag.")
    component: CodeValue | None = described("Het onderdeel waarvoor het geld ophoudt; leeg als het niet om geld gaat.")
    records: list[Node] = described("De gegevens die het zeggen: financiering, een rechtsgrond, of de voorziening zelf.")

    @classmethod
    def of(cls, report: Report, end: End) -> ProvisionEnd:
        """From the engine's end."""
        label = report.context.moment.vocabulary.label
        return cls(
            sentence=end_in_words(report.context.moment, end), last_day=end.day, not_before=end.not_before,
            component=CodeValue(code=end.component, label=label("component", end.component)) if end.component else None,
            records=[node(report.projection, end.kind, id) for id in end.ids])


@strawberry.type(description="Een voorziening die paste, en wat haar doet ophouden.")
class StoppingProvision:
    """One provision that ends."""

    arrangement: Arrangement = described("De voorziening.")
    ends: list[ProvisionEnd] = described("Wat haar het eerst doet ophouden.")


@strawberry.type(description="Het aanbod voor een profiel in een gebied houdt op, op leeftijden die op elkaar volgen.")
class CoverageEnd:
    """One ending."""

    report: strawberry.Private[Report]
    radar: strawberry.Private[Radar]
    ending: strawberry.Private[Ending]
    profile: Profile = described("Het profiel dat dan zijn laatste aanbod verliest.")
    area: Area = described("Het gebied.")
    ages: list[int] = described("De leeftijden.")
    certain: bool = described("Of de laatste dag bekend is.")
    last_day: Date | None = described("De laatste dag waarop er zeker aanbod ophoudt; leeg als die niet bekend is.")
    not_before: Date | None = described("Als de laatste dag niet bekend is: in elk geval niet voor deze dag; leeg als ook dat niet bekend "
                                              "is.")
    sooner: bool = described("Of het ook eerder dan de laatste dag kan ophouden, omdat een andere einddatum niet bekend is.")

    @classmethod
    def of(cls, report: Report, radar: Radar, ending: Ending) -> CoverageEnd:
        """From the engine's ending."""
        projection = report.projection
        return cls(
            report=report, radar=radar, ending=ending, profile=node(projection, "profile", ending.profile),
            area=node(projection, "area", ending.area), ages=list(ending.ages), certain=ending.certain, last_day=ending.last_day,
            not_before=ending.not_before, sooner=ending.sooner)

    @cached_property
    def _told(self) -> tuple[list[Found], bool]:
        return self.radar.told(self.ending)

    @strawberry.field(description="Of dit in een deel van het gebied is; elders gaat het aanbod dan nog door.")
    def partly(self) -> bool:
        """Found only when it is asked for."""
        return self._told[1]

    @strawberry.field(description="Wie wanneer welk aanbod verliest, in gewone taal.")
    def sentence(self) -> str:
        """Made only when it is asked for."""
        return sentence(self.report, self.radar, self.ending)

    @strawberry.field(description="Wat tot dan past en dan stopt of al eerder stopte, op volgorde van de dag.")
    def provisions(self, first: First = _SHOWN) -> list[StoppingProvision]:
        """Found only when it is asked for."""
        return [StoppingProvision(arrangement=node(self.report.projection, "arrangement", item.arrangement),
                                  ends=[ProvisionEnd.of(self.report, end) for end in item.ends])
                for item in self._told[0][:checked_first(first)]]


@strawberry.type(description="Wat er na één dag zeker verloren is.")
class CoverageLoss:
    """The losses of one day."""

    day: Date = described("De laatste dag.")
    profiles: int = described("Hoeveel profielen dan ergens hun laatste aanbod verliezen.")
    pairs: int = described("In hoeveel combinaties van een profiel en een gebied.")


@strawberry.type(description="Een bladzijde van de einddatum-radar: eerst wat zeker ophoudt, daarna wat misschien ophoudt, elk op dag.")
class ContinuityConnection(Connection[CoverageEnd]):
    """One page of the radar."""

    radar: strawberry.Private[Radar]
    date: Date = described("De peildatum.")
    revision: int = described("De revisie van de gegevens.")
    area_kind: str = described("De soort gebied waarover geteld wordt.")
    until: Date = described("Tot en met welke dag er vooruit gekeken is.")
    certain_count: int = described("Hoeveel er zeker ophouden; deze staan vooraan.")
    perhaps_count: int = described("Hoeveel er misschien ophouden, omdat een einddatum niet bekend is.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")

    @strawberry.field(description="Per laatste dag hoeveel profielen hun laatste aanbod verliezen, de eerste dagen eerst.")
    def losses(self, first: First = PAGE) -> list[CoverageLoss]:
        """The first days."""
        return [CoverageLoss(day=loss.day, profiles=loss.profiles, pairs=loss.pairs) for loss in self.radar.losses[:checked_first(first)]]


async def continuity(
    info: Info,
    profiles: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Alleen deze profielen.")] = None,
    areas: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Alleen deze gebieden.")] = None,
    area_kind: Annotated[str | None, strawberry.argument(description="De soort gebied waarover geteld wordt; anders GEMEENTE.")] = None,
    months: Annotated[int, strawberry.argument(description="Zoveel maanden vooruit: 0 tot en met 600.")] = USUAL_MONTHS,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
    first: First = PAGE,
    after: After = None,
) -> ContinuityConnection:
    """The radar, computed in a thread."""
    size = checked_first(first)
    key = None if after is None else read_cursor(_CURSOR, after, int, int, str, str, int)
    chosen = request_of(info, GapFilter(profiles=profiles, areas=areas, area_kind=area_kind, date=date))
    report = await info.context.report(asked(chosen, months))

    def made() -> ContinuityConnection:
        radar = radar_of(report)
        outcome = report.outcome(RULE)
        start = 0 if key is None else radar.after(tuple(key))
        places = range(start, min(start + size, len(radar)))
        return ContinuityConnection(
            **page_of([CoverageEnd.of(report, radar, radar[place]) for place in places],
                      [cursor(_CURSOR, *radar.key(place)) for place in places], len(radar), more=places.stop < len(radar), after=after),
            radar=radar, date=report.request.day, revision=report.projection.revision.number, area_kind=report.context.moment.area_kind,
            until=radar.until, certain_count=radar.certain, perhaps_count=len(radar) - radar.certain,
            notices=[*area_notices(report), *([] if outcome.computed else [f"Niet berekend: {outcome.reason}"])])

    return await asyncio.to_thread(made)
