"""Looking at many records at once finds the same references as looking at each."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.kinds import KINDS
from schema.references import pointed_to, references, refers_to
from schema.types import Field, Type

IDS = st.sampled_from(["gm1", "org-1", "x"])
CODES = st.sampled_from(["OZA", "GEMEENTE", "EIGEN_CODE", "AGRESSIE"])


def values_of(field: Field) -> st.SearchStrategy[Any]:
    if field.type is Type.EXCLUSION:
        return st.lists(st.builds("{}:{}".format, st.sampled_from(["behoefte", "eigen_as"]), CODES), min_size=1)
    one = CODES if field.type in (Type.CODE, Type.SHORT_CODE) else IDS
    return st.lists(one, min_size=1) | st.just(["*"]) if field.many else one


def records(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = {field.name: values_of(field) for field in KINDS[kind].fields}
    required = {"as": st.sampled_from(["behoefte", "eigen_as"])} if kind == "concept" else {}
    fields.pop("as", None)
    axes = {axis: st.lists(CODES, min_size=1) for axis in ("behoefte", "eigen_as")} if KINDS[kind].axes_after else {}
    return st.lists(st.fixed_dictionaries(required, optional={**fields, **axes}), max_size=5)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(list(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), records(kind))))
def test_many_at_once_is_the_same_as_one_by_one(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    kind, many = drawn
    expected = {(target, id) for values in many for _, target, id in references(kind, values)}
    assert {(target, id) for target, ids in pointed_to(kind, many).items() for id in ids} == expected
    assert {target for target, _ in expected} <= refers_to(kind)
