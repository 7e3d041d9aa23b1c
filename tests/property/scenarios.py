"""Random changes of a region: of any sheet, one or several at once, always to something that a workbook could say."""

from __future__ import annotations

from datetime import timedelta

from graph.projection import Projection
from graph.records import Edit, Values
from schema.kinds import KINDS

from .dice import Dice
from .workbooks import Case

LOCAL = ("arrangement", "arrangement", "arrangement", "referral", "funding")
OTHER = ("responsibility", "inventory_entry", "signal", "demand", "agenda_item", "agreement", "legal_basis", "gap_case", "organisation",
         "profile", "area", "meeting")
# Nothing refers to these, so they can be taken away.
LOOSE = ("referral", "funding", "responsibility", "inventory_entry", "signal", "agreement", "gap_case")


def scenario(dice: Dice, projection: Projection, case: Case) -> list[Edit]:
    """One to three edits, none of which touches a record twice."""
    found: dict[tuple[str, str], Edit] = {}
    for _ in range(dice.pick((1, 1, 1, 2, 3))):
        kinds = [kind for kind in (LOCAL if dice.chance(0.8) else OTHER) if len(projection[kind])]
        if kinds:
            edit = _edit(dice, projection, dice.pick(kinds), case)
            found[edit.kind, edit.id] = edit
    return list(found.values())


def _edit(dice: Dice, projection: Projection, kind: str, case: Case) -> Edit:
    table = projection[kind]
    record = dice.pick(table.records)
    if kind in LOOSE and dice.chance(0.25):
        return Edit(kind, record.id, None)
    if kind == "arrangement" and dice.chance(0.25):
        return Edit(kind, record.id, {**record.values, "geldig_tot": (case.d - timedelta(1)).isoformat()})
    if KINDS[kind].has_id and dice.chance(0.25):
        return Edit(kind, f"{dice.pick(('a0', 'nieuw', 'zz'))}-{record.id}", _other(dice, projection, kind, dict(record.values)))
    return Edit(kind, record.id, _other(dice, projection, kind, dict(record.values)))


def _other(dice: Dice, projection: Projection, kind: str, values: Values) -> Values:
    """The values with one to three columns as in some other record, or blank."""
    columns = [field for field in projection.vocabulary.fields(KINDS[kind])
               if field.name not in ("id", "bovenliggend", *KINDS[kind].key)]
    changed = dict(values)
    for _ in range(dice.number(1, 3)):
        field = dice.pick(columns)
        other = dice.pick(projection[kind].records).values.get(field.name)
        if other is not None:
            changed[field.name] = other
        elif not field.required:
            changed.pop(field.name, None)
    low, high = changed.get("leeftijd_van"), changed.get("leeftijd_tot")
    return values if isinstance(low, int) and isinstance(high, int) and low > high else changed
