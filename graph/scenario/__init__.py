"""What would be: the effect of changes that are not stored."""

from __future__ import annotations

from graph.scenario.what_if import WhatIf, about

__all__ = ["WhatIf", "about"]
