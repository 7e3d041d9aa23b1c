"""Text on a card: harmless, measured, wrapped."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.visualisations.region import HOSTILE
from visualisations.text import clean, shorten, width, wrap


@pytest.mark.parametrize(("text", "harmless"), [
    ("gewoon", "gewoon"),
    ("a\u202eb\u2066c\u200fd", "abcd"),
    ("a\u2028b\nc\td", "a b c d"),
    ("x\x00y\x07z\ud800", "xyz"),
    ("  veel   ruimte ", "veel ruimte"),
    ("👩‍👩‍👧 gezin", "👩‍👩‍👧 gezin"),
    ("Één patiënt", "Één patiënt"),
])
def test_clean(text: str, harmless: str):
    assert clean(text) == harmless


@given(st.text())
def test_what_is_clean_can_stand_in_any_file(text: str):
    kept = clean(text)
    kept.encode()
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Cn") for sign in kept)
    assert clean(kept) == kept


@given(st.text(max_size=300), st.integers(60, 300), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, room: int, lines: int):
    found = wrap(clean(text), 13, room, lines)
    assert len(found) <= lines
    assert all(width(line, 13) <= room for line in found)


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=8))
def test_nothing_is_lost_when_it_fits(words: list[str]):
    text = " ".join(words)
    assert " ".join(wrap(text, 13, 200, 20)) == text


def test_a_cut_is_shown():
    assert wrap("een twee drie vier vijf zes zeven acht", 13, 80, 2)[-1].endswith("…")
    assert wrap(HOSTILE["lang"], 13, 150, 3)[-1].endswith("…")
    assert shorten("Zorgboerderij de Groene Hoeve", 13, 60).endswith("…")
    assert shorten("kort", 13, 60) == "kort"


def test_long_compounds_break_between_their_parts():
    assert wrap("Basisondersteuning", 14, 100, 3) == ("Basis-", "ondersteuning")
    assert wrap("Zorg-onderwijsarrangement", 14, 120, 4) == ("Zorg-", "onderwijs-", "arrangement")
