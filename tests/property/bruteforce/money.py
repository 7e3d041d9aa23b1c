"""Section 8: when the parts of a provision end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .cells import Row, code, days, ids, text
from .region import Arrangement, Region

NOT_MONEY = {"ONGEDEKT", "AANVRAAG"}


@dataclass(frozen=True)
class End:
    """When a part ends: never; on a known day; or, unknown, not before a day (None: no such day is known)."""

    never: bool = False
    known: date | None = None
    not_before: date | None = None

    @property
    def unknown(self) -> bool:
        """It ends, nobody knows when."""
        return not self.never and self.known is None


def pays(row: Row) -> bool:
    """Whether the status of a funding row is another than ONGEDEKT and AANVRAAG."""
    return code(row, "status") not in NOT_MONEY


def last_day(row: Row) -> date | None:
    """The last day of `geldig_tot`."""
    end = days(row.get("geldig_tot", ""))
    return None if end is None else end[1]


def component_end(rows: list[Row]) -> End:
    """The end of a component from its active rows that pay; there is at least one."""
    assert rows
    if any(code(row, "status") == "STRUCTUREEL" and last_day(row) is None for row in rows):
        return End(never=True)
    known = [end for end in map(last_day, rows) if end is not None]
    if len(known) < len(rows):
        return End(not_before=max(known, default=None))
    return End(known=max(known))


def parts(region: Region, r: Arrangement) -> list[End]:
    """The ends of all that a provision rests on."""
    own = last_day(r.row)
    found = [] if own is None else [End(known=own)]
    bases = {text(row, "id"): row for row in region.rows("rechtsgronden")}
    for basis in ids(r.row, "wettelijke_basis"):
        end = last_day(bases[basis])
        if end is not None:
            found.append(End(known=end))
    paying: dict[str, list[Row]] = {}
    for row in region.rows("financiering"):
        if text(row, "arrangement") == r.id and region.active(row) and pays(row):
            paying.setdefault(code(row, "component"), []).append(row)
    return found + [component_end(rows) for rows in paying.values()]


def ends_soon_for_certain(ends: list[End], horizon: date) -> bool:
    """A part is known and not after the horizon."""
    return any(end.known is not None and end.known <= horizon for end in ends)


def ends_soon_perhaps(ends: list[End], horizon: date) -> bool:
    """Not for certain, but a part is unknown and has no "not before" beyond the horizon."""
    return not ends_soon_for_certain(ends, horizon) and any(
        end.unknown and not (end.not_before is not None and end.not_before > horizon) for end in ends
    )
