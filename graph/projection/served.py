"""Which provisions serve which part of a set of leaves, for all provisions at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.projection.areas import Areas, Bits

_WORD = 64


class Served:
    """The served leaves of provisions as bit columns; provisions with the same cell `gebieden` share a column.

    `places` is that cell of every provision (None when blank).
    """

    def __init__(self, places: Sequence[list[str] | None], areas: Areas) -> None:
        columns: dict[tuple[str, ...], int] = {}
        self.known = np.array([cell is not None for cell in places], bool)
        self.column = np.array([columns.setdefault(tuple(cell or ()), len(columns)) for cell in places], np.int32)
        words = -(-len(areas.leaves) // _WORD)
        self._size = words * _WORD // 8
        packed = b"".join(areas.union(key).to_bytes(self._size, "little") for key in columns)
        # Word by word: a question about one gemeente touches a few words of every column and no others.
        self._words = np.ascontiguousarray(np.frombuffer(packed, "<u8").reshape(len(columns), words).T)

    def parts(self, leaves: Bits) -> tuple[np.ndarray, np.ndarray]:
        """(serves some of the leaves, serves all of them) of every provision, for a set that is not empty (bool).

        A blank cell serves none; `known` says which are blank.
        """
        wanted = np.frombuffer(leaves.to_bytes(self._size, "little"), "<u8")
        some = np.zeros(self._words.shape[1], np.uint64)
        lacking = np.zeros(self._words.shape[1], np.uint64)
        for word in np.flatnonzero(wanted):
            some |= self._words[word] & wanted[word]
            lacking |= ~self._words[word] & wanted[word]
        return (some != 0)[self.column], (lacking == 0)[self.column]

    def holds(self, leaves: np.ndarray) -> np.ndarray:
        """Which of these leaves (numbers) each column holds (bool [columns, leaves]); a blank cell holds none."""
        words = self._words[leaves // _WORD] >> (leaves % _WORD).astype(np.uint64)[:, None]
        return np.ascontiguousarray((words & np.uint64(1)).astype(bool).T)
