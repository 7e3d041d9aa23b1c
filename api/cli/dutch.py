"""Dutch for the words that the command line library says itself ("Usage", "No such option" ...).

Part of them the library translates through gettext: the catalogue in `locale` is for those, and has to be bound before
the library is imported. The rest is fixed English text in the library: the classes below say it in Dutch.
"""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "locale"
os.environ["LANGUAGE"] = "nl"
gettext.bindtextdomain("messages", str(_FOLDER))

from typer._click.exceptions import NoArgsIsHelpError, UsageError  # noqa: E402  (after the catalogue is bound; typer exports it nowhere else)
from typer.core import TyperCommand, TyperGroup  # noqa: E402

_SENTENCES = (
    (r"No such option: (.+?)(?: \(Possible options: (.+)\))?", "Er is geen optie {0}.", " Bedoelt u {1}?"),
    (r"Missing argument (.+?)\.", "Er ontbreekt een argument: {0}.", ""),
    (r"Missing option (.+?)\.", "Er ontbreekt een optie: {0}.", ""),
    (r"Missing parameter: (.+)", "Er ontbreekt een waarde: {0}.", ""),
    (r"Option (.+) requires an argument\.", "Bij optie {0} hoort een waarde.", ""),
    (r"Option (.+) does not take a value\.", "Bij optie {0} hoort geen waarde.", ""),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)", "Dit staat er te veel: {0}.", ""),
    (r"Invalid value for (.+?): (.+)", "De waarde bij {0} klopt niet.", " {1}"),
    (r"Value (.+) is not a valid (?:integer|int)(?: range)?\.?", "{0} is geen geheel getal.", ""),
    (r"(.+) is not a valid (?:integer|int)(?: range)?\.?", "{0} is geen geheel getal.", ""),
    (r"Input should be a valid integer.*", "Dit is geen geheel getal.", ""),
    (r"Input should be less than or equal to (.+)", "Het getal is hoogstens {0}.", ""),
    (r"Input should be greater than or equal to (.+)", "Het getal is ten minste {0}.", ""),
    (r"(.+) is not in the range (.+?)\.?", "{0} ligt niet in het bereik {1}.", ""),
    (r"No such command (.+?)\.(?: Did you mean (.+)\?)?", "Er is geen opdracht {0}.", " Bedoelt u {1}?"),
)


def dutch(message: str) -> str:
    """The Dutch for a sentence of the library; the sentence itself when it is not one of them."""
    for pattern, sentence, rest in _SENTENCES:
        if match := re.fullmatch(pattern, message):
            parts = [dutch(part) if part else "" for part in match.groups()]
            return (sentence + (rest if parts and parts[-1] else "")).format(*parts)
    return message


def _nothing(ctx: Any) -> None:
    """No word in the help."""


class _Dutch:
    """Usage, the help option and errors of use in Dutch, for a command and for the group of commands."""

    def get_usage(self, ctx: Any) -> str:
        text: str = super().get_usage(ctx)  # type: ignore[misc]
        text = text.replace("Usage: ", "Gebruik: ").replace("[OPTIONS]", "[OPTIES]").replace("COMMAND [ARGS]...", "OPDRACHT ...")
        return re.sub(r"\{(.+?)(?:\.\.\.)?\}", r"\1", text)

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters; what needs no word for its value gets none, instead of the name of a Python type."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for item in found:
            if item.param_type_name == "argument" or item.is_flag:
                item.display_type_rich = _nothing
        return found

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Toon deze uitleg."
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except NoArgsIsHelpError:
            raise
        except UsageError as wrong:
            raise UsageError(dutch(wrong.format_message()), wrong.ctx or ctx) from None


class DutchCommand(_Dutch, TyperCommand):
    """A command that speaks Dutch."""


class DutchGroup(_Dutch, TyperGroup):
    """The group of commands, in Dutch."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; a name that does not exist is told in Dutch."""
        try:
            return super().resolve_command(ctx, args)
        except UsageError as wrong:
            raise UsageError(dutch(wrong.format_message()), wrong.ctx or ctx) from None
