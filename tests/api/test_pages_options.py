"""What a board can choose, on the page of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.web.names import subject
from graph.options import find
from tests.api.site import AT, REGION, hostile_region, running
from tests.unit.graph.small_region import reported

GAP = "/lacunes/" + quote("LEEFTIJDSBREUK|profiel=internaliserend-dagbehandeling|gebied=gm0537|leeftijd=13", safe="") + "?" + AT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with running(tmp_path_factory.mktemp("keuzes"), REGION) as client:
        yield client


def test_the_page_shows_the_options_and_their_effect(site: TestClient) -> None:
    html = site.get(GAP).text
    assert "Wat u kunt kiezen" in html
    assert "Verruim ZOA De Luwte Kind (Stichting De Luwte (fictief)): ook voor 13 tot en met 16 jaar" in html
    assert "Sluit deze lacune" in html
    assert "Niets doen" in html
    assert site.get(GAP).text == html


def test_a_large_store_computes_only_when_asked(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_LARGE", 0)
    html = site.get(GAP).text
    assert "Bereken de keuzeopties" in html
    assert "Niets doen" not in html.split("Wat u kunt kiezen")[1].split("</section>")[0]
    assert "Niets doen" in site.get(GAP + "&opties=ja").text.split("Wat u kunt kiezen")[1].split("</section>")[0]


def test_names_that_would_be_code_are_text(tmp_path: pytest.TempPathFactory) -> None:
    with running(tmp_path, hostile_region(tmp_path)) as client:  # type: ignore[arg-type]
        html = client.get(GAP).text
    assert "Wat u kunt kiezen" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_missing_regie_is_called_by_its_name() -> None:
    claim = {"verantwoordelijkheden": [{"organisatie": "o1", "rol": "REGIE_CASUS", "gebied": "gm1"}]}
    with reported(claim, rules=("ROL_ONTBREEKT",)) as report:
        finding = report.find("ROL_ONTBREEKT|arrangement=a1|rol=REGIE")
        assert finding
        assert subject(report.context, finding) == "De Brug, Regie"
