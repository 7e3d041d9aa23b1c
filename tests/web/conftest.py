"""The one browser of the browser tests: Debian's Chromium, headless."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.chromium import CHROMIUM, launched


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A running browser."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is niet geïnstalleerd")
    if not CHROMIUM.exists():
        pytest.skip("Chromium staat niet op deze machine")
    with sync_api.sync_playwright() as play:
        running = launched(play)
        yield running
        running.close()
