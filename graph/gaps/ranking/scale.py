"""What the ranking is made of, in one place: the weights, the scales, and how each rule is weighed.

The page docs/ranking.md is made from these declarations. `score = 2 x ernst + urgentie + bewijs`; ernst is the highest of E1 to E5,
urgentie the highest of U1 to U5, bewijs says how strong the evidence is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from graph.projection.offers import age_mask
from schema.dates import months_before

WEIGHTS = (2, 1, 1)
"""What ernst, urgentie and bewijs count in the score."""
FORMULA = f"{WEIGHTS[0]} × ernst + {WEIGHTS[1]} × urgentie + {WEIGHTS[2]} × bewijs"
HALVES = (1, 2, 3)
"""The band tries every weight at half, at its own value and at one and a half: these numbers of halves."""
MOST = (5, 5, 3)
"""The highest ernst, urgentie and bewijs."""

SUPPRESSED_BELOW = 5
"""A count that may be lower than this never feeds the score."""
SCHOOL_AGES = age_mask(5, 17)
"""Leerplicht and kwalificatieplicht: Leerplichtwet 1969 art. 3 and 4a-4b, text of 2015."""
YOUNG = age_mask(0, 7)
"""The lowest two age bands of the taxonomy, 4-5 and 6-7, and younger."""

AT_STAKE, MISSED, OVERDUE = 5, 4, 5
"""E1, U4 and U5 when they count."""
TERMS = ((3, 5), (6, 4), (12, 3), (24, 2))
"""Within fewer than so many months -> urgentie; later is 1."""
WAITS = ((2, 4), (1, 2))
"""Longer than so many times the norm -> urgentie."""
REACH = ((50, 5), (25, 4), (10, 3), (SUPPRESSED_BELOW, 2))
"""From so many young people -> ernst."""
VULNERABLE = (0, 2, 3, 4, 5)
"""No, one, two, three, four or more signs of vulnerability -> ernst."""
SIGNAL_MONTHS = 12


class Stake(Enum):
    """What is the matter for those whom a rule is about; the value is how a reader is told."""

    NOTHING = "er past niets"
    SHORT = "wat er is, schiet tekort"
    RISK = "wat er is, kan wegvallen"
    ORDER = "afspraken en gegevens zijn niet op orde"


class Ground(Enum):
    """What a finding rests on when it is confirmed; the value is how a reader is told."""

    INVENTORY = "de inventarisatie bij de aanbieders"
    SUPPLY = "de voorzieningen die in het hele gebied passen, met hun bron"
    LEAVES = "de voorzieningen die ergens in het gebied passen, met hun bron"
    DEMAND = "de tellingen van de vraag, met hun bron"
    RECORDS = "de gegevens waar de bevinding over gaat, met hun bron"
    RECORDED = "wat is vastgelegd"
    SILENCE = "wat in het werkboek ontbreekt"
    SIGNALS = "de signalen zelf"


@dataclass(frozen=True)
class Weighed:
    """How a rule is weighed; `systemic` is (E5, why it touches everybody at once)."""

    stake: Stake
    ground: Ground
    systemic: tuple[int, str] | None = None


@dataclass(frozen=True)
class Criterion:
    """One criterion as a reader is told: its code, its name, and when it counts for how much."""

    code: str
    name: str
    meaning: str


WEIGHED: dict[str, Weighed] = {
    **dict.fromkeys(("GEEN_AANBOD", "LEEFTIJDSBREUK", "CONTRA_INDICATIE"), Weighed(Stake.NOTHING, Ground.INVENTORY)),
    **dict.fromkeys(("DEELGEBIED", "ONBEKEND_AANBOD"), Weighed(Stake.SHORT, Ground.INVENTORY)),
    **dict.fromkeys(("RANDVOORWAARDE", "AFSTAND", "WACHTTIJD", "TOEGANGSBARRIERE", "GEEN_VERWIJSPAD", "PADLENGTE"),
                    Weighed(Stake.SHORT, Ground.SUPPLY)),
    "CAPACITEIT": Weighed(Stake.SHORT, Ground.DEMAND),
    "SIGNAAL_ONGEBONDEN": Weighed(Stake.SHORT, Ground.SIGNALS),
    "EINDIGE_DEKKING": Weighed(Stake.RISK, Ground.LEAVES),
    "ENKELVOUDIG": Weighed(Stake.RISK, Ground.LEAVES, (
        3, "Alles wat past komt van één aanbieder. Valt die weg, dan raakt dat alle jongeren met dit profiel tegelijk.")),
    "DOODLOPEND": Weighed(Stake.ORDER, Ground.SILENCE, (
        5, "Wie hier is, komt langs geen verwijspad terug in het onderwijs. Dat raakt iedereen die hier komt.")),
    "KRINGVERWIJZING": Weighed(Stake.ORDER, Ground.RECORDS, (
        4, "Wie hier wordt verwezen, blijft rondgaan zonder plek. Dat raakt iedereen in de kring.")),
    **dict.fromkeys(("REGIELEEMTE", "ROL_ONTBREEKT", "OOGO_VERLOPEN"), Weighed(Stake.ORDER, Ground.SILENCE)),
    **dict.fromkeys(("REGIE_OVERLAP", "GRENSBREUK", "VEROUDERD"), Weighed(Stake.ORDER, Ground.RECORDED)),
    **dict.fromkeys(("ONGEDEKTE_COMPONENT", "AANBODOVERLAP", "AFSPRAAK_OPEN", "BESLUIT_OPEN", "VOLGORDE", "TEGENSTRIJDIG"),
                    Weighed(Stake.ORDER, Ground.RECORDS)),
}
"""Every rule, by id."""

_SCALES = {
    "terms": ", ".join(f"minder dan {months} maanden {value}" for months, value in TERMS) + ", later 1",
    "waits": ", ".join(f"langer dan {f'{times} keer ' if times > 1 else ''}de norm {value}" for times, value in WAITS),
    "reach": ", ".join(f"vanaf {least} jongeren {value}" for least, value in reversed(REACH)),
    "signs": ", ".join(f"{count}{' of meer' if count == len(VULNERABLE) - 1 else ''}: {value}" for count, value in enumerate(VULNERABLE)
                       if count),
}
CRITERIA = (
    Criterion("E1", "Recht op onderwijs", "Er past niets op een leeftijd waarop een jongere leerplichtig of kwalificatieplichtig is (5 tot "
              "en met 17 jaar; Leerplichtwet 1969 art. 3 en 4a-4b, tekst 2015), of jongeren met dit profiel volgen nu geen onderwijs en "
              f"wat er is schiet tekort: {AT_STAKE}."),
    Criterion("E2", "Gevolg voor een jongere", "Wat deze soort lacune voor een jongere betekent: het getal in de tabel met regels. Eén "
              f"hoger, hoogstens {MOST[0]}, als het profiel gaat over jongeren die nu al uitvallen (deelname gedeeltelijk, minder dan een "
              "kwart of niet, of ongeoorloofd verzuim)."),
    Criterion("E3", "Kwetsbaarheid", "Kenmerken van het profiel: jong (7 jaar of jonger), meer behoeften tegelijk, een complexe "
              "ondersteuningsbehoefte (telt voor twee), nieuwkomer of niet in Latijns schrift gealfabetiseerd, verblijf. Het aantal "
              f"kenmerken telt: {_SCALES['signs']}."),
    Criterion("E4", "Aantal jongeren", "Het midden van het aantal volgens de gebruikelijke definitie, op de laatste teldag: "
              f"{_SCALES['reach']}. Een telling die onder de {SUPPRESSED_BELOW} kan liggen, telt nooit mee."),
    Criterion("E5", "Raakt het hele stelsel", "Wie hier vastloopt, loopt niet alleen vast: het getal in de tabel met regels."),
    Criterion("U1", "Tijd tot het einde", "Tijd tot geld, rechtsgrond of looptijd zeker ophoudt van alles wat nu past, of van de "
              f"voorziening waar het over gaat: {_SCALES['terms']}."),
    Criterion("U2", "Wachttijd", "De kortste bekende wachttijd van wat in het hele gebied past: "
              f"{_SCALES['waits']}."),
    Criterion("U3", "Verwachte instroom", "Op het blad stromen staat een instroom van dit profiel in dit gebied die nog moet beginnen, van "
              f"zeker {SUPPRESSED_BELOW} of meer jongeren. Het begin telt zoals bij U1, tot {TERMS[-1][0]} maanden vooruit."),
    Criterion("U4", "Besluitmoment gemist", "De dag waarop het besluit nodig was is voorbij, een agendapunt hierover is geweest zonder "
              f"besluit, of een afspraak hierover is te laat: {MISSED}."),
    Criterion("U5", "Termijn van wettelijk overleg voorbij", "Gemeente en samenwerkingsverband hadden al vier jaar geen overeenstemming in "
              f"hun OOGO, en dat staat vast: {OVERDUE}. Het overleg is wettelijk; de vier jaar zijn van de regel OOGO_VERLOPEN."),
    Criterion("B", "Bewijs", "Registratie 3, meer onafhankelijke aanwijzingen 2, één aanwijzing 1, een vermoeden 0."),
)


def wait_value(weeks: int, norm: int) -> int:
    """U2 of a shortest known wait."""
    return next((value for times, value in WAITS if weeks > times * norm), 0)


def reach_value(doubled: int) -> int:
    """E4 of twice the middle of an interval."""
    return next((value for least, value in REACH if doubled >= 2 * least), 0)


@lru_cache(maxsize=64)
def term_days(today: date) -> tuple[tuple[int, int], ...]:
    """(the last day, as an ordinal, that lies within the term; urgentie) of each term, shortest first."""
    return tuple(((months_before(today, -months) - timedelta(1)).toordinal(), value) for months, value in TERMS)


def term_value(today: date, ordinal: int) -> int:
    """U1 or U3 of something that ends or begins on a day."""
    return next((value for last, value in term_days(today) if ordinal <= last), 1)


def vulnerability(signs: int) -> int:
    """E3 of a number of signs."""
    return VULNERABLE[min(signs, len(VULNERABLE) - 1)]
