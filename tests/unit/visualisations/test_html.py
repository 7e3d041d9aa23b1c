"""The page: one file, nothing fetched, nothing from the data can run, the same in a table."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser

from graph.projection import Projection
from tests.unit.visualisations.region import DAY, HOSTILE
from visualisations import MapPayload, MapSpec, draw, render
from visualisations.html import vis_network
from visualisations.palette import COLOURS, INK, LANE, MUTED, PAPER
from visualisations.text import clean

SAFE_TAGS = set("""
html head meta title link style body a header p h1 h2 span strong details summary ul li main section div label input button
svg g defs marker path rect circle text desc aside table caption thead tbody tr th td b script dl dt dd
""".split())


class Reader(HTMLParser):
    """Reads a page the way a browser does: elements with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.cells: list[str] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open = (tag, dict(attrs))
            self.raw.append((*self._open, ""))
        if tag in ("td", "th"):
            self.cells.append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, attrs, text = self.raw[-1]
            self.raw[-1] = (tag, attrs, text + data)
        elif self._cell:
            self.cells[-1] += data


def page(payload: MapPayload) -> str:
    return render(payload, "html").decode()


def data_of(reader: Reader) -> dict:
    return json.loads(next(text for _, attrs, text in reader.raw if attrs.get("type") == "application/json"))


def policy_of(reader: Reader) -> dict[str, list[str]]:
    content = next(attrs["content"] for tag, attrs in reader.elements
                   if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy")
    return {words[0]: words[1:] for part in (content or "").split(";") if (words := part.split())}


def test_the_policy_allows_exactly_what_stands_in_the_page(maps: dict[str, MapPayload]):
    reader = Reader(page(maps["regio"]))
    policy = policy_of(reader)
    assert policy["default-src"] == ["'none'"]
    assert "unsafe" not in json.dumps(policy)
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = [text for found, attrs, text in reader.raw if found == tag and "type" not in attrs]
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]
        assert policy[directive] == hashes
        assert texts
    # The policy has to stand before anything that it governs.
    tags = [tag for tag, _ in reader.elements]
    assert tags.index("meta") < tags.index("style") < tags.index("script")
    # A browser hashes what it reads, and it reads CRLF as LF.
    assert "\r" not in page(maps["regio"])


def references(reader: Reader) -> Iterator[str]:
    for tag, attrs in reader.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href", "background"):
            if attrs.get(name):
                yield f"{tag} {name}={attrs[name]}"


def test_nothing_is_fetched(maps: dict[str, MapPayload]):
    for payload in maps.values():
        reader = Reader(page(payload))
        assert set(references(reader)) == {"a href=#tabellen", "link href=data:,"}
        style = next(text for tag, _, text in reader.raw if tag == "style")
        assert "url(" not in style
        assert "@import" not in style
        assert "fetch(" not in reader.raw[-1][2]


def test_hostile_names_are_text_and_nothing_else(evil_maps: dict[str, MapPayload]):
    for name, payload in evil_maps.items():
        text = page(payload)
        reader = Reader(text)
        assert {tag for tag, _ in reader.elements} <= SAFE_TAGS, name
        assert not any(attribute.startswith("on") for _, attrs in reader.elements for attribute in attrs), name
        assert sum(tag == "script" for tag, _ in reader.elements) == 3
        assert len(re.findall(r"</script", text, re.IGNORECASE)) == 3
        assert not set("\u202e\u2066\u200f\u2028") & set(text)
        data = next(found for _, attrs, found in reader.raw if attrs.get("type") == "application/json")
        assert not set("<>&") & set(data)
        names = [node.label for node in payload.nodes]
        assert all(name in reader.cells for name in names)


def test_the_full_name_stands_in_the_table(evil: Projection):
    payload = draw(evil, MapSpec("regio"), DAY)
    reader = Reader(page(payload))
    names = {node.label for node in payload.nodes}
    assert names <= set(reader.cells)
    assert any(clean(HOSTILE["lang"]) in name for name in names)
    assert any(HOSTILE["einde"] in name for name in names)
    # A name that looks like a template is not one.
    whole = page(draw(evil, MapSpec("gebieden"), DAY))
    assert clean(HOSTILE["sjabloon"]) in " ".join(Reader(whole).cells)


def test_table_and_picture_show_the_same(maps: dict[str, MapPayload]):
    for payload in maps.values():
        text = page(payload)
        reader = Reader(text)
        data = data_of(reader)
        ids = [attrs["data-id"] for tag, attrs in reader.elements if "data-id" in attrs]
        assert ids == [node["id"] for node in data["nodes"]] == [node.id for node in payload.nodes]
        assert [(edge["from"], edge["to"]) for edge in data["edges"]] == [(edge.source, edge.target) for edge in payload.edges]
        rows = sum(tag == "tr" for tag, _ in reader.elements)
        assert rows == len(payload.nodes) + len(payload.edges) + 2
        # Without JavaScript, and on paper, the drawing is there.
        assert text.count("<title>") >= len(payload.nodes) + 1


def test_the_page_says_what_it_is_of(maps: dict[str, MapPayload]):
    text = page(maps["regio"])
    assert '<html lang="nl">' in text
    for words in ("Proefregio", "peildatum 15 november 2026", "revisie 7", "voorbeelddata (fictief)", "Legenda",
                  "3 van 4 organisaties", "9 gebieden, samengevouwen",
                  "Niet getekend: 1 organisatie, want die is niet geldig op de peildatum."):
        assert words in text, words


def test_vis_network_keeps_its_licence():
    assert "@license" in vis_network()[:1500]
    assert "Apache 2.0" in vis_network()[:1500]


def test_pyvis_is_only_imported_when_a_page_is_made():
    code = "import visualisations, sys; print([name for name in ('pyvis', 'IPython') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def luminance(colour: str) -> float:
    parts = [int(colour[at: at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_has_contrast():
    for name, (dark, tint) in COLOURS.items():
        assert min(contrast(dark, tint), contrast(dark, PAPER), contrast(dark, LANE), contrast(INK, tint)) >= 4.5, name
    assert min(contrast(MUTED, PAPER), contrast(MUTED, LANE), contrast(INK, LANE)) >= 4.5
