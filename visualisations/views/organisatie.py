"""One record and what hangs together with it, one to three steps away."""

from __future__ import annotations

from collections import Counter

from graph.projection import Moment
from schema.kinds import KINDS
from visualisations.arrange import around
from visualisations.details import name_of
from visualisations.focus import found_keys
from visualisations.holes import mark
from visualisations.links import EDGE_KINDS, Key, Link, edge_record, links_of
from visualisations.sketch import Sketch, node_id
from visualisations.spec import MapSpec

# Nearly everything points to these, so a step through one of them would connect everything with everything.
_HUBS = frozenset({"area", "source", "legal_basis"})


def organisatie(moment: Moment, spec: MapSpec) -> Sketch:
    """The neighbourhood of the records in `focus`."""
    projection = moment.projection
    starts: list[Key] = []
    names = []
    for kind, id in found_keys(projection, spec.focus):
        names.append(name_of(moment, kind, id))
        if kind in EDGE_KINDS:
            record = projection[kind].get(id)
            assert record is not None
            starts += [end for link in edge_record(projection, kind, id, record.values) for end in (link.source, link.target)]
        else:
            starts.append((kind, id))
    starts = list(dict.fromkeys(starts))
    sketch = Sketch(moment, spec, around, f"Rond {' en '.join(names[:3])}")
    index = links_of(projection)
    distance = dict.fromkeys(starts, 0)
    parent: dict[Key, Key] = {}
    links: dict[Link, None] = {}
    for key in starts:
        sketch.record(*key, sketch.box("midden", "Gekozen", "midden"), focus=True)
    ring = starts
    for step in range(1, spec.depth + 1):
        following: list[Key] = []
        for key in ring:
            if step > 1 and key[0] in _HUBS:
                continue
            for link in index.get(key, ()):
                if not _valid(sketch, link):
                    continue
                other = link.target if link.source == key else link.source
                if other not in distance:
                    if not _running(sketch, other):
                        continue
                    distance[other], parent[other] = step, key
                    following.append(other)
                links.setdefault(link)
        ring = following
    _place(sketch, distance, parent)
    for link in links:
        sketch.link(link)
    _between(sketch, distance, index, links)
    if spec.depth > 1 and any(key[0] in _HUBS and step and step < spec.depth for key, step in distance.items()):
        sketch.notices.append("Via gebieden, bronnen en rechtsgronden is niet verder gezocht: daarmee hangt bijna alles samen.")
    mark(sketch, anchors=frozenset(node_id(key) for key in starts), complete=True)
    return sketch


def _valid(sketch: Sketch, link: Link) -> bool:
    """Whether a connection that is a record itself holds on the peildatum and passes the filters."""
    if link.record is None:
        return True
    kind, id = link.record
    record = sketch.moment.projection[kind].get(id)
    assert record is not None
    reason = sketch.reason_against(kind, record.values) if kind not in sketch.spec.kinds and sketch.spec.statuses else None
    if reason is None and not sketch.moment.is_active(record.values):
        reason = "geldt niet op de peildatum"
    if reason:
        sketch.leave_out(kind, id, reason)
    return reason is None


def _running(sketch: Sketch, key: Key) -> bool:
    kind, id = key
    record = sketch.moment.projection[kind].get(id)
    assert record is not None
    if "geldig_van" not in KINDS[kind].by_name or sketch.moment.is_active(record.values):
        return True
    sketch.leave_out(kind, id, "is niet geldig op de peildatum")
    return False


def _place(sketch: Sketch, distance: dict[Key, int], parent: dict[Key, Key]) -> None:
    """The nearest at the left and right, balanced, by kind; what lies farther on the side of its parent."""
    counts = Counter((key[0], step) for key, step in distance.items() if step == 1)
    sides: dict[str, str] = {}
    weight = {"links": 0, "rechts": 0}
    for kind in sorted((kind for kind, _ in counts), key=lambda kind: (-counts[kind, 1], list(KINDS).index(kind))):
        side = "rechts" if weight["rechts"] <= weight["links"] else "links"
        sides[kind] = side
        weight[side] += counts[kind, 1] + 2
    side_of: dict[Key, str] = {}
    order = list(KINDS)
    for key, step in sorted(distance.items(), key=lambda pair: (pair[1], order.index(pair[0][0]), pair[0][1])):
        if step == 0:
            continue
        side = sides[key[0]] if step == 1 else side_of[parent[key]]
        side_of[key] = side
        label = KINDS[key[0]].label + (f", {step} stappen" if step > 1 else "")
        sketch.record(*key, sketch.box(f"{side}:{step}:{key[0]}", label, side, step), rank=step)


def _between(sketch: Sketch, distance: dict[Key, int], index: dict[Key, list[Link]], links: dict[Link, None]) -> None:
    """The connections among the neighbours themselves; through hubs only those that were walked."""
    for key in distance:
        for link in index.get(key, ()):
            if link in links or link.source not in distance or link.target not in distance:
                continue
            if link.source[0] in _HUBS or link.target[0] in _HUBS or not _valid(sketch, link):
                continue
            links.setdefault(link)
            sketch.link(link)
