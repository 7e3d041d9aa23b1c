"""Fewer nodes than a limit: what does not fit is taken together in nodes that say how many they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from visualisations.names import counted, number
from visualisations.sketch import Item, Sketch, Tie

# Above this many connections per node nobody sees a connection any more.
_TIES_PER_NODE = 3


def fold(sketch: Sketch) -> None:
    """Bring a sketch within its limit, with a notice of what was folded and why."""
    limit = sketch.spec.limit
    if len(sketch.items) > limit:
        before = sum(item.count for item in sketch.items.values() if item.record)
        choose = _whole_groups if sketch.whole else _farthest
        into = choose(sketch, limit, _by_sort)
        if len(_bundled(sketch.ties, into)) > _TIES_PER_NODE * limit:
            into = choose(sketch, limit, _by_kind)
        left = len(sketch.items) - len(into) + len(set(into.values()))
        if left > limit:
            into = _rest(sketch, into, limit)
        folded = take_together(sketch, into)
        sketch.notices.append(
            f"Deze kaart zou {number(before)} gegevens tonen; de grens is {number(limit)}. Daarom zijn er {number(folded)} "
            "samengevouwen tot blokken "
            "met een aantal. Kies een gebied, een fase of een soort om ze los te zien.")
    most = _TIES_PER_NODE * limit
    if len(sketch.ties) > most:
        sketch.notices.append(f"Van de {number(len(sketch.ties))} verbindingen zijn de {number(most)} zwaarste getekend.")
        kept = sorted(range(len(sketch.ties)), key=lambda number: (-sketch.ties[number].count, number))[:most]
        sketch.ties = [sketch.ties[number] for number in sorted(kept)]


Block = Callable[[Item], str]


def _by_sort(item: Item) -> str:
    return f"fold:{item.group}:{item.kind}:{item.sort}"


def _by_kind(item: Item) -> str:
    return f"fold:{item.group}:{item.kind}"


def _whole_groups(sketch: Sketch, limit: int, block: Block) -> dict[str, str]:
    """The largest groups whole, until the rest fits."""
    groups = [(len(items), id) for id, items in sketch.members().items() if len(items) > 1]
    left = len(sketch.items)
    into: dict[str, str] = {}
    for size, group in sorted(groups, key=lambda pair: (-pair[0], pair[1])):
        if left <= limit:
            break
        members = [item for item in sketch.items.values() if item.group == group and not item.focus]
        into.update({item.id: block(item) for item in members})
        left -= size - len({into[item.id] for item in members})
    return into


def _farthest(sketch: Sketch, limit: int, block: Block) -> dict[str, str]:
    """What is farthest from the start and least connected."""
    degree = Counter(end for tie in sketch.ties for end in (tie.source, tie.target))
    order = sorted(sketch.items.values(), key=lambda item: (not item.focus, item.rank, -degree[item.id], item.id))
    kept = max(1, limit - len({block(item) for item in order}))
    return {item.id: block(item) for item in order[kept:]}


def _rest(sketch: Sketch, into: dict[str, str], limit: int) -> dict[str, str]:
    seen: dict[str, None] = {}
    for item in sketch.items.values():
        seen.setdefault(into.get(item.id, item.id))
    last = set(list(seen)[limit - 1:])
    focus = {item.id for item in sketch.items.values() if item.focus}
    return {id: ("fold:overig" if into.get(id, id) in last and id not in focus else into[id])
            for id in sketch.items if id in into or (id in last and id not in focus)}


def take_together(sketch: Sketch, into: Mapping[str, str]) -> int:
    """Replace items by the node that each is mapped to, edges with them; returns how many records were folded."""
    blocks: dict[str, list[Item]] = {}
    kept: dict[str, Item] = {}
    for item in sketch.items.values():
        if item.id in into:
            if into[item.id] not in blocks:
                kept[into[item.id]] = item
            blocks.setdefault(into[item.id], []).append(item)
        else:
            kept[item.id] = item
    for id, members in blocks.items():
        count = sum(item.count for item in members)
        first = members[0]
        one_kind = len({item.kind for item in members}) == 1
        sorts = {item.sort for item in members}
        label = f"{first.sort}: {number(count)}" if one_kind and len(sorts) == 1 and first.sort else (
            counted(first.kind if one_kind else "fold", count))
        colours = {item.colour for item in members}
        kept[id] = Item(
            id, first.kind if one_kind else "fold", first.kind_label if one_kind else "gegeven", label, first.group,
            "stapel", colours.pop() if len(colours) == 1 else "bewijs", "samengevouwen", None, count,
            rank=min(item.rank for item in members),
            detail=(("Onder meer", ", ".join(sorted(item.label[:80] for item in members)[:20])),))
    sketch.items = kept
    inside = sum(tie.count for tie in sketch.ties if tie.source in into and into[tie.source] == into.get(tie.target))
    if inside:
        sketch.notices.append(f"{number(inside)} verbindingen lopen binnen een blok en zijn niet getekend.")
    sketch.ties = _bundled(sketch.ties, into)
    return sum(item.count for members in blocks.values() for item in members)


def _bundled(ties: list[Tie], into: Mapping[str, str]) -> list[Tie]:
    """Connections between what is left; those of folded items that are drawn alike are one, with a count."""
    found: list[Tie] = []
    bundles: dict[tuple[str, str, str, str], Tie] = {}
    labels: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for tie in ties:
        source, target = into.get(tie.source, tie.source), into.get(tie.target, tie.target)
        if source == tie.source and target == tie.target:
            found.append(tie)
        # What happens within a block is not a connection between two things on the map.
        elif source != target:
            key = (source, target, tie.kind, tie.style)
            labels.setdefault(key, {})[tie.label] = None
            if key in bundles:
                bundles[key].count += tie.count
                bundles[key].record = None
                bundles[key].label = ", ".join(sorted(labels[key]))
            else:
                bundles[key] = replace(tie, source=source, target=target)
                found.append(bundles[key])
    return found
