"""Errors: ours have a code and a Dutch sentence, the others say nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from api.graphql.context import Context
from api.service import Service, Trouble
from graph.gaps import Report, Request
from graph.projection import Projection
from graph.store import StoreUnavailable
from tests.api.graphql_site import REGION, Asker, asking

SECRET = "neo4j://user:geheim@host/pad"


class Away:
    """A service whose store has never been there."""

    trouble = Trouble(SECRET, datetime(2026, 11, 22, tzinfo=UTC))
    fetched = newest = None

    def look(self) -> None:
        """There is nothing to look at."""

    def projection(self) -> Projection:
        raise StoreUnavailable(SECRET)

    def report(self, request: Request) -> Report:
        raise AssertionError


QUESTIONS = [
    "{revision{number}}", "{areas{totalCount}}", '{node(id:"YXJlYTp4"){id}}', "{gaps{totalCount}}", '{gap(id:"GEEN_AANBOD|x=y"){id}}',
    "{coverage{pairs}}", '{match(profile:"p",area:"g",age:4){age}}', "{map{title}}",
    "query @atLeastRevision(number:1,seconds:0){areas{totalCount}}",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_store_that_is_away_is_said_so(text: str) -> None:
    asker = Asker(Away())
    assert asker.code(text) == "STORE_UNAVAILABLE"
    assert "geheim" not in str(asker.post(text))


def test_the_schema_and_the_rules_answer_without_a_store() -> None:
    assert Asker(Away()).data("{__typename rules{id} __schema{queryType{name}}}")["rules"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_we_did_not_foresee_is_masked_and_logged(
        region: Asker, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Context) -> Projection:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Context, "projection", property(broken))
    with capture_logs() as logs:
        answer = region.post(text)
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "geheim" not in str(answer)
    assert "RuntimeError" not in str(answer)
    assert error["extensions"]["id"] in error["message"]
    [entry] = [entry for entry in logs if entry["log_level"] == "error"]
    assert entry["id"] == error["extensions"]["id"]
    assert SECRET in str(entry["exc_info"])


def test_a_failing_limit_is_masked_too(region: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("api.graphql.limits.Measure.of", broken)
    answer = region.post("{revision{number}}")
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "geheim" not in str(answer)


@pytest.mark.parametrize("text", [
    "{", "{nothing}", "query($x:Int!){areas(first:$x){totalCount}}", "{areas(first:true){totalCount}}",
    '{gaps(filter:{status:[X]}){totalCount}}',
    'query($d:Date!){coverage(date:$d){pairs}}', "{areas{nodes}}", "mutation{x}", "subscription{x}",
])
def test_a_wrong_document_has_a_code_and_says_where(region: Asker, text: str) -> None:
    [error] = region.post(text, d="gisteren")["errors"]
    assert error["extensions"] == {"code": "BAD_DOCUMENT"}
    assert error["locations"]


@pytest.mark.parametrize(("text", "code", "word"), [
    ('{gaps(filter:{rules:["GEEN_AANBO"]}){totalCount}}', "BAD_INPUT", "GEEN_AANBOD"),
    ('{gaps(filter:{profiles:["x"]}){totalCount}}', "BAD_INPUT", "profiel"),
    ('{gaps(filter:{areaKind:"LAND"}){totalCount}}', "BAD_INPUT", "gebied"),
    ('{gaps(filter:{parameters:[{name:"x",value:"1"}]}){totalCount}}', "BAD_INPUT", "parameter"),
    ('{gaps(filter:{parameters:[{name:"paren",value:"x"}]}){totalCount}}', "BAD_INPUT", "paren"),
    ('{coverage(areas:["x"]){pairs}}', "BAD_INPUT", "gebied"),
    ('{match(profile:"x",area:"gm0546",age:12){age}}', "NOT_FOUND", "profiel"),
    ('{match(needs:{axes:[]},area:"gm0546",age:12){age}}', "BAD_INPUT", "behoeften"),
    ('{match(needs:{axes:[{axis:"x",values:["y"]}]},area:"gm0546",age:12){age}}', "BAD_INPUT", "assen"),
    ('{match(needs:{axes:[{axis:"behoefte",values:["AUTISM"]}]},area:"gm0546",age:12){age}}', "BAD_INPUT", "AUTISM"),
    ('{match(area:"gm0546",age:12){age}}', "BAD_INPUT", "profiel"),
    ('{match(needs:{axes:[{axis:"behoefte",values:["AUTISME"]}]},area:"gm",age:12){age}}', "NOT_FOUND", "gebied"),
    ('{match(needs:{axes:[{axis:"behoefte",values:["AUTISME"]}]},area:"gm0546",age:28){age}}', "BAD_INPUT", "27"),
    ('{match(needs:{axes:[{axis:"behoefte",values:["AUTISME"]}]},area:"gm0546",age:-1){age}}', "BAD_INPUT", "27"),
    ('{map(view:"maan"){title}}', "BAD_INPUT", "regio"),
    ('{map(limit:5){title}}', "BAD_INPUT", "10"),
    ('{map(limit:20000){title}}', "BAD_INPUT", "1500"),
    ('{map(view:"organisatie",focus:["x"]){title}}', "BAD_INPUT", "x"),
])
def test_a_wrong_argument_gets_a_code_and_a_dutch_sentence(region: Asker, text: str, code: str, word: str) -> None:
    [error] = region.post(text)["errors"]
    assert error["extensions"]["code"] == code
    assert word in error["message"]


def test_the_store_that_goes_away_later_is_told_and_answers_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asking(tmp_path, REGION) as asker:
        assert isinstance(asker.service, Service)
        assert asker.data("{revision{current}}") == {"revision": {"current": True}}
        assert asker.data("{revision{unreachableSince}}") == {"revision": {"unreachableSince": None}}

        def broken() -> Any:
            raise StoreUnavailable(SECRET)

        monkeypatch.setattr(asker.service.store, "revision", broken)
        with pytest.raises(StoreUnavailable):
            asker.service.refresh()
        answer = asker.data("{revision{number current fetched unreachableSince} areas{totalCount}}")
        since, fetched = asker.service.trouble.since, asker.service.fetched
        assert answer["revision"] == {"number": 1, "current": False, "fetched": fetched.isoformat(timespec="seconds"),
                                      "unreachableSince": since.isoformat(timespec="seconds")}
        assert answer["areas"]["totalCount"] > 0
