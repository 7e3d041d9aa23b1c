"""The way back: from records as they would be to the changes of a scenario."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.projection import Projection
from graph.records import Edit
from loaders.scenario import read_scenario, written
from schema.kinds import KINDS
from schema.values import reader
from tests.unit.loaders.scenario_support import TODAY, add, change, close, read, scenario_region, stored


@pytest.fixture(scope="module")
def region() -> Projection:
    return scenario_region()


def test_the_way_back_says_a_closing_as_a_closing(region: Projection) -> None:
    for changes in ([close("a1", "2027-01-01")], [change("arrangementen", "a1", plekken="9", opmerking="")],
                    [change("arrangementen", "a2", geldig_tot="2028")],
                    [change("arrangementen", "a2", geldig_van="", geldig_tot="2026-01-01")],
                    [add("organisaties", id="o9", naam="x", soort="GEMEENTE"),
                     add("verwijspaden", van="a1", naar="a3", richting="OVERDRACHT")]):
        assert written(read(region, *changes).edits, region) == changes


def test_the_way_back_leaves_out_what_is_so_already_and_refuses_what_has_no_words(region: Projection) -> None:
    same = Edit("arrangement", "a1", dict(stored(region, "arrangement", "a1")))
    other = Edit("arrangement", "a1", {**same.values, "plekken": [1, 1]})  # type: ignore[dict-item]
    assert written([other, same], region) == []
    assert written([same, other], region) == [change("arrangementen", "a1", plekken="1")]
    for wrong in (Edit("arrangement", "a1", None), Edit("dataset", "toets~fictief", {"sleutel": "fictief", "waarde": "nee"})):
        with pytest.raises(ValueError, match="scenario"):
            written([wrong], region)


_CHOICES: dict[str, list[str]] = {
    "plekken": ["", "5", "<5", ">=20", "3-7"], "bezet": ["", "0"], "leeftijd_van": ["", "alle", "4"], "leeftijd_tot": ["", "alle", "18"],
    "gebieden": ["", "alle", "gm1; pc2"], "behoefte": ["", "alle", "AUTISME; EIGEN", "LEREN"], "sluit_uit": ["", "behoefte:EIGEN"],
    "instap": ["", "ja", "nee"], "instroom": ["", "GESTOPT"], "lat": ["", "52.16", "-0.000001"], "geldig_van": ["", "2026", "2026-05-01"],
    "geldig_tot": ["", "2026-12-31", "2027-02", "2030", "2199-12-31"], "naam": ["De Brug", "=1+1", "a; b"],
    "opmerking": ["", "twee\nregels", "alle"], "status": ["", "GEPLAND"], "aanbieder": ["", "o1", "o9"],
}


@st.composite
def _edits(draw: st.DrawFn, region: Projection) -> list[Edit]:
    """Records as they could be stored: some known ones changed, some new ones."""
    fields = {field.name: field for field in region.vocabulary.fields(KINDS["arrangement"])}
    edits = [Edit("organisation", "o9", {"naam": "Nieuw", "soort": "GEMEENTE"})]
    for id in draw(st.lists(st.sampled_from(["a1", "a2", "a3", "a8", "a9"]), unique=True)):
        cells = {name: draw(st.sampled_from(options)) for name, options in _CHOICES.items()}
        values = {name: value for name, cell in cells.items()
                  if (value := reader(fields[name], region.vocabulary)(cell)) is not None}
        base = region["arrangement"].get(id)
        kept = draw(st.sets(st.sampled_from(sorted(_CHOICES)))) if base else set()
        values = {**{name: value for name, value in values.items() if name not in kept},
                  **{name: value for name, value in (base.values if base else {}).items() if name in kept or name == "soort"}}
        values.setdefault("naam", id)
        values.setdefault("soort", "OZA")
        edits.append(Edit("arrangement", id, values))
    for kind, row in draw(st.lists(st.sampled_from([
        Edit("referral", "a3~a1~DOORSTROOM~~~", {"van": "a3", "naar": "a1", "richting": "DOORSTROOM"}),
        Edit("referral", "a1~a2~TOELEIDING~~~", {"van": "a1", "naar": "a2", "richting": "TOELEIDING", "warme_overdracht": False}),
        Edit("concept", "behoefte~ANDERS", {"as": "behoefte", "code": "ANDERS", "label": "Anders", "bovenliggend": ["EIGEN"]}),
        Edit("demand", "p1~gm1~2026~THUIS_2015~13~~", {**stored(region, "demand", "p1~gm1~2026~THUIS_2015~13~~"), "aantal": [2, None]}),
        Edit("area", "gm1", {"naam": "Anders", "soort": "GEMEENTE", "code": "0001"}),
    ]), unique_by=lambda edit: edit.id).map(lambda found: [(edit.kind, edit) for edit in found])):
        assert row.kind == kind
        edits.append(row)
    return edits


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_written_reads_back_as_the_same_edits(region: Projection, data: st.DataObject) -> None:
    edits = data.draw(_edits(region))
    found = read_scenario(written(edits, region), region, None, TODAY)
    wrong = {problem.code for problem in found.problems}
    assert wrong <= {"DATUM_LOOPT_TERUG"}, found.problems
    assume(not wrong)
    assert sorted(found.edits) == sorted(edit for edit in edits if edit.values != getattr(region[edit.kind].get(edit.id), "values", None))
