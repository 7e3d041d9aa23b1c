"""Every case in `cases/` on every store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from tests.contract.steps import VERBS, check, run

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, store: Store) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    check(case)
    run(case, store)


def test_the_cases_use_every_word() -> None:
    steps = [step for path in CASES for step in json.loads(path.read_text(encoding="utf-8"))["steps"]]
    for verb, (arguments, aspects) in VERBS.items():
        mine = [step for step in steps if verb in step]
        assert {name for step in mine for name in step[verb]} == arguments, verb
        assert {name for step in mine for name in step["then"]} == aspects, verb


STEP = {"write": {"dataset": "a", "records": []}, "then": {"stored": True}}


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
