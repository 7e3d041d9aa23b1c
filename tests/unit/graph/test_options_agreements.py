"""Options about roles, ways, places, money and tables, worked out by hand."""

from __future__ import annotations

import pytest

from graph.options import Sort
from graph.options.words import effect_in_words
from tests.unit.graph.small_region import reported
from tests.unit.graph.test_options import BRIDGE, Rows, cells, choices, ids

FITS = {**BRIDGE, "gebieden": "swv", "leeftijd_tot": "18", "behoefte": "alle"}
TOWN = {"organisaties": [{"id": "g1", "naam": "Gemeente Noorderweg", "soort": "GEMEENTE", "gebieden": "gm1"},
                         {"id": "s1", "naam": "Verband Samen", "soort": "SWV_PO", "gebieden": "swv"}]}


def test_a_role_goes_to_who_steers_here_for_this_profile_or_for_all() -> None:
    rows = {**TOWN, "verantwoordelijkheden": [{"organisatie": "o2", "rol": "REGIE_CASUS", "profiel": "p2", "gebied": "gm1"}]}
    with reported(rows, rules=("REGIELEEMTE", "REGIE_OVERLAP")) as report:
        found = choices(report, "REGIELEEMTE|profiel=p1|gebied=gm1|rol=REGIE_CASUS")
    # For all profiles it would be doubled for p2; that o2 has it for p2 makes o2 the first to ask.
    assert [(option.owner, sorted(option.edits[0].values or {}), option.effect.net[0]) for option in found.options[:-1]] == [
        ("o2", ["gebied", "geldig_van", "organisatie", "rol", "status"], 1),
        ("g1", ["gebied", "geldig_van", "organisatie", "profiel", "rol", "status"], 1),
        ("o2", ["gebied", "geldig_van", "organisatie", "profiel", "rol", "status"], 1)]
    assert (found.considered, found.helpful) == (6, 6)


def test_one_holder_is_left_and_what_falls_open_shows() -> None:
    rows = {"verantwoordelijkheden": [
        {"organisatie": "o1", "rol": "REGIE_CASUS", "gebied": "gm1"},
        {"organisatie": "o2", "rol": "REGIE_CASUS", "profiel": "p1", "gebied": "gm1"}]}
    with reported(rows, rules=("REGIELEEMTE", "REGIE_OVERLAP")) as report:
        found = choices(report, "REGIE_OVERLAP|profiel=p1|gebied=gm1|rol=REGIE_CASUS")
    keep_wide, keep_narrow = found.options[:2]
    assert (keep_wide.owner, ids(keep_wide.effect.opened)) == ("o1", [])
    assert (keep_narrow.owner, ids(keep_narrow.effect.opened)) == ("o2", ["REGIELEEMTE|profiel=p2|gebied=gm1|rol=REGIE_CASUS"])
    # What o1 gives up was for everybody.
    assert "De rol gold ook" in keep_narrow.description
    assert "De rol gold ook" not in keep_wide.description
    assert cells(keep_wide) == {"o2~REGIE_CASUS~~p1~gm1~~~": {"geldig_tot": "2026-11-21"}}


def test_access_is_decided_by_who_does_so_by_law() -> None:
    rows = {**TOWN, "verantwoordelijkheden": [{"organisatie": "o1", "rol": "TOELEIDING"}],
            "rechtsgronden": [{"id": "wec", "titel": "WEC artikel 40"}]}
    asking = {**FITS, "toegang": "TLV_LAAG", "wettelijke_basis": "wec"}
    with reported(rows, {"arrangementen": [asking]}, rules=("TOEGANGSBARRIERE",)) as report:
        found = choices(report, "TOEGANGSBARRIERE|profiel=p1|gebied=gm1")
    agreed, lobby = found.options[1], found.options[0]
    assert (agreed.sort, agreed.owner, ids(agreed.effect.closed)) == (Sort.AFSPRAAK, "s1", ["TOEGANGSBARRIERE|profiel=p1|gebied=gm1"])
    assert agreed.edits[0].values == {"organisatie": "s1", "rol": "TOEGANGSBESLUIT", "profiel": "p1", "gebied": "gm1",
                                      "toegang": "TLV_LAAG",
                                      "status": "VASTGESTELD", "geldig_van": "2026-11-22"}
    assert (lobby.sort, lobby.title) == (Sort.LOBBY, "Bepleit toegang tot De Brug (Zorgpartner) zonder TLV laag")
    assert len(lobby.effect.closed) == 4


@pytest.mark.parametrize(("role", "rows", "columns"), [
    ("UITVOERING", {"arrangementen": [{**FITS, "aanbieder": "", "partners": "o2"}],
                    "verantwoordelijkheden": [{"organisatie": "o1", "rol": "TOEZICHT"}]}, {"a1": {"aanbieder": "o2"}}),
    ("FINANCIERING", {"arrangementen": [FITS], "financiering": [
        {"arrangement": "a1", "financier": "o1", "geldstroom": "WLZ", "component": "ZORG", "status": "AANVRAAG"}]},
     {"a1~o1~WLZ~ZORG~": {"status": "TIJDELIJK"}}),
])
def test_a_missing_role_is_filled_by_who_has_a_part_in_it(role: str, rows: dict[str, Rows], columns: dict[str, object]) -> None:
    with reported(replaced=rows, rules=("ROL_ONTBREEKT",)) as report:
        found = choices(report, f"ROL_ONTBREEKT|arrangement=a1|rol={role}")
    assert cells(found.options[0]) == columns
    assert ids(found.options[0].effect.closed) == [f"ROL_ONTBREEKT|arrangement=a1|rol={role}"]


def test_a_rule_that_begins_to_speak_is_named() -> None:
    rules = ("ROL_ONTBREEKT", "REGIELEEMTE", "REGIE_OVERLAP")
    with reported(replaced={"arrangementen": [FITS]}, rules=rules) as report:
        option = choices(report, "ROL_ONTBREEKT|arrangement=a1|rol=REGIE").options[0]
    # Nobody had filled in a role yet: the first claim makes two rules speak of all the others.
    assert (option.effect.only_after, option.effect.only_before) == (("REGIELEEMTE", "REGIE_OVERLAP"), ())
    assert effect_in_words(option.effect, option.finding) == (
        "Sluit deze lacune. Ook te berekenen worden: niemand heeft de regie, meer organisaties hebben de regie; wat daarbij hoort, telt "
        "hier niet mee.")


HOME = {"id": "thuis", "naam": "Thuis", "soort": "SITUATIE", "instap": "ja"}


def test_a_referral_that_is_meant_begins_to_work() -> None:
    school = {**FITS, "id": "school", "naam": "De School", "voorliggend": "ONDERWIJS"}
    care = {**FITS, "id": "zorg", "naam": "De Zorg", "voorliggend": "ZORG", "instap": "ja"}
    paths = {"verwijspaden": [{"van": "zorg", "naar": "school", "richting": "TERUGKEER", "status": "BEOOGD"}]}
    with reported(paths, {"arrangementen": [school, care]}, rules=("DOODLOPEND", "VEROUDERD")) as report:
        option = choices(report, "DOODLOPEND|arrangement=zorg").options[0]
    assert cells(option) == {"zorg~school~TERUGKEER~~~": {"status": "FORMEEL_AFGESPROKEN", "bevestigd_op": "2026-11-22"}}
    assert (ids(option.effect.closed), option.effect.opened) == (["DOODLOPEND|arrangement=zorg"], ())
    assert option.description == ("Dit verwijspad staat al op papier, als beoogd. Spreek af wie beslist, hoe lang het duurt en of er samen "
                                  "wordt overgedragen. Aan tafel: Zorgpartner.")


def test_no_way_is_repaired_or_made() -> None:
    fitting = {**FITS, "id": "klas", "naam": "De Klas"}
    paths = {"verwijspaden": [{"van": "thuis", "naar": "klas", "richting": "TOELEIDING", "gebieden": "gm2"}]}
    with reported(paths, {"arrangementen": [HOME, fitting]}, rules=("GEEN_VERWIJSPAD",)) as report:
        found = choices(report, "GEEN_VERWIJSPAD|profiel=p1|gebied=gm1")
    assert [cells(option) for option in found.options] == [
        {"klas": {"instap": True}},
        {"thuis~klas~TOELEIDING~~~": {"gebieden": ["gm1", "gm2"], "bevestigd_op": "2026-11-22"}},
        {"thuis~klas~TOELEIDING~11~13~": {
            "van": "thuis", "naar": "klas", "richting": "TOELEIDING", "leeftijd_van": 11, "leeftijd_tot": 13,
            "status": "FORMEEL_AFGESPROKEN",
            "bevestigd_op": "2026-11-22"}},
        {}]
    assert [ids(option.effect.closed) for option in found.options] == [
        ["GEEN_VERWIJSPAD|profiel=p1|gebied=gm1", "GEEN_VERWIJSPAD|profiel=p2|gebied=gm1"]] * 3 + [[]]


def test_a_long_way_gets_a_shortcut() -> None:
    steps = [{**HOME, "id": f"s{number}", "naam": f"Stap {number}", "instap": "ja" if number == 1 else ""} for number in (1, 2, 3)]
    paths = {"verwijspaden": [{"van": van, "naar": naar, "richting": "TOELEIDING"} for van, naar in (("s1", "s2"), ("s2", "s3"), ("s3",
                                                                                                                                  "a1"))]}
    with reported(paths, {"arrangementen": [*steps, FITS]}, rules=("PADLENGTE",), parameters=(("max_stappen", "2"),)) as report:
        found = choices(report, "PADLENGTE|profiel=p1|gebied=gm1")
    assert [option.edits[0].id for option in found.options[:-1]] == [
        "s1~a1~TOELEIDING~11~13~", "s1~s3~TOELEIDING~11~13~", "s2~a1~TOELEIDING~11~13~"]
    assert all(option.effect.closes for option in found.options[:-1])
    assert found.options[1].description.endswith("Overgeslagen: Stap 2.")


def test_as_many_places_as_there_are_too_few() -> None:
    demand = {"vraag": [{"profiel": "p1", "gebied": "gm1", "aantal": "9", "peildatum": "2026-10", "definitie": "THUIS_2015"}]}
    with reported(demand, {"arrangementen": [FITS]}, rules=("CAPACITEIT",)) as report:
        found = choices(report, "CAPACITEIT|profiel=p1|gebied=gm1")
    assert cells(found.options[0]) == {"a1": {"plekken": [9, 9]}}
    assert found.options[0].title == "3 plekken erbij bij De Brug (Zorgpartner)"
    assert [(option.sort, option.effect.closes) for option in found.options] == [
        (Sort.VERRUIMEN, True), (Sort.NIEUW, True), (Sort.NIETS_DOEN, False)]


def test_a_shorter_wait_and_a_question_about_it() -> None:
    slow, unknown = {**FITS, "wachttijd_weken": "20"}, {**FITS, "id": "a2", "naam": "De Haven"}
    with reported(replaced={"arrangementen": [slow, unknown]}, rules=("WACHTTIJD",)) as report:
        found = choices(report, "WACHTTIJD|profiel=p1|gebied=gm1")
    assert [(option.sort, cells(option)) for option in found.options[:2]] == [
        (Sort.AFSPRAAK, {"a2": {"wachttijd_weken": 13}}), (Sort.VERRUIMEN, {"a1": {"wachttijd_weken": 13}})]
    assert all(len(option.effect.closed) == 4 for option in found.options[:2])


def test_a_condition_is_arranged() -> None:
    needing = {"id": "p1", "naam": "Autisme", "leeftijd_van": "11", "leeftijd_tot": "13", "behoefte": "AUTISME",
               "randvoorwaarden": "VERVOER"}
    lacking = {**FITS, "randvoorwaarden_ontbreekt": "VERVOER"}
    with reported(replaced={"arrangementen": [lacking], "profielen": [needing]}, rules=("RANDVOORWAARDE",)) as report:
        option = choices(report, "RANDVOORWAARDE|profiel=p1|gebied=gm1|voorwaarde=VERVOER").options[0]
    assert (option.sort, cells(option)) == (Sort.VERRUIMEN, {"a1": {"randvoorwaarden": ["VERVOER"], "randvoorwaarden_ontbreekt": None}})
    assert len(option.effect.closed) == 2


def test_money_for_a_component_comes_from_who_pays_such_a_component_here() -> None:
    rows = {"financiering": [
        {"arrangement": "a1", "geldstroom": "ONGEDEKT", "component": "VERVOER", "status": "ONGEDEKT"},
        {"arrangement": "a2", "financier": "o2", "geldstroom": "LEERLINGENVERVOER", "component": "VERVOER", "status": "TIJDELIJK"}]}
    with reported(rows, {"arrangementen": [FITS, {**FITS, "id": "a2"}]}, rules=("ONGEDEKTE_COMPONENT",)) as report:
        option = choices(report, "ONGEDEKTE_COMPONENT|arrangement=a1|component=VERVOER").options[0]
    assert option.edits[0].values == {"arrangement": "a1", "financier": "o2", "geldstroom": "LEERLINGENVERVOER", "component": "VERVOER",
                                      "status": "STRUCTUREEL", "geldig_van": "2026-11-22"}
    assert ids(option.effect.closed) == ["ONGEDEKTE_COMPONENT|arrangement=a1|component=VERVOER"]


def test_what_boards_have_to_do() -> None:
    rows = {
        "overleggen": [{"id": "rg", "naam": "Regiegroep", "soort": "REGIEGROEP", "leden": "o1; o2", "besluitregel": "UNANIMITEIT"}],
        "agenda": [
            {"id": "i1", "overleg": "rg", "datum": "2026-10-01", "onderwerp": "Plan", "doel": "VASTSTELLEN", "conclusie": "AKKOORD",
             "voor": "o1"},
            {"id": "i2", "overleg": "rg", "datum": "2026-12-10", "onderwerp": "Geld", "doel": "BESPREKEN", "volgt_na": "i3"},
            {"id": "i3", "overleg": "rg", "datum": "2027-02", "onderwerp": "Vervolg", "doel": "BESPREKEN"}],
        "afspraken": [{"id": "af", "omschrijving": "Uitzoeken", "agenda": "i1", "eigenaar": "o2", "deadline": "2026-09-01"}]}
    with reported(rows, rules=("AFSPRAAK_OPEN", "BESLUIT_OPEN", "VOLGORDE")) as report:
        decided = choices(report, "BESLUIT_OPEN|agenda=i1").options
        order = choices(report, "VOLGORDE|agenda=i2").options
        agreed = choices(report, "AFSPRAAK_OPEN|afspraak=af").options
    assert (cells(decided[0]), decided[0].owner) == ({"i1": {"voor": ["o1", "o2"]}}, "o2")
    assert [cells(option) for option in order[:2]] == [{"i2": {"datum": "2027-02-02"}}, {"i3": {"datum": "2026-12-10"}}]
    assert [cells(option) for option in agreed[:2]] == [{"af": {"deadline": "2026-12-10"}}, {"af": {"status": "GEREED"}}]
    assert agreed[0].description == "Schoolbestuur blijft eigenaar. Nieuwe datum: 10 december 2026, de volgende keer in Regiegroep."


def test_a_gemeente_joins_the_table_of_the_other() -> None:
    rows = {**TOWN, "overleggen": [{"id": "oogo", "naam": "OOGO", "soort": "OOGO", "leden": "s1"}]}
    with reported(rows, rules=("OOGO_VERLOPEN",)) as report:
        found = choices(report, "OOGO_VERLOPEN|gemeente=g1|swv=s1")
    assert [option.title for option in found.options] == [
        "Laat Gemeente Noorderweg meedoen aan OOGO en bereik daar overeenstemming",
        "Begin een OOGO van Gemeente Noorderweg en Verband Samen",
        "Niets doen"]
    assert all(ids(option.effect.closed) == ["OOGO_VERLOPEN|gemeente=g1|swv=s1"] for option in found.options[:2])


def test_an_area_comes_to_lie_in_one_region() -> None:
    rows = {"gebieden": [
        {"id": "swv2", "naam": "Anders", "soort": "SWV_PO"},
        {"id": "pc3", "naam": "Rand", "soort": "PC4", "bovenliggend": "gm2; swv2"}]}
    with reported(rows, rules=("GRENSBREUK",)) as report:
        found = choices(report, "GRENSBREUK|gebied=gm2|soort=SPLITSING|binnen=SWV_PO").options
    assert [(option.sort, cells(option)) for option in found] == [
        (Sort.LOBBY, {"gm2": {"bovenliggend": ["swv2"]}}), (Sort.LOBBY, {"pc3": {"bovenliggend": ["gm2"]}}), (Sort.NIETS_DOEN, {})]
    assert all(ids(option.effect.closed) == ["GRENSBREUK|gebied=gm2|soort=SPLITSING|binnen=SWV_PO"] for option in found[:2])


def test_an_area_is_not_moved_to_where_it_lies_already() -> None:
    rows = {"gebieden": [
        {"id": "jr", "naam": "Jeugdregio", "soort": "JEUGDREGIO"}, {"id": "rmc1", "naam": "Noord", "soort": "RMC"},
        {"id": "rmc2", "naam": "Zuid", "soort": "RMC"}, {"id": "swv", "naam": "Verband", "soort": "SWV_PO"},
        *({"id": f"gm{number}", "naam": f"Gemeente {number}", "soort": "GEMEENTE", "bovenliggend": f"swv; jr; {rmc}"}
          for number, rmc in ((1, "rmc1"), (2, "rmc1"), (3, "rmc2")))], "arrangementen": [{**FITS, "gebieden": "gm1"}]}
    with reported(replaced=rows, rules=("GRENSBREUK",), parameters=(("paren", "JEUGDREGIO>RMC"),)) as report:
        (finding,) = [each.id for each in report.findings() if "gm3" in each.id]
        found = choices(report, finding).options
    # All that lies in Zuid lies in the jeugdregio too: to move it there would only take it out.
    assert [(option.sort, cells(option)) for option in found] == [
        (Sort.LOBBY, {"gm3": {"bovenliggend": ["jr", "rmc1", "swv"]}}), (Sort.NIETS_DOEN, {})]


def test_who_agrees_in_an_oogo_are_all_its_members() -> None:
    rows = {"organisaties": [*TOWN["organisaties"], {"id": "g2", "naam": "Gemeente Zuiderweg", "soort": "GEMEENTE", "gebieden": "gm2"}],
            "overleggen": [{"id": "oogo", "naam": "OOGO", "soort": "OOGO", "leden": "g1; g2; s1"}]}
    with reported(rows, rules=("OOGO_VERLOPEN",)) as report:
        option = choices(report, "OOGO_VERLOPEN|gemeente=g1|swv=s1").options[0]
    assert len(option.effect.closed) == 2
    assert (option.edits[0].values or {})["voor"] == ["g1", "g2", "s1"]


def test_two_sources_and_what_is_old() -> None:
    demand = [{"profiel": "p1", "gebied": "gm1", "aantal": number, "peildatum": "2026-10", "definitie": "THUIS_2015", "bron": source}
              for number, source in (("9", "b1"), ("12-15", "b2"))]
    old = {**FITS, "bevestigd_op": "2024"}
    with reported({"vraag": demand}, {"arrangementen": [old]}, rules=("TEGENSTRIJDIG", "VEROUDERD", "GEEN_AANBOD")) as report:
        (contradiction,) = [each.id for each in report.findings() if each.rule == "TEGENSTRIJDIG"]
        one, other, _ = choices(report, contradiction).options
        confirmed, gone, _ = choices(report, "VEROUDERD|record=arrangement:a1").options
    assert [cells(each) for each in (one, other)] == [
        {"p1~gm1~2026-10~THUIS_2015~~~b1": {"aantal": [12, 15]}}, {"p1~gm1~2026-10~THUIS_2015~~~b2": {"aantal": [9, 9]}}]
    assert cells(confirmed) == {"a1": {"bevestigd_op": "2026-11-22"}}
    assert (cells(gone), len(gone.effect.opened)) == ({"a1": {"geldig_tot": "2026-11-21"}}, 4)


def test_signals_come_on_the_list() -> None:
    signals = [{"id": f"s{number}", "datum": "2026-10-01", "organisatie": f"o{1 + number % 2}", "profiel": "p1", "gebied": "gm1",
                "soort": "SIGNAAL"} for number in range(3)]
    with reported({"signalen": signals}, rules=("SIGNAAL_ONGEBONDEN",)) as report:
        option = choices(report, "SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm1").options[0]
    assert option.edits[0].values == {"bevinding": "SIGNAAL_ONGEBONDEN|profiel=p1|gebied=gm1",
                                      "titel": "Signalen over Autisme in Noorderweg",
                                      "status": "IN_ONDERZOEK"}
    assert option.effect.closes
