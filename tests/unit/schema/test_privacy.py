"""What the guard refuses, and what it lets through."""

from __future__ import annotations

import pytest

from schema.privacy import BSN, MOBILE, PRIVATE_MAIL, passes_elfproef, person_data, suspicious

REFUSED = [
    ("123456782", BSN), ("nr 111222333.", BSN), ("123456782;987654321", BSN), ("(123456782)", BSN),
    ("BSN123456782", BSN), ("bsn_123456782_", BSN),
    ("voornaam.achternaam@gemeente-voorbeeld.nl", PRIVATE_MAIL), ("j.dejong@voorbeeld.nl", PRIVATE_MAIL),
    ("jjansen@voorbeeld.nl", PRIVATE_MAIL), ("fatima@voorbeeld.nl", PRIVATE_MAIL), ("info@gmail.com", PRIVATE_MAIL),
    ("06-12345678", MOBILE), ("0612345678", MOBILE), ("06 12 34 56 78", MOBILE), ("+31 6 12345678", MOBILE),
    ("+31(0)612345678", MOBILE), ("0031612345678", MOBILE), ("bel (06) 12345678 even", MOBILE), ("tel.0612345678", MOBILE),
]

ALLOWED = [
    "00000001123456782000", "1234567820", "A123456782", "123456789", "000000000", "52.123456782", "4,123456782",
    "52.0612345678", "4,0612345678",
    "info@voorbeeld.nl", "toegang.jeugd@voorbeeld.nl", "leerplicht@voorbeeld.nl", "swv-po@voorbeeld.nl",
    "jeugdloket.leiden@voorbeeld.nl", "kernteam-noord@voorbeeld.nl", "071-5123456", "0880123456",
    "brin-06ab00", "12 plekken in 2026", "",
]


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_refused(text: str, kind: str) -> None:
    assert person_data(text) == kind
    assert suspicious(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_allowed(text: str) -> None:
    assert person_data(text) is None


def test_rsin_is_an_organisation_only_in_codes() -> None:
    assert person_data("KVK:12345678; RSIN:123456782", identifiers=True) is None
    assert person_data("RSIN:123456782") == BSN
    assert person_data("KVK:123456782", identifiers=True) == BSN


def test_elfproef() -> None:
    # 9x1 + 8x2 + 7x3 + 6x4 + 5x5 + 4x6 + 3x7 + 2x8 - 1x2 = 154 = 14 x 11
    assert passes_elfproef("123456782")
    assert not passes_elfproef("123456783")
