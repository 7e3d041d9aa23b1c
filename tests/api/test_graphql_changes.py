"""The revisions, and what changed between two of them: the same as the engine says, a page at a time, never on the answering thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.differences import Differences, read_sides
from graph.gaps import Report, Request
from graph.store import StoreUnavailable
from tests.api.graphql_site import DAY, Asker, asking, workbook

LATER = "2027-06-01"
PLACES = {
    "gebieden": [{"id": "gm1", "naam": "Noorderweg", "soort": "GEMEENTE"}, {"id": "gm2", "naam": "Zuiderweg", "soort": "GEMEENTE"}],
    "profielen": [{"id": "p1", "naam": "Autisme", "leeftijd_van": "12", "leeftijd_tot": "13", "behoefte": "AUTISME"},
                  {"id": "p2", "naam": "Trauma", "leeftijd_van": "12", "leeftijd_tot": "12", "behoefte": "TRAUMA"}],
}


def provision(id: str, areas: str, until: str = "", need: str = "AUTISME") -> dict[str, str]:
    return {"id": id, "naam": f"De {id}", "soort": "OZA", "gebieden": areas, "leeftijd_van": "12", "leeftijd_tot": "13", "behoefte": need,
            "geldig_tot": until}


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Three revisions: nothing for p1; a provision in one place; that one longer, and two more in the other."""
    folder = tmp_path_factory.mktemp("changes")
    other = provision("x", "gm1", need="TRAUMA")
    books = [
        workbook(folder / "1", "regio", **PLACES, arrangementen=[other]),
        workbook(folder / "2", "regio", **PLACES, arrangementen=[other, provision("a", "gm1", "2027-01-31")]),
        workbook(folder / "3", "regio", **PLACES, arrangementen=[provision("a", "gm1", "2027-05-31"), provision("b", "gm2"),
                                                                 provision("c", "gm2")]),
    ]
    with asking(folder, *books) as found:
        yield found


CHANGES = """query($s:Int!,$u:Int,$sd:Date,$f:GapFilter,$c:[GapChange!],$n:Int!,$after:String){
  changes(since:$s,until:$u,sinceDate:$sd,filter:$f){
    since{number} until{number author} sinceDate untilDate fictitious closedCount openedCount changedCount notices
    sheets{sheet new changed retired} figures{rule{id} before{gap} after{gap}}
    records{totalCount nodes{sheet workbookId name what sentence stored{number} columns{column before after}}}
    dates{totalCount nodes{sheet workbookId column date what sentence}}
    gaps(changes:$c,first:$n,after:$after){totalCount pageInfo{hasNextPage endCursor}
      nodes{id title about change direction before{status} after{status explanation}
            why{proof byDate candidates causeCount sentence causes{sheet workbookId sentence alongCount}}}}}}"""


def asked(asker: Asker, since: int, until: int | None = None, first: int = 20, **more: Any) -> dict[str, Any]:
    chosen = {"date": DAY, "rules": ["GEEN_AANBOD", "AANBODOVERLAP"], **more.pop("chosen", {})}
    found: dict[str, Any] = asker.data(CHANGES, s=since, u=until, f=chosen, n=first, **more)["changes"]
    return found


def test_the_changes_are_those_of_the_engine(asker: Asker) -> None:
    found = asked(asker, 1, 3)
    before, after, log = read_sides(asker.service.history._store(), 1, 3)
    request = Request(date.fromisoformat(DAY), ("GEEN_AANBOD", "AANBODOVERLAP"))
    expected = Differences(Report(before, request), Report(after, request), log)
    assert [node["id"] for node in found["gaps"]["nodes"]] == [each.id for each in expected.gaps]
    assert len(expected.gaps) == 3
    assert [[why["proof"] for why in node["why"]] for node in found["gaps"]["nodes"]] == [
        [reason.proof.value for reason in expected.reasons(each)] for each in expected.gaps]
    assert (found["closedCount"], found["openedCount"], found["changedCount"]) == (2, 1, 0)
    assert found["since"] == {"number": 1}
    assert found["until"] == {"number": 3, "author": "test"}
    assert found["fictitious"] is True


def test_each_finding_says_why(asker: Asker) -> None:
    nodes = {node["id"]: node for node in asked(asker, 1)["gaps"]["nodes"]}
    closed, twice, opened = (nodes[f"GEEN_AANBOD|profiel={pair}"] for pair in ("p1|gebied=gm1", "p1|gebied=gm2", "p2|gebied=gm1"))
    assert (closed["change"], closed["after"], closed["about"]) == ("GESLOTEN", None, "Autisme in Noorderweg, 12 en 13 jaar")
    [why] = closed["why"]
    assert (why["proof"], why["candidates"], why["byDate"]) == ("DEZE", 4, False)
    assert [(cause["sheet"], cause["workbookId"], cause["alongCount"]) for cause in why["causes"]] == [("arrangementen", "a", 0)]
    assert why["sentence"].startswith("Door deze wijziging: arrangement De a (a) is nieuw (revisie 3, ")
    [why] = twice["why"]
    assert (why["proof"], [cause["workbookId"] for cause in why["causes"]]) == ("ELK_GENOEG", ["b", "c"])
    assert (opened["change"], opened["before"]) == ("NIEUW", None)
    assert opened["after"]["explanation"].startswith("Trauma in Noorderweg")
    assert [cause["workbookId"] for cause in opened["why"][0]["causes"]] == ["x"]


def test_the_records_before_and_after(asker: Asker) -> None:
    found = asked(asker, 2, 3)
    assert found["sheets"] == [{"sheet": "arrangementen", "new": 2, "changed": 1, "retired": 1}]
    nodes = {node["workbookId"]: node for node in found["records"]["nodes"]}
    assert {id: node["what"] for id, node in nodes.items()} == {"a": "VERANDERD", "b": "NIEUW", "c": "NIEUW", "x": "VERVALLEN"}
    assert nodes["a"]["columns"] == [{"column": "geldig_tot", "before": "2027-01-31", "after": "2027-05-31"}]
    assert nodes["a"]["sentence"] == "arrangement De a (a): geldig_tot van 2027-01-31 naar 2027-05-31"
    assert nodes["x"]["stored"] == {"number": 3}


def test_two_dates_and_both_at_once(asker: Asker) -> None:
    dates = asked(asker, 3, sd=DAY, chosen={"date": LATER})
    assert (dates["sinceDate"], dates["untilDate"], dates["records"]["totalCount"]) == (DAY, LATER, 0)
    assert [(node["workbookId"], node["date"], node["what"]) for node in dates["dates"]["nodes"]] == [("a", "2027-05-31", "AFGELOPEN")]
    [opened] = dates["gaps"]["nodes"]
    assert (opened["why"][0]["proof"], opened["why"][0]["byDate"]) == ("DEZE", True)
    assert opened["why"][0]["sentence"] == "Door deze datum: arrangement De a (a) gold tot en met 31 mei 2027."
    # The provision came with the records and went with the days: the same on both sides.
    both = asked(asker, 1, 3, sd=DAY, chosen={"date": LATER})
    assert "GEEN_AANBOD|profiel=p1|gebied=gm1" not in {node["id"] for node in both["gaps"]["nodes"]}


def test_a_page_at_a_time_and_a_choice(asker: Asker) -> None:
    whole = [node["id"] for node in asked(asker, 1)["gaps"]["nodes"]]
    pages, after = [], None
    while True:
        page = asked(asker, 1, first=1, after=after)["gaps"]
        assert page["totalCount"] == len(whole)
        pages += [node["id"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert pages == whole
    assert [node["change"] for node in asked(asker, 1, c=["NIEUW"])["gaps"]["nodes"]] == ["NIEUW"]
    assert asked(asker, 1, chosen={"status": ["BEVESTIGD"]})["gaps"]["totalCount"] == 0
    assert asked(asker, 1, chosen={"profiles": ["p2"]})["gaps"]["totalCount"] == 1


@pytest.mark.parametrize(("arguments", "word"), [
    ("since:7", "er zijn revisies 1 tot en met 3"), ("since:-1", "Er is geen revisie -1"), ("since:1,until:4", "revisie 4"),
    ("since:3,until:1", "Zet de oudste revisie voorop"), ('since:1,sinceDate:"2027-01-01",filter:{date:"2026-01-01"}', "ligt na"),
    ('since:1,sinceDate:"0001-01-01"', "kies een datum van 1800"), ('since:1,filter:{date:"9999-12-31"}', "kies een datum van 1800"),
    ('since:1,filter:{profiles:["p9"]}', "In revisie 1: Er is geen profiel met id p9"), ('since:1,filter:{rules:["X"]}', "X is geen regel"),
])
def test_a_wrong_question_is_refused_with_a_sentence(asker: Asker, arguments: str, word: str) -> None:
    [error] = asker.post(f"{{changes({arguments}){{closedCount}}}}")["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert word in error["message"]


def test_an_empty_store_is_a_revision_too(asker: Asker) -> None:
    found = asker.data("{changes(since:0,until:1){since{number time} records{totalCount} openedCount}}")["changes"]
    assert found["since"] == {"number": 0, "time": None}
    assert found["records"]["totalCount"] == 7


def test_the_revisions(asker: Asker) -> None:
    first = asker.data("{revisions(first:2){totalCount nodes{number author dataset time} pageInfo{hasNextPage endCursor}}}")["revisions"]
    assert (first["totalCount"], [node["number"] for node in first["nodes"]]) == (3, [1, 2])
    assert {node["dataset"] for node in first["nodes"]} == {"regio"}
    rest = asker.data("query($a:String){revisions(after:$a){nodes{number} pageInfo{hasNextPage}}}", a=first["pageInfo"]["endCursor"])
    assert rest["revisions"] == {"nodes": [{"number": 3}], "pageInfo": {"hasNextPage": False}}
    assert asker.code('{revisions(after:"x"){totalCount}}') == "BAD_CURSOR"


def test_the_store_is_never_called_from_the_thread_that_answers(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    store = asker.service.history._store()
    called: list[str] = []

    def watched(name: str) -> Any:
        plain = getattr(store, name)

        def call(*given: Any, **named: Any) -> Any:
            with pytest.raises(RuntimeError, match="no running event loop"):
                asyncio.get_running_loop()
            called.append(name)
            return plain(*given, **named)
        return call

    for name in ("revisions", "stream", "changes", "revision"):
        monkeypatch.setattr(store, name, watched(name))
    asked(asker, 2, 3, chosen={"areas": ["gm1"]})
    asker.data("{revisions{totalCount}}")
    asked(asker, 0, 1)
    assert {"revisions", "stream", "changes"} <= set(called)


def test_a_store_that_is_away_is_told(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*given: object) -> None:
        raise StoreUnavailable("weg")

    for name in ("revisions", "stream", "changes"):
        monkeypatch.setattr(asker.service.history._store(), name, away)
    assert asker.code("{revisions{totalCount}}") == "STORE_UNAVAILABLE"
    assert asker.code('{changes(since:1,until:2,filter:{rules:["VOLGORDE"]}){closedCount}}') == "STORE_UNAVAILABLE"
    assert asker.data("{revision{number}}") == {"revision": {"number": 3}}
