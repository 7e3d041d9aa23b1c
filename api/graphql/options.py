"""The choice options of a finding, each with the scenario that proves its effect."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date as Date  # noqa: N812
from typing import Annotated

import orjson
import strawberry

from api.choices import notice, scenario_of
from api.graphql import rules
from api.graphql.context import Info
from api.graphql.errors import bad_input
from api.graphql.gaps import Gap, ParameterInput
from api.graphql.nodes import Organisation, node
from api.graphql.parts import CodeValue, First, cut, described
from api.graphql.scenario import ChangedGap
from api.settings import today
from graph.gaps import Finding, Report, Request
from graph.gaps.compare import Changed
from graph.gaps.run import AREA_KIND
from graph.options import Effect, Option
from graph.options import options as options_of
from graph.options.words import effect_in_words

_SHOWN = 20


@strawberry.type(description="Wat een keuze doet met alle bevindingen, ook die van anderen.")
class OptionEffect:
    """The effect of one option; lists are in the order of the ids."""

    option: strawberry.Private[Option]
    effect: strawberry.Private[Effect]
    closed_count: int = described("Hoeveel bevindingen verdwijnen, deze meegeteld.")
    opened_count: int = described("Hoeveel bevindingen erbij komen.")
    better_count: int = described("Hoeveel bevindingen blijven, op minder leeftijden.")
    worse_count: int = described("Hoeveel bevindingen blijven, op meer leeftijden.")
    changed_count: int = described("Hoeveel bevindingen blijven, op andere leeftijden of met een andere status.")
    net: int = described("Wat verdwijnt min wat erbij komt, in aantal.")
    net_score: int = described("Wat verdwijnt min wat erbij komt, in score.")

    @strawberry.field(description="De bevindingen die verdwijnen, zoals zij zijn.")
    def closed(self, first: First = _SHOWN) -> list[Gap]:
        """By the report before."""
        return [Gap.of(self.option.what_if.before, finding) for finding in cut(list(self.effect.closed), first)]

    @strawberry.field(description="De bevindingen die erbij komen, zoals zij zouden zijn.")
    def opened(self, first: First = _SHOWN) -> list[Gap]:
        """By the report after."""
        return [Gap.of(self.option.what_if.after, finding) for finding in cut(list(self.effect.opened), first)]

    @strawberry.field(description="De bevindingen die blijven, op minder leeftijden.")
    def better(self, first: First = _SHOWN) -> list[ChangedGap]:
        """Fewer ages."""
        return self._pairs(self.effect.better, first)

    @strawberry.field(description="De bevindingen die blijven, op meer leeftijden.")
    def worse(self, first: First = _SHOWN) -> list[ChangedGap]:
        """More ages."""
        return self._pairs(self.effect.worse, first)

    @strawberry.field(description="De bevindingen die blijven, op andere leeftijden of met een andere status.")
    def changed(self, first: First = _SHOWN) -> list[ChangedGap]:
        """Other ages, or only more or less sure."""
        return self._pairs(self.effect.other, first)

    def _pairs(self, pairs: Sequence[Changed], first: int) -> list[ChangedGap]:
        before, after = self.option.what_if.before, self.option.what_if.after
        return [ChangedGap(before=Gap.of(before, before.ranked(pair.before)), after=Gap.of(after, after.ranked(pair.after)))
                for pair in cut(list(pairs), first)]


@strawberry.type(description="Iets wat een bestuur kan kiezen bij een bevinding.")
class GapOption:
    """One option that has been tried."""

    kind: CodeValue = described("Wat voor keuze het is: VERRUIMEN, AFSPRAAK, SAMENVOEGEN, NIEUW, LOBBY of NIETS_DOEN.")
    title: str = described("De keuze in één zin.")
    description: str = described("Wat er verandert, bij wie, en wat er moet worden afgesproken.")
    owner: Organisation | None = described("De organisatie die aan zet is; leeg als de gegevens dat niet zeggen.")
    closes: bool = described("Of deze bevinding ermee verdwijnt.")
    improves: bool = described("Of deze bevinding blijft, op minder leeftijden.")
    confirms: bool = described("Of deze bevinding blijft zoals zij was, en dan bevestigd is.")
    summary: str = described("Het effect in gewone taal.")
    effect: OptionEffect = described("Het effect.")
    scenario: str = described("Het scenario waarmee is gerekend, als JSON zoals in een scenariobestand.")

    @classmethod
    def of(cls, report: Report, finding: Finding, option: Option) -> GapOption:
        """From the engine's option."""
        effect = option.effect
        net, score = effect.net
        label = report.projection.vocabulary.label("optiesoort", option.sort.value)
        return cls(
            kind=CodeValue(code=option.sort.value, label=label), title=option.title, description=option.description,
            owner=node(report.projection, "organisation", option.owner), closes=effect.closes, improves=effect.improves,
            confirms=effect.confirms, summary=effect_in_words(effect, finding), scenario=orjson.dumps(scenario_of(option)).decode(),
            effect=OptionEffect(
                option=option, effect=effect, closed_count=len(effect.closed), opened_count=len(effect.opened),
                better_count=len(effect.better), worse_count=len(effect.worse),
                changed_count=len(effect.other), net=net, net_score=score))


@strawberry.type(description="De keuzeopties van een bevinding: hoogstens zes, en altijd niets doen.")
class GapOptions:
    """The answer about one finding."""

    gap: Gap = described("De bevinding.")
    considered: int = described("Hoeveel mogelijkheden er zijn gevonden.")
    tried: int = described("Hoeveel daarvan zijn doorgerekend.")
    helpful: int = described("Hoeveel daarvan deze bevinding sluiten of kleiner maken.")
    notice: str = described("Hoe er is gezocht, en wat er niet bij staat.")
    options: list[GapOption] = described("De keuzes: eerst navragen, dan wat het meeste sluit, en niets doen als laatste.")


async def options(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(name="gap", description="Het id van de bevinding.")],
    area_kind: Annotated[str | None, strawberry.argument(description="De soort gebied waarover geteld wordt; anders GEMEENTE.")] = None,
    parameters: Annotated[list[ParameterInput] | None, strawberry.argument(description="Instellingen van regels.")] = None,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> GapOptions:
    """The options of a finding, tried in a thread on the report of all rules."""
    rule = id.partition("|")[0]
    if rule not in rules.ALL:
        raise bad_input(f"{id} is geen id van een bevinding: het begint niet met een regel.")
    given = tuple((item.name, item.value) for item in parameters or ())
    if area_kind is not None:
        given += ((AREA_KIND, area_kind),)
    report = await info.context.report(Request(date or today(), parameters=given))

    def made() -> GapOptions:
        finding = report.find(id)
        if finding is None:
            raise bad_input(f"Er is op {report.request.day} geen bevinding met id {id}.")
        choices = options_of(report, finding)
        return GapOptions(
            gap=Gap.of(report, finding), considered=choices.considered, tried=choices.tried, helpful=choices.helpful,
            notice=notice(choices), options=[GapOption.of(report, finding, option) for option in choices.options])

    return await asyncio.to_thread(made)
