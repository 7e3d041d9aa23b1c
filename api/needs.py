"""What somebody asks for: a stored profile, or needs written as `behoefte=AUTISME; onderwijs=HAVO`."""

from __future__ import annotations

from graph.projection import Moment
from graph.projection.moment import Needs
from graph.projection.offers import ALL_AGES
from schema.schemes import Vocabulary
from schema.values import CellError, nearest, reader


class WrongNeeds(ValueError):
    """What was asked for cannot be read; the text is a Dutch sentence."""


def needs_of(moment: Moment, profile: str | None, needs: str | None, age: int) -> Needs:
    """The needs of a stored profile or of a text; exactly one of the two is given."""
    if (profile is None) == (needs is None):
        raise WrongNeeds("Noem een profiel of behoeften, een van de twee.")
    if profile is not None:
        record = moment.projection["profile"].get(profile)
        if record is None:
            raise WrongNeeds(f"Er is geen profiel met id {profile}.{nearest(profile, moment.projection['profile'].ids)}")
        return moment.needs(record.id, record.values)
    return Needs("", "De gevraagde behoeften", ALL_AGES, read_needs(moment.vocabulary, needs or ""), None)


def read_needs(vocabulary: Vocabulary, text: str) -> dict[str, tuple[str, ...]]:
    """`behoefte=AUTISME; onderwijs=HAVO` as values per axis; an axis may be named more than once."""
    found: dict[str, list[str]] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        axis, equals, word = (piece.strip() for piece in part.partition("="))
        name = vocabulary.resolve(axis)
        if not equals or name not in vocabulary.axes:
            raise WrongNeeds(f"Schrijf behoeften als as=waarde, met puntkomma's ertussen. De assen zijn: "
                             f"{', '.join(vocabulary.axes)}.{nearest(axis, list(vocabulary.axes))}")
        try:
            codes = reader(vocabulary.axis_field(name), vocabulary)(word)
        except CellError as wrong:
            raise WrongNeeds(wrong.message) from None
        if not codes:
            raise WrongNeeds(f"Bij {name} staat geen waarde.")
        found.setdefault(name, []).extend(codes)
    if not found:
        raise WrongNeeds("Er staan geen behoeften. Schrijf bijvoorbeeld behoefte=AUTISME; onderwijs=HAVO.")
    return {axis: tuple(sorted(set(codes))) for axis, codes in found.items()}
