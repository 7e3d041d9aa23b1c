"""What the other datasets of a store already declare: what a workbook may refer to, and what it may not declare again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from graph.records import Values
from graph.store.contract import Store


@dataclass(frozen=True, slots=True)
class Known:
    """The records of other datasets, as far as validation looks at them."""

    owners: dict[str, dict[str, str]] = field(default_factory=dict)
    """For every kind the id of each record, with a dataset that declares it."""
    parents: dict[str, set[str]] = field(default_factory=dict)
    """The parents of every area."""
    concepts: list[Values] = field(default_factory=list)
    ages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The first and last age of every profile."""

    @classmethod
    def empty(cls) -> Known:
        """Nothing is known: the workbook has to stand on its own."""
        return cls()

    def owner(self, kind: str, id: str) -> str | None:
        """A dataset that declares this record, or None."""
        return self.owners.get(kind, {}).get(id)


def known(store: Store, exclude_dataset: str | None) -> Known:
    """What the store holds outside one dataset. Raises StoreError when the store cannot be read."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, id, dataset in store.identities(exclude_dataset):
        owners[kind].setdefault(id, dataset)
    found = Known(dict(owners))
    for declaration in store.declarations({"area", "concept", "profile"}, exclude_dataset):
        values = declaration.values
        if declaration.kind == "area":
            found.parents.setdefault(declaration.id, set()).update(values.get("bovenliggend", ()))
        elif declaration.kind == "concept":
            found.concepts.append(values)
        else:
            found.ages[declaration.id] = (values["leeftijd_van"], values["leeftijd_tot"])
    return found
