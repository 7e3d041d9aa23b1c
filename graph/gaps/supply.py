"""Is there anything for this profile here: GEEN_AANBOD, ONBEKEND_AANBOD, DEELGEBIED, LEEFTIJDSBREUK."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.coverage import COVERED, MAYBE, NONE, PARTLY
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS
from graph.gaps.pairs import STATUSES, inventory_statuses, pair_of, pair_outcome
from graph.gaps.rule import UNKNOWN, Evidence, Explanation, Finding, Outcome, Rule, counted
from graph.gaps.words import ALL_PAIRS, BY_INVENTORY, ages_in_words, evidence_of, inventory_sentence, listed, pair_heading
from graph.matching import Matcher
from graph.projection.offers import ages_of

_SHOWN = 8
BASIS = ("Passend onderwijs vraagt een samenhangend geheel van ondersteuningsvoorzieningen (WPO art. 18a lid 2, tekst 2015; "
         "WVO 2020 art. 2.47) en gemeenten zorgen voor jeugdhulp (Jeugdwet art. 2.3, tekst 2015).")


def _state_rule(rule: str, state: str, unknown: bool = False) -> Callable[[Context], Outcome]:
    def find(context: Context) -> Outcome:
        statuses = np.array(STATUSES.index(UNKNOWN), np.int8) if unknown else inventory_statuses(context)
        return pair_outcome(rule, context, context.cells.masks[state], statuses)
    return find


def _matcher(context: Context, finding: Finding, age: int) -> Matcher:
    needs, area = pair_of(context, finding)
    return Matcher(context.moment, needs, age, context.moment.leaves(needs, area))


def _inventory_evidence(context: Context, area: str) -> tuple[Evidence, ...]:
    return tuple(evidence_of(context, "inventory_entry", id, "telt mee voor hoe zeker dit is")
                 for id in context.inventories[area].rows[:_SHOWN])


def _nothing(context: Context, finding: Finding) -> Explanation:
    _, area = pair_of(context, finding)
    age = finding.ages[0]
    matcher = _matcher(context, finding, age)
    numbers = matcher.near_misses()
    matches = [matcher.match(number) for number in numbers[:_SHOWN]]
    text = f"{pair_heading(context, finding)}: geen enkele voorziening past. {inventory_sentence(context, area)}"
    if matches:
        names = [f"{match.name} ({context.condition(match.near_miss.name)})" for match in matches if match.near_miss]
        text += f" Op {age} jaar staat maar één punt zeker in de weg bij {listed(names, _SHOWN, len(numbers))}."
    near = tuple(evidence_of(context, "arrangement", match.arrangement, f"één punt staat in de weg: {match.near_miss.sentence}")
                 for match in matches if match.near_miss)
    return Explanation(text, near + _inventory_evidence(context, area))


def _unknown(context: Context, finding: Finding) -> Explanation:
    open_questions: dict[str, dict[str, str]] = {}
    for age in finding.ages:
        matcher = _matcher(context, finding, age)
        for match in map(matcher.match, matcher.numbers("ONBEKEND")):
            doubts = open_questions.setdefault(match.arrangement, {})
            for condition in match.conditions:
                if condition.outcome == "ONBEKEND":
                    doubts.setdefault(condition.name, condition.sentence)
    names = [f"{context.name('arrangement', id)} ({', '.join(map(context.condition, doubts))})" for id, doubts in open_questions.items()]
    text = (f"{pair_heading(context, finding)}: geen voorziening past zeker, maar misschien wel "
            f"{listed(names, _SHOWN)}. Wat tussen haakjes staat is niet ingevuld of niet precies genoeg. "
            "Vraag het na bij de aanbieder.")
    return Explanation(text, tuple(
        evidence_of(context, "arrangement", id, " ".join(doubts.values())) for id, doubts in open_questions.items()))


def _partly(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    areas = context.moment.areas
    wanted = context.moment.leaves(needs, area)
    left_out: dict[str, list[int]] = {}
    for age in finding.ages:
        matcher = _matcher(context, finding, age)
        served = 0
        for found in ("JA", "DEELS"):
            for id in matcher.outcomes()[found]:
                served |= matcher.offers.served(matcher.offers.index[id]) or 0
        for leaf in areas.leaf_ids(wanted & ~served):
            left_out.setdefault(leaf, []).append(age)
    names = [areas.name(leaf) for leaf in left_out]
    text = (f"{pair_heading(context, finding)}: er is aanbod, maar niet overal. Zonder aanbod: {listed(names, _SHOWN)} "
            f"({len(left_out)} van {wanted.bit_count()} deelgebieden). {inventory_sentence(context, area)}")
    return Explanation(text, tuple(
        evidence_of(context, "area", leaf, f"geen aanbod voor {ages_in_words(tuple(ages))}") for leaf, ages in left_out.items()
    ) + _inventory_evidence(context, area))


def _age_break(context: Context) -> Outcome:
    cells = context.cells
    statuses = inventory_statuses(context)
    breaks = cells.masks[NONE] & (cells.masks[COVERED] << np.uint32(1))
    findings = [
        Finding("LEEFTIJDSBREUK",
                (("profiel", cells.profiles[row].id), ("gebied", cells.areas[column]), ("leeftijd", age)),
                STATUSES[statuses[column]], (age,))
        for row, column in zip(*(places.tolist() for places in np.nonzero(breaks)), strict=True)
        for age in ages_of(int(breaks[row, column]))
    ]
    per_profile = np.array([needs.ages.bit_count() - 1 for needs in cells.profiles], np.int64)
    return counted(int((cells.present.sum(axis=1) * per_profile).sum()), findings)


def _explain_break(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    age = finding.ages[0]
    before = _matcher(context, finding, age - 1)
    after = _matcher(context, finding, age)
    fitting = before.outcomes()
    ending = fitting["JA"] + fitting["DEELS"]
    reasons = []
    for id in ending:
        refused = [condition for condition in after.match(after.offers.index[id]).conditions if condition.outcome == "NEE"]
        reasons.append(f"{context.name('arrangement', id)} ({refused[0].sentence.rstrip('.')})" if refused
                       else context.name("arrangement", id))
    text = (f"{needs.name} in {context.name('area', area)}: op {age - 1} jaar is er passend aanbod, op {age} jaar niet meer. "
            f"Op {age - 1} jaar {'past' if len(ending) == 1 else 'passen'} nog: {listed(reasons, _SHOWN)}. "
            f"{inventory_sentence(context, area)}")
    return Explanation(text, tuple(evidence_of(context, "arrangement", id, f"past op {age - 1} jaar, niet op {age} jaar")
                                   for id in ending[:_SHOWN]) + _inventory_evidence(context, area))




RULES = (
    Rule("GEEN_AANBOD", 1, "Geen aanbod", "Welke profielen hebben in een gebied geen enkele voorziening?",
         "Van alle voorzieningen past er zeker geen bij het profiel, op de genoemde leeftijden. Hoe zeker dat is, hangt af van "
         "de inventarisatie: alleen waar de aanbieders gevraagd zijn, heet het bevestigd.",
         BASIS, ALL_PAIRS, _state_rule("GEEN_AANBOD", NONE), _nothing, 4,
         why="Een jongere met dit profiel kan hier nergens terecht en komt thuis te zitten, of moet ver weg.",
         keys=("profiel", "gebied"), ages=True,
         statuses=BY_INVENTORY, needs=PAIRS),
    Rule("ONBEKEND_AANBOD", 1, "Onbekend of er aanbod is", "Voor welke profielen weten we niet of er een voorziening is?",
         "Geen voorziening past zeker, maar een of meer passen misschien: er ontbreken gegevens die het zouden beslissen. "
         "Dit is nooit hetzelfde als geen aanbod.",
         BASIS, ALL_PAIRS, _state_rule("ONBEKEND_AANBOD", MAYBE, unknown=True), _unknown, 3,
         why="Eén vraag aan een aanbieder kan uitwijzen of er hier iets is. Dat is goedkoper dan iets nieuws beginnen.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((UNKNOWN, "Altijd: er ontbreken gegevens die het zouden beslissen."),),
         needs=PAIRS),
    Rule("DEELGEBIED", 1, "Aanbod in een deel van het gebied", "Waar geldt passend aanbod maar voor een deel van het gebied?",
         "In sommige delen van het gebied past een voorziening, in andere niet. Jongeren uit dezelfde gemeente krijgen dus niet "
         "hetzelfde.",
         BASIS, ALL_PAIRS, _state_rule("DEELGEBIED", PARTLY), _partly, 4,
         why="Of een jongere geholpen wordt, hangt dan af van de straat of kern waar hij woont.",
         keys=("profiel", "gebied"), ages=True,
         statuses=BY_INVENTORY, needs=PAIRS),
    Rule("LEEFTIJDSBREUK", 1, "Aanbod stopt op een leeftijd", "Op welke leeftijd houdt passend aanbod op?",
         "Een jaar eerder was er in het hele gebied passend aanbod, op deze leeftijd niets meer, terwijl het profiel doorloopt.",
         BASIS, "Elke leeftijd van een profiel behalve de jongste, in elk gebied waarin het profiel voorkomt.",
         _age_break, _explain_break, 4,
         why="Een jongere die goed op zijn plek zit, raakt op zijn verjaardag het aanbod kwijt. Dat is jaren van tevoren te zien.",
         keys=("profiel", "gebied", "leeftijd"), ages=True,
         statuses=BY_INVENTORY, needs=PAIRS),
)
