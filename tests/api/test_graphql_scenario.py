"""Scenarios over GraphQL: the same answer as the command line, a page at a time, and all that is wrong at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.scenarios import scenario_json
from graph.gaps import Report, Request
from graph.scenario import WhatIf
from loaders.scenario import read_file
from tests.api.graphql_site import DAY, Asker, asking, workbook
from tests.api.scenario_region import NORTH, REGION, RULES, SINGLE, SOUTH

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("scenario-*.json"))
QUESTION = """
query($c:[ScenarioChange!]!,$f:GapFilter,$n:Int=20){scenario(changes:$c,filter:$f){
  revision date fictitious notices profileCount areaCount parameters{name value}
  profiles{workbookId} areas{workbookId} changes{op sheet workbookId name cells{column before after}}
  closed(first:$n){totalCount nodes{id ages status explanation}}
  opened(first:$n){totalCount nodes{id ages status explanation profile{name} area{name}}}
  better{totalCount nodes{before{id ages} after{ages explanation}}} worse{totalCount nodes{before{id ages} after{ages explanation}}}
  changed{totalCount nodes{before{id status} after{status explanation}}}
  figures{rule{id} before{computed reason population gap unknown covered} after{computed reason population gap unknown covered}}
  bottleneckCountBefore bottleneckCountAfter
  bottlenecksBefore{...group} bottlenecksAfter{...group}}}
fragment group on Bottleneck{demand{low high} places{low high} shortage{low high} demandCount provisionCount
  demands{profile{workbookId} area{workbookId} ages count{low high}} provisions{workbookId name}}
"""
CLOSE = {"op": "SLUITEN", "arrangement": "brug"}
TO_THE_SOUTH = {"op": "WIJZIGEN", "sheet": "arrangementen", "id": "brug", "fields": [{"column": "gebieden", "value": "noord; zuid"}]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("scenario")
    with asking(folder, workbook(folder / "regio", "Klein", **REGION)) as asker:
        yield asker


def asked(asker: Asker, *changes: Any, **chosen: Any) -> dict[str, Any]:
    found: dict[str, Any] = asker.data(QUESTION, c=changes, f={"date": DAY, "rules": RULES, **chosen})["scenario"]
    return found


def ids(page: dict[str, Any]) -> list[str]:
    assert page["totalCount"] == len(page["nodes"])
    return [node["id"] for node in page["nodes"]]


def test_closing_the_only_provision(small: Asker) -> None:
    found = asked(small, CLOSE)
    assert (found["revision"], found["date"], found["fictitious"], found["notices"]) == (1, DAY, True, [])
    assert (found["profileCount"], found["areaCount"], found["profiles"], found["areas"]) == (
        1, 1, [{"workbookId": "p1"}], [{"workbookId": "noord"}])
    assert found["changes"] == [{"op": "SLUITEN", "sheet": "arrangementen", "workbookId": "brug", "name": "De Brug", "cells": [
        {"column": "geldig_tot", "before": "", "after": "2026-11-21"}]}]
    assert (ids(found["closed"]), ids(found["opened"])) == ([SINGLE], [NORTH])
    assert "(met De Brug)" in found["closed"]["nodes"][0]["explanation"]
    assert found["opened"]["nodes"][0]["profile"] == {"name": "Autisme"}
    assert [(each["rule"]["id"], each["before"]["unknown"], each["after"]["unknown"], each["before"]["gap"], each["after"]["gap"])
            for each in found["figures"]] == [("GEEN_AANBOD", 1, 2, 0, 0), ("CAPACITEIT", 0, 0, 1, 1), ("ENKELVOUDIG", 0, 0, 1, 0)]
    demand = {"profile": {"workbookId": "p1"}, "area": {"workbookId": "noord"}, "ages": [12, 13], "count": {"low": 8, "high": 8}}
    assert (found["bottleneckCountBefore"], found["bottleneckCountAfter"]) == (1, 1)
    assert found["bottlenecksBefore"] == [{
        "demand": {"low": 8, "high": 8}, "places": {"low": 5, "high": 5}, "shortage": {"low": 3, "high": 3}, "demandCount": 1,
        "provisionCount": 1, "demands": [demand], "provisions": [{"workbookId": "brug", "name": "De Brug"}]}]
    assert found["bottlenecksAfter"][0]["shortage"] == {"low": 8, "high": 8}
    assert found["bottlenecksAfter"][0]["provisions"] == []


def test_several_changes_build_on_each_other(small: Asker) -> None:
    found = asked(
        small, TO_THE_SOUTH, {"op": "WIJZIGEN", "sheet": "arrangementen", "id": "brug", "fields": [
            {"column": "leeftijd_van", "value": "13"}, {"column": "aanbieder", "value": "o2"}]},
        {"op": "TOEVOEGEN", "sheet": "organisaties", "fields": [
            {"column": "id", "value": "o2"}, {"column": "naam", "value": "Ander"}, {"column": "soort", "value": "GEMEENTE"}]})
    assert [(node["before"]["id"], node["before"]["ages"], node["after"]["ages"]) for node in found["better"]["nodes"]] == [
        (SINGLE, [12, 13], [13]), (SOUTH, [12, 13], [12])]
    assert ids(found["opened"]) == [SINGLE.replace("noord", "zuid"), NORTH]
    assert "Ander (met De Brug)" in found["opened"]["nodes"][0]["explanation"]


def test_a_closing_in_the_future_moves_the_peildatum(small: Asker) -> None:
    found = asked(small, {**CLOSE, "per": "2030-01-01"}, date=None)
    assert found["date"] == "2030-01-01"
    assert found["notices"] == ["De peildatum is 1 januari 2030: de laatste sluiting in dit scenario. U kunt zelf een andere dag kiezen."]
    assert NORTH in ids(found["opened"])


def test_a_global_id_is_as_good_as_that_of_the_workbook(small: Asker) -> None:
    id = small.data("{arrangements(first:1){nodes{id}}}")["arrangements"]["nodes"][0]["id"]
    assert ids(asked(small, {**CLOSE, "arrangement": id})["opened"]) == [NORTH]
    assert ids(asked(small, {**TO_THE_SOUTH, "id": id})["closed"]) == [SOUTH]


def test_a_status_chooses_the_findings(small: Asker) -> None:
    assert ids(asked(small, CLOSE, status=["BEVESTIGD"])["opened"]) == []
    assert ids(asked(small, CLOSE, status=["ONBEKEND"])["closed"]) == []


def test_only_what_the_chosen_findings_are_about_is_touched(small: Asker) -> None:
    assert asked(small, CLOSE, status=["BEVESTIGD"], rules=["GEEN_AANBOD"])["profileCount"] == 0
    assert asked(small, CLOSE, status=["ONBEKEND"], rules=["GEEN_AANBOD"])["profileCount"] == 1


def test_the_lists_come_a_page_at_a_time(small: Asker) -> None:
    document = """query($c:[ScenarioChange!]!,$f:GapFilter,$n:Int!,$a:String){scenario(changes:$c,filter:$f){
      opened(first:$n,after:$a){totalCount nodes{id} pageInfo{hasNextPage hasPreviousPage endCursor}}}}"""
    many = [{"op": "TOEVOEGEN", "sheet": "profielen", "fields": [
        {"column": "id", "value": f"q{number}"}, {"column": "naam", "value": "Q"}, {"column": "leeftijd_van", "value": "4"},
        {"column": "leeftijd_tot", "value": "4"}]} for number in range(4)]
    chosen = {"date": DAY, "rules": ["GEEN_AANBOD"]}
    wanted = [f"GEEN_AANBOD|profiel=q{number}|gebied={area}" for number in range(4) for area in ("noord", "zuid")]
    seen: list[str] = []
    after = None
    for turn in range(3):
        page = small.data(document, c=many, f=chosen, n=3, a=after)["scenario"]["opened"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (8, turn < 2, turn > 0)
        seen += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert seen == wanted
    other = small.data("""query($c:[ScenarioChange!]!,$f:GapFilter){scenario(changes:$c,filter:$f){
      closed(first:1){pageInfo{endCursor}}}}""", c=[TO_THE_SOUTH], f=chosen)["scenario"]["closed"]["pageInfo"]["endCursor"]
    assert small.code(document, c=many, f=chosen, n=3, a=other) == "BAD_CURSOR"
    assert small.code(document, c=many, f=chosen, n=500, a=None) == "BAD_INPUT"


def test_all_that_is_wrong_comes_as_one_error(small: Asker) -> None:
    wrong = [CLOSE, {**TO_THE_SOUTH, "fields": [{"column": "plekken", "value": "veel"}, {"column": "aanbieder", "value": "o2"}]}]
    answer = small.post(QUESTION, c=wrong, f=None)
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert [(each["change"], each["sheet"], each["column"], each["value"], each["code"]) for each in error["extensions"]["problems"]] == [
        (2, "arrangementen", "aanbieder", "o2", "ONBEKENDE_VERWIJZING"), (2, "arrangementen", "plekken", "veel", "GEEN_AANTAL")]
    assert error["message"].splitlines() == [
        f"Wijziging {each['change']}, kolom {each['column']}: {each['message']}" for each in error["extensions"]["problems"]]
    (error,) = small.post(QUESTION, c=[{"op": "SLUITEN"}] * 30, f=None)["errors"]
    assert len(error["extensions"]["problems"]) == 30
    assert error["message"].splitlines()[19:] == ["Wijziging 20: Bij sluiten ontbreekt arrangement. Vul die in.",
                                                  "… en nog 10; zie problems."]


@pytest.mark.parametrize(("changes", "chosen"), [
    ([], {}),
    ([CLOSE] * 51, {}),
    ([{**TO_THE_SOUTH, "fields": [{"column": "plekken", "value": "1"}, {"column": "plekken", "value": "2"}]}], {}),
    ([{**TO_THE_SOUTH, "fields": []}], {}),
    ([{"op": "WIJZIGEN", "sheet": "arrangementen"}], {}),
    ([{**CLOSE, "per": {"dag": 1}}], {}),
    ([{**CLOSE, "sheet": "arrangementen"}], {}),
    ([CLOSE], {"rules": ["GEN_AANBOD"]}),
    ([CLOSE], {"date": "0001-01-01"}),
    ([CLOSE], {"profiles": ["p2"]}),
    ([CLOSE], {"areaKind": "WIJK"}),
])
def test_what_cannot_be_asked(small: Asker, changes: list[Any], chosen: dict[str, Any]) -> None:
    assert small.code(QUESTION, c=changes, f=chosen) == "BAD_INPUT"


def test_nothing_is_kept(small: Asker) -> None:
    question = "query($f:GapFilter){gaps(filter:$f){nodes{id} figures{gap unknown}} revision{number}}"
    before = small.data(question, f={"date": DAY})
    asked(small, CLOSE, TO_THE_SOUTH, rules=None)
    assert small.data(question, f={"date": DAY}) == before


def _input(change: dict[str, Any]) -> dict[str, Any]:
    """A change of a scenario file as GraphQL wants it."""
    cells = change.get("velden") or change.get("rij")
    rest = {key: value for key, value in change.items() if key not in ("op", "velden", "rij")}
    return {"op": change["op"].upper(), **rest, **({"fields": [
        {"column": column, "value": None if cell is None else str(cell)} for column, cell in cells.items()]} if cells else {})}


@pytest.mark.parametrize("file", EXAMPLES, ids=[file.stem for file in EXAMPLES])
def test_the_examples_have_the_answer_of_the_command_line(region: Asker, file: Path) -> None:
    projection = region.service.projection()
    scenario = read_file(file.read_bytes(), projection, None, date.fromisoformat(DAY))
    wanted = json.loads(scenario_json(scenario, WhatIf(Report(projection, Request(scenario.day)), scenario.edits)))
    found = region.data(QUESTION, c=[_input(change) for change in json.loads(file.read_bytes())["changes"]],
                        f={"date": wanted["peildatum"]}, n=50)["scenario"]
    for key in ("closed", "opened"):
        assert [(node["id"], node["ages"], node["status"], node["explanation"]) for node in found[key]["nodes"]] == [
            (finding["id"], finding["ages"], finding["status"], finding["explanation"]) for finding in wanted[key]]
    for key in ("better", "worse", "changed"):
        assert [(node["before"]["id"], node["after"]["explanation"]) for node in found[key]["nodes"]] == [
            (pair["before"]["id"], pair["after"]["explanation"]) for pair in wanted[key]]
    assert [{"rule": each["rule"]["id"], "before": each["before"], "after": each["after"]} for each in found["figures"]] == wanted["rules"]
    assert ([each["workbookId"] for each in found["profiles"]], [each["workbookId"] for each in found["areas"]]) == (
        wanted["profiles"], wanted["areas"])
    for side in ("before", "after"):
        assert [(each["demand"]["low"], each["demandCount"]) for each in found[f"bottlenecks{side.capitalize()}"]] == [
            (group["demand"][0], len(group["demands"])) for group in wanted["bottlenecks"][side]]
