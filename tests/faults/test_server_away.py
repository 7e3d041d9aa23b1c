"""A service whose Neo4j is not there yet, goes away with `kill -9`, and comes back, while the service itself goes on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.api.site import PAGES, REGION
from tests.faults.processes import Served, serving, until
from tests.neo4j_server.lines import ON_EVERY_LINE
from tests.neo4j_server.servers import own_server

# Seconds in which an answer from memory must come, on a busy machine; a question to the server that is away takes longer.
PROMPT = 4.0
STATE = "{revision{number current fetched unreachableSince} areas{totalCount}}"


@pytest.mark.parametrize("line", ON_EVERY_LINE)
def test_a_service_outlives_its_server(line: str, tmp_path: Path) -> None:
    with own_server(line, heap="1g") as server:
        server.kill()
        with serving(server.url, tmp_path / "dienst") as service:
            not_there_yet(service, server.url)
            server.start()
            assert until(lambda: service.status() == "ok")
            assert service.page("/").status_code == 200
            first = service.load(service.check().text)
            assert (first.status_code, first.headers["location"]) == (303, "/gegevens?geladen=1")
            assert service.ready().json()["revision"] == 1

            changed = (REGION / "profielen.csv").read_text(encoding="utf-8-sig").replace("Autisme op havo of vwo", "Anders gezegd")
            preview = service.check(profielen=changed).text
            before = service.ask(STATE)
            server.kill()
            kept = gone(service, server.url, preview, before)

            server.start()
            assert until(lambda: service.status() == "ok")
            assert service.ask(STATE)["revision"]["current"] is True
            assert "kan de opslag niet lezen" not in service.page("/lacunes").text
            assert service.ready().json()["revision"] == 1
            again = service.check_again(kept).text
            assert "Samen 1 verandering." in again
            assert service.load(again).headers["location"] == "/gegevens?geladen=2"
            assert "Anders gezegd" in service.page("/lacunes").text


def not_there_yet(service: Served, url: str) -> None:
    """The service has started, says what is wrong, and answers nothing else."""
    assert service.told == (f"Let op: De opslag {url} is niet bereikbaar. Kijk of de server draait, en of het adres, de "
                            "versleuteling en het certificaat kloppen. "
                            "Dekkend start toch en blijft het proberen.\n")
    assert service.page("/healthz").status_code == 200
    ready = service.ready()
    assert (ready.status_code, ready.json()["status"]) == (503, 503)
    assert f"De opslag {url} is niet bereikbaar." in ready.json()["detail"]
    for address in PAGES:
        begun = time.monotonic()
        page = service.page(address)
        assert time.monotonic() - begun < PROMPT
        assert (page.status_code, page.headers["retry-after"]) == (503, "30")
        assert "is niet bereikbaar. Kijk of de server draait" in page.text
        assert "Dekkend blijft het proberen." in page.text
    answer = service.client.post("/graphql", json={"query": STATE}).json()
    assert answer["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"


def gone(service: Served, url: str, preview: str, before: dict[str, dict[str, object]]) -> str:
    """Answers go on from the last projection, marked; what is written is refused and kept. Gives the page that keeps it."""
    assert until(lambda: service.status() == "verouderd")
    told = service.ready().json()
    assert (told["revision"], told["opgehaald"]) == (1, before["revision"]["fetched"])
    for address in PAGES:
        begun = time.monotonic()
        page = service.page(address)
        assert time.monotonic() - begun < PROMPT
        assert page.status_code == 200
        assert "Dekkend kan de opslag niet lezen sinds" in page.text
        assert f"De opslag {url} is niet bereikbaar." in page.text
        assert "U ziet de gegevens van revisie 1, opgehaald op" in page.text
    found = service.ask(STATE)
    assert found["areas"] == before["areas"]
    assert found["revision"] == {**before["revision"], "current": False, "unreachableSince": told["niet_bereikbaar_sinds"]}
    file = service.page("/export/gaps.csv")
    assert file.status_code == 200
    assert file.headers["dekkend-revision"] == "1"
    assert file.headers["dekkend-unreachable-since"] == told["niet_bereikbaar_sinds"]
    refused = service.load(preview)
    assert refused.status_code == 503
    assert "niet bereikbaar" in refused.text
    assert "Uw werkboek is niet kwijt" in refused.text
    return refused.text
