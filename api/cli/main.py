"""The commands together."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from api.cli import answers, continuity, data, diff, maps, options, roles, rules, scenario, service, store, ways
from api.cli.dutch import DutchCommand, DutchGroup

app = typer.Typer(
    name="dekkend", cls=DutchGroup, help="Dekkend: het onderwijs-zorgcontinuüm van een regio in kaart, met de lacunes erin.",
    no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
)
for module in (service, data, answers, ways, continuity, roles, scenario, options, diff, rules, maps):
    for name, command in module.COMMANDS.items():
        app.command(name, cls=DutchCommand)(command)
whole = typer.Typer(cls=DutchGroup, help="De opslag als geheel: kopiëren en de graaf opnieuw maken.", no_args_is_help=True)
for name, command in store.COMMANDS.items():
    whole.command(name, cls=DutchCommand)(command)
app.add_typer(whole, name="store")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Where a letter does not exist (an old terminal, a redirected stream on Windows), a question mark will do.
            stream.reconfigure(errors="replace")
    app()
