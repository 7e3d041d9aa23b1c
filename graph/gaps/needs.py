"""What has to be filled in before a rule can say anything, and the sentence when it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.gaps.context import Context
from schema.kinds import SHEETS


@dataclass(frozen=True)
class Need:
    """Something that has to be filled in, in one of `places` at least: a sheet (`vraag`) or a column (`arrangementen.toegang`).

    `reason` is the Dutch sentence when it is not; `asked` says what the value has to be, when not every value will do.
    """

    places: tuple[str, ...]
    met: Callable[[Context], bool]
    reason: str
    asked: str = ""


def filled(*places: str) -> Need:
    """A row on one of these sheets or a value in one of these columns, active or not."""
    return Need(places, lambda context: any(_has(context, place) for place in places), _empty(places))


def _has(context: Context, place: str) -> bool:
    sheet, _, column = place.partition(".")
    table = context.moment.projection[SHEETS[sheet].name]
    return table.filled(column) if column else not table.empty


def _empty(places: Iterable[str]) -> str:
    """`De kolom a van het blad x en de bladen y en z zijn leeg.`"""
    columns: dict[str, list[str]] = {}
    for place in places:
        sheet, _, column = place.partition(".")
        # Whole sheets stand together, wherever the first of them comes.
        columns.setdefault(sheet if column else "", []).append(column or sheet)
    parts = [_named("de kolom", "de kolommen", names) + f" van het blad {sheet}" if sheet else _named("het blad", "de bladen", names)
             for sheet, names in columns.items()]
    text = " en ".join(parts)
    one = sum(map(len, columns.values())) == 1
    return f"{text[0].upper()}{text[1:]} {'is' if one else 'zijn'} leeg."


def _named(one: str, more: str, names: list[str]) -> str:
    return f"{one if len(names) == 1 else more} {' en '.join(names)}"


PAIRS = (filled("profielen"), filled("gebieden"))
"""What every rule with the keys profiel and gebied needs."""
