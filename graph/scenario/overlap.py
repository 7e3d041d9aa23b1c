"""AANBODOVERLAP when a few arrangements differ: only pairs with one of these can come or go."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np

from graph.gaps.context import Context
from graph.gaps.rule import CONFIRMED, Finding, Findings, Outcome
from graph.projection.areas import Bits
from graph.serving import fits, may_fit

RULE = "AANBODOVERLAP"
Does = tuple[dict[int, int], Bits]
"""What a provision does: the ages (a mask) per profile (its place) that it fits, and the leaves that it serves."""


def overlapping(was: Outcome, whole: Context, part: Context, edited: frozenset[str]) -> Outcome:
    """The outcome when the arrangements `edited` are as in `part`, which has no others; `was` is that of `whole`."""
    least = whole.parameters["min_overlap"]
    offers, overlap = whole.moment.offers, whole.overlap
    kept = np.array([id not in edited for id in offers.ids], bool)
    does = _doing(part)
    found = {finding.id: finding for finding in was.findings if edited.isdisjoint(finding.subject["arrangementen"])}
    owner, names = whole.owners
    for id, (ages, leaves) in does.items():
        own = _owner(part, id)
        if own and ages and leaves:
            both, size = overlap.with_new(np.array(list(ages), np.int64), np.array(list(ages.values()), np.uint32), leaves)
            alike = both / np.maximum(overlap.sizes + size - both, 1) >= least
            for number in np.flatnonzero(kept & alike & (owner >= 0) & (owner != names.get(own, -1))).tolist():
                found.update(_pair(id, offers.ids[number]))
    for one, other in combinations(does, 2):
        if _owner(part, one) and _owner(part, other) and _owner(part, one) != _owner(part, other):
            common = _common(does[one], does[other])
            either = _size(does[one]) + _size(does[other]) - common
            if either and common / either >= least:
                found.update(_pair(one, other))
    counts = np.bincount(owner[kept & (owner >= 0)], minlength=len(names))
    owners = Counter(dict(zip(names, counts.tolist(), strict=True)))
    owners.update(row["aanbieder"] for row in part.moment.offers.rows if "aanbieder" in row)
    population = (owners.total() ** 2 - sum(count ** 2 for count in owners.values())) // 2
    return replace(was, population=population, gap=len(found), findings=Findings(found.values()))


def _pair(one: str, other: str) -> dict[str, Finding]:
    finding = Finding(RULE, (("arrangementen", tuple(sorted((one, other)))),), CONFIRMED)
    return {finding.id: finding}


def _owner(part: Context, id: str) -> str | None:
    offers = part.moment.offers
    owner: str | None = offers.rows[offers.index[id]].get("aanbieder")
    return owner


def _doing(part: Context) -> dict[str, Does]:
    """What each provision of a part does."""
    offers = part.moment.offers
    profiles = may_fit(part.moment, part.moment.profiles)
    places = part.moment.projection["profile"].index
    does: dict[str, Does] = {id: ({}, offers.served(number) or 0) for number, id in enumerate(offers.ids)}
    for row, number, mask in zip(*(column.tolist() for column in fits(part.moment, profiles)), strict=True):
        does[offers.ids[number]][0][places[profiles[row].id]] = mask
    return does


def _size(one: Does) -> int:
    return sum(mask.bit_count() for mask in one[0].values()) * one[1].bit_count()


def _common(one: Does, other: Does) -> int:
    ages = sum((mask & other[0].get(row, 0)).bit_count() for row, mask in one[0].items())
    return ages * (one[1] & other[1]).bit_count()
