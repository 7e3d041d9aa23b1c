"""Section 6: the active claims of a region, and which of them cover (p,g)."""

from __future__ import annotations

from .cells import Row, code, text
from .coverage import Coverage
from .region import Profile, Region


def active_claims(region: Region, rol: str) -> list[Row]:
    """The active rows of `verantwoordelijkheden` with one role."""
    return [row for row in region.rows("verantwoordelijkheden") if region.active(row) and code(row, "rol") == rol]


def covers(coverage: Coverage, p: Profile, g: str, claim: Row) -> bool:
    """Whether a claim covers (p,g); what its toegang must be is left to the rule."""
    return not text(claim, "arrangement") and not text(claim, "fase") and holds(coverage, p, g, claim)


def holds(coverage: Coverage, p: Profile, g: str, claim: Row) -> bool:
    """Whether its profiel is blank or p, and its gebied is blank or L(p,g) lies within its leaves."""
    gebied = text(claim, "gebied")
    return text(claim, "profiel") in ("", p.id) and (
        not gebied or coverage.leaves_of_pair(p, g) <= coverage.region.leaves[gebied]
    )


def naming(region: Region, rol: str, arrangement: str) -> list[Row]:
    """The active claims with one role that name an arrangement."""
    return [row for row in active_claims(region, rol) if text(row, "arrangement") == arrangement]
