"""The small types that every part of the schema is made of."""

from __future__ import annotations

from typing import Annotated, Any, Generic, NewType, TypeAlias, TypeVar

import strawberry
from strawberry.types.scalar import ScalarDefinition

from api.graphql.ids import checked_first
from schema.schemes import Vocabulary
from schema.types import ALLE

PartialDate = NewType("PartialDate", str)
WholeNumber = NewType("WholeNumber", int)


def _whole(value: int) -> int | float:
    # Beyond 64 bits no JSON reader keeps every digit.
    return value if abs(value) < 2**63 else float(value)


SCALARS: dict[object, ScalarDefinition] = {
    PartialDate: strawberry.scalar(
        name="PartialDate", serialize=str,
        description="Een datum met zijn eigen precisie: 2026, 2026-08 of 2026-08-01."),
    WholeNumber: strawberry.scalar(
        name="WholeNumber", serialize=_whole,
        description="Een geheel getal, ook boven de grens van 32 bits die Int heeft."),
}

T = TypeVar("T")

First: TypeAlias = Annotated[int, strawberry.argument(description="Hoeveel er hoogstens komen: 1 tot en met 200.")]
After: TypeAlias = Annotated[str | None, strawberry.argument(description="De endCursor van de vorige bladzijde.")]
PAGE = 50


def described(text: str) -> Any:
    """A field that only has a description."""
    return strawberry.field(description=text)


@strawberry.interface(description="Een gegeven met een id dat nergens anders voorkomt.")
class Node:
    """What every record in the schema has."""

    id: strawberry.ID = described("Id over alle soorten gegevens heen; ondoorzichtig.")


@strawberry.type(description="Een aantal, of de grenzen waar het tussen ligt.")
class NumberRange:
    """A number that may be an interval."""

    low: WholeNumber = described("De ondergrens.")
    high: WholeNumber | None = described("De bovengrens; leeg als er geen is.")

    @classmethod
    def of(cls, value: list[int | None] | None) -> NumberRange | None:
        """From the value of a record."""
        return None if value is None else cls(low=value[0], high=value[1])


@strawberry.type(description="Een waarde uit een begrippenlijst.")
class CodeValue:
    """A code with its label."""

    code: str = described("De code, zoals in het werkboek.")
    label: str = described("De code in gewone taal.")


@strawberry.type(description="De waarden op één as.")
class AxisValues:
    """What a record says on one axis."""

    axis: str = described("De naam van de as, zoals behoefte of onderwijs.")
    label: str = described("De as in gewone taal.")
    any: bool = described("Of er alle staat: elke waarde is goed. De lijst met waarden is dan leeg.")
    values: list[CodeValue] = described("De waarden.")

    @classmethod
    def of(cls, vocabulary: Vocabulary, axis: str, codes: list[str]) -> AxisValues:
        """From the codes in the column of an axis."""
        everything = codes == [ALLE]
        return cls(axis=axis, label=vocabulary.axis_field(axis).label, any=everything,
                   values=[] if everything else [CodeValue(code=code, label=vocabulary.label(axis, code)) for code in codes])


@strawberry.type(description="Een nummer in een register.")
class Identifier:
    """A number and the register that gave it."""

    scheme: str = described("Het register, zoals BRIN of KVK.")
    value: str = described("Het nummer.")


@strawberry.type(description="Twee gegevenssets zeggen iets anders over hetzelfde.")
class Difference:
    """Conflicting values of one column."""

    column: str = described("De kolom in het werkboek.")
    kept: str = described("De waarde die geldt: die van de gegevensset die het eerst kwam.")
    kept_by: str = described("De gegevensset van de waarde die geldt.")
    other: str = described("De andere waarde.")
    other_by: str = described("De gegevensset van de andere waarde.")


@strawberry.type(description="Waar een bladzijde begint en eindigt.")
class PageInfo:
    """The Relay page info."""

    has_next_page: bool = described("Of er nog een bladzijde volgt.")
    has_previous_page: bool = described("Of er een bladzijde aan voorafging.")
    start_cursor: str | None = described("De cursor van de eerste regel; leeg op een lege bladzijde.")
    end_cursor: str | None = described("De cursor van de laatste regel: geef hem mee als after voor de volgende bladzijde.")


@strawberry.type(description="Een regel van een lijst.")
class Edge(Generic[T]):
    """One element with its place."""

    cursor: str = described("De plaats in de lijst; ondoorzichtig.")
    node: T = described("Het gegeven.")


@strawberry.type(description="Een bladzijde van een lijst.")
class Connection(Generic[T]):
    """One page of a list."""

    total_count: int = described("Hoeveel er in de hele lijst staan.")
    edges: list[Edge[T]] = described("De regels van deze bladzijde, elk met een cursor.")
    nodes: list[T] = described("De gegevens van deze bladzijde, zonder cursors.")
    page_info: PageInfo = described("Waar deze bladzijde begint en eindigt.")


def page_of(nodes: list[Any], cursors: list[str], total: int, *, more: bool, after: str | None) -> dict[str, Any]:
    """The fields of a connection with these nodes."""
    return {
        "total_count": total,
        "edges": [Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        "nodes": nodes,
        "page_info": PageInfo(has_next_page=more, has_previous_page=after is not None,
                              start_cursor=cursors[0] if cursors else None, end_cursor=cursors[-1] if cursors else None),
    }


def cut(items: list[Any], first: int) -> list[Any]:
    """The first of a list that has no pages of its own."""
    return items[:checked_first(first)]


@strawberry.type(description="Een kolom die verschilt, zoals in het werkboek.")
class ColumnChange:
    """One column before and after."""

    column: str = described("De kolom.")
    before: str = described("Wat er eerst of nu staat; leeg als er niets staat.")
    after: str = described("Wat er daarna staat, of zou staan; leeg als er niets staat.")
