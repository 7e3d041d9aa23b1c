"""For whom, where and at which ages an option has to bring supply."""

from __future__ import annotations

from dataclasses import dataclass

from graph.coverage import NONE
from graph.gaps import Finding
from graph.gaps.context import Context
from graph.matching import Matcher
from graph.options.edits import mask_of
from graph.projection.areas import Bits
from graph.projection.moment import Needs
from graph.projection.offers import ages_of


@dataclass(frozen=True)
class Target:
    """A profile in an area, the leaves to serve (not empty) and the ages (a mask, not empty) to serve there."""

    needs: Needs
    area: str
    leaves: Bits
    ages: int


def target_of(context: Context, finding: Finding) -> Target:
    """What a finding with the keys profiel and gebied asks for."""
    subject = finding.subject
    needs, area = context.needs(subject["profiel"]), subject["gebied"]
    leaves = context.moment.leaves(needs, area)
    if finding.rule == "LEEFTIJDSBREUK":
        return Target(needs, area, leaves, _until_covered(context, needs, area, finding.ages[0]))
    if finding.rule == "DEELGEBIED":
        return Target(needs, area, _left_out(context, needs, leaves, finding), mask_of(finding.ages))
    return Target(needs, area, leaves, mask_of(finding.ages) or needs.ages)


def matchers(context: Context, target: Target) -> list[Matcher]:
    """The matches of a target, age by age."""
    return [Matcher(context.moment, target.needs, age, target.leaves) for age in ages_of(target.ages)]


def _until_covered(context: Context, needs: Needs, area: str, age: int) -> int:
    """The ages from one on at which nothing fits: closing only the first would move the break by a year."""
    cells = context.cells
    empty = int(cells.masks[NONE][context.serving.rows[needs.id], cells.areas.index(area)])
    end = age
    while empty >> end & 1:
        end += 1
    return mask_of(tuple(range(age, end)))


def _left_out(context: Context, needs: Needs, leaves: Bits, finding: Finding) -> Bits:
    """The leaves on which at some age of the finding nothing fits for certain."""
    offers = context.moment.offers
    lacking = 0
    for age in finding.ages:
        matcher = Matcher(context.moment, needs, age, leaves)
        served = 0
        for outcome in ("JA", "DEELS"):
            for number in matcher.numbers(outcome):
                served |= offers.served(number) or 0
        lacking |= leaves & ~served
    return lacking
