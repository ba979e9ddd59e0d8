"""A reader who tries every whole-number table: published cells in, each withheld cell's interval out.

Written for the tests, and apart from what it tests: no linear programs, only trying.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.confidentiality.linked import LinkedTables, Task

    Span = tuple[int, int]

FAR = 60  # where nothing else bounds a cell


def tables_that_fit(tables: LinkedTables, withheld: set[int]) -> Iterator[dict[int, int]]:
    """Every table of whole numbers that fits what is published: the withheld cells' values."""
    values = [int(value) for value in tables.values]
    rows = []
    for row in tables.rows:
        terms = [(c, a) for c, a in zip(row.cells, row.coefficients, strict=True) if c in withheld]
        rest = sum(
            a * values[c] for c, a in zip(row.cells, row.coefficients, strict=True) if c not in withheld
        )
        if terms:
            rows.append((terms, row.low - rest, row.high - rest))
    spans = {
        cell: (math.ceil(tables.least[cell]), min(int(min(tables.most[cell], values[cell] + FAR)), 10**6))
        for cell in sorted(withheld)
    }
    yield from _try(spans, rows)


def _try(
    spans: dict[int, Span], rows: list[tuple[list[tuple[int, int]], float, float]]
) -> Iterator[dict[int, int]]:
    narrowed = _narrowed(spans, rows)
    if narrowed is None:
        return
    unsure = [cell for cell, (low, high) in narrowed.items() if low < high]
    if not unsure:
        yield {cell: low for cell, (low, _) in narrowed.items()}
        return
    cell = min(unsure, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[cell]
    for value in range(low, high + 1):
        yield from _try(narrowed | {cell: (value, value)}, rows)


def _narrowed(
    spans: dict[int, Span], rows: list[tuple[list[tuple[int, int]], float, float]]
) -> dict[int, Span] | None:
    """Narrow each cell by each row until nothing changes; None: nothing fits."""
    spans = dict(spans)
    changed = True
    while changed:
        changed = False
        for terms, low, high in rows:
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


def intervals(tables: LinkedTables, withheld: set[int]) -> dict[int, Span]:
    """The interval of whole numbers of each withheld cell."""
    found: dict[int, Span] = {}
    for table in tables_that_fit(tables, withheld):
        for cell, value in table.items():
            low, high = found.get(cell, (value, value))
            found[cell] = (min(low, value), max(high, value))
    return found


def too_narrow(task: Task, withheld: set[int]) -> set[int]:
    """The cells that need protection and lack it, from the public or from an insider."""
    narrow = set()
    for insider in ((), *task.insiders):
        unknown = withheld - set(insider)
        found = intervals(task.tables, unknown)
        for cell, width in enumerate(task.width):
            if not width or (cell in insider and insider):
                continue
            low, high = found.get(cell, (0, 0))
            if high - low < width or (task.primary[cell] and high < task.above):
                narrow.add(cell)
    return narrow
