"""From records as they would be back to the changes of a scenario file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from graph.projection import Projection
from graph.records import Edit, Values
from schema.dates import last_day, read_date
from schema.kinds import KINDS
from schema.schemes import Vocabulary
from schema.values import written as cell

CLOSE, CHANGE, ADD = "sluiten", "wijzigen", "toevoegen"


def written(edits: Sequence[Edit], projection: Projection) -> list[dict[str, Any]]:
    """The changes of a scenario that turn the records of this projection into those of `edits`.

    Reading them back against the same projection gives the same edits; of several edits of one record the last one counts, and one that
    says what the projection says already is left out. Raises ValueError for an edit that takes a record away and for one of a
    dataset's own description: a scenario has no words for these.
    """
    final = {(edit.kind, edit.id): edit for edit in edits}
    vocabulary = projection.vocabulary.with_concepts(
        edit.values for edit in final.values() if edit.kind == "concept" and edit.values is not None)
    changes = []
    for edit in final.values():
        if edit.values is None or edit.kind == "dataset":
            raise ValueError(f"a scenario cannot say what is to happen to {edit.kind} {edit.id}")
        stored = projection[edit.kind].get(edit.id)
        if stored is None:
            changes.append(_addition(edit.kind, edit.id, edit.values, vocabulary))
        elif stored.values != edit.values:
            changes.append(_closing(edit.kind, edit.id, stored.values, edit.values)
                           or _change(edit.kind, edit.id, stored.values, edit.values, vocabulary))
    return changes


def _addition(kind: str, id: str, values: Values, vocabulary: Vocabulary) -> dict[str, Any]:
    fields = vocabulary.fields(KINDS[kind])
    row = {field.name: id if field.name == "id" else cell(field, values[field.name])
           for field in fields if field.name == "id" or field.name in values}
    return {"op": ADD, "sheet": KINDS[kind].sheet, "rij": row}


def _change(kind: str, id: str, before: Values, after: Values, vocabulary: Vocabulary) -> dict[str, Any]:
    cells = {field.name: cell(field, after.get(field.name)) for field in vocabulary.fields(KINDS[kind])
             if before.get(field.name) != after.get(field.name)}
    return {"op": CHANGE, "sheet": KINDS[kind].sheet, "id": id, "velden": cells}


def _closing(kind: str, id: str, before: Values, after: Values) -> dict[str, Any] | None:
    """The closing that says the same, or None when the change is more or something else than that."""
    last = after.get("geldig_tot", "")
    if kind != "arrangement" or {**before, "geldig_tot": last} != after or not closes(before, last):
        return None
    per = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    return {"op": CLOSE, "arrangement": id, "per": per} if read_date(per) else None


def closes(values: Values, last: str) -> bool:
    """Whether that last day is a day, and earlier than the one that there is."""
    end = values.get("geldig_tot")
    return len(last) == len("2026-08-01") and (end is None or last_day(last) < last_day(end))
