"""How areas lie in one another, and where boundaries fall apart."""

from __future__ import annotations

from graph.gaps.words import listed
from graph.projection import Moment
from graph.projection.areas import Bits
from visualisations.arrange import in_lanes
from visualisations.details import name_of
from visualisations.focus import found_keys
from visualisations.holes import areas_with_findings, mark
from visualisations.sketch import Sketch, node_id
from visualisations.spec import MapSpec, WrongMap
from visualisations.text import clean

# From top to bottom: the two school districts, the parts, the areas of analysis, and the regions of the gemeenten.
_ABOVE = ("SWV_PO", "SWV_VO")
_BELOW = ("JEUGDREGIO", "RMC", "GGD", "REGIO", "PROVINCIE", "LAND")
_SHOWN = 12


def gebieden(moment: Moment, spec: MapSpec) -> Sketch:
    """The areas around the chosen ones, or all."""
    areas = moment.areas
    focus = [id for kind, id in found_keys(moment.projection, spec.focus) if _is_area(kind)]
    if spec.area:
        focus.append(spec.area)
    for id in focus:
        if not areas.bits(id):
            raise WrongMap(f"Het gebied {id} is niet geldig op {moment.day.isoformat()}.")
    names = " en ".join(name_of(moment, "area", id) for id in focus[:3])
    sketch = Sketch(moment, spec, in_lanes, f"Gebieden rond {names}" if focus else "Gebieden in elkaar")
    wanted = areas.union(focus) if focus else areas.all
    members = [id for id in moment.analysis if areas.bits(id) & wanted]
    around = wanted
    for id in members:
        around |= areas.bits(id)
    kinds = [kind for kind in (*_ABOVE, *_BELOW) if kind in areas.by_kind and kind != moment.area_kind]
    regions = {kind: [id for id in areas.by_kind[kind] if areas.bits(id) & around] for kind in kinds}
    label = moment.vocabulary.label
    for kind in (*(kind for kind in kinds if kind in _ABOVE), "", moment.area_kind, *(kind for kind in kinds if kind in _BELOW)):
        sketch.box(f"soort:{kind}", label("gebiedssoort", kind) if kind else "Delen van een gesplitst gebied", "baan")
    for kind, ids in regions.items():
        for id in ids:
            sketch.record("area", id, f"soort:{kind}", focus=id in focus)
    apart = {*focus, *areas_with_findings(moment, spec)}
    for ids in _alike(sketch, members, regions, apart):
        if len(ids) == 1:
            _member(sketch, ids[0], regions, ids[0] in focus)
        else:
            _together(sketch, ids, regions)
    if any(areas.active[id].values["soort"] in ("PC4", "WIJK") for id in focus):
        sketch.notices.append("Een gekozen postcodegebied of wijk is getekend als deel van zijn gemeente.")
    mark(sketch, "baan")
    order = list(sketch.boxes)
    if "lacunes" in order:
        # The holes stand next to the areas that they are about.
        order.insert(order.index(f"soort:{moment.area_kind}") + 1, order.pop())
        sketch.boxes = {id: sketch.boxes[id] for id in order}
    return sketch


def _is_area(kind: str) -> bool:
    if kind != "area":
        raise WrongMap("De kaart gebieden draait om een gebied. Geef de id van een gebied.")
    return True


def _member(sketch: Sketch, id: str, regions: dict[str, list[str]], focus: bool) -> None:
    """An area of analysis, its lines to the regions, and its parts when it is split."""
    areas = sketch.moment.areas
    own = areas.bits(id)
    inside = {kind: [region for region in ids if areas.bits(region) & own] for kind, ids in regions.items()}
    split = [kind for kind, ids in inside.items() if len(ids) > 1]
    label = sketch.moment.vocabulary.label
    words = ", ".join(f"{len(inside[kind])}× {label('gebiedssoort', kind).removeprefix('Gebied samenwerkingsverband ')}"
                      .replace("PO", "SWV PO").replace("VO", "SWV VO") for kind in split)
    item = sketch.record("area", id, f"soort:{sketch.moment.area_kind}", status=f"gesplitst: {words}" if split else "",
                         focus=focus)
    if item is None:
        return
    for ids in inside.values():
        for region in ids:
            shared = areas.bits(region) & own
            if shared == own:
                _line(sketch, item.id, region, "ligt in", "ligging")
            else:
                _line(sketch, item.id, region, f"ligt deels in ({shared.bit_count()} van {own.bit_count()} deelgebieden)", "deels")
    if split:
        _parts(sketch, id, own, [region for kind in split for region in inside[kind]])


def _alike(sketch: Sketch, members: list[str], regions: dict[str, list[str]], apart: set[str]) -> list[list[str]]:
    """The areas of analysis, those together that lie wholly in exactly the same regions; `apart` stay alone."""
    areas = sketch.moment.areas
    found: dict[tuple[str, ...], list[str]] = {}
    for id in members:
        own = areas.bits(id)
        touching = [region for ids in regions.values() for region in ids if areas.bits(region) & own]
        whole = all(not own & ~areas.bits(region) for region in touching)
        found.setdefault(tuple(touching) if whole and id not in apart else (id,), []).append(id)
    return list(found.values())


def _together(sketch: Sketch, ids: list[str], regions: dict[str, list[str]]) -> None:
    areas = sketch.moment.areas
    kind = sketch.moment.vocabulary.label("gebiedssoort", sketch.moment.area_kind).lower()
    first = sketch.record("area", ids[0], f"soort:{sketch.moment.area_kind}", status=f"{len(ids)}× {kind}, zelfde indeling")
    if first is None:
        return
    del sketch.items[first.id]
    sketch.seen.update(node_id(("area", id)) for id in ids)
    names = sorted((clean(areas.name(id)) for id in ids), key=str.casefold)
    first.id, first.record, first.shape, first.count = f"samen:{ids[0]}", None, "stapel", len(ids)
    first.label = listed(names, 5)
    first.detail = (("Hierin", ", ".join(names)),)
    sketch.items[first.id] = first
    for region in (region for group in regions.values() for region in group if areas.bits(region) & areas.bits(ids[0])):
        _line(sketch, first.id, region, "ligt in", "ligging")


def _parts(sketch: Sketch, area: str, own: Bits, regions: list[str]) -> None:
    """The leaves of a split area, taken together where they lie in the same regions."""
    areas = sketch.moment.areas
    found: dict[tuple[str, ...], list[str]] = {}
    for leaf in areas.leaf_ids(own):
        key = tuple(region for region in regions if areas.bits(region) & areas.bits(leaf))
        found.setdefault(key, []).append(leaf)
    for number, (key, leaves) in enumerate(sorted(found.items())):
        first = sketch.record("area", leaves[0], "soort:")
        if first is None:
            continue
        names = [clean(areas.name(leaf)) for leaf in leaves]
        if len(leaves) > 1:
            del sketch.items[first.id]
            sketch.seen.update(node_id(("area", leaf)) for leaf in leaves)
            first.id, first.record, first.shape = f"deel:{area}:{number}", None, "stapel"
            first.count = len(leaves)
            first.label = f"{len(leaves)} deelgebieden van {name_of(sketch.moment, 'area', area)}"
            more = f" en nog {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
            first.detail = (("Deelgebieden", ", ".join(names[:_SHOWN]) + more),)
            first.status = "samengevouwen"
            sketch.items[first.id] = first
        _line(sketch, first.id, area, "is deel van", "ligging")
        for region in key:
            _line(sketch, first.id, region, "ligt in", "ligging")


def _line(sketch: Sketch, source: str, region: str, label: str, style: str) -> None:
    target = node_id(("area", region))
    if target in sketch.items:
        sketch.edge(source, target, "reference", label, style)
