"""The questions of the page answer what the records say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.analyst import expected
from tests.analyst.conftest import Region
from tests.analyst.page import asked, questions

EXACT: dict[str, tuple[str, Callable[[Region], set[expected.Row]]]] = {
    "1": ("aanbieder aanbod", expected.supply_in_leiden),
    "2": ("profiel misschien", expected.profiles_without_supply),
    "3": ("aanbod eindigt", expected.ending_within_a_year),
    "4": ("weg van tot", expected.ways_back),
    "5": ("gemeente organisatie", expected.unanswered),
    "6": ("begrip keer profielen", expected.excluded),
    "8": ("aanbod weken vrij_min vrij_max", expected.longest_waits),
    "9": ("op_as aanbod", expected.blanks),
    "10": ("afspraak waarom", expected.open_agreements),
    "Het logboek": ("gegevensset soort oud nieuw", expected.logged),
}
QUESTIONS = questions()


@pytest.mark.parametrize("name", EXACT)
def test_answer_is_what_the_records_say(fuller: Region, name: str) -> None:
    columns, rows_of = EXACT[name]
    _, rows, _ = asked(fuller.session, QUESTIONS[name])
    found = {tuple(tuple(row[column]) if isinstance(row[column], list) else row[column] for column in columns.split()) for row in rows}
    assert found == rows_of(fuller)


def test_the_same_role_held_twice(fuller: Region) -> None:
    _, rows, _ = asked(fuller.session, QUESTIONS["7"])
    assert {(row["rol"], *row["waarover"], len(row["wie"])) for row in rows} == {
        ("REGIE_PROCES", "Kompas Plus", 2), ("REGIE_PROCES", "OZA De Aanlegsteiger", 2),
        ("REGIE_PROCES", "Samenwerkingsverband PO2801 (gebied)", 2), ("REGIE_STELSEL", "Jeugdregio Holland Rijnland", 3)}
