"""Groups of demand for which there are too few places."""

from __future__ import annotations

import strawberry

from api.graphql.nodes import Area, Arrangement, Profile, node
from api.graphql.parts import First, NumberRange, cut, described
from graph.capacity import Demand, Group
from graph.gaps import Report
from graph.projection.offers import ages_of

_SHOWN = 10


@strawberry.type(description="Een telling van het blad vraag die te weinig plekken vindt.")
class BottleneckDemand:
    """One demand."""

    profile: Profile = described("Het profiel.")
    area: Area = described("Het gebied.")
    ages: list[int] = described("De leeftijden.")
    count: NumberRange = described("Hoeveel jongeren.")

    @classmethod
    def of(cls, report: Report, demand: Demand) -> BottleneckDemand:
        """From a demand."""
        return cls(profile=node(report.projection, "profile", demand.profile), area=node(report.projection, "area", demand.area),
                   ages=list(ages_of(demand.ages)), count=NumberRange(low=demand.low, high=demand.high))


@strawberry.type(description="Jongeren die dezelfde plekken nodig hebben, terwijl er te weinig zijn.")
class Bottleneck:
    """One group."""

    report: strawberry.Private[Report]
    group: strawberry.Private[Group]
    demand: NumberRange = described("Hoeveel jongeren samen.")
    places: NumberRange = described("Hoeveel plekken samen.")
    shortage: NumberRange = described("Hoeveel plekken er te weinig zijn.")
    demand_count: int = described("Hoeveel tellingen erbij horen.")
    provision_count: int = described("Hoeveel voorzieningen zeker passen.")

    @classmethod
    def of(cls, report: Report, group: Group) -> Bottleneck:
        """From a group of the report's capacity."""
        return cls(
            report=report, group=group, demand_count=len(group.demands), provision_count=len(group.provisions),
            demand=NumberRange(low=group.demand[0], high=group.demand[1]),
            places=NumberRange(low=group.places[0], high=group.places[1]),
            shortage=NumberRange(low=group.shortage[0], high=group.shortage[1]))

    @strawberry.field(description="De tellingen die erbij horen.")
    def demands(self, first: First = _SHOWN) -> list[BottleneckDemand]:
        """In the order of the workbook's ids."""
        capacity = self.report.context.capacity
        return [BottleneckDemand.of(self.report, capacity.demands[place]) for place in cut(self.group.demands, first)]

    @strawberry.field(description="De voorzieningen die zeker passen; daar ligt de grens.")
    def provisions(self, first: First = _SHOWN) -> list[Arrangement]:
        """By id."""
        return [node(self.report.projection, "arrangement", id) for id in cut(self.group.provisions, first)]
