"""Figures and what was published of them in; what the protection took away, for the publisher's eyes, out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.confidentiality.counts import counts, rows
from pellucid.confidentiality.keys import BREAKDOWNS
from pellucid.cube.cells import TOTAL
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.confidentiality.counts import Count
    from pellucid.confidentiality.keys import CellKey
    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.cube.cells import Figures


@dataclass(frozen=True)
class Cost:
    """What is withheld of a measure in a release's own period.

    cells: counts above 0, totals included. primary: those withheld as they are small; complementary: those
    withheld so that no small one can be worked out. The values are of single cells (country x type, or a
    breakdown's code), so that nothing counts twice: of all of them, and of those withheld.
    """

    table: str
    measure: str
    cells: int
    primary: int
    complementary: int
    value: int
    primary_value: int
    complementary_value: int


def costs(figures: Figures, protected: ProtectedFigures, threshold: int) -> list[Cost]:
    """Give the cost a table and measure, in the order of the tables."""
    gone = {row.key for row in rows(protected.cubes, protected.breakdowns) if row.status is Status.SUPPRESSED}
    known = counts(rows(figures.cubes, figures.breakdowns), threshold)
    by_measure: dict[tuple[str, str], list[tuple[CellKey, Count]]] = defaultdict(list)
    for key, count in known.items():
        if key.period == figures.period.name and count.value > 0:
            by_measure[key.table, key.measure].append((key, count))
    return [_cost(table, measure, found, gone, threshold) for (table, measure), found in by_measure.items()]


def _cost(
    table: str, measure: str, found: list[tuple[CellKey, Count]], gone: set[CellKey], threshold: int
) -> Cost:
    small = [(key, one) for key, one in found if key in gone and one.value < threshold]
    other = [(key, one) for key, one in found if key in gone and one.value >= threshold]
    single = _single([key for key, _ in found])
    values = (sum(one.value for key, one in some if key in single) for some in (found, small, other))
    return Cost(table, measure, len(found), len(small), len(other), *values)


def _single(keys: Sequence[CellKey]) -> set[CellKey]:
    """Choose the single cells of a measure; where it has no countries, or no types, those over all of them.

    What is withheld is measured by the same cells as what there is: it may be totals alone.
    """
    countries = any(key.table != BREAKDOWNS and key.first != TOTAL for key in keys)
    types = any(key.second != TOTAL for key in keys)
    return {
        key for key in keys if (key.first != TOTAL or not countries) and (key.second != TOTAL or not types)
    }
