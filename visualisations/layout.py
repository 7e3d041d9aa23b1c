"""Where everything stands: deterministic, without forces, and so that no two cards overlap.

Two levels: groups are placed first, members in their group. Lanes (one under the other) for what has an order, shelves
(boxes side by side, then the next row) for what has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from visualisations.sketch import Box, Item, Sketch
from visualisations.text import BOLD, wrap

CARD, GLYPH, PAD = 190.0, 22.0, 10.0
SIZE, LINE, SMALL, SMALL_LINE = 13.0, 16.0, 11.0, 14.0
RING, RING_TEXT, RING_LINE = 138.0, 12.0, 14.0
HEAD_SIZE, HEAD_LINE, HEAD_ROOM = 14.0, 18.0, 146.0
GAP_X, GAP_Y, LANE_GAP_Y, MARGIN = 24.0, 14.0, 26.0, 14.0
_SWEEPS = 4


def measure(item: Item) -> None:
    """Give an item its lines and its size."""
    if item.shape == "ring":
        item.lines = wrap(item.label, RING_TEXT * BOLD, RING - 34, 3) or ("(zonder naam)",)
        item.small = wrap(item.status, SMALL, RING - 40, 5 - len(item.lines))
        item.width = item.height = RING
        return
    item.lines = wrap(item.label, SIZE, CARD - GLYPH - 2 * PAD, 3) or ("(zonder naam)",)
    item.small = wrap(item.status, SMALL * BOLD, CARD - GLYPH - 2 * PAD, 2)
    item.width = CARD
    item.height = 2 * PAD + LINE * len(item.lines) + SMALL_LINE * len(item.small) - 2


def measured(sketch: Sketch) -> dict[str, list[Item]]:
    """All items measured, by group, those with a name before others alphabetically; empty groups are left out."""
    found = sketch.members()
    for items in found.values():
        for item in items:
            measure(item)
        items.sort(key=lambda item: (item.rank, item.shape == "stapel", item.label.casefold(), item.id))
    return {id: items for id, items in found.items() if items or sketch.boxes[id].always}


def lanes(sketch: Sketch, boxes: Sequence[Box], members: dict[str, list[Item]], columns: int) -> tuple[float, float]:
    """Lay lanes one under the other from (0, 0), their heading at the left; returns (width, height)."""
    order = [members[box.id] for box in boxes]
    _untangle(sketch, order, columns)
    # Lines that go around the first column need room beside the headings.
    head = HEAD_ROOM + 2 * PAD + 30
    width = head + columns * (CARD + GAP_X) + MARGIN
    top = 0.0
    for box, items in zip(boxes, order, strict=True):
        rows = ceil(len(items) / columns)
        y = top + MARGIN
        for row in range(rows):
            cards = items[row::rows]
            tallest = max(item.height for item in cards)
            for column, item in enumerate(cards):
                item.x = head + column * (CARD + GAP_X) + CARD / 2
                item.y = y + tallest / 2
            y += tallest + (LANE_GAP_Y if row < rows - 1 else 0)
        box.lines = wrap(box.label, HEAD_SIZE * BOLD, HEAD_ROOM, 4)
        box.left, box.top, box.width = 0.0, top, width
        # The count stands under the heading.
        box.height = max(y + MARGIN - top, 2 * PAD + HEAD_LINE * len(box.lines) + SMALL_LINE)
        if rows == 1:
            for item in items:
                item.y = top + box.height / 2
        top += box.height + 8
    return width, max(top - 8, 0.0)


def _untangle(sketch: Sketch, order: list[list[Item]], columns: int) -> None:
    """Sort each lane so that connected cards stand under each other (barycentre sweeps)."""
    neighbours = sketch.neighbours()
    place: dict[str, float] = {}

    def spread(items: list[Item]) -> None:
        rows = max(1, ceil(len(items) / columns))
        for number, item in enumerate(items):
            place[item.id] = float(number // rows)

    for items in order:
        spread(items)
    for sweep in range(_SWEEPS):
        for items in order if sweep % 2 == 0 else reversed(order):
            own = {item.id for item in items}
            wanted = {}
            for item in items:
                near = [place[id] for id in neighbours[item.id] if id in place and id not in own]
                wanted[item.id] = sum(near) / len(near) if near else place[item.id]
            items.sort(key=lambda item: (wanted[item.id], item.label.casefold(), item.id))
            spread(items)


def shelves(boxes: Sequence[Box], members: dict[str, list[Item]], room: float, columns: int = 8, *,
            wide: bool = False) -> tuple[float, float]:
    """Lay boxes side by side from (0, 0) in rows of at most `room` wide; returns (width, height).

    A box is about square, or as wide as the room allows when `wide`.
    """
    x = top = tallest = widest = 0.0
    for box in boxes:
        items = members[box.id]
        most = max(1, min(columns, int((room - 2 * MARGIN + GAP_X) // (CARD + GAP_X))))
        fitting = max(1, min(most, len(items) if wide else ceil(sqrt(len(items) * 0.8))))
        _grid(box, items, fitting)
        if x and x + box.width > room:
            x, top, tallest = 0.0, top + tallest + GAP_Y, 0.0
        shift(box, items, x, top)
        x += box.width + GAP_X
        tallest = max(tallest, box.height)
        widest = max(widest, x - GAP_X)
    return widest, top + tallest


def _grid(box: Box, items: list[Item], columns: int) -> None:
    cell = max((item.width for item in items), default=CARD)
    box.width = columns * cell + (columns - 1) * GAP_X + 2 * MARGIN
    box.lines = wrap(box.label, HEAD_SIZE * BOLD, box.width - 2 * MARGIN - 36, 2)
    y = MARGIN + HEAD_LINE * max(1, len(box.lines)) + 4
    for start in range(0, len(items), columns):
        row = items[start: start + columns]
        tallest = max(item.height for item in row)
        for column, item in enumerate(row):
            item.x = MARGIN + column * (cell + GAP_X) + cell / 2
            item.y = y + tallest / 2
        y += tallest + GAP_Y
    box.left = box.top = 0.0
    box.height = y - (GAP_Y if items else 0) + MARGIN


def shift(box: Box, items: Sequence[Item], dx: float, dy: float) -> None:
    """Move a group with its members."""
    box.left += dx
    box.top += dy
    for item in items:
        item.x += dx
        item.y += dy

