"""The Neo4j lines that Dekkend supports: the one place where their versions are pinned."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Release:
    """One tested release of a line: its version on Maven Central, its container image, and the Java majors it runs on."""

    version: str
    image: str
    javas: tuple[int, ...]
    java_options: tuple[str, ...] = ()


RELEASES = {
    "5.26": Release("5.26.17", "neo4j:5.26-community", (17, 21)),
    "2026": Release("2026.09.0", "neo4j:2026.09-community", (25,), ("--enable-native-access=ALL-UNNAMED",)),
}
LINES = tuple(RELEASES)


def marks(line: str) -> list[pytest.MarkDecorator]:
    """What a test on the shared server of this line carries: REQUIRE knows it, and one xdist worker has them all."""
    return [pytest.mark.neo4j, pytest.mark.xdist_group(f"neo4j-{line}")]


ON_EVERY_LINE = [pytest.param(line, id=f"neo4j-{line}", marks=marks(line)) for line in LINES]


def line_of(version: str) -> str | None:
    """The line of a version that a server tells ("5.26.3" -> "5.26"), or None for one that Dekkend does not test."""
    return next((line for line in LINES if version == line or version.startswith(f"{line}.")), None)
