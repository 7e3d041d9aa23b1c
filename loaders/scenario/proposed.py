"""The records of a scenario together: what can only be checked when every change has been read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.projection import Projection
from graph.records import Values
from loaders import checks
from loaders.known import Known
from loaders.problems import Problems
from loaders.sheet import Sheet
from schema.kinds import KINDS
from schema.schemes import Vocabulary
from schema.types import Kind, Type
from schema.values import Cell, written


class Proposed:
    """One record as it would be; `before` is how it is stored (None when it is new), `number` the last change that names it."""

    def __init__(self, number: int, values: Values, before: Values | None) -> None:
        self.number = number
        self.values = values
        self.before = before
        self.cells: dict[str, Cell] = {}

    def set(self, column: str, value: Any) -> None:
        """Let a column have this value; None is blank."""
        if value is None:
            self.values.pop(column, None)
        else:
            self.values[column] = value

    def given(self, number: int, cells: Mapping[str, Cell]) -> None:
        """Remember the cells as a change delivered them, for messages."""
        self.number = number
        self.cells.update(cells)


def sheet_of(kind: Kind, records: Mapping[str, Proposed], vocabulary: Vocabulary) -> Sheet:
    """Some records of a kind, by id, as a sheet whose row numbers are those of the changes."""
    fields = {field.name: field for field in vocabulary.fields(kind)}
    rows = [{**each.values, "id": id} for id, each in records.items()]
    return Sheet(
        kind, [each.number for each in records.values()], fields,
        {name: [row.get(name) for row in rows] for name in fields},
        {name: [each.cells.get(name, written(field, row.get(name))) for each, row in zip(records.values(), rows, strict=True)]
         for name, field in fields.items()},
        ids=list(records))


def check_together(proposed: Mapping[tuple[str, str], Proposed], projection: Projection, vocabulary: Vocabulary,
                   problems: Problems) -> None:
    """Ranges, codes and circles of areas, ages of demand and references, over the records as they would be.

    Codes of areas are brought in one form.
    """
    records: dict[str, dict[str, Proposed]] = {}
    for (kind, id), each in proposed.items():
        records.setdefault(kind, {})[id] = each
    sheets = {kind: sheet_of(KINDS[kind], found, vocabulary) for kind, found in records.items()}
    for sheet in sheets.values():
        checks.check_ranges(sheet, problems)
    if "area" in sheets:
        checks.check_areas(sheets["area"], Known(parents={
            record.id: set(record.values.get("bovenliggend", ())) for record in projection["area"] if record.id not in records["area"]}),
            problems)
        for each, code in zip(records["area"].values(), sheets["area"].column("code"), strict=True):
            each.set("code", code)
    _check_demand(records, projection, vocabulary, sheets.get("profile"), problems)
    targets = {field.kind for sheet in sheets.values() for field in sheet.fields.values() if field.type is Type.REF and field.kind}
    checks.check_references(sheets, Known({kind: dict.fromkeys(projection[kind].ids, "") for kind in targets}), problems)


def _check_demand(records: Mapping[str, Mapping[str, Proposed]], projection: Projection, vocabulary: Vocabulary,
                  profiles: Sheet | None, problems: Problems) -> None:
    """The ages of the demand that is changed, and of the demand of profiles that are changed."""
    demand = dict(records.get("demand", {}))
    changed = records.get("profile", {})
    if changed:
        for record in projection["demand"]:
            profile = changed.get(record.values["profiel"])
            if profile is not None:
                demand.setdefault(record.id, Proposed(profile.number, record.values, record.values))
    if demand:
        ages = {record.id: (record.values["leeftijd_van"], record.values["leeftijd_tot"]) for record in projection["profile"]}
        checks.check_demand_ages(sheet_of(KINDS["demand"], demand, vocabulary), profiles, Known(ages=ages), problems)
