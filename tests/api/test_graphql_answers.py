"""Match, coverage, gaps and maps: the same as the engine says, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.coverage import STATES
from graph.gaps import RULES, Report, Request
from graph.matching import OVERALL, Matcher
from graph.projection import Moment
from graph.projection.offers import ages_of
from tests.api.graphql_site import DAY, REGION, Asker, asking, workbook
from visualisations import VIEWS

TODAY = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory.mktemp("graphql"), REGION) as asker:
        yield asker


@pytest.fixture(scope="module")
def moment(region: Asker) -> Moment:
    return region.service.projection().at(TODAY)


@pytest.fixture(scope="module")
def report(region: Asker) -> Report:
    return Report(region.service.projection(), Request(TODAY))


MATCH = """
query($p:ID,$n:ProfileInput,$a:ID!,$age:Int!,$o:[MatchOutcome!]!,$d:Date!){match(profile:$p,needs:$n,area:$a,age:$age,date:$d){
  revision date profile{workbookId} area{workbookId} age notices counts{fits partly perhaps refused nearMisses}
  matches(outcomes:$o,first:200){arrangement{workbookId} outcome confirmedOn source{workbookId}
    conditions{name outcome asked offered sentence}}
  nearMisses(first:200){arrangement{workbookId} condition{name outcome sentence} conditions{name}}}}
"""


def test_a_match_says_of_every_provision_what_the_engine_says(region: Asker, moment: Moment, report: Report) -> None:
    seen: Counter[str] = Counter()
    questions = {(finding.subject["profiel"], finding.subject["gebied"], finding.ages[0])
                 for rule in ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
                 for finding in report.outcomes[rule].findings[:4]}
    questions |= {(needs.id, area, max(ages_of(needs.ages))) for needs in moment.profiles[::6] for area in moment.analysis[::6]}
    for profile, area, age in sorted(questions):
        needs = report.context.needs(profile)
        if not moment.leaves(needs, area):
            continue
        found = region.data(MATCH, p=needs.id, a=area, age=age, o=["NEE", "JA", "ONBEKEND", "DEELS"], d=DAY)["match"]
        expected = Matcher(moment, needs, age, moment.leaves(needs, area)).all()
        by_outcome = {outcome: [match for match in expected if match.outcome == outcome] for outcome in OVERALL}
        order = [match for outcome in reversed(OVERALL) for match in by_outcome[outcome]]
        assert [match["arrangement"]["workbookId"] for match in found["matches"]] == [match.arrangement for match in order]
        for match, told in zip(order, found["matches"], strict=True):
            assert told["outcome"] == match.outcome
            assert told["confirmedOn"] == match.confirmed
            assert (told["source"] or {}).get("workbookId") == match.source
            assert told["conditions"] == [
                {"name": item.name, "outcome": item.outcome, "asked": item.asked, "offered": item.offered, "sentence": item.sentence}
                for item in match.conditions]
        near = [match for match in expected if match.near_miss]
        assert [(match["arrangement"]["workbookId"], match["condition"]["name"]) for match in found["nearMisses"]] == [
            (match.arrangement, match.near_miss.name) for match in near if match.near_miss]
        assert found["counts"] == {
            "fits": len(by_outcome["JA"]), "partly": len(by_outcome["DEELS"]), "perhaps": len(by_outcome["ONBEKEND"]),
            "refused": len(by_outcome["NEE"]), "nearMisses": len(near)}
        seen.update(match.outcome for match in expected)
        seen["near"] += len(near)
    assert all(seen[outcome] for outcome in (*OVERALL, "near")), seen


def test_a_match_shows_what_may_fit_unless_told_otherwise(region: Asker, moment: Moment) -> None:
    text = """query($p:ID!,$a:ID!,$age:Int!,$d:Date!){match(profile:$p,area:$a,age:$age,date:$d){
        matches{outcome} nearMisses{condition{outcome}}}}"""
    area = moment.analysis[0]
    for needs in (item for item in moment.profiles if moment.leaves(item, area)):
        found = region.data(text, p=needs.id, a=area, age=min(ages_of(needs.ages)), d=DAY)["match"]
        assert len(found["matches"]) <= 20
        assert "NEE" not in {match["outcome"] for match in found["matches"]}
        assert len(found["nearMisses"]) <= 10


def test_needs_and_a_stored_profile_that_asks_the_same_get_the_same(region: Asker, moment: Moment) -> None:
    area = moment.analysis[0]
    needs = next(item for item in moment.profiles if len(item.axes) > 1 and moment.leaves(item, area) == moment.areas.bits(area))
    age = min(ages_of(needs.ages))
    axes = [{"axis": axis, "values": list(values)} for axis, values in needs.axes.items()]
    ask = {"a": area, "age": age, "o": ["JA", "ONBEKEND"], "d": DAY}
    stored = region.data(MATCH, p=needs.id, **ask)["match"]
    loose = region.data(MATCH, n={"axes": axes}, **ask)["match"]
    assert (stored.pop("profile"), loose.pop("profile")) == ({"workbookId": needs.id}, None)
    assert stored == loose


def test_one_provision_is_explained_and_an_unknown_one_is_not(region: Asker, moment: Moment) -> None:
    text = """query($id:ID!,$d:Date!){match(needs:{axes:[{axis:"behoefte",values:["autisme"]}]},area:"gm0546",age:12,date:$d){
        provision(id:$id){arrangement{id workbookId} outcome conditions{name}}}}"""
    id = moment.offers.ids[3]
    found = region.data(text, id=id, d=DAY)["match"]["provision"]
    assert found["arrangement"]["workbookId"] == id
    assert [item["name"] for item in found["conditions"]] == ["instroom", "leeftijd", "gebied", "behoefte"]
    assert region.data(text, id=found["arrangement"]["id"], d=DAY)["match"]["provision"] == found
    assert region.data(text, id="bestaat-niet", d=DAY)["match"]["provision"] is None


def test_an_age_that_the_profile_does_not_have_is_noticed(region: Asker, moment: Moment) -> None:
    needs = next(item for item in moment.profiles if moment.leaves(item, moment.analysis[0]) and not item.ages >> 26 & 1)
    ask = {"p": needs.id, "a": moment.analysis[0], "o": ["JA"], "d": DAY}
    assert region.data(MATCH, age=26, **ask)["match"]["notices"]
    assert region.data(MATCH, age=min(ages_of(needs.ages)), **ask)["match"]["notices"] == []


def test_a_profile_that_does_not_live_there_and_an_area_that_is_gone_are_refused(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "werkboek", "elders",
        gebieden=[{"id": "gm0001", "naam": "Hier (fictief)", "soort": "GEMEENTE", "geldig_tot": ""},
                  {"id": "gm0002", "naam": "Vroeger (fictief)", "soort": "GEMEENTE", "geldig_tot": "2020"}],
        profielen=[{"id": "p", "naam": "Profiel (fictief)", "leeftijd_van": "4", "leeftijd_tot": "12", "gebieden": "gm0002"}])
    with asking(tmp_path, book) as asker:
        for area, word in (("gm0001", "komt"), ("gm0002", "geldt niet")):
            [error] = asker.post("query($a:ID!,$d:Date!){match(profile:\"p\",area:$a,age:5,date:$d){age}}", a=area, d=DAY)["errors"]
            assert error["extensions"]["code"] == "BAD_INPUT"
            assert word in error["message"]


COVERAGE = """query($p:[ID!],$g:[ID!],$k:String,$d:Date!,$first:Int!,$after:String){coverage(profiles:$p,areas:$g,areaKind:$k,date:$d){
  areaKind pairs notices totals{state cells} cells(first:$first,after:$after){totalCount pageInfo{hasNextPage endCursor}
    nodes{profile{workbookId} area{workbookId} states{state ages}}}}}"""


def test_the_coverage_is_what_the_engine_counts(region: Asker, report: Report) -> None:
    cells = report.context.cells
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    after, pages = None, 0
    while True:
        page = region.data(COVERAGE, d=DAY, first=100, after=after)["coverage"]
        for node in page["cells"]["nodes"]:
            pair = (node["profile"]["workbookId"], node["area"]["workbookId"])
            assert pair not in found
            found[pair] = {item["state"]: item["ages"] for item in node["states"]}
        pages += 1
        if not page["cells"]["pageInfo"]["hasNextPage"]:
            break
        after = page["cells"]["pageInfo"]["endCursor"]
    assert pages > 1
    assert list(found) == sorted(found)
    for row, needs in enumerate(cells.profiles):
        for column, area in enumerate(cells.areas):
            states = {age: cells.state(row, column, age) for age in ages_of(needs.ages)} if cells.present[row, column] else {}
            expected = {state: [age for age, value in states.items() if value == state] for state in STATES}
            assert found.get((needs.id, area), {}) == {state: ages for state, ages in expected.items() if ages}
    assert page["pairs"] == page["cells"]["totalCount"] == len(found)
    assert {item["state"]: item["cells"] for item in page["totals"]} == {
        state: sum(len(states.get(state, [])) for states in found.values()) for state in STATES}


def test_coverage_of_a_choice(region: Asker, moment: Moment) -> None:
    profile, area = moment.profiles[0].id, moment.analysis[0]
    found = region.data(COVERAGE, p=[profile], g=[area], d=DAY, first=10)["coverage"]
    assert {(node["profile"]["workbookId"], node["area"]["workbookId"]) for node in found["cells"]["nodes"]} <= {(profile, area)}
    kind = next(kind for kind in moment.areas.by_kind if kind != "GEMEENTE")
    assert region.data(COVERAGE, k=kind, d=DAY, first=10)["coverage"]["areaKind"] == kind
    assert region.data(COVERAGE, k=kind, g=[area], d=DAY, first=10)["coverage"]["notices"]


GAPS = """query($f:GapFilter,$o:GapOrder!,$first:Int!,$after:String){gaps(filter:$f,orderBy:$o,first:$first,after:$after){
  totalCount revision date parameters{name value} notices facets{rules{rule{id} count} statuses{status count}}
  figures{rule{id} computed reason population gap unknown covered} pageInfo{hasNextPage endCursor}
  nodes{id rule{id} status subject{key values} profile{workbookId} area{workbookId} ages score severity urgency evidenceStrength}}}"""


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
        subject = {part["key"]: part["values"] for part in node["subject"]}
        assert (node["profile"] or {}).get("workbookId") == (subject.get("profiel") or [None])[0]
        assert (node["area"] or {}).get("workbookId") == (subject.get("gebied") or [None])[0]
    for page in pages:
        assert page["totalCount"] == len(findings)
        assert {facet["rule"]["id"]: facet["count"] for facet in page["facets"]["rules"]} == {
            rule.id: sum(finding.rule == rule.id for finding in findings) for rule in report.rules}
        assert {facet["status"]: facet["count"] for facet in page["facets"]["statuses"]} == {
            status: sum(finding.status == status for finding in findings) for status in ("BEVESTIGD", "VERMOED", "ONBEKEND")}
        for facet in page["facets"].values():
            assert sum(item["count"] for item in facet) == page["totalCount"]


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


def test_one_answer_is_of_one_revision(region: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes between the parts of one question: every part is still of the projection taken at its start."""
    taken: list[int] = []
    take = type(region.service).projection
    monkeypatch.setattr(type(region.service), "projection", lambda self: taken.append(1) or take(self))
    region.data("{revision{number} areas{totalCount} profiles{totalCount} organisations{nodes{areas{name}}}}")
    assert len(taken) == 1
