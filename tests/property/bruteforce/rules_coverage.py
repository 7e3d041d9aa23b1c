"""The rules about cells: GEEN_AANBOD, ONBEKEND_AANBOD, DEELGEBIED and LEEFTIJDSBREUK."""

from __future__ import annotations

from collections.abc import Callable

from .coverage import DEELS, GEDEKT, GEEN, MOGELIJK, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, per_pair
from .match import ONBEKEND
from .region import Profile


def _pairs_with(coverage: Coverage, rule: str, state: str, status: Callable[[str], str]) -> RuleResult:
    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = coverage.ages_where(p, g, state)
        return (status(g), tuple(ages)) if ages else None

    return per_pair(coverage, rule, say)


@about_pairs
def geen_aanbod(coverage: Coverage) -> RuleResult:
    """Some age's cell is GEEN."""
    return _pairs_with(coverage, "GEEN_AANBOD", GEEN, coverage.inv)


@about_pairs
def onbekend_aanbod(coverage: Coverage) -> RuleResult:
    """Some age's cell is MOGELIJK."""
    return _pairs_with(coverage, "ONBEKEND_AANBOD", MOGELIJK, lambda g: ONBEKEND)


@about_pairs
def deelgebied(coverage: Coverage) -> RuleResult:
    """Some age's cell is DEELS."""
    return _pairs_with(coverage, "DEELGEBIED", DEELS, coverage.inv)


@about_pairs
def leeftijdsbreuk(coverage: Coverage) -> RuleResult:
    """cell(a-1) is GEDEKT and cell(a) is GEEN, both ages in the profile."""
    population, findings = [], []
    for p, g in coverage.pairs:
        for a in p.ages:
            if a - 1 not in p.ages:
                continue
            population.append((p.id, g, a))
            if coverage.cell(p, g, a - 1) == GEDEKT and coverage.cell(p, g, a) == GEEN:
                identity = finding_id("LEEFTIJDSBREUK", profiel=p.id, gebied=g, leeftijd=str(a))
                findings.append(Finding((p.id, g, a), identity, coverage.inv(g), (a,)))
    return count(population, findings)
