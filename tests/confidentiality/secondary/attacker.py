"""A reader who tries whole-number tables one by one: published cells in, cells that it gets too close to out.

Written for the tests, and apart from what it tests: no linear programs, only trying and crossing out.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pellucid.confidentiality.linked import Task

    Span = tuple[int, int]
    Sum = tuple[list[tuple[int, int]], float, float]

FAR = 60  # above its value, where nothing else bounds a cell


class Reader:
    """What one reader knows: the sums over withheld cells, and what each may be."""

    def __init__(self, task: Task, unknown: set[int]) -> None:
        tables = task.tables
        self.values = [int(value) for value in tables.values]
        self.sums: list[Sum] = []
        for row in tables.rows:
            pairs = list(zip(row.cells, row.coefficients, strict=True))
            terms = [(cell, a) for cell, a in pairs if cell in unknown]
            rest = sum(a * self.values[cell] for cell, a in pairs if cell not in unknown)
            if terms:
                self.sums.append((terms, row.low - rest, row.high - rest))
        spans = {
            cell: (math.ceil(tables.least[cell]), int(min(tables.most[cell], self.values[cell] + FAR)))
            for cell in sorted(unknown)
        }
        self.spans = _narrowed(spans, self.sums) or {}

    def interval(self, cell: int, enough: int, above: int) -> Span:
        """The cell's interval, followed no further than to be `enough` long and to reach `above`."""
        low = high = self.values[cell]
        while low > self.spans[cell][0] and high - low < enough and self._may(cell, 0, low - 1):
            low -= 1
        while (
            high < self.spans[cell][1]
            and high < max(low + enough, above)
            and self._may(cell, high + 1, FAR * FAR)
        ):
            high += 1
        return low, high

    def _may(self, cell: int, low: int, high: int) -> bool:
        """Whether some table has the cell between two values."""
        span = (max(low, self.spans[cell][0]), min(high, self.spans[cell][1]))
        return span[0] <= span[1] and _some_table(self.spans | {cell: span}, self.sums)


def _some_table(spans: dict[int, Span], sums: list[Sum]) -> bool:
    narrowed = _narrowed(spans, sums)
    if narrowed is None:
        return False
    unsure = [cell for cell, (low, high) in narrowed.items() if low < high]
    if not unsure:
        return True
    cell = min(unsure, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[cell]
    return any(_some_table(narrowed | {cell: (value, value)}, sums) for value in range(low, high + 1))


def _narrowed(spans: dict[int, Span], sums: list[Sum]) -> dict[int, Span] | None:
    """Narrow each cell by each row until nothing changes; None: nothing fits."""
    spans = dict(spans)
    changed = True
    while changed:
        changed = False
        for terms, low, high in sums:
            ends = [
                (a * spans[c][0], a * spans[c][1]) if a > 0 else (a * spans[c][1], a * spans[c][0])
                for c, a in terms
            ]
            least, most = sum(end[0] for end in ends), sum(end[1] for end in ends)
            if least > high or most < low:
                return None
            for (cell, a), end in zip(terms, ends, strict=True):
                one, other = (low - (most - end[1])) / a, (high - (least - end[0])) / a
                one, other = (one, other) if a > 0 else (other, one)
                bottom = max(spans[cell][0], math.ceil(one - 1e-9) if one > -math.inf else spans[cell][0])
                top = min(spans[cell][1], math.floor(other + 1e-9) if other < math.inf else spans[cell][1])
                if bottom > top:
                    return None
                if (bottom, top) != spans[cell]:
                    spans[cell] = (bottom, top)
                    changed = True
    return spans


def too_narrow(task: Task, withheld: set[int]) -> set[int]:
    """The cells that need protection and lack it, from the public or from an insider."""
    narrow = set()
    for insider in ((), *task.insiders):
        reader = Reader(task, withheld - set(insider))
        for cell in map(int, np.flatnonzero(task.width)):
            if cell in insider:
                continue
            if cell not in withheld:
                narrow.add(cell)
                continue
            above = task.above if task.primary[cell] else 0
            low, high = reader.interval(cell, int(task.width[cell]), above)
            if high - low < task.width[cell] or high < above:
                narrow.add(cell)
    return narrow
