"""Why a referral cannot be taken, or an arrangement not passed: in plain Dutch, without a capital or a full stop."""

from __future__ import annotations

from graph.matching import Matcher
from graph.projection.moment import USABLE, Moment
from graph.records import Values
from schema.dates import spoken

_STATUS = {"BEOOGD": "dit verwijspad is bedoeld, maar werkt nog niet", "GESTOPT": "dit verwijspad wordt niet meer gebruikt"}


def why_unusable(moment: Moment, values: Values) -> str | None:
    """Why nobody can take this referral on the peildatum; None when it can be used."""
    if (status := values.get("status", "GEBRUIKELIJK")) not in USABLE:
        return _STATUS[status]
    if not moment.is_active(values):
        return f"dit verwijspad geldt niet op {spoken(moment.day.isoformat())}"
    for end in (values["van"], values["naar"]):
        if end not in moment.offers.active_set:
            return _stopped(moment, end)
    return None


def why_closed(matcher: Matcher, values: Values) -> str | None:
    """Why this profile cannot take this referral at this age in this area; None when it can, its ends left aside."""
    if why := why_unusable(matcher.moment, values):
        return why
    low, high = values.get("leeftijd_van"), values.get("leeftijd_tot")
    if low is not None and matcher.age < low:
        return f"dit verwijspad is pas voor {low} jaar en ouder"
    if high is not None and matcher.age > high:
        return f"dit verwijspad is voor {high} jaar en jonger"
    places = values.get("gebieden")
    if places is not None and matcher.leaves & ~matcher.moment.areas.union(places):
        return "dit verwijspad geldt alleen voor " + ", ".join(matcher.moment.areas.name(place) for place in places)
    return None


def why_barred(matcher: Matcher, id: str) -> str | None:
    """Why this profile cannot pass through an arrangement; None when it can, or perhaps can."""
    offers = matcher.offers
    if id not in offers.active_set:
        return _stopped(matcher.moment, id)
    number = offers.index.get(id)
    if number is None:
        return None
    match = matcher.match(number)
    refused = [condition for condition in match.conditions if condition.outcome in ("NEE", "DEELS")]
    return f"{match.name} past niet. {' '.join(condition.sentence for condition in refused)}".rstrip(".") if refused else None


def _stopped(moment: Moment, id: str) -> str:
    return f"{moment.projection['arrangement'].name(id)} loopt niet op {spoken(moment.day.isoformat())}"
