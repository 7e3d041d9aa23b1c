"""What a profile says of the young people that it is about: how vulnerable they are, and whether they take part in education now."""

from __future__ import annotations

from typing import NamedTuple

from graph.projection.moment import Needs
from schema.schemes import Vocabulary

_OUT = frozenset({"NIET"})
_DROPPING = frozenset({"NIET", "MINDER_DAN_25", "GEDEELTELIJK"})
_NEWCOMER = frozenset({"NIEUWKOMER", "NIET_GEALFABETISEERD", "ANDERS_GEALFABETISEERD"})
_ABSENT, _UNEXCUSED = frozenset({"VERZUIM_ABSOLUUT"}), frozenset({"VERZUIM_ABSOLUUT", "VERZUIM_RELATIEF"})


class Traits(NamedTuple):
    """The signs of vulnerability of a profile other than age, in Dutch; `weight` counts them, a complex need for two.

    `out`: they follow no education now; `dropping`: they take part in some of it only, or are absent without leave.
    """

    signs: tuple[str, ...]
    weight: int
    out: bool
    dropping: bool


def traits_of(needs: Needs, vocabulary: Vocabulary) -> Traits:
    """The traits of a profile."""
    def has(axis: str, codes: frozenset[str]) -> bool:
        scheme = vocabulary.scheme(axis)
        return any(not codes.isdisjoint(scheme.ancestors(value)) for value in needs.axes.get(axis, ()))

    signs, weight = [], 0
    if has("complexiteit", frozenset({"COMPLEX"})):
        signs.append("een complexe ondersteuningsbehoefte")
        weight += 2
    elif has("complexiteit", frozenset({"MEERVOUDIG"})) or len(needs.axes.get("behoefte", ())) > 1:
        signs.append("meer behoeften tegelijk")
        weight += 1
    for axis, codes, sign in (("taal", _NEWCOMER, "nieuwkomer of niet in Latijns schrift gealfabetiseerd"),
                              ("zorg", frozenset({"VERBLIJF"}), "verblijf")):
        if has(axis, codes):
            signs.append(sign)
            weight += 1
    return Traits(tuple(signs), weight, has("deelname", _OUT) or has("rechtspositie", _ABSENT),
                  has("deelname", _DROPPING) or has("rechtspositie", _UNEXCUSED))
