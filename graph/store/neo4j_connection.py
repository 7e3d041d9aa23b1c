"""The connection to a Neo4j server: how it is set up, and what its errors mean in Dutch."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.store.contract import StoreError, StoreMisconfigured, StoreUnavailable
from graph.store.credentials import Credentials

# What the driver tells a developer, in English, Python would print for a user when nobody handles it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_DEFAULT_DATABASE = "neo4j"
_SYSTEM = "system"  # where the server keeps its users; no graph can be put there
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")

# Seconds. A page or a command must say within a breath or two that the server is away.
_CONNECT, _ACQUIRE, _RETRY = 5.0, 10.0, 4.0
_POOL = 20
_IDLE_CHECK = 30.0


@dataclass(frozen=True)
class Address:
    """A server and a database on it. `url` is the address as the user wrote it, without anything secret."""

    url: str
    server: str
    database: str
    encrypted: bool

    @classmethod
    def read(cls, url: str) -> Address:
        """Read `neo4j://host[:port][/database]`. Raises StoreMisconfigured; its text never repeats a password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise StoreMisconfigured("Dit is geen adres van een Neo4j-server. Schrijf het zo: neo4j://localhost:7687/neo4j.") from None
        if parts.username is not None or parts.password is not None:
            raise StoreMisconfigured("Zet geen naam of wachtwoord in het adres van de opslag: adressen komen in logboeken terecht. "
                                     "Zet ze in DEKKEND_STORE_USER en DEKKEND_STORE_PASSWORD (of DEKKEND_STORE_PASSWORD_FILE).")
        database = parts.path.strip("/") or _DEFAULT_DATABASE
        usable = _DATABASE.fullmatch(database) and database != _SYSTEM
        if not parts.hostname or " " in parts.hostname or port == 0 or parts.query or parts.fragment or not usable:
            raise StoreMisconfigured("Dit is geen adres van een Neo4j-server. Schrijf het zo: neo4j://localhost:7687/neo4j "
                                     "(server, poort en naam van de database).")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        server = f"{parts.scheme}://{host}:{port or 7687}"
        return cls(f"{server}/{database}", server, database, parts.scheme.endswith(("+s", "+ssc")))


def connect(address: Address, credentials: Credentials) -> neo4j.Driver:
    """A driver; it connects at its first use. The caller closes it."""
    driver = partial(
        neo4j.GraphDatabase.driver, address.server,
        auth=neo4j.basic_auth(credentials.user, credentials.password) if credentials.user else None,
        connection_timeout=_CONNECT, connection_acquisition_timeout=_ACQUIRE, max_transaction_retry_time=_RETRY,
        max_connection_pool_size=_POOL, liveness_check_timeout=_IDLE_CHECK, notifications_min_severity="OFF", user_agent="dekkend")
    with dutch_errors(address):
        if credentials.trusted is None:
            return driver()
        if address.encrypted:
            raise StoreMisconfigured("Met DEKKEND_STORE_CA hoort een adres dat met neo4j:// of bolt:// begint: "
                                     "het bestand zegt dan zelf al dat de verbinding versleuteld is.")
        return driver(encrypted=True, trusted_certificates=neo4j.TrustCustomCAs(str(_readable(credentials.trusted))))


def _readable(path: Path) -> Path:
    if not path.is_file():
        raise StoreMisconfigured(f"Het bestand {path} uit DEKKEND_STORE_CA is er niet.")
    try:
        # The driver reads the file at its first use only, and lets this error pass.
        ssl.create_default_context(cafile=path)
    except OSError as error:
        raise StoreMisconfigured(f"In het bestand {path} uit DEKKEND_STORE_CA staan geen certificaten (PEM).") from error
    return path


@contextmanager
def dutch_errors(address: Address, *, writing: bool = False) -> Iterator[None]:
    """Turn an error of the driver or the server into a StoreError with a Dutch sentence.

    Who was `writing` is told that nothing was stored, or that this is not certain.
    """
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise _translated(error, address, " Er is niets opgeslagen." if writing else "") from error


def _translated(error: Neo4jError | DriverError, address: Address, nothing: str) -> StoreError:
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    url = address.url
    match error:
        case IncompleteCommit():
            return StoreUnavailable(f"De verbinding met {url} viel weg tijdens het vastleggen. Het is niet zeker of de wijziging is "
                                    "opgeslagen. Kijk zodra de opslag er weer is of er een nieuwe revisie is, of bied hetzelfde nog eens "
                                    "aan: wat er al is, wordt niet dubbel opgeslagen.")
        case ClientError() if code == "Neo.ClientError.Security.CredentialsExpired":
            return StoreMisconfigured(f"De opslag {url} wil dat het wachtwoord van deze gebruiker eerst wordt veranderd. "
                                      "Doe dat in Neo4j Browser, en zet het nieuwe in DEKKEND_STORE_PASSWORD.")
        # Not every refusal has a class of its own in the driver: after too many wrong passwords it is a ClientError.
        case ClientError() if isinstance(error, AuthError | Forbidden) or code.startswith("Neo.ClientError.Security."):
            return StoreMisconfigured(f"De opslag {url} weigert de naam of het wachtwoord, of deze gebruiker mag dit niet. "
                                      "Kijk DEKKEND_STORE_USER en DEKKEND_STORE_PASSWORD na.")
        case ClientError() if code == "Neo.ClientError.Database.DatabaseNotFound":
            return StoreMisconfigured(f"Op deze server is geen database {address.database}. Kijk het adres {url} na.")
        case ConfigurationError():
            return StoreMisconfigured(f"Het adres {url} kan niet worden gebruikt: kijk naar soort, server en versleuteling.")
        case TransientError() if "Memory" in code:
            return StoreUnavailable(f"De opslag {url} heeft te weinig geheugen voor deze opdracht.{nothing} "
                                    "Geef Neo4j meer geheugen (server.memory.heap.max_size).")
        case ServiceUnavailable() | SessionExpired() | TransientError() | ConnectionAcquisitionTimeoutError():
            return StoreUnavailable(f"De opslag {url} is niet bereikbaar.{nothing} Kijk of de server draait, en of het adres, de "
                                    "versleuteling en het certificaat kloppen.")
        case ClientError() if code.startswith("Neo.ClientError.Schema.") and code.endswith("AlreadyExists"):
            return StoreMisconfigured(f"In {url} staat al een index of regel van iemand anders op een label van Dekkend.{nothing} "
                                      "Haal die weg, of kies een andere database.")
        case ConstraintError():
            return StoreError(f"De graaf in {url} is buiten Dekkend om veranderd: wat er bij moet, staat er al.{nothing} "
                              "Herstel de graaf met dekkend store rebuild en probeer het opnieuw.")
        case DriverError():
            return StoreUnavailable(f"De opslag {url} is gesloten of de verbinding is weggevallen.")
    return StoreError(f"De opslag {url} geeft een onverwachte fout ({code or type(error).__name__}).{nothing}")
