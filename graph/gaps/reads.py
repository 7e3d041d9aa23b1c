"""Which kinds of record each rule looks at: whether a change can touch what it finds.

Names of records that an explanation mentions do not count, and neither does `gap_case` where it only sets the score. A rule that
is not here is taken to look at everything.
"""

from __future__ import annotations

from schema.kinds import KINDS

_MATCHED = {"area", "profile", "concept", "arrangement"}
_COVERED = {*_MATCHED, "inventory_entry"}

_READS: dict[str, set[str]] = {
    **dict.fromkeys(("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK", "CONTRA_INDICATIE"), _COVERED),
    **dict.fromkeys(("RANDVOORWAARDE", "ENKELVOUDIG", "AFSTAND", "WACHTTIJD", "AANBODOVERLAP"), _MATCHED),
    **{key: {*_MATCHED, "referral"} for key in ("GEEN_VERWIJSPAD", "PADLENGTE")},
    "CAPACITEIT": {*_MATCHED, "demand"},
    "TOEGANGSBARRIERE": {*_MATCHED, "responsibility"},
    "EINDIGE_DEKKING": {*_MATCHED, "funding", "legal_basis"},
    **{key: {"area", "profile", "responsibility"} for key in ("REGIELEEMTE", "REGIE_OVERLAP")},
    "SIGNAAL_ONGEBONDEN": {"area", "profile", "signal", "gap_case"},
    **{key: {"arrangement", "referral"} for key in ("DOODLOPEND", "KRINGVERWIJZING")},
    "ROL_ONTBREEKT": {"arrangement", "responsibility", "funding"},
    "ONGEDEKTE_COMPONENT": {"arrangement", "funding"},
    "GRENSBREUK": {"area"},
    "AFSPRAAK_OPEN": {"agreement"},
    "BESLUIT_OPEN": {"agenda_item", "meeting"},
    "VOLGORDE": {"agenda_item"},
    "TEGENSTRIJDIG": {"agenda_item", "demand"},
    "VEROUDERD": {"arrangement", "referral"},
    "OOGO_VERLOPEN": {"area", "organisation", "meeting", "agenda_item"},
}


def reads(rule: str) -> frozenset[str]:
    """The kinds that a rule looks at."""
    return frozenset(_READS.get(rule, KINDS))
