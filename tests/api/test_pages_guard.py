"""What every request passes, what every answer carries, and what a client gets when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.app import create_app
from api.service import Service
from api.settings import Settings
from graph.store import StoreUnavailable
from tests.api.site import PAGES, REGION, running

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with running(tmp_path_factory.mktemp("wacht"), REGION) as client:
        yield client


def test_every_answer_carries_the_security_headers(site: TestClient) -> None:
    for address in (*PAGES, "/static/tokens.css", "/bestaat-niet", "/healthz", "/export/gaps.csv", "/kaart/plaatje.svg"):
        headers = site.get(address).headers
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["referrer-policy"] == "same-origin"
        assert "unsafe-eval" not in headers["content-security-policy"]
    policy = site.get("/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8420", "", "[::1", "10.0.0.1"])
def test_only_names_of_this_machine_are_answered(site: TestClient, host: str) -> None:
    answer = site.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Holland Rijnland" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8420", "[::1]:8420", "LOCALHOST"])
def test_names_of_this_machine_are_answered(site: TestClient, host: str) -> None:
    assert site.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "https://localhost"}, {"origin": "http://localhost:9999"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
])
def test_another_site_cannot_post(site: TestClient, headers: dict[str, str]) -> None:
    for address in ("/voorbeeld", "/gegevens/laden", "/gegevens/controle", "/graphql"):
        assert site.post(address, headers=headers).status_code == 403


def test_the_own_site_and_a_program_can_post(site: TestClient) -> None:
    for headers in ({"origin": "http://localhost"}, {"sec-fetch-site": "same-origin"}, {}):
        assert site.post("/voorbeeld", headers=headers).status_code == 409


@pytest.mark.parametrize(("address", "method", "status", "title"), [
    ("/bestaat-niet", "GET", 404, "Deze pagina is er niet"), ("/static/bestaat-niet.css", "GET", 404, "Deze pagina is er niet"),
    ("/static/../app.py", "GET", 404, "Deze pagina is er niet"),
    ("/lacunes", "POST", 405, "Zo kan deze pagina niet worden opgevraagd"), ("/lacunes?regel=X", "GET", 422, "Deze keuze klopt niet"),
    ("/gegevens/laden", "POST", 422, "Deze keuze klopt niet"), ("/export/gaps.pdf", "GET", 404, "Deze pagina is er niet"),
])
def test_wrong_requests_get_a_dutch_page_or_problem_json(site: TestClient, address: str, method: str, status: int, title: str) -> None:
    page = site.request(method, address)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{title}</h1>" in page.text
    body = site.request(method, address, headers=JSON)
    assert (body.status_code, body.headers["content-type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "detail", "instance"} == body.json().keys()
    assert (body.json()["title"], body.json()["status"]) == (title, status)


def test_an_unexpected_failure_shows_no_trace(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("geheim pad en wachtwoord")

    monkeypatch.setattr("api.web.lacunes.listing", broken)
    for headers in ({}, JSON):
        answer = site.get("/lacunes", headers=headers)
        assert answer.status_code == 500
        assert "Er ging iets mis" in answer.text
        assert "geheim" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_store_that_is_away_gives_503_and_readyz_says_so(tmp_path: Path) -> None:
    class Away(Service):
        @property
        def store(self) -> object:  # type: ignore[override]
            raise StoreUnavailable("De opslag kan niet worden geopend.")

    app = create_app(Settings(store="sqlite:///x"), Away("sqlite:///x"))
    with capture_logs() as logs, TestClient(app, base_url="http://localhost", headers={"accept": "text/html"},
                                              raise_server_exceptions=False) as client:
        for address in PAGES:
            answer = client.get(address)
            assert answer.status_code == 503
            assert "De opslag kan niet worden geopend." in answer.text
            assert answer.headers["retry-after"] == "30"
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz", headers={"accept": "*/*"})
        assert (ready.status_code, ready.headers["content-type"]) == (503, "application/problem+json")
    # Once by the service, not by every page and probe.
    assert [entry["event"] for entry in logs] == ["store unavailable"]


def test_readyz_tells_the_revision(site: TestClient) -> None:
    assert site.get("/readyz").json()["revision"] == 1
    assert site.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("address", ["/", "/lacunes", "/healthz", "/export/gaps.csv", "/static/base.css"])
def test_who_asks_only_for_the_head_gets_it(site: TestClient, address: str) -> None:
    answer = site.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == site.get(address).headers["content-type"]
    assert site.head("/gegevens/laden").status_code == 405
