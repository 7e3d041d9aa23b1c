"""Addresses and credentials of a Neo4j store, without a server: what they mean, and that a password never shows."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings
from graph.store import Credentials, StoreError, StoreMisconfigured, open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_connection import Address, connect

SECRET = "hu1s-t_uin"
# Of an authority that does not exist: only that it can be read matters here.
PEM = Path(__file__).parent / "authority.pem"


@pytest.mark.parametrize(("url", "server", "database"), [
    ("neo4j://localhost:7687/neo4j", "neo4j://localhost:7687", "neo4j"),
    ("neo4j://localhost", "neo4j://localhost:7687", "neo4j"),
    ("neo4j://localhost/", "neo4j://localhost:7687", "neo4j"),
    ("bolt://10.0.0.1:17687", "bolt://10.0.0.1:17687", "neo4j"),
    ("neo4j+s://graaf.voorbeeld.nl/regio", "neo4j+s://graaf.voorbeeld.nl:7687", "regio"),
    ("neo4j+ssc://graaf/regio-1.a", "neo4j+ssc://graaf:7687", "regio-1.a"),
    ("bolt+s://graaf", "bolt+s://graaf:7687", "neo4j"),
    ("bolt+ssc://graaf:1", "bolt+ssc://graaf:1", "neo4j"),
    ("NEO4J://LocalHost:7687/Regio", "neo4j://localhost:7687", "Regio"),
    ("neo4j://[::1]/regio", "neo4j://[::1]:7687", "regio"),
    ("bolt://[2001:db8::7]:7688", "bolt://[2001:db8::7]:7688", "neo4j"),
])
def test_an_address(url: str, server: str, database: str) -> None:
    address = Address.read(url)
    assert (address.server, address.database, address.url) == (server, database, f"{server}/{database}")
    assert address.encrypted is ("+" in server.partition(":")[0])
    store = Neo4jStore(url)
    assert store.url == address.url
    store.close()


@pytest.mark.parametrize("url", [
    "neo4j://", "neo4j:///", "neo4j:///neo4j", "neo4j://:7687", "neo4j://host:geen-poort", "neo4j://host:99999", "neo4j://host:-1",
    "neo4j://host/ab", "neo4j://host/a/b", "neo4j://host/een naam", "neo4j://host/1regio", "neo4j://host/" + "x" * 64,
    "neo4j://host/neo4j?x=1", "neo4j://host/neo4j#x", "neo4j://[::1", "neo4j://[nul]", "neo4j://host/neo4j`) MATCH (n",
    "neo4j://a b", "neo4j://\n", "neo4j://host:0",
])
def test_a_wrong_address_is_said_plainly(url: str) -> None:
    with pytest.raises(StoreMisconfigured, match="neo4j://localhost:7687/neo4j"):
        open_store(url)


@pytest.mark.parametrize("url", [
    f"neo4j://neo4j:{SECRET}@localhost:7687/neo4j", f"bolt://:{SECRET}@localhost", f"neo4j+s://{SECRET}@localhost",
    f"neo4j://x:{SECRET}@", f"neo4j://x:{SECRET}@localhost:poort", f"neo4j://x:{SECRET}@[::1", f"neo4j://x:{SECRET}/y@host/ab",
    f"neo4j://x:{SECRET}#@host", f"neo4j://localhost/neo4j?password={SECRET}", f"neo5j://x:{SECRET}@localhost",
])
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreMisconfigured) as raised:
        open_store(url)
    error: BaseException | None = raised.value
    while error is not None:
        assert SECRET not in str(error)
        # A traceback shows these too, unless the error was raised `from None`.
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert SECRET not in caplog.text


def test_the_text_for_a_password_says_where_it_belongs() -> None:
    with pytest.raises(StoreMisconfigured, match="DEKKEND_STORE_PASSWORD_FILE"):
        open_store(f"neo4j://neo4j:{SECRET}@localhost:7687/neo4j")


def test_credentials_do_not_show_the_password() -> None:
    credentials = Credentials("neo4j", SECRET, Path("ca.pem"))
    assert SECRET not in f"{credentials} {credentials!r} {[credentials]}"
    assert credentials == Credentials("neo4j", SECRET, Path("ca.pem")) != Credentials("neo4j", "anders", Path("ca.pem"))


def test_trusted_certificates_that_are_not_there() -> None:
    with pytest.raises(StoreMisconfigured, match=r"weg\.pem uit DEKKEND_STORE_CA is er niet"):
        open_store("neo4j://localhost", Credentials("neo4j", SECRET, Path("weg.pem")))


def test_trusted_certificates_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("geen certificaat")
    with pytest.raises(StoreError) as raised:
        open_store("neo4j://127.0.0.1:1", Credentials("neo4j", SECRET, path))
    assert "DEKKEND_STORE_CA" in str(raised.value)


@pytest.mark.parametrize("scheme", ["neo4j+s", "bolt+ssc"])
def test_an_address_that_says_whom_to_trust_takes_no_certificates(scheme: str) -> None:
    with pytest.raises(StoreMisconfigured, match="Met DEKKEND_STORE_CA hoort een adres dat met neo4j:// of bolt:// begint"):
        open_store(f"{scheme}://localhost", Credentials("neo4j", SECRET, PEM))


@pytest.mark.parametrize(("url", "trusted", "encrypted"), [
    ("neo4j://localhost", None, False), ("neo4j+s://localhost", None, True), ("bolt+ssc://localhost", None, True),
    ("bolt://localhost", PEM, True), ("neo4j://localhost", PEM, True),
])
def test_when_the_connection_is_encrypted(url: str, trusted: Path | None, encrypted: bool) -> None:
    driver = connect(Address.read(url), Credentials("neo4j", SECRET, trusted))
    assert driver.encrypted is encrypted
    driver.close()


def test_settings_give_the_credentials(tmp_path: Path) -> None:
    path = tmp_path / "wachtwoord"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    from_file = Settings(store_user="neo4j", store_password_file=path, store_ca=PEM)
    assert from_file.credentials == Credentials("neo4j", SECRET, PEM)
    assert Settings(store_user="neo4j", store_password=SECRET).credentials == Credentials("neo4j", SECRET)
    assert Settings().credentials == Credentials()
    assert SECRET not in f"{from_file!r} {Settings(store_password=SECRET)!r} {Settings(store_password=SECRET).model_dump()}"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_password_file_that_cannot_be_read(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "wachtwoord"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreMisconfigured, match="wachtwoord uit DEKKEND_STORE_PASSWORD_FILE kan niet worden gelezen"):
        _ = Settings(store_password_file=path).credentials


def test_two_passwords_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "wachtwoord"
    path.write_text("anders", encoding="utf-8")
    with pytest.raises(StoreMisconfigured, match="allebei gevuld") as raised:
        _ = Settings(store_password=SECRET, store_password_file=path).credentials
    assert SECRET not in str(raised.value)
    assert "anders" not in str(raised.value)


def test_a_wrong_setting_does_not_show_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEKKEND_STORE_PASSWORD", SECRET)
    monkeypatch.setenv("DEKKEND_PORT", "geen")
    with pytest.raises(ValidationError) as raised:
        Settings()
    assert SECRET not in str(raised.value)
