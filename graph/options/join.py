"""SAMENVOEGEN: two provisions go on as one, which serves what either of them serves; the other stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations
from typing import Any

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.matching import Matcher
from graph.options.edits import added, changed, ended, hull, united
from graph.options.option import Candidate, Sort
from graph.options.target import matchers, target_of
from graph.options.words import areas, bounds, counted, number, offer, organisations
from graph.records import Edit, Values
from schema.keys import derived_id
from schema.kinds import KINDS
from schema.types import ALLE

_MOST, _LOOKED_AT = 6, 25


def overlapping(context: Context, finding: Finding) -> Iterator[Candidate]:
    """The two provisions of the finding as one, either of them."""
    for keep, stop in permutations(finding.subject["arrangementen"]):
        yield from _joined(context, keep, stop)


def complementing(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Two provisions that do not serve the pair by themselves, and together would: each has what the other lacks."""
    target = target_of(context, finding)
    found = 0
    matched = matchers(context, target)
    first = matched[0]
    looked_at = sorted({each for matcher in matched for each in (*matcher.near_misses(), *matcher.numbers("DEELS"))
                        if _fits_but_for_age_and_place(first, each)})[:_LOOKED_AT]
    for one, other in combinations(looked_at, 2):
        if _together(first, one, other) and found < _MOST:
            ids = context.moment.offers.ids
            # The larger one takes in the smaller one.
            keep, stop = sorted((one, other), key=lambda each: (-_size(context, each), ids[each]))
            for candidate in _joined(context, ids[keep], ids[stop]):
                found += 1
                yield candidate


def _size(context: Context, each: int) -> int:
    return int(context.moment.offers.rows[each].get("plekken", [0])[0])


def _fits_but_for_age_and_place(matcher: Matcher, number: int) -> bool:
    """Joining what does something quite different would promise what nobody has said to do."""
    return all(condition.outcome == "JA" for condition in matcher.match(number).conditions if condition.name not in ("leeftijd", "gebied"))


def _together(matcher: Matcher, one: int, other: int) -> bool:
    """Whether two provisions together serve all of the area, with ages that adjoin or overlap."""
    offers = matcher.offers
    ages = int(offers.age_yes[one]), int(offers.age_yes[other])
    if not all(ages) or matcher.leaves & ~((offers.served(one) or 0) | (offers.served(other) or 0)):
        return False
    (low, high), (other_low, other_high) = map(hull, ages)
    return low <= other_high + 1 and other_low <= high + 1


def _joined(context: Context, keep: str, stop: str) -> Iterable[Candidate]:
    closed = ended(context, "arrangement", stop)
    if closed is None:
        return
    mine, theirs = (context.values("arrangement", id) for id in (keep, stop))
    columns = _both(context, mine, theirs)
    values = {**mine, **columns}
    moved = list(_moved(context, keep, stop))
    places = (f"Samen zijn het {number(values['plekken'])} plekken." if "plekken" in mine and "plekken" in theirs
              else "Hoeveel plekken het samen zijn, is niet bekend.")
    paths = (f" Wie naar {theirs['naam']} verwees, verwijst voortaan naar {mine['naam']} "
             f"({counted(len(moved), 'verwijspad', 'verwijspaden')})." if moved else "")
    parties = [each for row in (mine, theirs) for each in (row.get("aanbieder"), *row.get("partners", ())) if each]
    agreed = f" Spreek het af met {organisations(context, parties)}." if parties else ""
    yield Candidate(
        Sort.SAMENVOEGEN, f"Voeg {offer(context, stop)} samen met {offer(context, keep)}",
        f"{mine['naam']} gaat verder voor {bounds(values.get('leeftijd_van'), values.get('leeftijd_tot'))} in "
        f"{areas(context, values.get('gebieden'))} en neemt over wat {theirs['naam']} doet; {theirs['naam']} stopt. "
        f"{places}{paths}{agreed} Gerekend is alsof alles wat een van beide doet, voor iedereen van beide gaat gelden. Wachttijd, toegang, "
        f"plaats, geld en rollen zijn die van {mine['naam']}; wat {theirs['naam']} daarvan heeft, gaat niet mee.",
        (changed(context, "arrangement", keep, **columns), closed, *moved), mine.get("aanbieder"))


def _both(context: Context, mine: Values, theirs: Values) -> dict[str, Any]:
    """The cells of the provision that serves what either serves. What one of them leaves blank stays unknown."""
    columns: dict[str, Any] = {axis: united(mine.get(axis), theirs.get(axis)) for axis in context.moment.vocabulary.axes}
    columns["gebieden"] = united(mine.get("gebieden"), theirs.get("gebieden"))
    columns["leeftijd_van"] = _outer(mine.get("leeftijd_van"), theirs.get("leeftijd_van"), min)
    columns["leeftijd_tot"] = _outer(mine.get("leeftijd_tot"), theirs.get("leeftijd_tot"), max)
    columns["sluit_uit"] = sorted({*mine.get("sluit_uit", ())} & {*theirs.get("sluit_uit", ())})
    columns["randvoorwaarden"] = sorted({*mine.get("randvoorwaarden", ()), *theirs.get("randvoorwaarden", ())})
    columns["randvoorwaarden_ontbreekt"] = sorted({*mine.get("randvoorwaarden_ontbreekt", ())} - set(columns["randvoorwaarden"]))
    if mine.get("instroom") == "GESTOPT":
        columns["instroom"] = theirs.get("instroom")
    partners = {*mine.get("partners", ()), *theirs.get("partners", ()), theirs.get("aanbieder")} - {None, mine.get("aanbieder")}
    columns["partners"] = sorted(filter(None, partners))
    for column in ("plekken", "bezet"):
        if column in mine and column in theirs:
            (low, high), (more_low, more_high) = mine[column], theirs[column]
            columns[column] = [low + more_low, None if high is None or more_high is None else high + more_high]
    return {name: value for name, value in columns.items() if value or name in mine}


def _outer(one: Any, other: Any, which: Any) -> Any:
    if one is None or other is None:
        return None
    return ALLE if ALLE in (one, other) else which(one, other)


def _moved(context: Context, keep: str, stop: str) -> Iterator[Edit]:
    """The referrals from and to the one that stops, as they go on with the other; what is there already is left as it is."""
    referrals = context.moment.projection["referral"]
    made = set()
    for id in context.moment.usable_referrals:
        values = context.values("referral", id)
        if stop in (values["van"], values["naar"]):
            moved = {**values, **{end: keep if values[end] == stop else values[end] for end in ("van", "naar")}}
            new = derived_id(KINDS["referral"], moved)
            if moved["van"] != moved["naar"] and new not in referrals and new not in made:
                made.add(new)
                yield added("referral", moved)
