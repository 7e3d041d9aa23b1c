"""The self-contained map file in a real browser: it asks for nothing, says no errors, draws, and runs nothing from the data."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.projection import Projection
from tests.unit.visualisations.conftest import specs
from tests.unit.visualisations.region import DAY, hostile, many, projected
from visualisations import MapSpec, draw, render

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is niet geïnstalleerd")

expect = playwright.expect

pytestmark = pytest.mark.browser

COLOURS_ON_CANVAS = """() => {
  const canvas = document.querySelector("#net canvas"), seen = new Set();
  const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  for (let at = 0; at < bytes.length; at += 4) if (bytes[at + 3]) seen.add((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]);
  return seen.size;
}"""


class Opened:
    """A map file in a page, with everything that it asked for and complained about."""

    def __init__(self, page: object, path: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=15_000)

    def assert_quiet(self) -> None:
        # The file itself and its empty icon; nothing else, from nowhere.
        assert [url for url in self.requests[1:] if url != "data:,"] == []
        assert self.complaints == []
        assert self.page.evaluate("typeof window.gehackt") == "undefined"


def written(projection: Projection, spec: MapSpec, folder: Path) -> Path:
    path = folder / f"{spec.view}.html"
    path.write_bytes(render(draw(projection, spec, DAY), "html"))
    return path


def drawn(page: object) -> bool:
    """Whether the canvas shows a picture, within a while: the first frame comes when the machine has time for it."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if page.evaluate(COLOURS_ON_CANVAS) > 20:
            return True
        page.wait_for_timeout(100)
    return False


def one_per_view(projection: Projection) -> list[MapSpec]:
    return list({spec.view: spec for spec in specs(projection).values()}.values())


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("which", ["gewoon", "vijandig"])
def test_every_map_opens_quietly_and_draws(browser: object, tmp_path: Path, which: str, width: int):
    projection = projected() if which == "gewoon" else hostile()
    for spec in one_per_view(projection):
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened = Opened(page, written(projection, spec, tmp_path))
        assert drawn(page), spec
        assert page.evaluate("document.documentElement.scrollWidth") <= width, spec
        expect(page.locator("#static")).to_be_hidden()
        # Over every card once: tooltips are text too.
        box = page.locator("#net").bounding_box()
        for step in range(1, 8):
            page.mouse.move(box["x"] + box["width"] * step / 8, box["y"] + box["height"] * step / 8)
        opened.assert_quiet()
        assert page.locator("#tip *:not(b):not(span)").count() == 0
        page.close()


def test_search_selects_and_tells(browser: object, tmp_path: Path):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened = Opened(page, written(projected(), MapSpec("verwijspaden"), tmp_path))
    page.get_by_label("Zoek op de kaart").fill("oever")
    expect(page.locator("#gevonden")).to_have_text("1 gevonden")
    page.keyboard.press("Enter")
    panel = page.locator("#gekozen")
    expect(panel.locator("h2").first).to_have_text("ZOA Oever")
    expect(panel).to_contain_text("Zorg voorliggend")
    # From neighbour to neighbour, by keyboard.
    panel.get_by_role("button", name="terugkeer → OZA De Brug").focus()
    page.keyboard.press("Enter")
    expect(panel.locator("h2").first).to_have_text("OZA De Brug")
    expect(page.locator("tr.chosen th")).to_have_text("OZA De Brug")
    page.locator("#net").focus()
    page.keyboard.press("Escape")
    expect(page.locator("tr.chosen")).to_have_count(0)
    opened.assert_quiet()
    page.close()


def test_choosing_something_hostile_shows_it_as_text(browser: object, tmp_path: Path):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened = Opened(page, written(hostile(), MapSpec("regio"), tmp_path))
    names = page.locator("#knopen th[scope=row] button")
    assert names.count() > 10
    for number in range(0, names.count(), 3):
        name = names.nth(number).inner_text()
        names.nth(number).click()
        expect(page.locator("#gekozen h2").first).to_have_text(name)
    assert page.locator("#gekozen").locator("script, img, b, iframe").count() == 0
    opened.assert_quiet()
    page.close()


def test_the_table_sorts_by_keyboard(browser: object, tmp_path: Path):
    page = browser.new_page()
    opened = Opened(page, written(projected(), MapSpec("regio"), tmp_path))
    page.locator("#knopen thead button", has_text="Naam").focus()
    page.keyboard.press("Enter")
    names = page.locator("#knopen th[scope=row]").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    assert page.locator("#knopen thead th").first.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert page.locator("#knopen th[scope=row]").all_inner_texts() == sorted(names, key=str.casefold, reverse=True)
    opened.assert_quiet()
    page.close()


def test_without_javascript_and_on_paper_there_is_a_drawing(browser: object, tmp_path: Path):
    path = written(projected(), MapSpec("verwijspaden"), tmp_path)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(path.as_uri())
    expect(plain.locator("#static svg")).to_be_visible()
    expect(plain.locator("#net")).to_be_hidden()
    expect(plain.locator("#tools")).to_be_hidden()
    assert plain.locator("#knopen tbody tr").count() == 5
    context.close()
    page = browser.new_page()
    Opened(page, path)
    page.emulate_media(media="print")
    expect(page.locator("#static svg")).to_be_visible()
    expect(page.locator("#net")).to_be_hidden()
    page.close()


def test_large_maps_open_too(browser: object, tmp_path: Path):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened = Opened(page, written(many(1500, 2500), MapSpec("verwijspaden"), tmp_path))
    page.get_by_role("button", name="Alles in beeld").click()
    page.wait_for_timeout(200)
    assert page.evaluate(COLOURS_ON_CANVAS) > 20
    opened.assert_quiet()
    page.close()


def test_the_page_has_no_accessibility_violations(browser: object, tmp_path: Path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is niet geïnstalleerd").Axe()
    projection = projected()
    for spec in one_per_view(projection):
        # axe is put into the page by the test, which the page's own policy would rightly refuse.
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(written(projection, spec, tmp_path).as_uri())
        page.wait_for_selector("html[data-ready]")
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()
