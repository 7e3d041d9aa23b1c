"""Made-up histories: several datasets that add, change, share, take over, retire and declare again."""

from __future__ import annotations

import random

from graph.records import ChangeSet, Record
from graph.store import ChangeRefused, Store

DATASETS = ("a", "b", "c")
_AREAS = ("gm1", "gm2", "gm3")


def write_history(store: Store, seed: int, revisions: int) -> None:
    """Write until the store is `revisions` further; the same seed gives the same changes."""
    dice = random.Random(seed)
    declared = _declared(store)
    end = store.revision().number + revisions
    while store.revision().number < end:
        name = dice.choice(DATASETS)
        records = dict(declared[name])
        for key in dice.sample(sorted(records), dice.randint(0, len(records))):
            if dice.random() < 0.4:
                del records[key]
        records.update(((one.kind, one.id), one) for one in (_record(dice) for _ in range(dice.randint(0, 5))))
        try:
            store.write(ChangeSet(name, list(records.values()), author=f"auteur {dice.randint(1, 3)}",
                                  message=dice.choice(["", "fictief", "tweede “ronde”"]), take_over=dice.random() < 0.5))
        except ChangeRefused:
            continue
        declared = _declared(store)


def _declared(store: Store) -> dict[str, dict[tuple[str, str], Record]]:
    found: dict[str, dict[tuple[str, str], Record]] = {name: {} for name in DATASETS}
    for dataset, kind, id, values in store.declarations(_KINDS):
        found[dataset][kind, id] = Record(kind, id, values)
    return found


_KINDS = ("dataset", "concept", "area", "organisation", "profile", "arrangement", "referral")


def _record(dice: random.Random) -> Record:
    kind = dice.choice(_KINDS)
    areas = dice.choice([["gm1"], ["gm2", "gm3"], ["*"]])
    match kind:
        case "dataset":
            name = dice.choice(DATASETS)
            return Record(kind, f"{name}~titel", {"sleutel": "titel", "waarde": dice.choice(["Fictief", "Verzonnen"])})
        case "concept":
            code = dice.choice(["GROEN", "BLAUW"])
            return Record(kind, f"kleur~{code}", {"as": "kleur", "code": code, "label": dice.choice(["Mooi", "Lelijk"])})
        case "area":
            return Record(kind, dice.choice(_AREAS), {"naam": dice.choice(["Een", "Twee"]), "soort": "GEMEENTE"})
        case "organisation":
            return Record(kind, dice.choice(["org-1", "org-2"]), {"naam": dice.choice(["Een", "Twee"]), "gebieden": areas})
        case "profile":
            return Record(kind, dice.choice(["p1", "p2"]), {"naam": "Profiel", "leeftijd_van": 4, "leeftijd_tot": 12,
                                                            "kleur": ["GROEN"], "behoefte": ["AUTISME"]})
        case "arrangement":
            return Record(kind, dice.choice(["oza-1", "oza-2", "oza-3"]),
                          {"naam": "Fictief", "aanbieder": "org-1", "gebieden": areas, "plekken": dice.choice([[1, 4], [5, None]]),
                           "lat": dice.choice([52.25, 52.0]), "behoefte": dice.choice([["*"], ["ANGST", "AUTISME"]])})
    one, other = dice.choice([("oza-1", "oza-2"), ("oza-2", "oza-3")])
    return Record("referral", f"{one}~{other}~DOORSTROOM", {"van": one, "naar": other, "richting": "DOORSTROOM", "gebieden": areas})
