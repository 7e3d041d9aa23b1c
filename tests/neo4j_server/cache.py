"""A folder of this user that keeps what is slow to make: there completely or not at all, made by one process at a time."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path


class NoServer(Exception):
    """This machine cannot give a server; the text is the Dutch reason with which a test skips."""


def cached(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of the cache; when it is absent, `make` fills an empty folder that then takes its place."""
    root = user_cache_path("dekkend-tests")
    root.mkdir(parents=True, exist_ok=True)
    target = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=root) as scratch:
                fresh = Path(scratch) / "complete"
                fresh.mkdir()
                make(fresh)
                fresh.rename(target)
    return target
