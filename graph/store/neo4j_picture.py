"""All that is read from the log in Neo4j, inside one transaction.

The log is never rewritten: a write adds declarations of the next revision and says of others that they end there. So what
belongs to one revision is the same before, during and after a write of somebody else, and a picture of a revision is
consistent although Neo4j only promises that what it reads has been committed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any, Protocol

import orjson

from graph.records import EMPTY, Change, Declaration, Revision, StoredRecord
from graph.store.contract import StoreError
from graph.store.log import changes_of, ids_by_kind, records_of
from graph.store.merge import Claim, merge
from graph.store.plan import Held, Key
from schema.kinds import KINDS
from schema.schemes import built_in

_BATCH = 10_000

_REVISION = "r.number, r.time, r.author, r.dataset, r.message"
_PRESENT = f"MATCH (s:Store {{id: 'dekkend'}}) OPTIONAL MATCH (r:Revision {{number: s.revision}}) RETURN s.revision, {_REVISION}"
_REVISIONS = f"MATCH (r:Revision) RETURN {_REVISION} ORDER BY r.number"
_REVISION_AT = f"MATCH (r:Revision {{number: $number}}) RETURN {_REVISION}"
# The hint makes the index serve from the first day, when the planner has not yet seen how large the log will be. `record` is kind
# and id in one, so that however little of the index a plan makes use of, it finds a record at once.
_BY_RECORD = "USING INDEX d:Declaration(record, dataset, since)"
_IN_FORCE = "d.since <= $number AND (d.until IS NULL OR d.until > $number)"
_OF_KIND = f"{_BY_RECORD} WHERE d.record STARTS WITH $kind + ' ' AND d.dataset >= '' AND {_IN_FORCE}"
# A message of the driver costs far more than a row: a thousand rows in one message are read seven times as fast.
_IN_PAGES = "AS rows UNWIND range(0, size(rows) - 1, 1000) AS at RETURN rows[at..at + 1000]"
_AS_OF = f"""
    MATCH (d:Declaration) {_OF_KIND}
    WITH d ORDER BY d.record WITH collect([d.id, d.dataset, d.declared, d.body]) {_IN_PAGES}
"""
_NOT_EXCLUDED = "($exclude IS NULL OR d.dataset <> $exclude)"
_CLAIMS = f"""
    UNWIND $ids AS id
    MATCH (d:Declaration) {_BY_RECORD}
    WHERE d.record = $kind + ' ' + id AND d.dataset >= '' AND {_IN_FORCE} AND {_NOT_EXCLUDED}
    WITH collect([d.id, d.dataset, d.declared, d.body]) {_IN_PAGES}
"""
_DECLARATIONS = f"""
    MATCH (d:Declaration) {_OF_KIND} AND {_NOT_EXCLUDED}
    WITH d ORDER BY d.record, d.dataset WITH collect([d.dataset, d.id, d.body]) {_IN_PAGES}
"""
_IDENTITIES = f"""
    MATCH (d:Declaration) USING SCAN d:Declaration WHERE {_IN_FORCE} AND {_NOT_EXCLUDED}
    WITH collect([d.kind, d.id, d.dataset]) {_IN_PAGES}
"""
_HELD = f"""
    MATCH (d:Declaration) USING INDEX d:Declaration(dataset) WHERE d.dataset = $dataset AND {_IN_FORCE}
    WITH collect([d.kind, d.id, d.body, d.declared]) {_IN_PAGES}
"""
_COUNT = f"MATCH (d:Declaration) WHERE {_IN_FORCE} WITH DISTINCT d.kind AS kind, d.id AS id RETURN count(*)"
_SCHEMES = f"""
    MATCH (d:Declaration) {_BY_RECORD} WHERE d.record STARTS WITH 'concept ' AND d.dataset >= '' AND {_IN_FORCE}
    RETURN DISTINCT split(d.id, '~')[0]
"""
_BEGUN = f"""
    MATCH (d:Declaration) USING INDEX d:Declaration(since) WHERE d.since = $number
    WITH collect([d.kind, d.id, d.dataset, d.body]) {_IN_PAGES}
"""
_ENDED = f"""
    MATCH (d:Declaration) USING INDEX d:Declaration(until) WHERE d.until = $number
    WITH collect([d.kind, d.id, d.dataset, d.body]) {_IN_PAGES}
"""


class Transaction(Protocol):
    """What a picture needs of a transaction of the driver: `run` gives something that yields rows."""

    def run(self, query: Any, parameters: dict[str, Any] | None = None) -> Any:
        """Run one statement."""


class BooksMissing(StoreError):
    """The node that says which revision is the present one, or that revision, is gone."""

    def __init__(self) -> None:
        super().__init__("In Neo4j ontbreekt een deel van de boekhouding van Dekkend (de knopen Store en Revision): iemand heeft die "
                         "buiten Dekkend om veranderd. Start Dekkend opnieuw; helpt dat niet, zet dan een reservekopie terug.")


class Picture:
    """One revision of the store: the present one at the moment of its making, unless another is asked for.

    Raises BooksMissing when there is none to be found, which is not the same as an empty store.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        row = next(iter(self._run(_PRESENT)), None)
        if row is None or (row[0] and row[1] is None):
            raise BooksMissing
        self.present = EMPTY if row[1] is None else Revision(*row[1:])

    def _run(self, query: str, **parameters: Any) -> Iterator[tuple[Any, ...]]:
        return iter(self._transaction.run(query, parameters))

    def _paged(self, query: str, **parameters: Any) -> Iterator[list[Any]]:
        return chain.from_iterable(page for page, in self._run(query, **parameters))

    def revision(self) -> Revision:
        """The present revision; EMPTY when there is none."""
        return self.present

    def revisions(self) -> list[Revision]:
        """All revisions, oldest first."""
        return [Revision(*row) for row in self._run(_REVISIONS) if row[0] <= self.present.number]

    def revision_at(self, number: int) -> Revision:
        """An earlier revision, or EMPTY for 0. Raises ValueError when there is no such one."""
        if number == 0:
            return EMPTY
        row = next(self._run(_REVISION_AT, number=number), None)
        if row is None:
            raise ValueError(f"Er is geen revisie {number}.")
        return Revision(*row)

    def count(self) -> int:
        """The number of present records; one that several datasets declare counts once."""
        count: int = next(self._run(_COUNT, number=self.present.number))[0]
        return count

    def records(self, number: int) -> Iterator[StoredRecord]:
        """The merged records of a revision, by kind and id."""
        for kind in KINDS:
            yield from records_of(kind, self._paged(_AS_OF, kind=kind, number=number))

    def claims(self, keys: Iterable[Key], exclude: str | None = None) -> dict[Key, list[Claim]]:
        """What datasets other than `exclude` now say of these records; records that nobody declares are left out."""
        found: dict[Key, list[Claim]] = {}
        for kind, ids in ids_by_kind(keys).items():
            for at in range(0, len(ids), _BATCH):
                for id, dataset, declared, body in self._paged(_CLAIMS, kind=kind, ids=ids[at:at + _BATCH], exclude=exclude,
                                                               number=self.present.number):
                    found.setdefault((kind, id), []).append(Claim(declared, dataset, orjson.loads(body)))
        return found

    def fetch(self, keys: Iterable[Key]) -> dict[Key, StoredRecord]:
        """The present records with these keys; unknown ones are left out."""
        return {key: merge(*key, claims) for key, claims in self.claims(keys).items()}

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """The present declarations of some kinds, by kind, id and dataset."""
        for kind in KINDS:
            if kind in kinds:
                for dataset, id, body in self._paged(_DECLARATIONS, kind=kind, exclude=exclude, number=self.present.number):
                    yield Declaration(dataset, kind, id, orjson.loads(body))

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """(kind, id, dataset) of every present declaration."""
        for row in self._paged(_IDENTITIES, exclude=exclude, number=self.present.number):
            yield row[0], row[1], row[2]

    def own_axes(self, number: int) -> set[str]:
        """The axes that a region added to the built-in ones, as of a revision."""
        return {scheme for (scheme,) in self._run(_SCHEMES, number=number)} - built_in().schemes.keys()

    def held(self, dataset: str) -> Held:
        """The present declarations of one dataset."""
        found: Held = {}
        for kind, id, body, declared in self._paged(_HELD, dataset=dataset, number=self.present.number):
            found.setdefault(kind, {})[id] = (body, declared)
        return found

    def changes(self, since: int, until: int | None) -> Iterator[Change]:
        """What the revisions after `since`, up to and including `until`, did: by revision, kind, id and dataset."""
        for revision in self.revisions():
            if since < revision.number and (until is None or revision.number <= until):
                yield from self._changes_of(revision)

    def _changes_of(self, revision: Revision) -> Iterator[Change]:
        def bodies(query: str) -> dict[tuple[str, str, str], str]:
            return {(kind, id, dataset): body for kind, id, dataset, body in self._paged(query, number=revision.number)}

        yield from changes_of(revision, bodies(_ENDED), bodies(_BEGUN))
