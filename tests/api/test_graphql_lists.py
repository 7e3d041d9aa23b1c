"""The lists of records: pages, cursors, filters, ids and neighbours."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.graphql import names
from api.graphql.schema import schema
from schema.kinds import KINDS
from tests.api.graphql_site import Asker, asking, fill, workbook

LISTINGS = {kind: names.camel(found.listing) for kind, found in names.KINDS.items()}


def walk(asker: Asker, listing: str, size: int, arguments: str = "") -> Iterator[dict[str, Any]]:
    """The pages of a list."""
    after = None
    while True:
        page = asker.data("query($first:Int!,$after:String){list:" + listing + "(first:$first,after:$after" + arguments + "){totalCount "
                          "edges{cursor node{workbookId}} nodes{workbookId} "
                          "pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}}", first=size, after=after)["list"]
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_walk_visits_every_record_once(region: Asker, kind: str) -> None:
    expected = region.service.projection()[kind].ids
    pages = list(walk(region, LISTINGS[kind], 7))
    seen = [edge["node"]["workbookId"] for page in pages for edge in page["edges"]]
    assert seen == expected
    assert {page["totalCount"] for page in pages} == {len(expected)}
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [number > 0 for number in range(len(pages))]
    for page in pages:
        assert page["nodes"] == [edge["node"] for edge in page["edges"]]
        if page["edges"]:
            assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]


def test_a_filtered_walk_visits_what_the_filter_leaves(region: Asker) -> None:
    table = region.service.projection()["area"]
    expected = [id for id in table.ids if table.get(id).values["soort"] == "GEMEENTE"]
    pages = list(walk(region, "areas", 3, ',filter:{areaKinds:["gemeente"]}'))
    assert [node["workbookId"] for page in pages for node in page["nodes"]] == expected
    assert {page["totalCount"] for page in pages} == {len(expected)}


def test_a_walk_goes_on_where_it_was_when_records_come_and_go(tmp_path: Path) -> None:
    def book(ids: str) -> Path:
        return workbook(tmp_path / "werkboek", "wandeling",
                        gebieden=[{"id": f"gm{id}", "naam": f"Gebied {id} (fictief)", "soort": "GEMEENTE"} for id in ids.split()])

    with asking(tmp_path, book("0001 0003 0005 0007 0009")) as asker:
        pages = walk(asker, "areas", 2)
        seen = [node["workbookId"] for node in next(pages)["nodes"]]
        # The row of the cursor goes, one comes before it and one after it.
        fill(asker.service, book("0001 0002 0004 0005 0007 0009"))
        seen += [node["workbookId"] for page in pages for node in page["nodes"]]
    assert seen == ["gm0001", "gm0003", "gm0004", "gm0005", "gm0007", "gm0009"]


FOREIGN = "WyJvcmdhbmlzYXRpb24iLCJnZW1lZW50ZS0wNTQ2Il0"


@pytest.mark.parametrize("cursor", [
    "", "x", "not a cursor", "é", "====", FOREIGN, FOREIGN[:-3], "A" * 1000, urlsafe_b64encode(b'["area"]').decode(),
    urlsafe_b64encode(b'["area",5]').decode().rstrip("="), urlsafe_b64encode(b'["area","a","b"]').decode().rstrip("="),
    urlsafe_b64encode(b'{"area":"a"}').decode().rstrip("="), urlsafe_b64encode(b"\xff\xfe").decode().rstrip("="),
])
def test_a_cursor_of_nothing_or_of_another_list_is_refused(region: Asker, cursor: str) -> None:
    for listing in ("areas", "gaps", "gaps:SCORE", "coverage"):
        document = {
            "areas": "query($after:String){areas(after:$after){totalCount}}",
            "gaps": "query($after:String){gaps(after:$after){totalCount}}",
            "gaps:SCORE": "query($after:String){gaps(after:$after,orderBy:SCORE){totalCount}}",
            "coverage": "query($after:String){coverage{cells(after:$after){totalCount}}}",
        }[listing]
        assert region.code(document, after=cursor) == "BAD_CURSOR"


def test_a_cursor_has_one_spelling(region: Asker) -> None:
    text = "query($after:String){areas(first:1,after:$after){totalCount pageInfo{endCursor}}}"
    cursor = region.data(text)["areas"]["pageInfo"]["endCursor"]
    assert region.data(text, after=cursor)
    for other in (cursor + ".", cursor[:4] + "\n" + cursor[4:], cursor + "==", cursor + " "):
        assert region.code(text, after=other) == "BAD_CURSOR"


def test_the_foreign_cursor_is_a_cursor_of_its_own_list(region: Asker) -> None:
    assert region.data("query($after:String){organisations(after:$after){totalCount}}", after=FOREIGN)


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_page_has_between_one_and_two_hundred_records(region: Asker, kind: str) -> None:
    for first in (0, -1, 201, 2_000_000_000):
        answer = region.post("query($first:Int!){LIST(first:$first){totalCount}}".replace("LIST", LISTINGS[kind]), first=first)
        assert answer["errors"][0]["extensions"]["code"] in ("BAD_INPUT", "TOO_EXPENSIVE")
    assert region.code("{LIST(first:0){totalCount}}".replace("LIST", LISTINGS[kind])) == "BAD_INPUT"
    assert region.data("{LIST(first:200){totalCount}}".replace("LIST", LISTINGS[kind]))


def test_text_looks_in_names_and_ids_whatever_the_case(region: Asker) -> None:
    found = region.data('{areas(filter:{text:"LEIDEN"},first:200){totalCount nodes{name workbookId}}}')["areas"]
    assert found["totalCount"] == len(found["nodes"]) >= 1
    assert all("leiden" in (node["name"] + node["workbookId"]).lower() for node in found["nodes"])
    assert region.data('{areas(filter:{text:"gm0546"}){nodes{workbookId}}}')["areas"]["nodes"] == [{"workbookId": "gm0546"}]
    assert region.data('{areas(filter:{text:"bestaat-niet"}){totalCount}}')["areas"]["totalCount"] == 0


def test_ids_are_global_or_as_in_the_workbook_and_unknown_ones_are_left_out(region: Asker) -> None:
    [known] = region.data('{areas(filter:{ids:["gm0546"]}){nodes{id}}}')["areas"]["nodes"]
    found = region.data("query($ids:[ID!]){areas(filter:{ids:$ids}){totalCount nodes{workbookId}}}",
                        ids=["gm0484", known["id"], "gm0546", "gm9999"])["areas"]
    assert found == {"totalCount": 2, "nodes": [{"workbookId": "gm0484"}, {"workbookId": "gm0546"}]}


def test_an_unknown_sort_is_refused_with_a_suggestion(region: Asker) -> None:
    [error] = region.post('{areas(filter:{areaKinds:["GEMENTE"]}){totalCount}}')["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert "GEMEENTE" in error["message"]
    assert region.code('{organisations(filter:{types:["ONZIN"]}){totalCount}}') == "BAD_INPUT"


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_node_is_found_by_its_global_id(region: Asker, kind: str) -> None:
    nodes = region.data("{LIST(first:2){nodes{__typename id workbookId}}}".replace("LIST", LISTINGS[kind]))[LISTINGS[kind]]["nodes"]
    for node in nodes:
        assert region.data("query($id:ID!){node(id:$id){__typename id ... on TYPE{workbookId}}}".replace("TYPE", names.KINDS[kind].type),
                           id=node["id"])["node"] == node


def test_a_node_that_is_not_there_and_an_id_that_is_none(region: Asker) -> None:
    gone = urlsafe_b64encode(b"area:gm9999").decode().rstrip("=")
    assert region.data("query($id:ID!){node(id:$id){id}}", id=gone)["node"] is None
    for id in ("gm0546", "", "é", urlsafe_b64encode(b"nothing:x").decode(), urlsafe_b64encode(b"area").decode()):
        assert region.code("query($id:ID!){node(id:$id){id}}", id=id) == "BAD_INPUT"


def test_every_field_of_every_kind_says_what_the_record_says(region: Asker) -> None:
    """Every field without arguments, of every record: nothing fails, and plain columns come back as they are."""
    live = schema._schema
    projection = region.service.projection()
    for kind, listing in LISTINGS.items():
        leaves = {name: field for name, field in live.type_map[names.KINDS[kind].type].fields.items()
                  if str(field.type).strip("[]!") in ("String", "Int", "Boolean", "PartialDate", "WholeNumber", "Float")}
        nodes = region.data("{" + listing + "(first:200){nodes{workbookId " + " ".join(leaves) + "}}}")[listing]["nodes"]
        for node in nodes:
            values = projection[kind].get(node["workbookId"]).values
            for column in KINDS[kind].fields:
                name = names.camel(names.field_name(kind, column.name)) if column.name != "id" else "workbookId"
                if name in leaves and values.get(column.name) not in ("*", ["*"]):
                    assert node[name] == values.get(column.name, node["workbookId"] if column.name == "id" else None), (kind, name)


def test_neighbours_axes_and_intervals(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "werkboek", "buren",
        gebieden=[{"id": "gm0001", "naam": "Dorp (fictief)", "soort": "GEMEENTE"}],
        organisaties=[{"id": "school-a", "naam": "School A (fictief)", "soort": "SCHOOL"}],
        arrangementen=[
            {"id": "klas-a", "naam": "Klas A (fictief)", "soort": "OZA", "aanbieder": "school-a", "gebieden": "gm0001", "leeftijd_van": "4",
             "leeftijd_tot": "12", "behoefte": "AUTISME; ANGST", "sluit_uit": "behoefte:AGRESSIE", "plekken": "10-15", "onderwijs": "alle"},
            {"id": "klas-b", "naam": "Klas B (fictief)", "soort": "OZA", "gebieden": "alle", "leeftijd_van": "alle", "plekken": ">=20"},
            {"id": "klas-c", "naam": "Klas C (fictief)", "soort": "OZA"},
        ])
    with asking(tmp_path, book) as asker:
        a, b, c = asker.data("""{arrangements{nodes{
            provider{name} areas{name} areasCount areasAny ageFrom ageFromAny ageTo ageToAny places{low high}
            axes{axis label any values{code label}} excludes{axis values{code}}}}}""")["arrangements"]["nodes"]
    assert a["provider"] == {"name": "School A (fictief)"}
    assert (a["areas"], a["areasCount"], a["areasAny"]) == ([{"name": "Dorp (fictief)"}], 1, False)
    assert (a["ageFrom"], a["ageFromAny"], a["ageTo"]) == (4, False, 12)
    assert a["places"] == {"low": 10, "high": 15}
    assert [(axis["axis"], axis["any"], [value["code"] for value in axis["values"]]) for axis in a["axes"]] == [
        ("onderwijs", True, []), ("behoefte", False, ["ANGST", "AUTISME"])]
    assert a["excludes"] == [{"axis": "behoefte", "values": [{"code": "AGRESSIE"}]}]
    assert (b["areas"], b["areasCount"], b["areasAny"], b["ageFrom"], b["ageFromAny"]) == ([], 0, True, None, True)
    assert b["places"] == {"low": 20, "high": None}
    assert (c["provider"], c["areas"], c["areasCount"], c["areasAny"], c["places"], c["axes"]) == (None, None, None, False, None, [])


def test_conflicting_values_are_shown_with_their_datasets(tmp_path: Path) -> None:
    books = [workbook(tmp_path / name, name, gebieden=[{"id": "gm0001", "naam": text, "soort": "GEMEENTE"}])
             for name, text in (("eerste", "Dorp (fictief)"), ("tweede", "Het Dorp (fictief)"))]
    with asking(tmp_path, *books) as asker:
        [area] = asker.data("{areas{nodes{name datasets differences{column kept keptBy other otherBy}}}}")["areas"]["nodes"]
    assert area == {"name": "Dorp (fictief)", "datasets": ["eerste", "tweede"], "differences": [
        {"column": "naam", "kept": "Dorp (fictief)", "keptBy": "eerste", "other": "Het Dorp (fictief)", "otherBy": "tweede"}]}


def test_the_revision_is_told_and_an_answer_is_of_one(region: Asker) -> None:
    found = region.data("{revision{number time author dataset fictitious current}}")["revision"]
    revision = region.service.projection().revision
    assert found == {"number": revision.number, "time": revision.time, "author": revision.author, "dataset": revision.dataset,
                     "fictitious": True, "current": True}
