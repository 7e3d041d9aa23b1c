"""The changes of a scenario: as a client gives them, as they are understood, and how they are refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from enum import Enum
from typing import Any

import strawberry

from api.graphql.errors import Code, Refused, bad_input
from api.graphql.ids import local_id
from api.graphql.parts import ColumnChange, PartialDate, described
from graph.projection import Projection
from loaders.scenario import Scenario, Understood
from schema.kinds import KINDS, SHEETS

_TOLD = 20


@strawberry.enum(description="Wat een wijziging doet.")
class ScenarioOp(Enum):
    """The kinds of change."""

    SLUITEN = strawberry.enum_value("sluiten", description="Een arrangement sluiten: geef arrangement, en per als het niet meteen is.")
    WIJZIGEN = strawberry.enum_value("wijzigen", description="Cellen van een gegeven veranderen: geef sheet, id en fields.")
    TOEVOEGEN = strawberry.enum_value("toevoegen", description="Een rij toevoegen: geef sheet en fields.")


@strawberry.input(description="Een cel van het werkboek.")
class CellInput:
    """One cell by its column."""

    column: str = described("De kolom, zoals in het werkboek: plekken of leeftijd_tot.")
    value: str | None = strawberry.field(default=None, description="De cel, zoals in het werkboek; leeg maakt de cel leeg.")


@strawberry.input(description="Eén wijziging die u wilt proberen. Er wordt niets opgeslagen.")
class ScenarioChange:
    """One change of a scenario."""

    op: ScenarioOp = described("Wat de wijziging doet.")
    arrangement: strawberry.ID | None = strawberry.field(default=None, description="Bij SLUITEN: het id van het arrangement.")
    per: PartialDate | None = strawberry.field(
        default=None, description="Bij SLUITEN: de eerste dag waarop het er niet meer is; anders de peildatum.")
    sheet: str | None = strawberry.field(default=None, description="Bij WIJZIGEN en TOEVOEGEN: het blad, zoals arrangementen.")
    id: strawberry.ID | None = strawberry.field(default=None, description="Bij WIJZIGEN: het id van de rij.")
    fields: list[CellInput] | None = strawberry.field(default=None, description="Bij WIJZIGEN en TOEVOEGEN: de cellen.")


@strawberry.type(description="Een wijziging zoals die is begrepen.")
class ScenarioChangeRead:
    """One change as it was understood."""

    op: ScenarioOp = described("Wat de wijziging doet.")
    sheet: str = described("Het blad.")
    workbook_id: str = described("Het id in het werkboek.")
    name: str = described("De naam.")
    cells: list[ColumnChange] = described("De cellen die zij noemt.")

    @classmethod
    def of(cls, change: Understood, name: str) -> ScenarioChangeRead:
        """From a change that was read."""
        return cls(op=ScenarioOp(change.op), sheet=KINDS[change.kind].sheet, workbook_id=change.id, name=name,
                   cells=[ColumnChange(column=cell.column, before=cell.before, after=cell.after) for cell in change.cells])


def change_of(projection: Projection, change: ScenarioChange) -> dict[str, Any]:
    """A change as it stands in a scenario file."""
    kind = SHEETS.get((change.sheet or "").strip().casefold())
    given: dict[str, Any] = {
        "op": change.op.value, "per": change.per, "sheet": change.sheet,
        "arrangement": change.arrangement and local_id(projection["arrangement"], change.arrangement),
        "id": change.id and (change.id if kind is None else local_id(projection[kind.name], change.id)),
    }
    if change.fields is not None:
        counted = Counter(cell.column for cell in change.fields)
        twice = next((column for column, count in counted.items() if count > 1), None)
        if twice is not None:
            raise bad_input(f"De kolom {twice[:80]} staat twee keer in dezelfde wijziging. Haal er een weg.")
        given["rij" if change.op is ScenarioOp.TOEVOEGEN else "velden"] = {cell.column: cell.value for cell in change.fields}
    return {key: value for key, value in given.items() if value is not None}


def refusal(scenario: Scenario) -> Refused:
    """All that is wrong with a scenario, as one error; `problems` has it piece by piece."""
    found = [f"Wijziging {problem.change}" + (f", kolom {problem.column}" if problem.column else "") + f": {problem.message}"
             for problem in scenario.problems]
    if len(found) > _TOLD:
        found[_TOLD:] = [f"… en nog {scenario.problem_count - _TOLD}; zie problems."]
    return Refused(Code.BAD_INPUT, "\n".join(found), problems=[asdict(problem) for problem in scenario.problems])
