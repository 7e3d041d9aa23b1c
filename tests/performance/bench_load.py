"""Loading: read, validate and store the whole set, against csv.reader and executemany on the same files."""

from __future__ import annotations

from .measure import Figure
from .workspace import Workspace


def run(workspace: Workspace) -> list[Figure]:
    """Seconds for one load into an empty store."""
    scale = workspace.scale
    workspace.folder(scale)
    workspace.raw(scale)
    workspace.store(scale)
    note = f"{workspace.rows[scale]} rijen; kaal = csv.reader en executemany zonder controle"
    target = 12.0 if scale == 1 else None
    return [Figure("laden", workspace.load_seconds[scale], "s", target, workspace.raw_seconds[scale], note)]
