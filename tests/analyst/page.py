"""The questions in `docs/analisten.md`, as an analyst would paste them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import Session

PAGE = Path(__file__).resolve().parents[2] / "docs" / "analisten.md"
_PART = re.compile(r"^##+ (?P<title>.+?)\n(?P<body>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```cypher\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PARAMETER = re.compile(r":param (\w+) => (.+);")


@dataclass(frozen=True)
class Pasted:
    """A block as Browser takes it apart: parameters as Cypher expressions, and one statement."""

    parameters: dict[str, str]
    statement: str

    @classmethod
    def read(cls, block: str) -> Pasted:
        lines = block.strip().splitlines()
        given = [found for line in lines if (found := _PARAMETER.fullmatch(line))]
        statement = "\n".join(lines[len(given):])
        assert statement.endswith(";"), "Browser wants a semicolon between statements"
        assert ":param" not in statement, "a command among the lines of the statement"
        return cls({found[1]: found[2] for found in given}, statement.removesuffix(";"))

    def values(self, session: Session) -> dict[str, Any]:
        """The parameters as the server reads them, as Browser and cypher-shell let it do."""
        return {name: session.run(f"RETURN {expression}").single(strict=True)[0] for name, expression in self.parameters.items()}


def questions() -> dict[str, Pasted]:
    """The blocks of the page by the number of the question, or else the heading above it."""
    found = {}
    for part in _PART.finditer(PAGE.read_text(encoding="utf-8")):
        for block in _BLOCK.findall(part["body"]):
            name = part["title"].partition(".")[0]
            assert name not in found, f"two questions under {name}"
            found[name] = Pasted.read(block)
    return found


def asked(session: Session, pasted: Pasted) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """Columns, rows, and what the server had to remark."""
    result = session.run(pasted.statement, pasted.values(session))  # type: ignore[arg-type]
    columns, rows = list(result.keys()), result.data()
    remarks = [f"{item.gql_status} {item.status_description}" for item in result.consume().gql_status_objects if item.is_notification]
    return columns, rows, remarks
