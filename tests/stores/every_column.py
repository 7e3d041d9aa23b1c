"""A record of every kind with every column filled, made from the schema: what no example region has."""

from __future__ import annotations

from typing import Any

from graph.records import Record
from schema.kinds import KINDS
from schema.schemes import built_in
from schema.types import Field, Type

TEXT = 'Alles – ë "x" \'y\'; \\ \n😀 ${d} $rows `n` {id: 1}'
_BY_TYPE: dict[Type, Any] = {
    Type.TEXT: TEXT, Type.WHOLE: 2**63 - 1, Type.AGE: 0, Type.INTERVAL: [0, None],
    Type.DECIMAL: -0.1, Type.DATE: "2026-08", Type.YES_NO: False,
    Type.EXCLUSION: "reisafstand:VER", Type.IDENTIFIER: "BRIN:01AB", Type.AREA_CODE: "GM0001", Type.MAILBOX: "info@voorbeeld.nl",
    Type.SHORT_CODE: "A",
}


def dataset(name: str) -> list[Record]:
    """Two records of each kind that point to each other wherever a column allows it; four facts of the dataset itself."""
    facts = {"naam": name, "titel": TEXT, "fictief": "ja", "peildatum": None}
    found = [Record("dataset", f"{name}~{key}", {"sleutel": key, **({"waarde": value} if value else {})}) for key, value in facts.items()]
    for scheme, code, above in (("reisafstand", "VER", []), ("reisafstand", "HEEL_VER", ["VER"]), ("behoefte", "EIGEN", ["AUTISME"]),
                                ("behoefte", "TRAUMA", ["EIGEN"])):
        values = {"as": scheme, "code": code, "label": f"{code} {TEXT}", "synoniemen": ["een", "twee"], "definitie": TEXT}
        found.append(Record("concept", f"{scheme}~{code}", {**values, **({"bovenliggend": above} if above else {})}))
    for kind in KINDS.values():
        if kind.name not in ("dataset", "concept"):
            found += [_record(kind.name, at) for at in (1, 2)]
    return found


def _record(kind: str, at: int) -> Record:
    values = {field.name: _value(field, at) for field in KINDS[kind].fields if field.type is not Type.ID}
    if KINDS[kind].axes_after:
        values |= {"behoefte": ["AUTISME", "EIGEN"], "reisafstand": ["VER"], "taal": ["ANDERS_GEALFABETISEERD"]}
    if kind == "arrangement" and at == 2:
        values |= {"behoefte": ["*"], "reisafstand": ["*"], "leeftijd_van": "*", "leeftijd_tot": "*", "gebieden": ["*"]}
    if kind in ("referral", "meeting") and at == 2:
        values |= {"gebieden": ["*"]}
    return Record(kind, f"{kind}-{at}", values)


def _value(field: Field, at: int) -> Any:
    if field.type is Type.REF:
        one, other = f"{field.kind}-{at}", f"{field.kind}-{3 - at}"
        return sorted([one, other]) if field.many else other
    if field.type is Type.CODE:
        codes = sorted(built_in().scheme(field.scheme or "").concepts)[:2]
        return codes if field.many else codes[0]
    # In a text a star is a star, where it stands for `alle` elsewhere; and alle is a word like any other.
    value = _BY_TYPE[field.type] if field.type is not Type.TEXT or at == 1 else "*" if field.name != "opmerking" else "alle"
    return [value] if field.many else value
