"""Section 4, the general part: finding ids, the figures of a rule, and the ids of rows without an id column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from .cells import Row, code, codes, date_as_written, number, text
from .coverage import BEVESTIGD, VERMOED, Coverage
from .region import Profile


@dataclass(frozen=True)
class Finding:
    """`subject` is the element of the population that the finding is about."""

    subject: Hashable
    id: str
    status: str
    ages: tuple[int, ...] = ()


@dataclass(frozen=True)
class RuleResult:
    """What one rule says: its figures, and per finding id its status and sorted ages. `reason` only if not computed."""

    computed: bool
    population: int
    gap: int
    unknown: int
    covered: int
    findings: dict[str, tuple[str, tuple[int, ...]]]
    reason: str | None = None


def not_computed(reason: str) -> RuleResult:
    """Section 11: figures 0 and no findings."""
    return RuleResult(False, 0, 0, 0, 0, {}, reason)


def count(population: Iterable[Hashable], findings: Iterable[Finding]) -> RuleResult:
    """The figures: gap = some finding BEVESTIGD or VERMOED, unknown = findings ONBEKEND only, covered = none."""
    population, findings = list(population), list(findings)
    assert len(set(population)) == len(population)
    assert len({finding.id for finding in findings}) == len(findings)
    assert {finding.subject for finding in findings} <= set(population)
    gap = unknown = covered = 0
    for subject in population:
        statuses = {finding.status for finding in findings if finding.subject == subject}
        if statuses & {BEVESTIGD, VERMOED}:
            gap += 1
        elif statuses:
            unknown += 1
        else:
            covered += 1
    listed = {finding.id: (finding.status, tuple(sorted(finding.ages))) for finding in findings}
    return RuleResult(True, len(population), gap, unknown, covered, listed)


def about_pairs(rule: Callable[[Coverage], RuleResult]) -> Callable[[Coverage], RuleResult]:
    """A rule with the keys profiel and gebied: not computed without rows in `profielen` or in `gebieden`."""

    def checked(coverage: Coverage) -> RuleResult:
        for sheet in ("profielen", "gebieden"):
            if not coverage.region.rows(sheet):
                return not_computed(sheet)
        return rule(coverage)

    return checked


def per_pair(
    coverage: Coverage, rule: str, say: Callable[[Profile, str], tuple[str, tuple[int, ...]] | None]
) -> RuleResult:
    """A rule whose population is all pairs: `say` gives the status and ages of a finding about (p,g), or None."""
    findings = []
    for p, g in coverage.pairs:
        said = say(p, g)
        if said is not None:
            findings.append(Finding((p.id, g), finding_id(rule, profiel=p.id, gebied=g), *said))
    return count([(p.id, g) for p, g in coverage.pairs], findings)


def finding_id(rule: str, **keys: str | list[str]) -> str:
    """RULE|key=value|key=value; a list is several ids in one value."""
    parts = [rule]
    for key, value in keys.items():
        several = sorted([value] if isinstance(value, str) else value)
        parts.append(f"{key}=" + "+".join(encode(one) for one in several))
    return "|".join(parts)


def encode(identifier: str) -> str:
    """Percent-encodes a percent sign, `|`, `=` and `+`, and nothing else."""
    for sign, encoded in (("%", "%25"), ("|", "%7C"), ("=", "%3D"), ("+", "%2B")):
        identifier = identifier.replace(sign, encoded)
    return identifier


def _number_as_written(row: Row, column: str) -> str:
    value = number(row, column)
    return "" if value is None else str(value)


def demand_id(row: Row) -> str:
    """The id of a row of `vraag`."""
    return "~".join(
        [
            text(row, "profiel"),
            text(row, "gebied"),
            date_as_written(row.get("peildatum", "")),
            code(row, "definitie"),
            _number_as_written(row, "leeftijd_van"),
            _number_as_written(row, "leeftijd_tot"),
            text(row, "bron"),
        ]
    )


def referral_id(row: Row) -> str:
    """The id of a row of `verwijspaden`; several codes in `toegang` are sorted and joined with `+`."""
    return "~".join(
        [
            text(row, "van"),
            text(row, "naar"),
            code(row, "richting"),
            _number_as_written(row, "leeftijd_van"),
            _number_as_written(row, "leeftijd_tot"),
            "+".join(sorted(set(codes(row, "toegang")))),
        ]
    )
