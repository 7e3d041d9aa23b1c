"""Something fits, but it hangs on one provider: ENKELVOUDIG."""

from __future__ import annotations

import numpy as np

from graph.coverage import COVERED
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, pair_of, pair_outcome
from graph.gaps.rule import CONFIRMED, Explanation, Finding, Outcome, Rule
from graph.gaps.words import ALL_PAIRS, ages_in_words, evidence_of, listed, pair_heading

_SHOWN = 8


def _find(context: Context) -> Outcome:
    serving = context.serving
    masks = serving.some_block(serving.one_owner(context.owners[0])) & context.cells.masks[COVERED]
    return pair_outcome("ENKELVOUDIG", context, masks, np.array(STATUSES.index(CONFIRMED), np.int8))


class _Alone:
    """What hangs on one provider: numbers of its provisions, blocks, ages."""

    def __init__(self) -> None:
        self.provisions: set[int] = set()
        self.blocks: set[int] = set()
        self.ages: set[int] = set()


def _alone(context: Context, finding: Finding) -> dict[str, _Alone]:
    """By provider, where and when it is the only one."""
    needs, area = pair_of(context, finding)
    rows = context.moment.offers.rows
    found: dict[str, _Alone] = {}
    for block, provisions in context.serving.at_blocks(needs.id, area):
        for age in finding.ages:
            here = [number for number, ages in provisions.items() if ages >> age & 1]
            known = {rows[number].get("aanbieder") for number in here}
            owner = known.pop()
            if owner is not None and not known:
                alone = found.setdefault(owner, _Alone())
                alone.provisions.update(here)
                alone.blocks.add(block)
                alone.ages.add(age)
    return found


def _explain(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    areas, ids = context.moment.areas, context.moment.offers.ids
    wanted = context.moment.leaves(needs, area)
    of_leaf = dict(zip(areas.leaf_ids(wanted), context.serving.blocks.of(wanted), strict=True))
    alone = _alone(context, finding)
    sentences, evidence = [], []
    for owner, what in sorted(alone.items())[:_SHOWN]:
        numbers = sorted(what.provisions)
        leaves = [areas.name(leaf) for leaf, block in of_leaf.items() if block in what.blocks]
        where = "" if len(leaves) == len(of_leaf) else f" in {listed(leaves, _SHOWN)}"
        names = listed([context.name("arrangement", ids[number]) for number in numbers], _SHOWN)
        ages = "" if len(what.ages) == len(finding.ages) else f" voor {ages_in_words(sorted(what.ages))}"
        sentences.append(f"{context.name('organisation', owner)}{where}{ages} (met {names})")
        evidence.append(evidence_of(context, "organisation", owner, "de enige aanbieder"))
        evidence += [evidence_of(context, "arrangement", ids[number], "van de enige aanbieder") for number in numbers[:_SHOWN]]
    text = (f"{pair_heading(context, finding)}: al het passende aanbod komt van één aanbieder: {listed(sentences, _SHOWN, len(alone))}. "
            "Valt die weg, dan is er daar niets meer dat zeker past.")
    return Explanation(text, tuple(evidence))


RULES = (
    Rule("ENKELVOUDIG", 1, "Afhankelijk van één aanbieder", "Waar hangt al het passende aanbod aan één aanbieder?",
         "Het hele gebied is gedekt, maar ergens komt alles wat past van dezelfde aanbieder. Valt die weg, dan is er daar niets meer.",
         "Eigen regel van Dekkend (2026). Gemeenten zorgen voor jeugdhulp (Jeugdwet art. 2.3, tekst 2015) en samenwerkingsverbanden "
         "voor een samenhangend geheel van ondersteuningsvoorzieningen (WPO art. 18a lid 2, tekst 2015; WVO 2020 art. 2.47).",
         ALL_PAIRS, _find, _explain, 2,
         why="Eén faillissement, ziekte of opzegging en er is niets meer.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((CONFIRMED, "Altijd: de regel telt alleen waar van alles wat past de aanbieder bekend is."),),
         needs=(*PAIRS, filled("arrangementen.aanbieder"))),
)
