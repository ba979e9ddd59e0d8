"""Rows whose spans overlap in; the tightest bounds of any span, and the rows that set them, out.

With S, the running count, a row says `lower <= S(end) - S(start) <= upper`; and S never falls, for no count
is negative. Such a system of difference constraints is solved by the shortest paths between the boundaries of
the rows: their lengths are the tightest bounds that the rows allow. They are whole numbers, as the rows' are.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pellucid.cube.spans import Bounds, in_time_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pellucid.cube.spans import Known, Span

_EXACT_IN_A_FLOAT = 2**53


@dataclass(frozen=True, slots=True, eq=False)
class Tangle:
    """Rows that can all be true at once, and the bounds that they set together.

    limits[i, j] is the most that the running count can gain from nodes[i] to nodes[j]: negative where j comes
    before i and something was counted in between, infinite where nothing sets a limit. Every shortest path is
    already in it.
    """

    nodes: tuple[int, ...]  # day numbers, ascending: the first day of a span, or the day after its last
    rows: tuple[Known, ...]
    limits: NDArray[Any]

    @classmethod
    def bare(cls, rows: Sequence[Known]) -> Tangle:
        """Lay out the boundaries of rows, and take in none of them yet."""
        nodes = tuple(sorted({day for row in rows for day in _ends(row.span)}))
        exact = sum(row.upper for row in rows) < _EXACT_IN_A_FLOAT
        limits = np.full((len(nodes), len(nodes)), math.inf, dtype=float if exact else object)
        limits[np.tril_indices(len(nodes))] = 0
        return cls(nodes, (), limits)

    @classmethod
    def of(cls, rows: Sequence[Known]) -> Tangle:
        """Take in rows of which it is known that they can all be true at once."""
        tangle = cls.bare(rows)
        for row in rows:
            tangle = tangle.adding(row)
        return tangle

    def adding(self, row: Known) -> Tangle:
        """Take in a row that the bounds allow and whose boundaries are laid out."""
        start, end = self._nodes_of(row)
        limits = _with_step(self.limits, start, end, row.upper)
        return Tangle(self.nodes, (*self.rows, row), _with_step(limits, end, start, -row.lower))

    def bounds(self, span: Span) -> Bounds:
        """Give the tightest bounds of any span."""
        return Bounds(self._least(span), self._most(span))

    def support(self, span: Span, *, lower: bool, upper: bool) -> set[Known]:
        """Find rows that alone set those bounds of the span that are asked for, none of them idle."""
        below = self.rows_below(span) if lower else set()
        above = self.rows_above(span) if upper else set()
        if below <= above or not above:
            return below | above
        return _without_idle(below | above, span)

    def rows_above(self, span: Span) -> set[Known]:
        """Find the fewest rows that alone set the upper bound."""
        way = self._around(span)
        return set() if way is None or self._most(span) is None else self._rows_on_way(*way)

    def rows_below(self, span: Span) -> set[Known]:
        """Find the fewest rows that alone set the lower bound."""
        start, end = self._within(span)
        return self._rows_on_way(end, start) if self._least(span) > 0 else set()

    def _most(self, span: Span) -> int | None:
        way = self._around(span)
        return None if way is None or self.limits[way] == math.inf else int(self.limits[way])

    def _least(self, span: Span) -> int:
        start, end = self._within(span)
        return int(max(0, -self.limits[end, start])) if start < end else 0

    def _around(self, span: Span) -> tuple[int, int] | None:
        """Give the closest two nodes with the whole span between them."""
        first, after = _ends(span)
        if first < self.nodes[0] or after > self.nodes[-1]:
            return None
        return bisect_right(self.nodes, first) - 1, bisect_left(self.nodes, after)

    def _within(self, span: Span) -> tuple[int, int]:
        """Give the first and the last node in the span; where it has none, the first is after the last."""
        first, after = _ends(span)
        return bisect_left(self.nodes, first), bisect_right(self.nodes, after) - 1

    def _nodes_of(self, row: Known) -> tuple[int, int]:
        start, end = _ends(row.span)
        return bisect_left(self.nodes, start), bisect_left(self.nodes, end)

    def _rows_on_way(self, origin: int, goal: int) -> set[Known]:
        """Go a shortest path from node to node that takes the fewest rows."""
        ahead, behind = self.limits[origin].tolist(), self.limits[:, goal].tolist()
        steps = self._steps()
        waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, origin, ())]
        been: set[int] = set()
        while True:
            _, node, taken = heapq.heappop(waiting)
            if node == goal:
                return {self.rows[index] for index in taken}
            if node in been:
                continue
            been.add(node)
            for onward, gain, by in steps[node]:
                if ahead[node] + gain + behind[onward] == ahead[goal]:
                    heapq.heappush(waiting, (len(taken) + len(by), onward, taken + by))

    def _steps(self) -> dict[int, list[tuple[int, int, tuple[int, ...]]]]:
        """List for each node the next ones, the most that the count gains up to them, and by which row."""
        steps: dict[int, list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
        for node in range(1, len(self.nodes)):
            steps[node].append((node - 1, 0, ()))
        for index, row in enumerate(self.rows):
            start, end = self._nodes_of(row)
            steps[start].append((end, row.upper, (index,)))
            steps[end].append((start, -row.lower, (index,)))
        return steps


def _ends(span: Span) -> tuple[int, int]:
    return span.start.toordinal(), span.end.toordinal() + 1


def _with_step(limits: NDArray[Any], origin: int, goal: int, gain: int) -> NDArray[Any]:
    """Shorten every path that is shorter over a new step from origin to goal."""
    if gain >= limits[origin, goal]:
        return limits
    shorter: NDArray[Any] = np.minimum(limits, limits[:, origin, None] + gain + limits[None, goal])
    return shorter


def _without_idle(rows: set[Known], span: Span) -> set[Known]:
    """Drop rows whose absence changes no bound, the longest first."""
    needed = in_time_order(rows)
    bounds = Tangle.of(needed).bounds(span)
    for row in sorted(needed, key=lambda row: -row.span.days):
        rest = tuple(other for other in needed if other is not row)
        if rest and Tangle.of(rest).bounds(span) == bounds:
            needed = rest
    return set(needed)
