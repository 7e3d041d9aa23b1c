"""Generated sheets about what is discussed: bronnen, overleggen, agenda, afspraken."""

from __future__ import annotations

from datetime import date, timedelta

from .bruteforce import Row
from .dice import Dice
from .workbook_places import Ground

SUBJECTS = ("Dekkend aanbod", " Dekkend aanbod ", "Dekkend aanbod", "dekkend aanbod", "Vervoer")


def source_rows(dice: Dice) -> list[Row]:
    """One to three sources."""
    return [
        {"id": dice.fresh_id("bron-"), "titel": "Bron", "soort": dice.pick(("REGISTRATIE", "BESLUIT", "DOCUMENT"))}
        for _ in range(dice.number(1, 3))
    ]


def meeting_rows(dice: Dice, ground: Ground) -> list[Row]:
    """One or two tables."""
    return [
        {
            "id": dice.fresh_id("overleg-"),
            "naam": "Overleg",
            "soort": dice.pick(("OOGO", "oogo", "BESTUURLIJK")),
            "leden": "; ".join(dice.some(ground.organisations, 0, dice.pick((3, 7)))),
            "besluitregel": dice.pick(("UNANIMITEIT", "unanimiteit", "MEERDERHEID", "")),
        }
        for _ in range(dice.number(1, 2))
    ]


def agenda_rows(dice: Dice, ground: Ground, meetings: list[Row]) -> list[Row]:
    """Up to six items, at several levels of precision, that follow each other and sometimes not."""
    rows: list[Row] = []
    deciding = dice.chance(0.5)
    for _ in range(dice.pick((0, 1, 2, 4, 6))):
        meeting = dice.pick(meetings)
        row = {
            "id": dice.fresh_id("punt-"),
            "overleg": meeting["id"],
            "datum": _meeting_date(dice, ground.d),
            "onderwerp": dice.pick(SUBJECTS),
            "doel": "VASTSTELLEN" if deciding else dice.pick(("BESPREKEN", "VASTSTELLEN", "KENNISNEMEN")),
            "conclusie": dice.pick(
                ("", "VOLGT", "akkoord", "AKKOORD", "AKKOORD", "AKKOORD_MET_WIJZIGING", "VERWORPEN")
            ),
            "bron": dice.pick((*ground.sources, *ground.sources, "")),
        }
        if dice.chance(0.6):
            row["volgt_na"] = "; ".join(dice.some([earlier["id"] for earlier in rows], 0, 3))
        members = [member for member in meeting["leden"].split("; ") if member]
        in_favour = members if dice.chance(0.6) else dice.some(members, 0, 2)
        row["voor"] = "; ".join(dice.shuffled(in_favour))
        against = [organisation for organisation in ground.organisations if organisation not in in_favour]
        row["tegen"] = "; ".join(dice.some(against, 0, 1))
        rows.append(row)
    return dice.shuffled(rows)


def _meeting_date(dice: Dice, d: date) -> str:
    if dice.chance(0.4):
        return dice.pick((str(d), str(d)[:7], str(d)[:4], str(d.year - 1)))
    if dice.chance(0.2):
        four_years_ago = date(d.year - 4, d.month, d.day)
        return dice.written(four_years_ago + timedelta(dice.pick((-1, 0, 1, 30))))
    return dice.date_near(d)


def agreement_rows(dice: Dice, ground: Ground, agenda: list[Row]) -> list[Row]:
    """Up to four agreements."""
    rows = []
    for _ in range(dice.pick((0, 1, 2, 4))):
        row = {
            "id": dice.fresh_id("afspraak-"),
            "omschrijving": "Afspraak",
            "status": dice.pick(("", "OPEN", "LOOPT", "loopt", "GEREED", "VERVALLEN")),
        }
        if agenda and dice.chance(0.3):
            row["agenda"] = dice.pick(agenda)["id"]
        if dice.chance(0.75):
            row["eigenaar"] = dice.pick(ground.organisations)
        if dice.chance(0.8):
            row["deadline"] = dice.date_near(ground.d)
        rows.append(row)
    return rows
