"""Maps: from a projection to a payload, and from a payload to HTML, SVG, JSON, GraphML or GEXF."""

from __future__ import annotations

from datetime import date

from graph.projection import Projection
from visualisations.finish import finish
from visualisations.focus import require
from visualisations.payload import MapPayload
from visualisations.render import FORMATS, render
from visualisations.spec import VIEWS, MapSpec, WrongMap
from visualisations.views import BUILDERS

__all__ = ["FORMATS", "VIEWS", "MapPayload", "MapSpec", "WrongMap", "draw", "render"]


def draw(projection: Projection, spec: MapSpec, day: date) -> MapPayload:
    """The map that `spec` asks for, as it is on `day`. The same input gives the same payload.

    Raises WrongMap, with a Dutch sentence, for an id that does not exist or a question that cannot be drawn.
    """
    for kind, id in (("area", spec.area), ("profile", spec.profile)):
        if id is not None:
            require(projection, kind, id)
    return finish(BUILDERS[spec.view](projection.at(day), spec))
