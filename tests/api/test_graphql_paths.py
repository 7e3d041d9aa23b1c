"""Paths: there and back, each step with its neighbours, and where a path breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.graphql_site import DAY, Asker, asking, workbook
from tests.unit.graph.path_region import ARRANGEMENTS, REFERRALS, but
from tests.unit.graph.small_region import REGION

QUESTION = """
query($p:ID!,$a:ID!,$age:Int!,$from:ID,$to:ID,$n:Int!,$back:Boolean!,$first:Int!,$d:Date!){
  paths(profile:$p,area:$a,age:$age,from:$from,to:$to,maxSteps:$n,back:$back,date:$d){
    revision date profile{workbookId} area{workbookId} age question conclusion totalCount moreThanCounted notices
    unreachedCount stuckCount unreached{workbookId} stuck{workbookId}
    shortest{stepCount} broken{start{workbookId} obstacles steps{obstacles}}
    paths(first:$first){start{workbookId} end{workbookId} stepCount weeks{low high} unknownSteps leadTime desks{name} deskCount obstacles
      steps{referral{workbookId directionLabel} from{name} to{name} access{code label} decidedBy{name} weeks warmHandover
            enrolment{code label} sentence obstacles}}}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("paden")
    rows = {**REGION, "arrangementen": but(ARRANGEMENTS, {"id": "dag"}, leeftijd_tot="12"), "verwijspaden": REFERRALS}
    with asking(folder, workbook(folder / "regio", "Paden", **rows)) as asker:
        yield asker


def asked(asker: Asker, **changed: Any) -> dict[str, Any]:
    variables = {"p": "p1", "a": "gm2", "age": 12, "n": 6, "back": False, "first": 10, "d": DAY, **changed}
    found: dict[str, Any] = asker.data(QUESTION, **variables)["paths"]
    return found


def test_there_with_every_step(small: Asker) -> None:
    found = asked(small)
    assert found["conclusion"] == "Er is 1 weg van hoogstens 6 verwijzingen. De kortste telt 3 verwijzingen."
    assert (found["totalCount"], found["moreThanCounted"], found["shortest"], found["broken"]) == (1, False, {"stepCount": 3}, None)
    assert (found["date"], found["profile"], found["area"], found["age"], found["notices"]) == (
        DAY, {"workbookId": "p1"}, {"workbookId": "gm2"}, 12, [])
    (path,) = found["paths"]
    assert (path["start"], path["end"]) == ({"workbookId": "thuis"}, {"workbookId": "haven"})
    assert (path["weeks"], path["unknownSteps"], path["leadTime"]) == (
        {"low": 8, "high": None}, 1, "ten minste 8 weken; van één stap is het niet bekend")
    assert (path["desks"], path["deskCount"]) == ([{"name": "Schoolbestuur"}, {"name": "Zorgpartner"}], 2)
    assert path["steps"][1] == {
        "referral": {"workbookId": "team~dag~TOELEIDING~~~BESCHIKKING_JW", "directionLabel": "Toeleiding"}, "from": {"name": "Team"},
        "to": {"name": "Dagdeel"}, "access": [{"code": "BESCHIKKING_JW", "label": "Beschikking jeugdhulp"}],
        "decidedBy": {"name": "Schoolbestuur"}, "weeks": 6, "warmHandover": False, "enrolment": None,
        "sentence": "besluit: Beschikking jeugdhulp; Schoolbestuur beslist; 6 weken; zonder warme overdracht", "obstacles": []}
    assert [step["enrolment"] for step in path["steps"]] == [{"code": "BLIJFT", "label": "Inschrijving blijft"}, None, None]


def test_back_between_two_and_no_further_than_asked(small: Asker) -> None:
    back = asked(small, back=True)
    assert [(path["start"]["workbookId"], path["end"]["workbookId"]) for path in back["paths"]] == [("haven", "team")]
    between = asked(small, **{"from": "team", "to": "haven"})
    assert [path["stepCount"] for path in between["paths"]] == [2]
    short = asked(small, n=2)
    assert (short["totalCount"], short["paths"], short["shortest"]) == (0, [], {"stepCount": 3})


def test_where_a_path_breaks_and_what_cannot_be_reached(small: Asker) -> None:
    found = asked(small, age=13)
    assert (found["totalCount"], found["shortest"], found["unreached"], found["stuck"]) == (
        0, None, [{"workbookId": "haven"}], [{"workbookId": "thuis"}])
    assert (found["unreachedCount"], found["stuckCount"]) == (1, 1)
    assert [step["obstacles"] for step in found["broken"]["steps"]] == [
        [], ["Dagdeel past niet. 13 jaar past niet: het aanbod is voor 4 tot en met 12 jaar"], []]
    assert asked(small, age=15)["notices"] == ["15 jaar valt buiten de leeftijden van het profiel Autisme."]


@pytest.mark.parametrize(("changed", "code"), [
    ({"p": "p9"}, "NOT_FOUND"), ({"a": "gm9"}, "NOT_FOUND"), ({"from": "x"}, "NOT_FOUND"), ({"to": "x"}, "NOT_FOUND"),
    ({"age": 28}, "BAD_INPUT"), ({"n": 13}, "BAD_INPUT"), ({"n": -1}, "BAD_INPUT"), ({"first": 0}, "BAD_INPUT"),
])
def test_what_is_refused(small: Asker, changed: dict[str, Any], code: str) -> None:
    variables = {"p": "p1", "a": "gm2", "age": 12, "n": 6, "back": False, "first": 10, "d": DAY, **changed}
    assert small.code(QUESTION, **variables) == code


def test_a_day_on_which_the_area_is_not_there(tmp_path: Path) -> None:
    areas = [{**row, "geldig_van": "2026"} if row["id"] == "gm2" else row for row in REGION["gebieden"]]
    with asking(tmp_path, workbook(tmp_path / "regio", "Paden", **{**REGION, "gebieden": areas})) as asker:
        answer = asker.post("{paths(profile:\"p1\",area:\"gm2\",age:12,date:\"2025-01-01\"){totalCount}}")
    assert answer["errors"][0]["message"] == "Zuiderweg geldt niet op 2025-01-01."
