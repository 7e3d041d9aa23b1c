"""The English names of the Dutch kinds and columns: the only place where they are translated."""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """The name of the type of a kind, and of the field that lists its records (snake case)."""

    type: str
    listing: str


KINDS: dict[str, Names] = {
    "dataset": Names("DatasetEntry", "dataset_entries"),
    "source": Names("Source", "sources"),
    "legal_basis": Names("LegalBasis", "legal_bases"),
    "concept": Names("Concept", "concepts"),
    "area": Names("Area", "areas"),
    "organisation": Names("Organisation", "organisations"),
    "profile": Names("Profile", "profiles"),
    "demand": Names("Demand", "demand"),
    "arrangement": Names("Arrangement", "arrangements"),
    "responsibility": Names("Responsibility", "responsibilities"),
    "referral": Names("Referral", "referrals"),
    "funding": Names("Funding", "funding"),
    "inventory_entry": Names("InventoryEntry", "inventory"),
    "signal": Names("Signal", "signals"),
    "flow": Names("Flow", "flows"),
    "meeting": Names("Meeting", "meetings"),
    "agenda_item": Names("AgendaItem", "agenda"),
    "agreement": Names("Agreement", "agreements"),
    "gap_case": Names("GapCase", "gap_cases"),
    "option": Names("Option", "options"),
}

_COLUMNS: dict[str, str] = {
    "aanbieder": "provider",
    "aantal": "count",
    "agenda": "agenda_item",
    "antwoord_op": "answered_on",
    "arrangement": "arrangement",
    "as": "scheme",
    "bedrag_per_jaar": "amount_per_year",
    "besluit": "decision",
    "besluit_door": "decided_by",
    "besluitregel": "decision_rule",
    "bestemming": "destination",
    "bevestigd_op": "confirmed_on",
    "bevinding": "finding",
    "bezet": "places_taken",
    "bovenliggend": "broader",
    "bron": "source",
    "code": "code",
    "codes": "identifiers",
    "component": "component",
    "conclusie": "conclusion",
    "contact": "contact",
    "datum": "date",
    "deadline": "deadline",
    "definitie": "definition",
    "doel": "purpose",
    "doorlooptijd_weken": "lead_time_weeks",
    "duiding": "interpretation",
    "eigenaar": "owner",
    "ernst": "severity",
    "fase": "phase",
    "financier": "funder",
    "gebied": "area",
    "gebieden": "areas",
    "geldig_tot": "valid_until",
    "geldig_van": "valid_from",
    "geldstroom": "money_stream",
    "gevraagd_op": "asked_on",
    "herkomst": "origin",
    "inschrijving": "enrolment",
    "instap": "entry_point",
    "instroom": "intake",
    "kosten_eenmalig": "one_off_cost",
    "kosten_per_jaar": "cost_per_year",
    "label": "label",
    "lacune": "gap_case",
    "lat": "latitude",
    "leden": "members",
    "leeftijd_tot": "age_to",
    "leeftijd_van": "age_from",
    "licentie": "licence",
    "lon": "longitude",
    "max_duur_maanden": "max_months",
    "naam": "name",
    "naar": "to",
    "omschrijving": "description",
    "onderdeel_van": "part_of",
    "onderwerp": "topic",
    "onthouden": "abstained",
    "opmerking": "remark",
    "organisatie": "organisation",
    "overleg": "meeting",
    "partners": "partners",
    "peildatum": "reference_date",
    "periode_tot": "period_to",
    "periode_van": "period_from",
    "plekken": "places",
    "profiel": "profile",
    "randvoorwaarden": "conditions",
    "randvoorwaarden_ontbreekt": "missing_conditions",
    "richting": "direction",
    "risico": "risk",
    "rol": "role",
    "scenario": "scenario",
    "sleutel": "entry",
    "sluit_uit": "excludes",
    "soort": "type",
    "status": "status",
    "synoniemen": "synonyms",
    "tegen": "against",
    "tekst": "text",
    "termijn": "term",
    "titel": "title",
    "toegang": "access",
    "toelichting": "explanation",
    "uitgever": "publisher",
    "urgentie": "urgency",
    "url": "url",
    "van": "from_",
    "volgt_na": "follows",
    "volledig": "complete",
    "voor": "in_favour",
    "voorliggend": "leading_domain",
    "voorstel": "proposal",
    "waarde": "value",
    "wachttijd_weken": "waiting_weeks",
    "warme_overdracht": "warm_handover",
    "website": "website",
    "wettelijke_basis": "legal_bases",
    "wettelijke_route": "legal_route",
}

_EXCEPTIONS: dict[tuple[str, str], str] = {
    ("area", "bovenliggend"): "part_of",
}


def field_name(kind: str, column: str) -> str:
    """The snake-case name of a column (`from_` ends in an underscore because Python keeps `from` to itself)."""
    return _EXCEPTIONS.get((kind, column)) or _COLUMNS[column]


def camel(name: str) -> str:
    """A snake-case name as GraphQL writes it."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)
