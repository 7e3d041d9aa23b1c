"""The radar of end dates as a paged list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.gaps import Report, Request
from graph.radar import Radar
from schema.dates import months_before
from tests.api.graphql_site import DAY, Asker, asking, workbook
from tests.unit.graph.test_rules_money import REPLACED, money, offer

TODAY = date.fromisoformat(DAY)
OFFERS = [offer("a", gebieden="gm1", geldig_tot="2027-01", wettelijke_basis="wet"),
          offer("b", gebieden="gm1", leeftijd_van="12", geldig_tot="2027-06-30"), offer("c", gebieden="pc1"), offer("d", gebieden="pc2")]
ROWS = {**REPLACED, "arrangementen": OFFERS, "financiering": [money("d", "ZORG", "PROJECT")],
        "rechtsgronden": [{"id": "wet", "titel": "Wet", "geldig_tot": "2027-01-31"}]}
LIST = """
query($p:[ID!],$a:[ID!],$k:String,$m:Int!,$d:Date!,$first:Int!,$after:String){
  continuity(profiles:$p,areas:$a,areaKind:$k,months:$m,date:$d,first:$first,after:$after){
    totalCount certainCount perhapsCount date revision areaKind until notices losses(first:9){day profiles pairs}
    pageInfo{hasNextPage hasPreviousPage endCursor}
    nodes{profile{workbookId} area{workbookId} ages certain lastDay notBefore sooner partly sentence
      provisions(first:5){arrangement{workbookId} ends{sentence lastDay notBefore component{code label} records{__typename}}}}}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("radar")
    with asking(folder, workbook(folder / "regio", "Radar", **ROWS)) as asker:
        yield asker


def asked(asker: Asker, **changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = asker.data(LIST, **{"m": 18, "d": DAY, "first": 10, **changed})["continuity"]
    return found


def test_what_ends_when_and_what_ends_it(small: Asker) -> None:
    found = asked(small)
    assert (found["totalCount"], found["certainCount"], found["perhapsCount"], found["until"], found["areaKind"], found["notices"]) == (
        3, 2, 1, "2028-05-22", "GEMEENTE", [])
    assert found["losses"] == [{"day": "2027-01-31", "profiles": 1, "pairs": 1}, {"day": "2027-06-30", "profiles": 1, "pairs": 1}]
    first, second, third = found["nodes"]
    assert first["sentence"] == ("Autisme in Noorderweg, 11 jaar: het aanbod houdt op: er is aanbod tot en met 31 januari 2027.")
    assert first["provisions"] == [{"arrangement": {"workbookId": "a"}, "ends": [
        {"sentence": "loopt zelf tot en met 31 januari 2027", "lastDay": "2027-01-31",
         "notBefore": None, "component": None, "records": [{"__typename": "Arrangement"}]},
        {"sentence": "rechtsgrond Wet geldt tot en met 31 januari 2027", "lastDay": "2027-01-31", "notBefore": None, "component": None,
         "records": [{"__typename": "LegalBasis"}]}]}]
    assert (second["ages"], second["lastDay"], [item["arrangement"]["workbookId"] for item in second["provisions"]]) == (
        [12, 13], "2027-06-30", ["a", "b"])
    assert (third["area"], third["certain"], third["lastDay"], third["notBefore"], third["partly"]) == (
        {"workbookId": "gm2"}, False, None, None, True)
    assert third["sentence"] == ("Autisme in Zuiderweg, 11 tot en met 13 jaar: het aanbod houdt in een deel van het gebied misschien op: "
                                 "einddatum niet bekend.")
    assert third["provisions"][0]["ends"] == [
        {"sentence": "geld voor Zorg is tijdelijk, einddatum onbekend", "lastDay": None, "notBefore": None,
         "component": {"code": "ZORG", "label": "Zorg"}, "records": [{"__typename": "Funding"}]}]


def test_the_pages_together_are_the_list(small: Asker) -> None:
    whole = asked(small)["nodes"]
    pages, after = [], None
    for _ in range(4):
        page = asked(small, first=1, after=after)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        pages += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (pages, len(pages)) == (whole, 3)


def test_the_choice_and_the_months(small: Asker) -> None:
    assert [node["ages"] for node in asked(small, m=3)["nodes"]] == [[11], [11, 12, 13]]
    assert [node["area"]["workbookId"] for node in asked(small, a=["gm2"])["nodes"]] == ["gm2"]
    assert asked(small, a=["pc1"])["notices"][0].startswith("pc1 is geen gebied van de soort GEMEENTE")
    assert [node["area"]["workbookId"] for node in asked(small, k="PC4")["nodes"]] == ["pc2"]


@pytest.mark.parametrize(("changed", "code"), [
    ({"m": 601}, "BAD_INPUT"), ({"m": -1}, "BAD_INPUT"), ({"p": ["x"]}, "BAD_INPUT"), ({"k": "DORP"}, "BAD_INPUT"),
    ({"after": "x"}, "BAD_CURSOR"), ({"first": 0}, "BAD_INPUT"), ({"d": "9999-12-31"}, "BAD_INPUT"), ({"d": "0001-01-01"}, "BAD_INPUT"),
])
def test_what_is_refused(small: Asker, changed: dict[str, Any], code: str) -> None:
    assert small.code(LIST, **{"m": 18, "d": DAY, "first": 10, **changed}) == code


def test_a_region_without_any_end_date_is_told_so(tmp_path: Path) -> None:
    rows = {**REPLACED, "arrangementen": [offer("a")]}
    with asking(tmp_path, workbook(tmp_path / "regio", "Radar", **rows)) as asker:
        found = asked(asker)
    assert found["totalCount"] == 0
    assert found["notices"] == ["Niet berekend: Het blad financiering en de kolommen geldig_tot en wettelijke_basis van het blad "
                                "arrangementen zijn leeg."]


def test_the_example_region_says_what_the_engine_says(region: Asker) -> None:
    report = Report(region.service.projection(), Request(TODAY, ("EINDIGE_DEKKING",)))
    radar = Radar(report.context.coverage_ends, months_before(TODAY, -18))
    found = region.data("query($d:Date!){continuity(date:$d,first:100){totalCount certainCount nodes{profile{workbookId} area{workbookId} "
                        "ages lastDay}}}", d=DAY)["continuity"]
    assert (found["totalCount"], found["certainCount"]) == (len(radar), radar.certain)
    assert [(node["profile"]["workbookId"], node["area"]["workbookId"], node["ages"], node["lastDay"]) for node in found["nodes"]] == [
        (ending.profile, ending.area, list(ending.ages), ending.last_day.isoformat() if ending.last_day else None)
        for ending in (radar[place] for place in range(100))]
