"""The list of gaps, its downloads, and the page of one gap."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import quote

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.web import keuzes, lacune
from api.web.choice import Choice
from api.web.lacune import case_of, fit, locate
from graph.gaps import RULES, Report, Request
from tests.api.site import AT, DAY, REGION, gap_links, running

BREAK = "LEEFTIJDSBREUK|profiel=internaliserend-dagbehandeling|gebied=gm0537|leeftijd=13"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with running(tmp_path_factory.mktemp("lijst"), REGION) as client:
        yield client


@pytest.fixture(scope="module")
def report(site: TestClient) -> Report:
    return site.app.state.service.report(Request(date.fromisoformat(DAY)))  # type: ignore[attr-defined]


def everything(site: TestClient, query: str) -> list[str]:
    """The ids on all pages of a list, in order."""
    found: list[str] = []
    for page in range(1, 50):
        answer = site.get(f"/lacunes?{query}&pagina={page}")
        assert answer.status_code == 200, answer.text
        found += gap_links(answer.text)
        if 'rel="next"' not in answer.text:
            return found
    raise AssertionError("the list never ends")


def test_the_list_for_decisions_holds_what_is_known_by_score(site: TestClient, report: Report) -> None:
    known = [finding.id for finding in report.in_list_order() if finding.status != "ONBEKEND"]
    assert everything(site, AT) == known
    unknown = [finding.id for finding in report.in_list_order() if finding.status == "ONBEKEND"]
    assert everything(site, f"{AT}&lijst=inventariseren") == unknown
    assert known
    assert unknown
    assert f'Lacunelijst <span class="tabs__count">{len(known)}</span>' in site.get(f"/lacunes?{AT}").text


def test_filters_leave_what_was_asked_for(site: TestClient, report: Report) -> None:
    findings = report.in_list_order()
    cases = {
        "regel=LEEFTIJDSBREUK": [item.id for item in findings if item.rule == "LEEFTIJDSBREUK"],
        "regel=VOLGORDE&regel=geen_aanbod": [item.id for item in findings if item.rule in ("VOLGORDE", "GEEN_AANBOD")],
        "status=VERMOED": [item.id for item in findings if item.status == "VERMOED"],
        "zoek=katwijk+DAGBEHANDELING&regel=LEEFTIJDSBREUK": [
            item.id for item in findings if item.rule == "LEEFTIJDSBREUK" and item.subject["gebied"] == "gm0537"
            and "dagbehandeling" in item.id],
    }
    for query, expected in cases.items():
        assert expected, query
        assert everything(site, f"{AT}&lijst=alles&{query}") == expected, query
    one = report.projection, Request(date.fromisoformat(DAY), (), ("autisme-bo",), ("gm0537",))
    assert everything(site, f"{AT}&lijst=alles&profiel=autisme-bo&gebied=gm0537") == [item.id for item in Report(*one).in_list_order()]
    regions = Report(report.projection, Request(date.fromisoformat(DAY), parameters=(("gebiedssoort", "SWV_PO"),)))
    assert everything(site, f"{AT}&lijst=alles&soort=SWV_PO") == [item.id for item in regions.in_list_order()]


def test_blank_fields_of_the_form_are_no_choice(site: TestClient) -> None:
    blank = "lijst=besluiten&zoek=&regel=&status=&profiel=&gebied=&soort=&volgorde=score"
    assert gap_links(site.get(f"/lacunes?{blank}&{AT}").text) == gap_links(site.get(f"/lacunes?{AT}").text)


def test_other_orders_sort_the_same_findings(site: TestClient, report: Report) -> None:
    plain = everything(site, f"{AT}&lijst=alles")
    for order in ("ernst", "urgentie", "regel", "naam"):
        found = everything(site, f"{AT}&lijst=alles&volgorde={order}")
        assert sorted(found) == sorted(plain)
    rules = [id.partition("|")[0] for id in everything(site, f"{AT}&lijst=alles&volgorde=regel")]
    assert list(dict.fromkeys(rules)) == [rule for rule in RULES if rule in rules]


@pytest.mark.parametrize("query", ["regel=BESTAATNIET", "profiel=x", "gebied=x", "soort=x", "peildatum=2026-13-40", "pagina=0",
                                   "pagina=-1", "pagina=abc", "volgorde=x", "lijst=x", "status=x"])
def test_a_wrong_choice_is_told_in_dutch(site: TestClient, query: str) -> None:
    for address in ("/lacunes", "/export/gaps.csv"):
        answer = site.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert "Deze keuze klopt niet" in answer.text


def test_a_page_beyond_the_last_is_the_last(site: TestClient) -> None:
    last = gap_links(site.get(f"/lacunes?{AT}&pagina=9999").text)
    assert last
    assert everything(site, AT)[-len(last):] == last


def test_rules_that_are_not_computed_are_named_with_the_reason(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("klein")
    (folder / "regio").mkdir()
    for sheet in ("gebieden", "profielen", "bronnen", "organisaties", "dataset", "begrippen"):
        (folder / "regio" / f"{sheet}.csv").write_bytes((REGION / f"{sheet}.csv").read_bytes())
    with running(folder, folder / "regio") as client:
        html = client.get("/lacunes").text
        assert "Niet berekend" in html
        assert "Het blad afspraken is leeg." in html
        assert "niet berekend: Het blad afspraken is leeg." in client.get("/").text


def test_a_download_holds_exactly_the_list(site: TestClient) -> None:
    query = f"lijst=besluiten&soort=GEMEENTE&zoek=katwijk&volgorde=naam&{AT}"
    expected = everything(site, query)
    assert len(expected) > 1
    html = site.get(f"/lacunes?{query}").text
    links = {form: unescape(address) for address, form in re.findall(r'href="(/export/gaps\.(\w+)\?[^"]*)"', html)}
    text = site.get(links["csv"]).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    place = rows[0].index("bevinding")
    assert [row[place] for row in rows[1:-1]] == expected
    assert rows[-1][0].startswith("Peildatum 2026-11-22, revisie 1, voorbeelddata (fictief). Dit is een keuze: "
                                   f"{len(expected)} van de ")
    assert [item["id"] for item in site.get(links["json"]).json()["findings"]] == expected
    sheet = openpyxl.load_workbook(io.BytesIO(site.get(links["xlsx"]).content)).worksheets[0]
    assert [row[place].value for row in list(sheet.rows)[3:]] == expected
    assert sheet["A2"].value.startswith(f"Dit is een keuze: {len(expected)} van de ")
    markdown = site.get(links["md"]).text
    assert markdown.count("\n### ") == len(expected)
    for form, address in links.items():
        answer = site.get(address)
        assert answer.headers["content-disposition"] == f'attachment; filename="lacunelijst-{DAY}-revisie-1.{form}"'


def test_every_finding_has_a_page(site: TestClient, report: Report) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # Options take a quarter of a second for each: below they are computed for one finding of each rule.
        patch.setattr(keuzes, "is_large", lambda report: True)
        for finding in report.findings():
            answer = site.get(f"/lacunes/{quote(finding.id, safe='')}?{AT}")
            assert answer.status_code == 200, finding.id
    one_each = {finding.rule: finding for finding in report.findings()}
    # Nobody in the example is kept out by one contra-indication alone.
    assert one_each.keys() == RULES.keys() - {"CONTRA_INDICATIE"}
    for rule, finding in one_each.items():
        html = unescape(site.get(f"/lacunes/{quote(finding.id, safe='')}?{AT}").text)
        assert RULES[rule].meaning in html
        for item in report.explain(finding).evidence:
            assert item.id in html


def test_a_finding_shows_what_the_region_says_and_its_options(site: TestClient) -> None:
    html = site.get(f"/lacunes/{quote(BREAK, safe='')}?{AT}").text
    for text in ("In Katwijk stopt dagbehandeling met onderwijs na 12 jaar", "hr-2026-001", "28 januari 2027", "Besluit nodig",
                 "Laten zoals het is", "€\u00a0140.000", "Jeugdwet taakgericht", "100 %</strong> compleet"):
        assert text in html, text
    found = locate(site.app.state.service, BREAK, Choice(date.fromisoformat(DAY)))  # type: ignore[attr-defined]
    assert found
    case = case_of(*found)
    assert case
    assert [option["code"] for option in case.options] == ["0", "A", "B"]


def test_a_finding_says_why_it_has_its_score_and_where_it_stands(site: TestClient, report: Report) -> None:
    listed = unescape(site.get(f"/lacunes?lijst=besluiten&{AT}").text)
    for finding in report.in_list_order()[:5]:
        first, last = finding.rank_band
        html = unescape(site.get(f"/lacunes/{quote(finding.id, safe='')}?{AT}").text)
        weighing = report.weigh(finding)
        for reason in (*weighing.severity, *weighing.urgency, *weighing.evidence):
            assert reason.text in html, finding.id
        assert f"Plaats <strong>{finding.rank}</strong> van" in html
        assert f"plaats {first} tot en met {last}." in html
        assert f"({first}–{last})" in listed


@pytest.mark.parametrize("rule", ["GEEN_AANBOD", "CAPACITEIT", "EINDIGE_DEKKING", "GRENSBREUK"])
def test_a_finding_says_how_sure_it_is_by_its_own_rule(site: TestClient, report: Report, rule: str) -> None:
    finding = report.outcomes[rule].findings[0]
    html = site.get(f"/lacunes/{quote(finding.id, safe='')}?{AT}").text
    panel = unescape(re.sub("<[^>]+>", "", html[html.index('id="hoe-zeker"'):html.index("</aside>")]))
    assert dict(RULES[rule].statuses)[finding.status].removeprefix("Altijd: ")[1:] in panel
    assert "Altijd" not in panel
    assert ("Inventarisatie in" in panel) == (rule == "GEEN_AANBOD")


def test_near_misses_stand_under_the_condition_that_is_in_the_way(site: TestClient) -> None:
    found = locate(site.app.state.service, BREAK, Choice(date.fromisoformat(DAY)))  # type: ignore[attr-defined]
    assert found
    shown = fit(*found, None)
    assert shown
    assert {match.arrangement for match in next(group for group in shown.near if group.condition == "Leeftijd").matches} == {
        "dagbehandeling-de-ark", "zoa-de-luwte-kind"}
    for group in shown.near:
        for match in group.matches:
            assert [item.outcome for item in match.conditions].count("NEE") == 1


def test_another_age_can_be_chosen(site: TestClient, report: Report) -> None:
    finding = next(item for item in report.findings() if item.rule == "GEEN_AANBOD" and len(item.ages) > 2)
    address = f"/lacunes/{quote(finding.id, safe='')}?{AT}"
    last = finding.ages[-1]
    html = site.get(f"{address}&leeftijd={last}").text
    assert re.search(rf'<a href="\?leeftijd={last}[^"]*" aria-current="true">{last} jaar</a>', html)
    assert site.get(f"{address}&leeftijd=999").status_code == 200


def test_an_unknown_finding_may_have_been_solved(site: TestClient) -> None:
    for id in ("GEEN_AANBOD|profiel=x|gebied=y", "GEEN_AANBOD|profiel=autisme-bo|gebied=gm0546", "ONZIN", "a/b/c", "|||"):
        answer = site.get(f"/lacunes/{quote(id, safe='')}?{AT}")
        assert answer.status_code == 404
        assert "Misschien is zij opgelost" in answer.text


def test_a_finding_of_another_kind_of_area_keeps_its_kind_in_the_link(site: TestClient) -> None:
    html = site.get(f"/lacunes?soort=SWV_PO&regel=GEEN_AANBOD&lijst=alles&{AT}").text
    link = re.search(r'href="(/lacunes/GEEN[^"]+)"', html)
    assert link
    assert "soort=SWV_PO" in link[1]
    assert site.get(link[1].replace("&amp;", "&")).status_code == 200


def test_what_perhaps_fits_is_never_cut_off_in_silence(site: TestClient, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ((finding, shown) for finding in report.findings() if (shown := fit(report, finding, None)) and len(shown.perhaps) > 1)
    finding, shown = next(asked)
    monkeypatch.setattr(lacune, "_SHOWN", 1)
    html = site.get(f"/lacunes/{quote(finding.id, safe='')}?{AT}").text
    assert f"De eerste 1; {len(shown.perhaps) - 1} andere staan er niet bij." in html
