"""Section 2: the match of a profile, an age and a leaf with a provision, part by part."""

from __future__ import annotations

from collections.abc import Iterable

from .cells import ALLE, code
from .region import Arrangement, Profile, Region

JA, NEE, ONBEKEND = "JA", "NEE", "ONBEKEND"


def conjunction(outcomes: Iterable[str]) -> str:
    """Kleene: one NEE makes NEE; else one ONBEKEND makes ONBEKEND; else JA (also of nothing)."""
    outcomes = list(outcomes)
    if NEE in outcomes:
        return NEE
    if ONBEKEND in outcomes:
        return ONBEKEND
    return JA


def match_parts(region: Region, p: Profile, a: int, leaf: str, r: Arrangement) -> dict[str, str]:
    """The outcome of instroom, leeftijd, gebied and each axis on which the profile has values."""
    parts = {"instroom": match_instroom(r), "leeftijd": match_age(r, a), "gebied": match_area(r, leaf)}
    for axis, values in p.needs.items():
        parts[axis] = conjunction(match_value(region, r, axis, v) for v in values)
    return parts


def match(region: Region, p: Profile, a: int, leaf: str, r: Arrangement) -> str:
    """JA, NEE or ONBEKEND."""
    return conjunction(match_parts(region, p, a, leaf, r).values())


def is_near_miss(parts: dict[str, str]) -> bool:
    """Exactly one NEE among instroom, leeftijd, gebied and the axes."""
    return list(parts.values()).count(NEE) == 1


def match_instroom(r: Arrangement) -> str:
    """Section 2.1."""
    return NEE if code(r.row, "instroom") == "GESTOPT" else JA


def match_age(r: Arrangement, a: int) -> str:
    """Section 2.2."""
    if isinstance(r.age_from, int) and a < r.age_from:
        return NEE
    if isinstance(r.age_to, int) and a > r.age_to:
        return NEE
    if r.age_from is not None and r.age_to is not None:
        return JA
    return ONBEKEND


def match_area(r: Arrangement, leaf: str) -> str:
    """Section 2.3."""
    if r.served is None:
        return ONBEKEND
    return JA if leaf in r.served else NEE


def match_value(region: Region, r: Arrangement, axis: str, v: str) -> str:
    """Section 2.4, for one value of the profile."""
    excluded = r.excludes.get(axis, [])
    if any(region.under(axis, v, e) for e in excluded):
        return NEE
    admission = admission_of(region, r, axis, v)
    if admission == JA and any(region.strictly_under(axis, e, v) for e in excluded):
        return ONBEKEND
    return admission


def admission_of(region: Region, r: Arrangement, axis: str, v: str) -> str:
    """Section 2.4, `sluit_uit` left out."""
    admitted = r.admits[axis]
    if admitted == ALLE:
        return JA
    if not admitted:
        return ONBEKEND
    if any(region.under(axis, v, w) for w in admitted):
        return JA
    if any(region.strictly_under(axis, w, v) for w in admitted):
        return ONBEKEND
    return NEE
