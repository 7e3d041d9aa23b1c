"""Concept schemes and axes: the built-in ones from `concepts/*.csv`, and what a region adds through `begrippen`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from schema.types import Field, Kind, Type

BUILT_IN_AXES = ("onderwijs", "behoefte", "taal", "deelname", "zorg", "complexiteit", "rechtspositie")

AXIS_LABELS = {
    "onderwijs": ("Onderwijs", "Soort of niveau van onderwijs."),
    "behoefte": ("Behoefte", "Zorg- en ontwikkelbehoefte."),
    "taal": ("Taal", "Nieuwkomer en alfabetisering. Staat los van extra ondersteuning."),
    "deelname": ("Deelname", "In hoeverre de jongere nu onderwijs volgt."),
    "zorg": ("Zorg", "Hoe intensief de zorg is."),
    "complexiteit": ("Complexiteit", "Hoe samengesteld de ondersteuningsbehoefte is."),
    "rechtspositie": ("Rechtspositie", "Leerplicht, vrijstelling of verzuim."),
}

# The engine gives these words a meaning, so a region cannot add a word of its own to them.
CLOSED = frozenset({
    "gebiedssoort", "voorliggend", "inschrijving", "instroom", "arrangementstatus", "claimstatus", "richting",
    "verwijsstatus", "financieringsstatus", "besluitregel", "doel", "conclusie", "afspraakstatus", "bronsoort",
    "volledig", "signaalsoort", "stroomsoort", "rechtsstatus", "lacunestatus", "optiesoort",
})

# Regions define new counting rules faster than any list; a definition is a name that is only ever compared.
FREE = frozenset({"definitie"})

_ALIASES = {
    "organisationtype": "organisatiesoort", "organisatietype": "organisatiesoort", "overlegtype": "overlegsoort",
    "arrangementtype": "arrangementsoort", "financieringsbron": "geldstroom", "verantwoordelijkheidsrol": "rol",
    "legalstatus": "rechtspositie", "randvoorwaarde": "randvoorwaarden", "continuumfase": "fase",
}

AXIS_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class Concept:
    """One value of a scheme: its code, Dutch label, broader codes, other words, meaning and source."""

    code: str
    label: str
    broader: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    definition: str = ""
    source: str = ""
    built_in: bool = False


class Scheme:
    """One concept scheme; finds a code by code, label or synonym, whatever the case."""

    def __init__(self, name: str, concepts: Mapping[str, Concept]) -> None:
        self.name = name
        self.concepts = dict(concepts)
        self._words: dict[str, str] = {}
        # Codes win from labels and labels from synonyms, so that no addition changes what a code means.
        for concept in self.concepts.values():
            self._words.setdefault(fold(concept.code), concept.code)
        for concept in self.concepts.values():
            self._words.setdefault(fold(concept.label), concept.code)
        for concept in self.concepts.values():
            for word in concept.synonyms:
                self._words.setdefault(fold(word), concept.code)

    def find(self, word: str) -> str | None:
        """The code that a word stands for, or None."""
        return self._words.get(fold(word))

    @property
    def words(self) -> list[str]:
        """All codes and labels, for a suggestion or a drop-down."""
        return [*self.concepts, *(concept.label for concept in self.concepts.values())]

    def label(self, code: str) -> str:
        """The Dutch label of a code; the code itself when the scheme does not know it."""
        concept = self.concepts.get(code)
        return concept.label if concept else code

    def ancestors(self, code: str) -> set[str]:
        """The code itself and everything it falls under."""
        found: set[str] = set()
        queue = [code]
        while queue:
            current = queue.pop()
            if current not in found:
                found.add(current)
                concept = self.concepts.get(current)
                queue += concept.broader if concept else ()
        return found


def fold(word: str) -> str:
    """A word as it is compared: case, blanks, hyphens and underscores do not matter."""
    return re.sub(r"[\s_\-–]+", " ", word).strip().casefold()


class Vocabulary:
    """All schemes that hold for one store or one workbook; immutable, extended by making a new one."""

    def __init__(self, schemes: Mapping[str, Scheme], axes: tuple[str, ...]) -> None:
        self.schemes = dict(schemes)
        self.axes = axes

    def resolve(self, name: str) -> str:
        """The name of the scheme or axis that a region means by `name` (itself when it is new)."""
        folded = name.strip().casefold()
        return folded if folded in self.schemes else _ALIASES.get(folded, folded)

    def scheme(self, name: str) -> Scheme:
        """The scheme of that name; an empty one when nothing has been declared for it."""
        return self.schemes.get(name) or Scheme(name, {})

    def label(self, scheme: str, code: str) -> str:
        """The Dutch label of a code."""
        return self.scheme(scheme).label(code)

    def axis_field(self, axis: str) -> Field:
        """The column of an axis on `profielen` and `arrangementen`."""
        label, help_text = AXIS_LABELS.get(axis, (axis.replace("_", " ").capitalize(), "Eigen as van de regio."))
        return Field(axis, Type.CODE, label, help_text, many=True, scheme=axis)

    def fields(self, kind: Kind) -> tuple[Field, ...]:
        """All columns of a kind's sheet, axis columns in their place, in the order of the workbook."""
        if kind.axes_after is None:
            return kind.fields
        # A provision may say "any"; a profile that asks for nothing on an axis simply leaves it blank.
        offers = kind.name == "arrangement"
        axes = tuple(replace(self.axis_field(axis), alle=offers,
                             blank="onbekend" if offers else "vraagt hier niets") for axis in self.axes)
        at = [field.name for field in kind.fields].index(kind.axes_after) + 1
        return kind.fields[:at] + axes + kind.fields[at:]

    def with_concepts(self, records: Iterable[Mapping[str, Any]]) -> Vocabulary:
        """This vocabulary with the values of `begrippen` records (`as`, `code`, `label`, ...) added.

        A built-in concept keeps its label and meaning; broader codes and synonyms are united.
        """
        added: dict[str, dict[str, Concept]] = {}
        axes = list(self.axes)
        for values in records:
            scheme = values["as"]
            if scheme not in self.schemes and scheme not in axes:
                axes.append(scheme)
            concepts = added.setdefault(scheme, dict(self.scheme(scheme).concepts))
            code = values["code"]
            known = concepts.get(code)
            broader = tuple(values.get("bovenliggend", ()))
            synonyms = tuple(values.get("synoniemen", ()))
            if known is None:
                concepts[code] = Concept(code, values["label"], broader, synonyms, values.get("definitie", ""))
            else:
                concepts[code] = replace(known, broader=tuple(sorted({*known.broader, *broader})),
                                         synonyms=tuple(sorted({*known.synonyms, *synonyms, values["label"]})))
        schemes = {**self.schemes, **{name: Scheme(name, concepts) for name, concepts in added.items()}}
        return Vocabulary(schemes, tuple(axes))

    def built_in(self, scheme: str, code: str) -> bool:
        """Whether a code is part of the built-in vocabulary (and so needs no `begrippen` row)."""
        concept = self.scheme(scheme).concepts.get(code)
        return concept is not None and concept.built_in


def _read(name: str, text: str) -> Scheme:
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    split = re.compile(r"\s*\|\s*")
    concepts = {
        row["code"]: Concept(
            row["code"], row["label"],
            tuple(part for part in split.split(row["bovenliggend"]) if part),
            tuple(part for part in split.split(row["synoniemen"]) if part),
            row["definitie"], row["bron"], built_in=True,
        )
        for row in rows
    }
    return Scheme(name, concepts)


@cache
def built_in() -> Vocabulary:
    """The vocabulary that every region starts from."""
    folder = files("schema") / "concepts"
    schemes = {
        name: _read(name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda item: item.name)
        if path.name.endswith(".csv") and (name := path.name.removesuffix(".csv"))
    }
    return Vocabulary(schemes, BUILT_IN_AXES)
