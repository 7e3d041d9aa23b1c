"""All rules. Adding a rule here makes it appear in the CLI, GraphQL, the pages and the documentation."""

from __future__ import annotations

from graph.gaps import (
    access,
    boundaries,
    capacity,
    contra,
    dead_ends,
    decisions,
    distance,
    facts,
    money,
    overlap,
    paths,
    quality,
    roles,
    single,
    supply,
    tables,
)
from graph.gaps.rule import Parameter, Rule

_FAMILIES = (
    supply, boundaries, decisions, facts, roles, access, tables, money, capacity, contra,
    quality, distance, single, overlap, paths, dead_ends,
)

RULES: dict[str, Rule] = {rule.id: rule for family in _FAMILIES for rule in family.RULES}

PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for rule in RULES.values() for parameter in rule.parameters}
