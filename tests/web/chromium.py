"""How Chromium is started, for the tests and for the screenshots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
# Without these a fresh Chromium keeps calling home, and runs as root only without its sandbox.
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync"]


def launched(play: Any) -> Any:
    """A headless browser of a started playwright; the caller closes it."""
    return play.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
