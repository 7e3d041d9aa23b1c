"""The views: each makes a sketch of a moment."""

from __future__ import annotations

from collections.abc import Callable

from graph.projection import Moment
from visualisations.sketch import Sketch
from visualisations.spec import MapSpec
from visualisations.views.gebieden import gebieden
from visualisations.views.lacune import lacune
from visualisations.views.organisatie import organisatie
from visualisations.views.profiel import profiel
from visualisations.views.regio import regio
from visualisations.views.verwijspaden import verwijspaden

BUILDERS: dict[str, Callable[[Moment, MapSpec], Sketch]] = {
    "regio": regio, "verwijspaden": verwijspaden, "organisatie": organisatie, "profiel": profiel, "lacune": lacune,
    "gebieden": gebieden,
}
