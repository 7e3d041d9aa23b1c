"""What all commands share: the options, the store, exit codes, and how an error is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from api.settings import Settings, read_settings, today
from graph.gaps import Report, Request, WrongRequest
from graph.gaps.run import AREA_KIND
from graph.projection import Projection, build
from graph.store import Store, StoreConflict, StoreError, StoreMisconfigured, file_of, graph_store, open_store
from schema.dates import first_day, read_date

if TYPE_CHECKING:
    from graph.store.neo4j import Neo4jStore

DATA_WRONG, WRONG_USE, NO_STORE, CONFLICT = 1, 2, 3, 4

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

StoreOption = Annotated[str | None, typer.Option(
    "--store", metavar="ADRES", help="Adres van de opslag. Anders DEKKEND_STORE, anders een bestand in uw gegevensmap.",
    show_default=False)]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATUM", help="Peildatum. Anders vandaag.", show_default=False)]
RuleOption = Annotated[list[str] | None, typer.Option("--rule", metavar="REGEL", help="Alleen deze regel; mag vaker.")]
ProfileOption = Annotated[list[str] | None, typer.Option("--profile", metavar="PROFIEL", help="Alleen dit profiel; mag vaker.")]
AreaOption = Annotated[list[str] | None, typer.Option("--area", metavar="GEBIED", help="Alleen dit gebied; mag vaker.")]
AreaKindOption = Annotated[str | None, typer.Option("--area-kind", metavar="SOORT", help="Soort gebied, zoals GEMEENTE of SWV_PO.")]
ParamOption = Annotated[list[str] | None, typer.Option("--param", metavar="NAAM=WAARDE", help="Parameter van een regel; mag vaker.")]
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
    """Text in which square brackets are just brackets, whatever stands before them."""
    return escape(text)


@contextmanager
def store_errors() -> Iterator[None]:
    """Errors of the store end the command with the exit code that belongs to them."""
    try:
        yield
    except StoreConflict as wrong:
        raise fail(str(wrong), CONFLICT) from None
    except StoreMisconfigured as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    except StoreError as wrong:
        raise fail(str(wrong), NO_STORE) from None


def settings() -> Settings:
    """The settings of the environment, or a clear error with exit code 2."""
    with store_errors():
        return read_settings()


@contextmanager
def opened(address: str | None) -> Iterator[Store]:
    """The store of a command, with `store_errors` for all that is done with it."""
    with store_errors():
        asked = read_settings()
        with closing(open_store(address or asked.store, asked.credentials)) as store:
            yield store


@contextmanager
def opened_graph(address: str | None) -> Iterator[Neo4jStore]:
    """As `opened`, for a command on the graph; a file is refused before it is made."""
    with store_errors():
        if file_of(address or read_settings().store) is not None:
            raise fail("Deze opslag heeft geen graaf. Dit kan alleen met een opslag in Neo4j (neo4j://...).", WRONG_USE)
    with opened(address) as store:
        yield graph_store(store)


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


def parameters(area_kind: str | None, given: list[str] | None) -> tuple[tuple[str, str], ...]:
    """The parameters of rules as a request wants them, from NAAM=WAARDE and from the option for the kind of area."""
    kind = () if area_kind is None else ((AREA_KIND, area_kind),)
    return (*map(_pair, given or ()), *kind)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise fail(f"Schrijf een parameter als naam=waarde; er staat {text}.", WRONG_USE)
    return name.strip(), value.strip()


def report_of(projection: Projection, request: Request) -> Report:
    """The report on a request; what it asks wrongly ends the command."""
    try:
        return Report(projection, request)
    except WrongRequest as wrong:
        raise fail(str(wrong), WRONG_USE) from None


def warn_outside(report: Report) -> None:
    """Tell which of the chosen areas are not counted, if there are any."""
    moment = report.context.moment
    outside = [id for id in report.request.areas if id not in moment.analysis]
    if outside:
        err.print(escaped(f"Let op: {', '.join(outside)} is geen gebied van de soort {moment.area_kind} dat op de peildatum geldt. Regels "
                          "per gebied vinden dan niets. Kies met --area-kind een andere soort."))


def one_of(value: str, choices: tuple[str, ...], option: str) -> str:
    """A choice, or a clear error with exit code 2."""
    if value not in choices:
        raise fail(f"{value} kan niet bij {option}. Kies uit: {', '.join(choices)}.", WRONG_USE)
    return value
