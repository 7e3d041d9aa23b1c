"""Choice options (keuzeopties) of a finding: what a board can choose, each with the scenario that proves its effect."""

from __future__ import annotations

from graph.options.find import Choices, is_large, options
from graph.options.option import Effect, Option, Sort

__all__ = ["Choices", "Effect", "Option", "Sort", "is_large", "options"]
