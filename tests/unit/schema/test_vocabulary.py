"""The vocabulary: kinds, schemes, axes, and what a region adds."""

from __future__ import annotations

import pytest

from schema.identifiers import area_code, normalise
from schema.keys import derived_id
from schema.kinds import KINDS, SHARED, SHEETS
from schema.references import references
from schema.schemes import BUILT_IN_AXES, built_in
from schema.types import Field, Type
from schema.values import CellError, reader

VOCABULARY = built_in()


def test_twenty_sheets() -> None:
    assert len(SHEETS) == len(KINDS) == 20
    assert set(SHARED) == {"area", "organisation", "concept", "legal_basis", "source"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.sheet)
def test_declarations_are_complete(kind: object) -> None:
    assert kind.help.endswith(".")
    fields = VOCABULARY.fields(kind)
    assert len({field.name for field in fields}) == len(fields)
    assert ("id" in kind.by_name) is kind.has_id
    for field in fields:
        assert field.label, field.name
        assert field.help.endswith("."), field.name
        assert (field.type is Type.REF) is (field.kind is not None), field.name
        assert (field.type is Type.CODE) is (field.scheme is not None), field.name
        assert field.kind is None or field.kind in KINDS
        assert field.scheme is None or field.scheme in VOCABULARY.schemes
    for column in kind.key:
        assert column in kind.by_name


def test_schemes_point_inside_themselves_and_no_word_has_two_meanings() -> None:
    assert VOCABULARY.axes == BUILT_IN_AXES
    for scheme in VOCABULARY.schemes.values():
        for concept in scheme.concepts.values():
            assert set(concept.broader) <= set(scheme.concepts)
            assert concept.code not in scheme.ancestors(concept.code) - {concept.code}
            for word in (concept.code, concept.label, *concept.synonyms):
                assert scheme.find(word) == concept.code, (scheme.name, word)


def test_axis_columns_stand_in_their_place() -> None:
    names = [field.name for field in VOCABULARY.fields(KINDS["arrangement"])]
    at = names.index("leeftijd_tot") + 1
    assert names[at:at + 8] == [*BUILT_IN_AXES, "sluit_uit"]
    assert [field.alle for field in VOCABULARY.fields(KINDS["profile"]) if field.name in BUILT_IN_AXES] == [False] * 7


def test_a_region_adds_values_and_axes() -> None:
    own = VOCABULARY.with_concepts([
        {"as": "behoefte", "code": "SCHOOLANGST", "label": "Schoolangst", "bovenliggend": ["INTERNALISEREND"]},
        {"as": "reisafstand", "code": "VER", "label": "Ver"},
        {"as": "onderwijs", "code": "HAVO", "label": "Hoger algemeen voortgezet"},
    ])
    assert own.scheme("behoefte").ancestors("SCHOOLANGST") >= {"SCHOOLANGST", "INTERNALISEREND"}
    assert own.axes == (*BUILT_IN_AXES, "reisafstand")
    assert own.label("onderwijs", "HAVO") == VOCABULARY.label("onderwijs", "HAVO")
    assert own.scheme("onderwijs").find("hoger algemeen voortgezet") == "HAVO"
    assert "reisafstand" not in VOCABULARY.axes


@pytest.mark.parametrize("text", ["5a", "5A", "artikel 5a", "art. 5 a", "vrijstelling 5a", "lpw_5a", "5-a"])
def test_five_a_is_never_guessed(text: str) -> None:
    with pytest.raises(CellError) as wrong:
        reader(VOCABULARY.axis_field("rechtspositie"), VOCABULARY)(text)
    assert wrong.value.code == "DUBBELZINNIG"
    assert "LPW_5_ONDER_A" in wrong.value.message
    assert "LPW_5A_TREKKEND" in wrong.value.message


def test_an_exclusion_without_a_code_is_told_how_to_write_one() -> None:
    for text in ("behoefte:", "AGRESSIE", "behoeft:AGRESSIE"):
        with pytest.raises(CellError) as wrong:
            reader(KINDS["arrangement"].by_name["sluit_uit"], VOCABULARY)(text)
        assert wrong.value.code == "ONBEKENDE_AS"


def test_what_is_offered_may_be_for_older_people_and_a_profile_may_not() -> None:
    for kind, oldest in (("arrangement", 99), ("referral", 99), ("profile", 27)):
        assert reader(KINDS[kind].by_name["leeftijd_tot"], VOCABULARY)(oldest) == oldest
    with pytest.raises(CellError):
        reader(KINDS["profile"].by_name["leeftijd_tot"], VOCABULARY)(28)


def test_codes_labels_and_abbreviations_are_understood_whatever_their_case() -> None:
    read = reader(VOCABULARY.axis_field("onderwijs"), VOCABULARY)
    assert read("havo; VWO") == ["HAVO", "VWO"]
    assert read(VOCABULARY.label("onderwijs", "PRO").upper()) == ["PRO"]


@pytest.mark.parametrize(("text", "value"), [
    ("12", [12, 12]), ("<5", [1, 4]), ("< 5", [1, 4]), ("-1", [1, 4]), ("10-15", [10, 15]), ("10 – 15", [10, 15]), (">=20", [20, None]),
    ("", None), ("0", [0, 0]), ("<2", [1, 1]), (12.0, [12, 12]),
])
def test_intervals(text: object, value: object) -> None:
    assert reader(KINDS["demand"].by_name["aantal"], VOCABULARY)(text) == value


@pytest.mark.parametrize("text", ["<1", "10-5", ">=", "<", "-2", "ongeveer 5", "1.000", "12,5", "alle", True])
def test_wrong_intervals(text: object) -> None:
    with pytest.raises(CellError):
        reader(KINDS["demand"].by_name["aantal"], VOCABULARY)(text)


def test_alle_only_where_it_is_accepted() -> None:
    arrangement, referral = KINDS["arrangement"].by_name, KINDS["referral"].by_name
    assert reader(arrangement["leeftijd_van"], VOCABULARY)("Alle") == "*"
    assert reader(arrangement["gebieden"], VOCABULARY)("alle") == ["*"]
    for field in (referral["leeftijd_van"], arrangement["partners"], arrangement["plekken"], VOCABULARY.axis_field("zorg"),
                  arrangement["aanbieder"], KINDS["area"].by_name["id"], KINDS["demand"].by_name["definitie"]):
        with pytest.raises(CellError):
            reader(field, VOCABULARY)("alle")
    with pytest.raises(CellError):
        reader(arrangement["gebieden"], VOCABULARY)("alle; gm0001")


def test_identifiers() -> None:
    assert normalise("SWV", "VO-25-07") == "VO2507"
    assert normalise("SWV", "swv-vo-2505") == "VO2505"
    assert normalise("SWV", "PO 20.01") == "PO2001"
    assert normalise("BRIN", "01ab") == "01AB"
    assert area_code("GEMEENTE", "GM546") == "0546"
    assert area_code("SWV_PO", "po2801") == "PO2801"
    for scheme, text in (("SWV", "30-04"), ("BRIN", "ABCD"), ("KVK", "123")):
        with pytest.raises(ValueError, match=r"PO2801|01AB|12345678"):
            normalise(scheme, text)
    for kind, wrong, right in (("SWV_PO", "VO2801", "PO2801"), ("SWV_VO", "2507", "VO2801"), ("SWV_VO", "PO2801", "VO2801")):
        with pytest.raises(ValueError, match=right):
            area_code(kind, wrong)


def test_derived_ids() -> None:
    values = {"profiel": "p1", "gebied": "gm0001", "peildatum": "2026-08", "definitie": "THUIS_BREED", "leeftijd_van": 4}
    assert derived_id(KINDS["demand"], values) == "p1~gm0001~2026-08~THUIS_BREED~4~~"
    values = {"van": "a", "naar": "b", "richting": "TERUGKEER", "toegang": ["TLV_HOOG", "TLV_LAAG"]}
    assert derived_id(KINDS["referral"], values) == "a~b~TERUGKEER~~~TLV_HOOG+TLV_LAAG"


def test_references_include_own_concepts_only() -> None:
    values = {"naam": "x", "soort": "OZA", "aanbieder": "o1", "gebieden": ["*"], "behoefte": ["AUTISME", "EIGEN"],
              "sluit_uit": ["zorg:VERBLIJF", "nieuw:IETS"]}
    assert set(references("arrangement", values)) == {
        ("aanbieder", "organisation", "o1"), ("behoefte", "concept", "behoefte~EIGEN"), ("sluit_uit", "concept", "nieuw~IETS")}


def test_no_field_is_named_after_a_person() -> None:
    forbidden = {"bsn", "pgn", "onderwijsnummer", "geboortedatum", "naam_leerling", "dossier", "casus"}
    fields: list[Field] = [field for kind in KINDS.values() for field in VOCABULARY.fields(kind)]
    assert not {field.name for field in fields} & forbidden
