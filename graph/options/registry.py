"""Which candidates are looked for, by rule; each list gives its best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.options import agree, ask, data, dead_ends, fresh, join, law, money, quality, talk, ways, widen
from graph.options.option import Candidate

Generator = Callable[[Context, Finding], Iterator[Candidate]]
_SUPPLY: tuple[Generator, ...] = (widen.near_misses, widen.asking, join.complementing, fresh.arrangement)

GENERATORS: dict[str, tuple[Generator, ...]] = {
    **dict.fromkeys(("GEEN_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "CONTRA_INDICATIE"), (ask.inventory, *_SUPPLY)),
    "ONBEKEND_AANBOD": _SUPPLY,
    "RANDVOORWAARDE": (quality.conditions,),
    "ENKELVOUDIG": (widen.another_provider, fresh.arrangement),
    "AFSTAND": (quality.nearer, fresh.arrangement),
    "WACHTTIJD": (quality.waiting, quality.quicker, fresh.arrangement),
    "CAPACITEIT": (quality.more_places, quality.other_places, quality.new_places),
    "TOEGANGSBARRIERE": (agree.access, law.freer_access),
    "GEEN_VERWIJSPAD": (ways.repaired, ways.to_fitting, ways.as_entry),
    "PADLENGTE": (ways.shortcut,),
    "DOODLOPEND": (dead_ends.to_education,),
    "KRINGVERWIJZING": (dead_ends.out_of_circle,),
    "REGIELEEMTE": (agree.regie, agree.regie_for_all),
    "REGIE_OVERLAP": (agree.one_holder,),
    "ROL_ONTBREEKT": (agree.lacking_role,),
    "ONGEDEKTE_COMPONENT": (money.paid_for,),
    "EINDIGE_DEKKING": (money.longer, money.law_longer, widen.staying, fresh.arrangement),
    "AANBODOVERLAP": (join.overlapping,),
    "GRENSBREUK": (law.border,),
    "AFSPRAAK_OPEN": (talk.agreement,),
    "BESLUIT_OPEN": (talk.decision,),
    "VOLGORDE": (talk.order,),
    "TEGENSTRIJDIG": (data.one_source,),
    "VEROUDERD": (data.confirmed,),
    "SIGNAAL_ONGEBONDEN": (talk.on_the_list,),
    "OOGO_VERLOPEN": (talk.oogo,),
}
