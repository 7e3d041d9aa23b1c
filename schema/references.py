"""Which other records a record points to: what a store checks before it accepts a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from schema.kinds import KINDS
from schema.schemes import FREE, built_in
from schema.types import ALLE, Type


@cache
def _targets(kind: str) -> dict[str, tuple[str, bool]]:
    """Of each fixed column that points somewhere: its kind or concept scheme, and whether it is a scheme."""
    found: dict[str, tuple[str, bool]] = {}
    for field in KINDS[kind].fields:
        if field.type is Type.REF and field.kind:
            found[field.name] = (field.kind, False)
        elif field.type is Type.CODE and field.scheme and field.scheme not in FREE:
            found[field.name] = (field.scheme, True)
    return found


@cache
def _built_in_codes(scheme: str) -> frozenset[str]:
    vocabulary = built_in()
    return frozenset(code for code in vocabulary.scheme(scheme).concepts if vocabulary.built_in(scheme, code))


@cache
def refers_to(kind: str) -> frozenset[str]:
    """The kinds that a record of this kind may point to."""
    targets = _targets(kind).values()
    found = {name for name, is_scheme in targets if not is_scheme}
    exclusions = any(field.type is Type.EXCLUSION for field in KINDS[kind].fields)
    if kind == "concept" or exclusions or KINDS[kind].axes_after or any(is_scheme for _, is_scheme in targets):
        found.add("concept")
    return frozenset(found)


def references(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (column, kind, id) for every record that this one points to.

    A code outside the built-in vocabulary is a reference too: to the `begrippen` record that declares it.
    """
    targets = _targets(kind)
    declared = KINDS[kind]
    fixed, axes = declared.by_name, declared.axes_after
    for column, value in values.items():
        target = targets.get(column)
        if target is None:
            # What is not a fixed column of a kind with axes is the column of an axis, built-in or the region's own.
            if not axes or column in fixed:
                continue
            target = (column, True)
        name, is_scheme = target
        items = value if isinstance(value, list) else (value,)
        if is_scheme:
            codes = _built_in_codes(name)
            for item in items:
                if item not in codes and item != ALLE:
                    yield column, "concept", f"{name}~{item}"
        else:
            for item in items:
                if item != ALLE:
                    yield column, name, item
    if kind == "concept":
        for item in values.get("bovenliggend", ()):
            if item not in _built_in_codes(values["as"]):
                yield "bovenliggend", "concept", f"{values['as']}~{item}"
    for item in values.get("sluit_uit", ()):
        axis, _, code = item.partition(":")
        if code not in _built_in_codes(axis):
            yield "sluit_uit", "concept", f"{axis}~{code}"


def pointed_to(kind: str, records: Sequence[Mapping[str, Any]]) -> dict[str, set[str]]:
    """The ids that records of one kind point to, by the kind of what they point to: `references` for many at once."""
    found: dict[str, set[str]] = {}
    for values in records if kind == "concept" else (_pooled(kind, records),):
        for _, target, item in references(kind, values):
            found.setdefault(target, set()).add(item)
    return found


def _pooled(kind: str, records: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """One record with in each column the different values of all: there are far fewer of those than there are records.

    Not for concepts, where the meaning of one column depends on another.
    """
    fields = KINDS[kind].by_name
    columns = {column for column in (*_targets(kind), "sluit_uit") if column in fields}
    if KINDS[kind].axes_after:
        columns |= set().union(*records) - fields.keys()
    pooled = {}
    for column in columns:
        values = [values[column] for values in records if column in values]
        many = column not in fields or fields[column].many
        pooled[column] = list(set().union(*values) if many else set(values))
    return pooled
