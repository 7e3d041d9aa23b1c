"""A raw sheet: what every reader delivers and `loaders.validate` takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schema.values import Cell

__all__ = ["Cell", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it was found: nothing trimmed, nothing interpreted.

    Excel workbooks, CSV folders and public sources all come in as tables, so they go through one and the same
    validation. `columns` are the header cells; each row has its cells in the same order and may be shorter. `first_row`
    is the row number of `rows[0]` as the user sees it; the header is row 1.
    """

    sheet: str
    columns: list[str]
    rows: list[Sequence[Cell]]
    first_row: int = 2
