"""Takes links between unknown numbers; gives the least and the most that one can be, by linear programming.

HiGHS on one thread with a fixed seed, and limits in nodes: the same tables give the same answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_NODES = 3000  # of a search over whole numbers, before it is given up
_SECONDS = 60.0  # only if the nodes take that long
_EPS = 1e-6


@dataclass(frozen=True)
class Links:
    """Sums that must lie between two ends, as a sparse matrix by rows."""

    starts: NDArray[np.int32]
    places: NDArray[np.int32]
    factors: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, rows: Sequence[tuple[Sequence[tuple[int, float]], float, float]]) -> Links:
        """Pack rows of (terms, low, high)."""
        lengths = [len(terms) for terms, _, _ in rows]
        flat = [term for terms, _, _ in rows for term in terms]
        return cls(
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            np.array([place for place, _ in flat], dtype=np.int32),
            np.array([factor for _, factor in flat], dtype=np.float64),
            np.array([low for _, low, _ in rows], dtype=np.float64),
            np.array([high for _, _, high in rows], dtype=np.float64),
        )

    def mirrored(self, count: int, sums: Numbers) -> Links:
        """The same for what is added to each number, and after it for what is taken away from each."""
        lengths = np.diff(self.starts)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        order = np.argsort(np.concatenate([rows, rows]), kind="stable")
        return Links(
            (self.starts * 2).astype(np.int32),
            np.concatenate([self.places, self.places + count])[order].astype(np.int32),
            np.concatenate([self.factors, -self.factors])[order],
            self.low - sums,
            self.high - sums,
        )

    def cut(self, chosen: NDArray[np.int64], base: Numbers) -> Links:
        """The same for some of the numbers alone, all others held at what a table says."""
        place = np.full(len(base), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        rows = np.repeat(np.arange(len(self.low)), np.diff(self.starts))
        own = place[self.places] >= 0
        touched, row_of = np.unique(rows[own], return_inverse=True)
        part = np.bincount(row_of, self.factors[own] * base[self.places[own]], minlength=len(touched))
        held = self.sums(base)[touched] - part
        return Links(
            np.concatenate([[0], np.cumsum(np.bincount(row_of, minlength=len(touched)))]).astype(np.int32),
            place[self.places[own]].astype(np.int32),
            self.factors[own],
            self.low[touched] - held,
            self.high[touched] - held,
        )

    def sums(self, values: Numbers) -> Numbers:
        """Add up each row."""
        if not len(self.low):
            return np.zeros(0)
        return np.add.reduceat(self.factors * values[self.places], self.starts[:-1])

    def hold(self, values: Numbers) -> bool:
        """Whether all of them hold."""
        sums = self.sums(values)
        off = _EPS * 10
        return bool(np.all(sums >= self.low - off) and np.all(sums <= self.high + off))


@dataclass(frozen=True)
class Answer:
    """What a program found. bound: no table goes beyond it. table: one of whole numbers that fits."""

    bound: float
    table: Numbers | None
    proven: bool = True
    rows: tuple[int, ...] = ()


class Program:
    """A program that is asked again and again for the least and the most of one number."""

    def __init__(self, least: Numbers, most: Numbers, links: Links, *, whole: bool = False) -> None:
        import highspy  # noqa: PLC0415 - few commands need it

        self._least, self._most, self._links, self._whole = least, most, links, whole
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._count = len(least)
        self._last = np.zeros(self._count)
        self._highs = _model(highspy, least, most, links, whole=whole)

    def table(self, weights: Numbers | None = None) -> tuple[bool, Numbers | None]:
        """Say whether any table fits, and give one of whole numbers, where that is what comes out.

        weights: what is made least; a table somewhere in the middle if nothing.
        """
        self._ask(np.zeros(self._count) if weights is None else weights)
        return self._found(), self._table() if self._found() else None

    def least(self, number: int) -> Answer:
        """Seek the least that a number can be."""
        return self._end(number, 1.0)

    def most(self, number: int) -> Answer:
        """Seek the most that a number can be."""
        return self._end(number, -1.0)

    def _end(self, number: int, sign: float) -> Answer:
        costs = np.zeros(self._count)
        costs[number] = sign
        self._ask(costs)
        info = self._highs.getInfo()
        if self._found():
            value = sign * float(info.objective_function_value)
            rows = () if self._whole else self._used()
            return Answer(_inward(value, sign), self._table(), proven=True, rows=rows)
        ends = self._least if sign > 0 else self._most
        value = sign * float(info.mip_dual_bound) if self._whole else float(ends[number])
        value = value if np.isfinite(value) else float(ends[number])
        return Answer(_inward(value, sign), None, proven=False)

    def _ask(self, costs: Numbers) -> None:
        changed = np.nonzero(costs != self._last)[0].astype(np.int32)
        if len(changed):
            self._highs.changeColsCost(len(changed), changed, costs[changed])
        self._last = costs
        self._highs.run()

    def _found(self) -> bool:
        return bool(self._highs.getModelStatus() == self._optimal)

    def _table(self) -> Numbers | None:
        """The table that was found, if it is of whole numbers."""
        values = np.array(self._highs.getSolution().col_value, dtype=np.float64)
        return whole_table(values, self._least, self._most, self._links)

    def _used(self) -> tuple[int, ...]:
        duals = np.array(self._highs.getSolution().row_dual, dtype=np.float64)
        return tuple(int(row) for row in np.nonzero(np.abs(duals) > _EPS)[0])


def _inward(value: float, sign: float) -> float:
    """Round to the whole number that can still be reached."""
    off = _EPS * max(1.0, abs(value) * 0.01)
    return float(np.ceil(value - off) if sign > 0 else np.floor(value + off)) + 0.0


class Moves:
    """Seeks tables near one that fits: a number is moved as far as is wanted, others as little as can be.

    Each search begins at the table itself, so it costs as much as few numbers have to move.
    """

    def __init__(self, least: Numbers, most: Numbers, links: Links, base: Numbers) -> None:
        import highspy  # noqa: PLC0415 - few commands need it

        self._least, self._most, self._links, self.base = least, most, links, base
        self._count = len(base)
        self._room = np.concatenate([most - base, base - least])  # upwards, then downwards
        self._optimal = highspy.HighsModelStatus.kOptimal
        both = links.mirrored(self._count, links.sums(base))
        self._highs = _model(highspy, np.zeros(2 * self._count), self._room, both, whole=False)
        self._chance = np.random.default_rng(2)
        self._draw()
        self._highs.setOptionValue("presolve", "off")
        self._highs.setOptionValue("simplex_strategy", 1)  # dual: not moving at all costs nothing

    def table(self, number: int, value: float) -> Numbers | None:
        """Give a table of whole numbers in which a number is moved to a value, or beyond it."""
        by = value - self.base[number]
        near = np.zeros(self._count, dtype=np.bool_)
        for times in (1, 2, 1, 1):  # what comes out in halves is whole when it goes twice as far
            table, moved = self._moved(number, by * times)
            if table is not None:
                return table
            if moved is None and times == 1:
                return None
            if moved is not None:
                near |= moved
                self._draw()
        return self._whole_near(number, value, near)

    def _whole_near(self, number: int, value: float, near: NDArray[np.bool_]) -> Numbers | None:
        """Move whole numbers only, of those that moved in parts."""
        chosen = np.nonzero(near)[0]
        least, most = self._least[chosen], self._most[chosen]
        own = int(np.searchsorted(chosen, number))
        (least if value > self.base[number] else most)[own] = value
        program = Program(least, most, self._links.cut(chosen, self.base), whole=True)
        _, part = program.table()
        if part is None:
            return None
        table = self.base.copy()
        table[chosen] = part
        return whole_table(table, self._least, self._most, self._links)

    def _draw(self) -> None:
        """Make each number's way cost something else: of ways that are as good, another one is taken."""
        costs = 1.0 + self._chance.random(2 * self._count) / 4
        self._highs.changeColsCost(2 * self._count, np.arange(2 * self._count, dtype=np.int32), costs)

    def _moved(self, number: int, by: float) -> tuple[Numbers | None, NDArray[np.bool_] | None]:
        """Give a table, and which numbers moved; the latter if it is one of fractions, too."""
        place = number if by > 0 else number + self._count
        if abs(by) > self._room[place]:
            return None, None
        self._highs.clearSolver()
        back = (place + self._count) % (2 * self._count)  # its own way back would cancel it
        self._highs.changeColBounds(place, abs(by), self._room[place])
        self._highs.changeColBounds(back, 0.0, 0.0)
        self._highs.run()
        found = self._highs.getModelStatus() == self._optimal
        moved = np.array(self._highs.getSolution().col_value, dtype=np.float64)
        self._highs.changeColBounds(place, 0.0, self._room[place])
        self._highs.changeColBounds(back, 0.0, self._room[back])
        if not found:
            return None, None
        by_number = moved[: self._count] - moved[self._count :]
        table = whole_table(self.base + by_number, self._least, self._most, self._links)
        return table, np.abs(by_number) > _EPS


def whole_table(values: Numbers, least: Numbers, most: Numbers, links: Links) -> Numbers | None:
    """Give the table that was found, if it is of whole numbers and does fit."""
    whole = np.rint(values)
    if np.max(np.abs(whole - values), initial=0.0) > _EPS * 100:
        return None
    inside = np.all(whole >= least) and np.all(whole <= most)
    return whole if inside and links.hold(whole) else None


def _model(highspy: Any, least: Numbers, most: Numbers, links: Links, *, whole: bool) -> Any:  # noqa: ANN401
    from highspy._core import _Highs  # noqa: PLC0415

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(least), len(links.low)
    lp.col_cost_ = np.zeros(len(least))
    lp.col_lower_, lp.col_upper_ = least, most
    lp.row_lower_, lp.row_upper_ = links.low, links.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = links.starts, links.places, links.factors
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(least)
    highs = _Highs()  # not highspy.Highs: that one greets on the standard output first
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 1,
        "mip_max_nodes": _NODES,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.5,
        "time_limit": _SECONDS if whole else float("inf"),
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    return highs
