"""The two compositions that the views use: lanes with boxes around them, and something with its neighbours around it."""

from __future__ import annotations

from math import ceil, sqrt

from visualisations.layout import CARD, GAP_X, MARGIN, lanes, measured, shelves, shift
from visualisations.sketch import Box, Item, Sketch

_BETWEEN, _BELOW = 96.0, 44.0
_PER_COLUMN = 12
_WIDEST = 40


def in_lanes(sketch: Sketch) -> None:
    """Places: `baan` (lanes, in order), `links` (boxes beside them) and `onder` (boxes under them)."""
    members = measured(sketch)
    boxes = [sketch.boxes[id] for id in members]
    tracks = [box for box in boxes if box.place == "baan"]
    beside = [box for box in boxes if box.place == "links"]
    below = [box for box in boxes if box.place == "onder"]
    cards = sum(len(members[box.id]) for box in tracks)
    columns = max(4, min(_WIDEST, ceil(sqrt(cards * 0.45)) + 1, max((len(members[box.id]) for box in tracks), default=4)))
    width, height = lanes(sketch, tracks, members, columns)
    if beside:
        # The narrowest stack that is about as high as the lanes.
        for side in range(2, _WIDEST):
            beside_width, beside_height = shelves(beside, members, side * (CARD + GAP_X) + 2 * MARGIN, side, wide=True)
            if beside_height <= max(height * 1.15, 900 * side / 4):
                break
        gap = _BETWEEN if width else 0.0
        for box in beside:
            shift(box, members[box.id], -beside_width - gap if tracks else 0.0, 0.0)
        width, height = width + beside_width + gap, max(height, beside_height)
    if below:
        left = min((box.left for box in tracks + beside), default=0.0)
        shelves(below, members, max(width, 4 * (CARD + GAP_X)), 8)
        for box in below:
            shift(box, members[box.id], left, height + _BELOW if height else 0.0)


def around(sketch: Sketch) -> None:
    """Places: `midden`, with `links` and `rechts` of it (level 1 nearest) and `onder` under all of that."""
    members = measured(sketch)
    boxes = [sketch.boxes[id] for id in members]
    middle = [box for box in boxes if box.place == "midden"]
    width, height = shelves(middle, members, CARD + 2 * MARGIN, 1)
    _move(middle, members, -width / 2, -height / 2)
    left = right = width / 2
    lowest = height / 2
    for side in ("links", "rechts"):
        edge = width / 2
        for level in sorted({box.level for box in boxes if box.place == side}):
            column = [box for box in boxes if box.place == side and box.level == level]
            count = sum(len(members[box.id]) for box in column)
            # Room for as many columns of cards as keep the stack about as high as a screen.
            broad = max(1, min(_WIDEST, ceil(count / _PER_COLUMN), ceil(sqrt(count * 0.6))))
            wide, high = shelves(column, members, broad * (CARD + GAP_X) + 2 * MARGIN, broad)
            edge += _BETWEEN
            _move(column, members, -edge - wide if side == "links" else edge, -high / 2)
            if side == "links":
                _flush_right(column, members, -edge)
            edge += wide
            lowest = max(lowest, high / 2)
        left, right = (edge, right) if side == "links" else (left, edge)
    below = [box for box in boxes if box.place == "onder"]
    if below:
        room = max(left + right, 7 * (CARD + GAP_X) + 2 * MARGIN)
        wide, _ = shelves(below, members, room, 6)
        _move(below, members, (right - left) / 2 - wide / 2, lowest + _BELOW)


def _move(boxes: list[Box], members: dict[str, list[Item]], dx: float, dy: float) -> None:
    for box in boxes:
        shift(box, members[box.id], dx, dy)


def _flush_right(boxes: list[Box], members: dict[str, list[Item]], right: float) -> None:
    """Let a row of boxes at the left stand against the middle instead of against the far edge."""
    rows: dict[float, list[Box]] = {}
    for box in boxes:
        rows.setdefault(box.top, []).append(box)
    for row in rows.values():
        free = right - max(box.left + box.width for box in row)
        _move(row, members, free, 0.0)
