"""Every example in docs/graphql.md runs on the example region and answers with something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.api.graphql_site import Asker

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "graphql.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```graphql\n(.+?)```", TEXT, re.DOTALL)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 9


@pytest.mark.parametrize("document", EXAMPLES)
def test_example_answers(region: Asker, document: str) -> None:
    data = region.data(document)
    assert all(answer is not None for answer in data.values())
    assert not re.search(r'"nodes": \[\]', str(data).replace("'", '"'))


def test_every_error_code_is_documented() -> None:
    errors = (Path(__file__).resolve().parents[2] / "api" / "graphql" / "errors.py").read_text(encoding="utf-8")
    for code in re.findall(r'"([A-Z]+_[A-Z_]+|INTERNAL)"', errors):
        assert f"`{code}`" in TEXT, code
