"""Who holds which role: REGIELEEMTE, REGIE_OVERLAP, ROL_ONTBREEKT."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from graph.claims import FIXED
from graph.gaps.claimed import claim_evidence, partly_held, role_name, side_by_side, who_says
from graph.gaps.context import Context
from graph.gaps.needs import PAIRS, filled
from graph.gaps.pairs import STATUSES, Extra, PairFindings, columns_outcome, pair_of
from graph.gaps.rule import CONFIRMED, SUSPECTED, UNKNOWN, Explanation, Finding, Outcome, Parameter, Rule, counted
from graph.gaps.words import evidence_of, listed
from graph.records import StoredRecord
from schema.schemes import built_in
from schema.values import nearest

_SHOWN, _TOLD = 8, 3
DEFAULT_ROLES = "REGIE_CASUS"
OFFERED, PAID, DIRECTED = "UITVOERING", "FINANCIERING", "REGIE"
_NO_MONEY = frozenset({"ONGEDEKT", "AANVRAAG"})


def read_roles(text: str) -> tuple[str, ...]:
    """`REGIE_CASUS, WETTELIJK` as codes of roles; ValueError with a Dutch sentence when one is no role."""
    scheme = built_in().scheme("rol")
    roles = []
    for part in text.split(","):
        role = scheme.find(part)
        if role is None:
            raise ValueError(f"{part.strip() or 'Een lege waarde'} is geen rol.{nearest(part.strip(), scheme.words)} "
                             f"De rollen zijn: {', '.join(scheme.concepts)}.")
        roles.append(role)
    return tuple(dict.fromkeys(roles))


_Found = Callable[[Context, str], tuple[np.ndarray, np.ndarray]]


def _per_role(rule: str, found: _Found) -> Callable[[Context], Outcome]:
    """A rule with one finding per (p,g,role) where `found` says so; it gives (whether, place in STATUSES) [profiles, areas]."""
    def find(context: Context) -> Outcome:
        roles: tuple[str, ...] = context.parameters["rollen"]
        parts = []
        for place, role in enumerate(roles):
            here, statuses = found(context, role)
            rows, columns = np.nonzero(here & context.cells.present)
            parts.append((rows, columns, np.broadcast_to(statuses, here.shape)[rows, columns], np.full(len(rows), place, np.int32)))
        rows, columns, statuses, places = (np.concatenate(column) for column in zip(*parts, strict=True))
        findings = PairFindings(rule, context, rows, columns, np.zeros(len(rows), np.uint32), statuses, Extra("rol", roles, places))
        return columns_outcome(int(np.count_nonzero(context.cells.present)) * len(roles), findings)
    return find


def _nobody(context: Context, role: str) -> tuple[np.ndarray, np.ndarray]:
    status = CONFIRMED if role in context.claims.by_role else UNKNOWN
    return context.places.organisations(context.claims.general(role)) == 0, np.array(STATUSES.index(status), np.int8)


def _several(context: Context, role: str) -> tuple[np.ndarray, np.ndarray]:
    claims = context.claims.general(role)
    fixed = context.places.organisations(claim for claim in claims if claim.values.get("status") == FIXED)
    statuses = np.where(fixed >= 2, STATUSES.index(CONFIRMED), STATUSES.index(SUSPECTED)).astype(np.int8)
    return context.places.organisations(claims) >= 2, statuses


def _covering(context: Context, finding: Finding) -> list[StoredRecord]:
    needs, area = pair_of(context, finding)
    leaves = context.moment.leaves(needs, area)
    return [claim for claim in context.claims.general(finding.subject["rol"]) if context.claims.holds(claim.values, needs.id, leaves)]


def _nearby(context: Context, finding: Finding) -> Iterator[StoredRecord]:
    """Claims of the role, not for one arrangement, that speak of this profile (or of all) and touch the area: they cover a part."""
    needs, area = pair_of(context, finding)
    leaves = context.moment.leaves(needs, area)
    for claim in context.claims.by_role.get(finding.subject["rol"], ()):
        values = claim.values
        if ("arrangement" not in values and values.get("profiel", needs.id) == needs.id
                and ("gebied" not in values or leaves & context.moment.areas.bits(values["gebied"]))):
            yield claim


def _elsewhere(context: Context, finding: Finding) -> list[StoredRecord]:
    """All claims of the role: first those of this profile, last those for one arrangement."""
    profile = finding.subject["profiel"]
    return sorted(context.claims.by_role.get(finding.subject["rol"], ()),
                  key=lambda claim: (claim.values.get("profiel") != profile, "arrangement" in claim.values))


def _explain_nobody(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    role = finding.subject["rol"]
    text = f"{needs.name} in {context.name('area', area)}: van geen organisatie is bekend dat zij de rol {role_name(context, role)} heeft."
    claims, note = list(_nearby(context, finding)), "geldt hier maar voor een deel"
    if claims:
        text += f" Een deel is wel belegd: {partly_held(context, claims, _TOLD)}."
    elif claims := _elsewhere(context, finding):
        text, note = f"{text} Elders is de rol wel ingevuld: {partly_held(context, claims, _TOLD)}.", "geldt hier niet"
    else:
        text += " Over deze rol is nergens iets ingevuld. Vraag na wie haar heeft."
    return Explanation(text, tuple(claim_evidence(context, claim, note) for claim in claims[:_SHOWN]))


def _explain_several(context: Context, finding: Finding) -> Explanation:
    needs, area = pair_of(context, finding)
    claims = _covering(context, finding)
    count = len({claim.values["organisatie"] for claim in claims})
    sure = ("Bij ten minste twee ligt dat vast." if finding.status == CONFIRMED
            else "Dat ligt niet bij twee van hen vast: dit is een vermoeden.")
    text = (f"{needs.name} in {context.name('area', area)}: van {count} organisaties wordt gezegd dat zij de rol "
            f"{role_name(context, finding.subject['rol'])} hebben: {'; '.join(side_by_side(context, claims, _SHOWN))}. {sure} "
            "Spreek af wie het is.")
    return Explanation(text, tuple(claim_evidence(context, claim) for claim in claims[:_SHOWN]))


def _lacking(context: Context, id: str) -> list[str]:
    """The roles that nobody has for a provision."""
    named = {claim.values["rol"] for claim in context.claims.by_arrangement.get(id, ())}
    lacking = []
    if OFFERED not in named and "aanbieder" not in context.values("arrangement", id):
        lacking.append(OFFERED)
    if PAID not in named and all(row.values["status"] in _NO_MONEY for row in context.funding.get(id, ())):
        lacking.append(PAID)
    if not any(role == "WETTELIJK" or role.startswith("REGIE_") for role in named):
        lacking.append(DIRECTED)
    return lacking


def _find_lacking(context: Context) -> Outcome:
    ids = context.moment.offers.ids
    return counted(3 * len(ids), [Finding("ROL_ONTBREEKT", (("arrangement", id), ("rol", role)), CONFIRMED)
                                  for id in ids for role in _lacking(context, id)])


_LACKS = {
    OFFERED: "wie het uitvoert, is niet bekend: er is geen aanbieder ingevuld en geen organisatie met de rol Uitvoering",
    PAID: "wie het betaalt, is niet bekend: er is geen lopende financiering en geen organisatie met de rol Financiering",
    DIRECTED: "wie de regie heeft, is niet bekend: geen organisatie heeft hier een rol in de regie of is wettelijk verantwoordelijk",
}


def _explain_lacking(context: Context, finding: Finding) -> Explanation:
    id, role = finding.subject["arrangement"], finding.subject["rol"]
    claims = context.claims.by_arrangement.get(id, [])
    text = f"{context.name('arrangement', id)}: {_LACKS[role]}."
    values = context.values("arrangement", id)
    known = [f"aanbieder: {context.name('organisation', values['aanbieder'])}"] if "aanbieder" in values else []
    known += [f"{role_name(context, claim.values['rol'])}: {who_says(context, claim)}" for claim in claims]
    if known:
        text += f" Wel bekend: {listed(known, _SHOWN)}."
    evidence = [evidence_of(context, "arrangement", id, _LACKS[role])]
    if role == PAID and (rows := context.funding.get(id)):
        label = context.moment.vocabulary.label
        told = [f"{label('component', row.values['component'])}: {label('financieringsstatus', row.values['status']).lower()}"
                for row in rows]
        text += f" Wat er over geld staat: {listed(told, _SHOWN)}."
        evidence += [evidence_of(context, "funding", row.id, note) for row, note in zip(rows[:_SHOWN], told, strict=False)]
    return Explanation(text, (*evidence, *(claim_evidence(context, claim) for claim in claims[:_SHOWN])))


_BASIS = ("“Wie is eigenaar van het traject?” (Opdrachtomschrijving projectleider schoolaanwezigheid, zonder jaar) en “gedeelde, deels "
          "overlappende rol” (webpagina over de regionale procesregisseur, 2023 of later).")
_ROLES = (Parameter("rollen", DEFAULT_ROLES, "De rollen waar naar gekeken wordt, met komma's ertussen.", read_roles),)
_POPULATION = "Alle combinaties van een profiel, een gebied waarin het profiel voorkomt en een rol waar naar gekeken wordt."

RULES = (
    Rule("REGIELEEMTE", 1, "Niemand heeft de regie", "Voor welke profielen heeft in een gebied niemand de regie?",
         "Geen enkele organisatie heeft deze rol voor het hele profiel in het hele gebied. Een rol voor één arrangement, één fase of "
         "één besluit telt niet mee. Is de rol nergens ingevuld, dan is het onbekend en niet bevestigd.",
         _BASIS, _POPULATION, _per_role("REGIELEEMTE", _nobody), _explain_nobody, 3, _ROLES,
         why="Waar niemand de regie heeft, wacht men op elkaar.",
         keys=("profiel", "gebied", "rol"),
         statuses=((CONFIRMED, "Een organisatie heeft de rol, maar niet voor dit profiel in dit hele gebied."),
                   (UNKNOWN, "De rol is nergens ingevuld.")),
         needs=(*PAIRS, filled("verantwoordelijkheden"))),
    Rule("REGIE_OVERLAP", 1, "Meer organisaties hebben de regie", "Waar hebben twee of meer organisaties dezelfde regierol?",
         "Twee of meer organisaties hebben dezelfde rol voor dit profiel in dit gebied. Het is bevestigd als dat bij twee van hen is "
         "vastgesteld; anders zegt een bron het alleen, of is het betwist.",
         _BASIS, _POPULATION, _per_role("REGIE_OVERLAP", _several), _explain_several, 2, _ROLES,
         why="Waar twee organisaties de regie denken te hebben, gebeurt het dubbel of juist niet.",
         keys=("profiel", "gebied", "rol"),
         statuses=((CONFIRMED, "Bij ten minste twee organisaties heeft de rol de status VASTGESTELD."),
                   (SUSPECTED, "Bij hoogstens één organisatie is de rol vastgesteld.")),
         needs=(*PAIRS, filled("verantwoordelijkheden"))),
    Rule("ROL_ONTBREEKT", 1, "Rol bij een voorziening ontbreekt",
         "Bij welke voorzieningen is niet bekend wie uitvoert, betaalt of regie heeft?",
         "Van de voorziening is niet bekend wie haar uitvoert, wie haar betaalt of wie de regie heeft. Geld dat is aangevraagd of "
         "niet gedekt is, telt niet als betaald.",
         "“Wie is verantwoordelijk, wie voert uit, wie betaalt?”: eigen regel van Dekkend (2026), naar de rollen in de vacature "
         "regionale onderwijscoördinator (gemeente Leiden, 2025).",
         "Elke voorziening, drie keer: uitvoering, financiering en regie.",
         _find_lacking, _explain_lacking, 3,
         why="Een voorziening waarvan dit niet vaststaat, kan zomaar ophouden.",
         keys=("arrangement", "rol"),
         statuses=((CONFIRMED, "Altijd: het gaat om wat er is ingevuld."),),
         needs=(filled("arrangementen.aanbieder", "verantwoordelijkheden", "financiering"),)),
)
