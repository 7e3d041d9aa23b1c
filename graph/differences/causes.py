"""Why a finding differs: the steps of which it has been proved, by computing the world without them, that they did it.

Nothing is claimed on how a step looks: each claim is the outcome of a what-if. Where none could be proved, that is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from graph.differences.legs import Leg, Step
from graph.gaps import Finding, Report, WrongRequest
from graph.gaps.compare import Comparison
from graph.gaps.reads import reads
from graph.records import Edit
from graph.scenario import WhatIf

MOST, MOST_LARGE = 300, 30
"""As many steps as are undone one by one for a rule; with more the causes are not looked for. The second is for a large store, in
which to undo one takes a third of a second and not a hundredth."""
_LARGE = 2000
_MOST_GROUPS = 120
"""As many groups as are tried for one finding."""

State = tuple[str, tuple[int, ...]] | None
"""Status and ages of a finding; None when it is not there."""


class Proof(Enum):
    """How a reason was proved."""

    ALONE = "DEZE"
    """Undo this one step on the later side, and the finding is as it was."""
    EACH_NEEDED = "ELK_NODIG"
    """Of several steps: undo any one of them, and the finding is as it was."""
    EACH_ENOUGH = "ELK_GENOEG"
    """No step is needed, but each of these, done alone on the earlier side, gives the finding as it is."""
    TOGETHER = "SAMEN"
    """Undo these together, and the finding is as it was; undo all but one of them, and it is not."""
    TIME = "TIJD"
    """Nothing but the day differs, and it could not be proved of which dates."""
    NOT_FOUND = "NIET_VASTGESTELD"
    """It was looked for, and could not be proved."""
    NOT_SOUGHT = "NIET_GEZOCHT"
    """There are too many steps to look for it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One step, and the others that cannot be undone (or done) without it or that it cannot do without."""

    step: Step
    along: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a finding went from one state to another. `candidates`: how many steps could have had a part in it."""

    proof: Proof
    causes: tuple[Cause, ...]
    candidates: int
    by_day: bool
    """Whether it is about another day, and not about other records."""


class Causes:
    """Looks for the reasons of differences on one leg. What has been computed for one finding serves the next."""

    def __init__(self, leg: Leg, by_day: bool, comparisons: Iterable[Comparison], most: int | None = None) -> None:
        """`comparisons` are those of the two sides of the leg, rule by rule."""
        self.leg, self.by_day = leg, by_day
        usual = MOST if len(leg.after.projection["arrangement"]) < _LARGE else MOST_LARGE
        self.most = usual if most is None else most
        self._was: dict[str, State] = {}
        self._now: dict[str, State] = {}
        differing = [each.rule for each in comparisons if self._differ(each)]
        # Only these rules are computed anew in each world.
        self._before, self._after = (
            Report(side.projection, replace(side.request, rules=tuple(differing)), like=side) for side in (leg.before, leg.after))
        self._without: dict[frozenset[int], dict[str, State] | None] = {}
        self._with: dict[frozenset[int], dict[str, State] | None] = {}

    def _differ(self, found: Comparison) -> bool:
        """Note the states on both sides of each finding that differs; whether there are any."""
        pairs: Iterable[tuple[Finding | None, Finding | None]] = (
            *((finding, None) for finding in found.closed), *((None, finding) for finding in found.opened),
            *((pair.before, pair.after) for pair in found.changed))
        for was, now in pairs:
            id = (was or now).id  # type: ignore[union-attr]
            self._was[id], self._now[id] = state(was), state(now)
        return bool(found.closed or found.opened or found.changed)

    def differs(self, id: str) -> bool:
        """Whether a finding is not the same on the two sides of this leg."""
        return id in self._was

    def reason(self, id: str) -> Reason:
        """Why a finding that `differs` does so."""
        kinds = reads(id.partition("|")[0])
        candidates = [number for number, step in enumerate(self.leg.steps) if step.kind in kinds]
        told = partial(Reason, candidates=len(candidates), by_day=self.by_day)
        if len(candidates) > self.most:
            return told(Proof.NOT_SOUGHT, ())
        needed = self._single(id, candidates, self.leg.undoing, self._restores)
        if needed:
            return told(Proof.ALONE if len(needed) == 1 else Proof.EACH_NEEDED, needed)
        if enough := self._single(id, candidates, self.leg.doing, self._suffices):
            return told(Proof.EACH_ENOUGH, enough)
        if group := self._group(id, candidates):
            return told(Proof.TOGETHER, group)
        return told(Proof.TIME if self.by_day else Proof.NOT_FOUND, ())

    def _single(self, id: str, candidates: Sequence[int], closure: Callable[[int], frozenset[int]],
                proves: Callable[[str, frozenset[int]], bool]) -> tuple[Cause, ...]:
        """The steps that prove it alone. One that only does so by what comes along with it is left out."""
        closures: dict[frozenset[int], int] = {}
        for number in candidates:
            closures.setdefault(closure(number), number)
        found = [steps for steps in closures if proves(id, steps)]
        least = [steps for steps in found if not any(other < steps for other in found)]
        return tuple(self._cause(closures[steps], steps) for steps in least)

    def _group(self, id: str, candidates: Sequence[int]) -> tuple[Cause, ...]:
        """A group without which the finding is as it was, and of which none can be left out; empty when there is none in reach."""
        subject = [part for key in id.split("|")[1:] for part in key.partition("=")[2].split("+")]
        # What goes first stays longest: steps of the subject itself tell a reader most.
        group = sorted(candidates, key=lambda number: self.leg.steps[number].id not in subject)
        tried = 1
        if not self._restores(id, self._all(group)):
            return ()
        size = (len(group) + 1) // 2
        while size:
            start, smaller = len(group), False
            while start > 0:
                begin = max(0, start - size)
                rest = [*group[:begin], *group[start:]]
                start = begin
                if not rest:
                    continue
                tried += 1
                if tried > _MOST_GROUPS:
                    return ()
                if self._restores(id, self._all(rest)):
                    group, smaller = rest, True
            size = 1 if smaller and size == 1 else size // 2
        return tuple(self._cause(number, self.leg.undoing(number), group) for number in group)

    def _all(self, group: Iterable[int]) -> frozenset[int]:
        return frozenset[int]().union(*(self.leg.undoing(number) for number in group))

    def _cause(self, number: int, steps: frozenset[int], group: Sequence[int] = ()) -> Cause:
        return Cause(self.leg.steps[number], tuple(self.leg.steps[other] for other in sorted(steps - {number, *group})))

    def _restores(self, id: str, steps: frozenset[int]) -> bool:
        """Whether the finding is as it was on the later side without these steps."""
        if steps not in self._without:
            self._without[steps] = self._states(self._after, self.leg.undone(steps))
        found = self._without[steps]
        return found is not None and found.get(id, self._now[id]) == self._was[id]

    def _suffices(self, id: str, steps: frozenset[int]) -> bool:
        """Whether the finding is as it is on the earlier side with these steps only."""
        if steps not in self._with:
            self._with[steps] = self._states(self._before, self.leg.done(steps))
        found = self._with[steps]
        return found is not None and found.get(id, self._was[id]) == self._now[id]

    def _states(self, base: Report, edits: Sequence[Edit] | None) -> dict[str, State] | None:
        """The states that are other than in `base` with these edits, of the findings that differ; None when it cannot be computed."""
        if edits is None:
            return None
        try:
            comparisons = WhatIf(base, edits).comparisons.values()
        except WrongRequest:
            return None  # in that world the areas are not there of which the list is asked
        found: dict[str, State] = {}
        for each in comparisons:
            found.update((finding.id, None) for finding in each.closed if finding.id in self._was)
            for finding in (*each.opened, *(pair.after for pair in each.changed)):
                if finding.id in self._was:
                    found[finding.id] = state(finding)
        return found


def state(finding: Finding | None) -> State:
    """What is compared of a finding."""
    return None if finding is None else (finding.status, finding.ages)
