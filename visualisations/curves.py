"""The curve of a connection, from border to border."""

from __future__ import annotations

from math import copysign

from visualisations.payload import Node

_ASIDE = 9.0
_NEAR = 60.0
_BETWEEN = 8.0


def curve(a: Node, b: Node, upright: bool) -> str:
    """The path from `a` to `b`; `upright` prefers top and bottom over left and right.

    There and back keep to their own side, so that both stay visible. Between two cards in one column or one row the
    curve goes around what stands between them: a straight line behind those cards would look like a chain.
    """
    if a.id == b.id:
        return f"M{a.x + a.width / 2:g} {a.y - 8:g}c30 -14 30 30 0 16"
    dx, dy = b.x - a.x, b.y - a.y
    free_x, free_y = abs(dx) - (a.width + b.width) / 2, abs(dy) - (a.height + b.height) / 2
    if free_y > _NEAR and abs(dx) < a.width / 2:
        return _round_the_side(a, b, free_y)
    if upright and free_x > _NEAR and abs(dy) < a.height / 2:
        return _over_the_top(a, b, free_x)
    if free_x > 0 and not (upright and free_y > _BETWEEN):
        way = copysign(1, dx)
        return _sideways(a, b, way, max(free_x / 2, 12))
    return _downwards(a, b, copysign(1, dy), max(free_y / 2, 12))


def _sideways(a: Node, b: Node, way: float, bend: float) -> str:
    y1, y2 = a.y - _ASIDE / 2 * way, b.y - _ASIDE / 2 * way
    x1, x2 = a.x + way * a.width / 2, b.x - way * b.width / 2
    return f"M{x1:g} {y1:g}C{x1 + way * bend:g} {y1:g} {x2 - way * bend:g} {y2:g} {x2:g} {y2:g}"


def _downwards(a: Node, b: Node, way: float, bend: float) -> str:
    x1, x2 = a.x + _ASIDE * way, b.x + _ASIDE * way
    y1, y2 = a.y + way * a.height / 2, b.y - way * b.height / 2
    return f"M{x1:g} {y1:g}C{x1:g} {y1 + way * bend:g} {x2:g} {y2 - way * bend:g} {x2:g} {y2:g}"


def _round_the_side(a: Node, b: Node, free: float) -> str:
    # Down along the right, up along the left.
    side = 1.0 if b.y > a.y else -1.0
    bow = side * min(16 + free * 0.05, 46)
    x1, x2 = a.x + side * a.width / 2, b.x + side * b.width / 2
    return f"M{x1:g} {a.y + 5:g}C{x1 + bow:g} {a.y + 5:g} {x2 + bow:g} {b.y - 5:g} {x2:g} {b.y - 5:g}"


def _over_the_top(a: Node, b: Node, free: float) -> str:
    # To the right over the top, to the left along the bottom.
    side = -1.0 if b.x > a.x else 1.0
    bow = side * min(14 + free * 0.04, 40)
    y1, y2 = a.y + side * a.height / 2, b.y + side * b.height / 2
    return f"M{a.x:g} {y1:g}C{a.x:g} {y1 + bow:g} {b.x:g} {y2 + bow:g} {b.x:g} {y2:g}"
