"""How fresh and how complete the data are: per dataset, per provider, per area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from api.web.words import percent
from graph.gaps import Report
from graph.inventory import Inventory
from graph.projection import Projection


@dataclass(frozen=True)
class Dataset:
    """One dataset: what it says of itself and how many records it declares."""

    name: str
    title: str
    date: str | None
    fictitious: bool
    licence: str
    description: str
    records: int


@dataclass(frozen=True)
class Provider:
    """One provider: running provisions, how many of them are confirmed within a year, and what it was asked."""

    id: str
    name: str
    provisions: int
    confirmed: int
    latest: str | None
    asked: int
    answered: int
    complete: int


@dataclass(frozen=True)
class AreaInventory:
    """The inventory of one area."""

    id: str
    name: str
    inventory: Inventory
    share: str


def datasets(projection: Projection) -> list[Dataset]:
    """All datasets by name."""
    counts: Counter[str] = Counter(name for table in projection.tables.values() for record in table for name in record.datasets)
    found = []
    for name in sorted(counts):
        about = projection.datasets.get(name, {})
        found.append(Dataset(name, about.get("titel") or name, about.get("peildatum"), about.get("fictief") == "ja",
                             about.get("licentie", ""), about.get("omschrijving", ""), counts[name]))
    return found


def providers(report: Report) -> list[Provider]:
    """Every organisation that runs a provision or was asked what it offers; most to confirm first."""
    projection, moment = report.projection, report.context.moment
    stale = {finding.subject["record"] for finding in report.outcomes["VEROUDERD"].findings}
    known = report.outcomes["VEROUDERD"].computed
    provisions: dict[str, list[str]] = {}
    for id in moment.offers.ids:
        owner = report.context.values("arrangement", id).get("aanbieder")
        if owner:
            provisions.setdefault(owner, []).append(id)
    entries: dict[str, list[dict[str, object]]] = {}
    for record in projection["inventory_entry"]:
        entries.setdefault(record.values["organisatie"], []).append(record.values)
    found = []
    for id in sorted({*provisions, *entries}):
        own = provisions.get(id, [])
        dates = [day for day in (report.context.values("arrangement", item).get("bevestigd_op") for item in own) if day]
        rows = entries.get(id, [])
        found.append(Provider(
            id, report.context.name("organisation", id), len(own),
            sum(f"arrangement:{item}" not in stale for item in own) if known else 0, max(dates, default=None), len(rows),
            sum("antwoord_op" in row for row in rows), sum(row.get("volledig") == "JA" for row in rows)))
    return sorted(found, key=lambda item: (item.confirmed - item.provisions + item.answered - item.asked, item.name.casefold()))


def inventories(report: Report) -> list[AreaInventory]:
    """The inventory of every area of analysis, least known first."""
    found = [AreaInventory(id, report.context.name("area", id), item, percent(item.halves, 2 * item.asked))
             for id, item in report.context.inventories.items()]
    return sorted(found, key=lambda area: (area.inventory.share or 0, area.name.casefold()))
