"""Small, nasty and always valid workbooks: thousands from seeds, or from hypothesis, which can shrink them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from .bruteforce import Book, Params, Region, Row
from .bruteforce.findings import demand_id
from .dice import Dice
from .workbook_offer import arrangement_rows, demand_rows, referral_rows
from .workbook_places import Ground, area_rows, concept_rows, inventory_rows, organisation_rows, profile_rows
from .workbook_roles import funding_rows, legal_basis_rows, responsibility_rows
from .workbook_signals import flow_rows, gap_case_rows, signal_rows
from .workbook_talk import agenda_rows, agreement_rows, meeting_rows, source_rows

PAREN_KINDS = ("SWV_PO", "SWV_VO", "JEUGDREGIO", "RMC", "GEMEENTE", "PC4", "PROVINCIE")
# What makes a rule say nothing when nobody filled it in (section 11): a column, or a whole sheet.
FORGETTABLE: tuple[tuple[tuple[str, str | None], ...], ...] = (
    (("agenda", "volgt_na"),),
    (("agenda", "bron"), ("vraag", "bron")),
    (("agenda", "bron"),),
    (("arrangementen", "bevestigd_op"), ("verwijspaden", "bevestigd_op")),
    (("arrangementen", "bevestigd_op"),),
    (("arrangementen", "sluit_uit"),),
    (("profielen", "randvoorwaarden"),),
    (("arrangementen", "randvoorwaarden"), ("arrangementen", "randvoorwaarden_ontbreekt")),
    (("arrangementen", "randvoorwaarden"),),
    (("arrangementen", "aanbieder"),),
    (("arrangementen", "aanbieder"), ("verantwoordelijkheden", None), ("financiering", None)),
    (("gebieden", "lon"),),
    (("arrangementen", "lat"),),
    (("arrangementen", "wachttijd_weken"),),
    (("vraag", None),),
    (("arrangementen", "plekken"),),
    (("arrangementen", "toegang"),),
    (("verantwoordelijkheden", None),),
    (("arrangementen", "instap"),),
    (("verwijspaden", None),),
    (("arrangementen", "voorliggend"),),
    (("financiering", None),),
    (("financiering", None), ("arrangementen", "geldig_tot"), ("arrangementen", "wettelijke_basis")),
    (("arrangementen", "geldig_tot"), ("arrangementen", "wettelijke_basis")),
    (("signalen", None),),
    (("organisaties", "gebieden"),),
    (("overleggen", "leden"),),
)
# Other values than the default of the parameters of rules, around where generated books change their answers.
PARAMETERS: dict[str, tuple[object, ...]] = {
    "max_km": (0.5, 5.0, 20.0, 100.0),
    "norm_weken": (0, 12, 14, 52),
    "max_stappen": (0, 0, 1, 2),
    "rollen": (("REGIE_STELSEL",), ("REGIE_PROCES", "REGIE_CASUS"), ("REGIE_CASUS", "WETTELIJK"), ("DOORZETTINGSMACHT", "REGIE_CASUS")),
    "definitie": ("THUIS_2015", "THUIS_OCW_2016", "THUIS_BREED"),
    "horizon_maanden": (0, 1, 17, 36),
    "min_overlap": (Fraction("0.5"), Fraction("0.25"), Fraction(1)),
    "min_signalen": (1, 2, 5),
}


@dataclass(frozen=True)
class Case:
    """A workbook, the peildatum and what is asked about it."""

    book: Book
    d: date
    params: Params


def make_case(rng: random.Random) -> Case:
    """One generated case."""
    dice = Dice(rng)
    d = dice.day()
    located = dice.pick((0.0, 0.8, 1.0))
    areas = area_rows(dice, d, located)
    concepts, codes = concept_rows(dice)
    sources = source_rows(dice)
    ground = Ground(d, areas=[row["id"] for row in areas], codes=codes, age=dice.pick((0, 4, 11, 17, 24)))
    ground.located = located
    ground.sources = [row["id"] for row in sources]
    organisations = organisation_rows(dice, ground)
    ground.organisations = [row["id"] for row in organisations]
    legal_bases = legal_basis_rows(dice, ground)
    ground.legal_bases = [row["id"] for row in legal_bases]
    ground.profiles = profile_rows(dice, ground)
    arrangements = arrangement_rows(dice, ground)
    meetings = meeting_rows(dice, ground)
    agenda = agenda_rows(dice, ground, meetings)
    book = {
        "dataset": [{"sleutel": "naam", "waarde": "toets"}],
        "gebieden": areas,
        "begrippen": concepts,
        "bronnen": sources,
        "organisaties": organisations,
        "profielen": ground.profiles,
        "arrangementen": arrangements,
        "verwijspaden": referral_rows(dice, ground, arrangements),
        "vraag": demand_rows(dice, ground),
        "overleggen": meetings,
        "agenda": agenda,
        "afspraken": agreement_rows(dice, ground, agenda),
        "inventarisatie": inventory_rows(dice, ground),
        "rechtsgronden": legal_bases,
        "verantwoordelijkheden": responsibility_rows(dice, ground, arrangements),
        "financiering": funding_rows(dice, ground, arrangements),
        "signalen": signal_rows(dice, ground),
        "stromen": flow_rows(dice, ground, arrangements),
        "lacunes": gap_case_rows(dice, ground),
    }
    if dice.chance(0.3):
        for sheet, column in dice.pick(FORGETTABLE):
            forgotten = [row | {column: ""} for row in book[sheet]] if column is not None else []
            book[sheet] = _distinct(forgotten, sheet)
    book = {sheet: rows for sheet, rows in book.items() if rows}
    return Case(book, d, _params(dice, book, d))


def _distinct(rows: list[Row], sheet: str) -> list[Row]:
    return list({demand_id(row): row for row in rows}.values()) if sheet == "vraag" else rows


def _params(dice: Dice, book: Book, d: date) -> Params:
    region = Region(book, d)
    kinds = sorted({row["soort"].upper() for row in book.get("gebieden", []) if region.active(row)})
    params: dict[str, object] = {}
    if kinds and dice.chance(0.35):
        params["area_kind"] = dice.pick(kinds)
    if dice.chance(0.35):
        params["paren"] = tuple(
            dict.fromkeys((dice.pick(PAREN_KINDS), dice.pick(PAREN_KINDS)) for _ in range(dice.number(1, 3)))
        )
    for name, values in PARAMETERS.items():
        if dice.chance(0.25):
            params[name] = dice.pick(values)
    if region.profiles and dice.chance(0.12):
        params["profile"] = dice.pick(region.profiles).id
    if region.areas and dice.chance(0.12):
        params["area"] = dice.pick(sorted(region.areas))
    return Params(**params)  # type: ignore[arg-type]


def seeded_case(seed: int) -> Case:
    """The case of one seed; the same on every machine."""
    return make_case(random.Random(seed))


def cases() -> st.SearchStrategy[Case]:
    """The same cases as a hypothesis strategy."""
    return st.randoms(use_true_random=False).map(make_case)
