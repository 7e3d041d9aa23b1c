"""Dutch for the words that the command line library says itself ("Usage", "Missing option" ...).

The library translates through gettext, so a catalogue is enough; it has to be bound before the library is imported.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "locale"


def bind() -> None:
    """Make Dutch the language of the command line, whatever the language of the machine."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(_FOLDER))


bind()
