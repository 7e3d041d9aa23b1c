"""The meaning of matching, coverage and gaps, written a second time, as plainly as the design page says it.

Nothing here shares code with the engine. Slow, and right when it reads like the page: `Book` is the workbook as text
cells (sheet -> rows -> column -> cell), `Params` is what is asked, `definition` the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .cells import Book, Row
from .coverage import Coverage, NoSuchAreas, Params
from .findings import RuleResult
from .region import Region
from .rules_areas import grensbreuk
from .rules_capacity import capaciteit
from .rules_coverage import deelgebied, geen_aanbod, leeftijdsbreuk, onbekend_aanbod
from .rules_exclusion import contra_indicatie
from .rules_money import eindige_dekking, ongedekte_component
from .rules_offer import aanbodoverlap, afstand, enkelvoudig, randvoorwaarde, wachttijd
from .rules_paths import doodlopend, geen_verwijspad, kringverwijzing, padlengte
from .rules_records import afspraak_open, besluit_open, tegenstrijdig, verouderd, volgorde
from .rules_roles import regie_overlap, regieleemte, rol_ontbreekt, toegangsbarriere
from .rules_tables import oogo_verlopen, signaal_ongebonden

__all__ = [
    "RULES",
    "Book",
    "Coverage",
    "NoSuchAreas",
    "Params",
    "Region",
    "Row",
    "RuleResult",
    "coverage",
    "definition",
]

RULES: dict[str, Callable[[Coverage], RuleResult]] = {
    "GEEN_AANBOD": geen_aanbod,
    "ONBEKEND_AANBOD": onbekend_aanbod,
    "DEELGEBIED": deelgebied,
    "LEEFTIJDSBREUK": leeftijdsbreuk,
    "CONTRA_INDICATIE": contra_indicatie,
    "RANDVOORWAARDE": randvoorwaarde,
    "ENKELVOUDIG": enkelvoudig,
    "AFSTAND": afstand,
    "WACHTTIJD": wachttijd,
    "CAPACITEIT": capaciteit,
    "TOEGANGSBARRIERE": toegangsbarriere,
    "GEEN_VERWIJSPAD": geen_verwijspad,
    "PADLENGTE": padlengte,
    "DOODLOPEND": doodlopend,
    "KRINGVERWIJZING": kringverwijzing,
    "REGIELEEMTE": regieleemte,
    "REGIE_OVERLAP": regie_overlap,
    "ROL_ONTBREEKT": rol_ontbreekt,
    "ONGEDEKTE_COMPONENT": ongedekte_component,
    "EINDIGE_DEKKING": eindige_dekking,
    "AANBODOVERLAP": aanbodoverlap,
    "GRENSBREUK": grensbreuk,
    "AFSPRAAK_OPEN": afspraak_open,
    "BESLUIT_OPEN": besluit_open,
    "VOLGORDE": volgorde,
    "TEGENSTRIJDIG": tegenstrijdig,
    "VEROUDERD": verouderd,
    "SIGNAAL_ONGEBONDEN": signaal_ongebonden,
    "OOGO_VERLOPEN": oogo_verlopen,
}


def coverage(book: Book, d: date, params: Params | None = None) -> Coverage:
    """The cells, matches and inventory of a book. Raises NoSuchAreas for an explicit area kind without active areas."""
    return Coverage(Region(book, d), params or Params())


def definition(book: Book, d: date, params: Params | None = None) -> dict[str, RuleResult]:
    """What every rule says about a book on day d."""
    found = coverage(book, d, params)
    return {name: rule(found) for name, rule in RULES.items()}
