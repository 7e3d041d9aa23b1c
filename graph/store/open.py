"""From an address to a store."""

from __future__ import annotations

from pathlib import Path

from graph.store.contract import Store, StoreMisconfigured
from graph.store.sqlite import SqliteStore


def open_store(url: str) -> Store:
    """Open the store at `url` and bring it to the newest form; the caller closes it.

    `sqlite:///folder/file.db` is relative to the working folder, `sqlite:////folder/file.db` is absolute; a missing
    folder or file is made. Raises StoreMisconfigured for an address that cannot be right and StoreUnavailable when the
    store cannot be opened.
    """
    scheme, separator, rest = url.partition("://")
    if not separator:
        raise StoreMisconfigured("Dit is geen adres van een opslag. Schrijf het zo: sqlite:///dekkend.db.")
    if scheme.lower() != "sqlite":
        # The rest of the address may hold a password.
        raise StoreMisconfigured(f"Dekkend kent geen opslag van de soort {scheme}. Wel bekend is sqlite: sqlite:///dekkend.db.")
    store = SqliteStore(_path(rest), url)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store


def _path(rest: str) -> Path:
    name = rest[1:]
    if not rest.startswith("/") or not name or "?" in name or name == ":memory:":
        raise StoreMisconfigured("Dit is geen adres van een bestand. Schrijf het zo: sqlite:///dekkend.db voor een bestand "
                                 "in deze map, of sqlite:////map/dekkend.db voor een bestand in een andere map.")
    path = Path(name).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreMisconfigured(f"De map {path.parent} kan niet worden gemaakt. Kies een andere map.") from error
    return path
