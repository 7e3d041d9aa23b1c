"""What findings are told with: how sure, on which list, why they score what they score, and how many there are of what."""

from __future__ import annotations

import asyncio
from enum import Enum

import strawberry

from api.graphql import rules
from api.graphql.findings import Listing
from api.graphql.nodes import Area, Profile, node
from api.graphql.parts import PAGE, First, cut, described
from api.graphql.rules import Rule
from graph.gaps import Report
from graph.projection import Projection


@strawberry.enum(description="Hoe zeker een bevinding is.")
class FindingStatus(Enum):
    """The statuses of a finding."""

    BEVESTIGD = strawberry.enum_value(
        "BEVESTIGD", description="Het volgt uit wat er is ingevuld. Bij ontbrekend aanbod: bijna alle aanbieders zijn gevraagd.")
    VERMOED = strawberry.enum_value("VERMOED", description="Waarschijnlijk; een deel van de gegevens of van de antwoorden is er nog niet.")
    ONBEKEND = strawberry.enum_value("ONBEKEND", description="De gegevens zeggen het niet; eerst inventariseren.")


@strawberry.enum(description="De volgorde van de lacunelijst.")
class GapOrder(Enum):
    """The orders of the list."""

    ID = strawberry.enum_value("ID", description="Op id van de bevinding.")
    SCORE = strawberry.enum_value("SCORE", description="De hoogste score eerst, daarna op id.")


@strawberry.enum(description="Op welke lijst een bevinding staat.")
class GapList(Enum):
    """The two lists."""

    BESLUITLIJST = strawberry.enum_value("BESLUITLIJST", description="Bevestigd of vermoed: een bestuur kan erover besluiten.")
    EERST_INVENTARISEREN = strawberry.enum_value("EERST_INVENTARISEREN", description="Onbekend: eerst navragen.")


@strawberry.enum(description="Een deel van de score.")
class ScorePart(Enum):
    """The parts of the score."""

    ERNST = strawberry.enum_value("ERNST", description="Hoe erg het is: de hoogste van E1 tot en met E5; telt twee keer.")
    URGENTIE = strawberry.enum_value("URGENTIE", description="Hoe dringend het is: de hoogste van U1 tot en met U5; telt één keer.")
    BEWIJS = strawberry.enum_value("BEWIJS", description="Hoe sterk het bewijs is; telt één keer.")


@strawberry.type(description="Een criterium dat meetelde in de score.")
class ScoreReason:
    """Why a part of the score is what it is."""

    part: ScorePart = described("Het deel van de score.")
    criterion: str = described("De code: E1 tot en met E5, U1 tot en met U5, B, of REGIO als de regio de waarde zelf invulde.")
    value: int = described("De waarde: 0 tot en met 5, bij bewijs hoogstens 3.")
    text: str = described("Waarom, in één zin.")


@strawberry.type(description="Hoeveel bevindingen van een regel.")
class RuleCount:
    """One facet."""

    rule: Rule = described("De regel.")
    count: int = described("Hoeveel bevindingen in de lijst.")


@strawberry.type(description="Hoeveel bevindingen met een status.")
class StatusCount:
    """One facet."""

    status: FindingStatus = described("De status.")
    count: int = described("Hoeveel bevindingen in de lijst.")


@strawberry.type(description="Hoeveel bevindingen over een profiel.")
class ProfileCount:
    """One facet."""

    profile: Profile = described("Het profiel.")
    count: int = described("Hoeveel bevindingen in de lijst.")


@strawberry.type(description="Hoeveel bevindingen over een gebied.")
class AreaCount:
    """One facet."""

    area: Area = described("Het gebied.")
    count: int = described("Hoeveel bevindingen in de lijst.")


@strawberry.type(description="De lijst geteld. Per regel en per status telt op tot totalCount; niet elke bevinding gaat over een profiel "
                             "of gebied.")
class GapFacets:
    """The counts of the list."""

    counted: strawberry.Private[Listing]
    projection: strawberry.Private[Projection]
    rules: list[RuleCount] = described("Per regel.")
    statuses: list[StatusCount] = described("Per status.")

    @classmethod
    def of(cls, report: Report, counted: Listing) -> GapFacets:
        """The counts of a list of findings of this report."""
        counts = counted.counts
        return cls(counted=counted, projection=report.projection,
                   rules=[RuleCount(rule=rules.ALL[rule.id], count=sum(counts[rule.id].values())) for rule in report.rules],
                   statuses=[StatusCount(status=status, count=sum(by[status.value] for by in counts.values()))
                             for status in FindingStatus])

    @strawberry.field(description="Per profiel, de meeste eerst.")
    async def profiles(self, first: First = PAGE) -> list[ProfileCount]:
        """Counted only when it is asked for."""
        return [ProfileCount(profile=node(self.projection, "profile", id), count=count)
                for id, count in cut(await asyncio.to_thread(self.counted.by, "profiel"), first)]

    @strawberry.field(description="Per gebied, de meeste eerst.")
    async def areas(self, first: First = PAGE) -> list[AreaCount]:
        """Counted only when it is asked for."""
        return [AreaCount(area=node(self.projection, "area", id), count=count)
                for id, count in cut(await asyncio.to_thread(self.counted.by, "gebied"), first)]
