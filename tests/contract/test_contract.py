"""Every case in `cases/` on every store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import Store
from tests.contract.steps import check, run

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, store: Store) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    check(case)
    run(case, store)
