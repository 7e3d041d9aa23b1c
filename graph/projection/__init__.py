"""The immutable in-memory picture on which rules, matching and maps are computed."""
from __future__ import annotations

from graph.projection.build import Projection, build
from graph.projection.moment import Moment, UnknownArea

__all__ = ["Moment", "Projection", "UnknownArea", "build"]
