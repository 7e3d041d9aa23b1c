"""Names of gemeenten and regions brought to one spelling, one id and, where there is one, a code.

The rules, in this order. A code goes before a name: a name is looked up only where the source has no usable code.

1. Two spellings are the same name when `plain_name` makes them equal: capitals, accents, hyphens, apostrophes, dots,
   commas, brackets, slashes and the number of spaces do not count, and `&` reads as `en`. So `Sudwest Fryslan` is
   Súdwest-Fryslân, `Bergen (NH)` is Bergen (NH.), `Gooi-en Vechtstreek` is Gooi en Vechtstreek.
2. What these rules do not make equal (`Den Haag`, `Nuenen ca`, `West-Kennemerland`) stands in the column
   `schrijfwijzen` of `reference/gemeenten.csv` or `reference/rmc.csv`. Nothing is guessed from likeness.
3. A name of several gemeenten means the one that existed on the date of the table. A name of one gemeente is accepted
   outside its years too, with a remark.
4. What is left gets an id from its name (`gm-europapoort`, `rmc-hollandse-plassen`), no code, and a remark: the
   importer lists it, and nobody merges it by accident.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from loaders import reference
from schema.dates import spoken
from schema.identifiers import normalise


def plain_name(text: str) -> str:
    """A name without what does not count in comparing names: lower case letters and digits, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " en "))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[^0-9a-z]+", " ", letters).strip()


def slug(text: str) -> str:
    """A name as the last part of an id: `Gooi- en Vechtstreek` -> `gooi-en-vechtstreek`, at most 70 characters."""
    return plain_name(text).replace(" ", "-")[:70].strip("-")


@dataclass(frozen=True, slots=True)
class Gemeente:
    """One gemeente of the reference table; an empty begin or end lies outside the years of the table."""

    code: str
    naam: str
    spellings: frozenset[str]
    geldig_van: date | None
    geldig_tot: date | None

    def exists_on(self, day: date) -> bool:
        """Whether the gemeente existed on `day`, as far as the reference table goes."""
        return (self.geldig_van or day) <= day <= (self.geldig_tot or day)


@dataclass(frozen=True, slots=True)
class Match:
    """The gemeente that a cell means. `code` is empty when it could not be found; `remark` (Dutch) is for the notes."""

    id: str
    naam: str
    code: str = ""
    remark: str | None = None


@cache
def gemeenten() -> dict[str, Gemeente]:
    """All gemeenten of the reference table by CBS code."""
    return {
        row["code"]: Gemeente(
            row["code"], row["naam"],
            frozenset(plain_name(name) for name in (row["naam"], *row["schrijfwijzen"].split("|")) if name),
            date.fromisoformat(row["geldig_van"]) if row["geldig_van"] else None,
            date.fromisoformat(row["geldig_tot"]) if row["geldig_tot"] else None,
        )
        for row in reference.rows("gemeenten")
    }


@cache
def _gemeenten_by_name() -> dict[str, list[Gemeente]]:
    found = defaultdict(list)
    for gemeente in gemeenten().values():
        for spelling in gemeente.spellings:
            found[spelling].append(gemeente)
    return dict(found)


@cache
def _rmc_by_name() -> dict[str, str]:
    return {
        plain_name(name): row["code"]
        for row in reference.rows("rmc")
        for name in (row["naam"], *row["schrijfwijzen"].split("|")) if name
    }


def match_gemeente(naam: str, day: date, code: str | None = None) -> Match | None:
    """The gemeente with this CBS `code`, or without a usable code with this name, in a table of `day`.

    `code` is None for a source that has no codes. None when there is neither a usable code nor a name.
    """
    naam, given = naam.strip(), (code or "").strip()
    if given:
        try:
            return _by_code(normalise("CBS", given), naam, day)
        except ValueError:
            wrong = f"{given} is geen CBS-code van een gemeente. "
    else:
        wrong = "" if code is None else "De CBS-code van de gemeente ontbreekt. "
    found = _by_name(naam, day)
    if found is None or not wrong:
        return found
    remark = found.remark or f"De gemeente is op naam gevonden: {found.naam}, {found.code}."
    return Match(found.id, found.naam, found.code, wrong + remark)


def _by_code(code: str, naam: str, day: date) -> Match:
    known = gemeenten().get(code)
    if known is None:
        return Match(f"gm{code}", naam or f"Gemeente {code}", code, (
            f"CBS-code {code} staat niet in de referentietabel van gemeenten, die loopt tot en met 1 januari 2022. "
            "De code en de naam uit het bestand zijn gebruikt."))
    remark = None
    if naam and plain_name(naam) not in known.spellings:
        remark = f"Bij CBS-code {code} hoort de naam {known.naam}, maar in het bestand staat {naam}. De code telt."
    elif not known.exists_on(day):
        remark = _out_of_time(known, day)
    return Match(f"gm{code}", known.naam, code, remark)


def _by_name(naam: str, day: date) -> Match | None:
    if not plain_name(naam):
        return None
    candidates = _gemeenten_by_name().get(plain_name(naam), [])
    current = [gemeente for gemeente in candidates if gemeente.exists_on(day)]
    if len(current or candidates) == 1:
        only = (current or candidates)[0]
        return Match(f"gm{only.code}", only.naam, only.code, None if current else _out_of_time(only, day))
    return Match(f"gm-{slug(naam)}", naam, remark=(
        f"De gemeente {naam} is niet gevonden in de referentietabel. Zij is opgenomen zonder CBS-code, "
        f"onder het id gm-{slug(naam)}."))


def _out_of_time(gemeente: Gemeente, day: date) -> str:
    if gemeente.geldig_van and day < gemeente.geldig_van:
        when = f"bestaat pas vanaf {spoken(gemeente.geldig_van)}"
    else:
        when = f"bestond tot en met {spoken(gemeente.geldig_tot)}"
    return f"De gemeente {gemeente.naam} ({gemeente.code}) {when}; de tabel is van {spoken(day)}."


def rmc_code(naam: str) -> str | None:
    """The two digits of an RMC region by its name or another known spelling; None when it is not known."""
    return _rmc_by_name().get(plain_name(naam))
