"""The list of each kind of record: filtered, in id order, a page at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Annotated, Any
from weakref import WeakKeyDictionary

import strawberry

from api.graphql import names, nodes
from api.graphql.context import Info
from api.graphql.errors import bad_input
from api.graphql.ids import checked_first, cursor, local_id, read_cursor
from api.graphql.parts import PAGE, After, Connection, First, page_of
from graph.projection import Projection
from schema.kinds import KINDS
from schema.schemes import Vocabulary
from schema.types import Field, Kind, Type
from schema.values import nearest

_MOST_IDS = 1000
FILTERS: dict[str, type] = {}


def _type_field(kind: Kind) -> Field | None:
    """The column that says what sort of thing a record is."""
    field = kind.by_name.get("soort")
    return field if field is not None and field.type is Type.CODE else None


def _filter(kind: Kind) -> type:
    body: dict[str, Any] = {
        "__annotations__": {"text": "str | None", "ids": "list[strawberry.ID] | None"}, "__module__": __name__,
        "text": strawberry.field(default=None, description="Alleen waar dit in de naam of het id staat; hoofdletters maken niet uit."),
        "ids": strawberry.field(default=None, description="Alleen deze, met hun id of hun id in het werkboek."),
    }
    if field := _type_field(kind):
        name = "area_kinds" if kind.name == "area" else "types"
        body["__annotations__"][name] = "list[str] | None"
        body[name] = strawberry.field(default=None, description=f"Alleen deze codes of namen bij {field.label}. {field.help}")
    return strawberry.input(type(f"{names.KINDS[kind.name].type}Filter", (), body),
                            description=f"Welke {kind.label.lower()} u wilt zien; wat u invult moet allemaal kloppen.")


for _kind in KINDS.values():
    FILTERS[_kind.name] = _filter(_kind)

_folded: WeakKeyDictionary[Projection, dict[str, list[str]]] = WeakKeyDictionary()


def _texts(projection: Projection, kind: str) -> list[str]:
    """What a text is looked for in, of every record of a kind; made once per revision."""
    kept = _folded.setdefault(projection, {})
    if kind not in kept:
        table = projection[kind]
        kept[kind] = [f"{table.name(id)}\n{id}".casefold() for id in table.ids]
    return kept[kind]


def codes(vocabulary: Vocabulary, scheme: str, words: Iterable[str]) -> set[str]:
    """The codes that words stand for; Refused when one is unknown."""
    found = set()
    for word in words:
        code = vocabulary.scheme(scheme).find(word)
        if code is None:
            raise bad_input(f"{word[:80]} is geen waarde van {scheme}.{nearest(word[:80], vocabulary.scheme(scheme).words)}")
        found.add(code)
    return found


def _chosen(projection: Projection, kind: str, where: Any) -> list[int]:
    """The numbers of the records that a filter leaves, ascending."""
    table = projection[kind]
    numbers: Iterable[int] = range(len(table))
    if where.ids is not None:
        if len(where.ids) > _MOST_IDS:
            raise bad_input(f"Noem hoogstens {_MOST_IDS} ids tegelijk.")
        found = (table.index.get(local_id(table, id)) for id in where.ids)
        numbers = sorted({number for number in found if number is not None})
    if where.text:
        texts, wanted = _texts(projection, kind), where.text.casefold()
        numbers = [number for number in numbers if wanted in texts[number]]
    field = _type_field(table.kind)
    words = getattr(where, "area_kinds" if kind == "area" else "types", None)
    if field is not None and words is not None:
        wanted_codes = codes(projection.vocabulary, field.scheme or "", words)
        numbers = [number for number in numbers if table.records[number].values.get(field.name) in wanted_codes]
    return list(numbers)


def _listing(kind: Kind) -> Any:
    title = names.KINDS[kind.name]
    made, filters, place = nodes.NODES[kind.name], FILTERS[kind.name], kind.name

    def several(info: Info, where: Any = None, first: int = PAGE, after: str | None = None) -> Any:
        projection = info.context.projection
        table = projection[place]
        size = checked_first(first)
        start = 0 if after is None else bisect_right(table.ids, read_cursor(place, after, str)[0])
        if where is None:
            total, numbers = len(table), list(range(start, min(start + size + 1, len(table))))
        else:
            chosen = _chosen(projection, place, where)
            total, begin = len(chosen), bisect_right(chosen, start - 1)
            numbers = chosen[begin:begin + size + 1]
        shown = [table.records[number] for number in numbers[:size]]
        return Connection(**page_of([made(projection, record) for record in shown], [cursor(place, record.id) for record in shown],
                                    total, more=len(numbers) > size, after=after))

    several.__annotations__ = {
        "info": Info,
        "where": Annotated[filters | None, strawberry.argument(name="filter", description="Welke u wilt zien; leeg is alle.")],
        "first": First, "after": After, "return": Connection[made],
    }
    return strawberry.field(resolver=several, name=names.camel(title.listing), description=f"{kind.label}. {kind.help} In id-volgorde.")


def _listings() -> type:
    body = {names.KINDS[kind.name].listing: _listing(kind) for kind in KINDS.values()}
    return strawberry.type(type("Listings", (), {**body, "__module__": __name__}), description="De lijsten.")


Listings = _listings()
