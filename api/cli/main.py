"""The commands together."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from api.cli import answers, data, service
from api.cli.dutch import DutchCommand, DutchGroup

app = typer.Typer(
    name="dekkend", cls=DutchGroup, help="Dekkend: het onderwijs-zorgcontinuüm van een regio in kaart, met de lacunes erin.",
    no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
)
for module in (service, data, answers):
    for name, command in module.COMMANDS.items():
        app.command(name, cls=DutchCommand)(command)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Where a letter does not exist (an old terminal, a redirected stream on Windows), a question mark will do.
            stream.reconfigure(errors="replace")
    app()
