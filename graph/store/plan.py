"""What a write will do to a store, worked out before anything is written: pure, and the same for every store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

import orjson

from graph.records import Alteration, ChangeSet, Counts, Declaration, Difference, Record, Values
from graph.store.contract import ChangeRefused
from graph.store.merge import Claim, merge
from schema.kinds import KINDS, SHARED
from schema.references import pointed_to, references, refers_to

Key = tuple[str, str]
"""(kind, id)."""

Held = dict[str, dict[str, tuple[str, int]]]
"""What a dataset now declares, by kind and id: the canonical text, and the revision since which it declares it."""

Added = tuple[str, str, int, str]
"""A declaration that begins: kind, id, the revision since which the dataset declares it, canonical text."""

Ended = tuple[str, str, str]
"""A declaration that ends: kind, id, dataset."""

_ByKind = dict[str, dict[str, Record]]


class State(Protocol):
    """The present of a store, as one transaction sees it."""

    def held(self, dataset: str) -> Held:
        """The present declarations of one dataset."""

    def identities(self, exclude: str | None = None) -> Iterator[tuple[str, str, str]]:
        """As `Store.identities`."""

    def declarations(self, kinds: Collection[str], exclude: str | None = None) -> Iterator[Declaration]:
        """As `Store.declarations`."""

    def claims(self, keys: Iterable[Key], exclude: str | None = None) -> dict[Key, list[Claim]]:
        """What datasets other than `exclude` now say of these records; records that nobody declares are left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a write begins and ends, and what there is to report of it; a declaration that changes is in both.

    `added` is sorted, so that a store can write it from front to back.
    """

    added: list[Added]
    ended: list[Ended]
    counts: dict[str, Counts]
    differences: list[Difference]
    alterations: list[Alteration]


def canonical(values: Values) -> str:
    """The one text of these values: two declarations are the same when their texts are."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def plan(changes: ChangeSet, number: int, state: State) -> Plan:
    """Work out how `changes` become revision `number` of a store that is now at `state`.

    Raises ChangeRefused with every reason when the result would be wrong, ValueError for a record of an unknown kind.
    """
    held = state.held(changes.dataset)
    records = _by_kind(changes.records)
    problems = _twice(changes.records, records)
    added: list[Added] = []
    ended: list[Ended] = []
    counts: dict[str, Counts] = {}
    alterations: list[Alteration] = []
    # Kind by kind and with ids as keys, because Python hashes a text once and a (kind, id) again at every look.
    altered: dict[str, list[str]] = {}
    gone: dict[str, set[str]] = {}
    for kind in KINDS:
        if kind not in records and kind not in held:
            continue
        was, now = held.get(kind, {}), records.get(kind, {})
        bodies = {id: canonical(record.values) for id, record in now.items()}
        new = [id for id in bodies if id not in was]
        changed = [id for id, body in bodies.items() if id in was and was[id][0] != body]
        retired = [id for id in was if id not in bodies]
        counts[kind] = Counts(len(new), len(changed), len(retired), len(bodies) - len(new) - len(changed))
        added += [(kind, id, number, bodies[id]) for id in new] + [(kind, id, was[id][1], bodies[id]) for id in changed]
        ended += [(kind, id, changes.dataset) for id in (*changed, *retired)]
        altered[kind] = new + changed
        alterations += sorted([Alteration(kind, id, "new") for id in new] + [Alteration(kind, id, "retired") for id in retired]
                              + [Alteration(kind, id, "changed", _differing(was[id][0], now[id].values)) for id in changed])
        gone[kind] = set(retired)

    owners = _owners(state, changes.dataset)
    if added or ended:
        taken, refused = _taken_over(added, owners, changes)
        ended += taken
        problems += refused
        gone = {kind: ids - owners[kind].keys() for kind, ids in gone.items()}
        # A record that stays as it was can only come to dangle by what disappears.
        pointing = _pointing_to({kind for kind, ids in gone.items() if ids})
        for kind, now in records.items():
            problems += _dangling(kind, now.values() if kind in pointing else [now[id] for id in altered[kind]], records, owners)
        lost = set(taken)
        problems += _still_needed(gone, (one for one in state.declarations(pointing, exclude=changes.dataset)
                                         if (one.kind, one.id, one.dataset) not in lost))
    if problems:
        raise ChangeRefused(problems)
    return Plan(sorted(added), sorted(ended), counts, _differences(changes.dataset, number, records, held, owners, state), alterations)


def _differing(body: str, values: Values) -> tuple[str, ...]:
    before: Values = orjson.loads(body)
    return tuple(sorted(column for column in before.keys() | values.keys() if before.get(column) != values.get(column)))


def _by_kind(records: Iterable[Record]) -> _ByKind:
    found: _ByKind = defaultdict(dict)
    for record in records:
        found[record.kind][record.id] = record
    if unknown := found.keys() - KINDS.keys():
        raise ValueError(f"no such kind: {sorted(unknown)}")
    return dict(found)


def _twice(given: Sequence[Record], records: _ByKind) -> list[str]:
    if len(given) == sum(map(len, records.values())):
        return []
    times = Counter((record.kind, record.id) for record in given)
    return [f"{id} staat {count} keer op blad {KINDS[kind].sheet}. Een id mag op een blad maar één keer voorkomen."
            for (kind, id), count in times.items() if count > 1]


def _owners(state: State, dataset: str) -> dict[str, dict[str, str]]:
    """By kind, of each id that another dataset declares: the name of (one of) those datasets."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, id, owner in state.identities(exclude=dataset):
        owners[kind][id] = owner
    return owners


def _taken_over(
    added: Iterable[Added], owners: dict[str, dict[str, str]], changes: ChangeSet,
) -> tuple[list[Ended], list[str]]:
    """What begins here although it belongs to another dataset: what that one loses, or why that may not be."""
    taken, refused = [], []
    for kind, id, _, _ in added if owners else ():
        owner = owners[kind].get(id)
        if owner is None or kind in SHARED:
            continue
        if changes.take_over:
            taken.append((kind, id, owner))
        else:
            refused.append(f"{id} (blad {KINDS[kind].sheet}) hoort bij gegevensset {owner}, en kan niet ook in "
                           f"gegevensset {changes.dataset} staan. Haal de rij weg, of kies voor overnemen.")
    return taken, refused


def _pointing_to(targets: set[str]) -> frozenset[str]:
    """The kinds of which a record may point to one of these kinds."""
    return frozenset(kind for kind in KINDS if not targets.isdisjoint(refers_to(kind)))


def _dangling(
    kind: str, suspects: Collection[Record], records: _ByKind, owners: dict[str, dict[str, str]],
) -> list[str]:
    """What these records of one kind point to that is neither in `records` nor in another dataset."""
    # All at once first: who points to what is only worth looking up when something is missing.
    missing = {(target, id) for target, ids in pointed_to(kind, [record.values for record in suspects]).items()
               for id in ids - records.get(target, {}).keys() - owners[target].keys()}
    if not missing:
        return []
    return [f"{record.id} (blad {KINDS[kind].sheet}, kolom {column}) verwijst naar {item}, maar dat staat niet op blad "
            f"{KINDS[target].sheet}."
            for record in suspects for column, target, item in references(kind, record.values)
            if (target, item) in missing]


def _still_needed(gone: dict[str, set[str]], others: Iterable[Declaration]) -> list[str]:
    return [f"{item} (blad {KINDS[target].sheet}) kan niet weg: {id} (blad {KINDS[kind].sheet}, kolom {column}) van "
            f"gegevensset {dataset} verwijst ernaar."
            for dataset, kind, id, values in others
            for column, target, item in references(kind, values) if item in gone.get(target, ())]


def _differences(
    dataset: str, number: int, records: _ByKind, held: Held, owners: dict[str, dict[str, str]], state: State,
) -> list[Difference]:
    """Where this dataset and another say something else of a shared record."""
    found: list[Difference] = []
    for kind in KINDS:
        if kind not in SHARED:
            continue
        was, now = held.get(kind, {}), records.get(kind, {})
        others = state.claims([(kind, id) for id in now if id in owners[kind]], exclude=dataset)
        for (_, id), claims in sorted(others.items(), key=itemgetter(0)):
            own = Claim(was[id][1] if id in was else number, dataset, now[id].values)
            found += [item for item in merge(kind, id, [*claims, own]).differences if dataset in (item.kept_by, item.other_by)]
    return found
