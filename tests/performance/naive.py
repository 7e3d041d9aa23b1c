"""The definition of coverage in plain Python, word for word: far too slow for a country, fit to check the prototype."""

from __future__ import annotations

import calendar
import csv
from datetime import date
from pathlib import Path

Row = dict[str, str]
State = dict[tuple[str, str, int], str]
JA, ONBEKEND, NEE = "JA", "ONBEKEND", "NEE"
AXES = ("onderwijs", "behoefte", "taal", "deelname", "zorg", "complexiteit", "rechtspositie")


def sheet(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def holds(row: Row, day: date) -> bool:
    """Active: from the first day of `geldig_van` up to and including the last day of `geldig_tot`."""
    start, end = ([int(n) for n in row.get(column, "").split("-") if n] for column in ("geldig_van", "geldig_tot"))
    if start and date(*[*start, 1, 1][:3]) > day:
        return False
    if not end:
        return True
    year, month = (*end, 12)[:2]
    last = end[2] if len(end) == 3 else calendar.monthrange(year, month)[1]
    return day <= date(year, month, last)


def conjunction(outcomes: list[str]) -> str:
    return NEE if NEE in outcomes else ONBEKEND if ONBEKEND in outcomes else JA


class Definition:
    """The cells of one folder on one day."""

    def __init__(self, folder: Path, day: date) -> None:
        self.areas = {row["id"]: row for row in sheet(folder, "gebieden") if holds(row, day)}
        self.above = {(row["as"], row["code"]): parts(row["bovenliggend"]) for row in sheet(folder, "begrippen")}
        self.profiles = sheet(folder, "profielen")
        self.provisions = [
            row
            for row in sheet(folder, "arrangementen")
            if row["status"] in ("", "ACTIEF") and row["soort"] != "SITUATIE" and holds(row, day)
        ]
        self.everywhere = {leaf for area in self.areas for leaf in self.leaves(area)}
        self.served = [self.union(row["gebieden"]) for row in self.provisions]

    def leaves(self, area: str) -> set[str]:
        if area not in self.areas:
            return set()
        children = [id_ for id_, row in self.areas.items() if area in parts(row["bovenliggend"])]
        return set().union(*(self.leaves(child) for child in children)) if children else {area}

    def union(self, cell: str) -> set[str]:
        return self.everywhere if cell == "alle" else set().union(*(self.leaves(area) for area in parts(cell)))

    def under(self, axis: str, value: str, other: str) -> bool:
        return value == other or any(self.under(axis, parent, other) for parent in self.above[axis, value])

    def on_value(self, provision: Row, axis: str, value: str) -> str:
        excluded = [part.split(":")[1] for part in parts(provision["sluit_uit"]) if part.split(":")[0] == axis]
        if any(self.under(axis, value, e) for e in excluded):
            return NEE
        cell = provision[axis]
        if cell == "":
            return ONBEKEND
        if cell == "alle" or any(self.under(axis, value, w) for w in parts(cell)):
            return ONBEKEND if any(self.under(axis, e, value) for e in excluded) else JA
        return ONBEKEND if any(self.under(axis, w, value) for w in parts(cell)) else NEE

    def on_needs(self, provision: Row, profile: Row) -> str:
        asked = [(axis, value) for axis in AXES for value in parts(profile[axis])]
        return conjunction([self.on_value(provision, axis, value) for axis, value in asked])

    def on_age(self, provision: Row, age: int) -> str:
        low, high = provision["leeftijd_van"], provision["leeftijd_tot"]
        if (low.isdigit() and age < int(low)) or (high.isdigit() and age > int(high)):
            return NEE
        return JA if low and high else ONBEKEND

    def leaf_state(self, fits: list[tuple[Row, set[str], str]], age: int, leaf: str) -> str:
        """GEDEKT, MOGELIJK or GEEN, from provisions with their leaves and their outcome on the axes."""
        best = "GEEN"
        for provision, served, on_axes in fits:
            inflow = NEE if provision["instroom"] == "GESTOPT" else JA
            place = JA if leaf in served else NEE if provision["gebieden"] else ONBEKEND
            outcome = conjunction([inflow, self.on_age(provision, age), place, on_axes])
            if outcome == JA:
                return "GEDEKT"
            if outcome == ONBEKEND:
                best = "MOGELIJK"
        return best

    def cells(self) -> State:
        """State per (profile, gemeente, age)."""
        found: State = {}
        places = {id_: self.leaves(id_) for id_, row in self.areas.items() if row["soort"] == "GEMEENTE"}
        for profile in self.profiles:
            fits = [(row, served, self.on_needs(row, profile)) for row, served in zip(self.provisions, self.served, strict=True)]
            within = self.union(profile["gebieden"]) if profile["gebieden"] else self.everywhere
            for age in range(int(profile["leeftijd_van"]), int(profile["leeftijd_tot"]) + 1):
                by_leaf = {leaf: self.leaf_state(fits, age, leaf) for leaf in within}
                for gemeente, leaves in places.items():
                    states = [by_leaf[leaf] for leaf in leaves & within]
                    if states:
                        found[profile["id"], gemeente, age] = cell(states)
        return found


def cell(states: list[str]) -> str:
    """The state of a gemeente from those of its leaves."""
    if all(state == "GEDEKT" for state in states):
        return "GEDEKT"
    if "GEDEKT" in states:
        return "DEELS"
    return "MOGELIJK" if "MOGELIJK" in states else "GEEN"
