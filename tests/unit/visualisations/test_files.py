"""SVG, JSON, GraphML and GEXF: valid, complete, and safe with any name."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.projection import Projection
from tests.unit.visualisations.region import DAY, HOSTILE
from visualisations import MapPayload, MapSpec, WrongMap, draw, render
from visualisations.text import clean

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["maps", "evil_maps"])
def drawn(request: pytest.FixtureRequest) -> dict[str, MapPayload]:
    return request.getfixturevalue(request.param)


def test_svg_is_valid_accessible_and_still(drawn: dict[str, MapPayload]):
    for payload in drawn.values():
        root = ElementTree.fromstring(render(payload, "svg"))
        assert root.get("role") == "img"
        title, description = root[0], root[1]
        assert (title.tag, title.text) == (f"{SVG}title", payload.title)
        assert payload.question in (description.text or "")
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "defs", "marker", "path", "rect", "circle", "g", "text"}
        for element in root.iter():
            assert not any(name.startswith("on") or name.endswith(("href", "style")) for name in element.attrib)


def test_svg_carries_words_for_everything(projection: Projection):
    payload = draw(projection, MapSpec("verwijspaden"), DAY)
    root = ElementTree.fromstring(render(payload, "svg"))
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for expected in ("situatie", "terugkeer naar onderwijs (1)", "beoogd pad", "voorbeelddata (fictief)", "revisie 7", "Uitval",
                     "Niet getekend: 1 verwijspad"):
        assert expected in words, expected
    drawn = sum(element.get("stroke-opacity") == "0.7" for element in root.iter(f"{SVG}path"))
    assert drawn == len(payload.edges)


def test_svg_text_stays_on_the_sheet(drawn: dict[str, MapPayload]):
    for payload in drawn.values():
        root = ElementTree.fromstring(render(payload, "svg"))
        _, _, wide, high = map(float, (root.get("viewBox") or "").split())
        for element in root.iter(f"{SVG}text"):
            assert 0 <= float(element.get("x", "-1")) <= wide
            assert 0 <= float(element.get("y", "-1")) <= high


def test_json_is_the_payload(drawn: dict[str, MapPayload]):
    for payload in drawn.values():
        found = json.loads(render(payload, "json"))
        assert [node["id"] for node in found["nodes"]] == [node.id for node in payload.nodes]
        assert [node["label"] for node in found["nodes"]] == [node.label for node in payload.nodes]
        assert (found["revision"], found["peildatum"], found["fictief"]) == (7, "2026-11-15", True)
        assert found["notices"] == list(payload.notices)


def test_graphml_comes_back_whole(drawn: dict[str, MapPayload]):
    for payload in drawn.values():
        graph = nx.read_graphml(BytesIO(render(payload, "graphml")), force_multigraph=True)
        assert {id: values["label"] for id, values in graph.nodes(data=True)} == {node.id: node.label for node in payload.nodes}
        assert sorted(graph.edges(keys=True)) == sorted((edge.source, edge.target, edge.id) for edge in payload.edges)
        assert all(isinstance(values["x"], float) for _, values in graph.nodes(data=True))
        assert graph.graph["revisie"] == 7
        assert graph.graph["fictief"] is True


def test_gexf_comes_back_whole_and_of_its_day(drawn: dict[str, MapPayload]):
    for payload in drawn.values():
        text = render(payload, "gexf")
        graph = nx.read_gexf(BytesIO(text))
        assert {id: values["label"] for id, values in graph.nodes(data=True)} == {node.id: node.label for node in payload.nodes}
        assert graph.number_of_edges() == len(payload.edges)
        assert all("position" in values["viz"] for _, values in graph.nodes(data=True))
        assert b'lastmodifieddate="2026-11-15"' in text


def test_hostile_names_survive_as_text(evil_maps: dict[str, MapPayload]):
    labels = " ".join(node.label for payload in evil_maps.values() for node in payload.nodes)
    for name, text in HOSTILE.items():
        assert clean(text) in labels, name


def test_an_unknown_format_is_told(maps: dict[str, MapPayload]):
    with pytest.raises(WrongMap, match="De vormen zijn: html, svg, json, graphml, gexf"):
        render(maps["regio"], "png")


def test_every_dataset_is_named_with_its_date(maps: dict[str, MapPayload]):
    payload = replace(maps["gebieden"], datasets=tuple(f"Bron {number}, 1 mei 20{number}" for number in range(11, 18)))
    for text in (render(payload, "svg").decode(), render(payload, "html").decode()):
        assert all(f"Bron {number}, 1 mei 20{number}" in " ".join(re.sub(r"<[^>]+>", " ", text).split()) for number in range(11, 18))
