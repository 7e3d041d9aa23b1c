"""AFSPRAAK about roles: who has the regie, who decides on access, who carries out and who pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.fitting import fitting
from graph.options.edits import added, changed, ended
from graph.options.option import Candidate, Sort
from graph.options.target import target_of
from graph.options.words import offer, organisations
from graph.projection.areas import Bits
from graph.records import Edit, Values
from schema.types import ALLE

_MOST = 5
_REGIE = ("REGIE_CASUS", "REGIE_PROCES", "REGIE_STELSEL")
_STEERING = ("GEMEENTE", "TOEGANG_JEUGD", "LEERPLICHT_BUREAU", "SWV_PO", "SWV_VO", "INKOOPORGANISATIE_JEUGD", "JEUGDREGIO")
"""The sorts of organisation that steer rather than offer."""
_UNPAID = frozenset({"ONGEDEKT", "AANVRAAG"})
_BY_LAW = {"TLV": ("SWV_PO", "SWV_VO"), "BESCHIKKING": ("GEMEENTE",)}
"""Which sorts of organisation take an access decision, by how its code starts."""


def claim(context: Context, organisation: str, role: str, **limits: str | None) -> Edit:
    """A new claim, from the peildatum on, that has been settled."""
    return added("responsibility", {"organisatie": organisation, "rol": role, **limits, "status": "VASTGESTELD",
                                    "geldig_van": context.moment.day.isoformat()})


def _working_in(context: Context, leaves: Bits) -> list[str]:
    """The active organisations that work on all of these leaves; none when it is not known where."""
    areas = context.moment.areas
    if not leaves:
        return []
    return [record.id for record in context.moment.projection["organisation"]
            if context.moment.is_active(record.values) and not leaves & ~areas.union(record.values.get("gebieden", ()))]


def regie(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Give the role to one organisation, for this profile here."""
    target, role = target_of(context, finding), finding.subject["rol"]
    label = context.moment.vocabulary.label("rol", role)
    name, where = target.needs.name, context.name("area", target.area)
    for organisation in _holders(context, role, target.leaves)[:_MOST]:
        who = context.name("organisation", organisation)
        yield Candidate(
            Sort.AFSPRAAK, f"Spreek af dat {who} de rol {label} heeft voor dit profiel",
            f"{who} krijgt de rol {label} voor {name} in {where}. Leg dit vast in een besluit of convenant en laat {who} ermee instemmen.",
            (claim(context, organisation, role, profiel=target.needs.id, gebied=target.area),), organisation)


def regie_for_all(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Give the role to one organisation, for everybody here."""
    target, role = target_of(context, finding), finding.subject["rol"]
    label = context.moment.vocabulary.label("rol", role)
    where = context.name("area", target.area)
    for organisation in _holders(context, role, target.leaves)[:_MOST]:
        who = context.name("organisation", organisation)
        yield Candidate(
            Sort.AFSPRAAK, f"Spreek af dat {who} de rol {label} heeft voor alle jongeren in {where}",
            f"{who} krijgt de rol {label} voor alle profielen in {where}. Waar een ander die rol al heeft, moet een van beide "
            "haar opgeven.",
            (claim(context, organisation, role, gebied=target.area),), organisation)


def _holders(context: Context, role: str, leaves: Bits) -> list[str]:
    """Who could have a role here: who has it here in part, then who steers and works here: the gemeente first."""
    areas, table = context.moment.areas, context.moment.projection["organisation"]
    partly = [each.values["organisatie"] for each in context.claims.by_role.get(role, ())
              if "arrangement" not in each.values and leaves & areas.union((each.values.get("gebied", ALLE),))]
    steering = [each for each in _working_in(context, leaves) if table.records[table.index[each]].values["soort"] in _STEERING]
    directing = {each.values["organisatie"] for each in context.claims.active if each.values["rol"] in _REGIE}
    steering.sort(key=lambda each: (_STEERING.index(table.records[table.index[each]].values["soort"]), each not in directing, each))
    return list(dict.fromkeys((*partly, *steering)))


def one_holder(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Keep the role with one of the organisations; the claims of the others end."""
    target, role = target_of(context, finding), finding.subject["rol"]
    label = context.moment.vocabulary.label("rol", role)
    claims = [each for each in context.claims.general(role) if context.claims.holds(each.values, target.needs.id, target.leaves)]
    holders = dict.fromkeys(each.values["organisatie"] for each in claims)
    for keep in list(holders)[:_MOST]:
        edits = [ended(context, "responsibility", each.id) for each in claims if each.values["organisatie"] != keep]
        others = [each for each in holders if each != keep]
        who = context.name("organisation", keep)
        wide = any(each.values.get("profiel") != target.needs.id or each.values.get("gebied") != target.area
                   for each in claims if each.values["organisatie"] != keep)
        if None not in edits:
            yield Candidate(
                Sort.AFSPRAAK, f"Spreek af dat alleen {who} de rol {label} heeft",
                f"{organisations(context, others)} {'geeft' if len(others) == 1 else 'geven'} deze rol hier op en "
                f"{'stemt' if len(others) == 1 else 'stemmen'} daarmee in."
                + (" De rol gold ook voor andere profielen of gebieden, en houdt daar ook op." if wide else ""),
                tuple(edit for edit in edits if edit), keep)


def access(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Let an organisation take the access decision that what fits asks for."""
    target = target_of(context, finding)
    label = context.moment.vocabulary.label
    codes = Counter(code for _, row, _ in fitting(context, finding) for code in row.get("toegang", ()))
    for code in sorted(codes, key=lambda each: (-codes[each], each)):
        for organisation in _deciding(context, code, target.leaves)[:_MOST]:
            who = context.name("organisation", organisation)
            yield Candidate(
                Sort.AFSPRAAK, f"Leg vast dat {who} het besluit “{label('toegang', code)}” neemt",
                f"{who} neemt het besluit “{label('toegang', code)}” voor {target.needs.name} in {context.name('area', target.area)}. "
                f"Laat {who} dit bevestigen en leg vast hoe snel het besluit valt.",
                (claim(context, organisation, "TOEGANGSBESLUIT", profiel=target.needs.id, gebied=target.area, toegang=code),), organisation)


def _deciding(context: Context, code: str, leaves: Bits) -> list[str]:
    """Who takes this decision elsewhere and works here, and who would by law here; who only works elsewhere when there is nobody else."""
    table = context.moment.projection["organisation"]
    working = _working_in(context, leaves)
    kinds = _BY_LAW.get(code.partition("_")[0], ())
    known = [each.values["organisatie"] for each in context.claims.by_role.get("TOEGANGSBESLUIT", ()) if each.values.get("toegang") == code]
    lawful = [each for each in working if table.records[table.index[each]].values["soort"] in kinds]
    return list(dict.fromkeys((*(each for each in known if each in working), *lawful))) or list(dict.fromkeys(known))


def lacking_role(context: Context, finding: Finding) -> Iterator[Candidate]:
    """Fill in who carries out, pays or directs a provision."""
    id, role = finding.subject["arrangement"], finding.subject["rol"]
    values = context.values("arrangement", id)
    name = offer(context, id)
    if role == "UITVOERING":
        for organisation in _likely(context, values, id, "aanbieder"):
            who = context.name("organisation", organisation)
            yield Candidate(Sort.AFSPRAAK, f"Spreek af dat {who} {values['naam']} uitvoert",
                            f"{who} wordt aanbieder van {values['naam']}. Laat {who} dit bevestigen.",
                            (changed(context, "arrangement", id, aanbieder=organisation),), organisation)
    elif role == "FINANCIERING":
        for row in context.funding.get(id, ()):
            if row.values["status"] in _UNPAID and "financier" in row.values:
                payer = context.name("organisation", row.values["financier"])
                yield Candidate(Sort.AFSPRAAK, f"Laat {payer} het geld voor {values['naam']} toezeggen",
                                f"{context.moment.vocabulary.label('component', row.values['component'])} staat nu op "
                                f"{context.moment.vocabulary.label('financieringsstatus', row.values['status']).lower()}. Met een "
                                f"toezegging is er "
                                "een betaler.", (changed(context, "funding", row.id, status="TIJDELIJK"),), row.values["financier"])
        for organisation in _likely(context, values, id, "financier"):
            who = context.name("organisation", organisation)
            yield Candidate(Sort.AFSPRAAK, f"Spreek af dat {who} {values['naam']} betaalt",
                            f"{who} krijgt de rol Financiering voor {name}. Uit welke geldstroom en voor hoelang, moet daarbij worden "
                            f"afgesproken.",
                            (claim(context, organisation, role, arrangement=id),), organisation)
    else:
        directing = _usual_regie(context)
        label = context.moment.vocabulary.label("rol", directing)
        owner = [values["aanbieder"]] if "aanbieder" in values else []
        leaves = context.moment.areas.union(values.get("gebieden", ()))
        payers = [row.values["financier"] for row in context.funding.get(id, ()) if "financier" in row.values]
        table = context.moment.projection["organisation"]
        steering = [each for each in payers if table.records[table.index[each]].values["soort"] in _STEERING]
        for organisation in list(dict.fromkeys((*steering, *_holders(context, directing, leaves)[:3], *owner)))[:_MOST]:
            who = context.name("organisation", organisation)
            yield Candidate(Sort.AFSPRAAK, f"Spreek af dat {who} de rol {label} heeft bij {values['naam']}",
                            f"{who} krijgt de rol {label} voor {name}. Leg dit vast en laat {who} ermee instemmen.",
                            (claim(context, organisation, directing, arrangement=id),), organisation)


def _usual_regie(context: Context) -> str:
    """The role in the regie that provisions mostly have."""
    counts = Counter(each.values["rol"] for claims in context.claims.by_arrangement.values() for each in claims
                     if each.values["rol"] in _REGIE)
    return max(_REGIE, key=lambda role: counts[role])


def _likely(context: Context, values: Values, id: str, column: str) -> list[str]:
    """Who could carry out or pay a provision: who has a part in it already, then who does so for the same sort nearby."""
    involved: list[str] = [*values.get("partners", ()), *(each.values["organisatie"] for each in context.claims.by_arrangement.get(id, ()))]
    if column == "financier":
        involved = [row.values["financier"] for row in context.funding.get(id, ()) if "financier" in row.values] or involved
    areas = context.moment.areas
    own = areas.union(values.get("gebieden", ()))
    nearby: Counter[str] = Counter()
    for other, row in zip(context.moment.offers.ids, context.moment.offers.rows, strict=True):
        if row["soort"] == values["soort"] and areas.union(row.get("gebieden", ())) & own:
            nearby.update(_of(context, other, row, column))
    return list(dict.fromkeys((*involved, *sorted(nearby, key=lambda each: (-nearby[each], each)))))[:_MOST]


def _of(context: Context, id: str, row: Values, column: str) -> Iterable[str]:
    if column == "aanbieder":
        return [row["aanbieder"]] if "aanbieder" in row else []
    return [each.values["financier"] for each in context.funding.get(id, ()) if "financier" in each.values]
