"""The gap rules: declarations, the registry, and running them."""
from __future__ import annotations

from graph.gaps.registry import PARAMETERS, RULES
from graph.gaps.rule import Evidence, Explanation, Finding, Outcome, Rule
from graph.gaps.run import Report, Request, WrongRequest, as_json, finding_json

__all__ = ["PARAMETERS", "RULES", "Evidence", "Explanation", "Finding", "Outcome", "Report", "Request", "Rule",
           "WrongRequest", "as_json", "finding_json"]
