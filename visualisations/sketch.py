"""A map in the making: what a view puts on it, before it is folded and laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.projection import Moment
from schema.kinds import KINDS
from visualisations.details import name_of, status_of
from visualisations.links import Key, Link
from visualisations.palette import KIND_LOOK, LEAD, OTHER_LOOK
from visualisations.payload import Detail
from visualisations.spec import STATUS_SCHEMES, MapSpec

_DEFAULT_STATUS = {
    "arrangement": "ACTIEF", "referral": "GEBRUIKELIJK", "responsibility": "BEWEERD", "agreement": "OPEN",
    "agenda_item": "VOLGT",
}


@dataclass(slots=True)
class Item:
    """A node in the making. `rank` orders: the lowest comes first and is folded away last. `detail` comes before the
    columns of the record, which are told when it is drawn.
    """

    id: str
    kind: str
    kind_label: str
    label: str
    group: str
    shape: str
    colour: str
    status: str = ""
    record: str | None = None
    count: int = 1
    focus: bool = False
    sort: str = ""
    """The label of the column `soort`, if the record has one: what is alike is folded together."""
    rank: int = 0
    detail: tuple[Detail, ...] = ()
    lines: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    """The status as it fits."""
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class Tie:
    """A connection in the making; `record` is the record that it is, whose columns are told when it is drawn."""

    source: str
    target: str
    kind: str
    label: str
    style: str
    count: int = 1
    record: Key | None = None


@dataclass(slots=True)
class Box:
    """A group in the making. `place` is the part of the picture in which a layout puts it, `level` how far out."""

    id: str
    label: str
    place: str = ""
    level: int = 0
    always: bool = False
    """Whether it is drawn without members too: an empty lane is something to see."""
    lines: tuple[str, ...] = ()
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0


Layout = Callable[["Sketch"], None]


@dataclass(eq=False)
class Sketch:
    """Items and groups by id, connections, what was counted, and what has to be told about it."""

    moment: Moment
    spec: MapSpec
    layout: Layout
    title: str = ""
    explanation: str = ""
    whole: bool = False
    """Whether folding takes whole groups (an overview) or what is farthest from the start."""
    items: dict[str, Item] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Every record that belongs to this map, drawn or left out."""
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)

    def box(self, id: str, label: str, place: str = "", level: int = 0, always: bool = False) -> str:
        """The id of a group, made when it is not there yet."""
        self.boxes.setdefault(id, Box(id, label, place, level, always))
        return id

    def record(self, kind: str, id: str, group: str, **options: Any) -> Item | None:
        """Put a record on the map (once); None when the filters leave it out."""
        key = node_id((kind, id))
        if key in self.items:
            return self.items[key]
        values = self.moment.projection[kind].get(id)
        assert values is not None, key
        reason = None if options.get("focus") else self.reason_against(kind, values.values)
        if reason:
            self.leave_out(kind, id, reason)
            return None
        self.seen.add(key)
        shape, colour = look(kind, values.values)
        status = options.pop("status", "") or status_of(self.moment, kind, values.values)
        item = Item(key, kind, KINDS[kind].singular, name_of(self.moment, kind, id), group, shape, colour, status, id,
                    sort=self._sort(kind, values.values), **options)
        self.items[key] = item
        return item

    def _sort(self, kind: str, values: Mapping[str, Any]) -> str:
        field = KINDS[kind].by_name.get("soort")
        return self.moment.vocabulary.label(field.scheme, values["soort"]) if field and field.scheme and "soort" in values else ""

    def leave_out(self, kind: str, id: str, reason: str) -> None:
        """Count a record that belongs to this map but is not drawn, with the reason why."""
        if (key := node_id((kind, id))) not in self.seen:
            self.seen.add(key)
            self.left_out[kind, reason] += 1

    def reason_against(self, kind: str, values: Mapping[str, Any]) -> str | None:
        """Why the filters leave a record out, or None."""
        spec = self.spec
        if spec.kinds and kind not in spec.kinds:
            return "valt buiten het filter op soort"
        if kind == "arrangement" and spec.phases and values.get("fase", "") not in spec.phases:
            return "valt buiten het filter op fase"
        if kind in STATUS_SCHEMES and spec.statuses:
            codes = self.moment.vocabulary.scheme(STATUS_SCHEMES[kind]).concepts
            chosen = [status for status in spec.statuses if status in codes]
            if chosen and values.get("status" if kind != "agenda_item" else "conclusie", _DEFAULT_STATUS.get(kind)) not in chosen:
                return "valt buiten het filter op status"
        return None

    def link(self, link: Link) -> None:
        """Draw a link when both ends are on the map."""
        source, target = node_id(link.source), node_id(link.target)
        if source not in self.items or target not in self.items:
            return
        if link.record:
            self.seen.add(node_id(link.record))
        kind = link.record[0] if link.record else "reference"
        self.ties.append(Tie(source, target, kind, link.label, link.style, 1, link.record))

    def edge(self, source: str, target: str, kind: str, label: str, style: str) -> None:
        """Draw a connection between two items that are on the map."""
        self.ties.append(Tie(source, target, kind, label, style))

    def members(self) -> dict[str, list[Item]]:
        """The items of each group, in the order in which they were put on the map."""
        found: dict[str, list[Item]] = {id: [] for id in self.boxes}
        for item in self.items.values():
            found[item.group].append(item)
        return found

    def neighbours(self) -> dict[str, list[str]]:
        """The ids that each item is connected with."""
        found: dict[str, list[str]] = {id: [] for id in self.items}
        for tie in self.ties:
            found[tie.source].append(tie.target)
            found[tie.target].append(tie.source)
        return found


def node_id(key: Key) -> str:
    """How a record is called on a map."""
    return f"{key[0]}:{key[1]}"


def look(kind: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """(shape, colour class) of a record."""
    shape, colour = KIND_LOOK.get(kind, OTHER_LOOK)
    if kind == "arrangement":
        if values["soort"] == "SITUATIE":
            return "pil", "situatie"
        return shape, LEAD.get(values.get("voorliggend", ""), "onbekend")
    return shape, colour
