"""What the endpoint refuses: documents that ask too much, and requests that are none."""

from __future__ import annotations

import time

import pytest
from graphql import get_introspection_query, get_operation_ast, parse

from api.graphql.limits import MOST_COST, MOST_DEPTH, MOST_TOKENS, Measure
from api.graphql.router import MOST_BYTES
from api.graphql.schema import schema
from tests.api.graphql_site import Asker


def measured(text: str, name: str | None = None, **variables: object) -> tuple[int, int]:
    document = parse(text)
    operation = get_operation_ast(document, name)
    assert operation
    return Measure(schema._schema, document, variables).of(operation)


@pytest.mark.parametrize(("text", "cost", "depth"), [
    ("{revision{number}}", 2, 2),
    ("{areas(first:10){totalCount}}", 2, 2),
    ("{areas(first:10){nodes{name}}}", 1 + 10 * (1 + 1), 3),
    ("{areas{nodes{name}}}", 1 + 50 * (1 + 1), 3),
    ("{areas(first:10){edges{node{name}} pageInfo{endCursor}}}", 1 + 10 * (1 + 1 + 1) + 2, 4),
    ("{areas(first:10){...f}} fragment f on AreaConnection{nodes{...g}} fragment g on Area{name code}", 1 + 10 * (1 + 2), 3),
    ("{areas(first:10){nodes{... on Area{name}}}}", 1 + 10 * (1 + 1), 3),
    ("{arrangements(first:10){nodes{areas(first:5){name} axes{axis}}}}", 1 + 10 * (1 + (1 + 5) + (1 + 5)), 4),
    ("{a:revision{number} b:revision{number}}", 4, 2),
    ("query a{revision{number}} query b{areas{totalCount}}", 2, 2),
    ("{nothing{here}}", 1, 1),
    # The rank of one finding takes the scores of all.
    ('{gap(id:"x"){rank}}', 1 + 2000 + 1, 2),
    ("{gaps(first:10){facets{areas(first:3){count}}}}", 1 + 2000 + 1 + (1 + 50 + 3), 4),
])
def test_the_cost_and_depth_of_a_document(text: str, cost: int, depth: int) -> None:
    assert measured(text, "a" if "query a" in text else None) == (cost, depth)


@pytest.mark.parametrize(("declared", "variables", "first"), [
    ("$n:Int!", {"n": 7}, 7), ("$n:Int!=9", {}, 9), ("$n:Int!", {}, 200), ("$n:Int", {"n": None}, 200), ("$n:Int!", {"n": "7"}, 200),
])
def test_a_page_size_in_a_variable_counts(declared: str, variables: dict[str, object], first: int) -> None:
    assert measured(f"query({declared})" + "{areas(first:$n){nodes{name}}}", **variables) == (1 + first * 2, 3)


def test_a_document_that_costs_too_much_is_refused_with_the_figures(region: Asker) -> None:
    text = "{arrangements(first:200){nodes{areas(first:200){name partOf(first:200){name}}}}}"
    began = time.perf_counter()
    [error] = region.post(text)["errors"]
    assert time.perf_counter() - began < 1
    assert error["extensions"] == {"code": "TOO_EXPENSIVE", "cost": measured(text)[0], "limit": MOST_COST}


def test_a_document_just_within_the_limit_is_answered_and_told_its_cost(region: Asker) -> None:
    text = "{areas(first:200){nodes{" + " ".join(f"a{number}:name" for number in range(98)) + "}}}"
    assert measured(text)[0] == 1 + 200 * 99 <= MOST_COST
    answer = region.post(text)
    assert "errors" not in answer
    assert answer["extensions"]["cost"] == 1 + 200 * 99


def nested(depth: int) -> str:
    return "{organisations(first:1){nodes{" + "partOf{" * (depth - 3) + "name" + "}" * (depth - 3) + "}}}"


def test_depth_has_a_limit(region: Asker) -> None:
    assert "errors" not in region.post(nested(MOST_DEPTH))
    [error] = region.post(nested(MOST_DEPTH + 1))["errors"]
    assert error["extensions"] == {"code": "TOO_EXPENSIVE", "depth": MOST_DEPTH + 1, "limit": MOST_DEPTH}


def bomb(levels: int) -> str:
    fragments = [f"fragment f{number} on Organisation{{...f{number + 1} ...f{number + 1} a{number}:partOf{{...f{number + 1}}}}}"
                 for number in range(levels)]
    return "{organisations(first:1){nodes{...f0}}}" + "".join(fragments) + f"fragment f{levels} on Organisation{{name}}"


def flat_bomb(levels: int) -> str:
    fragments = [f"fragment f{number} on Organisation{{...f{number + 1} ...f{number + 1}}}" for number in range(levels)]
    return "{organisations(first:1){nodes{...f0}}}" + "".join(fragments) + f"fragment f{levels} on Organisation{{name}}"


@pytest.mark.parametrize("text", [bomb(60), flat_bomb(60)])
def test_a_fragment_bomb_is_refused_at_once(region: Asker, text: str) -> None:
    region.post(text)
    began = time.perf_counter()
    [error] = region.post(text.replace("name", "name workbookId"))["errors"]
    # Counting every spread anew would take 2 to the 60th steps; the limit is wide for a busy machine.
    assert time.perf_counter() - began < 2
    assert error["extensions"]["code"] == "TOO_EXPENSIVE"


def test_a_fragment_in_itself_ends(region: Asker) -> None:
    assert region.code("{organisations{nodes{...f}}} fragment f on Organisation{partOf{...f}}") == "BAD_DOCUMENT"


def test_a_document_has_so_many_words_at_most(region: Asker) -> None:
    assert region.code("{" + " ".join("revision{number}" for _ in range(MOST_TOKENS)) + "}") == "BAD_DOCUMENT"


def test_a_document_without_end_is_refused(region: Asker) -> None:
    assert region.code("{a" * 600 + "}" * 600) in ("TOO_EXPENSIVE", "BAD_DOCUMENT")


def test_many_heavy_questions_at_once_are_refused(region: Asker) -> None:
    for field in ("gaps{totalCount}", "coverage{pairs}", "map{title}"):
        text = "{" + " ".join(f"a{number}:{field}" for number in range(50)) + "}"
        assert region.code(text) == "TOO_EXPENSIVE"


def test_introspection_is_open(region: Asker) -> None:
    assert region.data(get_introspection_query())["__schema"]["queryType"]["name"] == "Query"


@pytest.mark.parametrize(("body", "status"), [
    (b'"x"', 400), (b"5", 400), (b"null", 400), (b"[]", 400), (b'[{"query":"{revision{number}}"}]', 400), (b"{", 400), (b"", 400),
    (b"{}", 400), (b'{"query":5}', 400), (b'{"query":"{revision{number}}","variables":[]}', 400),
    (b'{"query":"{revision{number}}","operationName":5}', 400), (b'{"query":"{revision{number}}","extensions":5}', 400),
    (b'{"query":"' + b" " * MOST_BYTES + b'"}', 413), (b"\xff\xfe", 400),
])
def test_a_body_that_is_no_request_is_refused(region: Asker, body: bytes, status: int) -> None:
    response = region.client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == status
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "Traceback" not in response.text


def test_only_json_is_taken_so_that_a_form_on_another_site_cannot_ask(region: Asker) -> None:
    for type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        response = region.client.post("/graphql", content=b'{"query":"{revision{number}}"}', headers={"content-type": type})
        assert response.status_code == 400


def test_get_is_not_for_questions_and_there_is_no_page_from_elsewhere(region: Asker) -> None:
    assert region.client.get("/graphql", params={"query": "{revision{number}}"}).status_code == 400
    response = region.client.get("/graphql", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "http" not in response.text
