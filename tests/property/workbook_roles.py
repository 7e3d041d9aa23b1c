"""Generated sheets about who does it, who pays and until when: verantwoordelijkheden, financiering, rechtsgronden."""

from __future__ import annotations

from .bruteforce import Row
from .dice import Dice
from .workbook_places import Ground

ROLLEN = ("REGIE_CASUS",) * 5 + ("TOEGANGSBESLUIT",) * 4
ROLLEN += ("REGIE_STELSEL", "WETTELIJK", "UITVOERING", "FINANCIERING", "ADVIES", "regie_proces", "DOORZETTINGSMACHT", "REGIE_LOKAAL")
TOEGANG = ("TLV_LAAG", "BESCHIKKING_JW", "TLV_SBO", "GEEN")
FASEN = ("PREVENTIE", "SBO_SO_VSO", "UITVAL")
COMPONENTEN = ("ONDERWIJS", "ZORG", "ONDERWIJS", "ZORG", "VERVOER", "BSO")
FUNDING_STATUSES = ("STRUCTUREEL", "STRUCTUREEL", "structureel", "TIJDELIJK", "PROJECT", "AANVRAAG", "ONGEDEKT", "ONGEDEKT")


def responsibility_rows(dice: Dice, ground: Ground, arrangements: list[Row]) -> list[Row]:
    """Up to twelve claims, narrow and wide, that contradict each other; sometimes none."""
    rows: dict[tuple[str, ...], Row] = {}
    narrow = dice.pick((0.1, 0.3, 0.5))
    for _ in range(dice.pick((0, 1, 2, 4, 8, 12))):
        row = {
            "organisatie": dice.pick(ground.organisations),
            "rol": dice.pick(ROLLEN),
            "arrangement": _maybe(dice, narrow, [one["id"] for one in arrangements]),
            "profiel": _maybe(dice, narrow, [one["id"] for one in ground.profiles]),
            "gebied": _maybe(dice, narrow * 1.5, ground.areas),
            "fase": _maybe(dice, 0.1, FASEN),
            "toegang": _maybe(dice, 0.2, TOEGANG),
            "status": dice.pick(("", "BEWEERD", "VASTGESTELD", "vastgesteld", "VASTGESTELD", "BETWIST")),
        }
        if row["rol"] == "TOEGANGSBESLUIT" and dice.chance(0.5):
            row["toegang"] = dice.pick(TOEGANG)
        row |= dice.validity(ground.d, 0.12)
        rows.setdefault(tuple(row.get(name, "").upper() for name in (*list(row)[:7], "geldig_van")), row)
    return list(rows.values())


def _maybe(dice: Dice, probability: float, options: list[str] | tuple[str, ...]) -> str:
    return dice.pick(options) if options and dice.chance(probability) else ""


def legal_basis_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Up to three legal bases; those that ended count as much as those to come."""
    rows = []
    for _ in range(dice.pick((0, 1, 2, 3))):
        row = {"id": dice.fresh_id("grond-"), "titel": "Regeling"}
        row["status"] = dice.pick(("", "GELDEND", "VOORSTEL", "VERVALLEN"))
        if dice.chance(0.6):
            row["geldig_tot"] = dice.date_near_horizon(ground.d)
        rows.append(row)
    return rows


def funding_rows(dice: Dice, ground: Ground, arrangements: list[Row]) -> list[Row]:
    """Several rows for most arrangements of some books; nothing in others."""
    rows: dict[tuple[str, ...], Row] = {}
    if not arrangements or dice.chance(0.3):
        return []
    certain = dice.pick((0.2, 0.5, 0.9))
    for _ in range(dice.number(1, 4 * min(6, len(arrangements)))):
        row = {
            "arrangement": dice.pick(arrangements)["id"],
            "financier": _maybe(dice, 0.4, ground.organisations),
            "geldstroom": dice.pick(("RIJK_BASIS", "SWV_ZWAAR", "JW_COLLECTIEF", "WLZ")),
            "component": dice.cased(dice.pick(COMPONENTEN)),
            "status": "STRUCTUREEL" if dice.chance(certain / 3) else dice.pick(FUNDING_STATUSES),
        }
        ends = dice.chance(certain)
        row |= {"geldig_tot": dice.date_near_horizon(ground.d)} if ends else dice.validity(ground.d, 0.15)
        key = tuple(row.get(name, "").upper() for name in ("arrangement", "financier", "geldstroom", "component", "geldig_van"))
        rows.setdefault(key, row)
    return list(rows.values())
