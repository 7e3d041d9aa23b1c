"""Scenarios: changes that somebody wants to try, in the words of the workbook, and the records that they would make."""

from __future__ import annotations

from loaders.scenario.outcome import CellChange, Scenario, ScenarioProblem, Understood
from loaders.scenario.read import read_file, read_scenario
from loaders.scenario.write import written

__all__ = ["CellChange", "Scenario", "ScenarioProblem", "Understood", "read_file", "read_scenario", "written"]
