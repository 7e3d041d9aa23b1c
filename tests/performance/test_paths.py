"""The comparison with networkx compares: it passes on the engine's answers, and stops at another one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.performance import bench_paths, engine
from tests.performance.bench_paths import Asked, beside

STEPS = 4


@pytest.fixture(scope="module")
def questions() -> list[Asked]:
    rng = np.random.default_rng(1)
    moment, everybody = engine.dense_region(rng)
    ids = moment.projection["arrangement"].ids
    return [Asked(moment, everybody, (ids[start], ids[goal])) for start, goal in ((0, 1), (5, 5), (7, 30), (44, 2))]


def test_engine_and_networkx_find_the_same_paths(questions: list[Asked]) -> None:
    shortest, simple = beside("regio", questions, STEPS, None)
    assert shortest.baseline is not None
    assert simple.baseline is not None
    # Not only the one from 5 to 5, which takes no referral.
    assert sum(len(asked.simple(STEPS)) for asked in questions) > len(questions)


@pytest.mark.parametrize(("name", "wrong"), [("nx_shortest", 99), ("nx_simple", [])])
def test_another_answer_stops_the_benchmark(
        questions: list[Asked], monkeypatch: pytest.MonkeyPatch, name: str, wrong: object) -> None:
    monkeypatch.setattr(bench_paths, name, lambda *_: wrong)
    with pytest.raises(RuntimeError, match="networkx"):
        beside("regio", questions, STEPS, None)
