"""Known headers of public files. A header that fits none of them is refused, with the difference.

Publishers rename and add columns without notice. Guessing would put one column's values under another's name, so a file
is read only when its header is one that was seen and described.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from loaders.public.delimited import DelimitedFile, read_delimited
from loaders.public.model import Note, PublicFileError

# More columns than these make a message nobody reads; the first ones show that it is another file.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a known header: the name by which the importer asks for it, and its headers, oldest first.

    A column with `read` False belongs to the header, but its cells are never handed to an importer.
    """

    field: str
    headers: tuple[str, ...]
    optional: bool = False
    read: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """One known version of a header; the order of the columns is free.

    `refusal` is the Dutch reason why a file with this header is known and yet not imported.
    """

    name: str
    columns: tuple[Column, ...]
    refusal: str | None = None


def column(field: str, *headers: str, optional: bool = False) -> Column:
    """A column that the importer reads."""
    return Column(field, headers, optional)


def unread(header: str, *, optional: bool = False) -> Column:
    """A column that belongs to the header and is left alone."""
    return Column(header, (header,), optional, read=False)


@dataclass(frozen=True, slots=True)
class FittedFile:
    """A file with the signature that fits its header."""

    file: DelimitedFile
    signature: Signature
    places: dict[str, int]

    def header(self, field: str) -> str:
        """The header of a field as it stands in this file."""
        return self.file.header[self.places[field]].strip()

    def records(self, notes: list[Note]) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number and trimmed cells by field; a row with too few or too many cells is skipped and noted."""
        wanted = {column.field for column in self.signature.columns if column.read}
        width, places = len(self.file.header), [place for place in self.places.items() if place[0] in wanted]
        for number, cells in self.file.rows:
            if len(cells) != width:
                notes.append(Note(number, None, cells[0], f"De rij heeft {len(cells)} cellen in plaats van {width}. "
                                                          "De rij is overgeslagen."))
                continue
            yield number, {field: cells[place].strip() for field, place in places}


def _same(header: str) -> str:
    return " ".join(header.replace("’", "'").split()).upper()


def fit(file: DelimitedFile, signatures: Sequence[Signature]) -> FittedFile:
    """The file with the signature that fits; PublicFileError with the difference when none does."""
    found = [_same(header) for header in file.header]
    if len(set(found)) < len(found):
        double = next(header for header in found if found.count(header) > 1)
        raise PublicFileError(f"In {file.name} staat de kolom {double or '(zonder naam)'} twee keer.")
    attempts = []
    for signature in signatures:
        places, missing = {}, []
        for wanted in signature.columns:
            place = next((found.index(_same(name)) for name in wanted.headers if _same(name) in found), None)
            if place is not None:
                places[wanted.field] = place
            elif not wanted.optional:
                missing.append(" of ".join(wanted.headers))
        strange = [file.header[place] for place in range(len(found)) if place not in places.values()]
        if not missing and not strange:
            if signature.refusal:
                raise PublicFileError(f"{file.name}: {signature.refusal}")
            return FittedFile(file, signature, places)
        attempts.append((len(missing) + len(strange), signature, missing, strange))
    _, nearest, missing, strange = min(attempts, key=lambda attempt: attempt[0])
    raise PublicFileError(_difference(file.name, nearest, missing, strange))


def _difference(name: str, nearest: Signature, missing: list[str], strange: list[str]) -> str:
    parts = [f"De kopregel van {name} is geen bekende versie. Het dichtst bij ligt: {nearest.name}."]
    if missing:
        parts.append(f"Ontbreekt: {_listed(missing)}.")
    if strange:
        parts.append(f"Onbekend: {_listed([_with_hint(header, missing) for header in strange])}.")
    parts.append("Er is niets ingelezen. Controleer of dit het goede bestand is.")
    return " ".join(parts)


def _listed(headers: list[str]) -> str:
    more = len(headers) - _SHOWN
    return ", ".join(headers[:_SHOWN]) + (f" en nog {more}" if more > 0 else "")


def _with_hint(header: str, missing: list[str]) -> str:
    near = process.extractOne(_same(header), missing, scorer=fuzz.ratio, score_cutoff=60)
    shown = header.strip() or "(kolom zonder naam)"
    return f"{shown} (bedoelt u {near[0]}?)" if near else shown


def open_files(paths: Sequence[Path], signatures: Sequence[Signature]) -> tuple[list[FittedFile], list[Note]]:
    """The files among `paths` that fit, and notes on what was skipped in a folder.

    A file that is named must fit. Of a folder the CSV files that fit are taken; the others are noted, each with its
    reason. Raises PublicFileError for a file that does not fit, and when nothing is left.
    """
    fitted, notes = [], []
    for path in paths:
        if not path.is_dir():
            fitted.append(fit(read_delimited(path), signatures))
            continue
        for inside in sorted(path.glob("*.[cC][sS][vV]")):
            try:
                fitted.append(fit(read_delimited(inside), signatures))
            except PublicFileError as problem:
                notes.append(Note(None, None, inside.name, f"Het bestand is overgeslagen. {problem.message_nl}"))
    if not fitted:
        reasons = " ".join(note.message for note in notes)
        raise PublicFileError(f"Er is geen bestand gevonden dat ingelezen kan worden. {reasons}".strip())
    return fitted, notes
