"""What stands around every page: of which region, peildatum and revision it is, and what the reader has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import QueryParams

from api.service import Service, Trouble
from api.settings import today
from graph.gaps import WrongRequest
from graph.projection import Projection
from graph.records import Revision
from schema.dates import first_day, read_date

NAVIGATION = (("/", "Start"), ("/lacunes", "Lacunes"), ("/kaart", "Kaart"), ("/gegevens", "Gegevens"))


@dataclass(frozen=True)
class Frame:
    """The frame of a page. `carried` is the query that every link keeps: the peildatum, when it is not today.

    `fetched` is when (UTC) the data were read from the store.
    """

    titles: tuple[str, ...]
    day: date
    carried: str
    revision: Revision
    fictitious: bool
    fetched: datetime | None
    trouble: Trouble | None

    @property
    def empty(self) -> bool:
        """Whether nothing has ever been loaded."""
        return self.revision.number == 0


def service_of(request: Request) -> Service:
    """The service of the application."""
    service: Service = request.app.state.service
    return service


def asked_day(params: QueryParams) -> date:
    """The peildatum in an address, else today; an imprecise date counts from its first day. WrongRequest if wrong."""
    text = params.get("peildatum", "").strip()
    if not text:
        return today()
    found = read_date(text)
    if found is None:
        raise WrongRequest(f"{text} is geen datum. Schrijf de peildatum bijvoorbeeld als 2026-11-22 of 22-11-2026.")
    return first_day(found)


def frame_of(service: Service, projection: Projection, day: date) -> Frame:
    """The frame of a page on that day."""
    titles = tuple(about.get("titel") or name for name, about in sorted(projection.datasets.items()))
    carried = "" if day == today() else "?" + urlencode({"peildatum": day.isoformat()})
    return Frame(titles, day, carried, projection.revision, projection.fictitious, service.fetched, service.trouble)


def query(**parts: Any) -> str:
    """`?a=1&b=2` of what is filled in, lists repeated; "" when nothing is."""
    filled = {key: value for key, value in parts.items() if value not in (None, "", (), [])}
    return "?" + urlencode(filled, doseq=True) if filled else ""
