"""What the resolvers of one request share."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Protocol, TypeAlias

import strawberry
import structlog
from strawberry.fastapi import BaseContext

from api.graphql.errors import Code, Refused, bad_input
from api.settings import today
from graph.gaps import Report, Request, WrongRequest
from graph.projection import Moment, Projection, UnknownArea
from graph.store import StoreError

log = structlog.get_logger(__name__)


class Answers(Protocol):
    """What the endpoint needs of `api.service.Service`."""

    trouble: str | None

    def projection(self) -> Projection:
        """The newest projection; StoreError when there is none."""

    def report(self, request: Request) -> Report:
        """The outcome of the rules."""


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

    async def moment(self, day: date | None, area_kind: str | None = None) -> Moment:
        """The picture on a day, made in a thread; Refused when no area has that kind."""
        projection = self.projection

        def made() -> Moment:
            moment = projection.at(day or today(), area_kind)
            _ = moment.offers.served_parts, moment.profiles
            return moment

        try:
            return await asyncio.to_thread(made)
        except UnknownArea as wrong:
            raise bad_input(str(wrong)) from None

    async def report(self, request: Request) -> Report:
        """The report on this request's projection; Refused when it names something that does not exist."""
        projection = self.projection

        def made() -> Report:
            report = self.service.report(request)
            # Somebody may have written since this request began.
            return report if report.projection is projection else Report(projection, request)

        try:
            return await asyncio.to_thread(made)
        except WrongRequest as wrong:
            raise bad_input(str(wrong)) from None


Info: TypeAlias = strawberry.Info[Context, None]


async def context_of(service: Answers) -> Context:
    """The context of a new request."""
    try:
        return Context(service, await asyncio.to_thread(service.projection))
    except StoreError as wrong:
        log.warning("store unavailable, nothing to answer from", reason=str(wrong))
        return Context(service, None)
