"""What a write will do to a store, worked out before anything is written: pure, and the same for every store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import orjson

from graph.records import ChangeSet, Counts, Declaration, Difference, Record, Values
from graph.store.contract import ChangeRefused
from graph.store.merge import Claim, merge
from schema.kinds import KINDS, SHARED
from schema.references import references, refers_to

Key = tuple[str, str]
"""(kind, id)."""


class Held(NamedTuple):
    """What the dataset that writes now says of a record: its canonical text, and since which revision it declares it."""

    body: str
    declared: int


class State(Protocol):
    """The present of a store, as one transaction sees it."""

    def held(self, dataset: str) -> dict[Key, Held]:
        """The present declarations of one dataset."""

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """As `Store.identities`."""

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """As `Store.declarations`."""

    def claims(self, keys: Iterable[Key], exclude: str | None = None) -> dict[Key, list[Claim]]:
        """What datasets other than `exclude` now say of these records; records that nobody declares are left out."""


class Added(NamedTuple):
    """A declaration that begins with this write."""

    kind: str
    id: str
    declared: int
    body: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a write begins (`added`) and ends (`ended`: kind, id, dataset), and what there is to report of it.

    A declaration that changes is in both. `added` is sorted, so that a store can write it from front to back.
    """

    added: list[Added]
    ended: list[tuple[str, str, str]]
    counts: dict[str, Counts]
    differences: list[Difference]


def canonical(values: Values) -> str:
    """The one text of these values: two declarations are the same when their texts are."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def plan(changes: ChangeSet, number: int, state: State) -> Plan:
    """Work out how `changes` become revision `number` of a store that is now at `state`.

    Raises ChangeRefused with every reason when the result would be wrong.
    """
    held = state.held(changes.dataset)
    records, bodies, problems = _by_key(changes)
    kinds = {kind for kind, _ in bodies} | {kind for kind, _ in held}
    counts = {kind: Counts() for kind in KINDS if kind in kinds}
    altered: list[Key] = []
    added: list[Added] = []
    ended: list[tuple[str, str, str]] = []
    new: list[Key] = []
    for key, body in bodies.items():
        before = held.get(key)
        if before is None:
            counts[key[0]].new += 1
            new.append(key)
            added.append(Added(*key, number, body))
        elif before.body == body:
            counts[key[0]].same += 1
            continue
        else:
            counts[key[0]].changed += 1
            added.append(Added(*key, before.declared, body))
            ended.append((*key, changes.dataset))
        altered.append(key)
    retired = held.keys() - bodies.keys()
    for key in retired:
        counts[key[0]].retired += 1
        ended.append((*key, changes.dataset))

    if altered or retired:
        owners = _owners(state, changes.dataset)
        taken, refused = _taken_over(new, owners, changes)
        ended += taken
        problems += refused
        gone = {key for key in retired if key[1] not in owners[key[0]]}
        known = {kind: set(owners[kind]) for kind in KINDS}
        for kind, id in bodies:
            known[kind].add(id)
        # A record that stays as it was can only come to dangle by what disappears.
        pointing = _pointing_to(gone)
        suspect = {*altered, *(key for key in bodies if key[0] in pointing)}
        problems += _dangling((record for key, record in records.items() if key in suspect), known)
        problems += _still_needed(gone, state.declarations(pointing, exclude=changes.dataset) if gone else ())
    if problems:
        raise ChangeRefused(problems)
    added.sort()
    ended.sort()
    return Plan(added, ended, counts, _differences(changes.dataset, number, records, held, state))


def _by_key(changes: ChangeSet) -> tuple[dict[Key, Record], dict[Key, str], list[str]]:
    records: dict[Key, Record] = {}
    bodies: dict[Key, str] = {}
    problems = []
    for record in changes.records:
        key = (record.kind, record.id)
        if key in records:
            problems.append(f"{record.id} staat meer dan één keer op blad {KINDS[record.kind].sheet}. "
                            "Een id mag op een blad maar één keer voorkomen.")
        records[key] = record
        bodies[key] = canonical(record.values)
    return records, bodies, problems


def _owners(state: State, dataset: str) -> dict[str, dict[str, str]]:
    """By kind, of each id that another dataset declares: the name of (one of) those datasets."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, id, owner in state.identities(exclude=dataset):
        owners[kind][id] = owner
    return owners


def _taken_over(
    new: Iterable[Key], owners: dict[str, dict[str, str]], changes: ChangeSet,
) -> tuple[list[tuple[str, str, str]], list[str]]:
    taken, refused = [], []
    for kind, id in new:
        owner = owners[kind].get(id)
        if owner is None or kind in SHARED:
            continue
        if changes.take_over:
            taken.append((kind, id, owner))
        else:
            refused.append(f"{id} (blad {KINDS[kind].sheet}) hoort bij gegevensset {owner}, en kan niet ook in "
                           f"gegevensset {changes.dataset} staan. Haal de rij weg, of kies voor overnemen.")
    return taken, refused


def _pointing_to(gone: set[Key]) -> frozenset[str]:
    """The kinds of which a record may point to one of these."""
    kinds = {kind for kind, _ in gone}
    return frozenset(kind for kind in KINDS if not kinds.isdisjoint(refers_to(kind)))


def _dangling(records: Iterable[Record], known: dict[str, set[str]]) -> list[str]:
    problems = []
    for kind, id, values in records:
        for column, target, item in references(kind, values):
            if item not in known[target]:
                problems.append(f"{id} (blad {KINDS[kind].sheet}, kolom {column}) verwijst naar {item}, maar dat staat "
                                f"niet op blad {KINDS[target].sheet}.")
    return problems


def _still_needed(gone: set[Key], others: Iterable[Declaration]) -> list[str]:
    return [f"{item} (blad {KINDS[target].sheet}) kan niet weg: {id} (blad {KINDS[kind].sheet}, kolom {column}) van "
            f"gegevensset {dataset} verwijst ernaar."
            for dataset, kind, id, values in others
            for column, target, item in references(kind, values) if (target, item) in gone]


def _differences(
    dataset: str, number: int, records: dict[Key, Record], held: dict[Key, Held], state: State,
) -> list[Difference]:
    """The differences of every shared record that this dataset declares or declared until now."""
    shared = [key for key in records.keys() | held.keys() if key[0] in SHARED]
    found: list[Difference] = []
    for key, claims in state.claims(shared, exclude=dataset).items():
        if key in records:
            declared = held[key].declared if key in held else number
            claims = [*claims, Claim(declared, dataset, records[key].values)]
        found += merge(*key, claims).differences
    order = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(found, key=lambda difference: (order[difference.kind], difference.id))
