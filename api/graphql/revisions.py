"""The revisions of the store."""

from __future__ import annotations

from bisect import bisect_right

import strawberry

from api.graphql.context import Info
from api.graphql.ids import checked_first, cursor, read_cursor
from api.graphql.parts import PAGE, After, Connection, First, described, page_of
from graph.records import Revision


@strawberry.type(description="Een revisie zoals zij is opgeslagen.")
class StoredRevision:
    """One line of the log."""

    number: int = described("Het nummer; 0 is een lege opslag.")
    time: str | None = described("Wanneer zij is opgeslagen, in UTC.")
    author: str | None = described("Wie haar opsloeg.")
    dataset: str | None = described("De gegevensset die veranderde.")
    message: str | None = described("Wat erbij gezegd is.")

    @classmethod
    def of(cls, found: Revision) -> StoredRevision:
        """From a revision."""
        return cls(number=found.number, time=found.time or None, author=found.author or None, dataset=found.dataset or None,
                   message=found.message or None)


@strawberry.type(description="Een bladzijde van revisies, de oudste eerst.")
class RevisionConnection(Connection[StoredRevision]):
    """One page of the log."""


async def revisions(info: Info, first: First = PAGE, after: After = None) -> RevisionConnection:
    """The revisions up to the one that this answer is of."""
    size = checked_first(first)
    begin = 0 if after is None else read_cursor("revisions", after, int)[0]
    newest = info.context.projection.revision.number
    found = [each for each in await info.context.revisions() if each.number <= newest]
    start = bisect_right(found, begin, key=lambda each: each.number)
    shown = found[start: start + size]
    return RevisionConnection(**page_of([StoredRevision.of(each) for each in shown], [cursor("revisions", each.number) for each in shown],
                                        len(found), more=start + size < len(found), after=after))
