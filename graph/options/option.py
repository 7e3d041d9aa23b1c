"""What a choice option is: a candidate before it has been tried, an option after."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from graph.gaps import Finding, Report
from graph.gaps.compare import Changed, Direction
from graph.gaps.rule import CONFIRMED
from graph.records import Edit
from graph.scenario import WhatIf
from schema.kinds import KINDS


class Sort(Enum):
    """The sorts of option, codes of `optiesoort`, in the order in which equal options stand."""

    VERRUIMEN = "VERRUIMEN"
    AFSPRAAK = "AFSPRAAK"
    SAMENVOEGEN = "SAMENVOEGEN"
    NIEUW = "NIEUW"
    LOBBY = "LOBBY"
    NIETS_DOEN = "NIETS_DOEN"


@dataclass(frozen=True)
class Candidate:
    """Something that may help: Dutch title and description, the records as they would be, the organisation (id) that would act.

    `asks` says that it only fills in what is not known: the effect is that of one possible answer.
    """

    sort: Sort
    title: str
    description: str
    edits: tuple[Edit, ...]
    owner: str | None = None
    asks: bool = False

    @property
    def id(self) -> str:
        """Which records it touches: `VERRUIMEN|arrangementen:oza-de-brug`."""
        return "|".join((self.sort.value, *sorted(f"{KINDS[edit.kind].sheet}:{edit.id}" for edit in self.edits)))


@dataclass(frozen=True)
class Effect:
    """What an option does to the findings of a report, those of a rule that can be computed on one side only left out.

    `closes` says that the finding itself is gone, `improves` that it holds at fewer ages, `confirms` that it holds as it was and is
    BEVESTIGD now. The lists are by id, the finding
    itself among them; findings have their scores. `closed` are as they were, `opened` as they would be.
    """

    closes: bool = False
    improves: bool = False
    confirms: bool = False
    closed: tuple[Finding, ...] = ()
    opened: tuple[Finding, ...] = ()
    better: tuple[Changed, ...] = ()
    worse: tuple[Changed, ...] = ()
    other: tuple[Changed, ...] = ()
    """What stays at other ages, or only more or less sure."""
    only_after: tuple[str, ...] = ()
    """The rules that can be computed with the option and not without."""
    only_before: tuple[str, ...] = ()
    """The rules that can no longer be computed with the option."""

    @property
    def net(self) -> tuple[int, int]:
        """(number, score) of what closes minus what opens."""
        return (len(self.closed) - len(self.opened),
                sum(finding.score for finding in self.closed) - sum(finding.score for finding in self.opened))


def effect_of(what_if: WhatIf, finding: Finding) -> Effect:
    """The effect of a what-if, seen from one finding of its report."""
    comparisons = what_if.comparisons.values()
    computed = [each for each in comparisons if each.before.reason is None and each.after.reason is None]
    changed = sorted((pair for each in computed for pair in each.changed), key=lambda pair: pair.before.id)
    by: dict[Direction, list[Changed]] = {direction: [] for direction in Direction}
    for pair in changed:
        by[pair.direction].append(pair)
    closed = _ranked(what_if.before, [gone for each in computed for gone in each.closed])
    return Effect(
        any(gone.id == finding.id for gone in closed), any(pair.before.id == finding.id for pair in by[Direction.BETTER]),
        any(pair.before.id == finding.id and pair.before.ages == pair.after.ages and pair.after.status == CONFIRMED
            for pair in by[Direction.OTHER]),
        closed, _ranked(what_if.after, [new for each in computed for new in each.opened]),
        tuple(by[Direction.BETTER]), tuple(by[Direction.WORSE]), tuple(by[Direction.OTHER]),
        tuple(each.rule for each in comparisons if each.before.reason is not None and each.after.reason is None),
        tuple(each.rule for each in comparisons if each.before.reason is None and each.after.reason is not None))


def _ranked(report: Report, findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(map(report.ranked, findings), key=lambda finding: finding.id))


@dataclass(frozen=True, eq=False)
class Option:
    """A candidate that has been tried: `what_if` is its scenario, and `effect` what that does."""

    candidate: Candidate
    what_if: WhatIf = field(repr=False)
    finding: Finding

    @cached_property
    def effect(self) -> Effect:
        """What it closes, opens and changes."""
        return effect_of(self.what_if, self.finding)

    @property
    def helps(self) -> bool:
        """Whether it makes the finding go, or smaller, or, when it only asks, sure."""
        return self.effect.closes or self.effect.improves or (self.candidate.asks and self.effect.confirms)

    @property
    def sort(self) -> Sort:
        """What sort of option it is."""
        return self.candidate.sort

    @property
    def title(self) -> str:
        """What would be done, in one line."""
        return self.candidate.title

    @property
    def description(self) -> str:
        """What changes, of whom, and what has to be agreed."""
        return self.candidate.description

    @property
    def owner(self) -> str | None:
        """The organisation (id) that would have to act, when the records say."""
        return self.candidate.owner

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The records that differ, and how they would be."""
        return self.candidate.edits

    @cached_property
    def cells(self) -> int:
        """How much it changes: the number of cells that differ."""
        count = 0
        for edit in self.edits:
            record = self.what_if.before.projection[edit.kind].get(edit.id)
            before, after = (record.values if record else {}), (edit.values or {})
            count += sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())
        return count
