"""The answer to one question about paths: the ways there or back, how many there are, and where they break."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from graph.matching import Matcher
from graph.obstacles import why_barred
from graph.path_words import breaks, counted, route
from graph.paths import Path, Paths

USUAL_STEPS, MOST_STEPS = 6, 12
COUNTED = 200
"""So many paths are counted at most."""


class Routes:
    """The paths of at most `most` referrals (0-12) from one of `starts` to one of `goals`, all ids.

    There: from where one can start without a referral to what certainly fits. `back`: from the provisions with care first to those
    with education first or on a par, of what fits or may fit. `start` and `goal` are ids of arrangements that take their place.
    """

    def __init__(self, paths: Paths, most: int = USUAL_STEPS, *, back: bool = False, start: str | None = None,
                 goal: str | None = None) -> None:
        self.paths, self.most, self.back = paths, most, back
        self.asked_start, self.asked_goal = start, goal
        self.starts = [start] if start is not None else paths.care if back else paths.starts
        self.goals = [goal] if goal is not None else paths.education if back else paths.fitting

    @cached_property
    def shortest(self) -> Path | None:
        """A path of the fewest referrals, however many these are; None when there is no path at all."""
        return self.paths.shortest(self.starts, self.goals)

    def first(self, number: int) -> list[Path]:
        """So many of the paths, the shortest first."""
        return list(islice(self.paths.simple(self.most, self.starts, self.goals), number))

    @cached_property
    def count(self) -> int:
        """How many paths there are, at most `COUNTED`."""
        return self.paths.count(COUNTED, self.most, self.starts, self.goals)

    @cached_property
    def broken(self) -> Path | None:
        """When there is no path: the one with the least in its way; None when no referrals lead there at all."""
        return None if self.shortest else self.paths.nearly(self.starts, self.goals)

    @cached_property
    def unreached(self) -> list[str]:
        """The goals to which no path leads, of whatever length."""
        reached = self.paths.reached(self.starts)
        return [id for id in self.goals if id not in reached]

    @cached_property
    def stuck(self) -> list[str]:
        """The starts from which no path leads to any goal, of whatever length."""
        leading = self.paths.leading_to(self.goals)
        return [id for id in self.starts if id not in leading]

    @property
    def question(self) -> str:
        """From where to where, in one Dutch sentence."""
        start = (f"Vanaf {self._name(self.asked_start)}" if self.asked_start is not None
                 else "Vanaf een voorziening met zorg voorop die past of misschien past" if self.back
                 else "Vanaf een plek waar een jongere zonder verwijzing kan beginnen")
        goal = (self._name(self.asked_goal) if self.asked_goal is not None
                else "een voorziening met onderwijs voorop of gelijk die past of misschien past" if self.back
                else "een voorziening die zeker past")
        return f"{start}, naar {goal}."

    @property
    def conclusion(self) -> str:
        """How many paths there are, or where and why it breaks, in Dutch."""
        if self.shortest is None:
            return f"Er is geen weg. {self._why_none()}"
        fewest = len(self.shortest.steps)
        told = f"De kortste telt {counted(fewest, 'verwijzing', 'verwijzingen')}." if fewest else "Er is een weg zonder verwijzing."
        if not self.count:
            return f"Er is geen weg van hoogstens {counted(self.most, 'verwijzing', 'verwijzingen')}. {told}"
        number = f"meer dan {COUNTED - 1} wegen" if self.count == COUNTED else counted(self.count, "weg", "wegen")
        return f"Er {'is' if self.count == 1 else 'zijn'} {number} van hoogstens {counted(self.most, 'verwijzing', 'verwijzingen')}. {told}"

    def _why_none(self) -> str:
        if not self.starts:
            return ("Geen voorziening met zorg voorop past, ook niet misschien: er is niets om vanaf terug te gaan." if self.back else
                    "Bij geen arrangement dat past of misschien past staat instap op ja: er is geen plek om zonder verwijzing te beginnen.")
        if not self.goals:
            return ("Geen voorziening met onderwijs voorop of gelijk past, ook niet misschien." if self.back else
                    "Geen voorziening past zeker. Een match laat zien wat misschien past, en wat net niet.")
        if self.broken is None:
            return self._barred() or "In het blad verwijspaden staat geen weg, ook niet een die bedoeld of gestopt is."
        return f"Wat het dichtst in de buurt komt is {route(self.paths.moment, self.broken)}. {breaks(self.paths.moment, self.broken)}"

    def _barred(self) -> str | None:
        """Why what was asked for cannot be where it begins or ends."""
        matcher = Matcher(self.paths.moment, self.paths.needs, self.paths.age, self.paths.leaves)
        why = [why_barred(matcher, id) for id in (self.asked_start, self.asked_goal) if id is not None]
        return next((f"{reason}." for reason in why if reason), None)

    def _name(self, id: str) -> str:
        return self.paths.moment.projection["arrangement"].name(id)
