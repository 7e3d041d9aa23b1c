"""What a scenario would do, as every way out tells it: the changes, the findings that differ, the figures and the bottlenecks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from graph.capacity import Group
from graph.gaps import Report, finding_json
from graph.gaps.compare import Changed, Direction
from graph.gaps.rule import Figures
from graph.projection.offers import ages_of
from graph.scenario import WhatIf
from graph.scenario.bottlenecks import differing_groups
from loaders.scenario import Scenario, Understood
from schema.kinds import KINDS

CAPACITY = "CAPACITEIT"


def changed(whatif: WhatIf, direction: Direction) -> list[Changed]:
    """The findings that stay and go this way, by id."""
    return [pair for pair in whatif.changed if pair.direction is direction]


def named(whatif: WhatIf, kind: str, id: str) -> str:
    """What a reader calls a record of the scenario."""
    return whatif.after.projection[kind].name(id)


def bottlenecks(whatif: WhatIf) -> tuple[list[Group], list[Group]]:
    """The groups of demand with too few places that differ, as they are and as they would be; only with a chosen profile and area.

    Empty when CAPACITEIT is not among the rules or could not be computed.
    """
    found = whatif.comparisons.get(CAPACITY)
    if found is None:
        return [], []
    before, after = (report.context.capacity if figures.reason is None else None
                     for report, figures in ((whatif.before, found.before), (whatif.after, found.after)))
    gone, new = differing_groups(before, after)
    return [group for group in gone if _chosen(whatif.before, group)], [group for group in new if _chosen(whatif.after, group)]


def _chosen(report: Report, group: Group) -> bool:
    context = report.context
    return any((context.profiles is None or demand.profile in context.profiles) and context.area_chosen(demand.area)
               for demand in map(context.capacity.demands.__getitem__, group.demands))


def _group_json(report: Report, group: Group) -> dict[str, Any]:
    """One group: its demands with their names, the provisions that limit it, and the totals as intervals [low, high or None]."""
    capacity, context = report.context.capacity, report.context
    return {
        "demand": list(group.demand), "places": list(group.places), "shortage": list(group.shortage),
        "demands": [
            {"id": demand.record, "profile": demand.profile, "profile_name": context.name("profile", demand.profile),
             "area": demand.area, "area_name": context.name("area", demand.area), "ages": list(ages_of(demand.ages)),
             "count": [demand.low, demand.high]}
            for demand in (capacity.demands[place] for place in group.demands)],
        "provisions": [{"id": id, "name": context.name("arrangement", id)} for id in group.provisions],
    }


def scenario_json(scenario: Scenario, whatif: WhatIf) -> bytes:
    """The answer in the form of `dekkend scenario --format json`; findings by id."""
    before, after = whatif.before, whatif.after
    profiles, areas = whatif.touched

    def pairs(direction: Direction) -> list[dict[str, Any]]:
        return [{"before": finding_json(before, before.ranked(pair.before)), "after": finding_json(after, after.ranked(pair.after))}
                for pair in changed(whatif, direction)]

    return _dumped({
        "revision": before.projection.revision.number,
        "peildatum": before.request.day.isoformat(),
        "fictief": before.projection.fictitious,
        "parameters": before.parameters,
        "notices": list(scenario.notices),
        "changes": [_change_json(whatif, change) for change in scenario.changes],
        "closed": [finding_json(before, before.ranked(finding)) for finding in whatif.closed],
        "opened": [finding_json(after, after.ranked(finding)) for finding in whatif.opened],
        "better": pairs(Direction.BETTER), "worse": pairs(Direction.WORSE), "changed": pairs(Direction.OTHER),
        "profiles": profiles, "areas": areas,
        "rules": [{"rule": rule, "before": _figures_json(each.before), "after": _figures_json(each.after)}
                  for rule, each in whatif.comparisons.items()],
        "bottlenecks": {side: [_group_json(report, group) for group in groups] for side, report, groups in
                        zip(("before", "after"), (before, after), bottlenecks(whatif), strict=True)},
    })


def problems_json(scenario: Scenario) -> bytes:
    """All that is wrong with a scenario, in the form in which `dekkend load` tells it."""
    return _dumped({"errors": [asdict(problem) for problem in scenario.problems], "error_count": scenario.problem_count})


def _change_json(whatif: WhatIf, change: Understood) -> dict[str, Any]:
    return {"op": change.op, "sheet": KINDS[change.kind].sheet, "id": change.id, "name": named(whatif, change.kind, change.id),
            "cells": [asdict(cell) for cell in change.cells]}


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {"computed": figures.reason is None, "reason": figures.reason, "population": figures.population, "gap": figures.gap,
            "unknown": figures.unknown, "covered": figures.covered}


def _dumped(answer: dict[str, Any]) -> bytes:
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
