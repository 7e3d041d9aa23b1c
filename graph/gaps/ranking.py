"""The score by which a list is ordered: ernst, urgentie and bewijs, each with its published weight.

What a region fills in on its sheet `lacunes` overrules what is computed.
"""

from __future__ import annotations

from dataclasses import replace

from graph.gaps.context import Context
from graph.gaps.rule import CONFIRMED, SUSPECTED, Finding, Rule

WEIGHT_SEVERITY, WEIGHT_URGENCY, WEIGHT_EVIDENCE = 2, 1, 1
# A confirmed finding rests on a registration (3), a suspected one on a single signal (1), the rest on nothing yet (0).
_EVIDENCE = {CONFIRMED: 3, SUSPECTED: 1}


def ranked(context: Context, rule: Rule, finding: Finding) -> Finding:
    """The finding with its ernst (0-5), urgentie (0-5), bewijs (0-3) and score."""
    own = context.cases.get(finding.id, {})
    severity = own.get("ernst", rule.severity)
    urgency = own.get("urgentie", rule.urgency(context, finding))
    evidence = _EVIDENCE.get(finding.status, 0)
    score = WEIGHT_SEVERITY * severity + WEIGHT_URGENCY * urgency + WEIGHT_EVIDENCE * evidence
    return replace(finding, severity=severity, urgency=urgency, evidence_strength=evidence, score=score)



def list_order(finding: Finding) -> tuple[int, str]:
    """The order of a list: score descending, then id."""
    return -finding.score, finding.id
