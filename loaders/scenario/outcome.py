"""What comes of reading a scenario: the records as they would be, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.records import Edit


@dataclass(frozen=True, slots=True)
class ScenarioProblem:
    """One thing that is wrong. `change` is the number of the change, from 1; None means the scenario as a whole."""

    change: int | None
    sheet: str
    column: str
    value: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell as it was and as it would be, both as text of the workbook ("" is blank)."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One change as it was understood; `cells` are those that it names, in the order of the workbook."""

    number: int
    op: str
    kind: str
    id: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario says: `edits` on the revision that it was read against, or the `problems` that stand in the way.

    `day` is the peildatum to look at. `problems` are the first 1,000 of `problem_count`; as long as there are any, the rest is empty.
    """

    day: date
    edits: tuple[Edit, ...] = ()
    changes: tuple[Understood, ...] = ()
    notices: tuple[str, ...] = ()
    problems: tuple[ScenarioProblem, ...] = ()
    problem_count: int = 0
