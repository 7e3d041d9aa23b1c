"""REQUIRE turns the skip of a marked test into a failure, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).parents[1] / "conftest.py"

MARKED = """
import pytest

@pytest.mark.browser
def test_marked(): pytest.skip("geen Chromium")

def test_unmarked(): pytest.skip("andere reden")

@pytest.mark.browser
@pytest.mark.xfail(reason="bekend")
def test_expected_failure(): assert False
"""

WHOLE_MODULE = """
import pytest
pytest.importorskip("een_pakket_dat_niet_bestaat")
pytestmark = pytest.mark.neo4j
def test_never_reached(): pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("REQUIRE", raising=False)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n    neo4j: m\n    browser: m\n")
    return pytester


def test_a_skip_is_a_skip_without_require(project: pytest.Pytester) -> None:
    project.makepyfile(MARKED)
    project.runpytest_inprocess().assert_outcomes(skipped=2, xfailed=1)


def test_a_required_marker_may_not_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE", "neo4j, browser")
    project.makepyfile(MARKED)
    result = project.runpytest_inprocess()
    result.assert_outcomes(failed=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["*REQUIRE=browser verbiedt overslaan*geen Chromium*"])


def test_a_marker_that_is_not_required_may_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE", "neo4j")
    project.makepyfile(MARKED)
    project.runpytest_inprocess().assert_outcomes(skipped=2, xfailed=1)


def test_a_required_module_may_not_skip_itself(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    project.makepyfile(WHOLE_MODULE)
    project.runpytest_inprocess().assert_outcomes(skipped=1)
    monkeypatch.setenv("REQUIRE", "neo4j")
    project.runpytest_inprocess().assert_outcomes(errors=1)


def test_an_unknown_name_in_require_is_refused(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE", "neo5j")
    result = project.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
