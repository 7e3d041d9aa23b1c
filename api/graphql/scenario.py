"""What would be: the effect of changes that are not stored."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812
from typing import Annotated, Any

import strawberry

from api.graphql.bottlenecks import Bottleneck
from api.graphql.context import Info, checked_day
from api.graphql.errors import bad_input
from api.graphql.gaps import Gap, GapFilter, UsedParameter, area_notices, request_of
from api.graphql.ids import checked_first, cursor, read_cursor
from api.graphql.nodes import Area, Profile, node
from api.graphql.parts import PAGE, After, Connection, First, cut, described, page_of
from api.graphql.rules import FiguresChange
from api.graphql.scenario_changes import ScenarioChange, ScenarioChangeRead, change_of, refusal
from api.scenarios import bottlenecks, changed, named
from api.settings import today
from graph.capacity import Group
from graph.gaps import Finding, Report, WrongRequest
from graph.gaps.compare import Changed, Direction
from graph.scenario import WhatIf, about
from loaders.scenario import read_scenario

MOST_CHANGES = 50
_SHOWN, _GROUPS = 20, 10


@strawberry.type(description="Een bladzijde van bevindingen die verdwijnen of erbij komen, op id.")
class ScenarioGapConnection(Connection[Gap]):
    """One page of findings."""


@strawberry.type(description="Een bevinding die blijft, zoals zij is en zoals zij zou zijn.")
class ChangedGap:
    """One finding before and after."""

    before: Gap = described("Zoals zij is.")
    after: Gap = described("Zoals zij zou zijn.")


@strawberry.type(description="Een bladzijde van bevindingen die veranderen, op id.")
class ChangedGapConnection(Connection[ChangedGap]):
    """One page of changed findings."""


@strawberry.type(description="Wat een scenario zou doen. Er is niets opgeslagen.")
class ScenarioOutcome:
    """The answer to one scenario; lists of findings are in the order of their ids."""

    whatif: strawberry.Private[WhatIf]
    gone: strawberry.Private[list[Finding]]
    new: strawberry.Private[list[Finding]]
    pairs: strawberry.Private[dict[Direction, list[Changed]]]
    touched: strawberry.Private[tuple[list[str], list[str]]]
    short: strawberry.Private[tuple[list[Group], list[Group]]]
    revision: int = described("De revisie waarop het scenario is gelegd.")
    date: Date = described("De peildatum.")
    fictitious: bool = described("Of er voorbeelddata in staan.")
    parameters: list[UsedParameter] = described("De instellingen waarmee gerekend is.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")
    changes: list[ScenarioChangeRead] = described("De wijzigingen zoals zij zijn begrepen.")
    figures: list[FiguresChange] = described("Wat elke regel telde en zou tellen.")
    profile_count: int = described("Hoeveel profielen het scenario raakt.")
    area_count: int = described("Hoeveel gebieden het scenario raakt.")
    bottleneck_count_before: int = described("Hoeveel groepen met te weinig plekken er veranderen.")
    bottleneck_count_after: int = described("Hoeveel groepen met te weinig plekken ervoor in de plaats komen.")

    @strawberry.field(description="De bevindingen die verdwijnen, zoals zij zijn.")
    def closed(self, first: First = _SHOWN, after: After = None) -> ScenarioGapConnection:
        """Explained by the report before."""
        return ScenarioGapConnection(**_page("closed", self.gone, self._gap(self.whatif.before), first, after))

    @strawberry.field(description="De bevindingen die erbij komen, zoals zij zouden zijn.")
    def opened(self, first: First = _SHOWN, after: After = None) -> ScenarioGapConnection:
        """Explained by the report after."""
        return ScenarioGapConnection(**_page("opened", self.new, self._gap(self.whatif.after), first, after))

    @strawberry.field(description="De bevindingen die blijven, op minder leeftijden.")
    def better(self, first: First = _SHOWN, after: After = None) -> ChangedGapConnection:
        """Fewer ages."""
        return self._changed(Direction.BETTER, first, after)

    @strawberry.field(description="De bevindingen die blijven, op meer leeftijden.")
    def worse(self, first: First = _SHOWN, after: After = None) -> ChangedGapConnection:
        """More ages."""
        return self._changed(Direction.WORSE, first, after)

    @strawberry.field(description="De bevindingen die blijven, op andere leeftijden of met een andere status.")
    def changed(self, first: First = _SHOWN, after: After = None) -> ChangedGapConnection:
        """Other ages, or another status."""
        return self._changed(Direction.OTHER, first, after)

    @strawberry.field(description="De profielen die het scenario raakt, op id.")
    def profiles(self, first: First = PAGE) -> list[Profile]:
        """The profiles of the findings that differ."""
        return [node(self.whatif.after.projection, "profile", id) for id in cut(self.touched[0], first)]

    @strawberry.field(description="De gebieden die het scenario raakt, op id.")
    def areas(self, first: First = PAGE) -> list[Area]:
        """The areas of the findings that differ."""
        return [node(self.whatif.after.projection, "area", id) for id in cut(self.touched[1], first)]

    @strawberry.field(description="De groepen met te weinig plekken die veranderen, zoals zij zijn.")
    def bottlenecks_before(self, first: First = _GROUPS) -> list[Bottleneck]:
        """By the report before."""
        return [Bottleneck.of(self.whatif.before, group) for group in cut(self.short[0], first)]

    @strawberry.field(description="De groepen met te weinig plekken die veranderen, zoals zij zouden zijn.")
    def bottlenecks_after(self, first: First = _GROUPS) -> list[Bottleneck]:
        """By the report after."""
        return [Bottleneck.of(self.whatif.after, group) for group in cut(self.short[1], first)]

    def _gap(self, report: Report) -> Callable[[Finding], tuple[str, Gap]]:
        return lambda finding: (finding.id, Gap.of(report, report.ranked(finding)))

    def _changed(self, direction: Direction, first: int, after: str | None) -> ChangedGapConnection:
        was, now = self._gap(self.whatif.before), self._gap(self.whatif.after)

        def made(pair: Changed) -> tuple[str, ChangedGap]:
            return pair.before.id, ChangedGap(before=was(pair.before)[1], after=now(pair.after)[1])

        return ChangedGapConnection(**_page(direction.value, self.pairs[direction], made, first, after))


def _page(listing: str, items: Sequence[Any], made: Callable[[Any], tuple[str, Any]], first: int, after: str | None) -> dict[str, Any]:
    """A page of findings or pairs of them, in the order of their ids."""
    name = f"scenario {listing}"

    def id_of(item: Finding | Changed) -> str:
        return item.id if isinstance(item, Finding) else item.before.id

    size = checked_first(first)
    start = 0 if after is None else bisect_right(items, read_cursor(name, after, str)[0], key=id_of)
    shown = [made(item) for item in items[start: start + size]]
    return page_of([gap for _, gap in shown], [cursor(name, id) for id, _ in shown], len(items), more=start + size < len(items),
                   after=after)


async def scenario(
    info: Info,
    changes: Annotated[list[ScenarioChange], strawberry.argument(
        description=f"De wijzigingen, hoogstens {MOST_CHANGES}. Zij mogen op elkaar bouwen; de laatste telt.")],
    where: Annotated[GapFilter | None, strawberry.argument(
        name="filter",
        description="Over welke bevindingen. Zonder date geldt vandaag, of de laatste sluiting als die later is.")] = None,
) -> ScenarioOutcome:
    """The findings with and without the changes, compared in a thread."""
    if not 1 <= len(changes) <= MOST_CHANGES:
        raise bad_input(f"Geef 1 tot en met {MOST_CHANGES} wijzigingen, niet {len(changes)}.")
    where = where or GapFilter()
    projection = info.context.projection
    given = [change_of(projection, change) for change in changes]
    found = await asyncio.to_thread(read_scenario, given, projection, checked_day(where.date), today())
    if found.problem_count:
        raise refusal(found)
    report = await info.context.report(replace(request_of(info, where), day=found.day))
    wanted = {status.value for status in where.status or ()}

    def kept(findings: list[Finding]) -> list[Finding]:
        return [finding for finding in findings if not wanted or finding.status in wanted]

    def made() -> ScenarioOutcome:
        whatif = WhatIf(report, found.edits)
        gone, new, short = kept(whatif.closed), kept(whatif.opened), bottlenecks(whatif)
        pairs = {way: [pair for pair in changed(whatif, way) if not wanted or {pair.before.status, pair.after.status} & wanted]
                 for way in Direction}
        touched = about([*gone, *new, *(pair.after for way in pairs.values() for pair in way)])
        return ScenarioOutcome(
            whatif=whatif, touched=touched, short=short, gone=gone, new=new, pairs=pairs,
            revision=projection.revision.number, date=found.day, fictitious=projection.fictitious,
            parameters=[UsedParameter(name=key, value=value) for key, value in report.parameters.items()],
            notices=[*found.notices, *area_notices(report)],
            changes=[ScenarioChangeRead.of(change, named(whatif, change.kind, change.id)) for change in found.changes],
            figures=[FiguresChange.of(comparison) for comparison in whatif.comparisons.values()],
            profile_count=len(touched[0]), area_count=len(touched[1]), bottleneck_count_before=len(short[0]),
            bottleneck_count_after=len(short[1]))

    try:
        return await asyncio.to_thread(made)
    except WrongRequest as wrong:
        raise bad_input(str(wrong)) from None
