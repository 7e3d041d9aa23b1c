"""Who has which role, cell by cell, worked out by hand; and the same as the rules about roles on generated books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.gaps import Report, Request
from graph.gaps.context import Context
from graph.raci import NOBODY, RACI, Cell, Group, role_groups
from schema.schemes import built_in
from tests.property.engine import projection_of
from tests.property.workbooks import seeded_case
from tests.unit.graph.small_region import DAY, REGION, projected

Rows = list[dict[str, str]]
MORE = [*REGION["organisaties"], {"id": "po", "naam": "SWV PO", "soort": "SWV_PO"}, {"id": "vo", "naam": "SWV VO", "soort": "SWV_VO"}]


@contextmanager
def groups(*claims: dict[str, str], area: str = "gm2", phase: str | None = None, concepts: Rows | None = None) -> Iterator[list[Group]]:
    rows = {**REGION, "organisaties": MORE, "verantwoordelijkheden": [{"rol": "REGIE_CASUS", **claim} for claim in claims],
            **({"begrippen": concepts} if concepts else {})}
    with projected(rows) as projection:
        context = Context(projection.at(DAY))
        yield role_groups(context.moment, context.claims, area, context.moment.profiles, phase)


def cell(group: Group, role: str = "REGIE_CASUS") -> Cell:
    return next(cell for cell in group.cells if cell.role == role)


def test_every_built_in_role_has_a_letter() -> None:
    assert set(RACI) == set(built_in().scheme("rol").concepts)


def test_one_organisation_has_the_role_and_nobody_the_others() -> None:
    with groups({"organisatie": "o1", "status": "VASTGESTELD"}) as (group,):
        assert group.profiles == ("p1", "p2")
        assert [each.role for each in group.cells] == list(RACI)
        mine = cell(group)
        assert (mine.state, mine.holders, mine.gap, mine.conflict, mine.raci) == ("EEN", ("o1",), False, False, "A")
        assert {each.state for each in group.cells if each.role != "REGIE_CASUS"} == {NOBODY}
        assert cell(group, "FINANCIERING").raci == "A/R"


def test_two_that_should_be_one_conflict_and_two_that_may_be_there_do_not() -> None:
    both = [{"organisatie": id, "rol": role} for id in ("o1", "o2") for role in ("REGIE_PROCES", "ADVIES")]
    with groups(*both) as (group,):
        assert (cell(group, "REGIE_PROCES").overlapping, cell(group, "REGIE_PROCES").conflict) == (("o1", "o2"), True)
        assert (cell(group, "ADVIES").state, cell(group, "ADVIES").overlapping, cell(group, "ADVIES").conflict) == ("MEER", (), False)


def test_a_disputed_claim_is_a_conflict_also_of_one() -> None:
    with groups({"organisatie": "o1", "status": "BETWIST"}) as (group,):
        assert (cell(group).state, cell(group).disputed, cell(group).conflict, cell(group).overlapping) == ("EEN", True, True, ())


@pytest.mark.parametrize(("limit", "state"), [
    ({"arrangement": "a2"}, "DEELS"), ({"fase": "ZOA"}, "DEELS"), ({"toegang": "TLV_LAAG"}, "DEELS"), ({"gebied": "pc1"}, "DEELS"),
    ({"gebied": "swv"}, "EEN"), ({"gebied": "gm1"}, "NIEMAND"), ({"geldig_tot": "2020"}, "NIEMAND"), ({}, "EEN"),
])
def test_what_limits_a_claim(limit: dict[str, str], state: str) -> None:
    with groups({"organisatie": "o1", **limit}) as (group,):
        assert cell(group).state == state
        assert cell(group).gap == (state != "EEN")


def test_an_arrangement_that_does_not_serve_the_area_or_has_stopped_is_left_out() -> None:
    claims = [{"organisatie": "o1", "arrangement": "a1"}, {"organisatie": "o2", "arrangement": "a2"}]
    with groups(*claims, area="pc2") as (group,):
        assert [held.claim.values["arrangement"] for held in cell(group).held] == ["a2"]


def test_profiles_with_the_same_claims_stand_together() -> None:
    with groups({"organisatie": "o1"}, {"organisatie": "o2", "profiel": "p2"}) as found:
        assert [(group.profiles, cell(group).holders) for group in found] == [(("p1",), ("o1",)), (("p2",), ("o1", "o2"))]


def test_a_phase_counts_its_own_claims_as_whole_and_leaves_out_others() -> None:
    claims = [{"organisatie": "o1", "fase": "ZOA"}, {"organisatie": "o2", "fase": "UITVAL"}, {"organisatie": "o2"}]
    with groups(*claims) as (group,):
        assert (cell(group).holders, len(cell(group).held)) == (("o2",), 3)
    with groups(*claims, phase="ZOA") as (group,):
        assert (cell(group).holders, len(cell(group).held), cell(group).overlapping) == (("o1", "o2"), 2, ("o1", "o2"))


@pytest.mark.parametrize(("decisions", "together"), [
    ((("o1", "TLV_LAAG"), ("o2", "TLV_HOOG")), ()),
    ((("o1", "TLV_LAAG"), ("o2", "TLV_LAAG")), ("o1", "o2")),
    ((("o1", "TLV_LAAG"), ("o2", "")), ("o1", "o2")),
    ((("o1", ""), ("o2", "")), ("o1", "o2")),
    # One partnership decides for primary and the other for secondary education.
    ((("po", "TLV_LAAG"), ("vo", "TLV_LAAG")), ()),
    ((("po", "TLV_LAAG"), ("vo", "TLV_LAAG"), ("o1", "TLV_LAAG")), ("o1", "po", "vo")),
])
def test_each_decision_on_access_has_one_owner(decisions: tuple[tuple[str, str], ...], together: tuple[str, ...]) -> None:
    with groups(*({"organisatie": id, "rol": "TOEGANGSBESLUIT", "toegang": code} for id, code in decisions)) as (group,):
        assert tuple(sorted(cell(group, "TOEGANGSBESLUIT").overlapping)) == together
        assert not cell(group, "TOEGANGSBESLUIT").gap


def test_a_role_of_the_region_itself_has_the_letter_of_what_it_falls_under() -> None:
    own = [{"as": "rol", "code": "MEEDENKER", "label": "Meedenker", "bovenliggend": "ADVIES"},
           {"as": "rol", "code": "SPONSOR", "label": "Sponsor"}]
    with groups({"organisatie": "o1", "rol": "MEEDENKER"}, {"organisatie": "o1", "rol": "SPONSOR"}, concepts=own) as (group,):
        assert [(cell(group, role).raci, cell(group, role).state) for role in ("MEEDENKER", "SPONSOR")] == [("C", "EEN"), ("", "EEN")]


def test_on_generated_books_the_cells_are_what_the_rules_about_roles_say() -> None:
    roles = [role for role in RACI if role != "TOEGANGSBESLUIT"]
    seen: Counter[str] = Counter()
    for seed in range(300, 360):
        case = seeded_case(seed)
        kind = (("gebiedssoort", case.params.area_kind),) if case.params.area_kind else ()
        report = Report(projection_of(case.book), Request(case.d, ("REGIELEEMTE", "REGIE_OVERLAP"),
                                                          parameters=(("rollen", ",".join(roles)), *kind)))
        if not report.outcome("REGIELEEMTE").computed:
            continue
        moment, claims = report.context.moment, report.context.claims
        found = {"REGIELEEMTE": set(), "REGIE_OVERLAP": set()}
        for area in moment.analysis:
            for group in role_groups(moment, claims, area, moment.profiles):
                for each in group.cells:
                    seen[each.state] += 1
                    keys = {(profile, area, each.role) for profile in group.profiles if each.role in roles}
                    if each.gap:
                        found["REGIELEEMTE"] |= keys
                    if each.state == "MEER":
                        found["REGIE_OVERLAP"] |= keys
        for rule, mine in found.items():
            assert mine == {(item.subject["profiel"], item.subject["gebied"], item.subject["rol"])
                            for item in report.outcome(rule).findings}, (seed, rule)
    assert min(seen[state] for state in ("NIEMAND", "DEELS", "EEN", "MEER")) > 5, seen
