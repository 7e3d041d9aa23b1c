"""A small region, and changes of it in few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.projection import Projection
from loaders.scenario import Scenario, read_scenario
from tests.property.engine import projection_of
from tests.property.small import book, demand, organisation, profile, provision, referral

TODAY = date(2026, 11, 22)


def scenario_region() -> Projection:
    """Four areas, two profiles, two provisions, a referral and a demand."""
    return projection_of(book(
        profielen=[profile("p1", 12, 13, behoefte="AUTISME"), profile("p2", 4, 18)],
        organisaties=[organisation("o1")],
        arrangementen=[
            provision("a1", naam="De Brug", behoefte="AUTISME", plekken="5", aanbieder="o1", opmerking="Beneden"),
            provision("a2", geldig_van="2027-02-01", geldig_tot="2027-12"),
            provision("a3", geldig_tot="2026-06"), provision("a4", status="GEPLAND")],
        verwijspaden=[referral("a1", "a2")],
        vraag=[demand("8", "", leeftijd_van="13")],
        begrippen=[{"as": "behoefte", "code": "EIGEN", "label": "Eigen behoefte"},
                   {"as": "behoefte", "code": "ENGER", "label": "Enger", "bovenliggend": "EIGEN"}]))


def read(region: Projection, *changes: Any, asked: date | None = None) -> Scenario:
    found = read_scenario(changes, region, asked, TODAY)
    assert not found.problems, found.problems
    return found


def edited(region: Projection, *changes: Any, asked: date | None = None) -> dict[tuple[str, str], Any]:
    return {(edit.kind, edit.id): edit.values for edit in read(region, *changes, asked=asked).edits}


def refused(region: Projection, *changes: Any) -> list[tuple[int | None, str, str, str]]:
    """Where and with which code; nothing else is answered."""
    found = read_scenario(changes, region, None, TODAY)
    assert found.problem_count == len(found.problems)
    assert (found.edits, found.changes, found.notices) == ((), (), ())
    return [(problem.change, problem.sheet, problem.column, problem.code) for problem in found.problems]


def close(id: str, per: object = None) -> dict[str, Any]:
    return {"op": "sluiten", "arrangement": id, **({} if per is None else {"per": per})}


def change(sheet: str, id: str, /, **cells: Any) -> dict[str, Any]:
    return {"op": "wijzigen", "sheet": sheet, "id": id, "velden": cells}


def add(sheet: str, /, **cells: Any) -> dict[str, Any]:
    return {"op": "toevoegen", "sheet": sheet, "rij": cells}


def stored(region: Projection, kind: str, id: str) -> dict[str, Any]:
    record = region[kind].get(id)
    assert record is not None
    return record.values
