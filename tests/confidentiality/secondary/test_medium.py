"""A table as large as a real year: 7,854 cells, 1,114 of them small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from highspy._core import _Highs

from pellucid.confidentiality.secondary import withhold
from tests.confidentiality.secondary.cases import case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pellucid.confidentiality.linked import Task

MORE = 1.15  # of the reference, at most


def _tables(task: Task, withheld: NDArray[np.bool_]) -> Iterator[NDArray[np.float64]]:
    """Tables that fit what is published, with each small cell in turn at its greatest and at its least."""
    values = task.tables.values.astype(np.float64)
    place = np.cumsum(withheld) - 1
    program = highspy.HighsLp()
    start, index, value, sums = [0], [], [], []
    for row in task.tables.rows:
        pairs = list(zip(row.cells, row.coefficients, strict=True))
        hidden = [(place[cell], a) for cell, a in pairs if withheld[cell]]
        if hidden:
            index += [cell for cell, _ in hidden]
            value += [float(a) for _, a in hidden]
            start.append(len(index))
            sums.append(-sum(a * values[cell] for cell, a in pairs if not withheld[cell]))
    program.num_col_, program.num_row_ = int(withheld.sum()), len(sums)
    program.col_cost_ = np.zeros(program.num_col_)
    program.col_lower_, program.col_upper_ = np.zeros(program.num_col_), np.full(program.num_col_, np.inf)
    program.row_lower_ = program.row_upper_ = np.array(sums)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_, program.a_matrix_.index_ = np.array(start), np.array(index)
    program.a_matrix_.value_ = np.array(value)
    highs = _Highs()
    highs.setOptionValue("output_flag", False)  # noqa: FBT003
    highs.passModel(program)
    for cell in np.flatnonzero(task.width):
        for way in (-1.0, 1.0):
            highs.changeColCost(int(place[cell]), way)
            highs.run()
            table = values.copy()
            table[withheld] = highs.getSolution().col_value
            yield table
        highs.changeColCost(int(place[cell]), 0.0)


def _fits(task: Task, table: NDArray[np.int64]) -> bool:
    return bool((table >= 0).all()) and all(
        sum(a * int(table[cell]) for cell, a in zip(row.cells, row.coefficients, strict=True)) == 0
        for row in task.tables.rows
    )


def test_a_real_year_is_safe_at_a_fair_cost() -> None:
    """Each small cell has two whole-number tables far enough apart; few others are withheld for it."""
    medium = case("08", "value")
    task = medium.task
    assert (len(task.cost), int(task.primary.sum())) == (
        medium.expected["cells"],
        medium.expected["primaries"],
    )
    pattern = withhold(task)
    assert pattern.open == ()
    reference = medium.expected["elimination_plus_lp_repair"]
    further = pattern.withheld & ~task.primary
    assert further.sum() <= MORE * reference["sec"]
    assert task.tables.values[further].sum() <= MORE * reference["sec_value"]
    assert not (pattern.withheld & task.fixed).any()
    low, high = task.tables.values.copy(), task.tables.values.copy()
    for table in _tables(task, pattern.withheld):
        whole = np.rint(table).astype(np.int64)
        wider = ((whole < low) | (whole > high)) & (task.width > 0)
        if wider.any() and np.abs(table - whole).max() < 1e-6 and _fits(task, whole):
            low, high = np.minimum(low, whole), np.maximum(high, whole)
    assert ((high - low >= task.width) | ~task.primary).all()
