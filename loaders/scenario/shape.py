"""The form of a scenario, before anything is said about the cells in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from loaders.names import folded, ignored
from loaders.problems import Problems, Unreadable
from loaders.scenario.write import ADD, CHANGE, CLOSE
from schema.kinds import SHEETS
from schema.types import Kind
from schema.values import Cell, nearest, plain

Refuse = Callable[..., None]
_KEYS = {CLOSE: ("arrangement", "per"), CHANGE: ("sheet", "id", "velden"), ADD: ("sheet", "rij")}
_FORM = 'Een scenario ziet er zo uit: {"changes": [{"op": "sluiten", "arrangement": "ID", "per": "2027-01-01"}]}.'


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change in the right form. `id` names the record, except of an addition; `cells` are by column as delivered."""

    number: int
    op: str
    kind: Kind
    id: str = ""
    per: Cell = None
    cells: dict[str, Cell] = field(default_factory=dict)


def changes_of(data: bytes) -> list[Any]:
    """The changes in the bytes of a scenario file, unchecked. Raises Unreadable when it is no such file."""
    try:
        document = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as wrong:
        raise Unreadable("GEEN_JSON", f"Dit is geen goed JSON-bestand: het loopt mis in regel {wrong.lineno}, teken {wrong.colno}. "
                                      f"Kijk of daar een komma, haakje of aanhalingsteken ontbreekt. {_FORM}") from None
    # Of two cells under one name only the last would count, and nobody would know.
    try:
        json.loads(data.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=_each_once)
    except RecursionError:
        raise Unreadable("GEEN_SCENARIO", f"Er staan te veel haakjes in elkaar. {_FORM}") from None
    if not isinstance(document, dict):
        raise Unreadable("GEEN_SCENARIO", _FORM)
    for key in document:
        if key != "changes" and not ignored(key):
            raise Unreadable("ONBEKENDE_SLEUTEL", f"De sleutel {key[:80]} hoort niet in een scenario.{nearest(key[:80], ['changes'])} "
                                                  "Een eigen notitie begint met een onderstreping, zoals _toelichting.")
    changes = document.get("changes")
    if not isinstance(changes, list) or not changes:
        raise Unreadable("GEEN_WIJZIGINGEN", f"Bij changes hoort een lijst met ten minste één wijziging. {_FORM}")
    return changes


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable("DUBBELE_SLEUTEL", f"De sleutel {key[:80]} staat twee keer in hetzelfde stuk van het scenario. "
                                                "Haal er een weg.")
        found[key] = value
    return found


def proposal(number: int, given: object, problems: Problems) -> Proposal | None:
    """The change with that number, or None when its form is wrong; what is wrong becomes a problem."""
    def refuse(value: object, code: str, message: str, sheet: str = "") -> None:
        problems.add(sheet, number, "", value if isinstance(value, str | int | float) else "", code, message)

    if not isinstance(given, dict):
        refuse(given, "GEEN_WIJZIGING", f"Een wijziging begint met een accolade en noemt een op: {', '.join(_KEYS)}.")
        return None
    op = folded(given["op"]) if isinstance(given.get("op"), str) else ""
    if op not in _KEYS:
        named = str(given.get("op") or "")[:80]
        refuse(named, "ONBEKENDE_OP", f"{named or 'Een lege op'} kan niet bij op.{nearest(named, list(_KEYS))} "
                                      f"Kies uit: {', '.join(_KEYS)}.")
        return None
    fine = True
    for key in given:
        if key != "op" and key not in _KEYS[op] and not ignored(key):
            refuse(key, "ONBEKENDE_SLEUTEL", f"De sleutel {key[:80]} hoort niet bij {op}.{nearest(key[:80], list(_KEYS[op]))} "
                                             f"Bij {op} horen: {', '.join(_KEYS[op])}.")
            fine = False
    for key in _KEYS[op]:
        if key != "per" and (key not in given or given[key] in (None, "")):
            refuse("", "ONTBREEKT", f"Bij {op} ontbreekt {key}. Vul die in.")
            fine = False
    if not fine:
        return None
    if op == CLOSE:
        return _closing(number, given, refuse)
    kind = _sheet(given["sheet"], refuse)
    cells = _cells(given[_KEYS[op][-1]], _KEYS[op][-1], kind, refuse)
    id = "" if op == ADD else _name(given["id"], "id", refuse)
    return None if kind is None or cells is None or id is None else Proposal(number, op, kind, id, cells=cells)


def _closing(number: int, given: Mapping[str, Any], refuse: Refuse) -> Proposal | None:
    id, per = _name(given["arrangement"], "arrangement", refuse), given.get("per")
    if not isinstance(per, str | int | None) or isinstance(per, bool):
        refuse("", "GEEN_DATUM", "Bij per hoort een datum, zoals 2027-01-01.", "arrangementen")
        return None
    return None if id is None else Proposal(number, CLOSE, SHEETS["arrangementen"], id, per=per)


def _name(given: object, key: str, refuse: Refuse) -> str | None:
    if not isinstance(given, str | int) or isinstance(given, bool):
        refuse("", "GEEN_ID", f"Bij {key} hoort het id van één gegeven, als tekst.")
        return None
    return plain(given)


def _sheet(given: object, refuse: Refuse) -> Kind | None:
    name = folded(given) if isinstance(given, str) else ""
    kind = SHEETS.get(name)
    sheets = [sheet for sheet in SHEETS if sheet != "dataset"]
    if kind is None:
        shown = name[:80] or "Een leeg blad"
        refuse(name, "ONBEKEND_BLAD", f"Het blad {shown} is niet bekend.{nearest(name[:80], sheets)} De bladen zijn: {', '.join(sheets)}.")
    elif kind.name == "dataset":
        refuse(name, "BLAD_NIET_IN_SCENARIO", "Het blad dataset beschrijft de gegevensset zelf. Daarin valt niets te proberen; laad "
                                              "een werkboek om het te veranderen.", name)
        return None
    return kind


def _cells(given: object, key: str, kind: Kind | None, refuse: Refuse) -> dict[str, Cell] | None:
    sheet = kind.sheet if kind else ""
    if not isinstance(given, dict) or not given:
        refuse("", "GEEN_CELLEN", f'Bij {key} horen kolommen met hun cel, zoals {{"plekken": "12"}}.', sheet)
        return None
    wrong = [column for column, cell in given.items() if not isinstance(cell, str | int | float | bool | None)]
    for column in wrong:
        refuse(column, "GEEN_CEL", f"In de kolom {column[:80]} hoort één cel: een tekst, een getal, ja of nee. Zet meer waarden in één "
                                   "tekst, met een puntkomma ertussen.", sheet)
    return None if wrong else given
