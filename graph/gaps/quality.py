"""Something fits, but is it any good: RANDVOORWAARDE, WACHTTIJD."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graph.gaps.context import Context
from graph.gaps.fitting import fitting
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, Extra, PairFindings, columns_outcome, pair_outcome
from graph.gaps.rule import CONFIRMED, UNKNOWN, Explanation, Finding, Outcome, Parameter, Rule
from graph.gaps.words import ALL_PAIRS, evidence_of, listed, pair_heading
from graph.records import Values
from schema.dates import spoken

_SHOWN = 8
_SURE, _UNSURE = np.int8(STATUSES.index(CONFIRMED)), np.int8(STATUSES.index(UNKNOWN))


def read_weeks(text: str) -> int:
    """A whole number of weeks; ValueError with a Dutch sentence when it is something else."""
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise ValueError(f"{text.strip() or 'Een lege waarde'} is geen heel aantal weken.")
    return int(text)


def _none_of(count: int) -> tuple[str, str]:
    """(which provisions, the negation that the rest of the sentence still needs)."""
    return ("bij de enige passende voorziening", "niet ") if count == 1 else (f"bij geen van de {count} passende voorzieningen", "")


def _stating(context: Context, column: str) -> Callable[[str], np.ndarray]:
    """Which provisions list a condition in a column (bool)."""
    rows = context.moment.offers.rows
    listing: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for condition in row.get(column, ()):
            listing.setdefault(condition, []).append(number)

    def stated(condition: str) -> np.ndarray:
        found = np.zeros(len(rows), bool)
        found[listing.get(condition, [])] = True
        return found
    return stated


def _find_condition(context: Context) -> Outcome:
    serving = context.serving
    profiles = context.cells.profiles
    conditions = sorted({condition for needs in profiles for condition in needs.conditions})
    arranged, lacking = (_stating(context, column) for column in ("randvoorwaarden", "randvoorwaarden_ontbreekt"))
    some = serving.any_of()
    parts: list[Sequence[np.ndarray]] = []
    for place, condition in enumerate(conditions):
        asking = np.array([condition in needs.conditions for needs in profiles], bool)
        masks = np.where(asking[:, None], some & ~serving.any_of(arranged(condition)), np.uint32(0))
        doubtful = serving.any_of(~lacking(condition))
        at = np.nonzero(masks)
        parts.append((*at, masks[at], np.where(masks[at] & doubtful[at], _UNSURE, _SURE), np.full(len(at[0]), place)))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int64)] * 5
    population = sum(int(here.sum()) * len(needs.conditions) for here, needs in zip(context.cells.present, profiles, strict=True))
    return columns_outcome(population, PairFindings("RANDVOORWAARDE", context, columns[0], columns[1], columns[2], columns[3],
                                                    Extra("voorwaarde", conditions, columns[4])))


def _explain_condition(context: Context, finding: Finding) -> Explanation:
    condition = finding.subject["voorwaarde"]
    label = context.moment.vocabulary.label("randvoorwaarden", condition)
    found = fitting(context, finding)
    lacking = {id for id, row, _ in found if condition in row.get("randvoorwaarden_ontbreekt", ())}
    names = [[row["naam"] for id, row, _ in found if (id in lacking) is sure] for sure in (True, False)]
    parts = [f"{words} {listed(group, _SHOWN)}"
             for words, group in zip(("zeker niet bij", "niet ingevuld bij"), names, strict=True) if group]
    where, negation = _none_of(len(found))
    known = ", voor zover bekend" if names[1] else ""
    text = f"{pair_heading(context, finding)}: de randvoorwaarde {label} is {where} {negation}geregeld{known}: {'; '.join(parts)}."
    if names[1]:
        text += " Vraag het na bij de aanbieder."
    return Explanation(text, (
        evidence_of(context, "profile", finding.subject["profiel"], f"heeft nodig: {label}"),
        *(evidence_of(context, "arrangement", id, f"{label}: {'zeker niet geregeld' if id in lacking else 'niet ingevuld'}")
          for id, _, _ in sorted(found, key=lambda item: item[0] not in lacking)[:_SHOWN])))


def _find_waiting(context: Context) -> Outcome:
    weeks = np.array([row.get("wachttijd_weken", np.nan) for row in context.moment.offers.rows], np.float64)
    serving = context.serving
    masks = serving.any_of() & ~serving.any_of(weeks <= context.parameters["norm_weken"])
    return pair_outcome("WACHTTIJD", context, masks, np.where(masks & serving.any_of(np.isnan(weeks)), _UNSURE, _SURE))


def _wait(row: Values) -> str:
    weeks = row.get("wachttijd_weken")
    if weeks is None:
        return "niet ingevuld"
    return f"{weeks} {'week' if weeks == 1 else 'weken'}" + (f", stand van {spoken(row['peildatum'])}" if "peildatum" in row else "")


def _explain_waiting(context: Context, finding: Finding) -> Explanation:
    norm = context.parameters["norm_weken"]
    found = sorted(fitting(context, finding), key=lambda item: (item[1].get("wachttijd_weken", float("inf")), item[0]))
    names = listed([f"{row['naam']} ({_wait(row)})" for _, row, _ in found], _SHOWN)
    where, _ = _none_of(len(found))
    if len(found) == 1:
        long = "niet bekend" if finding.status == UNKNOWN else f"langer dan {norm} weken"
        text = f"{pair_heading(context, finding)}: {where} is de wachttijd {long}: {names}."
    else:
        known = ", voor zover bekend" if finding.status == UNKNOWN else ""
        text = f"{pair_heading(context, finding)}: {where} is de wachttijd hoogstens {norm} weken{known}: {names}."
    if finding.status == UNKNOWN:
        text += " Vraag de wachttijd na bij de aanbieder."
    return Explanation(text, tuple(evidence_of(context, "arrangement", id, f"wachttijd: {_wait(row)}") for id, row, _ in found[:_SHOWN]))


RULES = (
    Rule("RANDVOORWAARDE", 1, "Randvoorwaarde niet geregeld", "Waar is wel aanbod, maar niet wat nodig is om mee te kunnen doen?",
         "Het profiel heeft iets nodig, bijvoorbeeld vervoer of opvang na school. Er past een voorziening, maar van geen enkele is bekend "
         "dat dit er geregeld is. Bevestigd als bij alle staat dat het ontbreekt, anders onbekend.",
         "Eigen regel van Dekkend (2026). Opvang na school en huisvesting als voorwaarde komen uit de opdracht projectleider leerrecht "
         "van de gemeente Rotterdam (zonder datum).",
         "Elke combinatie van een profiel, een gebied waarin het voorkomt en een randvoorwaarde van dat profiel.",
         _find_condition, _explain_condition, 3,
         why="Aanbod dat past, helpt niet als de jongere er niet kan komen of er niet de hele dag kan blijven.",
         keys=("profiel", "gebied", "voorwaarde"), ages=True,
         statuses=((CONFIRMED, "Bij alles wat past staat dat deze randvoorwaarde ontbreekt, op alle genoemde leeftijden."),
                   (UNKNOWN, "Bij iets wat past is het niet ingevuld.")),
         needs=(*PAIRS, filled("profielen.randvoorwaarden"),
                filled("arrangementen.randvoorwaarden", "arrangementen.randvoorwaarden_ontbreekt"))),
    Rule("WACHTTIJD", 1, "Te lange wachttijd", "Waar is alleen aanbod met een te lange wachttijd?",
         "Er past een voorziening, maar van geen enkele is bekend dat de wachttijd binnen de norm is. Bevestigd als alle wachttijden "
         "bekend zijn, anders onbekend.",
         "Eigen regel van Dekkend (2026): 13 weken is een kwartaal. Ter vergelijking: de Treeknorm, een richtlijn in de zorg, noemt "
         "4 weken tot de intake en 10 weken tot de behandeling (Kamerstuk 31 839, nr. 51).",
         ALL_PAIRS, _find_waiting, _explain_waiting, 3,
         (Parameter("norm_weken", "13", "Langste wachttijd, in weken, die nog binnen de norm is.", read_weeks),),
         why="Wie maanden wacht, zit maanden thuis of op een plek die niet past.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((CONFIRMED, "Van alles wat past is de wachttijd bekend, op alle genoemde leeftijden."),
                   (UNKNOWN, "Van iets wat past is de wachttijd niet bekend.")),
         needs=(*PAIRS, filled("arrangementen.wachttijd_weken"))),
)
