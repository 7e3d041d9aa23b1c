"""The twins on many generated regions, each loaded over the one before, on several days and by every kind of area.

DEKKEND_TWIN_BOOKS sets how many regions are tried (default 140), DEKKEND_TWIN_SEED where they start (default 0).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from graph.gaps import Request
from graph.projection import Projection
from tests.property.workbooks import Case, seeded_case
from tests.twins.twinned import TWINNED, Twinned

BOOKS = int(os.environ.get("DEKKEND_TWIN_BOOKS", "80"))
FIRST_SEED = int(os.environ.get("DEKKEND_TWIN_SEED", "0"))

INVENTORIED = ("GEEN_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
OUTCOMES = {
    *(f"{rule} BEVESTIGD" for rule in TWINNED if rule != "ONBEKEND_AANBOD"),
    *(f"{rule} {status}" for rule in INVENTORIED for status in ("VERMOED", "ONBEKEND")),
    "ONBEKEND_AANBOD ONBEKEND", "VEROUDERD ONBEKEND", "GRENSBREUK SPLITSING", "GRENSBREUK AFWIJKING",
}


def requests(case: Case, projection: Projection) -> Iterator[Request]:
    """What is asked of a region."""
    pairs = ("paren", ",".join(f"{a}>{b}" for a, b in case.params.paren))
    moment = projection.at(case.d)
    for kind in sorted(moment.areas.by_kind):
        yield Request(case.d, parameters=(pairs, ("gebiedssoort", kind)))
    for days in (0, -400, 200):
        yield Request(case.d + timedelta(days), parameters=(pairs,))
    if moment.profiles and moment.analysis:
        yield Request(case.d, profiles=(moment.profiles[0].id,), areas=(moment.analysis[-1],), parameters=(pairs,))


def test_generated_regions(twinned: Twinned) -> None:
    seen: Counter[str] = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + BOOKS):
        case = seeded_case(seed)
        twinned.load(case.book, "toets")
        projection = twinned.projection()
        for request in requests(case, projection):
            differences, found = twinned.compare(projection, request)
            assert not differences, f"seed {seed}: {differences[:5]}"
            for rule, answer in found.items():
                seen.update(f"{rule} {status}" for status, _ in answer.values())
                seen.update(f"{rule} {part.removeprefix('soort=')}" for id in answer for part in id.split("|") if "soort=" in part)
    # Fewer regions than usual need not reach every outcome.
    assert BOOKS < 80 or set(seen) == OUTCOMES, seen
