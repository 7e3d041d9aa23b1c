"""Commands that serve: serve and demo."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.data import show
from api.cli.shared import DATA_WRONG, NO_STORE, WRONG_USE, StoreOption, err, escaped, fail, opened, out, settings
from api.settings import Settings, examples_folder
from graph.store import StoreError, StoreMisconfigured, StoreUnavailable, keeps_graph
from loaders.load import load

if TYPE_CHECKING:
    from api.service import Service

_LOOPBACK = ("127.0.0.1", "::1", "localhost")

PortOption = Annotated[int | None, typer.Option("--port", metavar="POORT", min=0, max=65535, show_default=False,
                                                help="Poort; 0 kiest een vrije. Anders DEKKEND_PORT, anders 8420.")]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser", help="Open geen browser; toon alleen het adres.")]


def serve(
    store: StoreOption = None,
    host: Annotated[str | None, typer.Option("--host", metavar="ADRES", show_default=False,
                                             help="Adres waarop de dienst luistert. Anders DEKKEND_HOST, anders 127.0.0.1.")] = None,
    port: PortOption = None,
    browser: Annotated[bool, typer.Option("--open", help="Open de browser.")] = False,
) -> None:
    """Start de dienst: pagina's, GraphQL en downloads."""
    asked = settings()
    run(asked.model_copy(update={"store": store or asked.store, "host": host or asked.host,
                                 "port": asked.port if port is None else port}), browser=browser)


def demo(
    store: Annotated[str | None, typer.Option("--store", metavar="ADRES", show_default=False,
                                              help="Adres van een opslag. Anders een tijdelijke.")] = None,
    port: PortOption = None,
    no_browser: NoBrowserOption = False,
) -> None:
    """Laad de voorbeeldregio's in een lege opslag, start de dienst en open de browser."""
    asked = settings()
    with TemporaryDirectory(prefix="dekkend-demo-") as folder:
        address = store or f"sqlite:///{Path(folder) / 'demo.db'}"
        load_examples(address)
        run(asked.model_copy(update={"store": address, "port": asked.port if port is None else port,
                                     "write_back": asked.write_back and keeps_graph(address)}), browser=not no_browser)


def load_examples(address: str) -> None:
    """Load every example region, unless the store holds something already."""
    with opened(address) as target:
        if target.revision().number:
            err.print("De opslag is niet leeg; de voorbeelden worden niet geladen.")
            return
        for region in sorted(path for path in examples_folder().iterdir() if path.is_dir()):
            result = load(target, region, author="demo", message="voorbeeldregio")
            show(result)
            if result.report is None:
                raise typer.Exit(DATA_WRONG)


def run(settings: Settings, *, browser: bool) -> None:
    """Serve until interrupted. The address is printed when the service listens, and opened where there is a display."""
    if settings.host not in _LOOPBACK and not settings.access_guarded:
        raise fail("Dekkend heeft nog geen aanmelding en luistert daarom alleen op deze machine (127.0.0.1). Laat --host weg. Bepaalt iets "
                   "anders wie erbij kan, zoals een container of een proxy? Zet dan DEKKEND_ACCESS_GUARDED=true.", WRONG_USE)
    if settings.write_back and not keeps_graph(settings.store):
        raise fail("DEKKEND_WRITE_BACK staat aan, maar deze opslag heeft geen graaf. Dat kan alleen met een opslag in Neo4j (neo4j://...).",
                   WRONG_USE)
    import uvicorn

    from api.app import create_app

    # Only a socket that says it is TCP gets TCP_NODELAY from asyncio; without it every answer waits 40 ms for an ACK.
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError:
        listener.close()
        raise fail(f"Poort {settings.port} is al in gebruik. Kies een andere, bijvoorbeeld --port {settings.port + 1}, of --port 0.",
                   WRONG_USE) from None
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{name}:{listener.getsockname()[1]}/"
    # When uvicorn has stopped it sends itself the signal again; a plain SIGTERM would then leave the demo's store behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with closing(listener), closing(_service(settings)) as service:
        server = uvicorn.Server(uvicorn.Config(create_app(settings, service), log_level="warning", server_header=False))
        threading.Thread(target=_announce, args=(server, address, browser and has_display()), daemon=True).start()
        server.run(sockets=[listener])


def _service(settings: Settings) -> Service:
    """A service that has looked once. A store that is away may come later; one that cannot be right ends the command."""
    from api.service import Service

    try:
        service = Service(settings.store, settings.poll_seconds, settings.credentials)
        service.refresh()
    except StoreUnavailable as wrong:
        err.print(f"[bold]Let op:[/] {escaped(str(wrong))} Dekkend start toch en blijft het proberen.")
    except StoreMisconfigured as wrong:
        raise fail(str(wrong), WRONG_USE) from None
    except StoreError as wrong:
        raise fail(str(wrong), NO_STORE) from None
    return service


def has_display() -> bool:
    """Whether a browser window can be shown."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _announce(server: object, address: str, browser: bool) -> None:
    while not getattr(server, "started", False):
        if getattr(server, "should_exit", False):
            return
        time.sleep(0.05)
    out.print(f"Dekkend staat klaar op {address} (stoppen: Ctrl+C)")
    sys.stdout.flush()
    if browser:
        webbrowser.open(address)


COMMANDS = {"demo": demo, "serve": serve}
