"""The rules about the offer that fits: RANDVOORWAARDE, ENKELVOUDIG, AFSTAND, WACHTTIJD and AANBODOVERLAP."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations

from .cells import Row, codes, decimal, number, text
from .coverage import BEVESTIGD, GEDEKT, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, not_computed, per_pair
from .match import ONBEKEND
from .region import Arrangement, Profile

EARTH_RADIUS_KM = 6371.0088


@about_pairs
def randvoorwaarde(coverage: Coverage) -> RuleResult:
    """The profile needs a condition that no provision for it says it has arranged."""
    region = coverage.region
    if region.empty("profielen", "randvoorwaarden"):
        return not_computed("profielen.randvoorwaarden")
    if region.empty("arrangementen", "randvoorwaarden") and region.empty("arrangementen", "randvoorwaarden_ontbreekt"):
        return not_computed("arrangementen.randvoorwaarden, arrangementen.randvoorwaarden_ontbreekt")
    population, findings = [], []
    for p, g in coverage.pairs:
        for c in p.conditions:
            population.append((p.id, g, c))
            ages, certain = [], True
            for a in p.ages:
                fitting = coverage.ja(p, g, a)
                if fitting and not any(c in codes(r.row, "randvoorwaarden") for r in fitting):
                    ages.append(a)
                    certain = certain and all(c in codes(r.row, "randvoorwaarden_ontbreekt") for r in fitting)
            if ages:
                identity = finding_id("RANDVOORWAARDE", profiel=p.id, gebied=g, voorwaarde=c)
                findings.append(Finding((p.id, g, c), identity, BEVESTIGD if certain else ONBEKEND, tuple(ages)))
    return count(population, findings)


@about_pairs
def enkelvoudig(coverage: Coverage) -> RuleResult:
    """Covered, and on some leaf by one provider only."""
    if coverage.region.empty("arrangementen", "aanbieder"):
        return not_computed("arrangementen.aanbieder")

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = [
            a
            for a in p.ages
            if coverage.cell(p, g, a) == GEDEKT
            and any(one_provider(coverage.matching_there(p, a, leaf)) for leaf in coverage.leaves_of_pair(p, g))
        ]
        return (BEVESTIGD, tuple(ages)) if ages else None

    return per_pair(coverage, "ENKELVOUDIG", say)


def one_provider(provisions: list[Arrangement]) -> bool:
    """Whether all of them have the same known aanbieder."""
    providers = {text(r.row, "aanbieder") for r in provisions}
    return len(providers) == 1 and "" not in providers


@about_pairs
def afstand(coverage: Coverage) -> RuleResult:
    """The nearest provision that fits lies too far from g."""
    region = coverage.region
    for sheet in ("gebieden", "arrangementen"):
        for column in ("lat", "lon"):
            if region.empty(sheet, column):
                return not_computed(f"{sheet}.{column}")

    def too_far(p: Profile, g: str, a: int) -> bool:
        here = place(region.areas[g])
        there = [place(r.row) for r in coverage.ja(p, g, a)]
        if here is None or not there or None in there:
            return False
        return min(kilometres(here, one) for one in there if one is not None) > coverage.params.max_km

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = [a for a in p.ages if too_far(p, g, a)]
        return (BEVESTIGD, tuple(ages)) if ages else None

    return per_pair(coverage, "AFSTAND", say)


def place(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None unless both are known."""
    lat, lon = decimal(row, "lat"), decimal(row, "lon")
    return None if lat is None or lon is None else (lat, lon)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two places (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(degrees) for degrees in (*one, *other))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


@about_pairs
def wachttijd(coverage: Coverage) -> RuleResult:
    """No provision that fits is known to admit anyone within the norm."""
    if coverage.region.empty("arrangementen", "wachttijd_weken"):
        return not_computed("arrangementen.wachttijd_weken")

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages, certain = [], True
        for a in p.ages:
            weeks = [number(r.row, "wachttijd_weken") for r in coverage.ja(p, g, a)]
            if weeks and not any(one is not None and one <= coverage.params.norm_weken for one in weeks):
                ages.append(a)
                certain = certain and None not in weeks
        return (BEVESTIGD if certain else ONBEKEND, tuple(ages)) if ages else None

    return per_pair(coverage, "WACHTTIJD", say)


def aanbodoverlap(coverage: Coverage) -> RuleResult:
    """Two provisions of different providers that serve nearly the same."""
    region = coverage.region
    if region.empty("arrangementen", "aanbieder"):
        return not_computed("arrangementen.aanbieder")
    serves: dict[str, set[tuple[str, str, int]]] = {r.id: set() for r in region.provisions}
    for p in region.profiles:
        for leaf in region.all_leaves:
            for a in p.ages:
                for r in coverage.matching_there(p, a, leaf):
                    serves[r.id].add((p.id, leaf, a))
    population, findings = [], []
    for one, other in combinations(region.provisions, 2):
        providers = text(one.row, "aanbieder"), text(other.row, "aanbieder")
        if "" in providers or providers[0] == providers[1]:
            continue
        population.append((one.id, other.id))
        both, either = serves[one.id] & serves[other.id], serves[one.id] | serves[other.id]
        if either and Fraction(len(both), len(either)) >= coverage.params.min_overlap:
            identity = finding_id("AANBODOVERLAP", arrangementen=[one.id, other.id])
            findings.append(Finding((one.id, other.id), identity, BEVESTIGD))
    return count(population, findings)
