"""Which provisions fit a profile, or needs, at an age in an area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.errors import bad_input
from api.graphql.ids import checked_first, local_id, record_of
from api.graphql.nodes import Area, Arrangement, Profile, Source, node
from api.graphql.parts import First, PartialDate, described
from api.needs import WrongNeeds, needs_of
from graph.matching import Match, Matcher
from graph.projection import Moment
from graph.projection.moment import Needs
from graph.projection.offers import MAX_AGE

_SHOWN, _NEAR = 20, 10


@strawberry.enum(description="Of iets past.")
class MatchOutcome(Enum):
    """The outcomes of a match."""

    JA = strawberry.enum_value("JA", description="Past in het hele gebied.")
    DEELS = strawberry.enum_value("DEELS", description="Past in een deel van het gebied.")
    ONBEKEND = strawberry.enum_value("ONBEKEND", description="Past misschien: er ontbreken gegevens.")
    NEE = strawberry.enum_value("NEE", description="Past niet.")


_ALL_BUT_NO = (MatchOutcome.JA, MatchOutcome.DEELS, MatchOutcome.ONBEKEND)


@strawberry.input(description="Wat er op één as gevraagd wordt.")
class AxisInput:
    """Values on an axis; all of them have to be served."""

    axis: str = described("De naam van de as, zoals behoefte of onderwijs.")
    values: list[str] = described("De codes of namen; aan alle moet zijn voldaan.")


@strawberry.input(description="Behoeften, zonder een profiel uit het werkboek.")
class ProfileInput:
    """Needs that are not stored."""

    axes: list[AxisInput] = described("Wat er per as gevraagd wordt.")


@strawberry.type(description="Eén voorwaarde: wat gevraagd wordt naast wat er geboden wordt.")
class Condition:
    """One condition of a match."""

    name: str = described("De voorwaarde: instroom, leeftijd, gebied of de naam van een as.")
    outcome: MatchOutcome = described("Of aan de voorwaarde is voldaan.")
    asked: str = described("Wat gevraagd wordt.")
    offered: str = described("Wat geboden wordt.")
    sentence: str = described("De uitkomst in een zin.")


@strawberry.type
class _Explained:
    """What every explained provision shows; not a type of its own in the schema."""

    arrangement: Arrangement = described("De voorziening.")
    conditions: list[Condition] = described("Elke voorwaarde apart: instroom, leeftijd, gebied en de gevraagde assen.")
    source: Source | None = described("De bron van de gegevens van deze voorziening.")
    confirmed_on: PartialDate | None = described("Wanneer de aanbieder die gegevens voor het laatst bevestigde.")


@strawberry.type(description="Hoe één voorziening past.")
class ProvisionMatch(_Explained):
    """One explained provision."""

    outcome: MatchOutcome = described("Of zij past.")


@strawberry.type(description="Een voorziening die op één punt na past.")
class NearMiss(_Explained):
    """A provision with exactly one condition refused."""

    condition: Condition = described("De enige voorwaarde waaraan niet is voldaan.")


@strawberry.type(description="Hoeveel voorzieningen welke uitkomst hebben.")
class MatchCounts:
    """The provisions counted."""

    fits: int = described("Past in het hele gebied (JA).")
    partly: int = described("Past in een deel van het gebied (DEELS).")
    perhaps: int = described("Past misschien (ONBEKEND).")
    refused: int = described("Past niet (NEE).")
    near_misses: int = described("Past op één punt na; deze tellen ook mee bij refused.")


@strawberry.type(description="Welke voorzieningen passen, en welke niet en waarom.")
class MatchResult:
    """The answer to one match. Only the provisions that are shown are explained."""

    matcher: strawberry.Private[Matcher]
    revision: int = described("De revisie van de gegevens.")
    date: Date = described("De peildatum.")
    profile: Profile | None = described("Het gevraagde profiel; leeg bij losse behoeften.")
    area: Area = described("Het gevraagde gebied.")
    age: int = described("De gevraagde leeftijd.")
    counts: MatchCounts = described("Hoeveel voorzieningen welke uitkomst hebben.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")

    def _provisions(self, numbers: Sequence[int], first: int) -> list[ProvisionMatch]:
        return [ProvisionMatch(**_shared(self.matcher, found), outcome=MatchOutcome(found.outcome))
                for found in self._explained(numbers, first)]

    def _explained(self, numbers: Sequence[int], first: int) -> list[Match]:
        return [self.matcher.match(number) for number in numbers[:checked_first(first)]]

    @strawberry.field(description="De voorzieningen met een van deze uitkomsten: wat past eerst, en daarbinnen op id.")
    def matches(
        self,
        outcomes: Annotated[list[MatchOutcome], strawberry.argument(description="De uitkomsten.")] = _ALL_BUT_NO,
        first: First = _SHOWN,
    ) -> list[ProvisionMatch]:
        """The best outcomes first."""
        wanted = [outcome for outcome in MatchOutcome if outcome in outcomes]
        return self._provisions([number for outcome in wanted for number in self.matcher.numbers(outcome.value)], first)

    @strawberry.field(description="De voorzieningen die op één punt na passen, op id.")
    def near_misses(self, first: First = _NEAR) -> list[NearMiss]:
        """Exactly one condition refused."""
        return [NearMiss(**_shared(self.matcher, found), condition=found.near_miss)
                for found in self._explained(self.matcher.near_misses(), first)]

    @strawberry.field(description="Hoe één voorziening past; leeg als zij op de peildatum niet geldt.")
    def provision(self, id: Annotated[strawberry.ID, strawberry.argument(description="Het id van de voorziening.")]) -> (
            ProvisionMatch | None):
        """The explanation of a chosen provision."""
        offers = self.matcher.offers
        number = offers.index.get(local_id(offers.table, id))
        return None if number is None else self._provisions([number], 1)[0]


def _shared(matcher: Matcher, found: Match) -> dict[str, Any]:
    """What a match and a near miss have in common."""
    projection = matcher.moment.projection
    return {
        "arrangement": node(projection, "arrangement", found.arrangement),
        # The engine's conditions have the attributes that the schema's have, and are put into words only when read.
        "conditions": found.conditions,
        "source": node(projection, "source", found.source), "confirmed_on": found.confirmed,
    }


def _asked(moment: Moment, profile: str | None, needs: ProfileInput | None, age: int) -> Needs:
    if profile is not None:
        profile = record_of(moment.projection["profile"], profile).id
    text = None if needs is None else "; ".join(f"{axis.axis}={value}" for axis in needs.axes for value in axis.values)
    try:
        return needs_of(moment, profile, text, age)
    except WrongNeeds as wrong:
        raise bad_input(str(wrong)) from None


async def match(
    info: Info,
    area: Annotated[strawberry.ID, strawberry.argument(description="Het id van het gebied.")],
    age: Annotated[int, strawberry.argument(description="De leeftijd in jaren: 0 tot en met 27.")],
    profile: Annotated[strawberry.ID | None, strawberry.argument(description="Het id van een profiel; of geef needs.")] = None,
    needs: Annotated[ProfileInput | None, strawberry.argument(description="Losse behoeften; of geef profile.")] = None,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> MatchResult:
    """The outcomes of all provisions."""
    if not 0 <= age <= MAX_AGE:
        raise bad_input(f"De leeftijd is een getal van 0 tot en met {MAX_AGE}, niet {age}.")
    moment = await info.context.moment(date)
    projection = moment.projection
    place = record_of(projection["area"], area)
    asked = _asked(moment, profile, needs, age)
    leaves = moment.leaves(asked, place.id)
    if not leaves:
        raise bad_input(f"{asked.name} komt op {moment.day.isoformat()} niet voor in {moment.areas.name(place.id)}."
                        if moment.areas.bits(place.id) else
                        f"{moment.areas.name(place.id)} geldt niet op {moment.day.isoformat()}.")
    matcher = Matcher(moment, asked, age, leaves)
    found = {outcome: len(matcher.numbers(outcome.value)) for outcome in MatchOutcome}
    return MatchResult(
        matcher=matcher, revision=projection.revision.number, date=moment.day, profile=node(projection, "profile", asked.id),
        area=node(projection, "area", place.id), age=age,
        counts=MatchCounts(fits=found[MatchOutcome.JA], partly=found[MatchOutcome.DEELS], perhaps=found[MatchOutcome.ONBEKEND],
                           refused=found[MatchOutcome.NEE], near_misses=len(matcher.near_misses())),
        notices=[] if asked.ages >> age & 1 else [f"{age} jaar valt buiten de leeftijden van {asked.name}."])
