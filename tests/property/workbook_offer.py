"""Generated sheets about the offer and the demand: arrangementen, verwijspaden, vraag."""

from __future__ import annotations

from .bruteforce import Row
from .bruteforce.findings import demand_id, referral_id
from .dice import Dice
from .workbook_places import Ground, area_cell

SOORTEN = ("OZA", "ZOA", "SBO", "VSO", "DAGBEHANDELING", "OZA", "ZOA", "SBO", "VSO", "SITUATIE")
RICHTINGEN = ("TOELEIDING", "DOORSTROOM", "TERUGKEER", "OVERDRACHT", "UITSTROOM")
REFERRAL_STATUSES = ("", "", "FORMEEL_AFGESPROKEN", "GEBRUIKELIJK", "INCIDENTEEL", "BEOOGD", "GESTOPT")


def arrangement_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Up to six arrangements, in some books generous and in others strict."""
    generous = dice.pick((0.2, 0.6, 0.9, 0.97))
    common_end = ground.age + dice.number(1, 3) if dice.chance(0.3) else None
    return [_arrangement(dice, ground, generous, common_end) for _ in range(dice.size((0, 1, 2, 2, 3, 4, 5, 6)))]


def _arrangement(dice: Dice, ground: Ground, generous: float, common_end: int | None) -> Row:
    blank = dice.pick((0.0, 0.02, 0.25))
    row = {
        "id": dice.fresh_id("arr-"),
        "naam": "Arrangement",
        "soort": dice.cased(dice.pick(SOORTEN)),
        "gebieden": area_cell(dice, ground, blank=blank, alle=0.25 * (1 - blank)),
        "instroom": dice.pick(("", "", "", "", "OPEN", "OPEN", "OPEN", "BEPERKT", "BEPERKT", "GESTOPT")),
        "status": dice.pick(("",) * 6 + ("actief", "ACTIEF", "ACTIEF", "ACTIEF", "GEPLAND", "GESTOPT")),
        "plekken": dice.pick(("", "12", "10-15", ">=20")),
        "instap": dice.pick(("", "ja", "nee")),
        "toegang": dice.pick(("", "GEEN", "TLV_LAAG", "TLV_LAAG; BESCHIKKING_JW")),
    }
    row |= _ages(dice, ground, generous, blank, common_end) | dice.validity(ground.d, 0.07)
    for axis, codes in ground.codes.items():
        if dice.chance(blank):
            continue
        row[axis] = "alle" if dice.chance(generous) else "; ".join(map(dice.cased, dice.some(codes, 1, 2)))
    every_pair = [(axis, code) for axis, codes in ground.codes.items() for code in codes]
    if dice.chance(0.3):
        row["sluit_uit"] = "; ".join(f"{axis}:{dice.cased(code)}" for axis, code in dice.some(every_pair, 1, 2))
    if dice.chance(0.8):
        row["bevestigd_op"] = dice.date_near(ground.d)
    if ground.organisations and dice.chance(0.6):
        row["aanbieder"] = dice.pick(ground.organisations)
    return row


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
    """Up to six referrals between arrangements, active or not."""
    rows: dict[str, Row] = {}
    if len(arrangements) < 2:
        return []
    for _ in range(dice.pick((0, 1, 3, 6))):
        start, end = dice.some([row["id"] for row in arrangements], 2, 2)
        row = {
            "van": start,
            "naar": end,
            "richting": dice.cased(dice.pick(RICHTINGEN)),
            "toegang": dice.pick(("", "", "TLV_LAAG", "TLV_LAAG; BESCHIKKING_JW", "BESCHIKKING_JW; TLV_LAAG")),
            "gebieden": area_cell(dice, ground, blank=0.7, alle=0.1),
            "status": dice.pick(REFERRAL_STATUSES),
        }
        if dice.chance(0.3):
            row |= {"leeftijd_van": str(ground.age)}
        if dice.chance(0.3):
            row |= {"leeftijd_tot": str(min(27, ground.age + 4))}
        if dice.chance(0.6):
            row["bevestigd_op"] = dice.date_near(ground.d)
        row |= dice.validity(ground.d, 0.1)
        rows.setdefault(referral_id(row), row)
    return list(rows.values())


def demand_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Counts, several of them of the same thing by different sources."""
    rows: dict[str, Row] = {}
    if not ground.profiles or not ground.areas:
        return []
    for _ in range(dice.pick((0, 1, 1, 2))):
        profile = dice.pick(ground.profiles)
        first, last = int(profile["leeftijd_van"]), int(profile["leeftijd_tot"])
        thing = {
            "profiel": profile["id"],
            "gebied": dice.pick(ground.areas),
            "definitie": dice.cased(dice.pick(("THUIS_2015", "THUIS_OCW_2016"))),
        }
        if dice.chance(0.4):
            thing["leeftijd_van"] = str(dice.number(first, last))
            thing["leeftijd_tot"] = str(dice.number(int(thing["leeftijd_van"]), last)) if dice.chance(0.7) else ""
        for _ in range(dice.number(1, 4)):
            row = thing | {
                "aantal": dice.pick(("0", "1", "1", "4", "5", "12", "<5", "-1", "10-15", "4-12", ">=5", ">=20", "<20")),
                "peildatum": dice.pick((str(ground.d.year), str(ground.d.year), str(ground.d)[:7], str(ground.d))),
                "bron": dice.pick((*ground.sources, *ground.sources, "")),
            }
            rows.setdefault(demand_id(row), row)
    return list(rows.values())
