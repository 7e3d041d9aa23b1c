"""Finds the circles in a graph that may have none, such as areas that lie in each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def cycles(parents: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Circles that have no record in common, each as a path whose last id is its first, starting at its smallest id.

    Every record that lies on some circle is on one of these, or on a circle that is broken by mending them.
    """
    left = {child: sorted(set(above)) for child, above in parents.items()}
    found: list[list[str]] = []
    while left := _pruned(left):
        path: list[str] = []
        seen: dict[str, int] = {}
        node = min(left)
        while node not in seen:
            seen[node] = len(path)
            path.append(node)
            node = left[node][0]
        circle = path[seen[node]:]
        start = circle.index(min(circle))
        found.append([*circle[start:], *circle[:start], circle[start]])
        left = {child: above for child, above in left.items() if child not in circle}
    return found


def _pruned(parents: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Only the records from which every way up goes on without end."""
    left = {child: above for child, above in parents.items() if above}
    children: dict[str, list[str]] = {}
    for child, above in left.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    count = {child: len(above) for child, above in left.items()}
    done = [parent for parent in children if parent not in left]
    gone = set(done)
    while done:
        for child in children.get(done.pop(), ()):
            count[child] -= 1
            if not count[child] and child not in gone:
                gone.add(child)
                done.append(child)
    return {child: [parent for parent in above if parent not in gone] for child, above in left.items() if child not in gone}
