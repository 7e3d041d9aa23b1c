"""The generated workbooks are worth something only if they reach every state and every outcome, often."""

from __future__ import annotations

from collections import Counter

from .bruteforce import RULES, coverage, definition
from .bruteforce.match import is_near_miss, match_parts
from .workbooks import seeded_case

SEEDS = range(600)


def test_every_outcome_of_every_rule_occurs() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        case = seeded_case(seed)
        for rule, result in definition(case.book, case.d, case.params).items():
            outcomes = {status for status, _ in result.findings.values()}
            outcomes |= {part for identity in result.findings for part in identity.split("|") if "soort=" in part}
            if not result.computed:
                outcomes.add("not computed")
            elif result.population and not result.findings:
                outcomes.add("all covered")
            seen.update(f"{rule} {outcome}" for outcome in outcomes)
    expected = {f"{rule} {outcome}" for rule in RULES for outcome in ("not computed", "all covered")}
    inventoried = ("GEEN_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
    expected |= {f"{rule} {status}" for rule in inventoried for status in ("BEVESTIGD", "VERMOED", "ONBEKEND")}
    expected |= {f"{rule} BEVESTIGD" for rule in RULES if rule != "ONBEKEND_AANBOD"}
    expected |= {"ONBEKEND_AANBOD ONBEKEND", "VEROUDERD ONBEKEND"}
    expected |= {"GRENSBREUK soort=SPLITSING", "GRENSBREUK soort=AFWIJKING"}
    assert set(seen) == expected
    assert {outcome: times for outcome, times in seen.items() if times < 4} == {}


def test_every_state_and_every_outcome_of_a_match_occurs() -> None:
    states: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    leaves: Counter[bool] = Counter()
    for seed in SEEDS:
        case = seeded_case(seed)
        found = coverage(case.book, case.d, case.params)
        states.update(found.cells().values())
        leaves.update(len(found.leaves_of_pair(p, g)) > 1 for p, g in found.pairs)
        region = found.region
        for p in region.profiles:
            for r in region.provisions:
                for leaf in region.all_leaves:
                    outcomes = match_parts(region, p, p.ages[0], leaf, r)
                    parts.update(f"{part} {outcome}" for part, outcome in outcomes.items())
                    parts["near miss"] += is_near_miss(outcomes)
    axes = ("behoefte", "zorg", "taal", "reis", "sfeer")
    assert min(states[state] for state in ("GEDEKT", "DEELS", "MOGELIJK", "GEEN")) > 100
    assert min(parts[f"{part} {o}"] for part in ("leeftijd", "gebied", *axes) for o in ("JA", "NEE", "ONBEKEND")) > 100
    assert min(parts["instroom JA"], parts["instroom NEE"], parts["near miss"]) > 100
    assert leaves[True] > 100
