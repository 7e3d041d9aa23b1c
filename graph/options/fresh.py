"""NIEUW: a new arrangement that does just what is asked and nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.capacity import demands, usual_definition
from graph.gaps import Finding
from graph.gaps.context import Context
from graph.gaps.words import ages_in_words, listed
from graph.options.edits import added, free_id, hull, place
from graph.options.option import Candidate, Sort
from graph.options.target import Target, target_of
from graph.options.words import areas, number
from graph.options.words import counted as in_number
from graph.projection.offers import age_mask, ages_of
from graph.records import Values
from schema.dates import spoken

_USUAL = "OZA"


def arrangement(context: Context, finding: Finding) -> Iterator[Candidate]:
    """A new arrangement for the profile in its area, with places for the demand where that is known."""
    yield new(context, target_of(context, finding))


def new(context: Context, target: Target, places: int | None = None) -> Candidate:
    """The new arrangement for a target; `places` when it is known how many, else by the demand that was counted there."""
    needs, moment = target.needs, context.moment
    youngest, oldest = hull(target.ages)
    ages = age_mask(youngest, oldest)
    counted = None if places is not None else _counted(context, target, ages)
    wanted = places if places is not None else counted[0] if counted else None
    name = f"Nieuw arrangement voor {needs.name}"
    where = place(context, target.leaves, target.area)
    id = free_id(context, "arrangement", f"nieuw-{needs.id}-{target.area}")
    spot = moment.areas.active[target.area].values
    values: Values = {
        "naam": name, "soort": _sort(context, target), "gebieden": sorted(where), "leeftijd_van": youngest, "leeftijd_tot": oldest,
        **{axis: sorted(codes) for axis, codes in needs.axes.items()},
        **_where_filled(context, {
            "instap": True, "instroom": "OPEN", "wachttijd_weken": 0, "plekken": None if wanted is None else [wanted, wanted],
            "toegang": ["GEEN"], "randvoorwaarden": sorted(needs.conditions), "lat": spot.get("lat"), "lon": spot.get("lon"),
            "bevestigd_op": moment.day.isoformat()}),
    }
    axes = [f"{moment.vocabulary.axis_field(axis).label.lower()} {listed([moment.vocabulary.label(axis, code) for code in codes], 4)}"
            for axis, codes in needs.axes.items()]
    conditions = [moment.vocabulary.label("randvoorwaarden", code).lower() for code in needs.conditions]
    many = (f" Nodig: {in_number(wanted, 'plek', 'plekken')}" + (f" ({counted[1]})." if counted else ".") if wanted is not None
            else " Hoeveel plekken nodig zijn, is niet bekend: er is hier niet geteld.")
    return Candidate(
        Sort.NIEUW, f"Begin iets nieuws in {areas(context, where)} voor {ages_in_words(ages_of(ages))}",
        f"{name}, in {areas(context, where)}, voor {ages_in_words(ages_of(ages))}"
        + (f", voor {'; '.join(axes)}" if axes else "") + (f", met {listed(conditions, 4)}" if conditions else "") + f".{many} "
        "Gerekend is met een start zonder wachttijd, waar jongeren zonder verwijzing en zonder besluit terechtkunnen, en zonder "
        "einddatum. Wie het uitvoert, betaalt en de regie heeft, moet nog worden afgesproken.",
        (added("arrangement", values, id),))


def _where_filled(context: Context, values: Values) -> Values:
    """The cells in columns that the region uses: the first value in a column may make a rule speak that has nothing to do with this."""
    arrangements, referrals = (context.moment.projection[kind] for kind in ("arrangement", "referral"))
    return {column: value for column, value in values.items()
            if arrangements.filled(column) or (column == "bevestigd_op" and referrals.filled(column))}


def _sort(context: Context, target: Target) -> str:
    """What sort of arrangement those that now serve this profile somewhere mostly are."""
    offers, needs = context.moment.offers, target.needs
    fits = context.serving.fits
    if needs.id not in context.serving.rows:
        return _USUAL
    mine = fits.provision[fits.row == context.serving.rows[needs.id]].tolist()
    counts = Counter(offers.rows[each]["soort"] for each in mine)
    return min(counts, key=lambda sort: (-counts[sort], sort), default=_USUAL)


def _counted(context: Context, target: Target, ages: int) -> tuple[int, str] | None:
    """(how many places the counted demand asks, how that was counted) of the pair, when it has been counted."""
    definition = context.parameters.get("definitie") or usual_definition(context.moment)
    rows = [] if definition is None else [
        row for row in demands(context.moment, definition)
        if row.profile == target.needs.id and row.area == target.area and row.ages & ages]
    if not rows:
        return None
    low, high = sum(row.low for row in rows), None if any(row.high is None for row in rows) else sum(row.most for row in rows)
    day = context.values("demand", rows[0].record)["peildatum"]
    return sum(row.most for row in rows), f"geteld: {number([low, high])} jongeren op {spoken(day)}, {definition}"
