"""The small Dutch phrases that explanations are made of."""

from __future__ import annotations

from collections.abc import Sequence

from graph.gaps.context import Context
from graph.gaps.pairs import pair_of
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN, Evidence, Finding
from schema.dates import spoken

ALL_PAIRS = "Alle combinaties van een profiel en een gebied waarin het profiel voorkomt."
BY_INVENTORY = (
    (CONFIRMED, "De inventarisatie in het gebied is voor 90 % of meer compleet."),
    (SUSPECTED, "De inventarisatie is voor 50 tot 90 % compleet."),
    (UNKNOWN, "De inventarisatie is voor minder dan 50 % compleet, of er is nog aan niemand gevraagd wat er is."),
)
"""When nothing fits: inv(g) decides how sure that is."""


def ages_in_words(ages: Sequence[int]) -> str:
    """`12 tot en met 14 en 16 jaar` for (12, 13, 14, 16)."""
    runs: list[list[int]] = []
    for age in ages:
        if runs and age == runs[-1][-1] + 1:
            runs[-1].append(age)
        else:
            runs.append([age])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]} en {run[1]}" if len(run) == 2
             else f"{run[0]} tot en met {run[-1]}" for run in runs]
    return listed(words, len(words)) + " jaar"


def listed(words: Sequence[str], most: int, total: int | None = None) -> str:
    """`a, b en c`; with more than `most` of them, how many were left out (of `total`, when `words` is not all)."""
    shown = list(words[:most])
    total = len(words) if total is None else total
    if total > len(shown):
        return f"{', '.join(shown)} en nog {total - len(shown)} andere"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} en {shown[-1]}" if shown else "geen"


def pair_heading(context: Context, finding: Finding) -> str:
    """Which profile, area and ages a finding is about."""
    needs, area = pair_of(context, finding)
    return f"{needs.name} in {context.name('area', area)}, {ages_in_words(finding.ages)}"


def inventory_sentence(context: Context, area: str) -> str:
    """How sure we are that nothing was overlooked in an area."""
    inventory = context.inventories[area]
    name = context.name("area", area)
    if not inventory.asked:
        return f"In {name} is nog aan geen aanbieder gevraagd wat er is; het is dus onbekend of dit klopt."
    share = f"{100 * inventory.halves / (2 * inventory.asked):.0f} %"
    status = {
        "BEVESTIGD": "dit is bevestigd", "VERMOED": "dit is een vermoeden", "ONBEKEND": "het is dus onbekend of dit klopt",
    }[inventory.status]
    return f"De inventarisatie in {name} is voor {share} compleet ({inventory.asked} gevraagd): {status}."


def evidence_of(context: Context, kind: str, id: str, note: str) -> Evidence:
    """A record as evidence, with its source and the date on which it was confirmed or counted."""
    table = context.moment.projection[kind]
    values = context.values(kind, id)
    source = values.get("bron")
    found = context.moment.projection["source"].get(source)
    day = next((values[column] for column in ("bevestigd_op", "antwoord_op", "datum", "peildatum") if column in values), None)
    if day is None and found is not None:
        day = found.values.get("datum")
    label = table.name(id)
    if kind == "inventory_entry":
        label = f"{context.name('organisation', values['organisatie'])} over {context.name('area', values['gebied'])}"
        note += f"; antwoord: {spoken(values.get('antwoord_op')) if 'antwoord_op' in values else 'nog niet'}"
    return Evidence(table.kind.singular, id, label, note, source, day)
