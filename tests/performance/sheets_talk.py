"""Inventory, demand, meetings and what is decided there: the sheets about counting and talking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .national import PEILDATUM, Country, Row
from .sheets_offer import places

INVENTORY_COLUMNS = "organisatie gebied gevraagd_op antwoord_op volledig".split()
DEMAND_COLUMNS = "profiel gebied aantal peildatum definitie leeftijd_van leeftijd_tot bron".split()
MEETING_COLUMNS = "id naam soort leden gebieden besluitregel".split()
AGENDA_COLUMNS = ("id overleg datum onderwerp doel conclusie toelichting volgt_na voor tegen onthouden lacune bron").split()
AGREEMENT_COLUMNS = "id omschrijving agenda eigenaar deadline status lacune bron".split()
SIGNAL_COLUMNS = "id datum organisatie profiel gebied soort tekst bron".split()
FLOW_COLUMNS = "soort van naar herkomst bestemming profiel periode_van periode_tot aantal bron".split()
CASE_COLUMNS = "id bevinding titel ernst urgentie duiding voorstel overleg eigenaar deadline status".split()
OPTION_COLUMNS = ("lacune code soort omschrijving eigenaar kosten_eenmalig kosten_per_jaar geldstroom termijn risico").split()

CASE_STATUS = "NIEUW IN_ONDERZOEK BESLUIT_NODIG BESLOTEN OPGELOST GEACCEPTEERD".split()
CONCLUSIONS = ["VOLGT", "AKKOORD", "AKKOORD_MET_WIJZIGING", "AANGEHOUDEN", "VERWORPEN", ""]


def inventory(country: Country) -> Iterator[Row]:
    """Who was asked where. Gemeenten differ in how well they answer, so that every status of a finding occurs."""
    n, draw = country.size.inventory, country.draw("inventarisatie")
    willing = draw.rng.beta(1.6, 0.7, country.size.gemeenten).tolist()
    seen: set[tuple[str, int]] = set()
    while len(seen) < n:
        count = n - len(seen)
        actors, where = draw.pick(country.care + country.schools, count), draw.index(country.size.gemeenten, count)
        answers, kinds = draw.rng.random(count).tolist(), draw.pick(["deels", "nee", ""], count, (50, 30, 20))
        asked, answered = draw.numbers(1, 8, count), draw.numbers(1, 28, count)
        for actor, place, answer, kind, month, day in zip(actors, where, answers, kinds, asked, answered, strict=True):
            if (actor, place) in seen:
                continue
            seen.add((actor, place))
            complete = "ja" if answer < willing[place] else kind
            reply = f"2026-{month + 1:02d}-{day:02d}" if complete else ""
            yield actor, country.gemeenten[place], f"2026-{month:02d}", reply, complete


def demand(country: Country) -> Iterator[Row]:
    n, draw = country.size.demand, country.draw("vraag")
    amounts, used = places(draw, n, 0.0), draw.sparse(country.sources, n, 0.2)
    total = len(country.profiles) * country.size.gemeenten
    # Steps of a number without a common divisor visit every pair of profile and gemeente once before any comes back.
    step, first = 104_729, draw.numbers(0, total - 1, 1)[0]
    narrow = draw.chance(0.2, n)
    for i in range(n):
        pair = (first + i * step) % total
        profile, gemeente = divmod(pair, country.size.gemeenten)
        low, high = country.profile_ages[profile]
        ages = (str(low), str(low + (high - low) // 2)) if narrow[i] else ("", "")
        definition = "THUIS_LVS_2022" if i % 7 == 0 else "THUIS_OCW_2016"
        # A second round over the pairs is another year, which keeps the keys apart.
        moment = f"{2026 - i // total}-08-01"
        yield country.profiles[profile], country.gemeenten[gemeente], amounts[i], moment, definition, *ages, used[i]


def meetings(country: Country) -> Iterator[Row]:
    n, draw = country.size.meetings, country.draw("overleggen")
    kinds = draw.pick("AMBTELIJK BESTUURLIJK UITVOERING OOGO REGIEGROEP WERKGROEP".split(), n, (3, 3, 3, 6, 2, 2))
    rules, homes = draw.sparse(["MEERDERHEID", "UNANIMITEIT", "ADVIES"], n, 0.2), draw.index(country.size.gemeenten, n)
    for i, home in enumerate(homes):
        around = [home, *country.neighbours[home][:3]]
        swv = [f"swv-{area}" for area in country.swv_of_gemeente[home]]
        members = sorted([country.gemeente_organisations[g] for g in around] + swv)
        country.meetings.append(f"overleg-{i + 1:04d}")
        country.members.append(members)
        areas = "; ".join(sorted(country.gemeenten[g] for g in around))
        yield country.meetings[i], f"Overleg {i + 1} (fictief)", kinds[i], "; ".join(members), areas, rules[i]


def cases(country: Country) -> Iterator[Row]:
    n, draw = country.size.cases, country.draw("lacunes")
    rules = draw.pick(["GEEN_AANBOD", "ONBEKEND_AANBOD", "DEELGEBIED"], n)
    profiles, areas = draw.pick(country.profiles, n), draw.pick(country.gemeenten, n)
    weight, haste = draw.numbers(0, 5, n), draw.numbers(0, 5, n)
    owners, status = draw.sparse(country.gemeente_organisations, n, 0.3), draw.pick(CASE_STATUS, n)
    for i in range(n):
        country.cases.append(f"lacune-{i + 1:04d}")
        finding = f"{rules[i]}|profiel={profiles[i]}|gebied={areas[i]}"
        text = (f"Lacune {i + 1} (fictief)", str(weight[i]), str(haste[i]), "Verzonnen duiding.", "Verzonnen voorstel.")
        meeting = country.meetings[i % len(country.meetings)]
        yield country.cases[i], finding, *text, meeting, owners[i], f"2027-{1 + i % 12:02d}", status[i]


def options(country: Country) -> Iterator[Row]:
    """Two options for each case: do nothing, and something else."""
    draw = country.draw("opties")
    kinds = draw.pick("VERRUIMEN NIEUW SAMENVOEGEN AFSPRAAK LOBBY".split(), len(country.cases))
    costs = draw.numbers(1, 250, len(country.cases))
    for case, kind, cost in zip(country.cases, kinds, costs, strict=True):
        yield case, "A", "NIETS_DOEN", "Niets doen (fictief)", "", "", "", "", "", "Het blijft zoals het is."
        money = ("10000", str(1000 * cost), "GEMEENTE_SUBSIDIE")
        yield case, "B", kind, "Verzonnen keuze (fictief)", "", *money, "2027", "Onzeker of er personeel is."


def agenda(country: Country) -> Iterator[Row]:
    n, draw = country.size.agenda, country.draw("agenda")
    at, days = draw.index(len(country.meetings), n), draw.dates(date(2023, 1, 1), date(2027, 6, 30), n)
    goals = draw.pick("BESPREKEN FINAAL_CONCEPT VASTSTELLEN KENNISNEMEN".split(), n)
    conclusions, used = draw.pick(CONCLUSIONS, n, (15, 40, 10, 8, 5, 22)), draw.sparse(country.sources, n, 0.3)
    linked, after, absent = draw.sparse(country.cases, n, 0.9), draw.chance(0.25, n), draw.chance(0.3, n)
    for i in range(n):
        country.agenda.append(f"agenda-{i + 1:05d}")
        members = country.members[at[i]]
        decided = conclusions[i].startswith("AKKOORD")
        in_favour = members[1:] if absent[i] else members
        before = country.agenda[i - 1] if after[i] and i else ""
        subject = f"Onderwerp {1 + i % 40} (fictief)"
        votes = ("; ".join(in_favour) if decided else "", "", members[0] if decided and absent[i] else "")
        head = (country.agenda[i], country.meetings[at[i]], days[i], subject, goals[i], conclusions[i], "", before)
        yield *head, *votes, linked[i], used[i]


def agreements(country: Country) -> Iterator[Row]:
    n, draw = country.size.agreements, country.draw("afspraken")
    items, owners = draw.sparse(country.agenda, n, 0.1), draw.sparse(country.organisations, n, 0.2)
    deadlines = draw.dates(date(2025, 1, 1), date(2028, 12, 31), n, 0.2)
    status = draw.pick(["OPEN", "LOOPT", "GEREED", "VERVALLEN", ""], n, (25, 25, 35, 5, 10))
    linked, used = draw.sparse(country.cases, n, 0.85), draw.sparse(country.sources, n, 0.4)
    for i in range(n):
        text = f"Afspraak {i + 1} (fictief)"
        yield f"afspraak-{i + 1:05d}", text, items[i], owners[i], deadlines[i], status[i], linked[i], used[i]


def signals(country: Country) -> Iterator[Row]:
    n, draw = country.size.signals, country.draw("signalen")
    days, actors = draw.dates(date(2025, 1, 1), PEILDATUM, n), draw.sparse(country.organisations, n, 0.1)
    # Few profiles and gemeenten, so that several signals meet on one pair.
    profiles, areas = draw.pick(country.profiles[:20], n), draw.pick(country.gemeenten[:20], n)
    kinds, used = draw.pick(["LEERPUNT", "SIGNAAL"], n), draw.sparse(country.sources, n, 0.5)
    for i in range(n):
        text = f"Verzonnen signaal {i + 1}, fictief."
        yield f"signaal-{i + 1:05d}", days[i], actors[i], profiles[i], areas[i], kinds[i], text, used[i]


def flows(country: Country) -> Iterator[Row]:
    n, draw = country.size.flows, country.draw("stromen")
    kinds = draw.pick("INSTROOM DOORSTROOM UITSTROOM GRENSVERKEER".split(), n)
    amounts, used = places(draw, n, 0.0), draw.sparse(country.sources, n, 0.3)
    profiles, areas = draw.sparse(country.profiles, n, 0.5), draw.sparse(country.gemeenten, n, 0.5)
    total = len(country.arrangements)
    for i in range(n):
        # One row per source and year keeps the keys apart.
        year = 2025 - i // total
        source, target = country.arrangements[i % total], country.arrangements[(i + 1) % total]
        ends = ("" if kinds[i] == "INSTROOM" else source, "" if kinds[i] == "UITSTROOM" else target)
        yield kinds[i], *ends, areas[i], "", profiles[i], f"{year}-08-01", f"{year + 1}-07-31", amounts[i], used[i]
