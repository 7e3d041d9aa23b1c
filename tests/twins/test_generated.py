"""The twins on many generated regions, each loaded over the one before, on several days and by every kind of area.

Each request is put to half of the twins, in turn. DEKKEND_TWIN_BOOKS sets how many regions are tried (default 60),
DEKKEND_TWIN_SEED where they start (default 0).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from graph.gaps import Request
from graph.gaps.run import AREA_KIND
from graph.projection import Projection
from tests.property.engine import parameters_in_words
from tests.property.workbooks import Case, seeded_case
from tests.twins.twinned import TWINNED, Twinned

BOOKS = int(os.environ.get("DEKKEND_TWIN_BOOKS", "60"))
FIRST_SEED = int(os.environ.get("DEKKEND_TWIN_SEED", "0"))

TURNS = 2
INVENTORIED = ("GEEN_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "CONTRA_INDICATIE")
OUTCOMES = {
    *(f"{rule} BEVESTIGD" for rule in TWINNED if rule != "ONBEKEND_AANBOD"),
    *(f"{rule} {status}" for rule in INVENTORIED for status in ("VERMOED", "ONBEKEND")),
    *(f"{rule} ONBEKEND" for rule in ("ONBEKEND_AANBOD", "VEROUDERD", "RANDVOORWAARDE", "WACHTTIJD", "REGIELEEMTE", "OOGO_VERLOPEN",
                                      "DOODLOPEND", "EINDIGE_DEKKING")),
    *(f"{rule} VERMOED" for rule in ("REGIE_OVERLAP", "ONGEDEKTE_COMPONENT", "KRINGVERWIJZING")),
    "GRENSBREUK SPLITSING", "GRENSBREUK AFWIJKING",
}


def requests(case: Case, projection: Projection) -> Iterator[Request]:
    """What is asked of a region."""
    words = tuple((name, value) for name, value in parameters_in_words(case.params) if name != AREA_KIND)
    moment = projection.at(case.d)
    for kind in sorted(moment.areas.by_kind):
        yield Request(case.d, parameters=(*words, (AREA_KIND, kind)))
    for days in (0, -400, 200):
        yield Request(case.d + timedelta(days), parameters=words)
    if moment.profiles and moment.analysis:
        yield Request(case.d, profiles=(moment.profiles[0].id,), areas=(moment.analysis[-1],), parameters=words)


def test_generated_regions(twinned: Twinned) -> None:
    seen: Counter[str] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + BOOKS):
        case = seeded_case(seed)
        twinned.load(case.book, "toets")
        projection = twinned.projection()
        for turn, request in enumerate(requests(case, projection), seed):
            differences, found = twinned.compare(projection, replace(request, rules=TWINNED[turn % TURNS::TURNS]))
            assert not differences, f"seed {seed}: {differences[:5]}"
            for rule, answer in found.items():
                seen.update(f"{rule} {status}" for status, _ in answer.values())
                seen.update(f"{rule} {part.removeprefix('soort=')}" for id in answer for part in id.split("|") if "soort=" in part)
    # Fewer regions than usual need not reach every outcome.
    assert BOOKS < 60 or set(seen) == OUTCOMES, seen
