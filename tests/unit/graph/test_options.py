"""Choice options worked out by hand: what each sort changes, and exactly which findings that closes, opens and changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.gaps import Finding, Report
from graph.gaps.compare import Changed
from graph.gaps.context import Context
from graph.options import Choices, Effect, Option, Sort, options
from graph.options import find as finding_options
from graph.options.edits import changed
from graph.options.option import Candidate, effect_of
from graph.options.words import effect_in_words
from graph.records import Edit
from graph.scenario import WhatIf
from tests.unit.graph.small_region import reported

Rows = list[dict[str, str]]

SUPPLY = ("GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED", "LEEFTIJDSBREUK")
BRIDGE = {"id": "a1", "naam": "De Brug", "soort": "OZA", "aanbieder": "o1", "partners": "o2", "gebieden": "gm1; pc1", "leeftijd_van": "4",
          "leeftijd_tot": "11", "behoefte": "AUTISME", "plekken": "6", "bezet": "6"}
BREAK = "LEEFTIJDSBREUK|profiel=p1|gebied=gm1|leeftijd=12"


def choices(report: Report, id: str) -> Choices:
    finding = report.find(id)
    assert finding is not None, [each.id for each in report.findings()]
    return options(report, finding)


def only(found: Choices, sort: Sort) -> Option:
    (option,) = [each for each in found.options if each.sort is sort]
    return option


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def cells(option: Option) -> dict[str, dict[str, object]]:
    """What differs, by record."""
    found = {}
    for edit in option.edits:
        record = option.what_if.before.projection[edit.kind].get(edit.id)
        before, after = record.values if record else {}, edit.values or {}
        found[edit.id] = {name: after.get(name) for name in sorted({*before, *after}) if before.get(name) != after.get(name)}
    return found


def test_widening_an_age_closes_the_break_at_all_ages_and_shows_what_it_does_elsewhere() -> None:
    with reported(replaced={"arrangementen": [BRIDGE]}, rules=SUPPLY) as report:
        found = choices(report, BREAK)
        assert [option.sort for option in found.options] == [Sort.VERRUIMEN, Sort.NIEUW, Sort.NIETS_DOEN]
        assert (found.considered, found.tried, found.helpful) == (2, 2, 2)
        option = found.options[0]
        assert cells(option) == {"a1": {"leeftijd_tot": 13}}
        assert (option.owner, option.cells) == ("o1", 1)
        assert option.title == "Verruim De Brug (Zorgpartner): ook voor 12 en 13 jaar"
        assert option.description == (
            "De Brug is er ook voor 12 en 13 jaar (nu: 4 tot en met 11 jaar). Het aantal plekken blijft 6, 6 bezet. Nu is er dus geen plek "
            "vrij. Zorgpartner voert dit uit; spreek het af met Schoolbestuur.")
        effect = option.effect
        assert effect.closes
        assert ids(effect.closed) == ["GEEN_AANBOD|profiel=p1|gebied=gm1", "GEEN_AANBOD|profiel=p1|gebied=gm2", BREAK]
        assert effect.opened == effect.better == effect.other == ()
        # In Zuiderweg De Brug serves one of two parts: there it is now a part of the area at more ages.
        assert [(pair.before.id, pair.before.ages, pair.after.ages) for pair in effect.worse] == [
            ("DEELGEBIED|profiel=p1|gebied=gm2", (11,), (11, 12, 13))]
        assert effect.net == (3, sum(finding.score for finding in effect.closed))
        finding = report.find(BREAK)
        assert finding
        assert effect_in_words(effect, finding) == "Sluit deze lacune, en 2 andere (geen aanbod). 1 andere wordt groter."


def test_something_new_does_just_what_is_asked() -> None:
    demand = {"vraag": [{"profiel": "p1", "gebied": "gm1", "aantal": "3-5", "peildatum": "2026-10", "definitie": "THUIS_2015"}]}
    # Only columns that the region uses are filled: bevestigd_op, and not instap, toegang or wachttijd_weken.
    known = {**BRIDGE, "bevestigd_op": "2026-06"}
    with reported(demand, {"arrangementen": [known]}, rules=(*SUPPLY, "ROL_ONTBREEKT")) as report:
        option = only(choices(report, BREAK), Sort.NIEUW)
    (edit,) = option.edits
    assert edit.id == "nieuw-p1-gm1"
    assert edit.values == {
        "naam": "Nieuw arrangement voor Autisme", "soort": "OZA", "gebieden": ["gm1"], "leeftijd_van": 12, "leeftijd_tot": 13,
        "behoefte": ["AUTISME"], "plekken": [5, 5], "bevestigd_op": "2026-11-22"}
    assert "Nodig: 5 plekken (geteld: 3 tot en met 5 jongeren op oktober 2026, THUIS_2015)." in option.description
    assert option.owner is None
    assert ids(option.effect.closed) == ["GEEN_AANBOD|profiel=p1|gebied=gm1", BREAK]
    assert ids(option.effect.opened) == [f"ROL_ONTBREEKT|arrangement=nieuw-p1-gm1|rol={rol}" for rol in ("FINANCIERING", "REGIE",
                                                                                                         "UITVOERING")]


def test_joining_what_stops_with_what_starts_later() -> None:
    later = {**BRIDGE, "id": "a2", "naam": "De Haven", "aanbieder": "o2", "partners": "", "gebieden": "gm2", "leeftijd_van": "12",
             "leeftijd_tot": "18", "plekken": "10-12", "bezet": ""}
    paths = {"verwijspaden": [{"van": "thuis", "naar": "a1", "richting": "TOELEIDING"}, {"van": "thuis", "naar": "a2",
                                                                                         "richting": "TOELEIDING"}]}
    home = {"id": "thuis", "naam": "Thuis", "soort": "SITUATIE"}
    with reported(paths, {"arrangementen": [{**BRIDGE, "gebieden": "gm1"}, later, home]}, rules=SUPPLY) as report:
        option = only(choices(report, BREAK), Sort.SAMENVOEGEN)
        # De Haven is the larger one and takes in De Brug; the referral to it is there already.
        assert cells(option) == {
            "a2": {"gebieden": ["gm1", "gm2"], "leeftijd_van": 4, "partners": ["o1"], "plekken": [16, 18]},
            "a1": {"geldig_tot": "2026-11-21"}}
        assert ids(option.effect.closed) == ["GEEN_AANBOD|profiel=p1|gebied=gm1", "GEEN_AANBOD|profiel=p1|gebied=gm2", BREAK]
        assert not option.effect.opened
        assert option.description.endswith(
            "Wachttijd, toegang, plaats, geld en rollen zijn die van De Haven; wat De Brug daarvan heeft, gaat niet mee.")


def test_what_differs_in_more_than_age_and_place_is_not_joined() -> None:
    other = {**BRIDGE, "id": "a2", "naam": "De Haven", "behoefte": "TRAUMA", "leeftijd_van": "12", "leeftijd_tot": "18"}
    with reported(replaced={"arrangementen": [BRIDGE, other]}, rules=SUPPLY) as report:
        assert Sort.SAMENVOEGEN not in {option.sort for option in choices(report, BREAK).options}


def test_asking_shows_the_answer_yes_and_tells_of_the_answer_no() -> None:
    with reported(rules=SUPPLY) as report:
        option = only(choices(report, "ONBEKEND_AANBOD|profiel=p1|gebied=gm1"), Sort.AFSPRAAK)
    assert cells(option) == {"a2": {"behoefte": ["AUTISME"]}}
    assert option.title == "Vraag de aanbieder (niet ingevuld) of De Haven past"
    assert option.description.endswith("Is het antwoord nee, dan staat er in de gegevens niets anders dat hier misschien past.")
    assert ids(option.effect.closed) == [f"ONBEKEND_AANBOD|profiel={profile}|gebied=gm{area}" for profile in ("p1", "p2") for area in (1,
                                                                                                                                       2)]
    # Only this was confirmed: for trauma it is now certain that it does not fit.
    assert ids(option.effect.opened) == ["GEEN_AANBOD|profiel=p2|gebied=gm1", "GEEN_AANBOD|profiel=p2|gebied=gm2"]


def test_an_exclusion_that_bars_everywhere_is_dropped() -> None:
    barred = {**BRIDGE, "leeftijd_tot": "18", "behoefte": "alle", "sluit_uit": "behoefte:AUTISME; behoefte:AGRESSIE"}
    with reported(replaced={"arrangementen": [barred]}, rules=("GEEN_AANBOD", "CONTRA_INDICATIE")) as report:
        option = only(choices(report, "CONTRA_INDICATIE|profiel=p1|gebied=gm1|begrip=behoefte:AUTISME"), Sort.VERRUIMEN)
    assert cells(option) == {"a1": {"sluit_uit": ["behoefte:AGRESSIE"]}}
    assert option.title.endswith(": sluit behoefte Autisme niet meer uit")
    assert ids(option.effect.closed) == [
        "CONTRA_INDICATIE|profiel=p1|gebied=gm1|begrip=behoefte:AUTISME", "GEEN_AANBOD|profiel=p1|gebied=gm1",
        "GEEN_AANBOD|profiel=p1|gebied=gm2"]


def test_a_law_that_ends_is_lobbied_for() -> None:
    law = {"rechtsgronden": [{"id": "wet", "titel": "Besluit proef", "status": "GELDEND", "geldig_tot": "2027-06-30"}]}
    resting = {**BRIDGE, "leeftijd_tot": "18", "wettelijke_basis": "wet"}
    with reported(law, {"arrangementen": [resting]}, rules=("EINDIGE_DEKKING", "GEEN_AANBOD")) as report:
        option = only(choices(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1"), Sort.LOBBY)
        # Eighteen months after 22 November 2026, to the end of that school year.
        assert cells(option) == {"wet": {"geldig_tot": "2028-07-31"}}
        assert option.owner is None
        # A basis may be a convenant of the region itself: the data do not say whose it is.
        assert option.title == "Bepleit verlenging van de rechtsgrond, voor De Brug (Zorgpartner)"
        assert "Wie over de rechtsgrond beslist, staat niet in de gegevens" in option.description
        assert ids(option.effect.closed) == ["EINDIGE_DEKKING|profiel=p1|gebied=gm1"]


def test_money_that_ends_is_extended_to_the_end_of_a_school_year() -> None:
    paid = {"financiering": [
        {"arrangement": "a1", "financier": "o2", "geldstroom": "WLZ", "component": "ZORG", "status": "PROJECT",
         "geldig_tot": "2027-03-31"},
        {"arrangement": "a1", "financier": "o2", "geldstroom": "OAB", "component": "ZORG", "status": "TIJDELIJK",
         "geldig_tot": "2027-06-30"},
        {"arrangement": "a1", "financier": "o1", "geldstroom": "OAB", "component": "ONDERWIJS", "status": "STRUCTUREEL"}]}
    with reported(paid, {"arrangementen": [{**BRIDGE, "leeftijd_tot": "18"}]}, rules=("EINDIGE_DEKKING",)) as report:
        option = choices(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1").options[0]
    # The later of two rows for care is enough.
    assert (option.sort, cells(option)) == (Sort.VERRUIMEN, {"a1~o2~OAB~ZORG~": {"geldig_tot": "2028-07-31"}})
    assert option.owner == "o2"
    assert option.description == ("Te verlengen: het geld voor zorg (nu tot en met 30 juni 2027). Wie betaalt: Schoolbestuur. Zorgpartner "
                                  "voert dit uit; spreek het af met Schoolbestuur.")
    assert ids(option.effect.closed) == ["EINDIGE_DEKKING|profiel=p1|gebied=gm1"]


def test_all_that_ends_is_extended_where_no_single_provision_serves_all_ages() -> None:
    young, old = ({**BRIDGE, "id": id, "gebieden": "gm1", "leeftijd_van": low, "leeftijd_tot": high, "geldig_tot": "2027-03-31"}
                  for id, low, high in (("a1", "4", "12"), ("a2", "13", "18")))
    with reported(replaced={"arrangementen": [young, old]}, rules=("EINDIGE_DEKKING",)) as report:
        found = choices(report, "EINDIGE_DEKKING|profiel=p1|gebied=gm1").options
    assert [(option.title, option.effect.closes, option.effect.improves) for option in found[:3]] == [
        ("Verleng alles wat afloopt tot en met 31 juli 2028", True, False),
        ("Begin iets nieuws in Noorderweg voor 11 tot en met 13 jaar", True, False),
        ("Verleng De Brug (Zorgpartner) tot en met 31 juli 2028", False, True)]
    assert cells(found[0]) == {id: {"geldig_tot": "2028-07-31"} for id in ("a1", "a2")}
    finding = found[2].finding
    assert effect_in_words(found[2].effect, finding) == "Maakt deze lacune kleiner: zij blijft voor 13 jaar."


def test_doing_nothing_tells_what_ends_by_itself() -> None:
    ending = {**BRIDGE, "leeftijd_tot": "12", "geldig_tot": "2027-01-31"}
    with reported(replaced={"arrangementen": [ending]}, rules=SUPPLY) as report:
        option = choices(report, "LEEFTIJDSBREUK|profiel=p1|gebied=gm1|leeftijd=13").options[-1]
    assert (option.sort, option.edits, option.effect.closed, option.effect.opened) == (Sort.NIETS_DOEN, (), (), ())
    assert option.description == (
        "Wie deze leeftijd bereikt, raakt zijn plek kwijt zonder dat er een volgende is. Over twaalf maanden (22 november 2027), als "
        "er niets aan de gegevens verandert, staat deze lacune er niet meer, doordat een begin- of einddatum of een termijn voorbijgaat. "
        "Erbij komt dan: geen aanbod (11 tot en met 13 jaar).")


def test_doing_nothing_is_told_no_surer_than_the_finding_is() -> None:
    asked = {"inventarisatie": [{"organisatie": "o2", "gebied": "gm1", "gevraagd_op": "2026-01"}]}
    with reported(asked, {"arrangementen": [BRIDGE]}, rules=SUPPLY) as report:
        means = {area: choices(report, f"GEEN_AANBOD|profiel=p1|gebied={area}").options[-1] for area in ("gm1", "gm2")}
    assert {area: option.finding.status for area, option in means.items()} == {"gm1": "VERMOED", "gm2": "ONBEKEND"}
    assert means["gm1"].description.startswith("Dit is een vermoeden. Klopt het, dan geldt: deze jongeren houden geen plek")
    assert means["gm2"].description.startswith("Het blijft onbekend of dit klopt. Klopt het, dan geldt: deze jongeren houden geen plek")


def test_what_becomes_less_sure_is_told_too() -> None:
    unsure = {**BRIDGE, "id": "a2", "naam": "De Haven", "behoefte": "", "leeftijd_van": "13", "leeftijd_tot": "18"}
    with reported(replaced={"arrangementen": [BRIDGE, unsure]}, rules=SUPPLY) as report:
        finding = report.find("GEEN_AANBOD|profiel=p1|gebied=gm1")
        assert finding
        pair = Changed(finding, replace(finding, status="BEVESTIGD"))
    assert effect_in_words(Effect(closes=True, other=(pair,)), finding) == (
        "Sluit deze lacune. 1 andere verandert van leeftijd of van zekerheid.")


def _generating(*candidates: Candidate) -> dict[str, tuple[object, ...]]:
    def generate(context: Context, finding: Finding) -> Iterator[Candidate]:
        yield from candidates
    return {"LEEFTIJDSBREUK": (generate,)}


def test_what_does_not_help_is_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    with reported(replaced={"arrangementen": [BRIDGE]}, rules=SUPPLY) as report:
        useless = changed(report.context, "arrangement", "a1", opmerking="Mooi")
        monkeypatch.setattr(finding_options, "GENERATORS", _generating(Candidate(Sort.VERRUIMEN, "Niets", "Niets.", (useless,))))
        found = choices(report, BREAK)
    assert [option.sort for option in found.options] == [Sort.NIETS_DOEN]
    assert (found.considered, found.tried, found.helpful) == (1, 1, 0)


def test_the_best_net_effect_comes_first_then_the_least_change(monkeypatch: pytest.MonkeyPatch) -> None:
    with reported(replaced={"arrangementen": [BRIDGE]}, rules=SUPPLY) as report:
        def to(age: int, **more: object) -> tuple[object, ...]:
            return (changed(report.context, "arrangement", "a1", leeftijd_tot=age, **more),)

        made = [Candidate(Sort.VERRUIMEN, title, title, edits) for title, edits in (
            ("verschuift", to(12)), ("sluit, met meer", to(13, opmerking="x")), ("sluit", to(14)))]
        monkeypatch.setattr(finding_options, "GENERATORS", _generating(*made))
        found = choices(report, BREAK)
    # Until 12 the break only moves to 13, which opens as much as it closes.
    assert [(option.title, option.effect.net[0]) for option in found.options] == [
        ("sluit", 3), ("sluit, met meer", 3), ("verschuift", 0), ("Niets doen", 0)]


def test_in_a_large_store_few_are_tried_and_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_options, "_LARGE", 0)
    monkeypatch.setattr(finding_options, "_MOST_TRIED_LARGE", 1)
    with reported(replaced={"arrangementen": [BRIDGE]}, rules=SUPPLY) as report:
        found = choices(report, BREAK)
    assert (found.considered, found.tried, [option.sort for option in found.options]) == (2, 1, [Sort.VERRUIMEN, Sort.NIETS_DOEN])
    assert "twaalf maanden" not in found.options[-1].description


def test_who_has_not_answered_is_asked_first() -> None:
    late = [{"organisatie": "o1", "gebied": "gm1", "antwoord_op": "2024-02-01", "volledig": "ja"},
            {"organisatie": "o2", "gebied": "gm1", "antwoord_op": "2026-10-01", "volledig": "ja"}]
    with reported(replaced={"arrangementen": [{**BRIDGE, "leeftijd_tot": "11"}], "inventarisatie": late}, rules=SUPPLY) as report:
        found = choices(report, "GEEN_AANBOD|profiel=p1|gebied=gm1").options
        first = found[0]
        assert (first.finding.status, first.title) == ("VERMOED", "Vraag eerst na wat er in Noorderweg is")
        assert first.description.startswith("Nog geen volledig antwoord van het laatste jaar: Zorgpartner. ")
        assert cells(first) == {"o1~gm1": {"antwoord_op": "2026-11-22"}}
        assert (first.effect.closes, first.effect.improves, first.effect.confirms) == (False, False, True)
        assert effect_in_words(first.effect, first.finding).startswith("Maakt deze lacune zeker: zij is dan bevestigd.")
        ending = choices(report, "LEEFTIJDSBREUK|profiel=p1|gebied=gm1|leeftijd=12").options
        assert ending[0].edits == first.edits


def test_where_nobody_was_asked_those_who_offer_something_are() -> None:
    south = {**BRIDGE, "leeftijd_tot": "11", "gebieden": "gm2", "aanbieder": "o1"}
    with reported(replaced={"arrangementen": [south]}, rules=SUPPLY) as report:
        first = choices(report, "GEEN_AANBOD|profiel=p1|gebied=gm2").options[0]
        assert first.finding.status == "ONBEKEND"
        assert first.description.startswith("Er is nog niemand gevraagd. Wie er iets aanbiedt: Zorgpartner. ")
        assert cells(first) == {"o1~gm2": {"organisatie": "o1", "gebied": "gm2", "gevraagd_op": "2026-11-22", "antwoord_op": "2026-11-22",
                                           "volledig": "JA"}}
        assert first.effect.confirms
        certain = choices(report, "GEEN_AANBOD|profiel=p1|gebied=gm1").options
        assert certain[0].finding.status == "BEVESTIGD"
        assert not any(option.candidate.asks for option in certain)


def test_only_what_becomes_certain_is_confirmed() -> None:
    with reported(replaced={"arrangementen": [{**BRIDGE, "leeftijd_tot": "11"}]}, rules=SUPPLY) as report:
        finding = report.find("GEEN_AANBOD|profiel=p1|gebied=gm1")
        assert finding is not None
        assert finding.status == "BEVESTIGD"
        forgotten = WhatIf(report, [Edit("inventory_entry", "o1~gm1", None)])
        assert [pair.after.status for pair in effect_of(forgotten, finding).other if pair.before.id == finding.id] == ["ONBEKEND"]
        assert not effect_of(forgotten, finding).confirms
