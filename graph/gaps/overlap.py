"""Two providers do nearly the same: AANBODOVERLAP."""

from __future__ import annotations

from collections import Counter

import numpy as np

from graph.gaps.context import Context
from graph.gaps.needs import filled
from graph.gaps.rule import CONFIRMED, Explanation, Finding, Outcome, Parameter, Rule, counted
from graph.gaps.words import evidence_of, listed

_SHOWN = 8


def read_share(text: str) -> float:
    """A share above 0 and at most 1, with a point or a comma; ValueError with a Dutch sentence when it is something else."""
    word = text.strip().replace(",", ".")
    if not word.isascii() or not word.replace(".", "", 1).isdigit() or not 0 < float(word) <= 1:
        raise ValueError(f"{text.strip() or 'Een lege waarde'} is geen deel boven 0 en hoogstens 1, bijvoorbeeld 0,8.")
    return float(word)


def _find(context: Context) -> Outcome:
    owner, _ = context.owners
    sizes = Counter(owner[owner >= 0].tolist()).values()
    population = (sum(sizes) ** 2 - sum(size ** 2 for size in sizes)) // 2
    ids = context.moment.offers.ids
    findings = [Finding("AANBODOVERLAP", (("arrangementen", (ids[min(pair)], ids[max(pair)])),), CONFIRMED)
                for pairs in context.overlap.alike(owner, context.parameters["min_overlap"])
                for pair in zip(*(side.tolist() for side in pairs), strict=True)]
    return counted(population, findings)


def _explain(context: Context, finding: Finding) -> Explanation:
    ids = finding.subject["arrangementen"]
    one, other = (context.moment.offers.index[id] for id in ids)
    overlap = context.overlap
    both = int(overlap.both(np.array([one]), np.array([other]))[0])
    either = int(overlap.sizes[one] + overlap.sizes[other]) - both
    rows = [context.values("arrangement", id) for id in ids]
    names = [context.name("organisation", row["aanbieder"]) for row in rows]
    profiles = [context.moment.profiles[row].name for row in overlap.profiles(one, other)]
    text = (f"{rows[0]['naam']} ({names[0]}) en {rows[1]['naam']} ({names[1]}) doen voor {_percent(both / either)} hetzelfde. "
            f"Van de {either} combinaties van profiel, deelgebied en leeftijd die bij een van beide zeker passen, passen er {both} bij "
            f"allebei; de grens is {_percent(context.parameters['min_overlap'])}. Allebei voor: {listed(profiles, _SHOWN)}.")
    for row in rows:
        if partners := row.get("partners"):
            text += f" Partners van {row['naam']}: {listed([context.name('organisation', id) for id in partners], _SHOWN)}."
    notes = (f"aanbieder: {name}; {overlap.sizes[number]} combinaties" for name, number in zip(names, (one, other), strict=True))
    return Explanation(text, tuple(evidence_of(context, "arrangement", id, note) for id, note in zip(ids, notes, strict=True)))


def _percent(share: float) -> str:
    return f"{100 * share:.4g} %".replace(".", ",")


RULES = (
    Rule("AANBODOVERLAP", 1, "Overlap in aanbod", "Welke voorzieningen van verschillende aanbieders doen bijna hetzelfde?",
         "Twee voorzieningen passen bijna steeds bij dezelfde profielen, in dezelfde gebieden en op dezelfde leeftijden. Dat kan goed zijn "
         "(keuze), maar het is ook een kans om samen te doen.",
         "Eigen regel van Dekkend (2026). De Samenwerkingsagenda Gooi en Vechtstreek (voorstel 18.0010144, 15 oktober 2018) noemt “veel "
         "dezelfde samenwerkingsthema's”.",
         "Alle paren van voorzieningen met twee verschillende, bekende aanbieders.",
         _find, _explain, 1,
         (Parameter("min_overlap", "0.8", "Welk deel ten minste hetzelfde moet zijn, boven 0 en hoogstens 1.", read_share),),
         why="Samen doen kan ruimte maken voor wat er nog niet is.",
         keys=("arrangementen",),
         statuses=((CONFIRMED, "Altijd: alleen wat zeker past telt mee."),),
         needs=(filled("arrangementen.aanbieder"),)),
)
