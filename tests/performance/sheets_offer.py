"""Profiles and arrangements of the made-up country: what is asked and what there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from .national import PEILDATUM, Country, Draw, Row
from .sheets_places import AXES

PROFILE_COLUMNS = [
    *"id naam leeftijd_van leeftijd_tot gebieden".split(),
    *AXES,
    *"randvoorwaarden omschrijving bron".split(),
]
ARRANGEMENT_COLUMNS = [
    *"id naam soort voorliggend fase aanbieder partners gebieden leeftijd_van leeftijd_tot".split(),
    *AXES,
    *"sluit_uit instap instroom plekken bezet wachttijd_weken peildatum toegang inschrijving max_duur_maanden".split(),
    *"randvoorwaarden randvoorwaarden_ontbreekt wettelijke_basis status lat lon geldig_van geldig_tot bron".split(),
    *"bevestigd_op opmerking".split(),
]
CONDITIONS = ["VERVOER", "BSO", "HUISVESTING"]
PHASES = (
    "PREVENTIE VROEGSIGNALERING BASISONDERSTEUNING EXTRA_ONDERSTEUNING OZA_REGULIER SBO_SO_VSO OZA_SPECIAAL ZOA DAGBEHANDELING_KDC VERBLIJF"
).split()
ACCESS = "GEEN TLV_SBO TLV_LAAG TLV_MIDDEN TLV_HOOG BESCHIKKING_JW INDICATIE_WLZ VERWIJZING_ARTS".split()

PROFILE_BANDS = (
    *((0, 3), (2, 5), (4, 7), (4, 11), (8, 11), (10, 13)),
    *((12, 15), (12, 17), (14, 17), (16, 19), (18, 22), (21, 25)),
)
AXES_ASKED = (5, 6, 5, 5)
PROFILE_WEIGHTS = (5, 4, 10, 12, 11, 11, 13, 11, 9, 8, 8, 5)
# Sector -> ages and the types of arrangement it has; the breaks at 4, 12, 16 and 18 are those of the law.
SECTORS: dict[str, tuple[tuple[int, int], list[str]]] = {
    "VROEG": ((0, 4), ["DAGBEHANDELING", "ONDERWIJSZORGCENTRUM", "KDC_ONDERWIJS"]),
    "PO": ((4, 12), ["OZA", "SBO", "SO", "BASISONDERSTEUNING", "EXTRA_ONDERSTEUNING", "TAALKLAS_PO", "ZIO_COLLECTIEF"]),
    "VO": ((12, 17), ["OZA", "ZOA", "OPDC", "PRO", "LWOO", "ISK", "EXTRA_ONDERSTEUNING", "AFSTANDSONDERWIJS"]),
    "VSO": ((12, 19), ["VSO", "VSO_ARBEID", "VSO_DAGBESTEDING", "SYMBIOSE", "VERVANGENDE_LEERPLICHT"]),
    "DOORGAAND": ((4, 17), ["ZOA", "DAGBEHANDELING", "OZA_EXPERIMENT", "RESIDENTIEEL_ONDERWIJS", "OZL", "NASCHOOLS"]),
    "JONGVOLWASSEN": ((16, 23), ["ZOA", "DAGBEHANDELING", "VERVANGENDE_LEERPLICHT"]),
}
SECTOR_WEIGHTS = (3, 34, 28, 14, 17, 4)
BLANK, EVERY, VALUES = range(3)
ADMISSION_WEIGHTS = (0.15, 0.15, 0.7)
COUNT_WEIGHTS = (8, 5, 2, 1)


def wanted(codes: list[str], steepness: float) -> list[float]:
    """Weight per value: the first ones of an axis are common, the last ones rare."""
    return [1.0 / (3 + i) ** steepness for i in range(len(codes))]


def profiles(country: Country) -> Iterator[Row]:
    """Every profile asks for one or two values on two to five axes, over three to eight years."""
    n, draw = country.size.profiles, country.draw("profielen")
    names = list(AXES)
    bands = draw.index(len(PROFILE_BANDS), n, PROFILE_WEIGHTS)
    spread = [2 + more for more in draw.index(4, n, AXES_ASKED)]
    regional, home = draw.chance(0.05, n), draw.index(country.size.gemeenten, n)
    conditions, used = draw.sparse(CONDITIONS, n, 0.6), draw.sparse(country.sources, n, 0.3)
    for i in range(n):
        low, high = PROFILE_BANDS[bands[i]]
        asked = {}
        for position in draw.rng.permutation(len(names))[: spread[i]].tolist():
            codes = country.concepts[names[position]]
            many = 2 if draw.rng.random() < 0.1 else 1
            asked[names[position]] = "; ".join(sorted(set(draw.pick(codes, many, wanted(codes, 0.4)))))
        country.profiles.append(f"profiel-{i + 1:04d}")
        country.profile_ages.append((low, high))
        area = country.jeugdregio_of_gemeente[home[i]] if regional[i] else ""
        cells = [asked.get(name, "") for name in names]
        about = f"Verzonnen profiel over {len(asked)} assen."
        yield (
            *(country.profiles[i], f"Profiel {i + 1} (fictief)", str(low), str(high), area),
            *cells,
            *(conditions[i], about, used[i]),
        )


def serving(country: Country, draw: Draw, homes: list[int]) -> list[str]:
    """Areas that each provision serves: a gemeente, an SWV, a jeugdregio, some gemeenten together, all or unknown."""
    kinds = draw.index(7, len(homes), (46, 17, 12, 11, 10, 3, 1))
    more = draw.numbers(1, 4, len(homes))
    cells = []
    for home, kind, extra in zip(homes, kinds, more, strict=True):
        po, vo = country.swv_of_gemeente[home]
        near = country.neighbours[home][:extra]
        some = "; ".join(country.gemeenten[g] for g in sorted([home, *near]))
        cells.append((country.gemeenten[home], po, vo, country.jeugdregio_of_gemeente[home], some, "", "alle")[kind])
    return cells


def ages(draw: Draw, sectors: list[str]) -> tuple[list[str], list[str]]:
    """Age bounds around those of the sector; 8 % blank, 3 % without bound."""
    n = len(sectors)
    low = [SECTORS[s][0][0] + shift for s, shift in zip(sectors, draw.index(3, n, (8, 1, 2)), strict=True)]
    less = draw.index(4, n, (8, 2, 1, 1))
    high = [max(SECTORS[s][0][1] - shift, least) for s, shift, least in zip(sectors, less, low, strict=True)]

    def cells(bounds: list[int]) -> list[str]:
        return [(str(v), "", "alle")[k] for v, k in zip(bounds, draw.index(3, n, (89, 8, 3)), strict=True)]

    return cells(low), cells(high)


def admissions(country: Country, draw: Draw, n: int) -> list[list[str]]:
    """One column per axis: about 15 % blank, 15 % `alle`, else one to four values."""
    axes = len(country.concepts)
    kinds = draw.rng.choice(3, (axes, n), p=ADMISSION_WEIGHTS)
    # Three in four provisions leave exactly one axis blank and one free: with chance alone nearly every profile would
    # find some provision that might fit, and the state GEEN would hardly occur.
    first, second = draw.rng.random((axes, n)).argsort(axis=0)[:2]
    neat = np.flatnonzero(np.arange(n) % 4)
    kinds[:, neat] = VALUES
    kinds[first[neat], neat], kinds[second[neat], neat] = BLANK, EVERY
    columns = []
    for codes, kind in zip(country.concepts.values(), kinds.tolist(), strict=True):
        counts = [1 + more for more in draw.index(4, n, COUNT_WEIGHTS)]
        values = draw.pick(codes, 4 * n, wanted(codes, 1.1))
        cells = ["; ".join(sorted(set(values[4 * i : 4 * i + count]))) for i, count in enumerate(counts)]
        columns.append([("", "alle", cell)[k] for k, cell in zip(kind, cells, strict=True)])
    return columns


def exclusions(country: Country, draw: Draw, n: int) -> list[str]:
    """One provision in ten excludes one or two values."""
    values = [f"{axis}:{code}" for axis, codes in country.concepts.items() for code in codes]
    pairs, kinds = draw.pick(values, 2 * n), draw.index(3, n, (90, 7, 3))
    return ["; ".join(sorted(set(pairs[2 * i : 2 * i + kinds[i]]))) for i in range(n)]


def places(draw: Draw, n: int, blank: float) -> list[str]:
    """Places as a region writes them: mostly a number, sometimes an interval, `<n` or at least."""
    numbers, kinds, empty = draw.numbers(2, 60, n), draw.index(5, n, (80, 8, 6, 3, 3)), draw.chance(blank, n)
    return [
        "" if none else (f"{v}", f"{v}-{v + 5}", f"<{v}", f">={v}", "-1")[kind] for v, kind, none in zip(numbers, kinds, empty, strict=True)
    ]


def arrangements(country: Country) -> Iterator[Row]:
    """Provisions, with one situation (no provision) in a hundred."""
    n, draw = country.size.provisions, country.draw("arrangementen")
    homes = draw.index(country.size.gemeenten, n)
    sectors = draw.pick(list(SECTORS), n, SECTOR_WEIGHTS)
    kinds, situation = draw.index(100, n), draw.chance(0.01, n)
    providers = country.care + country.schools
    provider, partner = draw.sparse(providers, n, 0.04), draw.sparse(providers, n, 0.7)
    areas, admitted = serving(country, draw, homes), admissions(country, draw, n)
    excluded = exclusions(country, draw, n)
    low, high = ages(draw, sectors)
    fixed = {
        "voorliggend": draw.sparse(["ONDERWIJS", "ZORG", "GELIJK"], n, 0.1),
        "fase": draw.sparse(PHASES, n, 0.1),
        "instap": draw.pick(["ja", "nee", "", "onbekend"], n, (25, 55, 15, 5)),
        "instroom": draw.pick(["OPEN", "BEPERKT", "GESTOPT", ""], n, (55, 15, 3, 27)),
        "plekken": places(draw, n, 0.15),
        "bezet": places(draw, n, 0.4),
        "wachttijd_weken": draw.sparse([str(week) for week in range(40)], n, 0.35),
        "peildatum": draw.dates(date(2025, 6, 1), PEILDATUM, n, blank=0.2),
        "inschrijving": draw.sparse(["BLIJFT", "WISSELT", "GEEN"], n, 0.2),
        "max_duur_maanden": draw.sparse(["6", "12", "18", "24", "36"], n, 0.6),
        "wettelijke_basis": draw.sparse(country.legal_bases, n, 0.85),
        "status": draw.pick(["", "ACTIEF", "GEPLAND", "GESTOPT"], n, (60, 36, 2, 2)),
        "geldig_van": draw.dates(date(2018, 1, 1), date(2026, 12, 1), n, blank=0.3),
        "geldig_tot": draw.dates(date(2027, 1, 1), date(2031, 12, 31), n, blank=0.85),
        "bron": draw.sparse(country.sources, n, 0.15),
        "bevestigd_op": draw.dates(date(2024, 6, 1), PEILDATUM, n, blank=0.15),
        "opmerking": draw.sparse(["Verzonnen opmerking van een regio bij deze voorziening, fictief."], n, 0.7),
    }
    access = draw.pick(ACCESS, 2 * n, (40, 8, 12, 8, 6, 26, 6, 8))
    access_kinds, needs, lacks = draw.index(3, n, (20, 70, 10)), draw.index(4, n), draw.chance(0.3, n)
    shift = draw.rng.normal(0, 0.03, (n, 2)).tolist()
    for i in range(n):
        country.arrangements.append(f"arr-{i + 1:05d}")
        types = SECTORS[sectors[i]][1]
        two = sorted(set(access[2 * i : 2 * i + access_kinds[i]]))
        lat, lon = (round(a + b, 4) for a, b in zip(country.position[homes[i]], shift[i], strict=True))
        cells = dict(
            fixed_cells(fixed, i),
            id=country.arrangements[i],
            naam=f"{'Situatie' if situation[i] else 'Voorziening'} {i + 1} (fictief)",
            soort="SITUATIE" if situation[i] else types[kinds[i] % len(types)],
            aanbieder="" if situation[i] else provider[i],
            partners="" if partner[i] == provider[i] else partner[i],
            gebieden=areas[i],
            leeftijd_van=low[i],
            leeftijd_tot=high[i],
            sluit_uit=excluded[i],
            toegang="GEEN" if "GEEN" in two else "; ".join(two),
            randvoorwaarden="; ".join(CONDITIONS[: needs[i]]),
            randvoorwaarden_ontbreekt="; ".join(CONDITIONS[needs[i] :]) if lacks[i] else "",
            lat=f"{lat}",
            lon=f"{lon}",
        )
        cells.update(zip(AXES, (column[i] for column in admitted), strict=True))
        yield [cells[column] for column in ARRANGEMENT_COLUMNS]
    country.home, country.provider = homes, provider


def fixed_cells(columns: dict[str, list[str]], i: int) -> dict[str, str]:
    """Row `i` of columns that were drawn as a whole."""
    return {name: values[i] for name, values in columns.items()}
