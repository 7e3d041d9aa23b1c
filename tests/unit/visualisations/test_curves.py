"""Connections: from border to border, there and back apart, and around what stands between."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from visualisations.curves import curve
from visualisations.payload import Node

CARD = Node("a", "arrangement", "arrangement", "A", ("A",), "g", 100, 100, 190, 36, "cirkel", "onderwijs")


def card(id: str, x: float, y: float) -> Node:
    return replace(CARD, id=id, x=x, y=y)


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def along(path: str) -> list[tuple[float, float]]:
    """Points on the cubic curve of a path."""
    a, b, c, d = points(path)
    return [tuple((1 - t) ** 3 * a[k] + 3 * (1 - t) ** 2 * t * b[k] + 3 * (1 - t) * t ** 2 * c[k] + t ** 3 * d[k] for k in (0, 1))
            for t in (step / 40 for step in range(41))]  # type: ignore[misc]


def on_border(node: Node, at: tuple[float, float]) -> bool:
    x, y = abs(at[0] - node.x), abs(at[1] - node.y)
    return (abs(x - node.width / 2) < 0.01 and y <= node.height / 2) or (abs(y - node.height / 2) < 0.01 and x <= node.width / 2)


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("place", [(100, 300), (100, -200), (400, 100), (-400, 100), (420, 260), (-420, -260), (180, 170)])
def test_a_connection_runs_from_border_to_border(place: tuple[float, float], upright: bool):
    a, b = CARD, card("b", *place)
    path = curve(a, b, upright)
    assert on_border(a, points(path)[0])
    assert on_border(b, points(path)[-1])


@pytest.mark.parametrize("place", [(100, 300), (500, 100), (420, 260)])
def test_there_and_back_do_not_cover_each_other(place: tuple[float, float]):
    b = card("b", *place)
    there, back = along(curve(CARD, b, True)), along(curve(b, CARD, True))
    middle, other = there[20], back[20]
    assert max(abs(middle[0] - other[0]), abs(middle[1] - other[1])) > 6


def test_in_a_column_it_goes_around_the_card_between():
    between, last = card("b", 100, 180), card("c", 100, 260)
    path = along(curve(CARD, last, True))
    assert not any(abs(x - between.x) < between.width / 2 and abs(y - between.y) < between.height / 2 for x, y in path)
    # And stays in the gutter between two columns.
    assert max(x for x, _ in path) - (CARD.x + CARD.width / 2) < 46


def test_in_a_row_it_goes_over_the_card_between():
    between, last = card("b", 320, 100), card("c", 540, 100)
    path = along(curve(CARD, last, True))
    assert not any(abs(x - between.x) < between.width / 2 and abs(y - between.y) < between.height / 2 - 1 for x, y in path)


def test_a_step_to_itself_is_a_loop():
    path = curve(CARD, CARD, True)
    assert "c" in path
    assert len(set(pairwise(points(path)))) > 2
