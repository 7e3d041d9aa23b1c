"""Where areas do not fit together: GRENSBREUK."""

from __future__ import annotations

from typing import Any

from graph.gaps.context import Context
from graph.gaps.needs import Need
from graph.gaps.rule import CONFIRMED, Evidence, Explanation, Finding, Outcome, Parameter, Rule, counted
from graph.gaps.words import listed
from graph.projection.areas import Bits
from schema.schemes import built_in

_SHOWN = 8
DEFAULT_PAIRS = "SWV_PO>SWV_VO, SWV_PO>JEUGDREGIO, SWV_VO>JEUGDREGIO, JEUGDREGIO>RMC"


def read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`A>B, C>D` as pairs of area kinds; ValueError with a Dutch sentence when it is something else."""
    kinds = built_in().scheme("gebiedssoort").concepts
    pairs = []
    for part in text.split(","):
        first, arrow, second = (word.strip().upper() for word in part.partition(">"))
        if not arrow or first not in kinds or second not in kinds:
            raise ValueError(f"{part.strip() or 'Een leeg paar'} is geen paar gebiedssoorten. Schrijf bijvoorbeeld "
                             f"SWV_PO>SWV_VO, met soorten uit: {', '.join(kinds)}.")
        pairs.append((first, second))
    return tuple(dict.fromkeys(pairs))


class _Kind:
    """The active areas of one kind with their leaves."""

    def __init__(self, context: Context, kind: str) -> None:
        areas = context.moment.areas
        self.sets = {id: areas.bits(id) for id in areas.by_kind.get(kind, [])}

    def touching(self, leaves: Bits) -> list[str]:
        return [id for id, bits in self.sets.items() if bits & leaves]

    def only(self, leaves: Bits) -> str | None:
        """The one area in which all these leaves lie, when no other area of the kind has any of them."""
        touching = self.touching(leaves)
        return touching[0] if len(touching) == 1 and not leaves & ~self.sets[touching[0]] else None

    def holding_most(self, leaves: Bits) -> set[str]:
        """The areas that hold the most of these leaves (none when no area holds any)."""
        shared = {id: (bits & leaves).bit_count() for id, bits in self.sets.items()}
        most = max(shared.values(), default=0)
        return {id for id, count in shared.items() if most and count == most}


def _find(context: Context) -> Outcome:
    pairs: tuple[tuple[str, str], ...] = context.parameters["paren"]
    kinds = {kind: _Kind(context, kind) for pair in pairs for kind in pair}
    most: dict[tuple[str, str], set[str]] = {}
    population = 0
    findings = []
    for area in context.moment.analysis:
        if not context.area_chosen(area):
            continue
        leaves = context.moment.areas.bits(area)
        for name, kind in kinds.items():
            touching = len(kind.touching(leaves))
            population += touching > 0
            if touching > 1:
                findings.append(_finding(area, "SPLITSING", name))
        for first, second in pairs:
            x, y = kinds[first].only(leaves), kinds[second].only(leaves)
            if x is None or y is None:
                continue
            population += 1
            key = (x, second)
            if key not in most:
                most[key] = kinds[second].holding_most(kinds[first].sets[x])
            if y not in most[key]:
                findings.append(_finding(area, "AFWIJKING", f"{first}>{second}"))
    return counted(population, findings)


def _has_kinds(context: Context) -> bool:
    return any(context.moment.areas.by_kind.get(kind) for pair in context.parameters["paren"] for kind in pair)


def _finding(area: str, sort: str, within: str) -> Finding:
    return Finding("GRENSBREUK", (("gebied", area), ("soort", sort), ("binnen", within)), CONFIRMED)


def _explain(context: Context, finding: Finding) -> Explanation:
    subject: dict[str, Any] = finding.subject
    area = subject["gebied"]
    areas = context.moment.areas
    leaves = areas.bits(area)
    vocabulary = context.moment.vocabulary
    name = areas.name(area)
    if subject["soort"] == "SPLITSING":
        kind = _Kind(context, subject["binnen"])
        label = vocabulary.label("gebiedssoort", subject["binnen"])
        parts = [(id, (kind.sets[id] & leaves).bit_count()) for id in kind.touching(leaves)]
        text = (f"{name} ligt in {len(parts)} gebieden van de soort {label}: "
                + listed([f"{areas.name(id)} ({count} van {leaves.bit_count()} deelgebieden)" for id, count in parts], _SHOWN)
                + ". Inwoners van hetzelfde gebied hebben dus met verschillende loketten te maken.")
        return Explanation(text, tuple(_area_evidence(context, id, _leaf_names(context, kind.sets[id] & leaves))
                                       for id, _ in parts[:_SHOWN]))
    first, _, second = subject["binnen"].partition(">")
    kinds = _Kind(context, first), _Kind(context, second)
    x, y = kinds[0].only(leaves), kinds[1].only(leaves)
    assert x is not None
    assert y is not None
    usual = sorted(kinds[1].holding_most(kinds[0].sets[x]))
    labels = [vocabulary.label("gebiedssoort", kind) for kind in (first, second)]
    text = (f"{name} hoort bij {areas.name(x)} ({labels[0]}) en bij {areas.name(y)} ({labels[1]}), terwijl het grootste deel "
            f"van {areas.name(x)} bij {listed([areas.name(id) for id in usual], _SHOWN)} hoort. "
            "Wie hier van het een naar het ander gaat, wisselt van partner.")
    return Explanation(text, tuple(_area_evidence(context, id, note) for id, note in (
        (x, f"hier ligt {name} in"), (y, f"hier ligt {name} ook in"),
        *((id, f"hier ligt het grootste deel van {areas.name(x)} in") for id in usual[:_SHOWN]))))


def _leaf_names(context: Context, leaves: Bits) -> str:
    ids = context.moment.areas.leaf_ids(leaves)
    return "deelgebieden: " + listed([context.moment.areas.name(id) for id in ids], _SHOWN)


def _area_evidence(context: Context, area: str, note: str) -> Evidence:
    record = context.moment.areas.active[area]
    about = context.moment.projection.datasets.get(record.datasets[0], {})
    return Evidence("gebied", area, context.moment.areas.name(area), note,
                    about.get("titel") or record.datasets[0], record.values.get("geldig_van"))


RULES = (
    Rule("GRENSBREUK", 1, "Grenzen vallen uiteen", "Waar vallen de grenzen van SWV, jeugdregio en RMC niet samen?",
         "Een gebied ligt verdeeld over meer regio's van dezelfde soort (splitsing), of hoort bij een andere regio dan het "
         "grootste deel van zijn samenwerkingsverband (afwijking). Wie daar woont, wisselt van loket of partner.",
         "Regeling regio-indeling samenwerkingsverbanden (BWBR0032324, tekst 2015) en de indeling in jeugdregio's en "
         "RMC-regio's, zoals geladen; elk gebied draagt de datum van zijn tabel.",
         "Elk analysegebied met elke gebiedssoort die het raakt, en met elk paar waarvoor het in precies één gebied van beide "
         "soorten ligt.",
         _find, _explain, 3,
         (Parameter("paren", DEFAULT_PAIRS, "Paren van gebiedssoorten die naast elkaar worden gelegd, met komma's ertussen.",
                    read_pairs),),
         why="Afspraken die per regio zijn gemaakt, gelden voor deze inwoners net niet, of dubbel.",
         keys=("gebied", "soort", "binnen"),
         statuses=((CONFIRMED, "Altijd: het volgt uit de grenzen zoals geladen."),),
         needs=(Need(("gebieden.soort",), _has_kinds, "Op de peildatum is er geen gebied van de soorten die deze regel vergelijkt.",
                     "een soort uit de parameter `paren`, bij een gebied dat op de peildatum geldt"),)),
)
