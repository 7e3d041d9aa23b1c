"""How large the made-up country is, and the numbers that all its sheets share."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

PEILDATUM = date(2026, 10, 1)
"""The day on which every benchmark looks; the dates in the sheets are spread around it."""

Row = Sequence[str]
SCALED = (
    "organisations provisions referrals claims funding inventory demand meetings agenda agreements sources signals flows cases"
).split()


@dataclass(frozen=True, slots=True)
class Size:
    """Number of rows per kind. The defaults are the national set; areas and profiles do not grow with the scale."""

    gemeenten: int = 342
    leaves: int = 4_000
    swv_po: int = 76
    swv_vo: int = 74
    jeugdregios: int = 42
    rmcs: int = 42
    profiles: int = 2_000
    legal_bases: int = 40
    organisations: int = 10_000
    provisions: int = 20_000
    referrals: int = 60_000
    claims: int = 30_000
    funding: int = 40_000
    inventory: int = 8_000
    demand: int = 12_000
    meetings: int = 400
    agenda: int = 3_000
    agreements: int = 3_000
    sources: int = 2_000
    signals: int = 2_000
    flows: int = 1_500
    cases: int = 300

    @classmethod
    def national(cls, scale: float = 1.0) -> Size:
        """The national set with everything but areas, profiles and legal bases multiplied by `scale` (0.1 to 2.0).

        Raises ValueError for a scale outside these bounds.
        """
        if not 0.1 <= scale <= 2.0:
            raise ValueError(f"schaal {scale} ligt niet tussen 0,1 en 2,0")
        base = cls()
        return cls(**{name: round(getattr(base, name) * scale) for name in SCALED})


class Draw:
    """Random cells of one sheet. Every sheet has a stream of its own, so that scaling one does not touch the others."""

    def __init__(self, seed: int, sheet: str) -> None:
        self.rng = np.random.default_rng([seed, zlib.crc32(sheet.encode())])

    def pick(self, values: Sequence[str], n: int, weights: Sequence[float] | None = None) -> list[str]:
        """`n` values, drawn with replacement; weights need not add up to one."""
        return [values[i] for i in self.index(len(values), n, weights)]

    def index(self, size: int, n: int, weights: Sequence[float] | None = None) -> list[int]:
        """`n` indices below `size`, drawn with replacement."""
        if weights is None:
            return self.rng.integers(0, size, n).tolist()
        share = np.asarray(weights, dtype=float)
        return self.rng.choice(size, n, p=share / share.sum()).tolist()

    def chance(self, probability: float, n: int) -> list[bool]:
        """`n` yes/no draws."""
        return (self.rng.random(n) < probability).tolist()

    def numbers(self, low: int, high: int, n: int) -> list[int]:
        """`n` whole numbers from `low` up to and including `high`."""
        return self.rng.integers(low, high + 1, n).tolist()

    def dates(self, first: date, last: date, n: int, blank: float = 0.0) -> list[str]:
        """`n` date cells; one in eight is only a year, one in four a month, the rest a day."""
        days = self.numbers(0, (last - first).days, n)
        precision = self.index(3, n, (1, 2, 5))
        empty = self.chance(blank, n)
        return [
            "" if none else (first + timedelta(day)).isoformat()[: (4, 7, 10)[kind]]
            for day, kind, none in zip(days, precision, empty, strict=True)
        ]

    def sparse(self, values: Sequence[str], n: int, blank: float) -> list[str]:
        """`n` values of which a share `blank` is an empty cell."""
        return ["" if none else value for value, none in zip(self.pick(values, n), self.chance(blank, n), strict=True)]


@dataclass(slots=True)
class Country:
    """What later sheets need to know of earlier ones: ids and where things are."""

    size: Size
    seed: int
    gemeenten: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    swv_of_gemeente: list[tuple[str, str]] = field(default_factory=list)
    """SWV PO and SWV VO of each gemeente (of its largest part)."""
    jeugdregio_of_gemeente: list[str] = field(default_factory=list)
    position: list[tuple[float, float]] = field(default_factory=list)
    """Latitude and longitude of each gemeente."""
    neighbours: list[list[int]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    concepts: dict[str, list[str]] = field(default_factory=dict)
    """Codes per axis, most wanted first."""
    gemeente_organisations: list[str] = field(default_factory=list)
    swv_organisations: list[str] = field(default_factory=list)
    schools: list[str] = field(default_factory=list)
    care: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    profile_ages: list[tuple[int, int]] = field(default_factory=list)
    arrangements: list[str] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    """Index of the home gemeente of each arrangement."""
    provider: list[str] = field(default_factory=list)
    meetings: list[str] = field(default_factory=list)
    members: list[list[str]] = field(default_factory=list)
    agenda: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    def draw(self, sheet: str) -> Draw:
        """The random stream of one sheet."""
        return Draw(self.seed, sheet)

    @property
    def organisations(self) -> list[str]:
        """All organisations that take part in meetings and claims."""
        return self.gemeente_organisations + self.swv_organisations + self.schools + self.care
