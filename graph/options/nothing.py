"""NIETS_DOEN: what the finding means when nobody acts, and what changes by itself within a year."""

from __future__ import annotations

from dataclasses import replace

from graph.gaps import RULES, Finding, Report, WrongRequest
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN
from graph.gaps.words import ages_in_words, listed
from graph.options.option import Candidate, Sort
from schema.dates import months_before, spoken

_MONTHS, _SHOWN = 12, 6

_MEANS = {
    "GEEN_AANBOD": "Deze jongeren houden geen plek die bij hen past. Zij blijven thuis, wachten, of gaan naar iets wat niet past.",
    "ONBEKEND_AANBOD": "Het blijft onbekend of er iets past. Wie een plek zoekt, moet het zelf uitzoeken.",
    "DEELGEBIED": "Jongeren uit het ene deel krijgen een plek en jongeren uit het andere niet.",
    "LEEFTIJDSBREUK": "Wie deze leeftijd bereikt, raakt zijn plek kwijt zonder dat er een volgende is.",
    "CONTRA_INDICATIE": "Deze jongeren worden overal om dezelfde reden geweigerd.",
    "RANDVOORWAARDE": "Er is passend aanbod, maar deze jongeren kunnen er misschien niet aan meedoen.",
    "ENKELVOUDIG": "Valt deze aanbieder weg, dan is er voor deze jongeren niets meer.",
    "AFSTAND": "Deze jongeren blijven ver reizen, of haken af.",
    "WACHTTIJD": "Deze jongeren blijven langer wachten dan de norm.",
    "CAPACITEIT": "Een deel van deze jongeren krijgt geen plek.",
    "TOEGANGSBARRIERE": "Er is passend aanbod, maar wie er toegang toe geeft is niet bekend.",
    "GEEN_VERWIJSPAD": "Er is passend aanbod, maar een weg erheen is niet bekend.",
    "PADLENGTE": "Deze jongeren gaan langs veel loketten voor zij ergens terechtkunnen.",
    "DOODLOPEND": "Wie hier is, komt niet vanzelf terug in het onderwijs.",
    "KRINGVERWIJZING": "Deze organisaties blijven naar elkaar verwijzen, zonder dat iemand een plek heeft.",
    "REGIELEEMTE": "Loopt het vast, dan is niet bekend wie eigenaar is.",
    "REGIE_OVERLAP": "Het blijft onduidelijk wie beslist. Organisaties kunnen op elkaar wachten.",
    "ROL_ONTBREEKT": "Het blijft onbekend wie hier verantwoordelijk voor is.",
    "ONGEDEKTE_COMPONENT": "Voor dit onderdeel is geen geld. De aanbieder legt bij of stopt ermee.",
    "EINDIGE_DEKKING": "Het laatste wat zeker past houdt op. Daarna is er niets meer waarvan vaststaat dat het bij deze jongeren past.",
    "AANBODOVERLAP": "Twee voorzieningen blijven bijna hetzelfde doen. Dat kan goed zijn: er valt dan iets te kiezen.",
    "GRENSBREUK": "Wie hier woont, houdt met verschillende loketten of partners te maken.",
    "AFSPRAAK_OPEN": "De afspraak blijft liggen.",
    "BESLUIT_OPEN": "Wat op dit besluit wacht, blijft wachten.",
    "VOLGORDE": "Deze tafel besluit over iets wat een andere tafel nog moet bespreken.",
    "TEGENSTRIJDIG": "Wie de cijfers gebruikt, weet niet welke bron klopt.",
    "VEROUDERD": "Wat hierop rust, kan intussen niet meer kloppen.",
    "SIGNAAL_ONGEBONDEN": "De signalen blijven liggen. Wie ze gaf, hoort niets terug.",
    "OOGO_VERLOPEN": "Er is geen overeenstemming waar partijen elkaar aan kunnen houden.",
}

_ALWAYS = frozenset({"ONBEKEND_AANBOD", "RANDVOORWAARDE", "TOEGANGSBARRIERE", "GEEN_VERWIJSPAD", "REGIELEEMTE", "REGIE_OVERLAP",
                     "ROL_ONTBREEKT", "VEROUDERD"})
"""The rules of which the sentence holds however sure the finding is: it speaks of what is not known itself."""
_PROVISO = {CONFIRMED: "", SUSPECTED: "Dit is een vermoeden. Klopt het, dan geldt: ",
            UNKNOWN: "Het blijft onbekend of dit klopt. Klopt het, dan geldt: "}


def nothing(report: Report, finding: Finding, look_ahead: bool) -> Candidate:
    """Niets doen: no edits. With `look_ahead` it tells how the same data look a year on, for this profile and area only."""
    return Candidate(Sort.NIETS_DOEN, "Niets doen",
                     _meaning(finding) + (f" {_ahead(report, finding)}" if look_ahead else ""), (), None)


def _meaning(finding: Finding) -> str:
    """What it means, with no more certainty than the finding has."""
    proviso = "" if finding.rule in _ALWAYS else _PROVISO[finding.status]
    means = _MEANS[finding.rule]
    return f"{proviso}{means[0].lower() if proviso else means[0]}{means[1:]}"


def _ahead(report: Report, finding: Finding) -> str:
    """What the same records say a year on about the same profile and area, or about this rule."""
    subject = finding.subject
    pair = "profiel" in subject and "gebied" in subject
    later = months_before(report.request.day, -_MONTHS)
    rules = tuple(rule.id for rule in report.rules if {"profiel", "gebied"} <= {*rule.keys}) if pair else (finding.rule,)
    asked = replace(report.request, rules=rules)
    if pair:
        asked = replace(asked, profiles=(subject["profiel"],), areas=(subject["gebied"],))
    when = f"Over twaalf maanden ({spoken(later.isoformat())}), als er niets aan de gegevens verandert,"
    now = Report(report.projection, asked)
    try:
        then = Report(report.projection, replace(asked, day=later))
    except WrongRequest as wrong:
        return f"{when} is dit niet te berekenen. {wrong}"
    before, after = _by_id(now), _by_id(then)
    same = after.get(finding.id)
    if same is None:
        still = f"{when} staat deze lacune er niet meer, doordat een begin- of einddatum of een termijn voorbijgaat."
    elif set(same.ages) - set(finding.ages):
        still = f"{when} geldt dit voor {ages_in_words(same.ages)}."
    else:
        still = f"{when} is deze lacune er nog."
    if not pair:
        return still
    more = [each for id, each in after.items() if id != finding.id
            and (id not in before or set(each.ages) - set(before[id].ages))]
    titles = listed([_about(each) for each in more], _SHOWN)
    return still + (f" Erbij komt dan: {titles}." if more else " Er komt voor dit profiel in dit gebied dan niets bij.")


def _about(finding: Finding) -> str:
    """The title of its rule, with its ages."""
    title = RULES[finding.rule].title[0].lower() + RULES[finding.rule].title[1:]
    return f"{title} ({ages_in_words(finding.ages)})" if finding.ages else title


def _by_id(report: Report) -> dict[str, Finding]:
    return {finding.id: finding for outcome in report.outcomes.values() for finding in outcome.findings}
