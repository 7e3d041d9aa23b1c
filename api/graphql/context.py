"""What the resolvers of one request share."""

from __future__ import annotations

import asyncio
import time
from datetime import date, datetime
from typing import Protocol, TypeAlias

import strawberry
import structlog
from strawberry.fastapi import BaseContext

from api.graphql.errors import Code, Refused, bad_input
from api.history import Asked, History
from api.service import Trouble
from api.settings import today
from graph.differences import Differences, UnknownRevision
from graph.gaps import Report, Request, WrongRequest
from graph.projection import Moment, Projection, UnknownArea
from graph.records import Revision
from graph.store import StoreError
from schema.dates import FIRST_YEAR, LAST_YEAR

log = structlog.get_logger(__name__)

# Seconds between two looks at a projection that is waited for.
_PAUSE = 0.05


class Answers(Protocol):
    """What the endpoint needs of `api.service.Service`."""

    fetched: datetime | None

    @property
    def trouble(self) -> Trouble | None:
        """Why answers may be old."""

    @property
    def newest(self) -> Projection | None:
        """The newest projection; None when there is none. Never waits."""

    def look(self) -> None:
        """Let the store be looked at now; does not wait for it."""

    def projection(self) -> Projection:
        """The newest projection; StoreError when there is none."""

    def report(self, request: Request) -> Report:
        """The outcome of the rules."""

    @property
    def history(self) -> History:
        """The past."""


def checked_day(day: date | None) -> date | None:
    """The same day; Refused when it is outside the years that a workbook may name."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise bad_input(f"{day.isoformat()} kan niet: kies een datum van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    return day


class Context(BaseContext):
    """One request. All its answers are of one projection, taken once."""

    def __init__(self, service: Answers, found: Projection | None) -> None:
        super().__init__()
        self.service = service
        self._found = found

    @property
    def projection(self) -> Projection:
        """The projection; Refused when the store has never been read."""
        if self._found is None:
            raise Refused(Code.STORE_UNAVAILABLE, "De gegevens zijn nu niet te bereiken. Probeer het later opnieuw.")
        return self._found

    async def wait_for(self, revision: int, seconds: int) -> None:
        """Let all answers be of this revision or a later one; Refused when it does not come within so many seconds."""
        until = time.monotonic() + seconds
        if self._behind(revision):
            self.service.look()
        while self._behind(revision):
            if time.monotonic() >= until:
                here = self.projection.revision.number
                away = " De opslag is nu niet bereikbaar." if self.service.trouble else ""
                raise Refused(Code.REVISION_NOT_YET, f"Revisie {revision} is er na {seconds} seconden nog niet; hier is het revisie {here}."
                                                     f"{away} Vraag het later opnieuw.", revision=here)
            await asyncio.sleep(_PAUSE)
            self._found = self.service.newest

    def _behind(self, revision: int) -> bool:
        return self._found is None or self._found.revision.number < revision

    async def moment(self, day: date | None, area_kind: str | None = None) -> Moment:
        """The picture on a day, made in a thread; Refused when no area has that kind, or when the day is no peildatum."""
        projection = self.projection
        checked = checked_day(day) or today()

        def made() -> Moment:
            moment = projection.at(checked, area_kind)
            _ = moment.offers.served_parts, moment.profiles
            return moment

        try:
            return await asyncio.to_thread(made)
        except UnknownArea as wrong:
            raise bad_input(str(wrong)) from None

    async def report(self, request: Request) -> Report:
        """The report on this request's projection; Refused when it names something that does not exist, or a day that is no peildatum."""
        projection = self.projection
        checked_day(request.day)

        def made() -> Report:
            report = self.service.report(request)
            # Somebody may have written since this request began.
            return report if report.projection is projection else Report(projection, request)

        try:
            return await asyncio.to_thread(made)
        except WrongRequest as wrong:
            raise bad_input(str(wrong)) from None


    async def revisions(self) -> list[Revision]:
        """The revisions of the store, read in a thread; Refused when it cannot be read."""
        try:
            return await asyncio.to_thread(self.service.history.revisions)
        except StoreError as wrong:
            raise _unread(wrong) from None

    async def differences(self, asked: Asked) -> Differences:
        """The difference between two sides, read and computed in a thread; Refused when there is no such revision, or no such name."""
        projection = self.projection

        def made() -> Differences:
            found = self.service.history.differences(asked, projection)
            _ = found.comparisons
            return found

        try:
            return await asyncio.to_thread(made)
        except (WrongRequest, UnknownRevision) as wrong:
            raise bad_input(str(wrong)) from None
        except StoreError as wrong:
            raise _unread(wrong) from None


def _unread(wrong: StoreError) -> Refused:
    log.warning("store unavailable, the past cannot be read", reason=str(wrong))
    return Refused(Code.STORE_UNAVAILABLE, "Eerdere gegevens zijn nu niet te bereiken. Probeer het later opnieuw.")


Info: TypeAlias = strawberry.Info[Context, None]


async def context_of(service: Answers) -> Context:
    """The context of a new request."""
    try:
        return Context(service, await asyncio.to_thread(service.projection))
    except StoreError as wrong:
        log.warning("store unavailable, nothing to answer from", reason=str(wrong))
        return Context(service, None)
