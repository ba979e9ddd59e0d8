"""What is left to decide once a task is boiled down: moves of cells away from their true values.

A `Game` is one connected component. Its players are the cells that may be withheld; a move is another table
minus the true one. Published players do not move.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Matrix:
    """Sparse rows: those of row r stand at start[r]:start[r + 1]."""

    start: NDArray[np.int64]
    index: NDArray[np.int64]
    value: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Iterable[dict[int, int]]) -> Matrix:
        """Gather rows given as coefficient by column."""
        rows = list(rows)
        start = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
        index = np.array([column for row in rows for column in row], dtype=np.int64)
        value = np.array([coefficient for row in rows for coefficient in row.values()], dtype=np.float64)
        return cls(start, index, value)

    @cached_property
    def row(self) -> NDArray[np.int64]:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def across(self, prices: NDArray[np.float64], columns: int) -> NDArray[np.float64]:
        """Each column's sum, its rows weighted by their prices."""
        return np.bincount(self.index, self.value * prices[self.row], columns).astype(np.float64)

    def times(self, move: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each row's sum, in whole numbers."""
        # Exact: the sums stay far below 2 ** 53.
        sums = np.bincount(self.row, self.value * move[self.index], len(self.start) - 1)
        return sums.astype(np.int64)


@dataclass(frozen=True)
class Game:
    """One component: which players must be withheld, which may be, and what each needs.

    down, up: how far each can move (inf: no bound). low, high: of each row of moves.
    must: withheld in any case. width: the interval it needs (0: none). reach: how far up it must get.
    known: for each reader, the players that it knows: none for the first, who is the public.
    """

    down: NDArray[np.float64]
    up: NDArray[np.float64]
    rows: Matrix
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    cost: NDArray[np.float64]
    must: NDArray[np.bool_]
    width: NDArray[np.int64]
    reach: NDArray[np.int64]
    known: tuple[NDArray[np.int64], ...]

    @property
    def size(self) -> int:
        """How many players there are."""
        return len(self.cost)

    def allows(self, move: NDArray[np.int64]) -> bool:
        """Whether a whole-number move is another table that fits everything known, by whole-number sums."""
        sums = self.rows.times(move)
        return bool(
            (move >= -self.down).all()
            and (move <= self.up).all()
            and (sums >= self.low).all()
            and (sums <= self.high).all()
        )
