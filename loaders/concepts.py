"""The sheet `begrippen`: read first, because it says which columns and codes the other sheets may use."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.cycles import cycles
from loaders.problems import Problems
from loaders.sheet import Sheet
from schema.kinds import KINDS
from schema.schemes import CLOSED, Vocabulary
from schema.values import nearest

_TAKEN = {name for kind in KINDS.values() if kind.axes_after for name in kind.by_name}


def extended(sheet: Sheet, vocabulary: Vocabulary, problems: Problems) -> Vocabulary:
    """The vocabulary with the concepts of this sheet; whatever is wrong with them becomes a problem."""
    usable = []
    for place, (scheme, code, label) in enumerate(zip(*map(sheet.column, ("as", "code", "label")), strict=True)):
        if scheme in CLOSED:
            sheet.refuse(problems, place, "as", "GESLOTEN_LIJST",
                         f"Aan de lijst {scheme} kan niets worden toegevoegd: Dekkend rekent met de betekenis van elke waarde.")
        elif scheme in _TAKEN and scheme not in vocabulary.schemes:
            sheet.refuse(problems, place, "as", "AS_BOTST",
                         f"Een nieuwe as kan niet {scheme} heten: zo heet al een kolom van profielen of arrangementen."
                         f"{nearest(scheme + 'soort', sorted(set(vocabulary.schemes) - CLOSED))} Kies een andere naam.")
        elif scheme and code:
            # A row without a label is refused, but its code is not an error in every other row that uses it.
            values = {"as": scheme, "code": code, "label": label or code}
            for name in ("bovenliggend", "synoniemen", "definitie"):
                if (value := sheet.column(name)[place]) is not None:
                    values[name] = value
            usable.append(values)
    extended = vocabulary.with_concepts(usable)
    _check_broader(sheet, extended, problems)
    return extended


def _check_broader(sheet: Sheet, vocabulary: Vocabulary, problems: Problems) -> None:
    rows: dict[tuple[str, str], int] = {}
    for place, (scheme, code, broader) in enumerate(zip(*map(sheet.column, ("as", "code", "bovenliggend")), strict=True)):
        if not scheme or scheme not in vocabulary.schemes:
            continue
        concepts = vocabulary.scheme(scheme).concepts
        if broader:
            rows.setdefault((scheme, code), place)
        for wanted in broader or ():
            if wanted not in concepts:
                sheet.refuse(problems, place, "bovenliggend", "ONBEKEND_BEGRIP",
                             f"De code {wanted} bestaat niet op {scheme}.{nearest(wanted, list(concepts))}")
    for scheme in sorted({scheme for scheme, _ in rows}):
        _check_cycles(sheet, scheme, {code: place for (name, code), place in rows.items() if name == scheme},
                      {code: concept.broader for code, concept in vocabulary.scheme(scheme).concepts.items()}, problems)


def _check_cycles(sheet: Sheet, scheme: str, rows: Mapping[str, int], broader: Mapping[str, tuple[str, ...]],
                  problems: Problems) -> None:
    for path in cycles(broader):
        place = next((rows[code] for code in path if code in rows), None)
        if place is not None:
            sheet.refuse(problems, place, "bovenliggend", "KRING",
                         f"Deze begrippen op {scheme} vallen onder elkaar: {' → '.join(path)}. Haal een van de stappen weg.")
