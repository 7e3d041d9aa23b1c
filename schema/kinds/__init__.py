"""The twenty kinds of record, one for each sheet of the workbook, in the order in which they are loaded."""

from __future__ import annotations

from schema.kinds.demand import DEMAND, FLOW, INVENTORY_ENTRY, SIGNAL
from schema.kinds.governance import AGENDA_ITEM, AGREEMENT, FUNDING, GAP_CASE, MEETING, OPTION, RESPONSIBILITY
from schema.kinds.places import AREA, CONCEPT, DATASET, DATASET_KEYS, LEGAL_BASIS, ORGANISATION, SOURCE
from schema.kinds.supply import ARRANGEMENT, PROFILE, REFERRAL
from schema.types import Kind

# A record refers to kinds earlier in this order wherever that is possible, so a file reads from the ground up.
_ORDER: tuple[Kind, ...] = (
    DATASET, SOURCE, LEGAL_BASIS, CONCEPT, AREA, ORGANISATION, PROFILE, DEMAND, ARRANGEMENT, RESPONSIBILITY, REFERRAL,
    FUNDING, INVENTORY_ENTRY, SIGNAL, FLOW, MEETING, AGENDA_ITEM, AGREEMENT, GAP_CASE, OPTION,
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ORDER}
SHEETS: dict[str, Kind] = {kind.sheet: kind for kind in _ORDER}
SHARED: frozenset[str] = frozenset(kind.name for kind in _ORDER if kind.shared)

__all__ = ["DATASET_KEYS", "KINDS", "SHARED", "SHEETS"]
