"""All rules. Adding a rule here makes it appear in the CLI, GraphQL, the pages and the documentation."""

from __future__ import annotations

from graph.gaps import boundaries, decisions, facts, supply
from graph.gaps.rule import Parameter, Rule

RULES: dict[str, Rule] = {rule.id: rule for family in (supply, boundaries, decisions, facts) for rule in family.RULES}

PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for rule in RULES.values() for parameter in rule.parameters}
