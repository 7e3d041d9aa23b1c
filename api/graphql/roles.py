"""The RACI matrix of an area: who has which role for whom, what contradicts itself, and what nobody has."""

from __future__ import annotations

import asyncio
from datetime import date as Date  # noqa: N812
from enum import Enum
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.errors import bad_input
from api.graphql.ids import checked_first, record_of
from api.graphql.nodes import Area, Organisation, Profile, Responsibility, Source, node
from api.graphql.parts import CodeValue, First, PartialDate, described
from api.raci import Matrix, WrongQuestion, matrix_of, notices, verdict
from graph.gaps.claimed import according_to, limited_to
from graph.raci import ONE_HOLDER, Cell, Group, Held

_GROUPS, _CLAIMS, _NAMED = 10, 10, 20


@strawberry.enum(description="Wie een rol heeft voor het hele profiel in het hele gebied.")
class RoleState(Enum):
    """The states of a cell."""

    NIEMAND = strawberry.enum_value("NIEMAND", description="Van niemand bekend.")
    DEELS = strawberry.enum_value("DEELS", description="Alleen voor een deel belegd, zoals voor één arrangement of één fase.")
    EEN = strawberry.enum_value("EEN", description="Eén organisatie.")
    MEER = strawberry.enum_value("MEER", description="Twee of meer organisaties.")


@strawberry.type(description="Wat een bron zegt over een organisatie en een rol.")
class RoleClaim:
    """One claim in a cell."""

    responsibility: Responsibility = described("De bewering.")
    organisation: Organisation = described("De organisatie.")
    covers: bool = described("Of zij voor het hele profiel in het hele gebied (en de gevraagde fase) geldt.")
    status: CodeValue = described("Hoe zeker zij is.")
    source: Source | None = described("De bron; leeg als die niet is ingevuld.")
    source_date: PartialDate | None = described("De datum van de bron.")
    according_to: str = described("Hoe zeker zij is en volgens wie, in gewone taal.")
    limited_to: str = described("Wat haar beperkt, in gewone taal: arrangement, profiel, gebied, fase of toegang.")

    @classmethod
    def of(cls, matrix: Matrix, held: Held) -> RoleClaim:
        """From the engine's claim."""
        projection = matrix.context.moment.projection
        values = held.claim.values
        status = values.get("status", "BEWEERD")
        source = node(projection, "source", values.get("bron"))
        return cls(
            responsibility=node(projection, "responsibility", held.claim.id),
            organisation=node(projection, "organisation", values["organisatie"]), covers=held.covers,
            status=CodeValue(code=status, label=matrix.context.moment.vocabulary.label("claimstatus", status)),
            source=source, source_date=source.record.values.get("datum") if source else None,
            according_to=according_to(matrix.context, held.claim), limited_to=limited_to(matrix.context, held.claim))


@strawberry.type(description="Eén rol voor een groep profielen in het gebied.")
class RoleCell:
    """One cell of the matrix."""

    matrix: strawberry.Private[Matrix]
    cell: strawberry.Private[Cell]
    role: CodeValue = described("De rol.")
    raci: str = described("De letter in RACI: A, R, C, I of A/R; leeg bij een eigen rol die nergens onder valt.")
    one_expected: bool = described("Of één organisatie deze rol hoort te hebben; bij het toegangsbesluit: één per besluit.")
    state: RoleState = described("Wie de rol heeft.")
    gap: bool = described("Of niemand de rol voor het geheel heeft.")
    conflict: bool = described("Of te veel organisaties de rol hebben, of een bron zegt dat zij betwist is.")
    verdict: str = described("Wat er aan de hand is, in gewone taal; leeg als er niets aan de hand is.")
    claim_count: int = described("Hoeveel beweringen erover zijn.")

    @classmethod
    def of(cls, matrix: Matrix, cell: Cell) -> RoleCell:
        """From the engine's cell."""
        return cls(
            matrix=matrix, cell=cell, role=CodeValue(code=cell.role, label=matrix.context.moment.vocabulary.label("rol", cell.role)),
            raci=cell.raci, one_expected=cell.role in ONE_HOLDER, state=RoleState(cell.state), gap=cell.gap, conflict=cell.conflict,
            verdict=verdict(matrix, cell), claim_count=len(cell.held))

    @strawberry.field(description="De beweringen naast elkaar: wat voor het geheel geldt eerst.")
    def claims(self, first: First = _CLAIMS) -> list[RoleClaim]:
        """The first claims."""
        return [RoleClaim.of(self.matrix, held) for held in self.cell.held[:checked_first(first)]]

    @strawberry.field(description="De organisaties die samen hebben wat één organisatie hoort te hebben.")
    def overlapping(self, first: First = _CLAIMS) -> list[Organisation]:
        """The first organisations."""
        return [node(self.matrix.context.moment.projection, "organisation", id) for id in self.cell.overlapping[:checked_first(first)]]


@strawberry.type(description="De profielen waarover hetzelfde bekend is, met alle rollen.")
class RoleGroup:
    """Profiles that stand together."""

    matrix: strawberry.Private[Matrix]
    group: strawberry.Private[Group]
    profile_count: int = described("Hoeveel profielen het zijn.")
    roles: list[RoleCell] = described("Alle rollen, ook die niemand heeft.")

    @strawberry.field(description="De profielen.")
    def profiles(self, first: First = _NAMED) -> list[Profile]:
        """The first profiles."""
        return [node(self.matrix.context.moment.projection, "profile", id) for id in self.group.profiles[:checked_first(first)]]


@strawberry.type(description="Wie welke rol heeft in een gebied, per profiel (RACI).")
class Roles:
    """The matrix of an area."""

    matrix: strawberry.Private[Matrix]
    revision: int = described("De revisie van de gegevens.")
    date: Date = described("De peildatum.")
    area: Area = described("Het gebied.")
    phase: CodeValue | None = described("De gekozen fase; leeg als het over alle fasen gaat.")
    group_count: int = described("Hoeveel groepen profielen er zijn.")
    notices: list[str] = described("Wat u moet weten om het antwoord goed te lezen.")

    @strawberry.field(description="De profielen in groepen waarover hetzelfde bekend is, op id van het eerste profiel.")
    def groups(self, first: First = _GROUPS) -> list[RoleGroup]:
        """The first groups."""
        return [RoleGroup(matrix=self.matrix, group=group, profile_count=len(group.profiles),
                          roles=[RoleCell.of(self.matrix, cell) for cell in group.cells])
                for group in self.matrix.groups[:checked_first(first)]]


async def roles(
    info: Info,
    area: Annotated[strawberry.ID, strawberry.argument(description="Het id van het gebied.")],
    profiles: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Alleen deze profielen.")] = None,
    phase: Annotated[str | None, strawberry.argument(description="Alleen wat voor deze fase geldt: een code of een naam.")] = None,
    date: Annotated[Date | None, strawberry.argument(description="De peildatum; anders vandaag.")] = None,
) -> Roles:
    """The matrix, made in a thread."""
    moment = await info.context.moment(date)
    projection = moment.projection
    where = record_of(projection["area"], area).id
    chosen = [record_of(projection["profile"], id).id for id in profiles or ()]

    def made() -> Roles:
        matrix = matrix_of(moment, where, chosen, phase)
        return Roles(
            matrix=matrix, revision=projection.revision.number, date=moment.day, area=node(projection, "area", where),
            phase=CodeValue(code=matrix.phase, label=moment.vocabulary.label("fase", matrix.phase)) if matrix.phase else None,
            group_count=len(matrix.groups), notices=notices(matrix))

    try:
        return await asyncio.to_thread(made)
    except WrongQuestion as wrong:
        raise bad_input(str(wrong)) from None
