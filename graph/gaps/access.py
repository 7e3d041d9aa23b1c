"""Where there is offer, but nobody who may give access to it: TOEGANGSBARRIERE."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.gaps.claimed import claim_evidence, partly_held
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, pair_of, pair_outcome
from graph.gaps.rule import CONFIRMED, Explanation, Finding, Outcome, Rule
from graph.gaps.words import ages_in_words, evidence_of, listed
from graph.records import StoredRecord, Values

_SHOWN, _TOLD = 8, 3
_ROLE = "TOEGANGSBESLUIT"
_FREE = "GEEN"


def _asked(values: Values) -> frozenset[str]:
    """The access decisions that a provision asks for; nothing when it is unknown or no decision is needed."""
    codes = frozenset(values.get("toegang", ()))
    return frozenset() if _FREE in codes else codes


def _codes(context: Context, id: str) -> frozenset[str]:
    return _asked(context.values("arrangement", id))


def _find(context: Context) -> Outcome:
    serving = context.serving
    asked = [_asked(values) for values in context.moment.offers.rows]
    named_free, named = _named(context, asked)
    open_to_all = np.array([not codes for codes in asked], bool)
    open_to_all[list(named_free)] = True
    opened = serving.any_of(open_to_all)
    claims = context.claims.general(_ROLE, any_access=True)
    whatever = _held(context, [claim for claim in claims if "toegang" not in claim.values])
    for code in sorted(frozenset().union(*asked)):
        asking = np.array([code in codes for codes in asked], bool)
        here = whatever | _held(context, [claim for claim in claims if claim.values.get("toegang") == code])
        opened |= np.where(here, serving.any_of(asking), np.uint32(0))
    opened |= _opened_by_name(context, named)
    barred = serving.any_of() & ~opened
    return pair_outcome("TOEGANGSBARRIERE", context, barred, np.array(STATUSES.index(CONFIRMED), np.int8))


def _held(context: Context, claims: list[StoredRecord]) -> np.ndarray:
    return context.places.organisations(claims) > 0


def _named(context: Context, asked: list[frozenset[str]]) -> tuple[set[int], dict[int, list[StoredRecord]]]:
    """(provisions that a claim opens to everybody, per other provision the claims that open it to some)."""
    everybody: set[int] = set()
    some: dict[int, list[StoredRecord]] = {}
    for claim in context.claims.by_role.get(_ROLE, ()):
        values = claim.values
        number = context.moment.offers.index.get(values.get("arrangement", ""))
        if number is not None and asked[number] and ("toegang" not in values or values["toegang"] in asked[number]):
            if "profiel" in values or "gebied" in values:
                some.setdefault(number, []).append(claim)
            else:
                everybody.add(number)
    return everybody, {number: claims for number, claims in some.items() if number not in everybody}


def _opened_by_name(context: Context, named: dict[int, list[StoredRecord]]) -> np.ndarray:
    """The ages at which a provision in JA(p,g,a) is open to (p,g) by a claim that names it [profiles, areas]."""
    serving, places = context.serving, context.places
    if not named:
        return np.zeros(serving.shape, np.uint32)
    wanted = np.zeros(len(context.moment.offers), bool)
    wanted[list(named)] = True
    fit, area = serving.services(wanted[serving.fits.provision])
    order = np.argsort(serving.fits.provision[fit], kind="stable")
    fit, area = fit[order], area[order]
    row, number, mask = (column[fit] for column in serving.fits)
    place = places.of[row, area]
    holding = places.holding(claim for claims in named.values() for claim in claims)
    opened = np.zeros(len(fit), bool)
    for own, claims in named.items():
        mine = slice(*np.searchsorted(number, (own, own + 1)))
        for claim in claims:
            here = holding[claim.values.get("gebied")][place[mine]]
            if "profiel" in claim.values:
                here = here & (row[mine] == places.row.get(claim.values["profiel"], -1))
            opened[mine] |= here
    return serving.union(row[opened], area[opened], mask[opened])


def _barred(context: Context, finding: Finding) -> list[str]:
    """The provisions that match at some age of the finding, on all of the area, in id order."""
    needs, area = pair_of(context, finding)
    serving = context.serving
    numbers, masks, whole = serving.of(context.places.row[needs.id])
    ages = np.uint32(sum(1 << age for age in finding.ages))
    found = numbers[whole[:, context.cells.areas.index(area)] & ((masks & ages) != 0)]
    return [context.moment.offers.ids[number] for number in sorted(found.tolist())]


def _nearby(context: Context, finding: Finding, ids: list[str]) -> Iterator[StoredRecord]:
    """Claims on such a decision that touch the pair, or one of the provisions, but do not hold for it."""
    needs, area = pair_of(context, finding)
    leaves = context.moment.leaves(needs, area)
    codes = {None, *(code for id in ids for code in _codes(context, id))}
    for claim in context.claims.by_role.get(_ROLE, ()):
        values = claim.values
        if (values.get("toegang") in codes and values.get("profiel", needs.id) == needs.id
                and ("arrangement" not in values or values["arrangement"] in ids)
                and ("gebied" not in values or leaves & context.moment.areas.bits(values["gebied"]))):
            yield claim


def _explain(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    ids = _barred(context, finding)
    label = context.moment.vocabulary.label
    asks = {id: listed([label("toegang", code) for code in sorted(_codes(context, id))], _SHOWN) for id in ids}
    names = [f"{context.name('arrangement', id)} ({codes})" for id, codes in asks.items()]
    place = context.name("area", area)
    text = (f"{needs.name} in {place}, {ages_in_words(finding.ages)}: er is passend aanbod, maar van geen organisatie is bekend dat zij "
            f"hier toegang mag geven. Nodig is een besluit bij {listed(names, _TOLD)}.")
    near = list(_nearby(context, finding, ids))
    if near:
        text += f" Een deel is wel belegd: {partly_held(context, near, _TOLD)}."
    evidence = [evidence_of(context, "arrangement", id, f"past, maar vraagt een besluit: {codes}") for id, codes in asks.items()]
    evidence = evidence[:_SHOWN] + [claim_evidence(context, claim, "geldt hier maar voor een deel") for claim in near[:_SHOWN]]
    return Explanation(text, tuple(evidence))


RULES = (
    Rule("TOEGANGSBARRIERE", 1, "Niemand geeft toegang", "Waar is passend aanbod waar niemand over de toegang beslist?",
         "Er is passend aanbod, maar voor al dat aanbod is een besluit nodig, zoals een TLV of een beschikking, en van geen "
         "organisatie is bekend dat zij dat besluit voor dit profiel in dit gebied neemt.",
         "Een TLV geeft het samenwerkingsverband (WPO art. 18a lid 14 en WEC art. 40 lid 15, tekst 2015); over jeugdhulp beslist de "
         "gemeente (Jeugdwet art. 2.3, tekst 2015).",
         "Alle combinaties van een profiel en een gebied waarin het profiel voorkomt.",
         _find, _explain, 4,
         why="Zonder besluit komt niemand binnen, hoe goed het aanbod ook past.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((CONFIRMED, "Altijd: de regel telt alleen waar van alles wat past bekend is welk besluit nodig is."),),
         needs=(*PAIRS, filled("arrangementen.toegang"), filled("verantwoordelijkheden"))),
)
