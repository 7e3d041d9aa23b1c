"""The zip package of an Excel workbook, looked through before any value is read from it.

What is refused here: bombs, macros, encryption, other formats, and XML with a document type (which is how external
entities get in). Every byte is inflated once, in pieces, so memory stays small whatever the file claims to be.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from loaders.problems import Unreadable

LARGEST_FILE = 200 * 1024 ** 2
LARGEST_UNPACKED = 1024 ** 3
MOST_PARTS = 5000
# Deflate reaches 1000:1 only on a constant byte; a sheet of a million formatted empty rows stays below 15:1.
HIGHEST_RATIO = 150
_RATIO_COUNTS_FROM = 16 * 1024 ** 2
_PIECE = 1 << 20
_CORRUPT = "Het bestand is beschadigd en kan niet worden gelezen. Open het in Excel, bewaar het opnieuw als .xlsx en laad opnieuw."
# What zipfile raises on damaged or crafted input: RuntimeError for a part with a password, NotImplementedError for an unknown
# compression, ValueError and struct.error for headers that contradict each other.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def corrupt() -> Unreadable:
    """The error for a file that cannot be understood."""
    return Unreadable("BESCHADIGD", _CORRUPT)


class Package:
    """The parts of a workbook. Opening one raises Unreadable for everything that is not a plain `.xlsx` file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable("TE_GROOT", f"Het bestand is groter dan {LARGEST_FILE // 1024 ** 2} MB. Haal plaatjes weg of deel "
                                         "de gegevens op.")
        _refuse_other_formats(path)
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
        except BROKEN:
            raise corrupt() from None
        self.parts = {entry.filename.casefold().lstrip("/"): entry for entry in entries}
        if len(self.parts) != len(entries):
            raise corrupt()
        self._refuse_contents(entries)

    def _refuse_contents(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or any(
                entry.file_size > max(_RATIO_COUNTS_FROM, HIGHEST_RATIO * entry.compress_size) for entry in entries):
            raise _bomb()
        if any(entry.flag_bits & 1 for entry in entries):
            raise _encrypted()
        if any(name.endswith("vbaproject.bin") for name in self.parts):
            raise _macros()
        if "xl/workbook.bin" in self.parts or "mimetype" in self.parts:
            raise _other_format()
        if "xl/workbook.xml" not in self.parts or "[content_types].xml" not in self.parts:
            raise Unreadable("GEEN_EXCEL", "Dit is geen Excel-werkboek. Bewaar het als .xlsx, of geef een map met CSV-bestanden op.")
        if b"macroenabled" in self._whole("[content_types].xml").lower():
            raise _macros()

    def sheets(self) -> dict[str, str]:
        """The part of every sheet, by the name of the sheet."""
        try:
            # Safe: a part with a document type, the only door to entities, has been refused before it gets here.
            workbook = ElementTree.fromstring(self._whole("xl/workbook.xml"))  # noqa: S314
            relations = ElementTree.fromstring(self._whole("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (ElementTree.ParseError, KeyError, ValueError):
            raise corrupt() from None
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        found: dict[str, str] = {}
        for element in workbook.iter():
            if element.tag.rpartition("}")[2] == "sheet":
                relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
                target = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
                found[element.get("name", "")] = target.casefold()
        return found

    def look_through(self, watchers: dict[str, Callable[[bytes], None]]) -> None:
        """Inflate every XML part once, refuse document types, and hand the pieces of some parts to their watcher."""
        for name in self.parts:
            if name.endswith((".xml", ".rels", ".vml")):
                watch = watchers.get(name)
                for piece in self._pieces(name):
                    if watch:
                        watch(piece)

    def _whole(self, name: str) -> bytes:
        if self.parts[name].file_size > 8 * _PIECE:
            raise corrupt()
        return b"".join(self._pieces(name))

    def _pieces(self, name: str) -> Iterator[bytes]:
        tail = b""
        for piece in _inflated(self._path, self.parts[name]):
            if not tail and b"\x00" in piece[:64]:
                raise corrupt()
            if b"<!DOCTYPE" in (seen := tail + piece) or b"<!ENTITY" in seen:
                raise Unreadable("ONVEILIG", "In het bestand staat een documenttype met entiteiten. Dat kan andere bestanden "
                                             "binnenhalen en wordt geweigerd. Open het in Excel en bewaar het opnieuw als .xlsx.")
            tail = piece[-16:]
            yield piece


def _inflated(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    # The zipfile module stops at the size that the directory claims; the reader after us does not, so this must see all.
    try:
        with path.open("rb") as file:
            file.seek(entry.header_offset)
            header = file.read(30)
            name, extra = struct.unpack("<26xHH", header)
            file.seek(name + extra, 1)
            left, size = entry.compress_size, 0
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or header[:4] != b"PK\x03\x04":
                raise corrupt()
            inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
            waiting = b""
            while left or waiting:
                if not waiting:
                    waiting = file.read(min(_PIECE, left))
                    left -= len(waiting)
                    if not waiting:
                        raise corrupt()
                if inflate:
                    piece = inflate.decompress(waiting, _PIECE)
                    waiting = inflate.unconsumed_tail
                else:
                    piece, waiting = waiting, b""
                size += len(piece)
                if size > entry.file_size:
                    raise _bomb()
                if piece:
                    yield piece
                if inflate and inflate.eof:
                    break
    except BROKEN:
        raise corrupt() from None


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
        if start.startswith(b"PK\x03\x04"):
            return
        if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise _encrypted() if "EncryptedPackage".encode("utf-16-le") in file.read() else _other_format()
    raise Unreadable("GEEN_EXCEL", "Dit is geen Excel-werkboek. Bewaar het als .xlsx, of geef een map met CSV-bestanden op.")


def _bomb() -> Unreadable:
    return Unreadable("ZIPBOM", "Het bestand is uitgepakt veel groter dan het lijkt en wordt daarom geweigerd. Kopieer de gegevens "
                                "naar een leeg sjabloon en laad dat.")


def _encrypted() -> Unreadable:
    return Unreadable("VERSLEUTELD", "Het bestand is beveiligd met een wachtwoord. Haal het wachtwoord weg en laad opnieuw.")


def _macros() -> Unreadable:
    return Unreadable("MACROS", "In het bestand staan macro's. Bewaar het als .xlsx (zonder macro's) en laad opnieuw.")


def _other_format() -> Unreadable:
    return Unreadable("ANDER_FORMAAT", "Dit rekenblad is bewaard in een ander formaat (.xls, .xlsb of .ods). Bewaar het als .xlsx en "
                                       "laad opnieuw.")
