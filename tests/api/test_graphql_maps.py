"""Maps as data and as files."""

from __future__ import annotations

from datetime import date

from graph.gaps import Report
from tests.api.graphql_site import DAY, Asker
from visualisations import VIEWS

TODAY = date.fromisoformat(DAY)


def test_a_map_of_every_view(region: Asker, report: Report) -> None:
    finding = next(item for item in report.findings() if item.rule == "GEEN_AANBOD")
    needed = {"organisatie": {"focus": ["organisation:gemeente-0546"]}, "lacune": {"gap": finding.id},
              "profiel": {"profile": finding.subject["profiel"], "area": finding.subject["gebied"], "age": finding.ages[0]}}
    for view in VIEWS:
        found = region.data(
            """query($view:String!,$focus:[ID!],$gap:ID,$profile:ID,$area:ID,$age:Int,$d:Date!){
            map(view:$view,focus:$focus,gap:$gap,profile:$profile,area:$area,age:$age,date:$d){view title question fictitious revision date
            width height notices legend{label count shape colour style} shown{label count} total{label count}
            nodes{id kind kindLabel label group x y width height shape colour status record count focus detail{label text}}
            edges{id source target kind label style count}}}""", view=view, d=DAY, **needed.get(view, {}))["map"]
        assert found["view"] == view
        ids = {node["id"] for node in found["nodes"]}
        assert ids
        assert {end for edge in found["edges"] for end in (edge["source"], edge["target"])} <= ids
        assert found["fictitious"] is True


def test_a_map_as_a_file(region: Asker) -> None:
    found = region.data("{map{html svg}}")["map"]
    assert found["html"].lstrip().lower().startswith("<!doctype html")
    assert "<svg" in found["svg"]


def test_a_map_around_a_record_by_its_global_id(region: Asker) -> None:
    [node] = region.data('{organisations(filter:{ids:["gemeente-0546"]}){nodes{id}}}')["organisations"]["nodes"]
    text = 'query($id:ID!){map(view:"organisatie",focus:[$id]){nodes{record focus}}}'
    assert [item["record"] for item in region.data(text, id=node["id"])["map"]["nodes"] if item["focus"]] == ["gemeente-0546"]
