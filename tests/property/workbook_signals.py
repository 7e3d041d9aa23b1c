"""Generated sheets about what practice tells and the region made of it: signalen, lacunes, stromen."""

from __future__ import annotations

from .bruteforce import Row
from .dice import Dice
from .workbook_places import Ground


def signal_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Clusters of signals about one profile and about areas that may lie within each other; some are too old."""
    rows = []
    for _ in range(dice.pick((0, 1, 1, 2, 3))):
        profile = dice.pick(ground.profiles)["id"] if ground.profiles else ""
        areas = dice.some(ground.areas, 1, 2)
        senders = dice.some(ground.organisations, 1, 2)
        old = dice.pick((0.1, 0.5))
        for _ in range(dice.number(1, 6)):
            row = {
                "id": dice.fresh_id("signaal-"),
                "datum": dice.date_near(ground.d) if dice.chance(old) else str(ground.d),
                "soort": dice.pick(("SIGNAAL", "LEERPUNT", "")),
                "organisatie": "" if dice.chance(0.15) else dice.pick(senders),
                "profiel": "" if dice.chance(0.1) else profile,
                "gebied": "" if not areas or dice.chance(0.1) else dice.pick(areas),
            }
            rows.append(row)
    return rows


def gap_case_rows(dice: Dice, ground: Ground) -> list[Row]:
    """What the region put on its list: findings about a profile and an area, and about other things."""
    rows = []
    if not ground.profiles or not ground.areas:
        return []
    for _ in range(dice.pick((0, 0, 1, 2, 4))):
        profile, area = dice.pick(ground.profiles)["id"], dice.pick(ground.areas)
        finding = dice.pick(
            (
                f"GEEN_AANBOD|profiel={profile}|gebied={area}",
                f"SIGNAAL_ONGEBONDEN|profiel={profile}|gebied={area}",
                f"RANDVOORWAARDE|profiel={profile}|gebied={area}|voorwaarde=VERVOER",
                f"GRENSBREUK|gebied={area}|soort=SPLITSING|binnen=SWV_VO",
            )
        )
        rows.append({"id": dice.fresh_id("lacune-"), "bevinding": finding, "status": dice.pick(("", "NIEUW", "OPGELOST"))})
    return rows


def flow_rows(dice: Dice, ground: Ground, arrangements: list[Row]) -> list[Row]:
    """Who went where: numbers that no rule looks at."""
    rows = []
    for year in dice.some(range(2020, 2026), 0, 2):
        row = {"soort": dice.pick(("INSTROOM", "UITSTROOM", "GRENSVERKEER")), "aantal": dice.pick(("12", "<5", ">=20"))}
        row |= {"periode_van": str(year), "periode_tot": str(year)}
        if arrangements:
            row["naar"] = dice.pick(arrangements)["id"]
        if ground.areas:
            row["herkomst"] = dice.pick(ground.areas)
        rows.append(row)
    return rows
