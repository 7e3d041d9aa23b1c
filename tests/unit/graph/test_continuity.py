"""When provisions end and coverage with them, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph.continuity import NEVER, Continuity, End
from graph.gaps.context import Context
from tests.unit.graph.small_region import DAY, projected, reported
from tests.unit.graph.test_rules_money import REPLACED, Rows, money, offer


def ends(offers: Rows, funding: Rows, bases: Rows | None = None) -> list[list[End]]:
    """What ends each provision."""
    with projected({**REPLACED, "arrangementen": offers, "financiering": funding, "rechtsgronden": bases or []}) as projection:
        context = Context(projection.at(DAY))
        return [list(context.continuity.ends(number)) for number in range(len(offers))]


def test_a_provision_ends_with_itself_with_its_legal_bases_and_with_the_money_of_each_component() -> None:
    bases = [{"id": "wet", "titel": "Wet", "geldig_tot": "2027", "status": "VERVALLEN"}, {"id": "open", "titel": "Open"}]
    offers = [offer("a", geldig_tot="2028-02", wettelijke_basis="wet; open"), offer("b")]
    (one, other) = ends(offers, [money("a", "ZORG", "STRUCTUREEL", geldig_tot="2027-03-01")], bases)
    assert one == [End("arrangement", ("a",), date(2028, 2, 29)), End("legal_basis", ("wet",), date(2027, 12, 31)),
                   End("funding", ("a~o1~JW_COLLECTIEF~ZORG~",), date(2027, 3, 1), component="ZORG")]
    assert other == []


@pytest.mark.parametrize(("rows", "day", "not_before"), [
    ([("PROJECT", "2027"), ("TIJDELIJK", "2028")], date(2028, 12, 31), None),
    ([("PROJECT", "2027"), ("PROJECT", "")], None, date(2027, 12, 31)),
    ([("TIJDELIJK", "")], None, None),
    ([("PROJECT", "2027"), ("AANVRAAG", ""), ("ONGEDEKT", "")], date(2027, 12, 31), None),
])
def test_a_component_ends_with_its_last_money(rows: list[tuple[str, str]], day: date | None, not_before: date | None) -> None:
    funding = [money("a", "ZORG", status, geldig_van=f"202{year}", geldig_tot=end) for year, (status, end) in enumerate(rows)]
    ((end,),) = ends([offer("a")], funding)
    assert (end.day, end.not_before) == (day, not_before)


@pytest.mark.parametrize("rows", [
    [("PROJECT", "2027"), ("STRUCTUREEL", "")],
    [("PROJECT", ""), ("STRUCTUREEL", "")],
    [("AANVRAAG", "2027"), ("ONGEDEKT", "2027")],
])
def test_money_that_never_ends_or_is_not_there_is_no_end(rows: list[tuple[str, str]]) -> None:
    funding = [money("a", "ZORG", status, geldig_van=f"202{year}", geldig_tot=end) for year, (status, end) in enumerate(rows)]
    assert ends([offer("a")], funding) == [[]]


def test_money_that_is_over_or_still_has_to_come_does_not_count() -> None:
    funding = [money("a", "ZORG", "PROJECT", geldig_van="2020", geldig_tot="2025"), money("a", "ZORG", "PROJECT", geldig_van="2027")]
    assert ends([offer("a")], funding) == [[]]


def test_the_first_end_of_a_provision_counts_known_or_not() -> None:
    offers = [offer("a", geldig_tot="2030"), offer("b"), offer("c", geldig_tot="2027")]
    funding = [money("a", "ZORG", "PROJECT", geldig_tot="2028"), money("c", "BSO", "PROJECT"),
               money("c", "ZORG", "PROJECT"), money("c", "ZORG", "PROJECT", geldig_van="2020", geldig_tot="2026-12-31")]
    with projected({**REPLACED, "arrangementen": offers, "financiering": funding}) as projection:
        continuity: Continuity = Context(projection.at(DAY)).continuity
    known, possible = continuity.days
    assert known.tolist() == [date(2028, 12, 31).toordinal(), NEVER, date(2027, 12, 31).toordinal()]
    assert possible.tolist() == [NEVER, NEVER, 0]
    assert continuity.certain(date(2028, 12, 30)).tolist() == [False, False, True]
    assert continuity.certain(date(2028, 12, 31)).tolist() == [True, False, True]
    assert continuity.soon(date(2026, 11, 22)).tolist() == [False, False, True]


def test_coverage_ends_per_age_and_where_the_supply_differs() -> None:
    offers = [offer("a", geldig_tot="2027", leeftijd_tot="12"), offer("b", gebieden="pc1", leeftijd_van="12"),
              offer("c", geldig_tot="2028", leeftijd_van="12")]
    with reported(replaced={**REPLACED, "arrangementen": offers}, rules=("EINDIGE_DEKKING",)) as report:
        found = report.context.coverage_ends.of("p1", "gm2")
    first, last = date(2027, 12, 31).toordinal(), date(2028, 12, 31).toordinal()
    assert {age: sorted(found[age]) for age in found} == {
        11: [(first, first, (0,))], 12: [(last, last, (0, 2)), (NEVER, NEVER, (0, 1, 2))], 13: [(last, last, (2,)), (NEVER, NEVER, (1, 2))]}
