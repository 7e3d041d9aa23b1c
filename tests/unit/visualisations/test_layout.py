"""Where things stand: the same each time, nothing over anything else, and quickly."""

from __future__ import annotations

from itertools import combinations
from time import perf_counter

import pytest

from graph.projection import Projection
from tests.unit.visualisations.conftest import specs
from tests.unit.visualisations.region import DAY, many, projected, rows
from visualisations import FORMATS, MapPayload, MapSpec, draw, render
from visualisations.layout import CARD, GLYPH, HEAD_ROOM, HEAD_SIZE, PAD, RING, SIZE, SMALL
from visualisations.text import BOLD, width

Box = tuple[float, float, float, float]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def assert_clear(payload: MapPayload) -> None:
    cards = {node.id: (node.x - node.width / 2, node.y - node.height / 2, node.width, node.height) for node in payload.nodes}
    groups = {group.id: group.box for group in payload.groups}
    for (one, a), (other, b) in combinations(cards.items(), 2):
        assert not overlap(a, b), (one, other)
    for (one, a), (other, b) in combinations(groups.items(), 2):
        assert not overlap(a, b), (one, other)
    for node in payload.nodes:
        left, top, wide, high = groups[node.group]
        x, y, w, h = cards[node.id]
        assert left <= x, node.id
        assert top <= y, node.id
        # Positions are rounded to a tenth of a pixel.
        assert x + w <= left + wide + 0.2, node.id
        assert y + h <= top + high + 0.2, node.id
    for left, top, wide, high in groups.values():
        assert left >= 0
        assert top >= 0
        assert left + wide <= payload.width
        assert top + high <= payload.height


def test_no_two_cards_or_groups_overlap(maps: dict[str, MapPayload]):
    for payload in maps.values():
        assert_clear(payload)


def test_hostile_names_do_not_break_the_layout(evil_maps: dict[str, MapPayload]):
    for payload in evil_maps.values():
        assert_clear(payload)


def test_every_line_of_text_fits_in_its_card(maps: dict[str, MapPayload], evil_maps: dict[str, MapPayload]):
    for payload in (*maps.values(), *evil_maps.values()):
        for node in payload.nodes:
            room = RING - 34 if node.shape == "ring" else CARD - GLYPH - 2 * PAD
            assert 1 <= len(node.lines) <= 3
            assert all(width(line, SIZE) <= room + 0.1 for line in node.lines), node.lines
            assert all(width(line, SMALL) <= room + 0.1 for line in node.status_lines), node.status_lines
        for group in payload.groups:
            if group.place == "baan":
                assert all(width(line, HEAD_SIZE * BOLD) <= HEAD_ROOM + 0.1 for line in group.lines)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_input_gives_the_same_bytes(format: str):
    one, other = projected(), projected({kind: list(reversed(records)) for kind, records in rows().items()})
    for name, spec in specs(one).items():
        assert render(draw(one, spec, DAY), format) == render(draw(other, spec, DAY), format), name


def test_positions_stay_when_something_else_changes(projection: Projection):
    records = rows()
    records["arrangement"][1]["opmerking"] = "Nieuwe toelichting"
    changed = draw(projected(records, revision=8), MapSpec("regio"), DAY)
    before = {node.id: (node.x, node.y) for node in draw(projection, MapSpec("regio"), DAY).nodes}
    assert {node.id: (node.x, node.y) for node in changed.nodes} == before


def test_connected_cards_stand_under_each_other():
    records = rows()
    records["arrangement"] = [
        {"id": f"{lane}{place}", "naam": f"{lane}{place}", "soort": "OZA", "fase": phase}
        for lane, phase in (("a", "PREVENTIE"), ("b", "ZOA")) for place in range(4)]
    # Crosswise: without untangling all four lines would cross.
    records["referral"] = [{"van": f"a{place}", "naar": f"b{3 - place}", "richting": "DOORSTROOM"} for place in range(4)]
    records["responsibility"] = records["funding"] = []
    payload = draw(projected(records), MapSpec("verwijspaden"), DAY)
    place = {node.id: node.x for node in payload.nodes}
    assert all(place[edge.source] == place[edge.target] for edge in payload.edges)


def test_two_thousand_nodes_within_a_second():
    projection = many(2000, 4000)
    spec = MapSpec("verwijspaden", limit=5000)
    draw(many(20), spec, DAY)
    start = perf_counter()
    payload = draw(projection, spec, DAY)
    took = perf_counter() - start
    assert (len(payload.nodes), len(payload.edges)) == (2000, 4000)
    # Ten times what it takes on a quiet machine: this catches a layout that grows quadratically, not a busy one.
    assert took < 4, took
