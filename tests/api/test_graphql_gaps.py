"""The list of gaps, one gap, and the rules: the same as the engine says, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.gaps import RULES, Report
from graph.gaps.ranking import list_of
from graph.projection import Moment
from tests.api.graphql_site import DAY, Asker

TODAY = date.fromisoformat(DAY)


GAPS = """query($f:GapFilter,$o:GapOrder!,$first:Int!,$after:String){gaps(filter:$f,orderBy:$o,first:$first,after:$after){
  totalCount revision date parameters{name value} notices facets{rules{rule{id} count} statuses{status count}
  profiles(first:7){profile{workbookId} count} areas(first:7){area{workbookId} count}}
  figures{rule{id} computed reason population gap unknown covered} pageInfo{hasNextPage endCursor}
  nodes{id rule{id} status subject{key values} profile{workbookId} area{workbookId} ages score severity urgency evidenceStrength list
  rank rankMin rankMax reasons{part criterion value text}}}}"""


def gap_pages(region: Asker, order: str, **chosen: Any) -> Iterator[dict[str, Any]]:
    after = None
    while True:
        page = region.data(GAPS, f={"date": DAY, **chosen}, o=order, first=41, after=after)["gaps"]
        yield page
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("order", ["ID", "SCORE"])
@pytest.mark.parametrize("statuses", [None, ["ONBEKEND"], ["BEVESTIGD", "VERMOED"]])
def test_the_list_is_the_list_of_the_engine(region: Asker, report: Report, order: str, statuses: list[str] | None) -> None:
    chosen = {"status": statuses} if statuses else {}
    pages = list(gap_pages(region, order, **chosen))
    findings = [finding for finding in (report.findings() if order == "ID" else report.in_list_order())
                if not statuses or finding.status in statuses]
    assert len(pages) > 1
    nodes = [node for page in pages for node in page["nodes"]]
    assert [node["id"] for node in nodes] == [finding.id for finding in findings]
    for node, finding in zip(nodes, findings, strict=True):
        assert (node["rule"]["id"], node["status"], node["ages"], node["score"], node["severity"], node["urgency"],
                node["evidenceStrength"]) == (finding.rule, finding.status, list(finding.ages), finding.score, finding.severity,
                                              finding.urgency, finding.evidence_strength)
        assert (node["list"], node["rank"], [node["rankMin"], node["rankMax"]]) == (
            list_of(finding), finding.rank, list(finding.rank_band))
        weighing = report.weigh(finding)
        assert [(reason["part"], reason["criterion"], reason["value"], reason["text"]) for reason in node["reasons"]] == [
            (part, reason.criterion, reason.value, reason.text)
            for part, reasons in (("ERNST", weighing.severity), ("URGENTIE", weighing.urgency), ("BEWIJS", weighing.evidence))
            for reason in reasons]
        subject = {part["key"]: part["values"] for part in node["subject"]}
        assert (node["profile"] or {}).get("workbookId") == (subject.get("profiel") or [None])[0]
        assert (node["area"] or {}).get("workbookId") == (subject.get("gebied") or [None])[0]
    for page in pages:
        assert page["totalCount"] == len(findings)
        assert {facet["rule"]["id"]: facet["count"] for facet in page["facets"]["rules"]} == {
            rule.id: sum(finding.rule == rule.id for finding in findings) for rule in report.rules}
        assert {facet["status"]: facet["count"] for facet in page["facets"]["statuses"]} == {
            status: sum(finding.status == status for finding in findings) for status in ("BEVESTIGD", "VERMOED", "ONBEKEND")}
        for name in ("rules", "statuses"):
            assert sum(item["count"] for item in page["facets"][name]) == page["totalCount"]
        for name, kind, key in (("profiles", "profile", "profiel"), ("areas", "area", "gebied")):
            counts = Counter(finding.subject[key] for finding in findings if key in finding.subject)
            assert [(item[kind]["workbookId"], item["count"]) for item in page["facets"][name]] == sorted(
                counts.items(), key=lambda pair: (-pair[1], pair[0]))[:7]


def test_the_figures_are_those_of_the_engine_and_add_up(region: Asker, report: Report) -> None:
    [page, *_] = gap_pages(region, "ID")
    assert [figure["rule"]["id"] for figure in page["figures"]] == list(RULES)
    for figure in page["figures"]:
        outcome = report.outcomes[figure["rule"]["id"]]
        assert figure["gap"] + figure["unknown"] + figure["covered"] == figure["population"]
        assert (figure["computed"], figure["reason"], figure["population"], figure["gap"], figure["unknown"]) == (
            outcome.computed, outcome.reason, outcome.population, outcome.gap, outcome.unknown)


def test_a_choice_of_rules_profiles_areas_and_parameters(region: Asker, report: Report, moment: Moment) -> None:
    finding = next(item for item in report.findings() if item.rule == "GEEN_AANBOD")
    profile, area = finding.subject["profiel"], finding.subject["gebied"]
    [page] = gap_pages(region, "ID", rules=["GEEN_AANBOD"], profiles=[profile], areas=[area], areaKind="gemeente",
                       parameters=[{"name": "paren", "value": "SWV_PO>SWV_VO"}])
    assert [node["id"] for node in page["nodes"]] == [finding.id]
    assert {item["name"]: item["value"] for item in page["parameters"]}["gebiedssoort"] == "GEMEENTE"
    known = region.data("query($p:[ID!],$g:[ID!]){profiles(filter:{ids:$p}){nodes{id}} areas(filter:{ids:$g}){nodes{id}}}", p=[profile],
                          g=[area])
    ids = {name: [node["id"] for node in known[name]["nodes"]] for name in known}
    [same] = gap_pages(region, "ID", rules=["GEEN_AANBOD"], **ids)
    assert same["nodes"] == page["nodes"]


def test_one_gap_with_its_explanation_and_evidence(region: Asker, report: Report) -> None:
    text = """query($id:ID!,$d:Date!){gap(id:$id,date:$d){id explanation evidenceCount
        evidence(first:200){kind id label note source date}}}"""
    one_of_each = {finding.rule: finding for finding in report.findings()}
    assert len(one_of_each) > 5
    for finding in one_of_each.values():
        told = report.explain(finding)
        assert region.data(text, id=finding.id, d=DAY)["gap"] == {
            "id": finding.id, "explanation": told.text, "evidenceCount": len(told.evidence),
            "evidence": [{"kind": item.kind, "id": item.id, "label": item.label, "note": item.note, "source": item.source,
                          "date": item.date} for item in told.evidence]}


def test_one_gap_stands_on_the_list_of_all(region: Asker, report: Report) -> None:
    text = "query($id:ID!,$d:Date!){gap(id:$id,date:$d){list rank rankMin rankMax}}"
    for finding in report.in_list_order()[:200:40]:
        assert region.data(text, id=finding.id, d=DAY)["gap"] == {
            "list": list_of(finding), "rank": finding.rank, "rankMin": finding.rank_band[0], "rankMax": finding.rank_band[1]}


@pytest.mark.parametrize("id", ["", "x", "GEEN_AANBOD", "GEEN_AANBOD|profiel=x|gebied=y", "ONZIN|a=b", "GEEN_AANBOD|zzz"])
def test_a_gap_that_is_not_there(region: Asker, id: str) -> None:
    assert region.data("query($id:ID!){gap(id:$id){id}}", id=id)["gap"] is None


def test_nothing_is_explained_that_is_not_asked(region: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    explain = Report.explain
    monkeypatch.setattr(Report, "explain", lambda self, finding: told.append(finding.id) or explain(self, finding))
    region.data('{gaps(first:50){totalCount nodes{id score}}}')
    assert told == []
    region.data('{gaps(first:3){nodes{explanation evidence{note} evidenceCount}}}')
    assert len(told) == len(set(told)) == 3


def test_the_rules_are_their_declarations(region: Asker) -> None:
    found = region.data("{rules{id version title question meaning basis population severity parameters{name default help}}}")["rules"]
    assert found == [
        {"id": rule.id, "version": rule.version, "title": rule.title, "question": rule.question, "meaning": rule.meaning,
         "basis": rule.basis, "population": rule.population, "severity": rule.severity,
         "parameters": [{"name": item.name, "default": item.default, "help": item.help} for item in rule.parameters]}
        for rule in RULES.values()]


def test_one_answer_is_of_one_revision(region: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes between the parts of one question: every part is still of the projection taken at its start."""
    taken: list[int] = []
    take = type(region.service).projection
    monkeypatch.setattr(type(region.service), "projection", lambda self: taken.append(1) or take(self))
    region.data("{revision{number} areas{totalCount} profiles{totalCount} organisations{nodes{areas{name}}}}")
    assert len(taken) == 1
