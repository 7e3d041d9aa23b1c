"""A GraphQL endpoint for tests, on the example region or on a few rows written by the test."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.graphql.context import Answers
from api.graphql.router import router
from api.service import Service
from api.settings import examples_folder
from loaders.load import load

REGION = examples_folder() / "holland-rijnland"
DAY = "2026-11-22"


class Asker:
    """Asks one endpoint."""

    def __init__(self, service: Answers) -> None:
        app = FastAPI()
        app.include_router(router(service))
        self.service = service
        self.client = TestClient(app)

    def post(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer."""
        response = self.client.post("/graphql", json={"query": document, "variables": variables})
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    def data(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = self.post(document, **variables)
        assert "errors" not in answer, answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    def code(self, document: str, **variables: Any) -> str:
        """The code of the one error of an answer."""
        [error] = self.post(document, **variables)["errors"]
        return str(error["extensions"]["code"])


@contextmanager
def asking(folder: Path, *regions: Path) -> Iterator[Asker]:
    """An endpoint on a new store in which these workbooks are loaded."""
    service = Service(f"sqlite:///{folder / 'test.db'}")
    try:
        for region in regions:
            fill(service, region)
        yield Asker(service)
    finally:
        service.close()


def fill(service: Service, region: Path) -> None:
    """Load a workbook, and let the service see it."""
    result = load(service.store, region, author="test")
    assert result.report, result.problems[:5]
    service.refresh()


def workbook(folder: Path, name: str, **sheets: Sequence[Mapping[str, str]]) -> Path:
    """A workbook as a folder of CSV files, with these rows."""
    folder.mkdir(parents=True, exist_ok=True)
    about = [{"sleutel": "naam", "waarde": name}, {"sleutel": "fictief", "waarde": "ja"}]
    for sheet, rows in {"dataset": about, **sheets}.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
    return folder
