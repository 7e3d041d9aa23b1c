"""What an importer of a public source delivers, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.problems import MASK
from loaders.tables import Table
from schema.privacy import person_data


class PublicFileError(Exception):
    """A file, or a set of files, that cannot be imported; `message_nl` is a Dutch text for the user."""

    def __init__(self, message_nl: str) -> None:
        super().__init__(message_nl)
        self.message_nl = message_nl


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a file that could not be matched, was skipped or deserves a look: never silently dropped.

    `row` counts from the header, which is row 1, and is None for the file as a whole; `column` and `value` are as in
    the file; `message` is a Dutch sentence that also says what was done. A value or a message in which personal data
    stand is masked on the way in, so that no report can repeat them.
    """

    row: int | None
    column: str | None
    value: str | None
    message: str

    def __post_init__(self) -> None:
        if self.value and person_data(self.value):
            object.__setattr__(self, "value", MASK)
        if person_data(self.message):
            object.__setattr__(self, "message", "In deze cel staat een gegeven dat van een persoon lijkt. De inhoud wordt "
                                                "daarom niet getoond.")


@dataclass(frozen=True, slots=True)
class PublicDataset:
    """One dataset, ready for `loaders.validate`: workbook sheets, and notes for the report."""

    name: str
    tables: list[Table]
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class PublicSource:
    """A public source that Dekkend can import; `label` and `description` are Dutch.

    `read(paths, peildatum)` takes files and folders and gives one dataset or more. `peildatum` is the date of the
    table; without it the date comes from the file name or from the list of known files. Raises PublicFileError.
    """

    name: str
    label: str
    description: str
    read: Callable[[Sequence[Path], date | None], list[PublicDataset]]
