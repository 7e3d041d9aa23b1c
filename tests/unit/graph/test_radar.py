"""The radar of end dates: what ends when, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from graph.gaps import Report
from graph.radar import Ending, Loss, Radar
from schema.dates import months_before
from tests.unit.graph.small_region import DAY, reported
from tests.unit.graph.test_rules_money import REPLACED, Rows, money, offer


@contextmanager
def radar(offers: Rows, funding: Rows = (), months: int = 18, **replaced: Rows) -> Iterator[Radar]:  # type: ignore[assignment]
    rows = {**REPLACED, "arrangementen": offers, "financiering": list(funding), **replaced}
    with reported(replaced=rows, rules=("EINDIGE_DEKKING",)) as report:
        yield made(report, months)


def made(report: Report, months: int) -> Radar:
    return Radar(report.context.coverage_ends, months_before(DAY, -months))


def listing(found: Radar) -> list[Ending]:
    return [found[place] for place in range(len(found))]


def test_coverage_ends_with_the_last_provision_and_ages_that_end_alike_are_taken_together() -> None:
    # At 11 only the first fits, at 12 and 13 the second goes on longer.
    offers = [offer("a", gebieden="gm1", geldig_tot="2027-01"), offer("b", gebieden="gm1", leeftijd_van="12", geldig_tot="2027-06-30")]
    with radar(offers) as found:
        assert listing(found) == [Ending("p1", "gm1", (11,), date(2027, 1, 31), None, False),
                                  Ending("p1", "gm1", (12, 13), date(2027, 6, 30), None, False)]
        assert [(item.arrangement, [end.day for end in item.ends]) for item in found.told(found[1])[0]] == [
            ("a", [date(2027, 1, 31)]), ("b", [date(2027, 6, 30)])]
        assert found.losses == [Loss(date(2027, 1, 31), 1, 1), Loss(date(2027, 6, 30), 1, 1)]
        assert (found.certain, len(found)) == (2, 2)
    with radar(offers, months=7) as found:
        assert [ending.ages for ending in listing(found)] == [(11,)]


def test_an_age_between_that_goes_on_parts_a_run() -> None:
    offers = [offer("a", gebieden="gm1", geldig_tot="2027"), offer("b", gebieden="gm1", leeftijd_van="12", leeftijd_tot="12")]
    with radar(offers) as found:
        assert [ending.ages for ending in listing(found)] == [(11,), (13,)]


def test_what_has_no_date_is_kept_apart_and_may_still_be_known_to_come_not_before_a_day() -> None:
    offers = [offer("a", gebieden="gm1"), offer("b", gebieden="gm2"), offer("c", gebieden="gm2", geldig_tot="2027-03-01")]
    funding = [money("a", "ZORG", "PROJECT"), money("b", "ZORG", "TIJDELIJK")]
    with radar(offers, funding) as found:
        assert listing(found) == [Ending("p1", "gm1", (11, 12, 13), None, None, False),
                                  Ending("p1", "gm2", (11, 12, 13), None, date(2027, 3, 1), False)]
        assert (found.certain, found.losses) == (0, [])
        assert not found[0].certain
        stopping, partly = found.told(found[1])
        assert ([item.arrangement for item in stopping], partly) == (["c", "b"], False)


def test_what_ends_for_certain_may_end_sooner() -> None:
    with radar([offer("a", gebieden="gm1", geldig_tot="2027")], [money("a", "ZORG", "PROJECT")]) as found:
        assert listing(found) == [Ending("p1", "gm1", (11, 12, 13), date(2027, 12, 31), None, True)]


def test_a_part_of_the_area_ends_first() -> None:
    offers = [offer("a", gebieden="pc1", geldig_tot="2027"), offer("b", gebieden="pc2"), offer("c", gebieden="gm1", geldig_tot="2026-12")]
    with radar(offers) as found:
        assert listing(found) == [Ending("p1", "gm1", (11, 12, 13), date(2026, 12, 31), None, False),
                                  Ending("p1", "gm2", (11, 12, 13), date(2027, 12, 31), None, False)]
        assert [found.told(ending)[1] for ending in listing(found)] == [False, True]
        assert [item.arrangement for item in found.told(found[1])[0]] == ["a"]


def test_several_profiles_lose_their_last_option_on_one_day() -> None:
    people = [*REPLACED["profielen"], {"id": "p2", "naam": "Trauma", "leeftijd_van": "12", "leeftijd_tot": "12"}]
    with radar([offer("a", geldig_tot="2027-05-01")], profielen=people) as found:
        assert found.losses == [Loss(date(2027, 5, 1), 2, 4)]
        assert [(ending.profile, ending.area) for ending in listing(found)] == [("p1", "gm1"), ("p1", "gm2"), ("p2", "gm1"), ("p2", "gm2")]
        keys = [found.key(place) for place in range(4)]
        assert [found.after(key) for key in keys] == [1, 2, 3, 4]
        # Also after an ending that is gone by now.
        assert found.after((0, keys[0][1], "p1", "gm1b", 0)) == 1
        assert found.after((0, 0, "", "", 0)) == 0


def test_nothing_ends() -> None:
    with radar([offer("a"), offer("b", gebieden="gm1", geldig_tot="2027")]) as found:
        assert (len(found), found.losses) == (0, [])
    with radar([offer("a", geldig_tot="2027")], gebieden=[{"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE", "geldig_tot": "2020"},
                                                          {"id": "gm2", "naam": "Zuiderweg", "soort": "GEMEENTE"}]) as found:
        assert [ending.area for ending in listing(found)] == ["gm2"]
