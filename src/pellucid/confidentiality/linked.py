"""Tables that share cells, as plain numbers: what the protecting of them takes and gives.

A cell is its place in the arrays. All that is known of the cells besides what is published stands in `rows`,
`least` and `most`: totals, parts that are at most their whole, the same cell in another release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Row:
    """low <= the sum of coefficient x cell <= high; for a total, 0 <= parts - total <= 0."""

    cells: tuple[int, ...]
    coefficients: tuple[int, ...]
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class LinkedTables:
    """Every cell of all tables, with its true value, and what is known of them.

    values: whole numbers, not negative. least, most: what everybody knows a withheld cell to be at least
    and at most (inf: nothing).
    """

    values: NDArray[np.int64]
    rows: tuple[Row, ...]
    least: NDArray[np.float64]
    most: NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """Which cells must be withheld, which may be, and how well the first must be protected.

    primary: confidential cells; they are withheld. width: the shortest interval that may be left for a cell
        (0: the cell needs no protection; cells that are not primary may need it too).
    above: the interval of each primary cell must hold this value or a higher one (the threshold); its own
        value lies below.
    withheld: withheld already, for another reason. fixed: published already, or to be published in any case.
    cost: of withholding each cell that is neither; positive.
    insiders: sets of cells that one reader knows besides what is published; all others must be as safe from
        each of them.
    """

    tables: LinkedTables
    primary: NDArray[np.bool_]
    width: NDArray[np.int64]
    withheld: NDArray[np.bool_]
    fixed: NDArray[np.bool_]
    cost: NDArray[np.float64]
    above: int = 0
    insiders: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Pattern:
    """What is withheld, primary and earlier cells included, and what is too narrow even so.

    open: cells that need protection and can't be protected because of what is fixed; empty in a safe pattern.
    """

    withheld: NDArray[np.bool_]
    open: tuple[int, ...] = ()
