"""The root of the schema."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.graphql import nodes, rules
from api.graphql.changes import changes
from api.graphql.context import Info
from api.graphql.continuity import continuity
from api.graphql.coverage import coverage
from api.graphql.errors import bad_input
from api.graphql.gaps import gap, gaps
from api.graphql.ids import read_global_id
from api.graphql.listings import Listings
from api.graphql.maps import map as draw_map
from api.graphql.matches import match
from api.graphql.options import options
from api.graphql.parts import Node, described
from api.graphql.paths import paths
from api.graphql.revisions import revisions
from api.graphql.roles import roles
from api.graphql.rules import Rule
from api.graphql.scenario import scenario


@strawberry.type(description="Een stand van de gegevens.")
class Revision:
    """One revision of the store."""

    number: int = described("Het nummer; 0 is een lege opslag.")
    time: str | None = described("Wanneer zij is opgeslagen, in UTC.")
    author: str | None = described("Wie haar opsloeg.")
    dataset: str | None = described("De gegevensset die veranderde.")
    message: str | None = described("Wat erbij gezegd is.")
    fictitious: bool = described("Of er voorbeelddata in staan.")
    current: bool = described("Of de opslag bereikbaar is; zo niet, dan is dit de laatste stand die gelezen kon worden.")
    fetched: str | None = described("Wanneer deze stand uit de opslag is opgehaald, in UTC.")
    unreachable_since: str | None = described("Sinds wanneer de opslag niet bereikbaar is, in UTC; leeg als zij dat wel is.")


@strawberry.type(description="Alles wat u kunt vragen. Antwoorden zijn altijd van één revisie van de gegevens.")
class Query(Listings):
    """The questions."""

    gaps = strawberry.field(resolver=gaps, description="De lacunelijst: wat ontbreekt, voor wie, waar, en hoe zeker dat is.")
    gap = strawberry.field(resolver=gap, description="Eén bevinding; leeg als zij er niet (meer) is.")
    match = strawberry.field(resolver=match, description="Welke voorzieningen passen bij een profiel of behoeften, op een leeftijd, in een "
                                                         "gebied, en welke niet en waarom.")
    coverage = strawberry.field(resolver=coverage, description="De dekking van profielen in gebieden, per leeftijd.")
    paths = strawberry.field(resolver=paths, description="De verwijspaden voor een profiel op een leeftijd in een gebied: heen of terug, "
                                                         "met elke stap, en waar en waarom het afbreekt.")
    scenario = strawberry.field(resolver=scenario, description="Wat als: welke lacunes verdwijnen, erbij komen of veranderen als u iets "
                                                               "sluit, wijzigt of toevoegt. Er wordt niets opgeslagen.")
    continuity = strawberry.field(resolver=continuity, description="De einddatum-radar: welk aanbod wanneer ophoudt, wat er dan stopt, en "
                                                                   "wie dan zijn laatste aanbod kwijt is.")
    gap_options = strawberry.field(
        resolver=options,
        description="Wat een bestuur bij een bevinding kan kiezen, met het doorgerekende effect van elke keuze, en wat "
                    "niets doen betekent.")
    changes = strawberry.field(resolver=changes, description="Wat er veranderde tussen twee revisies of twee datums: de gegevens, de "
                                                             "lacunes, en waardoor een lacune kwam of ging.")
    revisions = strawberry.field(resolver=revisions, description="De revisies, de oudste eerst: wat er wanneer door wie is opgeslagen.")
    roles = strawberry.field(resolver=roles, description="Wie welke rol heeft in een gebied, per profiel (RACI), met tegenspraak naast "
                                                         "elkaar en wat niemand heeft.")
    map = strawberry.field(resolver=draw_map, description="Een kaart van het netwerk.")

    @strawberry.field(description="De stand van de gegevens waarvan dit antwoord is.")
    def revision(self, info: Info) -> Revision:
        """The revision of the projection."""
        context = info.context
        found = context.projection.revision
        fetched, trouble = context.service.fetched, context.service.trouble
        return Revision(number=found.number, time=found.time or None, author=found.author or None, dataset=found.dataset or None,
                        message=found.message or None, fictitious=context.projection.fictitious,
                        current=trouble is None, fetched=fetched.isoformat(timespec="seconds") if fetched else None,
                        unreachable_since=trouble.since.isoformat(timespec="seconds") if trouble else None)

    @strawberry.field(description="Een gegeven op zijn id; leeg als het er niet is.")
    def node(self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Het id, zoals het veld id het gaf.")]) -> (
            Node | None):
        """Any record by its global id."""
        found = read_global_id(id)
        if found is None:
            raise bad_input("Dit is geen id van een gegeven. Gebruik de waarde van een veld id.")
        return nodes.node(info.context.projection, *found)

    @strawberry.field(description="De regels die lacunes vinden.")
    def rules(self) -> list[Rule]:
        """All declarations."""
        return list(rules.ALL.values())
