"""Match and coverage: the same as the engine says, a page at a time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from graph.coverage import STATES
from graph.gaps import Report
from graph.matching import OVERALL, Matcher
from graph.projection import Moment
from graph.projection.offers import ages_of
from tests.api.graphql_site import DAY, Asker, asking, workbook

TODAY = date.fromisoformat(DAY)


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
