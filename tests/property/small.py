"""Rows of a workbook in one line each, for examples worked by hand."""

from __future__ import annotations

from datetime import date

from .bruteforce import Book, Row, RuleResult

D = date(2026, 11, 22)


def area(id: str, soort: str, bovenliggend: str = "", **cells: str) -> Row:
    return {"id": id, "naam": id, "soort": soort, "bovenliggend": bovenliggend, **cells}


def profile(id: str, first: int, last: int, **cells: str) -> Row:
    return {"id": id, "naam": id, "leeftijd_van": str(first), "leeftijd_tot": str(last), **cells}


def provision(id: str, **cells: str) -> Row:
    """Open to every age everywhere, unless the cells say otherwise."""
    known = {"gebieden": "alle", "leeftijd_van": "alle", "leeftijd_tot": "alle"}
    return {"id": id, "naam": id, "soort": "OZA", **known, **cells}


def referral(van: str, naar: str, **cells: str) -> Row:
    return {"van": van, "naar": naar, "richting": "TOELEIDING", **cells}


def item(id: str, datum: str, **cells: str) -> Row:
    return {"id": id, "overleg": "o1", "datum": datum, "onderwerp": "Plan", "doel": "BESPREKEN", **cells}


def meeting(**cells: str) -> Row:
    return {"id": "o1", "naam": "o1", "soort": "BESTUURLIJK", **cells}


def demand(aantal: str, bron: str, **cells: str) -> Row:
    known = {"profiel": "p1", "gebied": "gm1", "peildatum": "2026", "definitie": "THUIS_2015"}
    return {**known, "aantal": aantal, "bron": bron, **cells}


def answer(organisatie: str, gebied: str, antwoord_op: str = "2026-11", volledig: str = "ja") -> Row:
    return {"organisatie": organisatie, "gebied": gebied, "antwoord_op": antwoord_op, "volledig": volledig}


def organisation(id: str, soort: str = "SCHOOLBESTUUR", **cells: str) -> Row:
    return {"id": id, "naam": id, "soort": soort, **cells}


def situation(id: str, **cells: str) -> Row:
    return {"id": id, "naam": id, "soort": "SITUATIE", **cells}


def claim(organisatie: str, rol: str, **cells: str) -> Row:
    return {"organisatie": organisatie, "rol": rol, **cells}


def funding(arrangement: str, component: str, status: str, **cells: str) -> Row:
    return {"arrangement": arrangement, "geldstroom": "WLZ", "component": component, "status": status, **cells}


def figures(result: RuleResult) -> tuple[int, int, int, int]:
    """Population, gap, unknown, covered."""
    return result.population, result.gap, result.unknown, result.covered


# Two gemeenten: gm1 with the leaves pc1 and pc2, gm2 a leaf itself.
AREAS = [area("gm1", "GEMEENTE"), area("gm2", "GEMEENTE"), area("pc1", "PC4", "gm1"), area("pc2", "PC4", "gm1")]


def book(**sheets: list[Row]) -> Book:
    return {"gebieden": AREAS, **sheets}
