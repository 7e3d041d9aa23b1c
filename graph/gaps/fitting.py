"""What fits a pair of profile and area wholly, for the rules that look at how good that is."""

from __future__ import annotations

from graph.gaps.context import Context
from graph.gaps.rule import Finding
from graph.records import Values


def fitting(context: Context, finding: Finding) -> list[tuple[str, Values, int]]:
    """(id, row, ages as a mask) of every provision in JA(p,g,a) at some age of a finding with the keys profiel and gebied."""
    wanted = sum(1 << age for age in finding.ages)
    subject = finding.subject
    offers = context.moment.offers
    return [(offers.ids[number], offers.rows[number], ages & wanted)
            for number, ages in context.serving.at(subject["profiel"], subject["gebied"]).items() if ages & wanted]
