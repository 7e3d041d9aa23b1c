"""From a sketch to the payload: folded, laid out, counted, with its legend."""

from __future__ import annotations

from collections import Counter

from schema.kinds import KINDS
from visualisations.details import details
from visualisations.fold import fold
from visualisations.names import counted
from visualisations.palette import LINES
from visualisations.payload import Detail, Edge, Entry, Group, MapPayload, Node
from visualisations.sketch import Item, Sketch, Tie
from visualisations.spec import VIEWS
from visualisations.text import clean

_EDGE_MARGIN = 24.0
_SHAPE_WORDS = {"pil": "situatie, geen voorziening", "ring": "lacune: hier ontbreekt iets", "stapel": "samengevouwen"}
_LEAD_WORDS = {"onderwijs": "arrangement, onderwijs voorop", "zorg": "arrangement, zorg voorop",
               "gelijk": "arrangement, onderwijs en zorg gelijk", "onbekend": "arrangement, onbekend wat voorop staat"}
_LINE_WORDS = {
    "verwijzing": "verwijzing", "terugkeer": "terugkeer naar onderwijs", "beoogd": "beoogd pad, werkt nog niet",
    "uitvoering": "voert uit", "deelname": "doet mee", "rol": "heeft een rol", "geld": "betaalt", "verband": "hangt samen met",
    "bewijs": "hieruit blijkt het",
    "ligging": "ligt of geldt in", "deels": "ligt er deels in", "past": "past", "misschien": "past misschien",
    "net-niet": "past op één punt na niet", "lacune": "hier ontbreekt iets",
}


def finish(sketch: Sketch) -> MapPayload:
    """The payload of a sketch; coordinates start at 0, 0 with a margin around everything."""
    fold(sketch)
    sketch.layout(sketch)
    used = {item.group for item in sketch.items.values()}
    boxes = [box for box in sketch.boxes.values() if box.id in used or (box.always and box.height)]
    left = min([box.left for box in boxes], default=0.0) - _EDGE_MARGIN
    top = min([box.top for box in boxes], default=0.0) - _EDGE_MARGIN
    right = max([box.left + box.width for box in boxes], default=0.0) + _EDGE_MARGIN
    bottom = max([box.top + box.height for box in boxes], default=0.0) + _EDGE_MARGIN
    counts = Counter(item.group for item in sketch.items.values() for _ in range(item.count))
    projection, spec = sketch.moment.projection, sketch.spec
    return MapPayload(
        view=spec.view, title=sketch.title, question=VIEWS[spec.view], explanation=sketch.explanation,
        nodes=tuple(_node(sketch, item, left, top) for item in sketch.items.values()),
        edges=tuple(_edge(sketch, number, tie) for number, tie in enumerate(sketch.ties)),
        groups=tuple(
            Group(box.id, box.label, box.lines,
                  (_round(box.left - left), _round(box.top - top), _round(box.width), _round(box.height)),
                  counts[box.id], box.place)
            for box in boxes),
        legend=_legend(sketch),
        shown=_shown(sketch), folded=_folded(sketch), total=_total(sketch),
        notices=tuple(dict.fromkeys((*sketch.notices, *_left_out(sketch), *_empty(sketch)))),
        filters=_filters(sketch),
        width=_round(right - left), height=_round(bottom - top),
        revision=projection.revision.number, peildatum=sketch.moment.day.isoformat(), fictief=projection.fictitious,
        datasets=tuple(clean(about.get("titel") or name) for name, about in sorted(projection.datasets.items())),
    )


def _round(value: float) -> float:
    return round(value, 1)


def _columns(sketch: Sketch, kind: str, id: str | None) -> tuple[Detail, ...]:
    record = sketch.moment.projection[kind].get(id) if id else None
    return details(sketch.moment, kind, record.values) if record else ()


def _edge(sketch: Sketch, number: int, tie: Tie) -> Edge:
    told = _columns(sketch, *tie.record) if tie.record else ()
    return Edge(f"e{number}", tie.source, tie.target, tie.kind, tie.label, tie.style, tie.count, told)


def _node(sketch: Sketch, item: Item, left: float, top: float) -> Node:
    return Node(item.id, item.kind, item.kind_label, item.label, item.lines, item.group, _round(item.x - left),
                _round(item.y - top), item.width, item.height, item.shape, item.colour,
                item.status, item.small, item.record, item.count, item.focus,
                (*item.detail, *_columns(sketch, item.kind, item.record)))


def _shown(sketch: Sketch) -> dict[str, int]:
    drawn = Counter(item.kind for item in sketch.items.values() if item.record)
    drawn.update({tie.record: tie.kind for tie in sketch.ties if tie.record}.values())
    drawn["gap"] += sum(item.kind == "gap" for item in sketch.items.values())
    return {kind: count for kind, count in sorted(drawn.items()) if count}


def _total(sketch: Sketch) -> dict[str, int]:
    seen = Counter(key.partition(":")[0] for key in sketch.seen)
    seen["gap"] += sum(item.kind == "gap" for item in sketch.items.values())
    return {kind: count for kind, count in sorted(seen.items()) if count}


def _folded(sketch: Sketch) -> dict[str, int]:
    folded: Counter[str] = Counter()
    for item in sketch.items.values():
        folded[item.kind] += item.count if item.shape == "stapel" else 0
    for tie in sketch.ties:
        folded[tie.kind] += 0 if tie.record or tie.kind not in KINDS else tie.count
    return {kind: count for kind, count in sorted(folded.items()) if count}


def _left_out(sketch: Sketch) -> list[str]:
    return [
        f"Niet getekend: {counted(kind, count)}, want {_they(reason, count)}."
        for (kind, reason), count in sorted(sketch.left_out.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _they(reason: str, count: int) -> str:
    """A reason in the right number: `loopt niet` for one, `lopen niet` for more."""
    if count == 1:
        return f"dat {reason}" if reason.startswith("past") else f"die {reason}"
    many = {"loopt": "lopen", "valt": "vallen", "zegt": "zeggen", "werkt": "werken", "is": "zijn", "geldt": "gelden",
            "begint": "beginnen", "past": "passen"}
    first, _, rest = reason.partition(" ")
    rest = rest.replace("eindigt", "eindigen").replace("het geldt", "ze gelden")
    return f"die {many[first]} {rest}"


def _empty(sketch: Sketch) -> list[str]:
    return [] if sketch.items else ["Er is niets om te tekenen met deze keuzes."]


def _legend(sketch: Sketch) -> tuple[Entry, ...]:
    looks: Counter[tuple[str, str, str]] = Counter()
    for item in sketch.items.values():
        label = item.kind_label
        if item.shape in _SHAPE_WORDS:
            label = _SHAPE_WORDS[item.shape]
        elif item.kind == "arrangement":
            label = _LEAD_WORDS[item.colour]
        looks[label, item.shape, item.colour if item.shape != "stapel" else "bewijs"] += 1
    shapes = [Entry(label, count, shape, colour) for (label, shape, colour), count in sorted(looks.items())]
    styles = Counter(tie.style for tie in sketch.ties)
    lines = [Entry(_LINE_WORDS[style], styles[style], style=style) for style in LINES if styles[style]]
    return (*shapes, *lines)


def _filters(sketch: Sketch) -> tuple[Detail, ...]:
    spec, moment = sketch.spec, sketch.moment
    label = moment.vocabulary.label
    found: list[Detail] = []
    if spec.area:
        found.append(("Gebied", clean(moment.areas.name(spec.area))))
    if spec.profile:
        found.append(("Profiel", clean(moment.projection["profile"].name(spec.profile))))
    if spec.age is not None:
        found.append(("Leeftijd", f"{spec.age} jaar"))
    if spec.kinds:
        found.append(("Soort", ", ".join(KINDS[kind].sheet for kind in spec.kinds)))
    if spec.phases:
        found.append(("Fase", ", ".join(label("fase", code) if code else "niet ingevuld" for code in spec.phases)))
    if spec.statuses:
        found.append(("Status", ", ".join(spec.statuses).lower().replace("_", " ")))
    if spec.rules:
        found.append(("Lacunes van", ", ".join(spec.rules)))
    if spec.view == "organisatie":
        found.append(("Stappen", str(spec.depth)))
    return tuple(found)

