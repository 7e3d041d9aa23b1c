"""One example worked by hand, asked of the definition and of the engine."""

from __future__ import annotations

from typing import Protocol

import pytest

from .bruteforce import Params, Row, RuleResult, definition
from .engine import engine_report
from .small import D, book


class Ask(Protocol):
    """What one rule says of a small book on day D."""

    def __call__(self, rule: str, params: Params = ..., **sheets: list[Row]) -> RuleResult: ...


@pytest.fixture(params=["definition", "engine"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Both have to give the answer that was worked out by hand."""
    report = definition if request.param == "definition" else engine_report

    def asked(rule: str, params: Params = Params(), **sheets: list[Row]) -> RuleResult:  # noqa: B008
        return report(book(**sheets), D, params)[rule]

    return asked
