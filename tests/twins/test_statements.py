"""What an analyst meets who pastes a twin: it runs as the file says, on every version of Cypher, on the example region."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import neo4j

from graph.gaps import Request
from graph.gaps.twins import twin
from loaders.load import load
from tests.neo4j_server.lines import LINES
from tests.neo4j_server.servers import Server
from tests.twins.twinned import TWINNED, Twinned, example_parameters

EXAMPLE = Path(__file__).parents[2] / "examples" / "holland-rijnland"
# In the example region nobody is left out by one reason alone.
NOT_IN_EXAMPLE = ("CONTRA_INDICATIE",)
# The 5.26 line knows one version of the language.
VERSIONS = {"5.26": ("", "CYPHER 5 "), "2026": ("", "CYPHER 5 ", "CYPHER 25 ")}


def test_the_example_region(twinned: Twinned) -> None:
    load(twinned.store, EXAMPLE)
    projection = twinned.projection()
    days = (date(2026, 11, 22), date(2025, 3, 31), date(2027, 8, 1))
    for day, kind in (*((day, "GEMEENTE") for day in days), *zip(days, ("PC4", "JEUGDREGIO", "SWV_VO"), strict=True)):
        differences, found = twinned.compare(projection, Request(day, parameters=(("gebiedssoort", kind),)))
        assert not differences
        assert sum(map(len, found.values())) > 150


def test_a_twin_runs_as_its_file_says(twinned: Twinned, neo4j_server: Server) -> None:
    assert VERSIONS.keys() == set(LINES)
    load(twinned.store, EXAMPLE)
    # A driver that passes on what the server has to say of a statement.
    address = neo4j_server.url.removesuffix(f"/{neo4j_server.database}")
    with neo4j.GraphDatabase.driver(address, auth=neo4j_server.auth) as driver:
        for rule in TWINNED:
            text = twin(rule)
            asked = driver.execute_query(f"RETURN {example_parameters(text)} AS given", database_=neo4j_server.database)
            example = asked.records[0]["given"]
            answers = []
            for version in VERSIONS[neo4j_server.line]:
                records, summary, columns = driver.execute_query(version + text, example, database_=neo4j_server.database)
                assert not [status for status in summary.gql_status_objects if status.is_notification], rule
                assert columns[:3] == ["bevinding", "status", "leeftijden"]
                for column in columns:
                    assert re.search(rf"^// (\w+, )*{column}(, \w+)*  +\S", text, re.MULTILINE), f"{rule}: {column} is not explained"
                assert bool(records) != (rule in NOT_IN_EXAMPLE), rule
                assert [record["bevinding"] for record in records] == sorted(record["bevinding"] for record in records)
                answers.append([record.data() for record in records])
            assert all(answer == answers[0] for answer in answers)
