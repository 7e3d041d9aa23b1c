"""Makes the screenshots in `docs/afbeeldingen` from the running example: `python -m tests.web.screenshots`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.api.site import AT, REGION
from tests.web.chromium import launched
from tests.web.test_pages_browser import serving

TARGET = Path(__file__).resolve().parents[2] / "docs" / "afbeeldingen"
SHOTS = {"lacunes": f"/lacunes?{AT}", "kaart": f"/kaart?blik=verwijspaden&{AT}"}


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, serving(Path(folder), REGION) as address, sync_playwright() as play:
        browser = launched(play)
        page = browser.new_page(viewport={"width": 1280, "height": 1500}, locale="nl-NL")
        for name, path in SHOTS.items():
            page.goto(address + path)
            page.screenshot(path=TARGET / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
