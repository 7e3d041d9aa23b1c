"""What a record says of itself, in words for a reader: name, status and the filled columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.projection import Moment
from schema.dates import spoken
from schema.kinds import KINDS
from schema.schemes import FREE
from schema.types import ALLE, Field, Type
from schema.values import written
from visualisations.payload import Detail
from visualisations.text import clean

_SHOWN = 12
_NOT_SHOWN = frozenset({"id", "naam", "titel", "lat", "lon"})


def name_of(moment: Moment, kind: str, id: str) -> str:
    """The name of a record, made harmless; its id when nothing is left of the name."""
    return clean(moment.projection[kind].name(id)) or clean(id)


def details(moment: Moment, kind: str, values: Mapping[str, Any]) -> tuple[Detail, ...]:
    """The filled columns of a record as (Dutch label, text), in the order of the sheet."""
    found = []
    for field in moment.vocabulary.fields(KINDS[kind]):
        if field.name in _NOT_SHOWN or field.name not in values:
            continue
        text = clean(_text(moment, field, values[field.name]))
        if text:
            found.append((field.label, text))
    return tuple(found)


def _text(moment: Moment, field: Field, value: Any) -> str:
    if isinstance(value, list) and field.type is not Type.INTERVAL:
        words = [_one(moment, field, item) for item in value[:_SHOWN]]
        return ", ".join(words) + (f" en nog {len(value) - _SHOWN}" if len(value) > _SHOWN else "")
    return _one(moment, field, value)


def _one(moment: Moment, field: Field, value: Any) -> str:
    if value == ALLE:
        return "alle"
    if field.type is Type.REF and field.kind:
        return name_of(moment, field.kind, value)
    if field.type is Type.CODE and field.scheme and field.scheme not in FREE:
        return moment.vocabulary.label(field.scheme, value)
    if field.type is Type.EXCLUSION:
        axis, _, code = str(value).partition(":")
        return f"{moment.vocabulary.axis_field(axis).label}: {moment.vocabulary.label(axis, code)}"
    if field.type is Type.DATE:
        return spoken(value)
    return written(field, value)


def status_of(moment: Moment, kind: str, values: Mapping[str, Any]) -> str:
    """What a reader has to know at a glance: a status that is not the ordinary one, in one or two words."""
    label = moment.vocabulary.label
    if "geldig_van" in KINDS[kind].by_name and not moment.is_active(dict(values)):
        return "niet geldig op de peildatum"
    if kind == "arrangement":
        words = []
        if values["soort"] == "SITUATIE":
            words.append("situatie")
        if (status := values.get("status", "ACTIEF")) != "ACTIEF":
            words.append(label("arrangementstatus", status).lower())
        elif values.get("instroom") in ("GESTOPT", "BEPERKT"):
            words.append(f"instroom {label('instroom', values['instroom']).lower()}")
        return ", ".join(words)
    column, scheme, default = {
        "agreement": ("status", "afspraakstatus", "OPEN"), "agenda_item": ("conclusie", "conclusie", "VOLGT"),
        "gap_case": ("status", "lacunestatus", "NIEUW"),
    }.get(kind, ("", "", ""))
    return label(scheme, values.get(column, default)).lower() if column else ""
