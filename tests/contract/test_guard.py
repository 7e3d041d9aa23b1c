"""No case may spare a store: not in the cases, not in the steps, not in what collects them."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.contract.steps import VERBS, check
from tests.contract.test_contract import CASES
from tests.neo4j_server.lines import LINES

HERE = Path(__file__).parent
STORES = {"sqlite", *(f"neo4j-{line}" for line in LINES)}
STEP = {"write": {"dataset": "a", "records": []}, "then": {"stored": True}}


def test_every_case_is_collected_once_for_every_store() -> None:
    """In a run of its own, because this one may have been asked for a part of the tests."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", str(HERE / "test_contract.py")]
    told = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=True).stdout
    collected = Counter(line.partition("::test_case[")[2].rstrip("]") for line in told.splitlines() if "::test_case[" in line)
    assert collected == Counter(f"{store}-{path.stem}" for store in STORES for path in CASES)
    assert {path.name for path in CASES} == {path.name for path in (HERE / "cases").iterdir()}


def test_nothing_that_runs_a_case_asks_which_store_it_has() -> None:
    for name in ("steps.py", "test_contract.py"):
        tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            words = [getattr(node, part, None) for part in ("id", "attr", "value", "name", "module", "arg")]
            text = " ".join(word for word in words if isinstance(word, str)).casefold()
            if not (isinstance(node, ast.Constant) and "\n" in text):  # a docstring
                for word in ("skip", "xfail", "sqlite", "neo4j", "usefixtures", "request", "__class__", "suppress"):
                    assert word not in text, f"{name}: {text}"
            assert not (isinstance(node, ast.ExceptHandler) and node.type is None)
    told = (HERE / "conftest.py").read_text(encoding="utf-8")
    assert not [word for word in ("skip", "xfail", "pytest_", "environ", "autouse") if word in told]


def test_the_cases_use_every_word() -> None:
    steps = [step for path in CASES for step in json.loads(path.read_text(encoding="utf-8"))["steps"]]
    for verb, (arguments, aspects) in VERBS.items():
        mine = [step for step in steps if verb in step]
        assert {name for step in mine for name in step[verb]} == arguments, verb
        assert {name for step in mine for name in step["then"]} == aspects, verb


@pytest.mark.parametrize("case", [
    {"says": "x", "steps": [STEP], "skip": "neo4j"},
    {"says": "x", "steps": [STEP], "stores": ["sqlite"]},
    {"says": "x", "steps": [{**STEP, "xfail": True}]},
    {"says": "x", "steps": [{**STEP, "only": "sqlite"}]},
    {"says": "x", "steps": [{"write": {**STEP["write"], "unless": "neo4j"}, "then": {"stored": True}}]},
    {"says": "x", "steps": [{"write": STEP["write"], "then": {"maybe": 1}}]},
    {"says": "x", "steps": [{"write": STEP["write"], "then": {}}]},
    {"says": "x", "steps": []},
    {"says": "", "steps": [STEP]},
])
def test_a_case_cannot_exempt_a_store_or_expect_nothing(case: dict[str, Any]) -> None:
    check({"says": "x", "steps": [STEP]})
    with pytest.raises(ValueError, match=r"."):
        check(case)
