"""Which records are connected, and how one says that: the columns that point to another record, as edges.

Records that say something about two others (a referral, a claim, a payment, a count) are the edge themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from graph.projection import Projection
from graph.records import Values
from schema.kinds import KINDS
from schema.references import references

Key = tuple[str, str]
"""(kind, id) of a record."""


class Link(NamedTuple):
    """A connection between two records. `record` is the record that is the connection itself, if there is one."""

    source: Key
    target: Key
    label: str
    style: str
    record: Key | None = None


# (kind, column) -> what one says, and whether the record that is pointed to comes first in the sentence.
_COLUMNS: dict[tuple[str, str], tuple[str, bool, str]] = {
    ("organisation", "gebieden"): ("werkt in", False, "ligging"),
    ("organisation", "onderdeel_van"): ("is onderdeel van", False, "verband"),
    ("arrangement", "aanbieder"): ("voert uit", True, "uitvoering"),
    ("arrangement", "partners"): ("doet mee aan", True, "deelname"),
    ("arrangement", "gebieden"): ("geldt in", False, "ligging"),
    ("arrangement", "wettelijke_basis"): ("rust op", False, "verband"),
    ("area", "bovenliggend"): ("ligt in", False, "ligging"),
    ("profile", "gebieden"): ("komt voor in", False, "ligging"),
    ("meeting", "leden"): ("zit aan tafel bij", True, "deelname"),
    ("meeting", "gebieden"): ("gaat over", False, "ligging"),
    ("agenda_item", "overleg"): ("ligt op tafel bij", False, "verband"),
    ("agenda_item", "volgt_na"): ("volgt na", False, "verband"),
    ("agenda_item", "voor"): ("was voor", True, "rol"),
    ("agenda_item", "tegen"): ("was tegen", True, "rol"),
    ("agenda_item", "onthouden"): ("onthield zich bij", True, "rol"),
    ("agenda_item", "lacune"): ("gaat over", False, "verband"),
    ("agreement", "agenda"): ("is afgesproken bij", False, "verband"),
    ("agreement", "eigenaar"): ("doet", True, "rol"),
    ("agreement", "lacune"): ("gaat over", False, "verband"),
    ("gap_case", "overleg"): ("wordt beslist in", False, "verband"),
    ("gap_case", "agenda"): ("staat op de agenda bij", False, "verband"),
    ("gap_case", "eigenaar"): ("trekt", True, "rol"),
    ("signal", "organisatie"): ("gaf", True, "verband"),
    ("signal", "profiel"): ("gaat over", False, "verband"),
    ("signal", "gebied"): ("komt uit", False, "ligging"),
    ("option", "lacune"): ("is een keuze bij", False, "verband"),
    ("option", "eigenaar"): ("zou doen", True, "rol"),
}
_SOURCED = ("blijkt uit", False, "verband")
EDGE_KINDS = frozenset({"referral", "responsibility", "funding", "demand", "inventory_entry", "flow"})
"""The kinds whose records are drawn as an edge."""

_NO_NODES = EDGE_KINDS | {"dataset", "concept"}
_INDEXES: WeakKeyDictionary[Projection, dict[Key, list[Link]]] = WeakKeyDictionary()


def links_of(projection: Projection) -> dict[Key, list[Link]]:
    """All links by each of their two ends; made once per projection."""
    index = _INDEXES.get(projection)
    if index is None:
        index = {}
        for link in _all(projection):
            index.setdefault(link.source, []).append(link)
            if link.target != link.source:
                index.setdefault(link.target, []).append(link)
        _INDEXES[projection] = index
    return index


def _all(projection: Projection) -> Iterator[Link]:
    for kind in KINDS:
        for record in projection[kind]:
            if kind in EDGE_KINDS:
                yield from edge_record(projection, kind, record.id, record.values)
            elif kind not in _NO_NODES:
                for column, other, id in references(kind, record.values):
                    if other != "concept" and id in projection[other]:
                        yield column_link((kind, record.id), column, (other, id))


def column_link(own: Key, column: str, other: Key) -> Link:
    """The link that a column of a record makes."""
    label, other_first, style = _SOURCED if column == "bron" else _COLUMNS[own[0], column]
    return Link(other, own, label, style) if other_first else Link(own, other, label, style)


def edge_record(projection: Projection, kind: str, id: str, values: Values) -> Iterator[Link]:
    """The links that a record of an edge kind makes: none when it does not name two records."""
    label = projection.vocabulary.label
    own = (kind, id)
    if kind == "referral":
        yield Link(("arrangement", values["van"]), ("arrangement", values["naar"]),
                   label("richting", values["richting"]).lower(), referral_style(values), own)
    elif kind == "responsibility":
        holder = ("organisation", values["organisatie"])
        for column, other in (("arrangement", "arrangement"), ("profiel", "profile"), ("gebied", "area")):
            if column in values:
                yield Link(holder, (other, values[column]), label("rol", values["rol"]).lower(), "rol", own)
    elif kind == "funding":
        if "financier" in values:
            yield Link(("organisation", values["financier"]), ("arrangement", values["arrangement"]),
                       f"betaalt {label('component', values['component']).lower()}", "geld", own)
    elif kind == "demand":
        yield Link(("profile", values["profiel"]), ("area", values["gebied"]), "is geteld in", "verband", own)
    elif kind == "inventory_entry":
        yield Link(("organisation", values["organisatie"]), ("area", values["gebied"]),
                   "heeft geantwoord over" if "antwoord_op" in values else "is gevraagd over", "verband", own)
    elif kind == "flow":
        for start, end, other in (("van", "naar", "arrangement"), ("herkomst", "bestemming", "area")):
            if start in values and end in values:
                yield Link((other, values[start]), (other, values[end]), label("stroomsoort", values["soort"]).lower(),
                           "verband", own)


def referral_style(values: Values) -> str:
    """The line of a referral: back, only intended, or ordinary."""
    if values.get("status") == "BEOOGD":
        return "beoogd"
    return "terugkeer" if values["richting"] == "TERUGKEER" else "verwijzing"
