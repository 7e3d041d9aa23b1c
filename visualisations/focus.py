"""From the ids in a request to records that exist."""

from __future__ import annotations

from collections.abc import Sequence

from graph.projection import Projection
from schema.kinds import KINDS
from schema.values import nearest
from visualisations.links import Key
from visualisations.spec import WrongMap, kind_named

_NO_MAP = frozenset({"dataset", "concept"})


def found_keys(projection: Projection, focus: Sequence[str]) -> list[Key]:
    """(kind, id) of each id or `soort:id`; WrongMap when there is none, or when several sheets use the id."""
    return [_found(projection, text) for text in focus]


def _found(projection: Projection, text: str) -> Key:
    kinds = [kind for kind in KINDS if kind not in _NO_MAP]
    prefix, colon, rest = text.partition(":")
    if colon and any(prefix.casefold() in (kind.name, kind.sheet, kind.singular) for kind in KINDS.values()):
        kind = kind_named(prefix)
        if kind in _NO_MAP:
            raise WrongMap(f"Van een {KINDS[kind].singular} is geen kaart te maken.")
        require(projection, kind, rest)
        return kind, rest
    found = [kind for kind in kinds if text in projection[kind]]
    if len(found) > 1:
        choices = " of ".join(f"{KINDS[kind].singular}:{text}" for kind in found)
        raise WrongMap(f"De id {text} komt op meer bladen voor. Schrijf {choices}.")
    if not found:
        known = [id for kind in ("organisation", "arrangement", "profile", "area") for id in projection[kind].ids]
        raise WrongMap(f"Er is geen gegeven met id {text}.{nearest(text, known)}")
    return found[0], text


def require(projection: Projection, kind: str, id: str) -> None:
    """WrongMap when there is no record of that kind with that id."""
    table = projection[kind]
    if id not in table:
        raise WrongMap(f"Er is geen {table.kind.singular} met id {id}.{nearest(id, table.ids)}")
