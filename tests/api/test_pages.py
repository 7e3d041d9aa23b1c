"""The frame of every page, the start page, the map page, and what a page may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import api.web
from api.service import Service, Trouble
from api.web import kaart
from api.web.start import coverage
from api.web.words import euro, moment, number, percent, short
from graph.gaps import Request
from tests.api.site import AT, DAY, HOSTILE, PAGES, REGION, Outline, gap_links, hostile_region, running
from visualisations import VIEWS

ORG = "organisation:gemeente-0546"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with running(tmp_path_factory.mktemp("site"), REGION) as client:
        yield client


@pytest.fixture(scope="module")
def gap(site: TestClient) -> str:
    return "/lacunes/" + re.findall(r'href="/lacunes/([^"?]+)', site.get(f"/lacunes?{AT}").text)[0]


def test_every_page_says_of_which_data_it_is(site: TestClient, gap: str) -> None:
    for address in (*PAGES, gap):
        html = site.get(f"{address}?{AT}").text
        for text in ("Onderwijs en zorg in Holland Rijnland (voorbeeld)", "22 november 2026", "Revisie <strong>1</strong>",
                     "voorbeelddata (fictief)"):
            assert text in html, (address, text)


def test_every_page_is_well_formed_for_everybody(site: TestClient, gap: str) -> None:
    for address in (*PAGES, gap, "/bestaat-niet"):
        html = site.get(address).text
        page = Outline(html)
        assert page.headings.count(1) == 1, address
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), (address, page.headings)
        assert len(page.ids) == len(set(page.ids)), address
        assert '<html lang="nl">' in html
        assert 'class="skip" href="#inhoud"' in html
        tables = sum(tag == "table" for tag, _ in page.elements)
        assert sum(tag == "caption" for tag, _ in page.elements) == tables
        assert all("scope" in found for tag, found in page.elements if tag == "th"), address
        assert not any(tag == "script" or "style" in found or any(name.startswith("on") for name in found)
                       for tag, found in page.elements), address


def test_navigation_says_where_you_are(site: TestClient, gap: str) -> None:
    assert 'href="/lacunes" aria-current="page"' in site.get("/lacunes").text
    assert 'href="/lacunes" aria-current="true"' in site.get(gap).text
    assert site.get("/kaart").text.count("aria-current") == 2


def test_another_day_is_carried_by_every_link_of_the_navigation(site: TestClient) -> None:
    html = site.get("/?peildatum=1-2-2027").text
    assert "1 februari 2027" in html
    for address in PAGES:
        assert f'href="{address}?peildatum=2027-02-01"' in html


def test_an_empty_store_shows_three_ways_to_begin_and_loads_the_example(tmp_path: Path) -> None:
    with running(tmp_path) as client:
        html = client.get("/").text
        assert 'action="/voorbeeld"' in html
        assert 'href="/export/sjabloon.xlsx"' in html
        assert 'href="/gegevens#uploaden"' in html
        assert all(client.get(address).status_code == 200 for address in PAGES)
        loaded = client.post("/voorbeeld")
        assert (loaded.status_code, loaded.headers["location"]) == (303, "/")
        assert "Hoe staat het continuüm ervoor?" in client.get("/").text
        refused = client.post("/voorbeeld")
        assert refused.status_code == 409
        assert "niet leeg" in refused.text


def test_the_start_page_counts_what_the_engine_counts(site: TestClient) -> None:
    service: Service = site.app.state.service  # type: ignore[attr-defined]
    report = service.report(Request(date.fromisoformat(DAY)))
    states, total = coverage(report)
    cells = report.context.cells
    slow = dict.fromkeys(cells.masks, 0)
    for row, needs in enumerate(cells.profiles):
        for column in range(len(cells.areas)):
            for age in range(28):
                if needs.ages >> age & 1 and (state := cells.state(row, column, age)):
                    slow[state] += 1
    assert {state.code: state.cells for state in states} == slow
    assert total == sum(slow.values())
    assert sum(state.width for state in states) == 1000
    html = site.get(f"/?{AT}").text
    for rule, outcome in report.outcomes.items():
        row = html[html.index(f"regel={rule}\">", html.index('id="regels"')):]
        figures = re.findall(r'class="num">([\d.]+)<', row)[:4]
        assert figures == [number(value) for value in (outcome.gap, outcome.unknown, outcome.covered, outcome.population)]
    top = [finding.id for finding in report.in_list_order() if finding.status != "ONBEKEND"][:5]
    assert gap_links(html)[:5] == top


def test_an_answer_from_an_old_projection_says_so(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    service: Service = site.app.state.service  # type: ignore[attr-defined]
    assert "kan de opslag niet lezen" not in site.get("/lacunes").text
    assert not [name for name in site.get("/export/gaps.csv").headers if name.startswith("dekkend-")]
    since = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
    monkeypatch.setattr(Service, "trouble", Trouble("De opslag weigert <b>ons</b>.", since))
    monkeypatch.setattr(service, "fetched", datetime(2026, 11, 22, 14, 3, tzinfo=UTC))
    html = site.get("/lacunes").text
    assert f"Dekkend kan de opslag niet lezen sinds {moment(since)}.</strong> De opslag weigert &lt;b&gt;ons&lt;/b&gt;." in html
    assert f"de gegevens van revisie 1, opgehaald op {moment(service.fetched)}." in html
    headers = site.get("/export/gaps.csv").headers
    assert {name: value for name, value in headers.items() if name.startswith("dekkend-")} == {
        "dekkend-revision": "1", "dekkend-fetched": "2026-11-22T14:03:00+00:00", "dekkend-unreachable-since": "2026-11-22T14:10:00+00:00"}
    ready = site.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {
        "status": "verouderd", "revision": 1, "opslag": "De opslag weigert <b>ons</b>.", "opgehaald": "2026-11-22T14:03:00+00:00",
        "niet_bereikbaar_sinds": "2026-11-22T14:10:00+00:00"})


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_map_can_be_chosen_step_by_step(site: TestClient, view: str, gap: str) -> None:
    html = site.get(f"/kaart?blik={view}&{AT}").text
    needed = {"organisatie": f"om={ORG}", "profiel": "profiel=autisme-bo&gebied=gm0546",
              "lacune": f"lacune={gap.removeprefix('/lacunes/')}"}
    if view in needed:
        assert "Kies eerst" in html
        assert "<img" not in html
        html = site.get(f"/kaart?blik={view}&{AT}&{needed[view]}").text
    picture = re.search(r'<img src="(/kaart/plaatje.svg[^"]*)"', html)
    assert picture
    assert "Wat er op de kaart staat" in html
    answer = site.get(picture[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"


def test_the_map_lists_the_nodes_and_edges_that_it_draws(site: TestClient) -> None:
    query = f"?blik=organisatie&om={ORG}&{AT}"
    payload = site.get(f"/export/kaart.json{query}").json()
    html = site.get(f"/kaart{query}").text
    nodes, edges = html[html.index('id="punten"'):html.index('id="lijnen"')], html[html.index('id="lijnen"'):]
    assert nodes.count('<th scope="row">') == len(payload["nodes"]) <= 200
    assert edges.count('<th scope="row">') == min(len(payload["edges"]), 200)


def test_the_page_counts_what_the_map_counts(site: TestClient) -> None:
    html = site.get(f"/kaart?{AT}").text
    line = re.search(r"Op de kaart: ([^<]+)\.</p>", html)
    assert line
    picture = site.get(f"/kaart/plaatje.svg?{AT}").text
    assert "57 gebieden, samengevouwen" in line[1]
    assert f"Op de kaart: {line[1]}." in picture


def test_many_postcodes_do_not_take_away_the_list_of_areas(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kaart, "_CHOICES", 40)
    html = site.get(f"/kaart?{AT}").text
    assert '<option value="gm0546">Leiden</option>' in html
    assert '<option value="pc2771"' not in html
    assert '<option value="pc2771" selected>2771 (Alphen aan den Rijn)</option>' in site.get(f"/kaart?gebied=pc2771&{AT}").text


def test_the_interactive_map_runs_in_a_place_of_its_own(site: TestClient) -> None:
    answer = site.get(f"/kaart/bestand.html?{AT}")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert 'sandbox="allow-scripts allow-downloads"' in site.get("/kaart").text


def test_a_wrong_map_is_told_in_dutch(site: TestClient) -> None:
    for query in ("blik=bestaatniet", "gebied=bestaatniet", "leeftijd=99", "leeftijd=abc", "blik=organisatie&om=bestaatniet",
                  "peildatum=gisteren"):
        answer = site.get(f"/kaart?{query}")
        assert answer.status_code == 422, query
        assert "Deze keuze klopt niet" in answer.text


def test_names_from_the_data_are_never_code(tmp_path: Path) -> None:
    with running(tmp_path, hostile_region(tmp_path)) as client:
        lists = [f"/lacunes?lijst=alles&volgorde=regel&pagina={page}" for page in range(1, 11)]
        links = list(dict.fromkeys(re.findall(r'href="(/lacunes/[^"]+)"', "".join(client.get(page).text for page in lists))))
        some = {link.split("%7C")[0]: link for link in links}
        assert len(some) >= 8
        for address in (*PAGES, *lists[:1], f"/kaart?blik=organisatie&om={ORG}", "/kaart?blik=gebieden", *some.values()):
            answer = client.get(address.replace("&amp;", "&"))
            assert answer.status_code == 200, address
            assert HOSTILE not in answer.text
            assert not any(tag == "script" or "onerror" in found for tag, found in Outline(answer.text).elements), address
        told = client.get("/lacunes?zoek=%3Cscript%3Ealert(1)").text
        assert "<script>" not in told
        assert "&lt;script&gt;" in told


def test_pages_ask_the_service_and_never_the_store() -> None:
    for path in Path(api.web.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.store\b(?! import)|open_store|import sqlite3|\.stream\(|\.write\(.*ChangeSet", text), path.name


def test_figures_and_dates_are_dutch() -> None:
    assert number(1234567) == "1.234.567"
    assert number(2.5) == "2,5"
    assert euro(140000) == "€\u00a0140.000"
    assert [percent(*pair) for pair in ((0, 10), (1, 1000), (1, 2), (999, 1000), (5, 5), (0, 0))] == [
        "0 %", "< 1 %", "50 %", "> 99 %", "100 %", "–"]
    assert re.fullmatch(r"\d+ november 2026 om \d\d:\d\d", moment("2026-11-22T10:00:00+00:00"))
    assert short("een twee drie", 9) == "een twee …"


def test_a_region_without_profiles_shows_no_shares(tmp_path: Path) -> None:
    region = tmp_path / "gebieden"
    region.mkdir()
    (region / "gebieden.csv").write_text("id;naam;soort\ngm1;Eén;GEMEENTE\n", encoding="utf-8")
    with running(tmp_path, region) as client:
        html = client.get("/").text
    assert "Op deze dag is er geen profiel in een gebied om te bekijken." in html
    assert "van 0" not in html[html.index('id="dekking"'):html.index('id="cijfers"')]
