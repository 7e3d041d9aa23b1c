"""One database that is asked twice: the engine on a projection of it, and the twins in Cypher."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Self

from graph.gaps import RULES, Report, Request
from graph.gaps.run import AREA_KIND
from graph.gaps.twins import WITHOUT, twin
from graph.projection import Projection, build
from graph.store.credentials import Credentials
from graph.store.open import open_store
from loaders.load import load_tables
from tests.neo4j_server.servers import Server
from tests.property.bruteforce import Book
from tests.property.engine import InvalidBook, tables

TWINNED = tuple(rule for rule in RULES if rule not in WITHOUT)

Answer = dict[str, tuple[str, tuple[int, ...]]]
"""The findings of a rule: id -> (status, ages)."""


class Twinned:
    """A Neo4j store, and beside it a session for the twins."""

    def __init__(self, server: Server) -> None:
        self._open = ExitStack()
        user, password = server.auth or ("", "")
        self.store = open_store(server.url, Credentials(user, password))
        self._open.callback(self.store.close)
        driver = self._open.enter_context(server.driver())
        self.session = self._open.enter_context(driver.session(database=server.database, default_access_mode="READ"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._open.close()

    def load(self, book: Book, dataset: str) -> None:
        """Make a dataset say what the book says, and nothing else."""
        result = load_tables(self.store, tables(book), dataset)
        if result.problems:
            raise InvalidBook("\n".join(str(problem) for problem in result.problems))

    def projection(self) -> Projection:
        """What the engine works with, read back from the database."""
        with self.store.stream() as snapshot:
            return build(snapshot)

    def ask(self, rule: str, parameters: dict[str, Any]) -> Answer:
        """What the twin of a rule answers; each identity may be there once."""
        text = twin(rule)
        # The server plans a statement anew for other kinds of parameters, and when the data have grown: seconds each time.
        own = {name: parameters[name] for name in parameters_of(text)}
        rows = self.session.run(f"CYPHER replan=skip {text}", own).data("bevinding", "status", "leeftijden")
        found = {row["bevinding"]: (row["status"], tuple(row["leeftijden"])) for row in rows}
        assert len(found) == len(rows), f"{rule} gives a finding twice"
        return found

    def compare(self, projection: Projection, request: Request) -> tuple[list[str], dict[str, Answer]]:
        """(where the twins and the engine part, what the engine finds by rule), for the rules of a request."""
        report = Report(projection, request if request.rules else replace(request, rules=TWINNED))
        given = parameters(report)
        found = {rule: {finding.id: (finding.status, finding.ages) for finding in outcome.findings}
                 for rule, outcome in report.outcomes.items()}
        return [f"{line} with {given}" for rule, answer in found.items() for line in parted(answer, self.ask(rule, given))], found


def parameters(report: Report) -> dict[str, Any]:
    """The parameters of the twins that ask what a report asks."""
    request = report.request
    asked_kind = any(name == AREA_KIND for name, _ in request.parameters)
    return {
        "datum": request.day.isoformat(),
        "gebiedssoort": report.parameters[AREA_KIND] if asked_kind else None,
        "profielen": list(request.profiles) or None,
        "gebieden": list(request.areas) or None,
        **report.context.parameters,
    }


def parameters_of(text: str) -> list[str]:
    """The names of the parameters that a statement uses."""
    return sorted(set(re.findall(r"\$(\w+)", text)))


def parted(engine: Answer, twin: Answer) -> list[str]:
    """One line for every finding that the two do not share."""
    return [f"{id}: engine {engine.get(id)}, twin {twin.get(id)}"
            for id in sorted(engine.keys() | twin.keys()) if engine.get(id) != twin.get(id)]


def example_parameters(text: str) -> str:
    """The map of example parameters in the head of a twin, as Cypher; `{}` when it has none."""
    found = re.search(r"^//   :params (\{.*\})$", text, re.MULTILINE)
    return found[1] if found else "{}"
