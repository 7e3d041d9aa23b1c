"""Referrals, claims and funding: the sheets that tie arrangements to each other and to organisations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from .national import PEILDATUM, Country, Row
from .sheets_offer import ACCESS, PHASES

REFERRAL_COLUMNS = (
    "van naar richting leeftijd_van leeftijd_tot gebieden toegang besluit_door doorlooptijd_weken warme_overdracht "
    "inschrijving status geldig_van geldig_tot bron bevestigd_op"
).split()
CLAIM_COLUMNS = "organisatie rol arrangement profiel gebied fase toegang status geldig_van geldig_tot bron opmerking".split()
FUNDING_COLUMNS = ("arrangement financier geldstroom component bedrag_per_jaar status geldig_van geldig_tot besluit bron").split()

DIRECTIONS = "TOELEIDING DOORSTROOM TERUGKEER OVERDRACHT UITSTROOM".split()
REFERRAL_STATUS = ["FORMEEL_AFGESPROKEN", "GEBRUIKELIJK", "", "INCIDENTEEL", "BEOOGD", "GESTOPT"]
ROLES = (
    "REGIE_STELSEL REGIE_PROCES REGIE_CASUS WETTELIJK ZORGPLICHT TOELEIDING TOEGANGSBESLUIT UITVOERING FINANCIERING "
    "TOEZICHT ADVIES AFSTEMMING DOORZETTINGSMACHT"
).split()
STREAMS = "RIJK_BASIS SWV_LICHT SWV_ZWAAR TLV_BEKOSTIGING JW_INDIVIDUEEL JW_COLLECTIEF WLZ GEMEENTE_SUBSIDIE".split()
COMPONENTS = "ONDERWIJS ZORG VERVOER HUISVESTING BSO COORDINATIE".split()


def referrals(country: Country) -> Iterator[Row]:
    """Ties within a jeugdregio for the most part; one in ten crosses it. No two have the same ends and direction."""
    n, draw = country.size.referrals, country.draw("verwijspaden")
    region = np.unique([country.jeugdregio_of_gemeente[h] for h in country.home], return_inverse=True)[1]
    order = np.argsort(region, kind="stable")
    starts = np.searchsorted(region[order], np.arange(region.max() + 2))
    total = len(region)
    triples: dict[tuple[int, int, int], None] = {}
    while len(triples) < n:
        start = draw.rng.integers(0, total, n)
        first, last = starts[region[start]], starts[region[start] + 1]
        near = order[first + (draw.rng.random(n) * (last - first)).astype(int)]
        goal = np.where(draw.rng.random(n) < 0.1, draw.rng.integers(0, total, n), near)
        way = draw.rng.choice(len(DIRECTIONS), n, p=(0.4, 0.2, 0.2, 0.1, 0.1))
        keep = start != goal
        triples.update(dict.fromkeys(zip(*(a[keep].tolist() for a in (start, goal, way)), strict=True)))

    bounds = draw.index(5, n, (70, 10, 10, 5, 5))
    restricted, access = draw.chance(0.15, n), draw.sparse(ACCESS, n, 0.4)
    decided, weeks = draw.sparse(country.organisations, n, 0.4), draw.sparse([str(w) for w in range(1, 27)], n, 0.5)
    warm, enrolment = draw.pick(["ja", "nee", ""], n), draw.sparse(["BLIJFT", "WISSELT", "GEEN"], n, 0.4)
    status = draw.pick(REFERRAL_STATUS, n, (25, 35, 20, 10, 6, 4))
    begin, end = draw.dates(date(2020, 1, 1), PEILDATUM, n, 0.5), draw.dates(PEILDATUM, date(2030, 1, 1), n, 0.9)
    used, confirmed = draw.sparse(country.sources, n, 0.3), draw.dates(date(2024, 6, 1), PEILDATUM, n, 0.3)
    for i, (source, target, richting) in zip(range(n), triples, strict=False):
        low, high = (("", ""), ("4", "11"), ("12", "17"), ("16", ""), ("", "17"))[bounds[i]]
        area = country.jeugdregio_of_gemeente[country.home[source]] if restricted[i] else ""
        ends = (country.arrangements[source], country.arrangements[target], DIRECTIONS[richting])
        path = (low, high, area, access[i], decided[i], weeks[i], warm[i], enrolment[i], status[i])
        yield *ends, *path, begin[i], end[i], used[i], confirmed[i]


def claims(country: Country) -> Iterator[Row]:
    """Half of the claims name an arrangement; the others a profile, an area, a phase or an access decision."""
    n, draw = country.size.claims, country.draw("verantwoordelijkheden")
    seen: set[tuple[str, ...]] = set()
    while len(seen) < n:
        count = n - len(seen)
        kinds, at = draw.index(3, count, (50, 30, 20)), draw.index(len(country.arrangements), count)
        roles, actors = draw.pick(ROLES, count), draw.pick(country.organisations, count)
        profiles, place = draw.sparse(country.profiles, count, 0.4), draw.index(country.size.gemeenten, count)
        phases, access = draw.sparse(PHASES, count, 0.6), draw.sparse(ACCESS, count, 0.8)
        status = draw.pick(["VASTGESTELD", "BEWEERD", "BETWIST", ""], count, (40, 30, 5, 25))
        begin = draw.dates(date(2018, 1, 1), PEILDATUM, count, 0.4)
        end = draw.dates(PEILDATUM, date(2030, 12, 31), count, 0.85)
        used = draw.sparse(country.sources, count, 0.3)
        for i in range(count):
            arrangement, profile, area = country.arrangements[at[i]], profiles[i], country.gemeenten[place[i]]
            phase = phases[i]
            if kinds[i] == 0:
                actor = country.provider[at[i]] or actors[i]
                profile = area = phase = ""
            else:
                arrangement = ""
                actor = country.gemeente_organisations[place[i]]
                if kinds[i] == 2:
                    area = country.swv_of_gemeente[place[i]][i % 2]
                    actor = f"swv-{area}"
            key = (actor, roles[i], arrangement, profile, area, phase, access[i], begin[i])
            if key not in seen:
                seen.add(key)
                note = "Verzonnen aanspraak, fictief." if i % 5 == 0 else ""
                yield *key[:7], status[i], begin[i], end[i], used[i], note


def funding(country: Country) -> Iterator[Row]:
    """Two rows for each arrangement on average, each of its rows for another component."""
    n, draw = country.size.funding, country.draw("financiering")
    total = len(country.arrangements)
    start, financiers = draw.index(len(COMPONENTS), total), country.gemeente_organisations + country.swv_organisations
    status = draw.pick("STRUCTUREEL TIJDELIJK PROJECT AANVRAAG ONGEDEKT".split(), n, (50, 25, 12, 6, 7))
    payer, stream = draw.sparse(financiers, n, 0.05), draw.pick(STREAMS, n)
    amount = draw.sparse([str(1_000 * k) for k in range(5, 400)], n, 0.3)
    begin = draw.dates(date(2019, 1, 1), PEILDATUM, n, 0.1)
    end = draw.dates(date(2026, 1, 1), date(2031, 12, 31), n, 0.5)
    used = draw.sparse(country.sources, n, 0.3)
    for i in range(n):
        row = i % total
        component = COMPONENTS[(start[row] + i // total) % len(COMPONENTS)]
        open_ended = status[i] == "STRUCTUREEL" or (begin[i] and end[i] and end[i] < begin[i])
        what = (country.arrangements[row], payer[i], stream[i], component, amount[i], status[i])
        yield *what, begin[i], "" if open_ended else end[i], f"Besluit {i + 1} (fictief)", used[i]
