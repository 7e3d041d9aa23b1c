"""Arrangements in lanes by phase, with the referrals between them, there and back."""

from __future__ import annotations

from graph.projection import Moment
from visualisations.arrange import in_lanes
from visualisations.holes import mark
from visualisations.links import edge_record
from visualisations.sketch import Sketch, node_id
from visualisations.spec import MapSpec
from visualisations.views.places import about, chosen_leaves, phase_lanes, put_arrangement, reason_elsewhere
from visualisations.views.profiel import fits


def verwijspaden(moment: Moment, spec: MapSpec) -> Sketch:
    """How one gets there, and back."""
    sketch = Sketch(moment, spec, in_lanes, f"Verwijspaden{about(moment, spec)}", whole=True)
    leaves = chosen_leaves(moment, spec.area)
    phase_lanes(sketch)
    fitting = fits(moment, spec)
    for record in moment.projection["arrangement"]:
        put_arrangement(sketch, record, leaves, fitting)
    for record in moment.projection["referral"]:
        values = record.values
        ends = [node_id(("arrangement", values[end])) for end in ("van", "naar")]
        status = values.get("status", "GEBRUIKELIJK")
        reason = sketch.reason_against("referral", values)
        if reason is None and not moment.is_active(values):
            reason = "geldt niet op de peildatum"
        if reason is None and status == "GESTOPT" and status not in spec.statuses:
            reason = "is gestopt"
        if reason is None and leaves is not None and "gebieden" in values:
            reason = reason_elsewhere(moment, values, leaves)
        if reason is None and not all(end in sketch.items for end in ends):
            reason = "begint of eindigt bij iets dat niet op de kaart staat"
        if reason:
            sketch.leave_out("referral", record.id, reason)
            continue
        for link in edge_record(moment.projection, "referral", record.id, values):
            sketch.link(link)
    connected = {end for tie in sketch.ties for end in (tie.source, tie.target)}
    loose = sum(1 for id in sketch.items if id not in connected)
    if loose:
        sketch.notices.append(f"{loose} van de {len(sketch.items)} arrangementen op deze kaart hebben hier geen verwijspad.")
    mark(sketch)
    return sketch
