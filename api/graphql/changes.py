"""What changed between two revisions, two dates, or both: records, dates, findings, and why findings changed."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date as Date  # noqa: N812
from typing import Annotated, Any

import strawberry

from api.difference_words import change_of, fictitious
from api.graphql.change_parts import GapChange, GapDifferenceNode, PassedDay, RecordDifference
from api.graphql.context import Info, checked_day
from api.graphql.errors import bad_input
from api.graphql.gaps import GapFilter, UsedParameter, area_notices, request_of
from api.graphql.ids import checked_first, cursor, read_cursor
from api.graphql.parts import PAGE, After, Connection, First, described, page_of
from api.graphql.revisions import StoredRevision
from api.graphql.rules import FiguresChange
from api.history import Asked
from graph.differences import CHANGED, NEW, RETIRED, Differences, GapDifference, RecordChange
from schema.kinds import KINDS

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@strawberry.type(description="Hoeveel gegevens van een blad verschillen.")
class SheetCount:
    """The changes of one sheet, counted."""

    sheet: str = described("Het blad van het werkboek.")
    new: int = described("Hoeveel nieuw.")
    changed: int = described("Hoeveel veranderd.")
    retired: int = described("Hoeveel vervallen.")


@strawberry.type(description="Een bladzijde van gegevens die verschillen, per blad op id.")
class RecordDifferenceConnection(Connection[RecordDifference]):
    """One page of records."""


@strawberry.type(description="Een bladzijde van datums die voorbijgingen, per blad op id en kolom.")
class PassedDayConnection(Connection[PassedDay]):
    """One page of dates."""


@strawberry.type(description="Een bladzijde van bevindingen die verschillen, op id.")
class GapDifferenceConnection(Connection[GapDifferenceNode]):
    """One page of findings."""


@strawberry.type(description="Het verschil tussen twee lijsten: de gegevens, de datums, de bevindingen en de cijfers.")
class ChangeSet:
    """The difference."""

    differences: strawberry.Private[Differences]
    listed: strawberry.Private[list[GapDifference]]
    since: StoredRevision = described("De oudste revisie.")
    until: StoredRevision = described("De nieuwste revisie.")
    since_date: Date = described("De peildatum van de oudste lijst.")
    until_date: Date = described("De peildatum van de nieuwste lijst.")
    fictitious: bool = described("Of er voorbeelddata in staan.")
    parameters: list[UsedParameter] = described("De instellingen waarmee gerekend is.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")
    closed_count: int = described("Hoeveel bevindingen niet meer op de lijst staan.")
    opened_count: int = described("Hoeveel bevindingen nieuw zijn.")
    changed_count: int = described("Hoeveel bevindingen bleven maar veranderden.")
    figures: list[FiguresChange] = described("Wat elke regel telde, eerst en nu, ongeacht de gekozen statussen.")
    sheets: list[SheetCount] = described("De gegevens die verschillen, geteld per blad.")

    @strawberry.field(description="De bevindingen die verschillen.")
    def gaps(self, changes: Annotated[list[GapChange] | None, strawberry.argument(description="Alleen wat dit overkwam.")] = None,
             first: First = PAGE, after: After = None) -> GapDifferenceConnection:
        """By id."""
        wanted = None if changes is None else {change.value for change in changes}
        chosen = [each for each in self.listed if wanted is None or change_of(each) in wanted]
        return GapDifferenceConnection(**_page("changes gaps", chosen, lambda each: (each.id,),
                                               lambda each: GapDifferenceNode.of(self.differences, each), first, after))

    @strawberry.field(description="De gegevens die verschillen.")
    def records(self, first: First = PAGE, after: After = None) -> RecordDifferenceConnection:
        """By sheet and id."""
        return RecordDifferenceConnection(**_page(
            "changes records", self.differences.records, lambda each: (_ORDER[each.kind], each.id),
            lambda each: RecordDifference.of(self.differences, each), first, after))

    @strawberry.field(description="De datums die voorbijgingen.")
    def dates(self, first: First = PAGE, after: After = None) -> PassedDayConnection:
        """By sheet, id and column."""
        return PassedDayConnection(**_page("changes dates", self.differences.events,
                                           lambda each: (_ORDER[each.kind], each.id, each.column),
                                           lambda each: PassedDay.of(self.differences, each), first, after))


def _page(name: str, items: Sequence[Any], key: Callable[[Any], tuple[Any, ...]], made: Callable[[Any], Any], first: int,
          after: str | None) -> dict[str, Any]:
    size = checked_first(first)
    types = [str] if name == "changes gaps" else [int, str] if name == "changes records" else [int, str, str]
    start = 0 if after is None else bisect_right(items, tuple(read_cursor(name, after, *types)), key=key)
    shown = items[start: start + size]
    return page_of([made(item) for item in shown], [cursor(name, *key(item)) for item in shown], len(items),
                   more=start + size < len(items), after=after)


def _sheets(changes: Sequence[RecordChange]) -> list[SheetCount]:
    counts = Counter((change.kind, change.what) for change in changes)
    return [SheetCount(sheet=kind.sheet, new=counts[name, NEW], changed=counts[name, CHANGED], retired=counts[name, RETIRED])
            for name, kind in KINDS.items() if any(counts[name, what] for what in (NEW, CHANGED, RETIRED))]


async def changes(
    info: Info,
    since: Annotated[int, strawberry.argument(description="Het nummer van de oudste revisie.")],
    until: Annotated[int | None, strawberry.argument(description="Het nummer van de nieuwste revisie; anders de laatste.")] = None,
    since_date: Annotated[Date | None, strawberry.argument(
        description="De peildatum van de oudste lijst; anders die van de nieuwste.")] = None,
    where: Annotated[GapFilter | None, strawberry.argument(
        name="filter", description="Over welke bevindingen. De datum is de peildatum van de nieuwste lijst.")] = None,
) -> ChangeSet:
    """Read, computed and compared in a thread."""
    where = where or GapFilter()
    request = request_of(info, where)
    earlier = since_date or request.day
    for day in (earlier, request.day):
        checked_day(day)
    if earlier > request.day:
        raise bad_input(f"De peildatum {earlier} van de oudste lijst ligt na die van de nieuwste: {request.day}.")
    newest = info.context.projection.revision.number
    found = await info.context.differences(Asked(since, newest if until is None else until, request, earlier))
    wanted = {status.value for status in where.status or ()}

    def made() -> ChangeSet:
        listed = [each for each in found.gaps
                  if not wanted or wanted & {side.status for side in (each.before, each.after) if side is not None}]
        counts = Counter(map(change_of, listed))
        _ = found.events  # not in the thread that answers
        return ChangeSet(
            differences=found, listed=listed, since=StoredRevision.of(found.before.projection.revision),
            until=StoredRevision.of(found.after.projection.revision), since_date=found.before.request.day,
            until_date=found.after.request.day, fictitious=fictitious(found),
            parameters=[UsedParameter(name=key, value=value) for key, value in found.after.parameters.items()],
            notices=area_notices(found.after), closed_count=counts["GESLOTEN"], opened_count=counts["NIEUW"],
            changed_count=counts["VERANDERD"], sheets=_sheets(found.records),
            figures=[FiguresChange.of(comparison) for comparison in found.comparisons.values()])

    return await asyncio.to_thread(made)
