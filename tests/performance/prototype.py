"""A second, plain numpy computation of all coverage cells, straight from the CSV files.

It shares no code with the engine, so that equal cells mean something, and it is the yardstick for the engine's time.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from .cells import ABSENT, AGES, DEELS, GEDEKT, GEEN, MOGELIJK, Cells
from .national import PEILDATUM

NO, MAYBE, YES = np.uint8(0), np.uint8(1), np.uint8(2)
AXES = "onderwijs behoefte taal deelname zorg complexiteit rechtspositie".split()
Records = list[dict[str, str]]


def read(path: Path) -> Records:
    """Rows of one sheet as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        header = next(rows)
        return [dict(zip(header, row, strict=True)) for row in rows]


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def active(row: dict[str, str], day: date) -> bool:
    """Whether `day` lies between the first day of `geldig_van` and the last day of `geldig_tot`."""
    begin, end = row.get("geldig_van", ""), row.get("geldig_tot", "")
    if begin and date.fromisoformat(begin + "-01-01"[len(begin) - 4 :]) > day:
        return False
    if len(end) == 4:
        end += "-12"
    if len(end) == 7:
        end += f"-{monthrange(int(end[:4]), int(end[5:]))[1]}"
    return not end or date.fromisoformat(end) >= day


def closure(parents: dict[str, list[str]]) -> dict[str, set[str]]:
    """Each key with itself and everything above it."""
    above: dict[str, set[str]] = {}

    def visit(key: str) -> set[str]:
        if key not in above:
            above[key] = {key}.union(*(visit(parent) for parent in parents[key]))
        return above[key]

    for key in parents:
        visit(key)
    return above


class Places:
    """Leaves as bits: `bits(cell)` gives the leaves of a cell with area ids, as bytes of `width` length."""

    def __init__(self, rows: Records, day: date) -> None:
        rows = [row for row in rows if active(row, day)]
        known = {row["id"] for row in rows}
        parents = {row["id"]: [p for p in several(row["bovenliggend"]) if p in known] for row in rows}
        inner = {parent for above in parents.values() for parent in above}
        self.leaves = [row["id"] for row in rows if row["id"] not in inner]
        self.width = -(-len(self.leaves) // 64) * 8
        members: dict[str, list[int]] = {row["id"]: [] for row in rows}
        for i, above in enumerate(map(closure(parents).__getitem__, self.leaves)):
            for area in above:
                members[area].append(i)
        self.members = members
        self.gemeenten = [row["id"] for row in rows if row["soort"] == "GEMEENTE"]
        self.all = self._pack(range(len(self.leaves)))
        self._memo: dict[str, np.ndarray] = {}

    def _pack(self, leaves: Iterable[int]) -> np.ndarray:
        flags = np.zeros(self.width * 8, dtype=np.uint8)
        flags[np.fromiter(leaves, dtype=np.intp)] = 1
        return np.packbits(flags, bitorder="little")

    def bits(self, cell: str) -> np.ndarray:
        if cell == "alle":
            return self.all
        if cell not in self._memo:
            self._memo[cell] = self._pack({leaf for area in several(cell) for leaf in self.members.get(area, ())})
        return self._memo[cell]


def outcomes(axis: str, provisions: Records, above: dict[str, set[str]]) -> dict[str, np.ndarray]:
    """For each value of the axis, the outcome (NO, MAYBE, YES) of all provisions, as uint8."""
    n = len(provisions)
    admitted, excluded = ({code: np.zeros(n, dtype=bool) for code in above} for _ in range(2))
    blank, every = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for i, row in enumerate(provisions):
        cell = row[axis]
        if cell in ("", "alle"):
            (every if cell else blank)[i] = True
        else:
            for code in several(cell):
                admitted[code][i] = True
        if row["sluit_uit"]:
            for part in several(row["sluit_uit"]):
                where, code = part.split(":")
                if where == axis:
                    excluded[code][i] = True
    result = {}
    for value, up in above.items():
        below = [code for code, higher in above.items() if value in higher and code != value]
        served = every | np.logical_or.reduce([admitted[code] for code in up])
        partly = np.logical_or.reduce([admitted[code] for code in below] or [np.zeros(n, dtype=bool)])
        doubt = np.logical_or.reduce([excluded[code] for code in below] or [np.zeros(n, dtype=bool)])
        outcome = np.where(served, np.where(doubt, MAYBE, YES), np.where(blank | partly, MAYBE, NO))
        outcome[np.logical_or.reduce([excluded[code] for code in up])] = NO
        result[value] = outcome.astype(np.uint8)
    return result


def age_outcomes(provisions: Records) -> np.ndarray:
    """Outcome per age and provision, shape (28, n)."""
    bounds = {"": (-1, -1), "alle": (0, 99)}
    low = np.array([bounds[c][0] if (c := row["leeftijd_van"]) in bounds else int(c) for row in provisions])
    high = np.array([bounds[c][1] if (c := row["leeftijd_tot"]) in bounds else int(c) for row in provisions])
    ages = np.arange(AGES)[:, None]
    outside = (ages < low) | ((high >= 0) & (ages > high))
    known = (low >= 0) & (high >= 0)
    return np.where(outside, NO, np.where(known, YES, MAYBE)).astype(np.uint8)


@dataclass(slots=True)
class Prepared:
    """Everything in arrays: what the scan needs and nothing of the files."""

    places: Places
    profiles: Records
    by_value: dict[tuple[str, str], np.ndarray]
    by_age: np.ndarray
    serves: np.ndarray
    """For each provision the row of its areas in the two tables that follow; ascending, most rows occur often."""
    surely: np.ndarray
    """Leaves that are certainly served, (different areas, width) uint8."""
    perhaps: np.ndarray
    """The same, with all leaves where the area is blank."""


def prepare(folder: Path, day: date = PEILDATUM) -> Prepared:
    """Reads four sheets of `folder` and turns them into arrays."""
    places = Places(read(folder / "gebieden.csv"), day)
    provisions = [
        row
        for row in read(folder / "arrangementen.csv")
        if row["status"] in ("", "ACTIEF") and row["soort"] != "SITUATIE" and row["instroom"] != "GESTOPT" and active(row, day)
    ]
    provisions.sort(key=lambda row: row["gebieden"])
    concepts = read(folder / "begrippen.csv")
    by_value: dict[tuple[str, str], np.ndarray] = {}
    for axis in AXES:
        above = closure({row["code"]: several(row["bovenliggend"]) for row in concepts if row["as"] == axis})
        by_value |= {(axis, value): outcome for value, outcome in outcomes(axis, provisions, above).items()}
    rows = {cell: i for i, cell in enumerate(sorted({"", *(row["gebieden"] for row in provisions)}))}
    serves = np.array([rows[row["gebieden"]] for row in provisions], dtype=np.intp)
    surely = np.array([places.bits(cell) for cell in rows])
    perhaps = surely.copy()
    perhaps[0] = places.all
    return Prepared(places, read(folder / "profielen.csv"), by_value, age_outcomes(provisions), serves, surely, perhaps)


def scan(data: Prepared) -> Cells:
    """All cells. The cost grows with profiles times provisions and with profiles times ages times leaves."""
    places = data.places
    shape = (len(data.profiles), len(places.gemeenten), AGES)
    states = np.full(shape, ABSENT, dtype=np.uint8)
    order = np.concatenate([places.members[g] for g in places.gemeenten]).astype(np.intp)
    starts = np.cumsum([0, *(len(places.members[g]) for g in places.gemeenten)])[:-1]
    nothing = np.full(len(data.serves), YES)
    surely, perhaps = data.surely.view(np.uint64), data.perhaps.view(np.uint64)

    def per_gemeente(bits: np.ndarray) -> np.ndarray:
        flags = np.unpackbits(bits, axis=1, bitorder="little")[:, order]
        return np.add.reduceat(flags, starts, axis=1, dtype=np.uint16)

    everywhere = per_gemeente(places.all[None])
    for p, profile in enumerate(data.profiles):
        asked = [data.by_value[axis, value] for axis in AXES for value in several(profile[axis])]
        fit = np.minimum.reduce(asked) if asked else nothing
        candidates = np.flatnonzero(fit)
        ages = range(int(profile["leeftijd_van"]), int(profile["leeftijd_tot"]) + 1)
        both = np.minimum(fit[candidates], data.by_age[ages.start : ages.stop, candidates])
        rows = data.serves[candidates]
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        best = np.maximum.reduceat(both, firsts, axis=1) if len(rows) else both
        rows = rows[firsts]
        covered = np.zeros((2, len(ages), places.width // 8), dtype=np.uint64)
        for i, outcome in enumerate(best):
            if i and np.array_equal(outcome, best[i - 1]):
                covered[:, i] = covered[:, i - 1]
            else:
                np.bitwise_or.reduce(surely[rows[outcome == YES]], axis=0, out=covered[0, i])
                np.bitwise_or.reduce(perhaps[rows[outcome != NO]], axis=0, out=covered[1, i])
        flat = covered.reshape(2 * len(ages), -1)
        total = everywhere
        if profile["gebieden"]:
            mask = places.bits(profile["gebieden"])
            flat &= mask.view(np.uint64)
            total = per_gemeente(mask[None])
        sure, maybe = per_gemeente(flat.view(np.uint8)).reshape(2, len(ages), -1)
        cell = np.where(sure == total, GEDEKT, np.where(sure > 0, DEELS, np.where(maybe > 0, MOGELIJK, GEEN)))
        cell = np.where(total == 0, ABSENT, cell)
        states[p, :, ages.start : ages.stop] = cell.T
    return Cells([row["id"] for row in data.profiles], places.gemeenten, states)


def compute(folder: Path, day: date = PEILDATUM) -> Cells:
    """All coverage cells of a folder of CSV files on `day`."""
    return scan(prepare(folder, day))
