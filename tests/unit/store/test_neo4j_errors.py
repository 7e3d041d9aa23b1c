"""Each error of the driver or of the server, as a Dutch sentence of the right sort."""

from __future__ import annotations

import pytest
from neo4j import exceptions as driver
from neo4j.exceptions import Neo4jError

from graph.store import StoreConflict, StoreError, StoreMisconfigured, StoreUnavailable
from graph.store.neo4j_connection import Address, dutch_errors

ADDRESS = Address.read("neo4j://graaf:7687/regio")
NOTHING = "Er is niets opgeslagen."


def of_server(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message="the server says hu1s-t_uin")


CASES = [
    (of_server("Neo.ClientError.Security.Unauthorized"), StoreMisconfigured, "naam of het wachtwoord"),
    (of_server("Neo.ClientError.Security.Forbidden"), StoreMisconfigured, "mag dit niet"),
    (of_server("Neo.ClientError.Security.AuthenticationRateLimit"), StoreMisconfigured, "naam of het wachtwoord"),
    (of_server("Neo.ClientError.Database.DatabaseNotFound"), StoreMisconfigured, "geen database regio"),
    (of_server("Neo.ClientError.Schema.ConstraintValidationFailed"), StoreError, "dekkend store rebuild"),
    (of_server("Neo.ClientError.Statement.SyntaxError"), StoreError, "Neo.ClientError.Statement.SyntaxError"),
    (of_server("Neo.DatabaseError.General.UnknownError"), StoreError, "onverwachte fout"),
    (of_server("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), StoreUnavailable, "te weinig geheugen"),
    (of_server("Neo.TransientError.Transaction.DeadlockDetected"), StoreUnavailable, "niet bereikbaar"),
    (of_server("Neo.TransientError.General.DatabaseUnavailable"), StoreUnavailable, "niet bereikbaar"),
    (driver.ServiceUnavailable("hu1s-t_uin"), StoreUnavailable, "niet bereikbaar"),
    (driver.SessionExpired("hu1s-t_uin"), StoreUnavailable, "niet bereikbaar"),
    (driver.IncompleteCommit("hu1s-t_uin"), StoreUnavailable, "niet zeker of de wijziging is opgeslagen"),
    (driver.ConfigurationError("hu1s-t_uin"), StoreMisconfigured, "kan niet worden gebruikt"),
    (driver.DriverError("hu1s-t_uin"), StoreUnavailable, "gesloten of de verbinding is weggevallen"),
    (driver.ResultConsumedError(None, "hu1s-t_uin"), StoreUnavailable, "gesloten of de verbinding is weggevallen"),
]


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(("error", "sort", "words"), CASES, ids=lambda one: getattr(one, "code", None) or type(one).__name__)
def test_an_error_in_dutch(error: Exception, sort: type[StoreError], words: str, writing: bool) -> None:
    with pytest.raises(StoreError) as raised, dutch_errors(ADDRESS, writing=writing):
        raise error
    text = str(raised.value)
    assert type(raised.value) is sort
    assert words in text
    assert text.endswith(".")
    assert raised.value.__cause__ is error
    # What the server says may hold data, and is in English.
    assert "hu1s-t_uin" not in text
    if not writing or isinstance(error, driver.IncompleteCommit):
        assert NOTHING not in text


def test_a_writer_is_told_that_nothing_was_stored() -> None:
    for error in (driver.ServiceUnavailable(), of_server("Neo.ClientError.Schema.ConstraintValidationFailed"),
                  of_server("Neo.ClientError.Statement.SyntaxError")):
        with pytest.raises(StoreError, match=NOTHING), dutch_errors(ADDRESS, writing=True):
            raise error


def test_other_errors_pass() -> None:
    for error in (ValueError("x"), StoreConflict.__new__(StoreConflict), KeyboardInterrupt()):
        with pytest.raises(type(error)) as raised, dutch_errors(ADDRESS):
            raise error
        assert raised.value is error
