"""The generated workbooks are worth something only if they reach every state and every outcome, often."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from .bruteforce import RULES, Coverage, Params, coverage, definition
from .bruteforce.cells import code, codes, span, text
from .bruteforce.claims import active_claims
from .bruteforce.match import is_near_miss, match_parts
from .bruteforce.money import component_end, parts, pays
from .bruteforce.reach import steps_to
from .bruteforce.rules_capacity import best_case, demand_nodes, worst_case
from .bruteforce.rules_exclusion import near_misses
from .workbooks import seeded_case

SEEDS = range(600)

# The statuses that a rule can give; a rule that is not named here gives BEVESTIGD only.
STATUSES = {
    "GEEN_AANBOD": ("BEVESTIGD", "VERMOED", "ONBEKEND"),
    "DEELGEBIED": ("BEVESTIGD", "VERMOED", "ONBEKEND"),
    "LEEFTIJDSBREUK": ("BEVESTIGD", "VERMOED", "ONBEKEND"),
    "CONTRA_INDICATIE": ("BEVESTIGD", "VERMOED", "ONBEKEND"),
    "ONBEKEND_AANBOD": ("ONBEKEND",),
    "RANDVOORWAARDE": ("BEVESTIGD", "ONBEKEND"),
    "WACHTTIJD": ("BEVESTIGD", "ONBEKEND"),
    "CAPACITEIT": ("BEVESTIGD", "VERMOED"),
    "DOODLOPEND": ("BEVESTIGD", "ONBEKEND"),
    "KRINGVERWIJZING": ("BEVESTIGD", "VERMOED"),
    "REGIELEEMTE": ("BEVESTIGD", "ONBEKEND"),
    "REGIE_OVERLAP": ("BEVESTIGD", "VERMOED"),
    "ONGEDEKTE_COMPONENT": ("BEVESTIGD", "VERMOED"),
    "EINDIGE_DEKKING": ("BEVESTIGD", "ONBEKEND"),
    "VEROUDERD": ("BEVESTIGD", "ONBEKEND"),
    "OOGO_VERLOPEN": ("BEVESTIGD", "ONBEKEND"),
}


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
    expected |= {f"{rule} {status}" for rule in RULES for status in STATUSES.get(rule, ("BEVESTIGD",))}
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


def test_every_special_clause_is_reached() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        case = seeded_case(seed)
        seen.update(set(special_clauses(coverage(case.book, case.d, case.params))))
        seen.update(f"parameter {one.name}" for one in fields(Params) if getattr(case.params, one.name) != one.default)
    expected = {f"parameter {one.name}" for one in fields(Params)} | set(CLAUSES)
    assert set(seen) == expected
    assert {clause: times for clause, times in seen.items() if times < 4} == {}


CLAUSES = (
    "covered by several together: JA(p,g,a) is empty",
    "demand outside the pairs",
    "demand without end",
    "two nodes of one profile and area",
    "two sources of one node",
    "a node in the worst bottleneck only",
    "a node that may use a provision only perhaps",
    "places without end",
    "both ends of an interval free and full",
    "several near misses with one exclusion in common",
    "a near miss on age or intake",
    "reached in two referrals or more",
    "reached through a situation",
    "reached through a perhaps",
    "a referral that names areas or ages",
    "a decision by a claim that names the provision",
    "a claim with a phase",
    "a claim about another toegang",
    "a claim about part of the pair",
    "a claim that is disputed",
    "component never ends",
    "component ends on a known day",
    "component ends unknown, not before",
    "component ends unknown",
    "a legal basis that ends",
    "only asked for or uncovered money",
    "an area known by one coordinate",
    "a waiting time unknown among known",
    "a signal of an area within the pair's",
    "a signal of a nameless organisation",
)


def special_clauses(found: Coverage) -> list[str]:
    """The clauses of the page that a book touches."""
    return [*_of_pairs(found), *_of_demand(found), *_of_claims(found), *_of_money(found), *_of_cells(found)]


def _of_pairs(found: Coverage) -> list[str]:
    seen = []
    region = found.region
    situations = {r.id for r in region.arrangements if code(r.row, "soort") == "SITUATIE"}
    for p, g in found.pairs:
        for a in p.ages:
            fitting = found.ja(p, g, a)
            if found.cell(p, g, a) == "GEDEKT" and not fitting:
                seen.append(CLAUSES[0])
            waiting = {text(r.row, "wachttijd_weken") for r in fitting}
            if "" in waiting and len(waiting) > 1:
                seen.append("a waiting time unknown among known")
            steps = steps_to(found, p, g, a)
            far = [one for one, taken in steps.items() if taken > 1]
            if far:
                seen.append("reached in two referrals or more")
            if far and set(steps) & situations:
                seen.append("reached through a situation")
            if far and set(steps) - situations - {r.id for r in fitting}:
                seen.append("reached through a perhaps")
            misses = near_misses(found, p, g, a)
            if len(misses) > 1 and set.intersection(*misses):
                seen.append("several near misses with one exclusion in common")
            if set() in misses:
                seen.append("a near miss on age or intake")
    return seen


def _of_demand(found: Coverage) -> list[str]:
    seen = []
    region = found.region
    if not region.rows("vraag") or not region.profiles:
        return []
    nodes = demand_nodes(found)
    pairs = [(node.profile.id, node.gebied) for node in nodes]
    worst, best = worst_case(found, nodes), best_case(found, nodes)
    if set(pairs) - {(p.id, g) for p, g in found.pairs}:
        seen.append("demand outside the pairs")
    if any(node.aantal[1] == float("inf") for node in nodes):
        seen.append("demand without end")
    if len(set(pairs)) < len(pairs):
        seen.append("two nodes of one profile and area")
    ages = ("profiel", "gebied", "peildatum", "definitie", "leeftijd_van", "leeftijd_tot")
    things = [tuple(code(row, column) for column in ages) for row in region.rows("vraag")]
    if len(set(things)) < len(things):
        seen.append("two sources of one node")
    if worst - best:
        seen.append("a node in the worst bottleneck only")
    for node in nodes:
        for r in region.provisions:
            outcomes = {found.match(node.profile, a, leaf, r) for a in node.ages for leaf in region.leaves[node.gebied]}
            if outcomes == {"ONBEKEND"}:
                seen.append("a node that may use a provision only perhaps")
    for r in region.provisions:
        places, taken = span(text(r.row, "plekken")), span(text(r.row, "bezet"))
        if places[1] == float("inf"):
            seen.append("places without end")
        if places[0] - taken[1] <= 0 < places[1] - taken[0]:
            seen.append("both ends of an interval free and full")
    return seen


def _of_claims(found: Coverage) -> list[str]:
    seen = []
    region = found.region
    for claim in (row for rol in ("TOEGANGSBESLUIT", *found.params.rollen) for row in active_claims(region, rol)):
        if text(claim, "fase"):
            seen.append("a claim with a phase")
        if code(claim, "status") == "BETWIST":
            seen.append("a claim that is disputed")
        if code(claim, "rol") == "TOEGANGSBESLUIT" and text(claim, "toegang") and text(claim, "arrangement"):
            (named,) = [r for r in region.arrangements if r.id == text(claim, "arrangement")]
            needs = codes(named.row, "toegang")
            known = code(claim, "toegang") in needs
            seen.append("a decision by a claim that names the provision" if known else "a claim about another toegang")
        for p, g in found.pairs:
            within = region.leaves[text(claim, "gebied")] if text(claim, "gebied") else region.all_leaves
            if within & found.leaves_of_pair(p, g) and not found.leaves_of_pair(p, g) <= within:
                seen.append("a claim about part of the pair")
    for row in region.usable_referrals():
        if text(row, "gebieden") or text(row, "leeftijd_van"):
            seen.append("a referral that names areas or ages")
    return seen


def _of_money(found: Coverage) -> list[str]:
    seen = []
    region = found.region
    money = [row for row in region.rows("financiering") if region.active(row)]
    for r in region.provisions:
        own = [row for row in money if text(row, "arrangement") == r.id]
        if own and not any(map(pays, own)):
            seen.append("only asked for or uncovered money")
        for component in {code(row, "component") for row in own if pays(row)}:
            end = component_end([row for row in own if pays(row) and code(row, "component") == component])
            if end.never:
                seen.append("component never ends")
            elif end.known:
                seen.append("component ends on a known day")
            else:
                seen.append("component ends unknown, not before" if end.not_before else "component ends unknown")
        if len(parts(region, r)) > len({code(row, "component") for row in own if pays(row)}) + bool(text(r.row, "geldig_tot")):
            seen.append("a legal basis that ends")
    return seen


def _of_cells(found: Coverage) -> list[str]:
    seen = []
    region = found.region
    if any(bool(text(row, "lat")) != bool(text(row, "lon")) for row in region.rows("gebieden")):
        seen.append("an area known by one coordinate")
    for row in region.rows("signalen"):
        area = text(row, "gebied")
        if not text(row, "organisatie"):
            seen.append("a signal of a nameless organisation")
        if area and any(region.leaves[area] < region.leaves[g] for _, g in found.pairs if region.leaves[area]):
            seen.append("a signal of an area within the pair's")
    return seen
