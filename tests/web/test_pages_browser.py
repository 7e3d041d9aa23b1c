"""The pages in a real browser: main tasks without JavaScript, accessibility, and nothing that leaves the machine."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import uvicorn

from api.app import create_app
from api.service import Service
from api.settings import Settings
from tests.api.site import AT, REGION, hostile_region

axe_module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is niet geïnstalleerd")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is niet geïnstalleerd")
expect = playwright.expect

pytestmark = pytest.mark.browser

BREAK = "/lacunes/" + quote("LEEFTIJDSBREUK|profiel=internaliserend-dagbehandeling|gebied=gm0537|leeftijd=13", safe="")
ORG = "/kaart?blik=organisatie&om=organisation:gemeente-0546"
PAGES = ("/", "/lacunes", BREAK, "/kaart?blik=gebieden", ORG, "/gegevens", "/bestaat-niet")


@contextmanager
def serving(folder: Path, region: Path | None) -> Iterator[str]:
    """The address of a site on a store in `folder`."""
    store = f"sqlite:///{folder / 'test.db'}"
    service = Service(store)
    if region:
        assert service.load(region).report
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(store=store), service), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        service.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("browser"), REGION) as address:
        yield address


class Watch:
    """What a page says and asks for while it is used."""

    def __init__(self, page: object) -> None:
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.dialogs: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))


def violations(page) -> list[str]:
    """What is wrong with a page in light and dark, at 320, 768 and 1440 pixels."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{page.url} {width}: te breed")
            for wrong in axe_module.Axe().run(page).response["violations"]:
                found.append(f"{page.url} {scheme} {width}: {wrong['id']} {[node['target'] for node in wrong['nodes']][:3]}")
    return found


def test_no_accessibility_violations_in_light_and_dark_at_any_width(browser, site: str) -> None:
    page = browser.new_context().new_page()
    found: list[str] = []
    for address in PAGES:
        page.goto(site + address)
        found += violations(page)
    page.context.close()
    assert not found, "\n".join(found)


def test_no_accessibility_violations_on_the_way_in(browser, tmp_path: Path) -> None:
    with serving(tmp_path, None) as address:
        page = browser.new_context().new_page()
        page.goto(address)
        found = violations(page)
        for age in ("zes", "6"):
            folder = tmp_path / age
            folder.mkdir()
            for path in REGION.glob("*.csv"):
                text = path.read_text(encoding="utf-8-sig").replace("met ambulante hulp;6;11", f"met ambulante hulp;{age};11")
                (folder / path.name).write_text(text, encoding="utf-8")
            page.goto(f"{address}/gegevens")
            page.get_by_label("Bestand (.xlsx)").set_input_files([str(path) for path in folder.iterdir()])
            page.get_by_role("button", name="Controleer het werkboek").click()
            found += violations(page)
        expect(page.get_by_role("button", name="Laad dit werkboek")).to_be_visible()
        page.context.close()
    assert not found, "\n".join(found)


def test_nothing_is_wrong_in_the_console_and_nothing_leaves_the_machine(browser, site: str) -> None:
    page = browser.new_context().new_page()
    watch = Watch(page)
    for address in PAGES[:-1]:
        page.goto(site + address, wait_until="networkidle")
    page.goto(site + ORG)
    page.get_by_text("Toon die kaart hier").click()
    page.frame_locator("iframe").locator("canvas").first.wait_for()
    page.goto(f"{site}/kaart/bestand.html?blik=gebieden", wait_until="networkidle")
    assert page.locator("canvas").count()
    page.context.close()
    assert watch.errors == []
    assert watch.hosts == {urlsplit(site).netloc}


def test_from_an_empty_store_to_a_gap_without_javascript(browser, tmp_path: Path) -> None:
    with serving(tmp_path, None) as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.get_by_role("button", name="Laad de voorbeeldregio").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hoe staat het continuüm ervoor?")
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Lacunes").click()
        page.get_by_label("Soort lacune").select_option(label="Aanbod stopt op een leeftijd")
        page.get_by_label("Gebied", exact=True).select_option(label="Katwijk")
        page.get_by_role("button", name="Toon de lijst").click()
        expect(page).to_have_url(re.compile(re.escape("regel=LEEFTIJDSBREUK")))
        expect(page).to_have_url(re.compile(re.escape("gebied=gm0537")))
        assert page.get_by_label("Gebied", exact=True).input_value() == "gm0537"
        with page.expect_download() as download:
            page.get_by_role("link", name="Download deze lijst als CSV").click()
        assert b"LEEFTIJDSBREUK" in Path(download.value.path()).read_bytes()
        page.get_by_role("link", name="In Katwijk stopt dagbehandeling met onderwijs na 12 jaar").click()
        expect(page.get_by_role("heading", name="Hoe zeker is dit?")).to_be_visible()
        expect(page.get_by_role("img", name="Kaart van deze lacune")).to_be_visible()
        page.get_by_role("link", name="Open deze lacune op de kaart").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Kaart")
        page.context.close()


def test_a_workbook_goes_in_without_javascript(browser, tmp_path: Path) -> None:
    with serving(tmp_path, REGION) as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{address}/gegevens")
        files = {path.name: path for path in sorted(REGION.glob("*.csv"))}
        changed = tmp_path / "profielen.csv"
        text = files["profielen.csv"].read_text(encoding="utf-8-sig")

        def check() -> None:
            page.get_by_label("Bestand (.xlsx)").set_input_files([str(path) for path in {**files, changed.name: changed}.values()])
            page.get_by_role("button", name="Controleer het werkboek").click()

        changed.write_text(text.replace("autisme-havo-vwo;Autisme op havo of vwo;12;", "autisme-havo-vwo;Autisme op havo of vwo;twaalf;"),
                           encoding="utf-8")
        check()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^1 fout in"))
        expect(page.get_by_role("cell", name="twaalf")).to_be_visible()
        page.get_by_role("link", name="Kies het verbeterde bestand").click()
        changed.write_text(text.replace("Autisme op havo of vwo", "Autisme op de havo"), encoding="utf-8")
        check()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wat er zou veranderen")
        page.get_by_role("button", name="Laad dit werkboek").click()
        expect(page.get_by_role("status")).to_contain_text("opgeslagen als revisie 2")
        page.context.close()


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(browser, site: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site}/lacunes")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav').getAttribute('aria-label')") == "Lijsten"
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.context.close()


def test_hostile_names_stay_names(browser, tmp_path: Path) -> None:
    with serving(tmp_path, hostile_region(tmp_path)) as address:
        page = browser.new_context().new_page()
        watch = Watch(page)
        for path in ("/", "/lacunes?lijst=alles&regel=AFSPRAAK_OPEN", BREAK, "/kaart", ORG, "/gegevens", "/kaart/plaatje.svg",
                     f"/kaart/bestand.html?blik=gebieden&{AT}"):
            page.goto(address + path, wait_until="networkidle")
            assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0, path
        page.context.close()
        assert watch.dialogs == []
        assert watch.errors == []
        assert watch.hosts == {urlsplit(address).netloc}


def test_on_paper_there_is_only_the_content(browser, site: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{site}/lacunes")
    page.emulate_media(media="print")
    assert page.get_by_role("navigation", name="Hoofdmenu").is_hidden()
    assert page.get_by_role("button", name="Toon de lijst").is_hidden()
    expect(page.get_by_text("voorbeelddata (fictief)")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.close()
