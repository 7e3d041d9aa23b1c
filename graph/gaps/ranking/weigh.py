"""Ernst, urgentie and bewijs of one finding, each with the sentences that say why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from graph.gaps.context import Context
from graph.gaps.ranking.facts import REGISTERED, SOURCE, Facts
from graph.gaps.ranking.records import arrangements_of, records_of
from graph.gaps.ranking.scale import (
    AT_STAKE,
    MISSED,
    MOST,
    OVERDUE,
    SCHOOL_AGES,
    TERMS,
    WAITS,
    WEIGHED,
    WEIGHTS,
    YOUNG,
    Ground,
    Stake,
    reach_value,
    term_value,
    vulnerability,
    wait_value,
)
from graph.gaps.ranking.supply import Supply
from graph.gaps.registry import RULES
from graph.gaps.rule import CONFIRMED, Finding
from schema.dates import first_day, spoken

OWN = "REGIO"
"""The code of the reason that the region filled in the value itself."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion that counted: its code, for how much, and why in one Dutch sentence."""

    criterion: str
    value: int
    text: str


@dataclass(frozen=True)
class Weighing:
    """Why a finding has its ernst, urgentie and bewijs; the reason that counts most comes first."""

    severity: tuple[Reason, ...] = field(default=())
    urgency: tuple[Reason, ...] = field(default=())
    evidence: tuple[Reason, ...] = field(default=())

    @property
    def values(self) -> tuple[int, int, int]:
        """Ernst, urgentie and bewijs."""
        return _value(self.severity), _value(self.urgency), _value(self.evidence)


def _value(reasons: tuple[Reason, ...]) -> int:
    return reasons[0].value if reasons else 0


def score_of(severity: int, urgency: int, evidence: int) -> int:
    """The score by the published weights."""
    return WEIGHTS[0] * severity + WEIGHTS[1] * urgency + WEIGHTS[2] * evidence


class Scale:
    """Weighs the findings of one run, one by one."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facts = Facts(context)
        self._supplies: dict[tuple[str, str], Supply] = {}

    def weigh(self, finding: Finding) -> Weighing:
        """What a finding weighs, and why."""
        subject = finding.subject
        pair = (subject["profiel"], subject["gebied"]) if "profiel" in subject else None
        own = self.context.cases.get(finding.id, {})
        return Weighing(
            _first(own.get("ernst"), "ernst", self._severity(finding, pair)),
            _first(own.get("urgentie"), "urgentie", self._urgency(finding, pair)),
            (self._evidence(finding, pair),))

    def _ages(self, finding: Finding, profile: str) -> int:
        """The ages of a finding as a mask; those of the profile when it has none."""
        return reduce(or_, (1 << age for age in finding.ages), 0) or self.context.needs(profile).ages

    def _supply(self, pair: tuple[str, str]) -> Supply | None:
        """What fits a pair; None for an area that is not analysed, of which no rule about supply says anything."""
        if pair[1] not in self.context.moment.analysis:
            return None
        if pair not in self._supplies:
            self._supplies[pair] = Supply(self.facts, self.context.needs(pair[0]), pair[1])
        return self._supplies[pair]

    def _severity(self, finding: Finding, pair: tuple[str, str] | None) -> list[Reason]:
        weighed, impact = WEIGHED[finding.rule], RULES[finding.rule].severity
        reasons = []
        why = f"Deze soort lacune telt voor {impact} van de {MOST[0]}"
        if pair is not None and weighed.stake is not Stake.ORDER:
            traits = self.facts.traits(pair[0])
            ages = self._ages(finding, pair[0])
            if ages & SCHOOL_AGES:
                if weighed.stake is Stake.NOTHING:
                    reasons.append(Reason("E1", AT_STAKE, "Er past niets, terwijl jongeren op deze leeftijd leerplichtig of "
                                                          "kwalificatieplichtig zijn."))
                elif weighed.stake is Stake.SHORT and traits.out:
                    reasons.append(Reason("E1", AT_STAKE, "Jongeren met dit profiel volgen nu geen onderwijs, terwijl zij leerplichtig "
                                                          "of kwalificatieplichtig zijn."))
            if traits.dropping and impact < MOST[0]:
                impact += 1
                why += ", en voor één meer omdat het om jongeren gaat die nu al uitvallen"
            signs = (*traits.signs, *(("jong (7 jaar of jonger)",) if ages & YOUNG else ()))
            if signs:
                reasons.append(Reason("E3", vulnerability(traits.weight + bool(ages & YOUNG)), f"Kwetsbaar profiel: {', '.join(signs)}."))
            if found := self._reach(pair):
                reasons.append(found)
        reasons.append(Reason("E2", impact, why + "."))
        if weighed.systemic:
            reasons.append(Reason("E5", *weighed.systemic))
        return reasons

    def _reach(self, pair: tuple[str, str]) -> Reason | None:
        doubled, rows = self.facts.reach(*pair)
        if not rows:
            return None
        counts = [row.values["aantal"] for row in rows]
        low, high = sum(count[0] for count in counts), None if any(count[1] is None for count in counts) else sum(
            count[1] for count in counts)
        number = f"{low} of meer" if high is None else f"{low}" if low == high else f"{low} tot en met {high}"
        label = self.context.moment.vocabulary.label("definitie", rows[0].values["definitie"])
        day = spoken(rows[0].values["peildatum"])
        return Reason("E4", reach_value(doubled), f"Het gaat om {number} jongeren ({label}, geteld op {day}).")

    def _urgency(self, finding: Finding, pair: tuple[str, str] | None) -> list[Reason]:
        reasons = []
        if pair is not None and WEIGHED[finding.rule].stake is not Stake.ORDER:
            ages = self._ages(finding, pair[0])
            supply = self._supply(pair)
            if supply is not None:
                reasons += [*self._pair_end(supply, ages), *self._wait(supply, ages)]
            if flow := self.facts.inflow(*pair):
                begins = first_day(flow.values["periode_van"])
                reasons.append(Reason("U3", term_value(self.facts.day, begins.toordinal()),
                                      f"Vanaf {spoken(flow.values['periode_van'])} worden ten minste {flow.values['aantal'][0]} jongeren "
                                      "met dit profiel verwacht."))
        reasons += self._provision_end(finding)
        why = self._missed(finding)
        if why:
            reasons.append(Reason("U4", MISSED, f"Het besluitmoment is gemist: {why}."))
        if finding.rule == "OOGO_VERLOPEN" and finding.status == CONFIRMED:
            reasons.append(Reason("U5", OVERDUE, "De termijn van vier jaar voor dit overleg is voorbij."))
        return reasons

    def _pair_end(self, supply: Supply, ages: int) -> list[Reason]:
        covered, day, number = supply.ends_first(ages)
        if not covered:
            return []
        if day is None or number is None:
            return [Reason("U1", 1, f"Van wat nu past, ligt geen einde binnen {TERMS[-1][0]} maanden vast.")]
        return [self._end("Wat nu past, dekt het gebied niet meer na", number, day)]

    def _end(self, begin: str, number: int, day: int) -> Reason:
        value = term_value(self.facts.day, day)
        months = next((str(months) for months, term in TERMS if term == value), "")
        name = self.context.name("arrangement", self.context.moment.offers.ids[number])
        when = f"binnen {months} maanden" if months else f"later dan over {TERMS[-1][0]} maanden"
        return Reason("U1", value, f"{begin} {spoken(date.fromordinal(day))}, {when}: dan houdt {name} op.")

    def _provision_end(self, finding: Finding) -> list[Reason]:
        numbers = [number for id in arrangements_of(finding) if (number := self.context.moment.offers.index.get(id)) is not None]
        if not numbers:
            return []
        ends = [(end.toordinal(), number) for number in numbers if (end := self.facts.first_end(number))]
        if not ends:
            return [Reason("U1", 1, f"Hiervan ligt geen einde binnen {TERMS[-1][0]} maanden vast.")]
        day, number = min(ends)
        return [self._end("Er loopt iets af na", number, day)]

    def _wait(self, supply: Supply, ages: int) -> list[Reason]:
        weeks, norm = supply.shortest_wait(ages), self.facts.norm
        if weeks is None or not (value := wait_value(weeks, norm)):
            return []
        times = next(times for times, of in WAITS if of == value)
        than = f"meer dan {times} keer de norm van {norm} weken" if times > 1 else f"meer dan de norm van {norm} weken"
        return [Reason("U2", value, f"De kortste bekende wachttijd is {weeks} weken, {than}.")]

    def _missed(self, finding: Finding) -> str | None:
        if finding.rule == "AFSPRAAK_OPEN" and self.facts.late(self.context.values("agreement", finding.subject["afspraak"])):
            return "de datum van deze afspraak is voorbij"
        if finding.rule == "BESLUIT_OPEN" and self.facts.passed(self.context.values("agenda_item", finding.subject["agenda"])):
            return "de dag van dit agendapunt is voorbij"
        return self.facts.missed(finding.id)

    def _evidence(self, finding: Finding, pair: tuple[str, str] | None) -> Reason:
        ground = WEIGHED[finding.rule].ground
        source, said = self._source(finding, pair, ground) if finding.status == CONFIRMED else (0, "")
        if source >= REGISTERED:
            return Reason("B", 3, said)
        who = self.facts.signallers(*pair) if pair else []
        parts = [said] if source else []
        if who:
            names = [self.context.name("organisation", id) for id in who if id]
            by = f"van {' en '.join(names)}" if 0 < len(names) <= 2 else f"van {len(names)} organisaties" if names else "zonder afzender"
            parts.append(f"Het laatste jaar waren er signalen {by}.")
        value = min(2, (source >= SOURCE) + len(who))
        return Reason("B", value, " ".join(parts) or ("Bij dit bewijs ontbreekt een bron." if finding.status == CONFIRMED else
                                                       "Dit is een vermoeden: er is nog geen signaal over."))

    def _source(self, finding: Finding, pair: tuple[str, str] | None, ground: Ground) -> tuple[int, str]:
        """How well a confirmed finding is sourced, and the sentence that says so."""
        if ground is Ground.INVENTORY:
            return REGISTERED, "De aanbieders in dit gebied zijn gevraagd: de inventarisatie is voor 90 % of meer compleet."
        if ground is Ground.RECORDED:
            return REGISTERED, "Dit volgt rechtstreeks uit wat is vastgelegd."
        if ground is Ground.SILENCE:
            return SOURCE, "In het werkboek staat hier niets over; dat is één aanwijzing."
        if ground is Ground.SIGNALS:
            return 0, ""
        if ground in (Ground.SUPPLY, Ground.LEAVES):
            assert pair is not None
            supply = self._supply(pair)
            found = supply.source(self._ages(finding, pair[0]), ground is Ground.SUPPLY) if supply else None
        else:
            found = min(map(self.facts.source_of, records_of(self.context, self.facts, finding)), default=None)
        if found == REGISTERED:
            return REGISTERED, "Alle gegevens waar dit op rust, komen uit een registratie of besluit."
        return (SOURCE, "Alle gegevens waar dit op rust, hebben een bron; niet alle zijn een registratie of besluit.") if found else (0, "")


def _first(own: int | None, name: str, computed: list[Reason]) -> tuple[Reason, ...]:
    """The reasons, most important first; what the region filled in stands before what is computed."""
    reasons = sorted((reason for reason in computed if reason.value), key=lambda reason: -reason.value)
    return tuple(reasons) if own is None else (Reason(OWN, own, f"De regio heeft de {name} zelf ingevuld: {own}."), *reasons)

