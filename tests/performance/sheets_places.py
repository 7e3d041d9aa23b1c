"""Areas, organisations, concepts, sources and legal bases of the made-up country."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date

import numpy as np

from .national import PEILDATUM, Country, Row

AREA_COLUMNS = "id naam soort bovenliggend code lat lon geldig_van".split()
ORGANISATION_COLUMNS = ("id naam soort gebieden onderdeel_van codes contact website geldig_van geldig_tot bron bevestigd_op").split()
CONCEPT_COLUMNS = "as code label bovenliggend synoniemen definitie".split()
SOURCE_COLUMNS = "id titel soort datum uitgever url licentie".split()
LEGAL_COLUMNS = "id titel status geldig_van geldig_tot bron".split()

AXES = {"onderwijs": 20, "behoefte": 28, "taal": 12, "deelname": 8, "zorg": 16, "complexiteit": 8, "rechtspositie": 20}
"""Number of values per axis; a third of them are groups that hold the others."""
CARE_KINDS = "JEUGDHULPAANBIEDER KDC GI JGZ TOEGANG_JEUGD LEERPLICHT_BUREAU OUDER_JEUGDSTEUNPUNT ZORGKANTOOR".split()
CARE_WEIGHTS = (60, 8, 5, 5, 10, 5, 5, 2)


def areas(country: Country) -> Iterator[Row]:
    """Regions first, then gemeenten, then PC4 leaves. One leaf in eight lies in another SWV than its gemeente."""
    size, draw = country.size, country.draw("gebieden")
    spot = np.column_stack([draw.rng.uniform(50.8, 53.4, size.gemeenten), draw.rng.uniform(3.5, 7.1, size.gemeenten)])
    distance = np.hypot(*(spot[:, None, :] - spot[None, :, :]).transpose(2, 0, 1))
    country.position = [(round(lat, 4), round(lon, 4)) for lat, lon in spot.tolist()]
    country.neighbours = np.argsort(distance, axis=1, kind="stable")[:, 1:7].tolist()

    def regions(count: int) -> np.ndarray:
        seeds = draw.rng.choice(size.gemeenten, count, replace=False)
        return np.argsort(distance[:, seeds], axis=1, kind="stable")

    po, vo, jeugd, rmc = (regions(n) for n in (size.swv_po, size.swv_vo, size.jeugdregios, size.rmcs))
    for kind, count, first in (("po", size.swv_po, 9001), ("vo", size.swv_vo, 9001)):
        for number in range(first, first + count):
            sort = f"SWV_{kind.upper()}"
            code = f"{kind.upper()}{number}"
            yield code.lower(), f"{sort} {number} (fictief)", sort, "", code, "", "", "2014-08"
    for number in range(1, size.jeugdregios + 1):
        yield f"jr-fictief-{number:02d}", f"Jeugdregio {number:02d} (fictief)", "JEUGDREGIO", "", "", "", "", "2015"
    for number in range(51, 51 + size.rmcs):
        yield f"rmc{number}", f"RMC-regio {number} (fictief)", "RMC", "", "", "", "", "2015"

    for g in range(size.gemeenten):
        code = f"{7001 + g}"
        country.gemeenten.append(f"gm{code}")
        country.swv_of_gemeente.append((f"po{9001 + po[g, 0]}", f"vo{9001 + vo[g, 0]}"))
        country.jeugdregio_of_gemeente.append(f"jr-fictief-{1 + jeugd[g, 0]:02d}")
        parents = f"{country.jeugdregio_of_gemeente[g]}; rmc{51 + rmc[g, 0]}"
        lat, lon = country.position[g]
        yield f"gm{code}", f"Gemeente {code} (fictief)", "GEMEENTE", parents, code, f"{lat}", f"{lon}", "2015-01-01"

    weights = draw.rng.lognormal(0.0, 0.8, size.gemeenten)
    counts = 1 + draw.rng.multinomial(size.leaves - size.gemeenten, weights / weights.sum())
    strays = draw.chance(1 / 8, size.leaves)
    shift = draw.rng.normal(0, 0.04, (size.leaves, 2)).tolist()
    leaf = 0
    for g, count in enumerate(counts.tolist()):
        for part in range(count):
            # The first leaf always follows its gemeente, so that no SWV can lose its last one.
            nearest = 1 if part and strays[leaf] and min(size.swv_po, size.swv_vo) > 1 else 0
            code = f"{1011 + 2 * leaf}"
            parents = f"{country.gemeenten[g]}; po{9001 + po[g, nearest]}; vo{9001 + vo[g, nearest]}"
            lat, lon = (round(a + b, 4) for a, b in zip(country.position[g], shift[leaf], strict=True))
            country.leaves.append(f"pc{code}")
            yield f"pc{code}", f"Postcode {code} (fictief)", "PC4", parents, code, f"{lat}", f"{lon}", "2015"
            leaf += 1


def concepts(country: Country) -> Iterator[Row]:
    """Own values for every axis, so that the set does not depend on the built-in ones. Groups hold narrower values."""
    for axis, count in AXES.items():
        codes = [f"FICTIEF_{axis[:4].upper()}_{i:02d}" for i in range(1, count + 1)]
        groups = codes[:: max(3, count // 4)]
        narrower = [code for code in codes if code not in groups]
        country.concepts[axis] = narrower + groups
        for i, code in enumerate(codes):
            above = "" if code in groups else groups[i * len(groups) // count]
            if i == count - 1:
                above = "; ".join(sorted({above, groups[0]}))
            label = f"{axis.capitalize()} {code[-2:]} (fictief)"
            yield axis, code, label, above, f"{axis[:3]}{code[-2:]} fictief", "Verzonnen waarde voor een meting."


def sources(country: Country) -> Iterator[Row]:
    n, draw = country.size.sources, country.draw("bronnen")
    kinds = draw.pick("REGISTRATIE BESLUIT DOCUMENT INTERVIEW SIGNAAL".split(), n)
    days = draw.dates(date(2022, 1, 1), date(2026, 9, 30), n, blank=0.1)
    for i in range(n):
        country.sources.append(f"bron-{i + 1:05d}")
        url = f"https://voorbeeld.example/bron/{i + 1}"
        yield country.sources[i], f"Bron {i + 1} (fictief)", kinds[i], days[i], "Fictieve uitgever", url, "CC0"


def legal_bases(country: Country) -> Iterator[Row]:
    n, draw = country.size.legal_bases, country.draw("rechtsgronden")
    status = draw.pick("GELDEND VOORSTEL VERVALLEN ONBEKEND".split(), n, (8, 1, 1, 1))
    ends = draw.dates(date(2026, 11, 1), date(2031, 12, 31), n, blank=0.6)
    used = draw.sparse(country.sources, n, 0.2)
    for i in range(n):
        country.legal_bases.append(f"rg-{i + 1:03d}")
        yield country.legal_bases[i], f"Rechtsgrond {i + 1} (fictief)", status[i], "2015", ends[i], used[i]


def organisations(country: Country) -> Iterator[Row]:
    """Public bodies of every gemeente, SWV and jeugdregio; then boards, schools, sites and care providers.

    Raises ValueError when the size leaves no room for the last four.
    """
    size, draw = country.size, country.draw("organisaties")
    n = size.organisations
    rest = n - size.gemeenten - size.swv_po - size.swv_vo - size.jeugdregios
    if rest < 10:
        raise ValueError(f"{n} organisaties is te weinig voor {size.gemeenten} gemeenten en hun regio's")
    used, confirmed = draw.sparse(country.sources, n, 0.2), draw.dates(date(2024, 1, 1), PEILDATUM, n, blank=0.2)
    serial = iter(range(n))

    def row(id_: str, name: str, kind: str, area: str, part_of: str = "", codes: str = "", until: str = "") -> Row:
        i = next(serial)
        site = f"https://voorbeeld.example/organisatie/{i + 1}"
        contact = f"info@organisatie{i + 1}.example"
        return id_, f"{name} (fictief)", kind, area, part_of, codes, contact, site, "2015", until, used[i], confirmed[i]

    for gemeente in country.gemeenten:
        country.gemeente_organisations.append(f"gemeente-{gemeente[2:]}")
        yield row(country.gemeente_organisations[-1], f"Gemeente {gemeente[2:]}", "GEMEENTE", gemeente)
    for kind, count in (("po", size.swv_po), ("vo", size.swv_vo)):
        for number in range(9001, 9001 + count):
            id_, code = f"swv-{kind}{number}", f"{kind.upper()}{number}"
            country.swv_organisations.append(id_)
            yield row(id_, f"Samenwerkingsverband {code}", f"SWV_{kind.upper()}", f"{kind}{number}", "", f"SWV:{code}")
    for number in range(1, size.jeugdregios + 1):
        yield row(f"jeugdregio-{number:02d}", f"Jeugdregio {number:02d}", "JEUGDREGIO", f"jr-fictief-{number:02d}")

    boards, schools, sites = rest // 10, rest * 4 // 10, rest // 10
    home = draw.index(size.gemeenten, rest)
    for i in range(boards):
        yield row(f"bg-{90001 + i}", f"Schoolbestuur {i + 1}", "SCHOOLBESTUUR", country.gemeenten[home[i]])
    for i in range(schools):
        letters = string.ascii_lowercase[i // 50 % 26] + string.ascii_lowercase[i // 1300 % 26]
        brin, area = f"{50 + i % 50}{letters}", country.gemeenten[home[boards + i]]
        country.schools.append(f"brin-{brin}")
        yield row(f"brin-{brin}", f"School {i + 1}", "SCHOOL", area, f"bg-{90001 + i % boards}", f"BRIN:{brin.upper()}")
    for i in range(sites):
        brin, area = country.schools[i][5:], country.gemeenten[home[boards + i]]
        code = f"BRIN:{brin.upper()}00"
        yield row(f"brin-{brin}00", f"Vestiging {i + 1}", "VESTIGING", area, f"brin-{brin}", code)
    left = rest - boards - schools - sites
    kinds = draw.pick(CARE_KINDS, left, CARE_WEIGHTS)
    ends = draw.dates(date(2025, 1, 1), date(2028, 12, 31), left, blank=0.96)
    for i, at in enumerate(home[-left:]):
        country.care.append(f"aanbieder-{i + 1:05d}")
        area = country.gemeenten[at]
        if i % 9 == 0:
            area = f"{area}; {country.jeugdregio_of_gemeente[at]}"
        yield row(country.care[i], f"Zorgaanbieder {i + 1}", kinds[i], area, "", f"KVK:{90000001 + i}", ends[i])
