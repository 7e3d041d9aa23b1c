"""Generated sheets about the offer and the demand: arrangementen, verwijspaden, vraag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from .bruteforce import Row
from .bruteforce.findings import demand_id, referral_id
from .dice import Dice
from .workbook_places import RANDVOORWAARDEN, Ground, area_cell, coordinates

SOORTEN = ("OZA", "ZOA", "SBO", "VSO", "DAGBEHANDELING", "OZA", "ZOA", "SBO", "VSO", "SITUATIE")
RICHTINGEN = ("TOELEIDING", "DOORSTROOM", "TERUGKEER", "OVERDRACHT", "UITSTROOM")
REFERRAL_STATUSES = ("", "", "FORMEEL_AFGESPROKEN", "GEBRUIKELIJK", "INCIDENTEEL", "BEOOGD", "GESTOPT")


TOEGANG = ("", "GEEN", "TLV_LAAG", "TLV_LAAG; BESCHIKKING_JW", "BESCHIKKING_JW", "GEEN; TLV_SBO")
PLEKKEN = ("", "0", "1", "4", "<5", "12", "10-15", ">=20")
BEZET = ("", "0", "4", "12", "<5", "10-15", ">=20")


@dataclass(frozen=True)
class Style:
    """What the arrangements of one book have in common: a region forgets, allows and excludes the same things."""

    generous: float
    common_end: int | None
    toegang: tuple[str, ...]
    taboo: tuple[str, str] | None
    quarters: list[str]
    lasting: float
    entered: float


def arrangement_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Up to six arrangements, in some books generous and in others strict."""
    asked = [
        (axis, code.upper())
        for row in ground.profiles
        for axis in ground.codes
        for code in row.get(axis, "").split("; ")
        if code
    ]
    leaves = [area for area in ground.areas if area.startswith("pc")]
    style = Style(
        generous=dice.pick((0.2, 0.6, 0.9, 0.97)),
        common_end=ground.age + dice.number(1, 3) if dice.chance(0.3) else None,
        toegang=dice.pick((TOEGANG, TOEGANG, TOEGANG[2:5], ("TLV_LAAG", "TLV_LAAG", ""))),
        taboo=dice.pick(asked) if asked and dice.chance(0.35) else None,
        quarters=leaves[:4] if len(leaves) > 1 and dice.chance(0.25) else [],
        lasting=dice.pick((0.2, 0.9)),
        entered=dice.pick((0.0, 0.05, 0.2, 0.6)),
    )
    rows = [_arrangement(dice, ground, style) for _ in range(dice.size((0, 1, 2, 2, 3, 4, 5, 6)))]
    return _corridor(dice) + rows if dice.chance(0.45) else rows


def _corridor(dice: Dice) -> list[Row]:
    """Where everybody may begin, and sometimes what one has to pass after that."""
    states = [
        {"id": dice.fresh_id("arr-"), "naam": "Toestand", "soort": "SITUATIE"} for _ in range(dice.pick((1, 1, 2, 4)))
    ]
    states[0]["instap"] = dice.cased("JA")
    return states


def _arrangement(dice: Dice, ground: Ground, style: Style) -> Row:
    blank = dice.pick((0.0, 0.02, 0.25))
    row = {
        "id": dice.fresh_id("arr-"),
        "naam": "Arrangement",
        "soort": dice.cased(dice.pick(SOORTEN)),
        "voorliggend": dice.pick(("", "ONDERWIJS", "ZORG", "zorg", "GELIJK")),
        "gebieden": area_cell(dice, ground, blank=blank, alle=0.25 * (1 - blank)),
        "instroom": dice.pick(("", "", "", "", "OPEN", "OPEN", "OPEN", "BEPERKT", "BEPERKT", "GESTOPT")),
        "status": dice.pick(("",) * 6 + ("actief", "ACTIEF", "ACTIEF", "ACTIEF", "GEPLAND", "GESTOPT")),
        "plekken": dice.pick(PLEKKEN),
        "bezet": dice.pick(BEZET),
        "instap": "ja" if dice.chance(style.entered) else dice.pick(("", "nee", "onbekend")),
        "toegang": dice.pick(style.toegang),
    }
    if style.quarters and dice.chance(0.8):
        row["gebieden"] = "; ".join(dice.some(style.quarters, 1, len(style.quarters) - 1))
    row |= _ages(dice, ground, style.generous, blank, style.common_end) | _validity(dice, ground, style)
    for axis, codes in ground.codes.items():
        if dice.chance(blank):
            continue
        row[axis] = "alle" if dice.chance(style.generous) else "; ".join(map(dice.cased, dice.some(codes, 1, 2)))
    excluded = []
    if dice.chance(0.3):
        excluded = dice.some([(axis, code) for axis, codes in ground.codes.items() for code in codes], 1, 2)
    if style.taboo is not None and dice.chance(0.85):
        excluded = [*{style.taboo: 1, **dict.fromkeys(excluded)}]
    row["sluit_uit"] = "; ".join(f"{axis}:{dice.cased(code)}" for axis, code in excluded)
    for column in ("randvoorwaarden", "randvoorwaarden_ontbreekt"):
        if dice.chance(0.4):
            row[column] = "; ".join(map(dice.cased, dice.some(RANDVOORWAARDEN, 1, 3)))
    if dice.chance(0.7):
        row["wachttijd_weken"] = dice.pick(("0", "12", "13", "14", "26", "52"))
    if dice.chance(0.8):
        row["bevestigd_op"] = dice.date_near(ground.d)
    if ground.organisations and dice.chance(0.6):
        row["aanbieder"] = dice.pick(ground.organisations)
    if dice.chance(0.4):
        row["wettelijke_basis"] = "; ".join(dice.some(ground.legal_bases, 1, 2))
    return row | coordinates(dice, ground.located)


def _validity(dice: Dice, ground: Ground, style: Style) -> Row:
    """The validity of an arrangement; where nothing lasts, many end around the horizon of EINDIGE_DEKKING."""
    cells = dice.validity(ground.d, 0.07)
    if not cells and not dice.chance(style.lasting):
        return {"geldig_tot": dice.date_near_horizon(ground.d)}
    return cells


def _ages(dice: Dice, ground: Ground, generous: float, blank: float, common_end: int | None) -> Row:
    first: str = "alle" if dice.chance(0.3) else str(max(0, ground.age - 3))
    last: str = "alle" if dice.chance(0.3) else str(min(27, ground.age + 9))
    if not dice.chance(generous):
        first = str(min(27, ground.age + dice.number(0, 3)))
    lowest = int(first) if first.isdigit() else ground.age
    if common_end is not None and dice.chance(0.9):
        last = str(min(27, max(lowest, common_end)))
    elif not dice.chance(generous):
        last = str(min(27, lowest + dice.number(0, 3)))
    return {
        "leeftijd_van": "" if dice.chance(blank) else first,
        "leeftijd_tot": "" if dice.chance(blank) else last,
    }


def referral_rows(dice: Dice, ground: Ground, arrangements: list[Row]) -> list[Row]:
    """Up to twelve referrals between arrangements, active or not: here and there, in a row or in a circle."""
    rows: dict[str, Row] = {}
    if len(arrangements) < 2:
        return []
    ends = [row["id"] for row in arrangements]
    pairs = [tuple(dice.some(ends, 2, 2)) for _ in range(dice.pick((0, 0, 1, 3, 6)))]
    states = [row["id"] for row in arrangements if row["naam"] == "Toestand"]
    others = dice.shuffled([end for end in ends if end not in states])[:7]
    if states and dice.chance(0.6):
        pairs += [*pairwise(states), *((states[-1], end) for end in others)]
    elif dice.chance(0.3):
        pairs += pairwise([*states, *others])
    elif dice.chance(0.4):
        circle = dice.some(ends, 2, 3)
        pairs += [*pairwise(circle), (circle[-1], circle[0])]
    usual = dice.chance(0.5)
    narrow = 0.03 if usual else 0.3
    for start, end in pairs:
        row = {
            "van": start,
            "naar": end,
            "richting": dice.cased(dice.pick(RICHTINGEN[:2] if usual else RICHTINGEN)),
            "toegang": dice.pick(("", "", "TLV_LAAG", "TLV_LAAG; BESCHIKKING_JW", "BESCHIKKING_JW; TLV_LAAG")),
            "gebieden": area_cell(dice, ground, blank=1 - narrow, alle=narrow / 3),
            "status": dice.pick(REFERRAL_STATUSES[:5] if usual else REFERRAL_STATUSES),
        }
        if dice.chance(narrow):
            row |= {"leeftijd_van": str(ground.age + dice.number(0, 1))}
        if dice.chance(narrow):
            row |= {"leeftijd_tot": str(min(27, ground.age + dice.number(1, 4)))}
        if dice.chance(0.6):
            row["bevestigd_op"] = dice.date_near(ground.d)
        row |= dice.validity(ground.d, narrow / 3)
        rows.setdefault(referral_id(row), row)
    return list(rows.values())


def demand_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Counts, several of them of the same thing by different sources, of several definitions and days."""
    rows: dict[str, Row] = {}
    if not ground.profiles or not ground.areas:
        return []
    definitions = dice.pick((("THUIS_2015",), ("THUIS_2015", "THUIS_OCW_2016")))
    days = (str(ground.d.year), str(ground.d)[:7], str(ground.d), str(ground.d.year - 1), str(ground.d + timedelta(1)))
    days = dice.pick((days[:1], days[:3], days))
    for _ in range(dice.pick((0, 1, 2, 3, 4))):
        profile = dice.pick(ground.profiles)
        first, last = int(profile["leeftijd_van"]), int(profile["leeftijd_tot"])
        thing = {
            "profiel": profile["id"],
            "gebied": dice.pick(ground.areas),
            "definitie": dice.cased(dice.pick(definitions)),
        }
        for _ in range(dice.number(1, 3)):
            if dice.chance(0.3):
                thing["leeftijd_van"] = str(dice.number(first, last))
                thing["leeftijd_tot"] = str(dice.number(int(thing["leeftijd_van"]), last)) if dice.chance(0.7) else ""
            row = thing | {
                "aantal": dice.pick(("0", "1", "1", "4", "5", "12", "<5", "-1", "10-15", "4-12", ">=5", ">=20", "<20")),
                "peildatum": dice.pick(days),
                "bron": dice.pick((*ground.sources, *ground.sources, "")),
            }
            rows.setdefault(demand_id(row), row)
    return list(rows.values())
