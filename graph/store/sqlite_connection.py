"""Connections to a SQLite file: how they are set up, and what their errors mean in Dutch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store.contract import StoreError, StoreMisconfigured, StoreUnavailable
from graph.store.sqlite_schema import APPLICATION

_FAILURES: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreUnavailable, "De opslag {url} is bezet: een ander programma is ermee bezig. "
                                            "Er is niets veranderd. Probeer het zo nog eens."),
    sqlite3.SQLITE_FULL: (StoreUnavailable, "De schijf met de opslag {url} is vol. Er is niets opgeslagen. "
                                            "Maak ruimte vrij en probeer het opnieuw."),
    sqlite3.SQLITE_CANTOPEN: (StoreUnavailable, "De opslag {url} kan niet worden geopend. "
                                                "Kijk of de map bestaat en of u erin mag schrijven."),
    sqlite3.SQLITE_IOERR: (StoreUnavailable, "De opslag {url} kan niet worden gelezen of geschreven: de schijf of de "
                                             "netwerkmap geeft een fout."),
    sqlite3.SQLITE_READONLY: (StoreMisconfigured, "De opslag {url} mag niet worden veranderd. "
                                                  "Zorg dat u in het bestand en in de map mag schrijven."),
    sqlite3.SQLITE_NOTADB: (StoreMisconfigured, "{url} is geen opslag van Dekkend. Kies een ander bestand."),
    sqlite3.SQLITE_CORRUPT: (StoreError, "De opslag {url} is beschadigd. Zet een reservekopie terug."),
}
_FAILURES[sqlite3.SQLITE_LOCKED] = _FAILURES[sqlite3.SQLITE_BUSY]
_FAILURES[sqlite3.SQLITE_PERM] = _FAILURES[sqlite3.SQLITE_READONLY]

# The writer keeps all pages of a large load in memory (KiB), so that none is written twice.
_WRITER_CACHE = 256 * 1024
# What a large load leaves of the write-ahead log is given back to the disk down to this (bytes).
_LOG_LIMIT = 16 * 1024 * 1024


@contextmanager
def dutch_errors(url: str) -> Iterator[None]:
    """Turn an error of SQLite into a StoreError with a Dutch sentence."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; errors of the Python module itself have none.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        failure, sentence = _FAILURES.get(code, (StoreError, "De opslag {url} geeft een onverwachte fout."))
        raise failure(sentence.format(url=url)) from error


def connect_writer(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """The connection that writes; makes the file when there is none.

    Raises StoreMisconfigured, and leaves the file as it was, when another program made it.
    """
    connection = _connect(path, "rwc", busy_seconds)
    try:
        owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
        filled = connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema)").fetchone()[0]
        if filled and owner != APPLICATION:
            raise StoreMisconfigured(f"{path} is een bestand van een ander programma. Kies een ander bestand.")
        # Readers keep their own picture while somebody writes, and a process that is killed leaves a whole file.
        connection.execute("PRAGMA journal_mode = WAL")
        # With NORMAL a power cut could take back a load that was already reported as stored; FULL waits for the disk
        # once per load, which nobody notices.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE}")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection that only reads; it does not make a file."""
    connection = _connect(path, "rw", busy_seconds)
    try:
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    # Without an isolation level every transaction is begun and ended in plain sight, here in this package.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=busy_seconds,
                           isolation_level=None, check_same_thread=False)
