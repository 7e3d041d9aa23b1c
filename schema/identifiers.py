"""Identifiers of the field in their canonical form.

Identifiers are text, never numbers: leading zeros count. The scheme comes from the column or from the prefix in
`codes`, never from the pattern, because four digits may be a postcode, a gemeente or half an SWV code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")

_PATTERNS: dict[str, tuple[str, str]] = {
    "BRIN": (r"\d{2}[A-Z]{2}(\d{2})?", "01AB of 01AB00"),
    "BG": (r"\d{5}", "77494"),
    "KVK": (r"\d{8}(\d{4})?", "12345678 (vestiging: 12 cijfers)"),
    "OIN": (r"[0-9A-Z]{20}", "20 tekens"),
    "RSIN": (r"\d{9}", "9 cijfers"),
    "SWV": (r"(PO|VO)\d{4}", "PO2801"),
    "URA": (r"\d{8}", "8 cijfers"),
    "AGB": (r"\d{8}", "8 cijfers"),
    "CBS": (r"\d{4}", "0546"),
    "RIO": (r"\d{3}[ABX]\d{3}", "100B490"),
    "TOOI": (r"https?://\S+", "een adres dat met https begint"),
}

SCHEMES = tuple(_PATTERNS)


def _compact(text: str) -> str:
    return re.sub(r"[\s.]", "", text.upper())


def _swv(text: str) -> str:
    compact = re.sub(r"[\s.\-]", "", text.upper())
    return re.sub(r"^SWV", "", compact)


def _cbs(text: str) -> str:
    digits = re.sub(r"^GM", "", text.upper().strip())
    return digits.zfill(4) if digits.isdigit() else digits


_NORMALISE: dict[str, Callable[[str], str]] = {"SWV": _swv, "CBS": _cbs, "TOOI": str.strip}


def normalise(scheme: str, text: str) -> str:
    """A number of `scheme` in its canonical form.

    Raises ValueError with an example of the right form when it is not one.
    """
    value = _NORMALISE.get(scheme, _compact)(text)
    pattern, example = _PATTERNS[scheme]
    if not re.fullmatch(pattern, value):
        raise ValueError(example)
    return value


_AREA_SCHEMES = {"GEMEENTE": "CBS", "SWV_PO": "SWV", "SWV_VO": "SWV"}


def area_code(kind: str | None, text: str) -> str:
    """The code of an area of `kind` (GEMEENTE, SWV_PO, PC4 ...) in its canonical form; ValueError as `normalise`."""
    scheme = _AREA_SCHEMES.get(kind or "")
    if scheme:
        if scheme != "SWV":
            return normalise(scheme, text)
        sector = str(kind)[-2:]
        value = _swv(text)
        if not re.fullmatch(sector + r"\d{4}", value):
            raise ValueError(f"{sector}2801")
        return value
    if kind == "PC4":
        value = text.strip()
        if not re.fullmatch(r"[1-9]\d{3}", value):
            raise ValueError("2311")
        return value
    return text.strip()
