"""How the declarations of several datasets become one record (the contract cases say it from outside)."""

from __future__ import annotations

from itertools import permutations

from graph.store.merge import Claim, merge

A = Claim(1, "a", {"naam": "van a", "gebieden": ["gm1"], "lat": 1.0})
B = Claim(2, "b", {"naam": "van b", "gebieden": ["gm2", "gm3"], "website": "b.nl"})
C = Claim(2, "c", {"naam": "van a", "gebieden": ["gm1"], "website": "c.nl"})


def test_the_order_in_which_claims_are_given_does_not_matter() -> None:
    merged = [merge("organisation", "x", claims) for claims in permutations((A, B, C))]
    assert all(one == merged[0] for one in merged)
    assert merged[0].datasets == ("a", "b", "c")
    assert merged[0].values == {"naam": "van a", "gebieden": ["gm1", "gm2", "gm3"], "lat": 1.0, "website": "b.nl"}
    assert [(one.column, one.kept_by, one.other_by) for one in merged[0].differences] == [
        ("naam", "a", "b"), ("website", "b", "c")]


def test_merging_leaves_the_claims_as_they_were() -> None:
    merge("organisation", "x", [A, B])
    assert A.values == {"naam": "van a", "gebieden": ["gm1"], "lat": 1.0}


def test_an_interval_is_one_value_and_not_a_list() -> None:
    merged = merge("arrangement", "x", [Claim(1, "a", {"plekken": [1, 4]}), Claim(2, "b", {"plekken": [2, None]})])
    assert merged.values == {"plekken": [1, 4]}
    assert merged.differences[0].other == [2, None]
