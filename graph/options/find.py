"""Finding the options of a finding: gather candidates, try each, drop what does not help, put the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.gaps import Finding, Report, WrongRequest
from graph.options.nothing import nothing
from graph.options.option import Candidate, Option, Sort
from graph.options.registry import GENERATORS
from graph.scenario import WhatIf

MOST_TRIED, MOST_SHOWN = 30, 6
_LARGE, _MOST_TRIED_LARGE = 2000, 4
_MOST_OF_A_SORT = 3
_ORDER = list(Sort)


@dataclass(frozen=True)
class Choices:
    """The options of a finding, the best first and niets doen last.

    `tried` candidates were tried out of `considered`; `helpful` of them close the finding, or make it smaller or sure. At most six of
    these are shown.
    """

    options: list[Option]
    considered: int
    tried: int
    helpful: int


def options(report: Report, finding: Finding) -> Choices:
    """What a board can choose about a finding of this report. The effects are on the findings of all rules of the report.

    In a very large store few candidates are tried, since each is a run over the report.
    """
    candidates = _mixed([list(generate(report.context, finding)) for generate in GENERATORS[finding.rule]])
    large = is_large(report)
    tried = candidates[:_MOST_TRIED_LARGE if large else MOST_TRIED]
    found = [(option, source) for candidate, source in tried if (option := _tried(report, finding, candidate))]
    helpful = sorted(((option, source) for option, source in found if option.helps), key=lambda item: _order(item[0]))
    idle = Option(nothing(report, finding, look_ahead=not large), WhatIf(report, ()), finding)
    return Choices([*_shown(helpful), idle], len(candidates), len(tried), len(helpful))


def is_large(report: Report) -> bool:
    """Whether a store is so large that options take seconds."""
    return len(report.context.moment.offers) > _LARGE


def _mixed(lists: list[list[Candidate]]) -> list[tuple[Candidate, int]]:
    """One of each list in turn, with the place of its list, so that every list gets its try; the same edits only once."""
    found: dict[str, tuple[Candidate, int]] = {}
    for row in zip_longest(*lists):
        for source, candidate in enumerate(row):
            if candidate is not None:
                found.setdefault(repr(candidate.edits), (candidate, source))
    return list(found.values())


def _tried(report: Report, finding: Finding, candidate: Candidate) -> Option | None:
    try:
        return Option(candidate, WhatIf(report, candidate.edits), finding)
    except WrongRequest:  # it would take away what the report is about
        return None


def _order(option: Option) -> tuple[object, ...]:
    number, score = option.effect.net
    # Asking comes first: it costs least, and decides whether there is a gap at all.
    return (not option.candidate.asks, not option.effect.closes, -number, -score, option.cells, _ORDER.index(option.sort),
            option.candidate.id)


def _shown(ranked: Sequence[tuple[Option, int]]) -> list[Option]:
    """The best of each list, and then the best, of each sort only a few: a board wants to choose between different ways."""
    first: dict[int, Option] = {}
    for option, source in ranked:
        first.setdefault(source, option)
    shown = list(first.values())[:MOST_SHOWN]
    for option, _ in ranked:
        if len(shown) < MOST_SHOWN and option not in shown and sum(other.sort is option.sort for other in shown) < _MOST_OF_A_SORT:
            shown.append(option)
    return sorted(shown, key=_order)
