"""The whole region: organisations by kind, arrangements in lanes by phase, areas folded."""

from __future__ import annotations

from graph.projection import Moment
from visualisations.arrange import in_lanes
from visualisations.fold import take_together
from visualisations.holes import mark_profiles
from visualisations.links import column_link
from visualisations.sketch import Sketch, node_id
from visualisations.spec import MapSpec
from visualisations.views.places import about, chosen_leaves, phase_lanes, put_arrangement, reason_elsewhere
from visualisations.views.profiel import fits


def regio(moment: Moment, spec: MapSpec) -> Sketch:
    """Who takes part and what they offer."""
    sketch = Sketch(moment, spec, in_lanes, f"De regio in beeld{about(moment, spec)}", whole=True)
    leaves = chosen_leaves(moment, spec.area)
    kinds = moment.vocabulary.scheme("organisatiesoort")
    for code, concept in kinds.concepts.items():
        sketch.box(f"soort:{code}", concept.label, "links")
    phase_lanes(sketch)
    for record in moment.projection["organisation"]:
        reason = "is niet geldig op de peildatum" if not moment.is_active(record.values) else reason_elsewhere(
            moment, record.values, leaves)
        if reason:
            sketch.leave_out("organisation", record.id, reason)
        else:
            sort = record.values["soort"]
            sketch.record("organisation", record.id, sketch.box(f"soort:{sort}", kinds.label(sort), "links"))
    fitting = fits(moment, spec)
    for record in moment.projection["arrangement"]:
        put_arrangement(sketch, record, leaves, fitting)
    _connect(sketch)
    folded = _areas(sketch)
    mark_profiles(sketch, folded)
    # The rings stand between the profiles and the areas.
    sketch.boxes.update({"gebieden": sketch.boxes.pop("gebieden")} if folded else {})
    return sketch


def _connect(sketch: Sketch) -> None:
    for kind, column, other in (("arrangement", "aanbieder", "organisation"), ("arrangement", "partners", "organisation"),
                                ("organisation", "onderdeel_van", "organisation")):
        for record in sketch.moment.projection[kind]:
            value = record.values.get(column, ())
            for id in value if isinstance(value, list) else (value,):
                if id in sketch.moment.projection[other]:
                    sketch.link(column_link((kind, record.id), column, (other, id)))


def _areas(sketch: Sketch) -> str | None:
    """Areas, folded into one block per kind; the block of the areas of analysis is returned."""
    moment = sketch.moment
    if sketch.spec.kinds and "area" not in sketch.spec.kinds:
        return None
    chosen = chosen_leaves(moment, sketch.spec.area)
    into = {}
    for kind, ids in sorted(moment.areas.by_kind.items()):
        for id in ids:
            if chosen is not None and not moment.areas.bits(id) & chosen:
                continue
            item = sketch.record("area", id, sketch.box("gebieden", "Gebieden, samengevouwen per soort", "onder"))
            if item:
                into[item.id] = f"fold:gebieden:{kind}"
    take_together(sketch, into)
    if into:
        sketch.notices.append("Gebieden zijn samengevouwen per soort en hebben hier geen lijnen. De kaart gebieden toont ze los.")
    first = moment.analysis[0] if moment.analysis else None
    return into.get(node_id(("area", first))) if first else None
