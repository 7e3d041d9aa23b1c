"""The referral paths of a profile at an age in an area: there, back, and where they break."""

from __future__ import annotations

import asyncio
from datetime import date as Date  # noqa: N812
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.errors import bad_input
from api.graphql.ids import checked_first, record_of
from api.graphql.nodes import Area, Arrangement, Organisation, Profile, Referral, node
from api.graphql.parts import CodeValue, First, NumberRange, described
from api.ways import WrongQuestion, age_notices, routes_of
from graph.path_words import lead_time, step_in_words
from graph.paths import Path as Found
from graph.paths import Step
from graph.projection import Moment
from graph.routes import COUNTED, MOST_STEPS, USUAL_STEPS, Routes

_SHOWN = 10


@strawberry.type(description="Eén verwijzing op een weg.")
class PathStep:
    """One referral."""

    referral: Referral = described("Het verwijspad.")
    from_: Arrangement = strawberry.field(name="from", description="Waar de stap begint.")
    to: Arrangement = described("Waar de stap naartoe gaat.")
    access: list[CodeValue] = described("De besluiten waarvan er één nodig is; geen als dat niet is ingevuld.")
    decided_by: Organisation | None = described("Wie dat besluit neemt; leeg als dat niet bekend is.")
    weeks: int | None = described("Hoeveel weken het duurt; leeg als dat niet bekend is.")
    warm_handover: bool | None = described("Of er een warme overdracht is; leeg als dat niet bekend is.")
    enrolment: CodeValue | None = described("Wat er met de inschrijving gebeurt; leeg als dat niet bekend is.")
    sentence: str = described("De stap in gewone taal, met wat niet is ingevuld.")
    obstacles: list[str] = described("Waarom deze stap niet kan; leeg als zij wel kan.")

    @classmethod
    def of(cls, moment: Moment, step: Step) -> PathStep:
        """From the engine's step."""
        projection = moment.projection

        def code(scheme: str, value: str) -> CodeValue:
            return CodeValue(code=value, label=moment.vocabulary.label(scheme, value))

        return cls(
            referral=node(projection, "referral", step.referral), from_=node(projection, "arrangement", step.source),
            to=node(projection, "arrangement", step.target), access=[code("toegang", value) for value in step.access],
            decided_by=node(projection, "organisation", step.decided_by), weeks=step.weeks, warm_handover=step.warm,
            enrolment=code("inschrijving", step.enrolment) if step.enrolment else None, sentence=step_in_words(moment, step),
            obstacles=list(step.obstacles))


@strawberry.type(description="Eén weg, van het begin tot het einde.")
class Path:
    """One path."""

    start: Arrangement = described("Waar de weg begint.")
    end: Arrangement = described("Waar de weg eindigt.")
    steps: list[PathStep] = described("De verwijzingen, op volgorde; geen als het begin ook het einde is.")
    step_count: int = described("Het aantal verwijzingen.")
    weeks: NumberRange = described("De doorlooptijd van alle stappen samen in weken; zonder bovengrens als van een stap de tijd niet "
                                   "bekend is.")
    unknown_steps: int = described("Van hoeveel stappen de tijd niet bekend is.")
    lead_time: str = described("De doorlooptijd in gewone taal.")
    desks: list[Organisation] = described("De loketten: wie onderweg iets aanbiedt of beslist, elk één keer.")
    desk_count: int = described("Het aantal loketten.")
    obstacles: list[str] = described("Waarom de weg niet kan beginnen; leeg als dat wel kan.")

    @classmethod
    def of(cls, moment: Moment, path: Found) -> Path:
        """From the engine's path."""
        projection = moment.projection
        low, high = path.weeks
        return cls(
            start=node(projection, "arrangement", path.start), end=node(projection, "arrangement", path.arrangements[-1]),
            steps=[PathStep.of(moment, step) for step in path.steps], step_count=len(path.steps),
            weeks=NumberRange(low=low, high=high), unknown_steps=path.unknown_steps, lead_time=lead_time(path),
            desks=[node(projection, "organisation", id) for id in path.desks], desk_count=len(path.desks), obstacles=list(path.obstacles))


@strawberry.type(description="De wegen bij één vraag, of waar en waarom er geen weg is.")
class Paths:
    """The answer to one question about paths."""

    routes: strawberry.Private[Routes]
    revision: int = described("De revisie van de gegevens.")
    date: Date = described("De peildatum.")
    profile: Profile = described("Het gevraagde profiel.")
    area: Area = described("Het gevraagde gebied.")
    age: int = described("De gevraagde leeftijd.")
    question: str = described("Van waar naar waar, in gewone taal.")
    conclusion: str = described("Hoeveel wegen er zijn, of waar en waarom het afbreekt, in gewone taal.")
    total_count: int = described(f"Hoeveel wegen er zijn tot de gevraagde lengte; er wordt tot {COUNTED} geteld.")
    more_than_counted: bool = described(f"Of er misschien meer dan {COUNTED} zijn.")
    shortest: Path | None = described("Een weg met de minste verwijzingen, ook als die langer is dan gevraagd; leeg als er geen weg is.")
    broken: Path | None = described("Als er geen weg is: wat het dichtst in de buurt komt, met wat in de weg staat. Leeg als er ook geen "
                                    "verwijspad bedoeld of gestopt is.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")

    @strawberry.field(description="De wegen tot de gevraagde lengte, de kortste eerst. Geen weg komt twee keer langs hetzelfde punt.")
    def paths(self, first: First = _SHOWN) -> list[Path]:
        """The first of the paths."""
        return [Path.of(self.routes.paths.moment, path) for path in self.routes.first(checked_first(first))]

    @strawberry.field(description="Waar geen weg naartoe loopt, hoe lang ook: wat past, en met back het onderwijs.")
    def unreached(self, first: First = _SHOWN) -> list[Arrangement]:
        """The goals that cannot be reached."""
        return self._arrangements(self.routes.unreached, first)

    @strawberry.field(description="Hoeveel er zijn waar geen weg naartoe loopt.")
    def unreached_count(self) -> int:
        """How many there are."""
        return len(self.routes.unreached)

    @strawberry.field(description="De plekken om te beginnen waarvandaan geen weg loopt, hoe lang ook.")
    def stuck(self, first: First = _SHOWN) -> list[Arrangement]:
        """The starts that lead nowhere."""
        return self._arrangements(self.routes.stuck, first)

    @strawberry.field(description="Hoeveel plekken er zijn waarvandaan geen weg loopt.")
    def stuck_count(self) -> int:
        """How many there are."""
        return len(self.routes.stuck)

    def _arrangements(self, ids: list[str], first: int) -> list[Arrangement]:
        return [node(self.routes.paths.moment.projection, "arrangement", id) for id in ids[:checked_first(first)]]


async def paths(
    info: Info,
    profile: Annotated[strawberry.ID, strawberry.argument(description="Het id van het profiel.")],
    area: Annotated[strawberry.ID, strawberry.argument(description="Het id van het gebied.")],
    age: Annotated[int, strawberry.argument(description="De leeftijd in jaren: 0 tot en met 27.")],
    start: Annotated[strawberry.ID | None, strawberry.argument(
        name="from", description="Het id van een arrangement om te beginnen. Anders waar een jongere zonder verwijzing kan beginnen, en "
                                 "met back een voorziening met zorg voorop.")] = None,
    goal: Annotated[strawberry.ID | None, strawberry.argument(
        name="to", description="Het id van een arrangement om te eindigen. Anders wat zeker past, en met back een voorziening met "
                               "onderwijs voorop of gelijk.")] = None,
    max_steps: Annotated[int, strawberry.argument(description=f"Hoogstens zoveel verwijzingen: 0 tot en met {MOST_STEPS}.")] = USUAL_STEPS,
    back: Annotated[bool, strawberry.argument(description="De weg terug naar onderwijs in plaats van de weg heen.")] = False,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> Paths:
    """The paths, found in a thread."""
    moment = await info.context.moment(date)
    projection = moment.projection

    def known(kind: str, id: str | None) -> str | None:
        return None if id is None else record_of(projection[kind], id).id

    who, where = record_of(projection["profile"], profile).id, record_of(projection["area"], area).id
    begin, end = known("arrangement", start), known("arrangement", goal)

    def made() -> Paths:
        routes = routes_of(moment, who, where, age, start=begin, goal=end, most=max_steps, back=back)
        return Paths(
            routes=routes, revision=projection.revision.number, date=moment.day, profile=node(projection, "profile", who),
            area=node(projection, "area", where), age=age, question=routes.question, conclusion=routes.conclusion,
            total_count=routes.count, more_than_counted=routes.count == COUNTED,
            shortest=Path.of(moment, routes.shortest) if routes.shortest else None,
            broken=Path.of(moment, routes.broken) if routes.broken else None, notices=age_notices(routes))

    try:
        return await asyncio.to_thread(made)
    except WrongQuestion as wrong:
        raise bad_input(str(wrong)) from None
