"""Restricting a view to an area, and to what runs on the peildatum."""

from __future__ import annotations

from collections.abc import Mapping

from graph.projection import Moment
from graph.projection.areas import Bits
from graph.records import StoredRecord, Values
from schema.types import ALLE
from visualisations.details import name_of
from visualisations.sketch import Item, Sketch
from visualisations.spec import MapSpec, WrongMap

ELSEWHERE = "werkt niet in het gekozen gebied"
NOWHERE = "zegt niet voor welk gebied het geldt"
NOT_RUNNING = "loopt niet op de peildatum"


def chosen_leaves(moment: Moment, area: str | None) -> Bits | None:
    """The leaves of the chosen area; None when none is chosen. WrongMap when it is not valid on the day."""
    if area is None:
        return None
    if not moment.areas.bits(area):
        raise WrongMap(f"Het gebied {area} is niet geldig op {moment.day.isoformat()}.")
    return moment.areas.bits(area)


def reason_elsewhere(moment: Moment, values: Values, leaves: Bits | None) -> str | None:
    """Why a record with a column `gebieden` does not belong to the chosen leaves, or None."""
    if leaves is None:
        return None
    places = values.get("gebieden")
    if places is None:
        return NOWHERE
    return None if places == [ALLE] or moment.areas.union(places) & leaves else ELSEWHERE


def phase_lanes(sketch: Sketch) -> None:
    """A lane for every phase that is asked for, in the order of the continuum, also when nothing is in it."""
    spec = sketch.spec
    for code, concept in sketch.moment.vocabulary.scheme("fase").concepts.items():
        if not spec.phases or code in spec.phases:
            sketch.box(f"fase:{code}", concept.label, "baan", always=True)


def put_arrangement(sketch: Sketch, record: StoredRecord, leaves: Bits | None, fitting: Mapping[str, str]) -> Item | None:
    """An arrangement in the lane of its phase, when it runs and belongs to the chosen area.

    `fitting` says how provisions fit the chosen profile; a card says so before its own status.
    """
    moment = sketch.moment
    values = record.values
    # Whoever asks for planned or stopped arrangements by name gets them; they say so on their card.
    asked = values.get("status", "ACTIEF") in sketch.spec.statuses
    reason = reason_elsewhere(moment, values, leaves)
    if reason is None and record.id not in moment.offers.active_set and not asked:
        reason = NOT_RUNNING
    if reason:
        sketch.leave_out("arrangement", record.id, reason)
        return None
    phase = values.get("fase", "")
    label = moment.vocabulary.label("fase", phase) if phase else "Fase niet ingevuld"
    item = sketch.record("arrangement", record.id, sketch.box(f"fase:{phase}", label, "baan"))
    if item and record.id in fitting:
        item.status = f"{fitting[record.id]}; {item.status}" if item.status else fitting[record.id]
        item.focus = fitting[record.id] != "past misschien"
    return item


def about(moment: Moment, spec: MapSpec) -> str:
    """` voor een profiel`, ` in Leiden`, both or nothing: for a title."""
    words = f" voor {name_of(moment, 'profile', spec.profile)}" if spec.profile else ""
    return words + (f" in {name_of(moment, 'area', spec.area)}" if spec.area else "")
