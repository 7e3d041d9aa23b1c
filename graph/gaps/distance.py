"""Something fits, but how far away: AFSTAND."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.gaps.context import Context
from graph.gaps.fitting import fitting
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, pair_of, pair_outcome
from graph.gaps.rule import CONFIRMED, Explanation, Finding, Outcome, Parameter, Rule
from graph.gaps.words import ALL_PAIRS, ages_in_words, evidence_of, listed, pair_heading
from graph.projection.offers import ages_of
from graph.records import Values

_SHOWN = 8
_EARTH_KM = 6371.0088


def read_kilometres(text: str) -> float:
    """A distance of 0 km or more, with a point or a comma; ValueError with a Dutch sentence when it is something else."""
    word = text.strip().replace(",", ".")
    if not word.isascii() or not word.replace(".", "", 1).isdigit():
        raise ValueError(f"{text.strip() or 'Een lege waarde'} is geen afstand in kilometers, bijvoorbeeld 15 of 7,5.")
    return float(word)


def positions(rows: Sequence[Values]) -> np.ndarray:
    """(breadth, length) of records in radians; not a number where either is not known [records, 2]."""
    degrees = [(row["lat"], row["lon"]) if "lat" in row and "lon" in row else (np.nan, np.nan) for row in rows]
    return np.radians(np.array(degrees, np.float64).reshape(-1, 2))


def kilometres(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The great circle (haversine) between places in radians [..., 2]."""
    half = (other - one) / 2
    square = np.sin(half[..., 0]) ** 2 + np.cos(one[..., 0]) * np.cos(other[..., 0]) * np.sin(half[..., 1]) ** 2
    # Between opposite ends of the earth rounding may end just above 1.
    distance: np.ndarray = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1, square)))
    return distance


def _find(context: Context) -> Outcome:
    serving = context.serving
    here = positions([context.moment.areas.active[id].values for id in context.cells.areas])
    there = positions(context.moment.offers.rows)
    placed = ~np.isnan(there[:, 0])
    fit, area = serving.services(placed[serving.fits.provision])
    row, number, mask = (column[fit] for column in serving.fits)
    # Many profiles ask for the same way: measure each once.
    way = number.astype(np.int64) * len(here) + area
    near = np.zeros(len(there) * len(here), bool)
    near[way] = True
    asked = np.flatnonzero(near)
    near[asked] = kilometres(here[asked % len(here)], there[asked // len(here)]) <= context.parameters["max_km"]
    close = near[way]
    masks = serving.any_of() & ~serving.any_of(~placed) & ~serving.union(row[close], area[close], mask[close])
    masks[:, np.isnan(here[:, 0])] = 0
    return pair_outcome("AFSTAND", context, masks, np.array(STATUSES.index(CONFIRMED), np.int8))


def _explain(context: Context, finding: Finding) -> Explanation:
    _, area = pair_of(context, finding)
    found = fitting(context, finding)
    here = positions([context.moment.areas.active[area].values])
    ways = kilometres(here, positions([row for _, row, _ in found])).tolist()
    ordered = sorted(zip(ways, found, strict=True), key=lambda item: (item[0], item[1][0]))
    limit = f"{context.parameters['max_km']:g}".replace(".", ",")
    names = []
    for km, (_, row, mask) in ordered:
        ages = ages_of(mask)
        names.append(f"{row['naam']} ({_spoken(km)} km{'' if ages == finding.ages else ', voor ' + ages_in_words(ages)})")
    text = (f"{pair_heading(context, finding)}: de dichtstbijzijnde passende voorziening ligt verder weg dan {limit} km, hemelsbreed "
            f"vanaf het punt dat bij {context.name('area', area)} is ingevuld. Van dichtbij naar ver: {listed(names, _SHOWN)}.")
    return Explanation(text, tuple(evidence_of(context, "arrangement", id, f"ligt op {_spoken(km)} km hemelsbreed")
                                   for km, (id, _, _) in ordered[:_SHOWN]))


def _spoken(kilometres: float) -> str:
    return f"{kilometres:.1f}".replace(".", ",")


RULES = (
    Rule("AFSTAND", 1, "Aanbod te ver weg", "Waar is passend aanbod alleen ver weg?",
         "Er past een voorziening, maar de dichtstbijzijnde ligt hemelsbreed verder weg dan de grens. Alleen als van het gebied en van "
         "alle passende voorzieningen bekend is waar zij liggen.",
         "Eigen regel van Dekkend (2026), naar de vraag welke jongeren geen aanbod binnen bereik hebben. Hemelsbrede kilometers, geen "
         "reistijd.",
         ALL_PAIRS, _find, _explain, 2,
         (Parameter("max_km", "15", "Grootste afstand, in kilometers hemelsbreed, die nog dichtbij genoeg is.", read_kilometres),),
         why="Ver reizen is voor veel jongeren te zwaar, en vervoer kost geld.",
         keys=("profiel", "gebied"), ages=True,
         statuses=((CONFIRMED, "Altijd: de regel telt alleen waar van alles wat past de plaats bekend is."),),
         needs=(*PAIRS, filled("gebieden.lat"), filled("gebieden.lon"), filled("arrangementen.lat"), filled("arrangementen.lon"))),
)
