"""The lines and their groups: all tests of one line run in one xdist worker, as one of them wipes the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.neo4j_server.lines import LINES, line_of

_SUITE = """
import os
from pathlib import Path
import pytest
from tests.neo4j_server.lines import ON_EVERY_LINE

@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_one(line, number):
    Path(f"{line} {os.environ['PYTEST_XDIST_WORKER']} {number}").touch()
"""


def test_all_tests_of_a_line_run_in_one_worker(tmp_path):
    # pytest-xdist 3.8 silently groups nothing with pytest 9.2: pytest-xdist#1386.
    (tmp_path / "test_suite.py").write_text(_SUITE, encoding="utf-8")
    run = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-q"]
    root = str(Path(__file__).parents[2])
    done = subprocess.run(run, cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, check=False)
    seen = [path.name.split() for path in tmp_path.iterdir() if path.name[0].isdigit()]
    assert len(seen) == 4 * len(LINES), done.stdout
    assert len({worker for line, worker, _ in seen if line == LINES[0]}) == 1
    assert len({worker for line, worker, _ in seen if line == LINES[1]}) == 1


@pytest.mark.parametrize(
    ("version", "line"),
    [("5.26.17", "5.26"), ("5.26", "5.26"), ("2026.09.0", "2026"), ("5.25.1", None), ("2025.01.0", None), ("20260.1", None)],
)
def test_the_line_of_a_version(version, line):
    assert line_of(version) == line
