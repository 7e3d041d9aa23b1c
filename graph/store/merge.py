"""One record out of the declarations of several datasets: pure, and the same for every store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from graph.records import Difference, StoredRecord, Values
from schema.kinds import KINDS
from schema.types import ALLE


class Claim(NamedTuple):
    """What one dataset says of a record; `declared` is the revision since which it does so without a break."""

    declared: int
    dataset: str
    values: Values


def merge(kind: str, id: str, claims: Sequence[Claim]) -> StoredRecord:
    """The record that the claims of its datasets make together; `datasets` are in the order in which they declared it.

    Lists are united; `alle` with anything else is `alle`, because it already takes in the rest. A blank yields. Where
    two single values differ, the dataset that declared the record first (then: the first by name) keeps its value, and
    every other dataset that says something else gives a Difference.
    """
    if len(claims) == 1:
        only = claims[0]
        return StoredRecord(kind, id, only.values, (only.dataset,))
    ordered = sorted(claims, key=lambda claim: claim[:2])
    many = _list_columns(kind)
    merged: Values = {}
    kept_by: dict[str, str] = {}
    differences = []
    for _, dataset, values in ordered:
        for column, value in values.items():
            if column not in merged:
                merged[column] = value
                kept_by[column] = dataset
            elif column in many:
                merged[column] = _united(merged[column], value)
            elif merged[column] != value:
                differences.append(Difference(kind, id, column, merged[column], kept_by[column], value, dataset))
    # The sort is stable, so within a column the differences stay in the order of the datasets.
    differences.sort(key=lambda difference: difference.column)
    return StoredRecord(kind, id, merged, tuple(claim.dataset for claim in ordered), tuple(differences))


@cache
def _list_columns(kind: str) -> frozenset[str]:
    # By the schema and not by the value: an interval is a list too, but two intervals are not to be united.
    return frozenset(field.name for field in KINDS[kind].fields if field.many)


def _united(one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
    both = {*one, *other}
    return [ALLE] if ALLE in both else sorted(both)
