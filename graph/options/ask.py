"""AFSPRAAK that only asks: whether somebody offers it after all."""

from __future__ import annotations

from collections.abc import Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.pairs import pair_of
from graph.gaps.rule import CONFIRMED
from graph.inventory import weight
from graph.options.edits import added, changed
from graph.options.option import Candidate, Sort
from graph.options.words import organisations

_ANSWER = ("Het effect is dat van het antwoord dat niemand er nog iets anders heeft: dan staat vast dat het ontbreekt. Heeft iemand wel "
           "iets, zet dat dan in het werkboek; misschien is er dan geen lacune.")


def inventory(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Ask those in the area who did not answer completely or lately; where nobody was asked, all that offer something there."""
    if finding.status == CONFIRMED:
        return
    moment, area = context.moment, pair_of(context, finding)[1]
    name, today = context.name("area", area), moment.day.isoformat()
    rows = {id: context.values("inventory_entry", id) for id in context.inventories[area].rows}
    late = {id: values for id, values in rows.items() if weight(moment, values) < 2}
    if late:
        who = [values["organisatie"] for values in late.values()]
        yield Candidate(Sort.AFSPRAAK, f"Vraag eerst na wat er in {name} is",
                        f"Nog geen volledig antwoord van het laatste jaar: {organisations(context, who)}. {_ANSWER}",
                        tuple(changed(context, "inventory_entry", id, antwoord_op=today, volledig="JA") for id in late), asks=True)
    elif not rows:
        offers, bits = moment.offers, moment.areas.bits(area)
        here = offers.served_parts.parts(bits)[0].tolist()
        who = sorted({row["aanbieder"] for row, some in zip(offers.rows, here, strict=True) if some and "aanbieder" in row})
        if who:
            yield Candidate(Sort.AFSPRAAK, f"Vraag eerst na wat er in {name} is",
                            f"Er is nog niemand gevraagd. Wie er iets aanbiedt: {organisations(context, who)}. {_ANSWER}",
                            tuple(added("inventory_entry", {"organisatie": id, "gebied": area, "gevraagd_op": today, "antwoord_op": today,
                                                            "volledig": "JA"}) for id in who), asks=True)
