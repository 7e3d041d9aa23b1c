"""The graph that an analyst sees in Neo4j, as data: which label a kind has, which relationship a column becomes.

Properties are the columns of the workbook under their own names; what points somewhere is a relationship. The property
`id` of a node is the id of its record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from schema.kinds import KINDS

LABELS: dict[str, str] = {
    "dataset": "Dataset", "source": "Source", "legal_basis": "LegalBasis", "concept": "Concept", "area": "Area",
    "organisation": "Organisation", "profile": "Profile", "demand": "Demand", "arrangement": "Arrangement",
    "responsibility": "Responsibility", "funding": "Funding", "inventory_entry": "InventoryEntry", "signal": "Signal",
    "flow": "Flow", "meeting": "Meeting", "agenda_item": "AgendaItem", "agreement": "Agreement", "gap_case": "GapCase",
    "option": "Option",
}
"""The label of each kind. A referral has none: it is the relationship REFERS_TO between two arrangements."""

REFERRAL, REFERS_TO = "referral", "REFERS_TO"

SCHEME = "Scheme"
"""The second label of the concept above all others of a scheme or an axis: what admits it admits any value."""

NEEDS, ADMITS, EXCLUDES, UNKNOWN_ON, BROADER = "NEEDS", "ADMITS", "EXCLUDES", "UNKNOWN_ON", "BROADER"


@dataclass(frozen=True, slots=True)
class Link:
    """The relationship that a column becomes; `reverse` when it runs from what the column names to the record."""

    type: str
    reverse: bool = False


_ACCORDING_TO = Link("ACCORDING_TO")

LINKS: dict[str, dict[str, Link]] = {
    "area": {"bovenliggend": Link("PART_OF")},
    "organisation": {"gebieden": Link("SERVES"), "onderdeel_van": Link("PART_OF")},
    "profile": {"gebieden": Link("LIVES_IN")},
    "demand": {"profiel": Link("FOR"), "gebied": Link("IN")},
    "arrangement": {
        "aanbieder": Link("PROVIDES", reverse=True), "partners": Link("PARTNER_IN", reverse=True),
        "gebieden": Link("SERVES"), "wettelijke_basis": Link("RESTS_ON"),
    },
    "responsibility": {
        "organisatie": Link("HELD_BY"), "arrangement": Link("FOR"), "profiel": Link("FOR"), "gebied": Link("FOR"),
    },
    "funding": {"arrangement": Link("FUNDS"), "financier": Link("PAID_BY")},
    "inventory_entry": {"organisatie": Link("ASKED"), "gebied": Link("ABOUT")},
    "signal": {"organisatie": Link("GIVEN_BY"), "profiel": Link("ABOUT"), "gebied": Link("ABOUT")},
    "flow": {
        "van": Link("FROM"), "naar": Link("TO"), "herkomst": Link("FROM"), "bestemming": Link("TO"), "profiel": Link("FOR"),
    },
    "meeting": {"leden": Link("MEMBER_OF", reverse=True), "gebieden": Link("FOR")},
    "agenda_item": {
        "overleg": Link("ON_AGENDA_OF"), "volgt_na": Link("FOLLOWS"), "voor": Link("SUPPORTED_BY"),
        "tegen": Link("OPPOSED_BY"), "onthouden": Link("ABSTAINED_BY"), "lacune": Link("ABOUT"),
    },
    "agreement": {"agenda": Link("AGREED_IN"), "eigenaar": Link("OWNED_BY"), "lacune": Link("ABOUT")},
    "gap_case": {"overleg": Link("DECIDED_BY"), "agenda": Link("DISCUSSED_IN"), "eigenaar": Link("OWNED_BY")},
    "option": {"lacune": Link("ANSWERS"), "eigenaar": Link("OWNED_BY")},
}
"""By kind, what each column that points to other records becomes; for `bron` see `links_of`."""


class Ends(NamedTuple):
    """One sort of relationship without properties: its type and the labels of the nodes at its ends."""

    start: str
    type: str
    end: str


@cache
def links_of(kind: str) -> dict[str, tuple[Ends, bool]]:
    """The columns of a kind that become relationships: what these join, and whether they run towards the record."""
    if kind == REFERRAL:
        return {}
    links = dict(LINKS.get(kind, {}))
    if "bron" in KINDS[kind].by_name:
        links["bron"] = _ACCORDING_TO
    found = {}
    for column, link in links.items():
        here, there = LABELS[kind], LABELS[KINDS[kind].by_name[column].kind or ""]
        found[column] = (Ends(there, link.type, here) if link.reverse else Ends(here, link.type, there), link.reverse)
    return found


def all_ends() -> Iterator[Ends]:
    """Every sort of relationship without properties that Dekkend makes, each once."""
    concept = LABELS["concept"]
    yield Ends(concept, BROADER, concept)
    yield Ends(LABELS["profile"], NEEDS, concept)
    for type in (ADMITS, EXCLUDES, UNKNOWN_ON):
        yield Ends(LABELS["arrangement"], type, concept)
    yield from dict.fromkeys(ends for kind in LABELS for ends, _ in links_of(kind).values())
