"""How well the providers of an area have been asked: what makes "nobody offers it" a fact or a suspicion."""

from __future__ import annotations

from dataclasses import dataclass

from graph.projection.moment import Moment
from graph.records import Values
from schema.dates import first_day, months_before

CONFIRMED, SUSPECTED, UNKNOWN = "BEVESTIGD", "VERMOED", "ONBEKEND"
_HALVES = {"JA": 2, "DEELS": 1}
MONTHS = 12
"""How long an answer counts."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The inventory of one area: rows asked, rows that count (in halves), status, and the ids of the rows."""

    asked: int
    halves: int
    rows: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The mean weight of the rows (0 to 1); None when nobody was asked."""
        return self.halves / (2 * self.asked) if self.asked else None

    @property
    def status(self) -> str:
        """BEVESTIGD from 0.9, VERMOED from 0.5, else ONBEKEND; in whole numbers, so that 0.9 is exactly 0.9."""
        if self.asked and 10 * self.halves >= 18 * self.asked:
            return CONFIRMED
        if self.asked and self.halves >= self.asked:
            return SUSPECTED
        return UNKNOWN


def weight(moment: Moment, values: Values) -> int:
    """What a row counts for in halves: 2 for a complete and recent answer, 0 for none."""
    answered = values.get("antwoord_op")
    recent = answered is not None and months_before(moment.day, MONTHS) < first_day(answered) <= moment.day
    return _HALVES.get(values.get("volledig", ""), 0) if recent else 0


def inventories(moment: Moment) -> dict[str, Inventory]:
    """inv(g) of every analysis area."""
    rows: list[tuple[int, int, str]] = []
    for record in moment.projection["inventory_entry"]:
        values = record.values
        bits = moment.areas.bits(values["gebied"])
        if not bits:
            continue
        rows.append((bits, weight(moment, values), record.id))
    # Many rows speak of the same few areas: compare each distinct set of leaves with an area once.
    grouped: dict[int, tuple[int, int, tuple[str, ...]]] = {}
    for bits, halves, id in rows:
        count, total, ids = grouped.get(bits, (0, 0, ()))
        grouped[bits] = (count + 1, total + halves, (*ids, id))
    found = {}
    for area in moment.analysis:
        own = moment.areas.bits(area)
        hits = [entry for bits, entry in grouped.items() if bits & own]
        found[area] = Inventory(sum(hit[0] for hit in hits), sum(hit[1] for hit in hits),
                                tuple(sorted(id for hit in hits for id in hit[2])))
    return found
