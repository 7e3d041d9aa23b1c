"""What a gap rule is: one frozen declaration, from which every way out is made.

A rule finds *subjects* (identity, status, ages) quickly and for everything; the sentence and the evidence of a finding
are made by `explain`, only for the findings that somebody looks at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import Any, overload

from graph.gaps.context import Context
from graph.gaps.needs import Need

CONFIRMED, SUSPECTED, UNKNOWN = "BEVESTIGD", "VERMOED", "ONBEKEND"
Identity = tuple[tuple[str, str | int | tuple[str, ...]], ...]


def encoded(id: str) -> str:
    """An id as it stands in a finding id: %, |, = and + are percent-encoded."""
    return id.replace("%", "%25").replace("|", "%7C").replace("=", "%3D").replace("+", "%2B")


def finding_id(rule: str, identity: Identity) -> str:
    """`RULE|key=value|key=value`; several ids in one value are sorted by code point and joined with +."""
    id = rule
    for key, value in identity:
        id += f"|{key}={'+'.join(map(encoded, sorted(value))) if isinstance(value, tuple) else encoded(str(value))}"
    return id


@dataclass(frozen=True)
class Finding:
    """One gap: which rule, about what, how sure, at which ages (empty for rules that have none).

    `severity`, `urgency` (0-5) and `evidence_strength` (0-3) are the parts of the score, as `ranking` has set them. `rank` is its
    place in its list (from 1), `rank_band` the first and last place that it can have; 0 when only the finding itself was looked at.
    """

    rule: str
    identity: Identity
    status: str
    ages: tuple[int, ...] = ()
    severity: int = 0
    urgency: int = 0
    evidence_strength: int = 0
    score: int = 0
    rank: int = 0
    rank_band: tuple[int, int] = (0, 0)

    @cached_property
    def id(self) -> str:
        """The stable identity; no number that may move is part of it."""
        return finding_id(self.rule, self.identity)

    @property
    def subject(self) -> dict[str, Any]:
        """What it is about, by key."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in self.identity}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record that a finding rests on: its kind (Dutch singular), id, name, what it shows, source and date."""

    kind: str
    id: str
    label: str
    note: str
    source: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a finding is one: a few plain Dutch sentences, and the records that show it."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class Findings(Sequence[Finding]):
    """Findings in the order of their ids; a list of them, unless a rule keeps them as columns."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings = sorted(findings, key=lambda finding: finding.id)

    def __len__(self) -> int:
        return len(self._findings)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | list[Finding]:
        return self._findings[at]

    def ids(self) -> list[str]:
        """The ids, without what else a finding holds."""
        return [finding.id for finding in self._findings]

    def place(self, id: str) -> int | None:
        """The place of the finding with that id, or None."""
        at = bisect_left(self._findings, id, key=lambda finding: finding.id)
        return at if at < len(self._findings) and self._findings[at].id == id else None

    def find(self, id: str) -> Finding | None:
        """The finding with that id, or None."""
        at = self.place(id)
        return None if at is None else self[at]


@dataclass(frozen=True)
class Figures:
    """What a rule counted: gap + unknown + covered = population. `reason` when it could not be computed."""

    population: int
    gap: int
    unknown: int
    reason: str | None = None

    @property
    def covered(self) -> int:
        """How much of the population has no finding."""
        return self.population - self.gap - self.unknown

    @property
    def computed(self) -> bool:
        """Whether the rule could be computed with what has been filled in."""
        return self.reason is None


@dataclass(frozen=True)
class Outcome(Figures):
    """What a rule found."""

    findings: Findings = field(default_factory=Findings)

    @property
    def figures(self) -> Figures:
        """What it counted, without the findings."""
        return Figures(self.population, self.gap, self.unknown, self.reason)


def not_computed(reason: str) -> Outcome:
    """The outcome of a rule whose columns are empty."""
    return Outcome(0, 0, 0, reason=reason)


def counted(population: int, findings: list[Finding]) -> Outcome:
    """The outcome of a rule in which each finding is one element of the population."""
    unknown = sum(finding.status == UNKNOWN for finding in findings)
    return Outcome(population, len(findings) - unknown, unknown, findings=Findings(findings))


@dataclass(frozen=True)
class Parameter:
    """One parameter of a rule: its default as text, what it means, and how its text is read (ValueError if wrong)."""

    name: str
    default: str
    help: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Rule:
    """One gap rule. Texts are Dutch. `basis` says on what the rule rests, with source and date.

    `search` computes the outcome once everything that it `needs` is filled in; `explain` tells one finding. `severity` (0-5) is what
    such a gap means for one young person (E2 in `graph.gaps.ranking.scale`, where the rest of its ranking is declared). `why` says
    why a finding matters, `keys` are those of the identity of its findings, `ages` says whether these have ages, and `statuses`
    when they have which status.
    """

    id: str
    version: int
    title: str
    question: str
    meaning: str
    basis: str
    population: str
    search: Callable[[Context], Outcome]
    explain: Callable[[Context, Finding], Explanation]
    severity: int
    parameters: tuple[Parameter, ...] = field(default=())
    _: KW_ONLY
    why: str
    keys: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    needs: tuple[Need, ...]
    ages: bool = False

    def find(self, context: Context) -> Outcome:
        """What the rule finds, or why it could not be computed."""
        reason = next((need.reason for need in self.needs if not need.met(context)), None)
        return self.search(context) if reason is None else not_computed(reason)
