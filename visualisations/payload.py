"""A map as data: what every renderer draws and what a program gets."""

from __future__ import annotations

from dataclasses import dataclass

Detail = tuple[str, str]
"""A Dutch label and a text."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the map.

    `id` is unique on the map (`kind:id` of the record, when there is one); `x`, `y` is the middle and `width`, `height`
    the size, in pixels, y downwards. `label` is the whole text, `lines` what fits. `status` says in words what colour
    and shape also say ("" when there is nothing to say), `status_lines` as much of it as fits. `count` is how many
    records it stands for.
    """

    id: str
    kind: str
    kind_label: str
    label: str
    lines: tuple[str, ...]
    group: str
    x: float
    y: float
    width: float
    height: float
    shape: str
    colour: str
    status: str = ""
    status_lines: tuple[str, ...] = ()
    record: str | None = None
    count: int = 1
    focus: bool = False
    detail: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """One connection. `style` is a key of `palette.LINES`, `label` what it says, `count` how many it stands for."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    style: str
    count: int = 1
    detail: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A lane or a box with members. `box` is (left, top, width, height), `lines` its heading as it fits.

    `place` is the part of the picture that it stands in: `baan` (a lane, with its heading at the left), `links`,
    `midden`, `rechts` or `onder`.
    """

    id: str
    label: str
    lines: tuple[str, ...]
    box: tuple[float, float, float, float]
    count: int
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a shape with its colour, or a line (`style`), what it means, and how often it occurs."""

    label: str
    count: int
    shape: str = ""
    colour: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class MapPayload:
    """A map. `shown`, `folded` and `total` count records per kind: drawn on their own, taken together in a
    block, and belonging to this map; `notices` say what was left out and why.

    `explanation` tells the finding that the map is about ("" for other maps); `datasets` are the titles of the datasets
    that the store holds.
    """

    view: str
    title: str
    question: str
    explanation: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    legend: tuple[Entry, ...]
    shown: dict[str, int]
    folded: dict[str, int]
    total: dict[str, int]
    notices: tuple[str, ...]
    filters: tuple[Detail, ...]
    width: float
    height: float
    revision: int
    peildatum: str
    fictief: bool
    datasets: tuple[str, ...] = ()
