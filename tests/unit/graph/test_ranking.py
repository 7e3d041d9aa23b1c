"""Each criterion of the ranking, worked out by hand on a region of two gemeenten. It is 22 November 2026."""

from __future__ import annotations

import pytest

from graph.gaps import RULES, Report
from graph.gaps.ranking import CRITERIA, Weighing
from graph.gaps.ranking.scale import WEIGHED

from .small_region import reported

Rows = list[dict[str, str]]
NOTHING = "GEEN_AANBOD|profiel=p|gebied=gm1"
WAITING = "WACHTTIJD|profiel=p|gebied=gm1"


def weighed(id: str, profile: dict[str, str] | None = None, **sheets: Rows) -> tuple[Report, Weighing]:
    """The weighing of a finding about profile p of 10 to 12 years; what all at once says has to be the same."""
    row = {"id": "p", "naam": "Profiel", "leeftijd_van": "10", "leeftijd_tot": "12", "behoefte": "TRAUMA", **(profile or {})}
    with reported(replaced={"profielen": [row], "arrangementen": [], "inventarisatie": [], **sheets}) as report:
        finding = report.find(id)
        assert finding is not None, [found.id for found in report.findings()]
        found = report.weigh(finding)
        stood = report.standing.find(id)
        assert stood is not None
        assert (stood.severity, stood.urgency, stood.evidence_strength) == found.values
        assert stood.score == finding.score == 2 * found.values[0] + found.values[1] + found.values[2]
        return report, found


def counted(found: Weighing) -> dict[str, int]:
    return {reason.criterion: reason.value for reason in (*found.severity, *found.urgency, *found.evidence)}


def offer(**columns: str) -> dict[str, str]:
    return {"id": "a", "naam": "De Haven", "soort": "ZOA", "gebieden": "swv", "leeftijd_van": "4", "leeftijd_tot": "27",
            "behoefte": "alle", **columns}


def test_every_rule_is_weighed_and_every_criterion_is_told() -> None:
    assert WEIGHED.keys() == RULES.keys()
    assert [criterion.code for criterion in CRITERIA] == ["E1", "E2", "E3", "E4", "E5", "U1", "U2", "U3", "U4", "U5", "B"]
    assert all(0 <= rule.severity <= 5 for rule in RULES.values())


@pytest.mark.parametrize(("ages", "at_stake"), [(("5", "5"), True), (("17", "27"), True), (("18", "27"), False), (("2", "4"), False)])
def test_e1_nothing_fits_at_an_age_of_compulsory_education(ages: tuple[str, str], at_stake: bool) -> None:
    _, found = weighed(NOTHING, {"leeftijd_van": ages[0], "leeftijd_tot": ages[1]})
    assert counted(found).get("E1") == (5 if at_stake else None)
    assert found.values[0] == (5 if at_stake else 4)


@pytest.mark.parametrize(("profile", "value"), [
    ({}, None), ({"deelname": "NIET"}, 5), ({"deelname": "GEDEELTELIJK"}, None), ({"rechtspositie": "VERZUIM_ABSOLUUT"}, 5),
    ({"deelname": "NIET", "leeftijd_van": "18", "leeftijd_tot": "20"}, None)])
def test_e1_who_has_no_education_now_and_has_to_wait(profile: dict[str, str], value: int | None) -> None:
    _, found = weighed(WAITING, profile, arrangementen=[offer(wachttijd_weken="14", deelname="alle", rechtspositie="alle")])
    assert counted(found).get("E1") == value


@pytest.mark.parametrize(("profile", "value"), [({}, 3), ({"deelname": "VOLLEDIG"}, 3), ({"deelname": "GEDEELTELIJK"}, 4),
                                                ({"deelname": "MINDER_DAN_25"}, 4), ({"rechtspositie": "VERZUIM_LRV"}, 4)])
def test_e2_is_that_of_the_rule_and_one_more_for_who_drops_out(profile: dict[str, str], value: int) -> None:
    _, found = weighed(WAITING, profile, arrangementen=[offer(wachttijd_weken="14", deelname="alle", rechtspositie="alle")])
    assert RULES["WACHTTIJD"].severity == 3
    assert counted(found)["E2"] == value


@pytest.mark.parametrize(("profile", "value"), [
    ({}, None), ({"leeftijd_van": "7"}, 2), ({"leeftijd_van": "8"}, None), ({"complexiteit": "MEERVOUDIG"}, 2),
    ({"behoefte": "TRAUMA; AUTISME"}, 2), ({"complexiteit": "MEERVOUDIG", "behoefte": "TRAUMA; AUTISME"}, 2),
    ({"complexiteit": "COMPLEX"}, 3), ({"taal": "NIEUWKOMER_0_1"}, 2), ({"taal": "GEEN"}, None), ({"zorg": "VERBLIJF"}, 2),
    ({"complexiteit": "COMPLEX", "zorg": "VERBLIJF"}, 4), ({"complexiteit": "COMPLEX", "zorg": "VERBLIJF", "taal": "NIEUWKOMER"}, 5),
    ({"complexiteit": "COMPLEX", "zorg": "VERBLIJF", "taal": "NIEUWKOMER", "leeftijd_van": "5"}, 5)])
def test_e3_counts_the_signs_of_vulnerability(profile: dict[str, str], value: int | None) -> None:
    _, found = weighed(NOTHING, profile)
    assert counted(found).get("E3") == value


def demand(aantal: str, **columns: str) -> dict[str, str]:
    return {"profiel": "p", "gebied": "gm1", "aantal": aantal, "peildatum": "2026-10-01", "definitie": "THUIS_OCW_2016", **columns}


@pytest.mark.parametrize(("rows", "value"), [
    ([demand("4")], None), ([demand("<5")], None), ([demand("1-100")], None), ([demand("5")], 2), ([demand("5-14")], 2),
    ([demand("5-15")], 3), ([demand("24-25")], 3), ([demand("25")], 4), ([demand("20-80")], 5), ([demand(">=30")], 4),
    # Another area, an older count, another definition: not about this.
    ([demand("60", gebied="gm2")], None), ([demand("60", peildatum="2025"), demand("6")], 2), ([demand("60", peildatum="2027")], None),
    ([demand("60", definitie="THUIS_BREED"), demand("6"), demand("6", gebied="gm2")], 2),
    # Ages that do not overlap are added up, but what may be suppressed is left out; of those that overlap the largest counts.
    ([demand("20", leeftijd_tot="10"), demand("30", leeftijd_van="11")], 5), ([demand("20", leeftijd_tot="10"), demand("4")], 3),
    ([demand("20", leeftijd_tot="11"), demand("30", leeftijd_van="11")], 4)])
def test_e4_is_the_middle_of_what_is_certainly_not_suppressed(rows: Rows, value: int | None) -> None:
    _, found = weighed(NOTHING, vraag=rows)
    assert counted(found).get("E4") == value


def test_e4_says_how_many() -> None:
    _, found = weighed(NOTHING, vraag=[demand("20", leeftijd_tot="10"), demand("30-35", leeftijd_van="11")])
    assert "Het gaat om 50 tot en met 55 jongeren (Thuiszitter volgens OCW 2016, geteld op 1 oktober 2026)." in [
        reason.text for reason in found.severity]


def test_e5_one_provider_touches_everybody_at_once() -> None:
    _, found = weighed("ENKELVOUDIG|profiel=p|gebied=gm1", arrangementen=[offer(aanbieder="o1")])
    assert counted(found)["E5"] == found.values[0] == 3
    _, dead_end = weighed("DOODLOPEND|arrangement=a", arrangementen=[offer(voorliggend="ZORG"), {**offer(), "id": "b"}],
                          verwijspaden=[{"van": "b", "naar": "a", "richting": "TOELEIDING"}])
    assert counted(dead_end)["E5"] == dead_end.values[0] == 5


@pytest.mark.parametrize(("end", "value"), [("", 1), ("2026-11-22", 5), ("2027-02-21", 5), ("2027-02-22", 4), ("2027-05-21", 4),
                                            ("2027-05-22", 3), ("2027-11-21", 3), ("2027-11-22", 2), ("2028-11-21", 2), ("2028-11-22", 1)])
def test_u1_is_how_soon_it_ends(end: str, value: int) -> None:
    _, pair = weighed("WACHTTIJD|profiel=p|gebied=gm1", arrangementen=[offer(wachttijd_weken="14", geldig_tot=end)])
    assert counted(pair)["U1"] == value
    _, record = weighed("VEROUDERD|record=arrangement:a", arrangementen=[offer(geldig_tot=end, bevestigd_op="2020")])
    assert counted(record)["U1"] == value


def test_u1_of_a_pair_is_when_the_last_that_covers_some_leaf_goes() -> None:
    offers = [offer(wachttijd_weken="14"), {**offer(wachttijd_weken="14", geldig_tot="2026-12"), "id": "b"}]
    _, found = weighed("WACHTTIJD|profiel=p|gebied=gm1", arrangementen=offers)
    assert counted(found)["U1"] == 1
    both = [offer(wachttijd_weken="14", geldig_tot="2027-06"), {**offer(wachttijd_weken="14", geldig_tot="2026-12"), "id": "b"}]
    assert counted(weighed("WACHTTIJD|profiel=p|gebied=gm1", arrangementen=both)[1])["U1"] == 3
    # In Zuiderweg the one ends, and the other serves only a part.
    offers[0]["gebieden"] = "pc1"
    _, found = weighed("WACHTTIJD|profiel=p|gebied=gm2", arrangementen=offers)
    assert counted(found)["U1"] == 5
    assert found.urgency[0].text == (
        "Wat nu past, dekt het gebied niet meer na 31 december 2026, binnen 3 maanden: dan houdt De Haven op.")


@pytest.mark.parametrize(("weeks", "value"), [("14", 2), ("26", 2), ("27", 4)])
def test_u2_twice_the_norm(weeks: str, value: int) -> None:
    _, found = weighed(WAITING, arrangementen=[offer(wachttijd_weken=weeks)])
    assert counted(found)["U2"] == value


def flow(**columns: str) -> dict[str, str]:
    return {"soort": "INSTROOM", "profiel": "p", "bestemming": "gm1", "periode_van": "2027-01-01", "periode_tot": "2027-12-31",
            "aantal": "10-20", **columns}


@pytest.mark.parametrize(("columns", "value"), [
    ({}, 5), ({"periode_van": "2027-03"}, 4), ({"periode_van": "2027-09"}, 3), ({"periode_van": "2028-09", "periode_tot": "2029"}, 2),
    ({"periode_van": "2028-12", "periode_tot": "2029"}, None), ({"periode_van": "2026-11-22"}, None), ({"aantal": "4-20"}, None),
    ({"bestemming": "gm2"}, None), ({"bestemming": "swv"}, None), ({"soort": "UITSTROOM"}, None)])
def test_u3_a_known_inflow_that_has_yet_to_begin(columns: dict[str, str], value: int | None) -> None:
    _, found = weighed(NOTHING, stromen=[flow(**columns)])
    assert counted(found).get("U3") == value


@pytest.mark.parametrize(("case", "value"), [
    ({}, None), ({"deadline": "2026-11-21"}, 4), ({"deadline": "2026-11-22"}, None), ({"deadline": "2026"}, None),
    ({"deadline": "2025", "status": "OPGELOST"}, None)])
def test_u4_the_day_to_decide_is_over(case: dict[str, str], value: int | None) -> None:
    _, found = weighed(NOTHING, lacunes=[{"id": "l", "bevinding": NOTHING, **case}])
    assert counted(found).get("U4") == value


@pytest.mark.parametrize(("datum", "conclusie", "value"), [("2026-11-21", "", 4), ("2026-11-21", "AANGEHOUDEN", 4), ("2026-12", "", None),
                                                           ("2026-11-21", "AKKOORD", None)])
def test_u4_an_agenda_item_about_it_passed_without_a_decision(datum: str, conclusie: str, value: int | None) -> None:
    item = {"id": "i", "overleg": "ov", "datum": datum, "onderwerp": "Plek", "doel": "VASTSTELLEN", "conclusie": conclusie, "lacune": "l"}
    _, found = weighed(NOTHING, lacunes=[{"id": "l", "bevinding": NOTHING}], agenda=[item],
                       overleggen=[{"id": "ov", "naam": "Regiegroep", "soort": "REGIEGROEP"}])
    assert counted(found).get("U4") == value
    if value and not conclusie:
        _, passed = weighed("BESLUIT_OPEN|agenda=i", agenda=[{**item, "lacune": ""}],
                            overleggen=[{"id": "ov", "naam": "Regiegroep", "soort": "REGIEGROEP"}])
        assert counted(passed)["U4"] == value


def test_u4_an_agreement_is_late() -> None:
    agreement = {"id": "af", "omschrijving": "Bellen", "deadline": "2026-10", "lacune": "l"}
    _, found = weighed(NOTHING, lacunes=[{"id": "l", "bevinding": NOTHING}], afspraken=[agreement])
    assert counted(found)["U4"] == 4
    _, late = weighed("AFSPRAAK_OPEN|afspraak=af", afspraken=[{**agreement, "lacune": ""}])
    _, without = weighed("AFSPRAAK_OPEN|afspraak=af", afspraken=[{"id": "af", "omschrijving": "Bellen"}])
    assert (late.values[1], without.values[1]) == (4, 0)


def test_u5_the_statutory_term_is_over_only_when_that_is_known() -> None:
    organisations = [{"id": "gem", "naam": "Gemeente", "soort": "GEMEENTE", "gebieden": "gm1"},
                     {"id": "sv", "naam": "Verband", "soort": "SWV_PO", "gebieden": "swv"}]
    id = "OOGO_VERLOPEN|gemeente=gem|swv=sv"
    meeting = {"id": "ov", "naam": "OOGO", "soort": "OOGO", "leden": "gem; sv"}
    _, known = weighed(id, organisaties=organisations, overleggen=[meeting])
    _, unknown = weighed(id, organisaties=organisations, overleggen=[{**meeting, "leden": "gem"}])
    assert (counted(known).get("U5"), counted(unknown).get("U5")) == (5, None)


def signals(*senders: str) -> Rows:
    return [{"id": f"s{number}", "datum": "2026-06-01", "organisatie": sender, "profiel": "p", "gebied": "gm1"}
            for number, sender in enumerate(senders)]


def asked(*answers: str) -> Rows:
    return [{"organisatie": organisation, "gebied": "gm1", "antwoord_op": "2026-06-01", "volledig": answer}
            for organisation, answer in zip(("o1", "o2"), answers, strict=False)]


@pytest.mark.parametrize(("inventory", "given", "value"), [
    (asked("ja", "ja"), (), 3), (asked("deels", "deels"), (), 0), (asked("deels", "deels"), ("o1",), 1),
    (asked("deels", "deels"), ("o1", "o1"), 1), (asked("deels", "deels"), ("o1", "o2"), 2), (asked("deels", "deels"), ("",), 1),
    ([], (), 0), ([], ("o1", "o2", "o1"), 2)])
def test_evidence_is_the_inventory_or_independent_signals(inventory: Rows, given: tuple[str, ...], value: int) -> None:
    _, found = weighed(NOTHING, inventarisatie=inventory, signalen=signals(*given))
    assert found.values[2] == value


def test_an_old_signal_or_one_from_elsewhere_is_no_evidence() -> None:
    old, elsewhere, wide = signals("o1", "o1", "o1")
    rows = [{**old, "datum": "2025-11-22"}, {**elsewhere, "gebied": "gm2"}, {**wide, "gebied": "swv"}]
    _, found = weighed(NOTHING, signalen=rows)
    assert found.values[2] == 0


@pytest.mark.parametrize(("sources", "value"), [(("b1",), 3), (("b2",), 1), (("b1", "b2"), 1), (("b1", ""), 0), (("",), 0)])
def test_evidence_of_supply_is_that_of_the_worst_sourced(sources: tuple[str, ...], value: int) -> None:
    offers = [{**offer(wachttijd_weken="14", bron=source), "id": f"a{number}"} for number, source in enumerate(sources)]
    _, found = weighed(WAITING, arrangementen=offers)
    assert found.values[2] == value
    _, both = weighed(WAITING, arrangementen=offers, signalen=signals("o1"))
    assert both.values[2] == min(3, max(value, min(2, value + 1)))


def test_what_the_region_fills_in_goes_before_what_is_computed() -> None:
    _, found = weighed(NOTHING, lacunes=[{"id": "l", "bevinding": NOTHING, "ernst": "0", "urgentie": "3"}])
    assert found.values == (0, 3, 0)
    assert [reason.criterion for reason in found.severity] == ["REGIO", "E1", "E2"]
    assert found.severity[0].text == "De regio heeft de ernst zelf ingevuld: 0."


def test_a_finding_without_profile_or_money_has_no_urgency() -> None:
    with reported(rules=("REGIELEEMTE",), extra={"verantwoordelijkheden": [{"organisatie": "o1", "rol": "UITVOERING"}]}) as report:
        findings = report.findings()
    assert findings
    assert {(finding.severity, finding.urgency) for finding in findings} == {(3, 0)}
