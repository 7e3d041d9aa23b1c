"""The difference between two lists and its causes, on regions in which everything can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import pytest

from graph.differences import CHANGED, NEW, RETIRED, DateEvent, Differences, GapDifference, Passed, Proof, Reason, RecordChange
from graph.gaps import Report, Request
from graph.gaps.compare import Direction
from tests.unit.graph.small_region import DAY, REGION, projected

Rows = list[dict[str, str]]
PROFILE: Rows = [{"id": "p1", "naam": "Autisme", "leeftijd_van": "12", "leeftijd_tot": "13", "behoefte": "AUTISME"}]
NONE = "GEEN_AANBOD|profiel=p1|gebied=gm1"
OTHER: Rows = [{"id": "z", "naam": "Iets anders", "soort": "OZA", "gebieden": "pc2", "leeftijd_van": "4", "leeftijd_tot": "5"}]


def provision(id: str, low: int = 12, high: int = 13, **more: str) -> dict[str, str]:
    return {"id": id, "naam": id.upper(), "soort": "OZA", "gebieden": "gm1", "leeftijd_van": str(low), "leeftijd_tot": str(high),
            "behoefte": "AUTISME", **more}


@contextmanager
def between(before: dict[str, Rows], after: dict[str, Rows] | None = None, day: date = DAY, until: date | None = None,
            rules: tuple[str, ...] = ("GEEN_AANBOD",), most: int | None = None) -> Iterator[Differences]:
    """The difference between REGION with some sheets replaced and the same with others."""
    with ExitStack() as stack:
        was = stack.enter_context(projected({**REGION, "profielen": PROFILE, "arrangementen": OTHER, **before}))
        now = was if after is None else stack.enter_context(projected({**REGION, "profielen": PROFILE, "arrangementen": OTHER, **after}))
        yield Differences(Report(was, Request(day, rules)), Report(now, Request(until or day, rules)), {}, most)


def offers(*rows: dict[str, str]) -> dict[str, Rows]:
    return {"arrangementen": [*OTHER, *rows]}


def only(differences: Differences, id: str = NONE) -> tuple[GapDifference, Reason]:
    [difference] = [each for each in differences.gaps if each.id == id]
    [reason] = differences.reasons(difference)
    return difference, reason


def told(reason: Reason) -> tuple[Proof, list[Any]]:
    """The proof, and for each cause its id, or (id, ids of what comes along)."""
    return reason.proof, [(cause.step.id, [step.id for step in cause.along]) if cause.along else cause.step.id for cause in reason.causes]


def test_one_change_did_it() -> None:
    with between(offers(provision("a", 12, 12), provision("b", 4, 5)), offers(provision("a"), provision("b", 4, 6))) as found:
        difference, reason = only(found)
        assert (difference.before is not None, difference.after) == (True, None)
        assert told(reason) == (Proof.ALONE, ["a"])
        assert reason.candidates == 2
        step = reason.causes[0].step
        assert isinstance(step, RecordChange)
        assert (step.what, step.columns) == (CHANGED, ("leeftijd_tot",))


def test_fewer_ages_is_a_change_with_a_direction() -> None:
    with between({}, offers(provision("a", 12, 12))) as found:
        difference, reason = only(found)
        assert difference.before
        assert difference.after
        assert (difference.before.ages, difference.after.ages, difference.direction) == ((12, 13), (13,), Direction.BETTER)
        assert told(reason) == (Proof.ALONE, ["a"])


def test_of_two_changes_each_enough_neither_is_needed() -> None:
    with between({}, offers(provision("a"), provision("b"), provision("c", 4, 5))) as found:
        assert told(only(found)[1]) == (Proof.EACH_ENOUGH, ["a", "b"])


def test_two_changes_that_both_had_to_happen() -> None:
    stopped = [provision(id, instroom="GESTOPT") for id in "ab"]
    with between(offers(provision("a"), provision("b")), offers(*stopped)) as found:
        difference, reason = only(found)
        assert difference.before is None
        assert told(reason) == (Proof.EACH_NEEDED, ["a", "b"])


def test_two_changes_that_only_together_did_it() -> None:
    with between({}, offers(provision("a", 12, 12), provision("b", 13, 13), provision("c", 4, 5))) as found:
        assert told(only(found)[1]) == (Proof.TOGETHER, ["a", "b"])


def test_a_new_record_goes_with_the_new_records_that_refer_to_it() -> None:
    claims = [{"organisatie": "o1", "rol": "FINANCIERING", "arrangement": id} for id in "za"]
    with between({"verantwoordelijkheden": claims[:1]}, {**offers(provision("a")), "verantwoordelijkheden": claims},
                 rules=("ROL_ONTBREEKT",)) as found:
        _, reason = only(found, "ROL_ONTBREEKT|arrangement=a|rol=UITVOERING")
        assert told(reason) == (Proof.ALONE, [("a", ["o1~FINANCIERING~a~~~~~"])])


def test_the_row_by_which_a_rule_can_be_computed_is_the_cause() -> None:
    claim = {"organisatie": "o1", "rol": "FINANCIERING", "arrangement": "z"}
    with between({}, {"verantwoordelijkheden": [claim]}, rules=("ROL_ONTBREEKT",)) as found:
        assert found.comparisons["ROL_ONTBREEKT"].before.reason
        assert told(only(found, "ROL_ONTBREEKT|arrangement=z|rol=UITVOERING")[1]) == (Proof.ALONE, ["o1~FINANCIERING~z~~~~~"])


def test_a_retired_record_comes_back_with_the_retired_records_that_it_refers_to() -> None:
    before = {**offers(provision("a", aanbieder="o3")),
              "organisaties": [*REGION["organisaties"], {"id": "o3", "naam": "Derde", "soort": "SCHOOLBESTUUR"}]}
    with between(before, {}) as found:
        assert [(change.id, change.what) for change in found.records] == [("o3", RETIRED), ("a", RETIRED)]
        difference, reason = only(found)
        assert difference.before is None
        assert told(reason) == (Proof.ALONE, [("a", ["o3"])])


def test_a_change_that_has_nothing_to_do_with_it_is_no_cause() -> None:
    after = {**offers(provision("a")), "organisaties": [{**row, "naam": "Andere naam"} for row in REGION["organisaties"]]}
    with between({}, after) as found:
        _, reason = only(found)
        assert (told(reason), reason.candidates) == ((Proof.ALONE, ["a"]), 1)
        assert [(change.kind, change.what) for change in found.records] == [
            ("organisation", CHANGED), ("organisation", CHANGED), ("arrangement", NEW)]


def test_with_too_many_changes_nothing_is_claimed() -> None:
    with between({}, offers(provision("a"), provision("b", 4, 5)), most=1) as found:
        _, reason = only(found)
        assert (told(reason), reason.candidates) == ((Proof.NOT_SOUGHT, []), 2)


def test_half_of_a_rearrangement_that_would_be_a_circle_is_not_a_world() -> None:
    turned = [{**row, "bovenliggend": {"swv": "gm1", "gm1": ""}.get(row["id"], row.get("bovenliggend", ""))} for row in REGION["gebieden"]]
    with between(offers(provision("a")), {**offers(provision("a")), "gebieden": turned}, rules=("GRENSBREUK", "GEEN_AANBOD")) as found:
        assert {change.id for change in found.records} == {"swv", "gm1"}
        assert found.gaps
        for difference in found.gaps:
            for reason in found.reasons(difference):
                assert reason.proof in (Proof.ALONE, Proof.TOGETHER)


def test_what_ended_between_two_days() -> None:
    rows = offers(provision("a", geldig_tot="2026-12"), provision("b", 4, 5, geldig_tot="2026-12"))
    with between(rows, day=DAY, until=date(2027, 1, 1)) as found:
        difference, reason = only(found)
        assert difference.before is None
        assert told(reason) == (Proof.ALONE, ["a"])
        assert reason.by_day
        event = reason.causes[0].step
        assert isinstance(event, DateEvent)
        assert (event.passed, event.column, event.text, event.day) == (Passed.ENDED, "geldig_tot", "2026-12", date(2026, 12, 31))
        assert found.records == []
    with between(rows, day=DAY, until=date(2026, 12, 31)) as found:
        assert (found.gaps, found.events) == ([], [])


@pytest.mark.parametrize(("rule", "sheet", "row", "id", "until", "passed"), [
    ("GEEN_AANBOD", "arrangementen", provision("a", geldig_van="2027"), NONE, "2027-01-01", Passed.STARTED),
    ("VEROUDERD", "arrangementen", provision("a", bevestigd_op="2026-02"), "VEROUDERD|record=arrangement:a", "2027-02-01", Passed.AGED),
    ("EINDIGE_DEKKING", "arrangementen", provision("a", geldig_tot="2028-12-30"), "EINDIGE_DEKKING|profiel=p1|gebied=gm1", "2027-06-30",
     Passed.NEAR),
    ("AFSPRAAK_OPEN", "afspraken", {"id": "f", "omschrijving": "Bellen", "eigenaar": "o1", "deadline": "2027-03-01", "status": "OPEN"},
     "AFSPRAAK_OPEN|afspraak=f", "2027-03-02", Passed.OVERDUE),
])
def test_each_date_counts_from_its_own_day(rule: str, sheet: str, row: dict[str, str], id: str, until: str, passed: Passed) -> None:
    rows = offers(row) if sheet == "arrangementen" else {sheet: [row]}
    last = date.fromisoformat(until)
    with between(rows, until=date.fromordinal(last.toordinal() - 1), rules=(rule,)) as found:
        assert found.gaps == []
    with between(rows, until=last, rules=(rule,)) as found:
        _, reason = only(found, id)
        assert told(reason) == (Proof.ALONE, [row["id"]])
        assert isinstance(step := reason.causes[0].step, DateEvent)
        assert step.passed is passed


def test_when_no_date_can_be_proved_it_is_the_time_that_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.differences.legs.date_events", lambda *any: [])
    with between(offers(provision("a", geldig_tot="2026-12")), until=date(2027, 1, 1)) as found:
        assert told(only(found)[1]) == (Proof.TIME, [])


def test_other_records_and_another_day_are_told_one_after_the_other() -> None:
    with between(offers(provision("a")), offers(provision("a", 12, 12, geldig_tot="2026-12-31")), until=date(2027, 1, 1)) as found:
        [difference] = found.gaps
        assert (difference.before, difference.after and difference.after.ages) == (None, (12, 13))
        data, time = found.reasons(difference)
        assert [(told(reason), reason.by_day) for reason in (data, time)] == [((Proof.ALONE, ["a"]), False), ((Proof.ALONE, ["a"]), True)]


def test_the_same_twice_differs_in_nothing() -> None:
    with between(offers(provision("a")), offers(provision("a"))) as found:
        assert (found.gaps, found.records, found.events) == ([], [], [])
        assert all(each.same for each in found.comparisons.values())


def test_a_signal_grows_too_old() -> None:
    signals = [{"id": f"s{number}", "datum": f"2026-0{number}-01", "organisatie": f"o{1 + number % 2}", "profiel": "p1", "gebied": "gm1",
                "soort": "SIGNAAL"} for number in (1, 2, 3)]
    with between({"signalen": signals}, until=date(2027, 1, 15), rules=("SIGNAAL_ONGEBONDEN",)) as found:
        difference, reason = only(found, "SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm1")
        assert (difference.before is not None, difference.after) == (True, None)
        assert told(reason) == (Proof.ALONE, ["s1"])
