"""A table as large as a real year: 7,854 cells, 1,114 of them small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from highspy._core import _Highs

from pellucid.confidentiality.secondary import withhold
from tests.confidentiality.secondary.cases import case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from pellucid.confidentiality.linked import Task

MORE = 1.15  # of the reference, at most


def _tables(
    task: Task, withheld: NDArray[np.bool_], narrow: Callable[[int], bool]
) -> Iterator[NDArray[np.float64]]:
    """Tables that fit what is published, with each narrow cell in turn at its greatest and at its least."""
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
    for whole in (False, True):
        if whole:  # where the corners that were found are not whole
            columns = np.arange(program.num_col_)
            kinds = np.full(len(columns), highspy.HighsVarType.kInteger)
            highs.changeColsIntegrality(len(columns), columns, kinds)
        for cell in filter(narrow, np.flatnonzero(task.width).tolist()):
            for way in (-1.0, 1.0):
                highs.clearSolver()
                highs.changeColCost(int(place[cell]), way)
                highs.run()
                table = values.copy()
                table[withheld] = highs.getSolution().col_value
                yield table
            highs.changeColCost(int(place[cell]), 0.0)


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
    rows = task.tables.rows
    cells = np.concatenate([row.cells for row in rows])
    coefficients = np.concatenate([row.coefficients for row in rows])
    first = np.cumsum([0, *(len(row.cells) for row in rows[:-1])])

    def narrow(cell: int) -> bool:
        return bool(high[cell] - low[cell] < task.width[cell])

    for table in _tables(task, pattern.withheld, narrow):
        whole = np.rint(table).astype(np.int64)
        assert np.array_equal(whole[~pattern.withheld], task.tables.values[~pattern.withheld])
        if (whole >= 0).all() and not np.add.reduceat(whole[cells] * coefficients, first).any():
            np.minimum(low, whole, out=low)
            np.maximum(high, whole, out=high)
    assert not any(narrow(cell) for cell in np.flatnonzero(task.primary).tolist())
