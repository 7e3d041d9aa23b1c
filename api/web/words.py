"""How figures, dates and codes are written for a Dutch reader; the templates use these as filters."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from schema.dates import spoken

_LOCALE = "nl_NL"

STATUS_WORDS = {"BEVESTIGD": "Bevestigd", "VERMOED": "Vermoed", "ONBEKEND": "Onbekend"}
STATUS_MEANING = {
    "BEVESTIGD": "Het volgt uit wat er is ingevuld. Bij ontbrekend aanbod: bijna alle aanbieders zijn gevraagd.",
    "VERMOED": "Het is waarschijnlijk zo; een deel van de gegevens of van de antwoorden is er nog niet.",
    "ONBEKEND": "De gegevens zeggen het niet; vraag het eerst na.",
}
STATE_WORDS = {
    "GEDEKT": ("Gedekt", "in het hele gebied past een voorziening"),
    "DEELS": ("Deels", "alleen in een deel van het gebied past een voorziening"),
    "MOGELIJK": ("Mogelijk", "misschien past er iets, maar er ontbreken gegevens"),
    "GEEN": ("Geen", "in de gegevens past geen enkele voorziening; hoe zeker dat is, hangt af van de inventarisatie"),
}


def number(value: float) -> str:
    """1234.5 as `1.234,5`."""
    return format_decimal(value, locale=_LOCALE)


def percent(part: float, whole: float) -> str:
    """A share as `12 %`, with `< 1 %` and `> 99 %` for what is not exactly 0 or all; `–` when there is no whole."""
    if not whole:
        return "–"
    share = part / whole
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return format_percent(share, "0 %", locale=_LOCALE)


def euro(value: float) -> str:
    """140000 as `€ 140.000`, kept on one line."""
    return format_currency(value, "EUR", "¤\u00a0#,##0", locale=_LOCALE, currency_digits=False)


def day(value: date | str | None) -> str:
    """A date as `22 november 2026`; an imprecise one at its own precision; `onbekend` for None."""
    return format_date(value, "d MMMM y", locale=_LOCALE) if isinstance(value, date) else spoken(value)


def moment(value: str | datetime | None) -> str:
    """A time in UTC, as such or as ISO text: `22 november 2026 om 14:05` on the clock of this machine; "" for none."""
    if not value:
        return ""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return format_datetime(found.astimezone(), "d MMMM y 'om' HH:mm", locale=_LOCALE)


def count(value: int, one: str, many: str) -> str:
    """`1 lacune`, `12 lacunes`."""
    return f"{number(value)} {one if value == 1 else many}"


def short(text: str, most: int = 260) -> str:
    """A text cut at a word, with `…` when something was left out."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:(") + " …"


FILTERS = {"getal": number, "procent": percent, "euro": euro, "datum": day, "tijdstip": moment, "aantal": count, "kort": short}
