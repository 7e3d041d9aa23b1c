"""A region with referrals, small enough to walk by hand: thuis -> team -> dag -> haven, and what one changes about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.gaps import Report
from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]

PROFILE = {"id": "p1", "naam": "Autisme", "leeftijd_van": "11", "leeftijd_tot": "13", "behoefte": "AUTISME"}
EVERYBODY = {"gebieden": "swv", "leeftijd_van": "alle", "leeftijd_tot": "alle", "behoefte": "alle"}

ARRANGEMENTS: Rows = [
    {"id": "thuis", "naam": "Thuis", "soort": "SITUATIE", "instap": "ja"},
    # Whom the team is for is not filled in: it may be passed, but it is not what fits.
    {"id": "team", "naam": "Team", "soort": "EXTRA_ONDERSTEUNING", "voorliggend": "GELIJK", "gebieden": "swv", "leeftijd_van": "4",
     "leeftijd_tot": "18", "aanbieder": "o2"},
    {"id": "dag", "naam": "Dagdeel", "soort": "DAGBEHANDELING", "voorliggend": "ZORG", "gebieden": "swv", "leeftijd_van": "4",
     "leeftijd_tot": "18", "aanbieder": "o1"},
    {"id": "haven", "naam": "De Haven", "soort": "ZOA", "voorliggend": "ZORG", **EVERYBODY, "aanbieder": "o1"},
]

REFERRALS: Rows = [
    {"van": "thuis", "naar": "team", "richting": "TOELEIDING", "toegang": "GEEN", "doorlooptijd_weken": "2", "warme_overdracht": "ja",
     "inschrijving": "BLIJFT"},
    {"van": "team", "naar": "dag", "richting": "TOELEIDING", "toegang": "BESCHIKKING_JW", "besluit_door": "o2",
     "doorlooptijd_weken": "6", "warme_overdracht": "nee"},
    {"van": "dag", "naar": "haven", "richting": "DOORSTROOM"},
    {"van": "haven", "naar": "team", "richting": "TERUGKEER", "doorlooptijd_weken": "1"},
]


def but(rows: Rows, where: dict[str, str], **changed: str) -> Rows:
    """The rows, with some cells of those that have the values `where` changed (blank: '')."""
    return [{**row, **changed} if where.items() <= row.items() else row for row in rows]


@contextmanager
def region(arrangements: Rows = ARRANGEMENTS, referrals: Rows = REFERRALS, profile: dict[str, str] = PROFILE,
           **request: object) -> Iterator[Report]:
    """The report on the region with these rows."""
    with reported(replaced={"arrangementen": arrangements, "verwijspaden": referrals, "profielen": [profile]}, **request) as report:
        yield report
