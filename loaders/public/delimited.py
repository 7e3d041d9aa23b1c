"""Reading delimited public files: encoding and delimiter are detected, every row is accounted for."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from loaders.problems import Unreadable
from loaders.public.model import PublicFileError
from loaders.read_csv import decode

MAX_BYTES = 64 * 1024 * 1024
"""The largest national table known is under 10 MB; more than this is another file."""

_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class DelimitedFile:
    """A delimited file as found. `rows` are the rows under the header with their row numbers (the header is row 1);
    empty lines are left out, cells are as in the file."""

    path: Path
    sha256: str
    header: list[str]
    rows: list[tuple[int, list[str]]]

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""
        return self.path.name


def read_delimited(path: Path) -> DelimitedFile:
    """Read a file with `;`, `,` or tab between its cells, in UTF-8 (with or without BOM) or Windows-1252.

    Raises PublicFileError when the file can't be read, is no text, is too large or has no rows under its header.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PublicFileError(f"{path.name} is groter dan {MAX_BYTES // 2**20} MB. "
                                  "Dat is geen tabel die Dekkend kent.")
        data = path.read_bytes()
    except OSError as problem:
        raise PublicFileError(f"{path.name} kan niet gelezen worden. "
                              "Bestaat het bestand, en mag u het lezen?") from problem
    try:
        text = decode(data, path.name)
    except Unreadable as problem:
        raise PublicFileError(problem.message) from problem
    first_line = text.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise PublicFileError(f"{path.name} is niet goed te lezen: een aanhalingsteken wordt niet afgesloten, "
                              "of er staat tekst achter. Download het bestand opnieuw.") from problem
    filled = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        raise PublicFileError(f"{path.name} bevat geen rijen onder de kopregel.")
    return DelimitedFile(path, hashlib.sha256(data).hexdigest(), filled[0][1], filled[1:])
