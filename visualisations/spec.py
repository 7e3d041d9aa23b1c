"""What map is asked for: a view, where it starts, and what is left out. Wrong requests get a Dutch sentence."""

from __future__ import annotations

from dataclasses import dataclass, fields

from schema.kinds import KINDS
from schema.schemes import built_in
from schema.values import nearest

VIEWS: dict[str, str] = {
    "regio": "Wie doet er mee in de regio, en met welk aanbod?",
    "verwijspaden": "Hoe komt een jongere bij aanbod, en weer terug?",
    "organisatie": "Wat hangt er met dit gegeven samen?",
    "profiel": "Welk aanbod past bij dit profiel, en welk net niet?",
    "lacune": "Wat ontbreekt hier precies, en waaruit blijkt dat?",
    "gebieden": "Welke gebieden liggen in elkaar, en waar vallen grenzen uiteen?",
}
"""The views, each with the question that it answers."""

DEFAULT_LIMIT, MOST = 1500, 20_000

_OPTIONS: dict[str, tuple[str, ...]] = {
    "regio": ("area", "profile", "age", "kinds", "phases", "statuses", "rules"),
    "verwijspaden": ("area", "profile", "age", "phases", "statuses", "rules"),
    "organisatie": ("focus", "depth", "kinds", "phases", "statuses", "rules"),
    "profiel": ("profile", "area", "age", "phases", "statuses", "rules"),
    "lacune": ("gap",),
    "gebieden": ("focus", "area", "rules", "statuses"),
}
_WORDS = {
    "area": "gebied", "kinds": "soort", "phases": "fase", "statuses": "status", "rules": "regel", "focus": "een gekozen gegeven",
    "depth": "diepte", "profile": "profiel", "age": "leeftijd", "gap": "lacune",
}
STATUS_SCHEMES = {
    "arrangement": "arrangementstatus", "referral": "verwijsstatus", "responsibility": "claimstatus",
    "funding": "financieringsstatus", "agreement": "afspraakstatus", "agenda_item": "conclusie",
}
FINDING_STATUSES = ("BEVESTIGD", "VERMOED", "ONBEKEND")


class WrongMap(ValueError):
    """The request for a map is not right; the text is a Dutch sentence."""


@dataclass(frozen=True)
class MapSpec:
    """A request for a map.

    A view refuses options that it does nothing with. `focus` are ids of records, as `id` or, where several sheets use
    the same id, as `soort:id`. `depth` (1-3) is how many steps the view `organisatie` goes. `kinds`, `phases` and
    `statuses` restrict what is shown (empty = all); a status restricts the records that have such a status and
    findings, and leaves others alone. `area`, `profile` and `age` choose what the view is about, `gap` is the id of a
    finding, `rules` are the gap rules whose findings are drawn as holes. Above `limit` nodes the rest is folded into
    nodes that say how many they stand for.

    Raises WrongMap for a value that does not exist; whether ids exist is checked when the map is drawn.
    """

    view: str = "regio"
    focus: tuple[str, ...] = ()
    depth: int = 1
    kinds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    area: str | None = None
    profile: str | None = None
    age: int | None = None
    gap: str | None = None
    rules: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT

    def __post_init__(self) -> None:
        if self.view not in VIEWS:
            raise WrongMap(f"{self.view} is geen kaart.{nearest(self.view, list(VIEWS))} De kaarten zijn: {', '.join(VIEWS)}.")
        if not 1 <= self.depth <= 3:
            raise WrongMap(f"De diepte is 1, 2 of 3, niet {self.depth}.")
        if not 10 <= self.limit <= MOST:
            raise WrongMap(f"De grens is een getal van 10 tot en met {MOST}, niet {self.limit}.")
        if self.age is not None and not 0 <= self.age <= 27:
            raise WrongMap(f"De leeftijd is een getal van 0 tot en met 27, niet {self.age}.")
        for name, word in _WORDS.items():
            # An option that a view does nothing with is refused: whoever gave it expects that it matters.
            if name not in _OPTIONS[self.view] and getattr(self, name) != _default(name):
                raise WrongMap(f"De kaart {self.view} doet niets met {word}. Laat {word} weg.")
        if self.age is not None and not self.profile:
            raise WrongMap("Een leeftijd hoort bij een profiel. Kies ook een profiel.")
        # Dutch and English words for a kind are both understood, so that a link and a GraphQL query may say the same.
        object.__setattr__(self, "kinds", tuple(dict.fromkeys(kind_named(word) for word in self.kinds)))
        object.__setattr__(self, "phases", tuple(dict.fromkeys(_phase(word) for word in self.phases)))
        object.__setattr__(self, "statuses", tuple(dict.fromkeys(_status(word) for word in self.statuses)))
        for view, names in {"profiel": ("profile", "area"), "lacune": ("gap",)}.items():
            words = {"profile": "een profiel", "area": "een gebied", "gap": "de id van een lacune"}
            missing = [words[name] for name in names if not getattr(self, name)]
            if self.view == view and missing:
                raise WrongMap(f"De kaart {view} heeft {' en '.join(missing)} nodig.")
        if self.view == "organisatie" and not self.focus:
            raise WrongMap("De kaart organisatie heeft de id nodig van het gegeven waar zij om draait.")


def _default(name: str) -> object:
    return next(field.default for field in fields(MapSpec) if field.name == name)


def kind_named(word: str) -> str:
    """The kind (English name) that a word means: its name, its sheet or its singular. Raises WrongMap."""
    folded = word.strip().casefold()
    for kind in KINDS.values():
        if folded in (kind.name, kind.sheet, kind.singular):
            return kind.name
    sheets = [kind.sheet for kind in KINDS.values()]
    raise WrongMap(f"{word} is geen soort gegeven.{nearest(word, sheets)} De soorten zijn: {', '.join(sheets)}.")


def _phase(word: str) -> str:
    scheme = built_in().scheme("fase")
    if word.strip().casefold() == "onbekend":
        return ""
    # A region may have phases of its own, so a code that looks like one passes and simply finds nothing.
    return scheme.find(word) or word.strip().upper()


def _status(word: str) -> str:
    code = word.strip().upper()
    known = {*FINDING_STATUSES}
    for name in STATUS_SCHEMES.values():
        scheme = built_in().scheme(name)
        if found := scheme.find(word):
            return found
        known |= scheme.concepts.keys()
    if code not in known:
        raise WrongMap(f"{word} is geen status.{nearest(word, sorted(known))} De statussen zijn: {', '.join(sorted(known))}.")
    return code
