"""A map: as data, as SVG, and as one HTML file."""

from __future__ import annotations

import asyncio
from datetime import date as Date  # noqa: N812
from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Code, Refused, bad_input
from api.graphql.ids import checked_first, local_id, read_global_id
from api.graphql.parts import described
from api.settings import today
from visualisations import MapPayload, MapSpec, WrongMap, draw, render

_MOST_DRAWN, _NODES, _EDGES = 1500, 400, 800
Drawn = Annotated[int, strawberry.argument(description=f"Hoeveel er hoogstens komen: 1 tot en met {_MOST_DRAWN}.")]


@strawberry.type(description="Een regel uitleg bij iets op de kaart.")
class MapDetail:
    """A label and a text."""

    label: str = described("Waar het over gaat.")
    text: str = described("Wat er staat.")


@strawberry.type(description="Iets op de kaart.")
class MapNode:
    """One node."""

    id: strawberry.ID = described("Id op deze kaart; soort:id van het gegeven als er een is.")
    kind: str = described("De soort.")
    kind_label: str = described("De soort in gewone taal.")
    label: str = described("De naam.")
    group: str = described("Het id van de groep waarin het staat.")
    x: float = described("Het midden, in pixels van links.")
    y: float = described("Het midden, in pixels van boven.")
    width: float = described("De breedte in pixels.")
    height: float = described("De hoogte in pixels.")
    shape: str = described("De vorm.")
    colour: str = described("De kleur.")
    status: str = described("De status in woorden; leeg als er niets te zeggen valt.")
    record: str | None = described("Het id van het gegeven in het werkboek.")
    count: int = described("Voor hoeveel gegevens dit staat.")
    focus: bool = described("Of de kaart hierom draait.")

    @strawberry.field(description="Uitleg.")
    def detail(self) -> list[MapDetail]:
        """The labels and texts."""
        return _details(self.detail)


@strawberry.type(description="Een verbinding op de kaart.")
class MapEdge:
    """One edge."""

    id: strawberry.ID = described("Id op deze kaart.")
    source: strawberry.ID = described("Het id van het begin.")
    target: strawberry.ID = described("Het id van het eind.")
    kind: str = described("De soort verbinding.")
    label: str = described("Wat de verbinding zegt.")
    style: str = described("De soort lijn.")
    count: int = described("Voor hoeveel verbindingen dit staat.")

    @strawberry.field(description="Uitleg.")
    def detail(self) -> list[MapDetail]:
        """The labels and texts."""
        return _details(self.detail)


@strawberry.type(description="Een regel van de legenda.")
class MapLegendEntry:
    """One shape or line and what it means."""

    label: str = described("Wat het betekent.")
    count: int = described("Hoe vaak het voorkomt.")
    shape: str = described("De vorm; leeg bij een lijn.")
    colour: str = described("De kleur; leeg bij een lijn.")
    style: str = described("De soort lijn; leeg bij een vorm.")


@strawberry.type(description="Hoeveel gegevens van een soort.")
class MapCount:
    """A number of records."""

    label: str = described("De soort gegevens.")
    count: int = described("Het aantal.")


@strawberry.type(description="Een kaart. Hij begint bij een vraag; wat niet past is samengevouwen en geteld.")
class Map:
    """One drawn map."""

    payload: strawberry.Private[MapPayload]
    revision: int = described("De revisie van de gegevens.")
    date: Date = described("De peildatum.")
    fictitious: bool = described("Of er voorbeelddata in staan.")
    view: str = described("De blik.")
    title: str = described("De titel.")
    question: str = described("De vraag die de kaart beantwoordt.")
    width: float = described("De breedte in pixels.")
    height: float = described("De hoogte in pixels.")
    legend: list[MapLegendEntry] = described("De legenda.")
    shown: list[MapCount] = described("Hoeveel gegevens er op de kaart staan, per soort.")
    total: list[MapCount] = described("Hoeveel er in de gegevens zijn, per soort.")
    notices: list[str] = described("Wat is weggelaten, en waarom.")
    node_count: int = described("Hoeveel punten de kaart heeft.")
    edge_count: int = described("Hoeveel verbindingen de kaart heeft.")

    @strawberry.field(description="Wat er op de kaart staat.")
    def nodes(self, first: Drawn = _NODES) -> list[MapNode]:
        """The first nodes, in the order of the map."""
        return list(self.payload.nodes[:checked_first(first, _MOST_DRAWN)])  # the same attributes

    @strawberry.field(description="De verbindingen op de kaart.")
    def edges(self, first: Drawn = _EDGES) -> list[MapEdge]:
        """The first edges, in the order of the map."""
        return list(self.payload.edges[:checked_first(first, _MOST_DRAWN)])

    @strawberry.field(description="De kaart als één HTML-bestand dat overal opent, ook zonder internet.")
    async def html(self) -> str:
        """Rendered when it is asked for."""
        return (await asyncio.to_thread(render, self.payload, "html")).decode()

    @strawberry.field(description="De kaart als SVG, om af te drukken.")
    async def svg(self) -> str:
        """Rendered when it is asked for."""
        return (await asyncio.to_thread(render, self.payload, "svg")).decode()


def _details(detail: Any) -> list[MapDetail]:
    return [MapDetail(label=label, text=text) for label, text in detail]


def _focus(id: str) -> str:
    found = read_global_id(id)
    return ":".join(found) if found else id


_Words = list[str] | None


async def map(  # noqa: A001  (the name in the schema)
    info: Info,
    view: Annotated[str, strawberry.argument(description="regio, verwijspaden, organisatie, profiel, lacune of gebieden.")] = "regio",
    focus: Annotated[list[strawberry.ID] | None, strawberry.argument(description="De ids van de gegevens waar de kaart om draait.")] = None,
    depth: Annotated[int, strawberry.argument(description="Hoeveel stappen de blik organisatie gaat: 1, 2 of 3.")] = 1,
    kinds: Annotated[_Words, strawberry.argument(description="Alleen deze soorten gegevens.")] = None,
    phases: Annotated[_Words, strawberry.argument(description="Alleen deze fasen van het continuüm.")] = None,
    statuses: Annotated[_Words, strawberry.argument(description="Alleen deze statussen.")] = None,
    area: Annotated[strawberry.ID | None, strawberry.argument(description="Het id van een gebied.")] = None,
    profile: Annotated[strawberry.ID | None, strawberry.argument(description="Het id van een profiel.")] = None,
    age: Annotated[int | None, strawberry.argument(description="Een leeftijd in jaren.")] = None,
    gap: Annotated[strawberry.ID | None, strawberry.argument(description="Het id van een bevinding.")] = None,
    rules: Annotated[list[strawberry.ID] | None, strawberry.argument(description="De regels waarvan de lacunes getekend worden.")] = None,
    limit: Annotated[int, strawberry.argument(
        description=f"Boven zoveel punten wordt de rest samengevouwen: 10 tot en met {_MOST_DRAWN}.")] = _NODES,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> Map:
    """The map, drawn in a thread."""
    projection = info.context.projection
    if limit > _MOST_DRAWN:
        raise bad_input(f"Bij limit hoort een getal van 10 tot en met {_MOST_DRAWN}, niet {limit}.")
    day = date or today()
    try:
        spec = MapSpec(
            view=view, focus=tuple(_focus(id) for id in focus or ()), depth=depth, kinds=tuple(kinds or ()), phases=tuple(phases or ()),
            statuses=tuple(statuses or ()), area=None if area is None else local_id(projection["area"], area),
            profile=None if profile is None else local_id(projection["profile"], profile), age=age, gap=gap,
            rules=tuple(rules or ()), limit=limit)
        payload = await asyncio.to_thread(draw, projection, spec, day)
    except WrongMap as wrong:
        raise Refused(Code.BAD_INPUT, str(wrong)) from None
    return Map(
        payload=payload, revision=payload.revision, date=day, fictitious=payload.fictief, view=payload.view, title=payload.title,
        question=payload.question, width=payload.width, height=payload.height,
        legend=list(payload.legend),
        shown=[MapCount(label=label, count=count) for label, count in payload.shown.items()],
        total=[MapCount(label=label, count=count) for label, count in payload.total.items()], notices=list(payload.notices),
        node_count=len(payload.nodes), edge_count=len(payload.edges))
