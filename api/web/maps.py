"""Maps for pages and downloads: from an address to a drawn map, kept while its revision is the newest."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from starlette.datastructures import QueryParams

from graph.projection import Projection
from visualisations import MapPayload, MapSpec, WrongMap, draw

_KEPT = 12
_drawn: WeakKeyDictionary[Projection, OrderedDict[tuple[MapSpec, date], MapPayload]] = WeakKeyDictionary()
_lock = Lock()


def drawn(projection: Projection, spec: MapSpec, day: date) -> MapPayload:
    """The map of `spec`; WrongMap when it cannot be drawn. A page and its picture share one drawing."""
    key = (spec, day)
    with _lock:
        kept = _drawn.setdefault(projection, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    payload = draw(projection, spec, day)
    with _lock:
        kept[key] = payload
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return payload


def spec_of(params: QueryParams) -> MapSpec:
    """The map that an address asks for; WrongMap for a value that does not exist. Blank values are no choice."""
    def one(name: str) -> str | None:
        return params.get(name, "").strip() or None

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.strip() for part in params.getlist(name) if part.strip()))

    return MapSpec(
        view=one("blik") or "regio", focus=several("om"), depth=_whole(params, "diepte") or 1, kinds=several("soort"),
        phases=several("fase"), statuses=several("status"), area=one("gebied"), profile=one("profiel"),
        age=_whole(params, "leeftijd"), gap=one("lacune"), rules=several("regel"))


def _whole(params: QueryParams, name: str) -> int | None:
    text = params.get(name, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise WrongMap(f"{text} is geen heel getal bij {name}.")
    return int(text)
