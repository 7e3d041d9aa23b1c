"""A Java of the right major, and a cache that holds a folder completely or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from tests.neo4j_server import artifacts
from tests.neo4j_server.artifacts import find_java, find_javac, java_major, server_jars
from tests.neo4j_server.cache import NoServer, cached
from tests.neo4j_server.lines import RELEASES


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dekkend-tests"


def command(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def java_home(folder: Path, version: str) -> Path:
    command(folder / "bin" / "java", f"echo 'openjdk version \"{version}\" 2026-01-20' >&2")
    return folder


def test_the_first_java_of_a_wanted_major(tmp_path, monkeypatch):
    old, new, newest = (java_home(tmp_path / v, v) for v in ("11.0.2", "17.0.15", "25"))
    monkeypatch.setattr(artifacts, "java_homes", lambda: iter([tmp_path / "none", old, new, newest]))
    assert [java_major(home / "bin" / "java") for home in (tmp_path, old, new, newest)] == [None, 11, 17, 25]
    assert find_java((17, 21)) == new / "bin" / "java"
    assert find_java((25,)) == newest / "bin" / "java"
    with pytest.raises(NoServer, match="geen Java 18 of 21 gevonden"):
        find_java((18, 21))


def test_a_compiler_must_know_java_17(tmp_path, monkeypatch):
    old, new = (java_home(tmp_path / v, v) for v in ("11.0.2", "17.0.15"))
    command(old / "bin" / "javac", "exit 0")
    monkeypatch.setattr(artifacts, "java_homes", lambda: iter([old, new]))
    with pytest.raises(NoServer, match="geen javac gevonden"):
        find_javac()
    assert find_java((17,)) == new / "bin" / "java"
    command(new / "bin" / "javac", "exit 0")
    assert find_javac() == new / "bin" / "javac"


def test_java_home_goes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(java_home(tmp_path, "25")))
    assert next(artifacts.java_homes()) == tmp_path


def test_a_folder_is_made_once_by_whoever_comes_first(cache):
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        sleep(0.1)
        (folder / "file").write_text("whole", encoding="utf-8")

    with ThreadPoolExecutor(4) as several:
        found = set(several.map(lambda _: cached("thing", make), range(4)))
    assert (found, len(made)) == ({cache / "thing"}, 1)
    assert (cache / "thing" / "file").read_text(encoding="utf-8") == "whole"


def test_a_failed_fetch_leaves_nothing_and_tells_why(cache, tmp_path, monkeypatch):
    fail = 'for a; do case $a in -DoutputDirectory=*) touch "${a#*=}/half.jar";; esac; done; echo "[ERROR] geen netwerk"; exit 1'
    monkeypatch.setenv("PATH", f"{command(tmp_path / 'bin' / 'mvn', fail).parent}:/usr/bin:/bin")
    with pytest.raises(NoServer, match=r"Maven kan Neo4j 5\.26\.17 niet ophalen: \[ERROR\] geen netwerk"):
        server_jars(RELEASES["5.26"])
    assert [path.name for path in cache.iterdir()] == ["neo4j-5.26.17.lock"]
    works = fail.replace("exit 1", "exit 0")
    command(tmp_path / "bin" / "mvn", works)
    assert [path.name for path in server_jars(RELEASES["5.26"]).iterdir()] == ["half.jar"]


def test_a_machine_without_maven_says_so(cache, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoServer, match="geen Maven"):
        server_jars(RELEASES["2026"])
    assert not (cache / "neo4j-2026.09.0").exists()
