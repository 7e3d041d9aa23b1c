"""Two services on one Neo4j: what one writes, the other answers within its poll interval, or as soon as a client waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from api.service import Service
from graph.store import Credentials
from tests.api.graphql_site import Asker, workbook
from tests.api.site import REGION
from tests.faults.processes import serving, until
from tests.neo4j_server.servers import Server

# Seconds that a busy machine may take on top of the poll interval.
SLACK = 10.0


@contextmanager
def replicas(server: Server, *polls: float) -> Iterator[list[Service]]:
    """Watching services on one server, each with its own poll interval in seconds."""
    with ExitStack() as running:
        made = []
        for poll in polls:
            service = Service(server.url, poll, Credentials(*(server.auth or ())))
            running.callback(service.close)
            running.enter_context(service.watching())
            assert service.projection().revision.number == 0
            made.append(service)
        yield made


def region(folder: Path, *areas: str) -> Path:
    return workbook(folder, "Fictief", gebieden=[{"id": area, "naam": area, "soort": "GEMEENTE"} for area in areas])


def test_a_write_through_one_is_served_by_the_other(neo4j_server: Server, tmp_path: Path) -> None:
    with replicas(neo4j_server, 0.5, 0.5) as (one, other):
        for number, (writer, reader) in enumerate([(one, other), (other, one), (one, other)], 1):
            areas = [f"gm{place:04}" for place in range(number)]
            writer.load(region(tmp_path / "werkboek", *areas))
            written = time.monotonic()
            assert writer.projection()["area"].ids == areas
            assert until(lambda reader=reader, number=number: reader.projection().revision.number == number, 0.5 + SLACK)
            assert time.monotonic() - written < 0.5 + SLACK
            assert reader.projection()["area"].ids == areas


def test_a_client_can_wait_for_what_the_other_wrote(neo4j_server: Server, tmp_path: Path) -> None:
    with replicas(neo4j_server, 3600, 3600) as (one, other):
        one.load(region(tmp_path / "werkboek", "gm0001", "gm0002"))
        client = Asker(other)
        assert client.data("{areas{totalCount}}") == {"areas": {"totalCount": 0}}
        found = client.data("query @atLeastRevision(number:1,seconds:30){revision{number} areas{totalCount}}")
        assert found == {"revision": {"number": 1}, "areas": {"totalCount": 2}}
        assert client.code("query @atLeastRevision(number:2,seconds:0){areas{totalCount}}") == "REVISION_NOT_YET"


def test_two_processes_on_one_server(neo4j_server: Server, tmp_path: Path) -> None:
    at = (neo4j_server.url, tmp_path / "een", neo4j_server.auth), (neo4j_server.url, tmp_path / "twee", neo4j_server.auth)
    with serving(*at[0]) as one, serving(*at[1]) as other:
        assert one.load(one.check().text).headers["location"] == "/gegevens?geladen=1"
        waited = other.ask("query @atLeastRevision(number:1,seconds:30){revision{number} areas{totalCount}}")
        assert waited["revision"] == {"number": 1}
        assert waited["areas"] == one.ask("{areas{totalCount}}")["areas"]
        # Who is second hears so, whichever service he asked.
        profiles = (REGION / "profielen.csv").read_text(encoding="utf-8-sig")
        previews = [service.check(profielen=profiles.replace("Autisme op havo of vwo", name)).text
                    for service, name in ((one, "Eerste"), (other, "Tweede"))]
        assert other.load(previews[1]).headers["location"] == "/gegevens?geladen=2"
        refused = one.load(previews[0])
        assert refused.status_code == 409
        assert "U werkte met revisie 1. Nu is het revisie 2" in refused.text
        one.ask("query @atLeastRevision(number:2,seconds:30){revision{number}}")
        assert ["Tweede" in service.page("/lacunes").text for service in (one, other)] == [True, True]
