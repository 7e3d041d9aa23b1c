"""What a store needs besides its address: who we are, and whom we trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Credentials:
    """Name and password for a server, and a PEM file with the certificates to trust (None: those of the system).

    The password never shows when this is printed.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    trusted: Path | None = None


NOBODY = Credentials()
"""For a store that asks no name, such as a file."""
