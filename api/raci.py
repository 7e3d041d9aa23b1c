"""The RACI matrix of an area: asked for, in words, and as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from api.forms import csv_of, json_of
from graph.gaps.claimed import according_to, limited_to
from graph.gaps.context import Context
from graph.projection import Moment
from graph.raci import DECISION, NOBODY, ONE_HOLDER, PARTLY, Cell, Group, Held, role_groups
from schema.values import nearest

COLUMNS = ("profielen", "rol", "rolnaam", "raci", "organisatie", "organisatienaam", "geldt helemaal", "status", "bron", "bronnaam",
           "bron van", "beperking", "opmerking", "let op")
MOST_CLAIMS = 20
"""So many claims of one cell are told at most: a national store has a claim for each of thousands of arrangements."""


class WrongQuestion(ValueError):
    """The question names something that does not exist or cannot be; the text is a Dutch sentence."""


class Matrix(NamedTuple):
    """The matrix of an area, for one phase or (None) for all of them; `context` is that of the moment."""

    context: Context
    area: str
    phase: str | None
    groups: list[Group]

    @property
    def about(self) -> str:
        """Of which area, phase, day and revision this is."""
        moment = self.context.moment
        phase = f"fase {moment.vocabulary.label('fase', self.phase)}" if self.phase else "alle fasen"
        return (f"{moment.areas.name(self.area)}, {phase}, peildatum {moment.day.isoformat()}, revisie {moment.projection.revision.number}"
                + (", voorbeelddata (fictief)" if moment.projection.fictitious else ""))


def matrix_of(moment: Moment, area: str, profiles: Sequence[str] = (), phase: str | None = None) -> Matrix:
    """The matrix for these profiles (ids; none is all that occur there) and phase (a code or its name). Raises WrongQuestion."""
    projection = moment.projection
    if area not in projection["area"]:
        raise WrongQuestion(f"Er is geen gebied met id {area}.{nearest(area, projection['area'].ids)}")
    if area not in moment.areas.active:
        raise WrongQuestion(f"{moment.areas.name(area)} geldt niet op {moment.day.isoformat()}.")
    table = projection["profile"]
    for id in profiles:
        if id not in table:
            raise WrongQuestion(f"Er is geen profiel met id {id}.{nearest(id, table.ids)}")
    chosen = [needs for needs in moment.profiles if not profiles or needs.id in profiles]
    for needs in chosen if profiles else ():
        if not moment.leaves(needs, area):
            raise WrongQuestion(f"Het profiel {needs.name} komt niet voor in {moment.areas.name(area)}.")
    code = None
    if phase is not None:
        scheme = moment.vocabulary.scheme("fase")
        code = scheme.find(phase)
        if code is None:
            raise WrongQuestion(f"{phase.strip() or 'Een lege waarde'} is geen fase.{nearest(phase, scheme.words)} "
                                f"De fasen zijn: {', '.join(scheme.concepts)}.")
    context = Context(moment)
    return Matrix(context, area, code, role_groups(moment, context.claims, area, chosen, code))


def notices(matrix: Matrix) -> list[str]:
    """What one has to know to read the matrix well."""
    if matrix.context.moment.projection["responsibility"].empty:
        return ["Het blad verantwoordelijkheden is leeg: er is niets over rollen bekend."]
    return [] if matrix.groups else ["In dit gebied komt geen profiel voor."]


def verdict(matrix: Matrix, cell: Cell) -> str:
    """What is the matter with a cell, in Dutch; nothing when it is as it should be."""
    name = matrix.context.name
    told = []
    if cell.overlapping:
        who = ", ".join(name("organisation", id) for id in cell.overlapping)
        told.append(f"conflict: {len(cell.overlapping)} organisaties hebben "
                    f"{'hetzelfde besluit' if cell.role == DECISION else 'deze rol'}, er hoort er één te zijn ({who})")
    if cell.disputed:
        told.append("conflict: een bron zegt dat de rol betwist is")
    if cell.state == NOBODY:
        told.append("van niemand bekend" + (", er hoort één organisatie te zijn" if cell.role in ONE_HOLDER else ""))
    elif cell.state == PARTLY:
        told.append("alleen voor een deel belegd")
    return "; ".join(told)


def matrix_json(matrix: Matrix) -> bytes:
    """The matrix with every claim and its source."""
    moment = matrix.context.moment
    name = matrix.context.name
    return json_of({
        "revision": moment.projection.revision.number,
        "peildatum": moment.day.isoformat(),
        "fictief": moment.projection.fictitious,
        "area": matrix.area,
        "area_name": moment.areas.name(matrix.area),
        "phase": matrix.phase,
        "notices": notices(matrix),
        "groups": [{
            "profiles": [{"id": id, "name": name("profile", id)} for id in group.profiles],
            "roles": [_cell_json(matrix, cell) for cell in group.cells],
        } for group in matrix.groups],
    })


def _cell_json(matrix: Matrix, cell: Cell) -> dict[str, Any]:
    return {
        "role": cell.role, "label": matrix.context.moment.vocabulary.label("rol", cell.role), "raci": cell.raci,
        "one_expected": cell.role in ONE_HOLDER, "state": cell.state, "gap": cell.gap, "conflict": cell.conflict,
        "overlapping": list(cell.overlapping), "disputed": cell.disputed, "verdict": verdict(matrix, cell),
        "claim_count": len(cell.held), "claims": [_claim_json(matrix, held) for held in cell.held[:MOST_CLAIMS]],
    }


def _claim_json(matrix: Matrix, held: Held) -> dict[str, Any]:
    values = held.claim.values
    source = matrix.context.moment.projection["source"].get(values.get("bron"))
    return {
        "claim": held.claim.id, "organisation": values["organisatie"], "name": matrix.context.name("organisation", values["organisatie"]),
        "covers": held.covers, "status": values.get("status", "BEWEERD"), "source": values.get("bron"),
        "source_title": matrix.context.name("source", source.id) if source else None,
        "source_date": source.values.get("datum") if source else None, "according_to": according_to(matrix.context, held.claim),
        "limits": {column: values.get(column) for column in ("arrangement", "profiel", "gebied", "fase", "toegang")},
        "limited_to": limited_to(matrix.context, held.claim), "remark": values.get("opmerking"),
    }


def matrix_csv(matrix: Matrix) -> bytes:
    """One row for each claim that is told, for what is left out, and for each role that nobody has."""
    return csv_of(COLUMNS, _rows(matrix), matrix.about + ".")


def _rows(matrix: Matrix) -> Iterator[tuple[Any, ...]]:
    for group in matrix.groups:
        profiles = ", ".join(group.profiles)
        for cell in group.cells:
            told = _cell_json(matrix, cell)
            first = profiles, cell.role, told["label"], cell.raci
            for claim in told["claims"]:
                yield (*first, claim["organisation"], claim["name"], "ja" if claim["covers"] else "nee", claim["status"],
                       claim["source"] or "", claim["source_title"] or "", claim["source_date"] or "", claim["limited_to"],
                       claim["remark"] or "", told["verdict"])
            if not cell.held:
                yield (*first, *[""] * 9, told["verdict"])
            elif len(cell.held) > MOST_CLAIMS:
                yield (*first, *[""] * 8, f"en nog {len(cell.held) - MOST_CLAIMS}", told["verdict"])
