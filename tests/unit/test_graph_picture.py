"""The picture of the graph model shows the whole model and can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from api import graph_picture
from api.graph_picture import Unplaced, pictures
from graph.store.neo4j_gaps import GAP
from graph.store.neo4j_model import LABELS, REFERS_TO, Ends, all_ends
from visualisations.text import width

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("graafmodel.svg", "graafmodel-smal.svg")


def drawn(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(pictures()[name])


def words(picture: ElementTree.Element) -> list[str]:
    return [item.text or "" for item in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", NAMES)
def test_every_label_and_every_type_is_in_the_picture(name: str) -> None:
    told = " ".join(words(drawn(name)))
    for word in (*LABELS.values(), GAP, *(ends.type for ends in all_ends()), REFERS_TO):
        assert re.search(rf"\b{word}\b", told), word


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_hears_every_relationship(name: str) -> None:
    picture = drawn(name)
    assert picture.get("role") == "img"
    title, told = picture.findtext(f"{SVG}title"), picture.findtext(f"{SVG}desc") or ""
    assert title == "Het graafmodel van Dekkend"
    for ends in all_ends():
        assert f"{ends.start} {ends.type} {ends.end}." in told


def test_each_arrow_is_drawn_once() -> None:
    pairs = {(start, end) for start, type, end in (*all_ends(), Ends("Arrangement", REFERS_TO, "Arrangement"))
             if type != "ACCORDING_TO"} | {(GAP, "Profile"), (GAP, "Area")}
    assert sum("marker-end" in path.attrib for path in drawn(NAMES[0]).iter(f"{SVG}path")) == len(pairs)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_runs_out_of_its_panel(name: str) -> None:
    panel = 540
    for item in drawn(name).iter(f"{SVG}text"):
        wide, x = width(item.text or "", float(item.attrib["font-size"])), float(item.attrib["x"])
        left = x - {"middle": wide / 2, "end": wide}.get(item.get("text-anchor", ""), 0)
        assert left >= 0, item.text
        assert left + wide <= panel, item.text


def test_what_the_model_gets_must_find_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def more() -> Iterator[Ends]:
        yield from all_ends()
        yield Ends("Meeting", "PAYS", "Funding")

    monkeypatch.setattr(graph_picture, "all_ends", more)
    with pytest.raises(Unplaced, match="Meeting - Funding"):
        pictures()


def test_a_new_label_must_find_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_picture, "LABELS", {**LABELS, "new": "New"})
    with pytest.raises(Unplaced, match="New"):
        pictures()
