"""The edits that options are made of: valid records, as they would stand in the workbook."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from graph.gaps.context import Context
from graph.projection.areas import Bits
from graph.projection.offers import age_mask, ages_of
from graph.records import Edit, Values
from schema.dates import months_before
from schema.keys import derived_id
from schema.kinds import KINDS
from schema.types import ALLE


def changed(context: Context, kind: str, id: str, **columns: Any) -> Edit:
    """A record with other values in these columns; None makes a cell blank."""
    values = {**context.values(kind, id), **columns}
    return Edit(kind, id, {name: value for name, value in values.items() if value is not None and value != []})


def added(kind: str, values: Values, id: str | None = None) -> Edit:
    """A new record; `id` for a sheet that has an id column, else it follows from the key."""
    kept = {name: value for name, value in values.items() if value is not None and value != []}
    return Edit(kind, id if id is not None else derived_id(KINDS[kind], kept), kept)


def free_id(context: Context, kind: str, wanted: str) -> str:
    """An id that nobody has yet: as wanted (cut to what an id may be), else with a number behind it."""
    table = context.moment.projection[kind]
    wanted = wanted[:76]
    return next(id for id in (wanted, *(f"{wanted}-{number}" for number in range(2, 1000))) if id not in table)


def place(context: Context, leaves: Bits, area: str | None = None) -> list[str]:
    """The cell `gebieden` for a set of leaves: the area, when it is that wholly, else the leaves themselves."""
    areas = context.moment.areas
    return [area] if area is not None and areas.bits(area) == leaves else areas.leaf_ids(leaves)


def united(one: list[str] | None, other: list[str] | None) -> list[str] | None:
    """Two cells with several values together; unknown with anything is unknown."""
    if one is None or other is None:
        return None
    return [ALLE] if [ALLE] in (one, other) else sorted({*one, *other})


def hull(ages: int) -> tuple[int, int]:
    """The youngest and the oldest age of a mask that is not empty."""
    found = ages_of(ages)
    return found[0], found[-1]


def mask_of(ages: tuple[int, ...]) -> int:
    """Ages as a mask."""
    return sum(age_mask(age, age) for age in ages)


def ended(context: Context, kind: str, id: str) -> Edit | None:
    """A record that stopped the day before the peildatum; None when it began too late for that."""
    yesterday = (context.moment.day - timedelta(1)).isoformat()
    start = context.values(kind, id).get("geldig_van")
    return None if start is not None and start > yesterday[:len(start)] else changed(context, kind, id, geldig_tot=yesterday)


def horizon(context: Context) -> date:
    """The last day on which an end counts as soon, by the parameter `horizon_maanden`."""
    return months_before(context.moment.day, -context.parameters["horizon_maanden"])


def school_year_after(day: date) -> date:
    """The last day of the first school year that ends after a day."""
    end = date(day.year, 7, 31)
    return end if end > day else date(day.year + 1, 7, 31)
