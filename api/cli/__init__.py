"""The command line: `dekkend`."""

from __future__ import annotations

import api.cli.dutch  # noqa: F401  (binds the Dutch catalogue before typer reads its own words)

from api.cli.main import main  # isort: skip

__all__ = ["main"]
