"""The command on the rules themselves."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.shared import WRONG_USE, day, fail, one_of, out, parameters, write
from api.settings import today
from graph.gaps import RULES, WrongRequest


def rules(
    format: Annotated[str, typer.Option("--format", metavar="VORM", help="text of json")] = "text",
    cypher: Annotated[str | None, typer.Option("--cypher", metavar="REGEL", help="Toon deze regel als vraag voor Neo4j.")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATUM", help="Bij --cypher: peildatum. Anders vandaag.")] = None,
    area_kind: Annotated[str | None, typer.Option("--area-kind", metavar="SOORT", help="Bij --cypher: soort gebied.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", metavar="NAAM=WAARDE", help="Bij --cypher: parameter; mag vaker.")] = None,
) -> None:
    """De regels: welke vraag zij stellen, wat zij betekenen en waarop zij rusten."""
    if cypher is not None:
        if format != "text":
            raise fail("--cypher geeft altijd tekst. Laat --format weg.", WRONG_USE)
        _as_cypher(cypher, date, parameters(area_kind, param))
        return
    if date is not None or area_kind is not None or param:
        raise fail("--date, --area-kind en --param horen bij --cypher.", WRONG_USE)
    if one_of(format, ("text", "json"), "--format") == "json":
        from api.reports import rules_json

        write(rules_json(), None)
        return
    for rule in RULES.values():
        out.print(f"[bold]{rule.id}[/]  {rule.question}")
        out.print(f"  {rule.meaning}")
        out.print(f"  [dim]Van: {rule.population}\n  Grond: {rule.basis}[/]")
        for parameter in rule.parameters:
            out.print(f"  [dim]Parameter {parameter.name} (standaard {parameter.default}): {parameter.help}[/]")
        out.print()


def _as_cypher(rule: str, date: str | None, parameters: tuple[tuple[str, str], ...]) -> None:
    from api.twins import pasteable

    try:
        text = pasteable(rule, None if date is None else day(date), parameters, today())
    except WrongRequest as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    write(text.encode(), None)


COMMANDS = {"rules": rules}
