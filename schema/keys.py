"""Ids of records whose sheet has no id column: the key columns joined with `~`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.types import ALLE, Kind


def derived_id(kind: Kind, values: Mapping[str, Any]) -> str:
    """The id of a record of `kind` from its key columns: blank is nothing, several values are sorted and joined by +."""
    return "~".join(_part(values.get(column)) for column in kind.key)


def _part(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "+".join(_part(item) for item in value)
    return "alle" if value == ALLE else str(value)
