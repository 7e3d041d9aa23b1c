"""The rules about roles: TOEGANGSBARRIERE, REGIELEEMTE, REGIE_OVERLAP and ROL_ONTBREEKT."""

from __future__ import annotations

from .cells import Row, code, codes, text
from .claims import active_claims, covers, holds, naming
from .coverage import BEVESTIGD, VERMOED, Coverage
from .findings import Finding, RuleResult, about_pairs, count, finding_id, not_computed, per_pair
from .match import ONBEKEND
from .money import pays
from .region import Arrangement, Profile, Region


@about_pairs
def toegangsbarriere(coverage: Coverage) -> RuleResult:
    """Everything that fits needs a decision that nobody has to take."""
    region = coverage.region
    if region.empty("arrangementen", "toegang"):
        return not_computed("arrangementen.toegang")
    if not region.rows("verantwoordelijkheden"):
        return not_computed("verantwoordelijkheden")

    def barred(p: Profile, g: str, a: int) -> bool:
        fitting = coverage.ja(p, g, a)
        return bool(fitting) and all(
            codes(r.row, "toegang")
            and "GEEN" not in codes(r.row, "toegang")
            and not any(somebody_decides(coverage, p, g, r, toegang) for toegang in codes(r.row, "toegang"))
            for r in fitting
        )

    def say(p: Profile, g: str) -> tuple[str, tuple[int, ...]] | None:
        ages = [a for a in p.ages if barred(p, g, a)]
        return (BEVESTIGD, tuple(ages)) if ages else None

    return per_pair(coverage, "TOEGANGSBARRIERE", say)


def somebody_decides(coverage: Coverage, p: Profile, g: str, r: Arrangement, toegang: str) -> bool:
    """Whether an organisation holds TOEGANGSBESLUIT for a code that provision r has."""
    return any(
        code(claim, "toegang") in ("", toegang)
        and (covers(coverage, p, g, claim) or (text(claim, "arrangement") == r.id and holds(coverage, p, g, claim)))
        for claim in active_claims(coverage.region, "TOEGANGSBESLUIT")
    )


@about_pairs
def regieleemte(coverage: Coverage) -> RuleResult:
    """Nobody claims a role."""
    region = coverage.region
    if not region.rows("verantwoordelijkheden"):
        return not_computed("verantwoordelijkheden")
    population, findings = [], []
    for p, g in coverage.pairs:
        for rol in coverage.params.rollen:
            population.append((p.id, g, rol))
            if not claims_on(coverage, p, g, rol):
                identity = finding_id("REGIELEEMTE", profiel=p.id, gebied=g, rol=rol)
                status = BEVESTIGD if active_claims(region, rol) else ONBEKEND
                findings.append(Finding((p.id, g, rol), identity, status))
    return count(population, findings)


@about_pairs
def regie_overlap(coverage: Coverage) -> RuleResult:
    """Two or more organisations claim a role."""
    if not coverage.region.rows("verantwoordelijkheden"):
        return not_computed("verantwoordelijkheden")
    population, findings = [], []
    for p, g in coverage.pairs:
        for rol in coverage.params.rollen:
            population.append((p.id, g, rol))
            claims = claims_on(coverage, p, g, rol)
            settled = [claim for claim in claims if code(claim, "status", blank="BEWEERD") == "VASTGESTELD"]
            if len(organisations(claims)) >= 2:
                identity = finding_id("REGIE_OVERLAP", profiel=p.id, gebied=g, rol=rol)
                status = BEVESTIGD if len(organisations(settled)) >= 2 else VERMOED
                findings.append(Finding((p.id, g, rol), identity, status))
    return count(population, findings)


def claims_on(coverage: Coverage, p: Profile, g: str, rol: str) -> list[Row]:
    """The active claims with a role that cover (p,g)."""
    return [
        claim
        for claim in active_claims(coverage.region, rol)
        if not text(claim, "toegang") and covers(coverage, p, g, claim)
    ]


def organisations(claims: list[Row]) -> set[str]:
    """Whose claims they are."""
    return {text(claim, "organisatie") for claim in claims}


def rol_ontbreekt(coverage: Coverage) -> RuleResult:
    """A provision that nobody carries out, nobody pays for or nobody directs."""
    region = coverage.region
    if (
        region.empty("arrangementen", "aanbieder")
        and not region.rows("verantwoordelijkheden")
        and not region.rows("financiering")
    ):
        return not_computed("arrangementen.aanbieder, verantwoordelijkheden, financiering")
    population, findings = [], []
    for r in region.provisions:
        present = {
            "UITVOERING": bool(text(r.row, "aanbieder")) or bool(naming(region, "UITVOERING", r.id)),
            "FINANCIERING": is_paid_for(region, r) or bool(naming(region, "FINANCIERING", r.id)),
            "REGIE": is_directed(region, r),
        }
        for rol, there in present.items():
            population.append((r.id, rol))
            if not there:
                identity = finding_id("ROL_ONTBREEKT", arrangement=r.id, rol=rol)
                findings.append(Finding((r.id, rol), identity, BEVESTIGD))
    return count(population, findings)


def is_paid_for(region: Region, r: Arrangement) -> bool:
    """Whether an active funding row has a status other than ONGEDEKT and AANVRAAG."""
    return any(
        text(row, "arrangement") == r.id and region.active(row) and pays(row) for row in region.rows("financiering")
    )


def is_directed(region: Region, r: Arrangement) -> bool:
    """Whether an active claim with a role REGIE_* or WETTELIJK names it."""
    return any(
        text(row, "arrangement") == r.id
        and region.active(row)
        and (code(row, "rol").startswith("REGIE_") or code(row, "rol") == "WETTELIJK")
        for row in region.rows("verantwoordelijkheden")
    )
