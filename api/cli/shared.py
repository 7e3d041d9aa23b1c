"""What all commands share: the options, the store, exit codes, and how an error is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.settings import Settings, today
from graph.projection import Projection, build
from graph.store import Store, StoreConflict, StoreError, StoreMisconfigured, open_store
from schema.dates import first_day, read_date

DATA_WRONG, WRONG_USE, NO_STORE, CONFLICT = 1, 2, 3, 4

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

StoreOption = Annotated[str | None, typer.Option(
    "--store", metavar="ADRES", help="Adres van de opslag. Anders DEKKEND_STORE, anders een bestand in uw gegevensmap.",
    show_default=False)]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATUM", help="Peildatum. Anders vandaag.", show_default=False)]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="BESTAND", help="Schrijf naar dit bestand.", show_default=False)]


def fail(message: str, code: int) -> typer.Exit:
    """Tell what is wrong on the error stream; raise what it returns."""
    err.print(f"[bold red]Fout:[/] {escaped(message)}")
    return typer.Exit(code)


def unwritable(path: Path) -> typer.Exit:
    """Tell that a file cannot be written; raise what it returns. The system's own reason is not in Dutch."""
    return fail(f"{path} kan niet worden geschreven. Kijk of de map bestaat, of u erin mag schrijven en of het bestand nog open is in een "
                "ander programma.", WRONG_USE)


def escaped(text: str) -> str:
    """Text in which square brackets are just brackets."""
    return text.replace("[", r"\[")


@contextmanager
def opened(address: str | None) -> Iterator[Store]:
    """The store of a command; errors of the store end the command with the exit code that belongs to them."""
    try:
        settings = Settings()
        store = open_store(address or settings.store, settings.credentials)
        try:
            yield store
        finally:
            store.close()
    except StoreConflict as wrong:
        raise fail(str(wrong), CONFLICT) from None
    except StoreMisconfigured as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    except StoreError as wrong:
        raise fail(str(wrong), NO_STORE) from None


def projected(address: str | None) -> Projection:
    """The projection of the newest revision of a store."""
    with opened(address) as store, store.stream() as snapshot:
        return build(snapshot)


def day(text: str | None) -> date:
    """The peildatum of a command: the first day of an imprecise date."""
    if text is None:
        return today()
    found = read_date(text)
    if found is None:
        raise fail(f"{text} is geen datum. Schrijf bijvoorbeeld 2026-11-22 of 22-11-2026.", WRONG_USE)
    return first_day(found)


def write(data: bytes, path: Path | None) -> None:
    """Write an answer to a file, or to standard output when there is no file."""
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        path.write_bytes(data)
    except OSError:
        raise unwritable(path) from None
    err.print(f"Geschreven: {escaped(str(path))}")


def one_of(value: str, choices: tuple[str, ...], option: str) -> str:
    """A choice, or a clear error with exit code 2."""
    if value not in choices:
        raise fail(f"{value} kan niet bij {option}. Kies uit: {', '.join(choices)}.", WRONG_USE)
    return value
