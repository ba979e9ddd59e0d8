"""A linear program over sparse rows, kept in HiGHS and solved again and again as bounds and costs change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pellucid.confidentiality.secondary.game import Matrix

    Floats = NDArray[np.float64]


class Program:
    """Minimise cost x over low <= rows x <= high, least <= x <= most; single thread, the same each time."""

    def __init__(  # noqa: PLR0913
        self,
        rows: Matrix,
        low: Floats,
        high: Floats,
        *,
        least: Floats,
        most: Floats,
        cost: Floats,
        whole: bool = False,
        integral: NDArray[np.bool_] | None = None,
        nodes: int = 0,
    ) -> None:
        import highspy  # noqa: PLC0415
        from highspy._core import _Highs  # noqa: PLC0415

        self._api = highspy
        if whole:
            integral = np.ones(len(cost), dtype=np.bool_)
        # Not highspy.Highs: that one greets on the standard output before it can be told not to.
        self.highs = _Highs()
        self.highs.setOptionValue("output_flag", False)  # noqa: FBT003
        self.seconds = 0.0
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("parallel", "off"),
            ("presolve", "off" if integral is None else "choose"),
            ("solver", "simplex"),
            ("simplex_scale_strategy", 0),
            ("dual_simplex_cost_perturbation_multiplier", 0.0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
        ):
            self.highs.setOptionValue(option, value)
        if nodes:
            self.highs.setOptionValue("mip_max_nodes", nodes)
            # One that fits is enough: what it withholds in vain is published again.
            self.highs.setOptionValue("mip_max_improving_sols", 1)
        program = highspy.HighsLp()
        program.num_col_ = len(cost)
        program.num_row_ = len(low)
        program.col_cost_ = cost
        program.col_lower_ = least
        program.col_upper_ = most
        program.row_lower_ = low
        program.row_upper_ = high
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = rows.start.astype(np.int32)
        program.a_matrix_.index_ = rows.index.astype(np.int32)
        program.a_matrix_.value_ = rows.value.astype(np.float64)
        if integral is not None:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            program.integrality_ = [kinds[int(one)] for one in integral]
        self.highs.passModel(program)

    def bound(self, columns: NDArray[np.int64], least: Floats, most: Floats) -> None:
        """Give some columns other bounds."""
        if not len(columns):
            return
        self.highs.changeColsBounds(len(columns), columns.astype(np.int32), least, most)

    def price(self, columns: NDArray[np.int64], cost: Floats) -> None:
        """Give some columns other costs."""
        self.highs.changeColsCost(len(columns), columns.astype(np.int32), cost)

    def prices(self) -> Floats:
        """What one more of each row would change, of the point that was found last."""
        return np.array(self.highs.getSolution().row_dual)

    def fresh(self, limit: float = np.inf) -> Floats | None:
        """Solve from nothing: where all but a few columns stay at 0, quicker than from the last point.

        limit: of the cost; nothing is found above it.
        """
        self.highs.clearSolver()
        self.highs.setOptionValue("objective_bound", limit)
        return self.solve()

    def solve(self) -> Floats | None:
        """The best point, or nothing where there is none (or none was found within the limits)."""
        before = self.highs.getRunTime()
        self.highs.run()
        self.seconds = self.highs.getRunTime() - before
        status = self.highs.getModelStatus()
        self.optimal = status == self._api.HighsModelStatus.kOptimal
        self.impossible = status == self._api.HighsModelStatus.kInfeasible
        if not self.optimal and self.highs.getInfo().primal_solution_status != 2:  # noqa: PLR2004
            return None
        return np.array(self.highs.getSolution().col_value)
