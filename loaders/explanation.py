"""The sheet `_uitleg` of the template: how to fill in a workbook, and every code with its meaning."""

from __future__ import annotations

from schema.kinds import DATASET_KEYS, KINDS
from schema.schemes import AXIS_LABELS, BUILT_IN_AXES, CLOSED, FREE, Vocabulary
from schema.types import Field, Kind, Type

NAME = "_uitleg"

FORMS: dict[Type, str] = {
    Type.ID: "Een korte vaste naam: kleine letters, cijfers, punt, streepje of onderstreping.",
    Type.TEXT: "Gewone tekst.",
    Type.REF: "Het id van een rij op een ander blad.",
    Type.CODE: "Een code uit de lijst; het Nederlandse woord mag ook.",
    Type.WHOLE: "Een geheel getal.",
    Type.AGE: "Een leeftijd in hele jaren.",
    Type.INTERVAL: "Een aantal: 12, <5 (dus 1 tot en met 4), 10-15 of >=20.",
    Type.DECIMAL: "Een getal in graden, bijvoorbeeld 52.16.",
    Type.DATE: "Een datum: 2026-08-01, 1-8-2026, 2026-08 (die maand) of 2026 (dat jaar).",
    Type.YES_NO: "ja of nee; leeg of onbekend als u het niet weet.",
    Type.EXCLUSION: "as:CODE, bijvoorbeeld behoefte:AGRESSIE.",
    Type.IDENTIFIER: "REGISTER:nummer, bijvoorbeeld BRIN:01AB.",
    Type.AREA_CODE: "De code van het gebied in zijn eigen register.",
    Type.MAILBOX: "Een functioneel e-mailadres, zoals info@ of toegang@.",
    Type.SCHEME: "De naam van een as of begrippenlijst.",
    Type.SHORT_CODE: "Een korte code.",
}

_HOW = (
    ("Elk blad is een lijst. Rij 1 heeft de namen van de kolommen; vanaf rij 2 vult u in.",),
    ("Voor een lijst van lacunes zijn vier bladen genoeg: gebieden, organisaties, profielen en arrangementen.",),
    ("Een blad of kolom die u niet gebruikt, mag u weghalen. De volgorde van kolommen is vrij.",),
    ("Een blad of kolom waarvan de naam begint met _ is voor uw eigen notities; Dekkend leest die niet.",),
    ("Een verplichte kolom herkent u aan de donkere kop. Houd de muis op een kop voor uitleg.",),
    ("Leeg betekent onbekend, tenzij de uitleg bij de kolom iets anders zegt. Vul dus nooit iets in dat u niet weet.",),
    ("Het woord alle betekent: zonder beperking. Het staat alleen in de cel, en mag alleen waar de uitleg dat zegt.",),
    ("Meer waarden in één cel scheidt u met een puntkomma: a; b.",),
    ("Gebruik geen formules en voeg geen cellen samen. Plak zo nodig alleen de waarden.",),
    ("Zet hier nooit gegevens van personen in: geen namen, geen BSN, geen mobiel nummer, geen persoonlijk e-mailadres.",),
    ("Bij fouten wordt niets opgeslagen. U krijgt alle fouten tegelijk te zien, met blad, rij en kolom.",),
    (f"Blad dataset: gebruik de sleutels {', '.join(DATASET_KEYS)}. Zet fictief op ja bij verzonnen gegevens.",),
    ("Vaste ids: gemeente gm0546, postcode pc2311, SWV po2801 of vo2801, jeugdregio jr-holland-rijnland, rmc26, "
     "ggd-hollands-midden; organisaties gemeente-0546, swv-po2801, brin-01ab, brin-01ab00 (vestiging), bg-77494 (bestuur).",),
)

Line = tuple[str, tuple[str, ...]]
"""A style (`title`, `heading`, `table` or `text`) and the cells of one row."""


def lines(vocabulary: Vocabulary) -> list[Line]:
    """The whole sheet, row by row."""
    found: list[Line] = [("title", ("Uitleg bij dit werkboek",)), ("text", ("",)), ("heading", ("Zo vult u het in",))]
    found += [("text", line) for line in _HOW]
    found += [("text", ("",)), ("heading", ("Bladen en kolommen",)),
              ("table", ("Blad", "Kolom", "Verplicht", "Wat", "Hoe", "Leeg betekent"))]
    for kind in KINDS.values():
        found.append(("text", (kind.sheet, "", "", kind.help)))
        found += [("text", (kind.sheet, field.name, "ja" if field.required else "", f"{field.label}. {field.help}", form(field),
                            "" if field.required else blank(field))) for field in vocabulary.fields(kind)]
    found += [("text", ("",)), ("heading", ("Codes",)), ("table", ("Lijst", "Code", "Betekenis", "Uitleg", "Valt onder", "Ook goed"))]
    for name, scheme in vocabulary.schemes.items():
        found.append(("text", (name, "", _about(name))))
        found += [("text", (name, concept.code, concept.label, concept.definition, "; ".join(concept.broader),
                            "; ".join(concept.synonyms))) for concept in scheme.concepts.values()]
    return found


def comment(kind: Kind, field: Field) -> str:
    """The note on the head of a column."""
    parts = [field.label + (" (verplicht)" if field.required else ""), field.help, form(field)]
    if not field.required:
        parts.append(f"Leeg: {blank(field)}.")
    return "\n".join(parts)


def form(field: Field) -> str:
    """How a cell of a column is filled in."""
    text = FORMS[field.type]
    if field.type is Type.CODE and field.scheme in FREE:
        text = "Een code uit de lijst, of een eigen code in hoofdletters."
    if field.kind:
        text = f"Het id van een rij op het blad {KINDS[field.kind].sheet}."
    if field.many:
        text += " Meer waarden: a; b."
    if field.alle:
        text += " Of het woord alle."
    return text


def blank(field: Field) -> str:
    """What an empty cell of a column means."""
    return field.blank or "onbekend"


def _about(name: str) -> str:
    if name in BUILT_IN_AXES:
        return f"As {AXIS_LABELS[name][0]}. {AXIS_LABELS[name][1]}"
    return "Vaste lijst." if name in CLOSED else "Lijst; eigen waarden voegt u toe op het blad begrippen."
