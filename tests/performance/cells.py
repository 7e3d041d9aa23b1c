"""The coverage cells in one plain form, in which engine and prototype can be held against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

AGES = 28
GEEN, MOGELIJK, DEELS, GEDEKT, ABSENT = (np.uint8(n) for n in (0, 1, 2, 3, 255))


@dataclass(frozen=True, slots=True)
class Cells:
    """Coverage of every pair of profile and gemeente at every age.

    `states[p, g, a]` is GEEN, MOGELIJK, DEELS or GEDEKT (0 to 3), or ABSENT (255) where the profile has no such age or
    the pair has no leaf.
    """

    profiles: list[str]
    gemeenten: list[str]
    states: np.ndarray

    def shares(self) -> dict[str, float]:
        """Share of each state among the cells that exist."""
        counts = np.bincount(self.states.ravel(), minlength=256)
        total = int(counts[:4].sum())
        return {name: float(counts[i] / total) for i, name in enumerate(("GEEN", "MOGELIJK", "DEELS", "GEDEKT"))}

    def finding_counts(self) -> dict[str, int]:
        """Number of findings per coverage rule, from the cells alone."""
        counts = {
            rule: int((self.states == state).any(axis=2).sum())
            for rule, state in (("GEEN_AANBOD", GEEN), ("ONBEKEND_AANBOD", MOGELIJK), ("DEELGEBIED", DEELS))
        }
        broken = (self.states[:, :, :-1] == GEDEKT) & (self.states[:, :, 1:] == GEEN)
        return counts | {"LEEFTIJDSBREUK": int(broken.sum())}


def compare(found: Cells, expected: Cells) -> None:
    """Raises ValueError with the number of differing cells and the first of them, when there are any."""
    rows = [{id_: i for i, id_ in enumerate(ids)} for ids in (found.profiles, found.gemeenten)]
    if (set(rows[0]), set(rows[1])) != (set(expected.profiles), set(expected.gemeenten)):
        raise ValueError("de motor en het prototype kennen niet dezelfde profielen en gemeenten")
    order = ([rows[0][id_] for id_ in expected.profiles], [rows[1][id_] for id_ in expected.gemeenten])
    states = found.states[np.ix_(*order)]
    different = np.argwhere(states != expected.states)
    if len(different):
        p, g, age = different[0].tolist()
        first = f"{expected.profiles[p]} {expected.gemeenten[g]} {age} jaar"
        raise ValueError(
            f"{len(different)} cellen verschillen, als eerste {first}: motor {states[p, g, age]}, prototype {expected.states[p, g, age]}"
        )
