"""Generated sheets about where and what: gebieden, begrippen, profielen, organisaties, inventarisatie."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .bruteforce import Row
from .dice import Dice

UPPER_KINDS = {"RMC": "rmc", "JEUGDREGIO": "jr-", "SWV_PO": "po", "SWV_VO": "vo"}
AXES = ("behoefte", "zorg", "taal", "reis", "sfeer")
RANDVOORWAARDEN = ("VERVOER", "BSO", "TOLK", "BUSJE")
# Values of the region outside the axes. Conditions and roles are compared as they stand, whatever they fall under.
OWN_VALUES = (
    {"as": "randvoorwaarden", "code": "BUSJE", "label": "Busje", "bovenliggend": "VERVOER"},
    {"as": "rol", "code": "REGIE_LOKAAL", "label": "Lokale regie", "bovenliggend": "REGIE_CASUS"},
)


@dataclass
class Ground:
    """What later sheets refer to: area ids, codes per axis, the lowest age in use, the other ids."""

    d: date
    areas: list[str] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=dict)
    age: int = 10
    profiles: list[Row] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    located: float = 0.0


def area_rows(dice: Dice, d: date, located: float) -> list[Row]:
    """Areas of several kinds as a DAG that need not nest, some not active; sometimes none."""
    if dice.chance(0.02):
        return []
    dead = dice.pick((0.0, 0.0, 0.05, 0.25))
    rows: list[Row] = []
    by_kind: dict[str, list[str]] = {}

    def add(kind: str, prefix: str, parents: list[str]) -> None:
        area = dice.fresh_id(prefix)
        by_kind.setdefault(kind, []).append(area)
        row = {"id": area, "naam": f"Gebied {area}", "soort": dice.cased(kind), "bovenliggend": "; ".join(parents)}
        rows.append(row | dice.validity(d, dead) | coordinates(dice, located))

    def parents_of_each(kinds: tuple[str, ...], one: float, two: float) -> list[str]:
        found: list[str] = []
        for kind in kinds:
            known = by_kind.get(kind, [])
            at_most = 2 if dice.chance(two) else 1 if dice.chance(one) else 0
            found += dice.some(known, at_most, at_most)
        return found

    for kind, prefix in UPPER_KINDS.items():
        for _ in range(dice.pick((0, 1, 1, 2, 2, 2))):
            older = [area for areas in by_kind.values() for area in areas]
            add(kind, prefix, dice.some(older, 1, 1) if dice.chance(0.1) else [])
    nesting = dice.pick((0.5, 0.9))
    for _ in range(dice.pick((0, 1, 1, 2, 2, 3, 4))):
        add("GEMEENTE", "gm", parents_of_each(tuple(UPPER_KINDS), nesting, 0.05))
    for _ in range(dice.size((0, 3, 4, 5, 6))):
        main = by_kind.get("GEMEENTE", [])[:1]
        parents = main if dice.chance(0.4) else parents_of_each(("GEMEENTE",), 0.9, 0.1)
        parents = parents + parents_of_each(tuple(UPPER_KINDS), 0.2, 0.03)
        add(dice.pick(("PC4", "PC4", "PC4", "WIJK")), "pc", parents)
    return dice.shuffled(rows)


def concept_rows(dice: Dice) -> tuple[list[Row], dict[str, list[str]]]:
    """Values of the region on built-in axes and on axes of its own, as a DAG; and the codes in use per axis."""
    rows: list[Row] = []
    codes: dict[str, list[str]] = {}
    for axis in dice.some(AXES, 0 if dice.chance(0.1) else 1, 4 if dice.chance(0.2) else 2):
        known = codes[axis] = ["AUTISME"] if axis == "behoefte" and dice.chance(0.3) else []
        for number in range(dice.number(2, 5)):
            parents = dice.some(known, 0, 2) if dice.chance(0.7) else []
            code = f"Q{dice.number(0, 9)}_{number}"
            known.append(code)
            row = {"as": axis, "code": dice.cased(code), "label": f"Begrip {axis} {code}"}
            rows.append(row | {"bovenliggend": "; ".join(dice.cased(parent) for parent in parents)})
    return dice.shuffled([*rows, *OWN_VALUES]), codes


def profile_rows(dice: Dice, ground: Ground) -> list[Row]:
    """One to three profiles (rarely none) of a few ages each."""
    rows = []
    for _ in range(dice.pick((1, 1, 1, 1, 2, 2, 2, 2, 3, 3)) if dice.chance(0.97) else 0):
        first = min(27, ground.age + dice.number(0, 2))
        row = {
            "id": dice.fresh_id("prof-"),
            "naam": "Profiel",
            "leeftijd_van": str(first),
            "leeftijd_tot": str(min(27, first + dice.pick((0, 1, 2, 3, 4)))),
            "gebieden": area_cell(dice, ground, blank=0.6, alle=0.1),
        }
        for axis, codes in ground.codes.items():
            if dice.chance(0.65):
                row[axis] = "; ".join(dice.cased(code) for code in dice.some(codes, 1, dice.pick((1, 1, 2))))
        if dice.chance(0.4):
            row["randvoorwaarden"] = "; ".join(map(dice.cased, dice.some(RANDVOORWAARDEN, 1, 2)))
        rows.append(row)
    return rows


def coordinates(dice: Dice, known: float) -> Row:
    """The columns `lat` and `lon`, now and then only one of them; fifteen kilometres is about 0.135 degrees of latitude."""
    if not dice.chance(known):
        return {}
    cells = {"lat": str(52 + dice.pick((0, 0, 1, 13, 14, 40)) / 100), "lon": str(4 + dice.pick((0, 0, 1, 19, 25, 60)) / 100)}
    if dice.chance(0.05):
        del cells[dice.pick(("lat", "lon"))]
    return cells


def area_cell(dice: Dice, ground: Ground, blank: float, alle: float) -> str:
    """A cell `gebieden`: blank, `alle` or one or two areas, active or not."""
    if dice.chance(blank):
        return ""
    if dice.chance(alle / (1 - blank)) or not ground.areas:
        return "alle"
    return "; ".join(dice.some(ground.areas, 1, 2))


def organisation_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Two to seven organisations, of which some board sits with some gemeente often enough."""
    rows = []
    for _ in range(dice.number(2, 7)):
        row = {
            "id": dice.fresh_id("org-"),
            "naam": "Organisatie",
            "soort": dice.pick(("GEMEENTE", "GEMEENTE", "SWV_PO", "SWV_VO", "SCHOOLBESTUUR", "JEUGDHULPAANBIEDER")),
            "gebieden": area_cell(dice, ground, blank=0.3, alle=0.2),
        }
        rows.append(row | dice.validity(ground.d, 0.1))
    return rows


def inventory_rows(dice: Dice, ground: Ground) -> list[Row]:
    """Who was asked about which area and what came back; mostly all of it, or mostly little."""
    asked = [(organisation, area) for organisation in ground.organisations for area in ground.areas]
    answering, complete = dice.pick(((0.4, 0.5), (0.9, 0.5), (0.9, 0.9), (1.0, 0.8), (1.0, 0.97)))
    rows = []
    for organisation, area in dice.some(asked, 0, dice.pick((0, 8, 16, 24))):
        row = {"organisatie": organisation, "gebied": area}
        if dice.chance(answering):
            row["antwoord_op"] = str(ground.d)[:7] if dice.chance(complete) else dice.date_near(ground.d)
            row["volledig"] = "ja" if dice.chance(complete) else dice.pick(("deels", "deels", "nee", ""))
        elif dice.chance(0.3):
            row["volledig"] = "ja"
        rows.append(row)
    return rows
