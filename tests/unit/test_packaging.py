"""What holds for the tree as a whole: names, lock files, import directions, file sizes, the wheel."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("schema", "graph", "loaders", "visualisations", "api")
MAY_IMPORT = {
    "schema": {"schema"},
    "graph": {"schema", "graph"},
    "loaders": {"schema", "graph", "loaders"},
    "visualisations": {"schema", "graph", "visualisations"},
    "api": {"schema", "graph", "loaders", "visualisations", "api"},
}
OUR_NAMES = {*PACKAGES, "examples", "tests", "requirements"}
DRIVERS = {
    "sqlite3": re.compile(r"graph/store/sqlite\w*\.py"),
    "neo4j": re.compile(r"graph/store/neo4j\w*\.py"),
}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MAX_BYTES = 20_000
NOT_OURS = {"node_modules", "dist", "__pycache__"}


def files(folder: str, suffixes: set[str]) -> Iterator[Path]:
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in suffixes and path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


def imported(tree: ast.AST, own: str) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every import, also inside functions and by a literal import_module."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name.split(".")[0]) for alias in names)
            case ast.ImportFrom(level=0, module=str(module)):
                yield node.lineno, module.split(".")[0]
            case ast.ImportFrom():
                yield node.lineno, own
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                yield node.lineno, module.split(".")[0] or own


def wrong_imports(path: str, source: str) -> list[str]:
    """The imports of one file that break a rule; `path` is relative to the root, with slashes."""
    own = path.split("/")[0]
    wrong = []
    for line, name in imported(ast.parse(source), own):
        if name in OUR_NAMES and name not in MAY_IMPORT[own]:
            wrong.append(f"{path}:{line}: {own} may not import {name}")
        if name in DRIVERS and not DRIVERS[name].fullmatch(path):
            wrong.append(f"{path}:{line}: {name} belongs in {DRIVERS[name].pattern}")
    return wrong


def test_imports_go_one_way() -> None:
    sources = [path for package in PACKAGES for path in files(package, {".py"})]
    assert sources
    wrong = [
        problem
        for path in sources
        for problem in wrong_imports(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "source", "allowed"),
    [
        ("graph/matching.py", "from schema.types import Field", True),
        ("schema/types.py", "import graph.records", False),
        ("graph/dates.py", "def f():\n    from loaders import tables", False),
        ("loaders/export.py", "from visualisations.spec import MapSpec", False),
        ("visualisations/svg.py", "from loaders.tables import Table", False),
        ("visualisations/svg.py", "from . import spec", True),
        ("api/service.py", "import schema, graph, loaders, visualisations", True),
        ("api/service.py", "from tests.performance import generate", False),
        ("graph/gaps/rule.py", "import importlib\nimportlib.import_module('api.app')", False),
        ("graph/store/sqlite.py", "import sqlite3", True),
        ("graph/store/sqlite_schema.py", "import sqlite3", True),
        ("graph/store/open.py", "import sqlite3", False),
        ("api/service.py", "from sqlite3 import connect", False),
        ("graph/store/neo4j.py", "import neo4j", True),
        ("graph/store/neo4j_connection.py", "from neo4j.exceptions import AuthError", True),
        ("graph/store/sqlite.py", "import neo4j", False),
    ],
)
def test_the_import_rule_itself(path: str, source: str, allowed: bool) -> None:
    assert (wrong_imports(path, source) == []) is allowed


def test_no_dependency_claims_one_of_our_names() -> None:
    claims = set()
    for distribution in metadata.distributions():
        if (name := distribution.name.lower()) == "dekkend":
            continue
        for file in distribution.files or []:
            top = file.parts[0].removesuffix(".py")
            if top in OUR_NAMES:
                claims.add(f"{name} installs {top}")
    assert claims == set()


def pins(lock: Path) -> dict[str, str]:
    """Package -> its entry in the lock file: version, marker and hashes on one line."""
    entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return {entry.split("==")[0]: " ".join(entry.split()) for entry in entries if entry.strip()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_with_hashes_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-|#|\w+\s*@)", text.replace("    --hash=", ""), re.MULTILINE)
    for entry in pins(lock).values():
        assert re.fullmatch(r"[\w.-]+==[\w.!+-]+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+", entry), entry


def test_the_locks_agree() -> None:
    assert [lock.name for lock in LOCKS] == ["build.txt", "runtime.txt", "test.txt"]
    build, runtime, test = (pins(lock) for lock in LOCKS)
    assert {**build, **runtime}.items() <= test.items()


def test_every_declared_dependency_is_locked() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {
        "runtime.txt": declared["project"]["dependencies"],
        "build.txt": [*declared["build-system"]["requires"], *declared["dependency-groups"]["build"]],
        "test.txt": [line for line in declared["dependency-groups"]["test"] if isinstance(line, str)],
    }
    for lock, requirements in groups.items():
        locked = pins(ROOT / "requirements" / lock)
        names = {re.match(r"[\w.-]+", line)[0].lower() for line in requirements}
        assert names - locked.keys() == set(), lock


def test_no_source_file_is_too_long() -> None:
    folders = (*PACKAGES, "tests")
    sizes = {
        path.relative_to(ROOT).as_posix(): path.stat().st_size
        for folder in folders
        for path in files(folder, {".py", ".ts", ".html", ".css"})
    }
    assert {path: size for path, size in sizes.items() if size > MAX_BYTES} == {}


def tracked(folder: str) -> set[str]:
    """The files of one folder that belong to the project, as git sees them: committed or new, not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_carries_packages_data_and_examples(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("geen git-werkmap: welke bestanden bij het project horen is niet te zien")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("dekkend-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "dekkend = api.cli:main" in archive.read(entry_points).decode()
    expected = {name for package in PACKAGES for name in tracked(package)}
    expected |= {f"api/{name}" for name in tracked("examples")}
    assert any(name.endswith(".csv") and name.startswith("api/examples/") for name in expected)
    assert names == expected


def store_access(source: str) -> list[str]:
    """Where a resolver or page reaches for a store: `x.store`, or an import from graph.store of more than its errors."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "store":
            found.append(ast.unparse(node))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph.store"):
            found += [name.name for name in node.names if name.name not in {"StoreConflict", "StoreError", "StoreUnavailable"}]
    return found


def test_no_resolver_and_no_page_reaches_for_a_store() -> None:
    for folder in ("api/graphql", "api/web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            assert store_access(path.read_text(encoding="utf-8")) == [], path


def test_the_look_for_store_access_sees_it() -> None:
    assert store_access("from graph.store import open_store\ndef f(s): return s.store.revision()") == ["open_store", "s.store"]
