"""The radar of end dates says of every age what the definition says when it is asked day by day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from graph.gaps import Report, Request
from graph.radar import Radar

from .bruteforce import Book, Coverage, coverage
from .bruteforce.cells import months_after
from .bruteforce.coverage import GEDEKT
from .bruteforce.money import End, ends_soon_for_certain, ends_soon_perhaps, parts
from .bruteforce.region import Profile
from .engine import parameters_in_words, projection_of
from .workbooks import seeded_case

BOOKS, MONTHS = 150, 30
Said = tuple[date | None, date | None, bool]
"""Last day, not before, and whether it may end sooner."""


def slow(found: Coverage, ends: dict[str, list[End]], p: Profile, g: str, a: int, until: date) -> Said | None:
    """What a covered cell's coverage comes to, by trying each day on which anything ends; None when it does not end in time."""
    leaves = [[ends[r.id] for r in found.matching_there(p, a, leaf)] for leaf in found.leaves_of_pair(p, g)]
    days = sorted({day for parts in ends.values() for end in parts for day in (end.known, end.not_before) if day and day <= until})

    def over(day: date, perhaps: bool) -> bool:
        return any(all(ends_soon_for_certain(each, day) or (perhaps and ends_soon_perhaps(each, day)) for each in there)
                   for there in leaves)

    last = next((day for day in days if over(day, perhaps=False)), None)
    if last is not None:
        return last, None, over(last - timedelta(1), perhaps=True)
    if not over(until, perhaps=True):
        return None
    return None, None if over(date.min, perhaps=True) else next(day for day in days if over(day, perhaps=True)), False


def paid(book: Book, seed: int) -> Book:
    """The book with money that often ends, some day or some unknown day: it decides most of the answers."""
    rng = random.Random(seed)
    days = ("", "", "2027", "2027-06", "2028-01-31", "2040")
    rows = [{"arrangement": row["id"], "component": component, "status": rng.choice(("TIJDELIJK", "PROJECT", "PROJECT", "STRUCTUREEL")),
             "geldstroom": stream, "geldig_tot": rng.choice(days)}
            for row in book.get("arrangementen", ()) for component in ("ZORG", "ONDERWIJS") for stream in ("WLZ", "ZVW")
            if rng.random() < 0.4]
    return {**book, "financiering": rows}


def test_the_radar_equals_the_slow_definition_on_generated_books() -> None:
    seen: Counter[str] = Counter()
    for seed in range(BOOKS):
        case = seeded_case(seed)
        book = paid(case.book, seed)
        found = coverage(book, case.d, case.params)
        until = months_after(case.d, MONTHS)
        ends = {r.id: parts(found.region, r) for r in found.region.provisions}
        expected = {(p.id, g, a): said for p, g in found.pairs for a in p.ages
                    if found.cell(p, g, a) == GEDEKT and (said := slow(found, ends, p, g, a, until))}
        params = case.params
        report = Report(projection_of(book), Request(
            case.d, ("EINDIGE_DEKKING",), () if params.profile is None else (params.profile,),
            () if params.area is None else (params.area,), parameters_in_words(params)))
        radar = Radar(report.context.coverage_ends, until)
        endings = [radar[place] for place in range(len(radar))]
        said = {(ending.profile, ending.area, age): (ending.last_day, ending.not_before, ending.sooner)
                for ending in endings for age in ending.ages}
        assert said == expected, seed
        # Runs are as long as they can be, and each age is in one of them.
        assert len(said) == sum(len(ending.ages) for ending in endings)
        starts = sum((p, g, a - 1) not in expected or expected[p, g, a - 1] != value for (p, g, a), value in expected.items())
        assert starts == len(endings)
        assert [radar.key(place) for place in range(len(radar))] == sorted(radar.key(place) for place in range(len(radar)))
        assert sum(loss.pairs for loss in radar.losses) == len({(e.profile, e.area, e.last_day) for e in endings if e.last_day})
        for ending in endings:
            assert radar.told(ending)[0]
            seen["certain" if ending.certain else "not before" if ending.not_before else "unknown"] += 1
            seen["sooner"] += ending.sooner
            seen["partly"] += radar.told(ending)[1]
            seen["long"] += len(ending.ages) > 1
    assert min(seen[what] for what in ("certain", "not before", "unknown", "sooner", "partly", "long")) > 3, seen
