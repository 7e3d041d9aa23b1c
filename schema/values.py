"""From the text of a cell to a value and back: one reader and one writer for each type of field.

`reader(field, vocabulary)` makes a function from a cell to a plain JSON value (see `graph.records.Record`), None for a
blank cell; it raises CellError with a code and a Dutch sentence. `written(field, value)` gives the text of a cell that
reads back as the same value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from schema import identifiers
from schema.dates import read_date
from schema.schemes import AXIS_NAME, CODE, FREE, Vocabulary, fold
from schema.types import ALLE, Field, Type

Cell = str | int | float | bool | date | datetime | None
Reader = Callable[[Cell], Any]


class CellError(ValueError):
    """What is wrong with one cell: a stable code and a Dutch sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def nearest(word: str, known: list[str]) -> str:
    """A Dutch half-sentence with the nearest known word, or nothing when none is near."""
    found = process.extractOne(word.casefold(), known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return f" Bedoelt u {found[0]}?" if found else ""


_MARGIN = re.compile(r"\A[\s\ufeff\u200b]+|[\s\ufeff\u200b]+\Z")


def plain(cell: Cell) -> str:
    """A cell as trimmed text in one Unicode form; whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = cell if isinstance(cell, str) else str(cell)
    return text.strip() if text.isascii() else _MARGIN.sub("", unicodedata.normalize("NFC", text))


def reader(field: Field, vocabulary: Vocabulary) -> Reader:
    """A function that reads one cell of `field`."""
    one = _READERS[field.type](field, vocabulary)
    if not field.many:
        if not field.alle:
            return one

        def with_alle(cell: Cell) -> Any:
            return ALLE if isinstance(cell, str) and cell.strip().casefold() == "alle" else one(cell)

        return with_alle

    def several(cell: Cell) -> list[Any] | None:
        parts = [part for part in (piece.strip() for piece in plain(cell).split(";")) if part]
        if not parts:
            return None
        if any(part.casefold() == "alle" for part in parts):
            if not field.alle:
                raise CellError("ALLE_NIET_HIER", f"In de kolom {field.name} kan niet alle staan. "
                                                  "Noem de waarden, of laat de cel leeg.")
            if len(parts) > 1:
                raise CellError("ALLE_NIET_ALLEEN", "Het woord alle moet alleen in de cel staan. "
                                                    "Haal de andere waarden weg, of haal alle weg.")
            return [ALLE]
        return sorted({one(part) for part in parts})

    return several


def _no_alle(text: str, field: Field) -> None:
    if text.casefold() == "alle":
        raise CellError("ALLE_NIET_HIER", f"In de kolom {field.name} kan niet alle staan. Vul een waarde in, of laat de cel leeg.")


# Control characters, half characters and non-characters: none of them survives in XML.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _text(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if _CONTROL.search(text):
            raise CellError("ONLEESBAAR_TEKEN", "In deze cel staat een onzichtbaar stuurteken. Typ de tekst opnieuw.")
        if field.max_length and len(text) > field.max_length:
            raise CellError("TE_LANG", f"De tekst telt {len(text)} tekens; er passen er {field.max_length}. Maak de tekst korter.")
        return text or None
    return read


def _id(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        _no_alle(text, field)  # also as an id of its own: nobody could ever refer to it
        if text and not identifiers.ID.fullmatch(text):
            better = re.sub(r"[^a-z0-9._-]+", "-", text.casefold()).strip("-._")[:80]
            raise CellError("ONGELDIG_ID", "Een id bestaat uit kleine letters, cijfers, punt, streepje en onderstreping, "
                            "begint met een letter of cijfer en telt hoogstens 80 tekens."
                            + (f" Bijvoorbeeld {better}." if better else ""))
        return text or None
    return read


def _code(field: Field, vocabulary: Vocabulary) -> Reader:
    assert field.scheme is not None
    scheme = vocabulary.scheme(field.scheme)

    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        _no_alle(text, field)
        return _concept(text, scheme, field.name)
    return read


_FIVE_A = re.compile(r"(vrijstelling )?(lpw ?)?(art(ikel|\.)? ?)?5 ?a")


def _concept(text: str, scheme: Any, column: str) -> str:
    if _FIVE_A.fullmatch(fold(text)):
        raise CellError("DUBBELZINNIG", "5a is dubbelzinnig. Bedoelt u LPW_5_ONDER_A (vrijstelling op lichamelijke of "
                                        "psychische gronden) of LPW_5A_TREKKEND (trekkend bestaan)?")
    found = scheme.find(text)
    if found is None and scheme.name in FREE and CODE.fullmatch(text.upper()):
        return text.upper()
    if found is None:
        raise CellError("ONBEKENDE_WAARDE", f"{text} is geen bekende waarde voor {column}.{nearest(text, scheme.words)} "
                        "Kijk op het blad _uitleg van het sjabloon welke waarden er zijn.")
    return str(found)


_WHOLE = re.compile(r"[+-]?\d{1,15}")


def _whole(field: Field, vocabulary: Vocabulary) -> Reader:
    low, high = field.minimum, field.maximum
    what = "Een leeftijd is een geheel getal in jaren" if field.type is Type.AGE else "Hier hoort een geheel getal"

    def read(cell: Cell) -> int | None:
        text = plain(cell)
        if not text:
            return None
        _no_alle(text, field)
        if isinstance(cell, bool | date) or not _WHOLE.fullmatch(text):
            raise CellError("GEEN_GEHEEL_GETAL", f"{what}, zonder punt, komma of tekst.")
        number = int(text)
        if (low is not None and number < low) or (high is not None and number > high):
            between = f"van {low:.0f} tot en met {high:.0f}" if high is not None else f"van {low:.0f} of meer"
            raise CellError("BUITEN_BEREIK", f"{number} kan hier niet. Vul een getal in {between}.")
        return number
    return read


def _interval(field: Field, vocabulary: Vocabulary) -> Reader:
    wrong = CellError("GEEN_AANTAL", "Een aantal is een geheel getal (12), minder dan (<5), een interval (10-15) of ten minste (>=20).")

    def read(cell: Cell) -> list[int | None] | None:
        if isinstance(cell, date):
            raise CellError("GEEN_AANTAL", "Excel heeft van dit aantal een datum gemaakt. Zet de cel op Tekst en typ het interval "
                                           "opnieuw, bijvoorbeeld 10-15.")
        text = re.sub(r"\s+", "", plain(cell)).replace("–", "-").replace("≥", ">=")
        if not text:
            return None
        _no_alle(text, field)
        if isinstance(cell, bool):
            raise wrong
        if text == "-1":
            return [1, 4]
        if re.fullmatch(r"\d{1,9}", text):
            return [int(text), int(text)]
        if re.fullmatch(r"<\d{1,9}", text) and int(text[1:]) > 1:
            return [1, int(text[1:]) - 1]
        if re.fullmatch(r">=\d{1,9}", text):
            return [int(text[2:]), None]
        if match := re.fullmatch(r"(\d{1,9})-(\d{1,9})", text):
            low, high = int(match[1]), int(match[2])
            if low <= high:
                return [low, high]
            raise CellError("GEEN_AANTAL", f"Het interval {low}-{high} loopt terug. Zet het kleinste getal vooraan: {high}-{low}.")
        raise wrong
    return read


def _decimal(field: Field, vocabulary: Vocabulary) -> Reader:
    low, high = field.minimum or -180.0, field.maximum or 180.0

    def read(cell: Cell) -> float | None:
        text = plain(cell)
        if not text:
            return None
        if isinstance(cell, bool | date) or not re.fullmatch(r"[+-]?\d+([.,]\d+)?", text):
            raise CellError("GEEN_GETAL", "Hier hoort een getal in graden, bijvoorbeeld 52.16.")
        number = float(text.replace(",", "."))
        if not low <= number <= high:
            raise CellError("BUITEN_BEREIK", f"{text} kan hier niet. Vul een getal in van {low:.0f} tot en met {high:.0f}.")
        return number
    return read


def _date(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        found = None if isinstance(cell, bool) else read_date(text)
        if found is None:
            raise CellError("GEEN_DATUM", "Dit is geen datum. Schrijf 2026-08-01, 1-8-2026, 2026-08 (die maand) of 2026 (dat jaar).")
        return found
    return read


def _yes_no(field: Field, vocabulary: Vocabulary) -> Reader:
    known = {"": None, "onbekend": None, "ja": True, "nee": False}

    def read(cell: Cell) -> bool | None:
        text = plain(cell).casefold()
        if text not in known:
            raise CellError("GEEN_JA_NEE", "Vul ja of nee in, of laat de cel leeg als u het niet weet.")
        return known[text]
    return read


def _exclusion(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        axis, colon, word = (part.strip() for part in text.partition(":"))
        name = vocabulary.resolve(axis)
        if not word or name not in vocabulary.axes:
            raise CellError("ONBEKENDE_AS", "Schrijf een uitsluiting als as:CODE, bijvoorbeeld behoefte:AGRESSIE."
                            + (nearest(axis, list(vocabulary.axes)) if colon else ""))
        return f"{name}:{_concept(word, vocabulary.scheme(name), name)}"
    return read


def _identifier(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        scheme, colon, number = (part.strip() for part in text.partition(":"))
        if not colon or scheme.upper() not in identifiers.SCHEMES:
            raise CellError("ONBEKEND_REGISTER", "Schrijf een nummer als REGISTER:nummer, bijvoorbeeld BRIN:01AB."
                            + (nearest(scheme, list(identifiers.SCHEMES)) if colon else ""))
        try:
            return f"{scheme.upper()}:{identifiers.normalise(scheme.upper(), number)}"
        except ValueError as wrong:
            raise CellError("ONGELDIG_NUMMER", f"Dit is geen {scheme.upper()}-nummer. Zo ziet het eruit: {wrong}.") from None
    return read


def _mailbox(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if text and not re.fullmatch(r"[^@\s;,]+@[\w-]+(\.[\w-]+)+", text):
            raise CellError("GEEN_MAILADRES", "Vul één functioneel e-mailadres in, zoals info@voorbeeld.nl, of laat de cel leeg.")
        return text or None
    return read


def _scheme(field: Field, vocabulary: Vocabulary) -> Reader:
    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        name = vocabulary.resolve(text)
        if not AXIS_NAME.fullmatch(name):
            raise CellError("ONGELDIGE_AS", "De naam van een as bestaat uit kleine letters, cijfers en "
                                           "onderstreping, bijvoorbeeld reisafstand.")
        return name
    return read


def _short_code(field: Field, vocabulary: Vocabulary) -> Reader:
    lower = field.name == "sleutel"

    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text:
            return None
        _no_alle(text, field)
        if not CODE.fullmatch(text.upper()):
            raise CellError("ONGELDIGE_CODE", "Een code bestaat uit hoofdletters, cijfers en onderstreping, bijvoorbeeld SCHOOLANGST.")
        return text.casefold() if lower else text.upper()
    return read


_READERS: dict[Type, Callable[[Field, Vocabulary], Reader]] = {
    Type.ID: _id, Type.TEXT: _text, Type.REF: _id, Type.CODE: _code, Type.WHOLE: _whole, Type.AGE: _whole,
    Type.INTERVAL: _interval, Type.DECIMAL: _decimal, Type.DATE: _date, Type.YES_NO: _yes_no,
    Type.EXCLUSION: _exclusion, Type.IDENTIFIER: _identifier, Type.AREA_CODE: _text, Type.MAILBOX: _mailbox,
    Type.SCHEME: _scheme, Type.SHORT_CODE: _short_code,
}


def written(field: Field, value: Any) -> str:
    """The text of a cell that reads back as `value` ("" for None)."""
    if value is None:
        return ""
    if field.type is Type.INTERVAL:
        low, high = value
        return f">={low}" if high is None else str(low) if low == high else f"{low}-{high}"
    if isinstance(value, list):
        return "; ".join("alle" if field.alle and item == ALLE else str(item) for item in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return "alle" if field.alle and value == ALLE else str(value)
