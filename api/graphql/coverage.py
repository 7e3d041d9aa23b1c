"""Coverage: which combinations of profile, area and age have an offer."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from datetime import date as Date  # noqa: N812
from enum import Enum
from typing import Annotated

import numpy as np
import strawberry

from api.graphql.context import Info
from api.graphql.gaps import GapFilter, area_notices, request_of
from api.graphql.ids import checked_first, cursor, read_cursor
from api.graphql.nodes import Area, Profile, node
from api.graphql.parts import PAGE, After, Connection, First, described, page_of
from graph.coverage import Cells
from graph.projection import Projection
from graph.projection.offers import ages_of

# The cells belong to a report on any one rule: it keeps them as long as the revision lasts.
_RULE = strawberry.ID("GEEN_AANBOD")
_CURSOR = "coverage"


@strawberry.enum(description="De dekking van een profiel in een gebied op een leeftijd.")
class CoverageState(Enum):
    """The states of a cell."""

    GEDEKT = strawberry.enum_value("GEDEKT", description="In het hele gebied past er iets.")
    DEELS = strawberry.enum_value("DEELS", description="In een deel van het gebied past er iets.")
    MOGELIJK = strawberry.enum_value("MOGELIJK", description="Er past misschien iets; er ontbreken gegevens.")
    GEEN = strawberry.enum_value("GEEN", description="Er past zeker niets.")


@strawberry.type(description="De leeftijden met een dekking.")
class StateAges:
    """The ages in one state."""

    state: CoverageState = described("De dekking.")
    ages: list[int] = described("De leeftijden in jaren.")


@strawberry.type(description="Hoeveel leeftijden er met een dekking zijn, over alle combinaties samen.")
class StateTotal:
    """The number of cells in one state."""

    state: CoverageState = described("De dekking.")
    cells: int = described("Het aantal combinaties van profiel, gebied en leeftijd.")


@strawberry.type(description="De dekking van één profiel in één gebied.")
class CoverageCell:
    """One pair."""

    profile: Profile = described("Het profiel.")
    area: Area = described("Het gebied.")
    states: list[StateAges] = described("De leeftijden per dekking, elke leeftijd één keer; een dekking zonder leeftijden ontbreekt.")


@strawberry.type(description="De dekking van profielen in gebieden.")
class Coverage:
    """The cells of the chosen pairs."""

    cells_of_engine: strawberry.Private[Cells]
    projection: strawberry.Private[Projection]
    revision: int = described("De revisie van de gegevens.")
    date: Date = described("De peildatum.")
    area_kind: str = described("De soort gebied waarover geteld wordt.")
    pairs: int = described("Het aantal combinaties van een profiel en een gebied waarin het voorkomt.")
    totals: list[StateTotal] = described("Alle combinaties van profiel, gebied en leeftijd, geteld per dekking.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")

    @strawberry.field(description="De combinaties, op id van profiel en gebied.")
    def cells(self, first: First = PAGE, after: After = None) -> Connection[CoverageCell]:
        """A page of the pairs that are considered."""
        size = checked_first(first)
        cells = self.cells_of_engine
        pairs = np.flatnonzero(cells.present.ravel())
        start = 0 if after is None else int(np.searchsorted(pairs, self._after(after)))
        places = [divmod(int(pair), len(cells.areas)) for pair in pairs[start:start + size + 1]]
        shown = places[:size]
        return Connection(**page_of(
            [self._cell(row, column) for row, column in shown],
            [cursor(_CURSOR, cells.profiles[row].id, cells.areas[column]) for row, column in shown],
            len(pairs), more=len(places) > size, after=after))

    def _after(self, after: str) -> int:
        """The flat place at which a page after that cursor begins, also when its profile or area is gone."""
        cells = self.cells_of_engine
        profile, area = read_cursor(_CURSOR, after, str, str)
        ids = [needs.id for needs in cells.profiles]
        row = bisect_left(ids, profile)
        there = row < len(ids) and ids[row] == profile
        return row * len(cells.areas) + (bisect_right(cells.areas, area) if there else 0)

    def _cell(self, row: int, column: int) -> CoverageCell:
        cells = self.cells_of_engine
        masks = ((state, int(cells.masks[state.value][row, column])) for state in CoverageState)
        return CoverageCell(
            profile=node(self.projection, "profile", cells.profiles[row].id), area=node(self.projection, "area", cells.areas[column]),
            states=[StateAges(state=state, ages=ages_of(mask)) for state, mask in masks if mask])


async def coverage(
    info: Info,
    profiles: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Alleen deze profielen.")] = None,
    areas: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Alleen deze gebieden.")] = None,
    area_kind: Annotated[str | None, strawberry.argument(description="De soort gebied waarover geteld wordt; anders GEMEENTE.")] = None,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> Coverage:
    """The coverage, computed in a thread."""
    asked = GapFilter(rules=[_RULE], profiles=profiles, areas=areas, area_kind=area_kind, date=date)
    report = await info.context.report(request_of(info, asked))

    def made() -> Coverage:
        cells = report.context.cells
        return Coverage(
            cells_of_engine=cells, projection=report.projection, revision=report.projection.revision.number, date=report.request.day,
            area_kind=report.context.moment.area_kind, pairs=int(np.count_nonzero(cells.present)),
            totals=[StateTotal(state=state, cells=int(np.bitwise_count(cells.masks[state.value]).sum())) for state in CoverageState],
            notices=area_notices(report))

    return await asyncio.to_thread(made)
