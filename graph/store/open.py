"""From an address to a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.contract import Store, StoreMisconfigured
from graph.store.credentials import NOBODY, Credentials
from graph.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from graph.store.neo4j import Neo4jStore

_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(url: str, credentials: Credentials = NOBODY) -> Store:
    """Open the store at `url` and bring it to the newest form; the caller closes it.

    `sqlite:///folder/file.db` is relative to the working folder, `sqlite:////folder/file.db` is absolute; a missing
    folder or file is made. `neo4j://server:7687/database` routes to a member of a cluster, `bolt://` is one server, and
    `+s` means that the connection is encrypted. Raises StoreMisconfigured for an address that cannot be right and
    StoreUnavailable when the store cannot be opened.
    """
    store = _made(url, credentials)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store


def _made(url: str, credentials: Credentials) -> Store:
    scheme, rest = _scheme(url), url.partition("://")[2]
    if "://" not in url:
        raise StoreMisconfigured("Dit is geen adres van een opslag. Schrijf het zo: sqlite:///dekkend.db of neo4j://localhost:7687/neo4j.")
    if scheme == "sqlite":
        path = _path(rest)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreMisconfigured(f"De map {path.parent} kan niet worden gemaakt. Kies een andere map.") from error
        return SqliteStore(path, url)
    if scheme in _NEO4J:
        # The driver costs a second to import, and whoever works with a file never needs it.
        from graph.store.neo4j import Neo4jStore

        return Neo4jStore(url, credentials)
    # The rest of the address may hold a password.
    raise StoreMisconfigured(f"Dekkend kent geen opslag van de soort {scheme}. Bekend zijn sqlite (sqlite:///dekkend.db) en "
                             "neo4j (neo4j://localhost:7687/neo4j).")


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower()


def graph_store(store: Store) -> Neo4jStore:
    """The store as one that keeps a graph. Raises StoreMisconfigured for any other."""
    if not isinstance(store, SqliteStore):
        from graph.store.neo4j import Neo4jStore

        if isinstance(store, Neo4jStore):
            return store
    raise StoreMisconfigured(f"De opslag {store.url} heeft geen graaf. Dit kan alleen met een opslag in Neo4j (neo4j://...).")


def keeps_graph(url: str) -> bool:
    """Whether a store at this address keeps a graph; opens nothing."""
    return _scheme(url) in _NEO4J


def file_of(url: str) -> Path | None:
    """The file of a store at this address, None when it is no file; opens and makes nothing.

    Raises StoreMisconfigured for an address that begins with sqlite: and names no file.
    """
    return _path(url.partition("://")[2]) if _scheme(url) == "sqlite" else None


def _path(rest: str) -> Path:
    name = rest[1:]
    if not rest.startswith("/") or not name or "?" in name or name == ":memory:":
        raise StoreMisconfigured("Dit is geen adres van een bestand. Schrijf het zo: sqlite:///dekkend.db voor een bestand "
                                 "in deze map, of sqlite:////map/dekkend.db voor een bestand in een andere map.")
    return Path(name).expanduser()
