"""The rules about cells: GEEN_AANBOD, ONBEKEND_AANBOD, DEELGEBIED and LEEFTIJDSBREUK."""

from __future__ import annotations

from collections.abc import Callable

from .coverage import DEELS, GEDEKT, GEEN, MOGELIJK, Coverage
from .findings import Finding, RuleResult, count, finding_id, not_computed
from .match import ONBEKEND


def _needs_profiles_and_areas(rule: Callable[[Coverage], RuleResult]) -> Callable[[Coverage], RuleResult]:
    def checked(coverage: Coverage) -> RuleResult:
        for sheet in ("profielen", "gebieden"):
            if not coverage.region.rows(sheet):
                return not_computed(sheet)
        return rule(coverage)

    return checked


def _pairs_with(coverage: Coverage, rule: str, state: str, status: Callable[[str], str]) -> RuleResult:
    findings = []
    for p, g in coverage.pairs:
        ages = coverage.ages_where(p, g, state)
        if ages:
            findings.append(Finding((p.id, g), finding_id(rule, profiel=p.id, gebied=g), status(g), tuple(ages)))
    return count([(p.id, g) for p, g in coverage.pairs], findings)


@_needs_profiles_and_areas
def geen_aanbod(coverage: Coverage) -> RuleResult:
    """Some age's cell is GEEN."""
    return _pairs_with(coverage, "GEEN_AANBOD", GEEN, coverage.inv)


@_needs_profiles_and_areas
def onbekend_aanbod(coverage: Coverage) -> RuleResult:
    """Some age's cell is MOGELIJK."""
    return _pairs_with(coverage, "ONBEKEND_AANBOD", MOGELIJK, lambda g: ONBEKEND)


@_needs_profiles_and_areas
def deelgebied(coverage: Coverage) -> RuleResult:
    """Some age's cell is DEELS."""
    return _pairs_with(coverage, "DEELGEBIED", DEELS, coverage.inv)


@_needs_profiles_and_areas
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
