"""A task in, its games out: what is published or pinned goes, cells that move as one become one player."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.secondary.game import Game, Matrix

if TYPE_CHECKING:
    from pellucid.confidentiality.linked import Task


@dataclass
class _Row:
    """low <= the sum of coefficient x move <= high."""

    terms: dict[int, int]
    low: float
    high: float


class _Boiler:
    """The cells of a task as moves, merged and pinned until nothing more can be."""

    def __init__(self, task: Task) -> None:
        tables = task.tables
        self.task = task
        self.down = np.maximum(tables.values - tables.least, 0.0)
        self.up = np.maximum(tables.most - tables.values, 0.0)
        outside = (tables.values < tables.least) | (tables.values > tables.most)
        self.must = task.primary | task.withheld
        self.still = ~self.must & (task.fixed | outside)  # does not move
        self.down[self.still] = 0
        self.up[self.still] = 0
        self.parent = list(range(len(tables.values)))
        self.rows: list[_Row | None] = []
        self.of: list[set[int]] = [set() for _ in self.parent]
        values = [int(value) for value in tables.values]
        for row in tables.rows:
            terms: dict[int, int] = {}
            total = 0
            for cell, coefficient in zip(row.cells, row.coefficients, strict=True):
                total += coefficient * values[cell]
                if not self.still[cell]:
                    terms[cell] = terms.get(cell, 0) + coefficient
            terms = {cell: coefficient for cell, coefficient in terms.items() if coefficient}
            if terms:
                for cell in terms:
                    self.of[cell].add(len(self.rows))
                self.rows.append(_Row(terms, min(row.low - total, 0.0), max(row.high - total, 0.0)))
        self.queue = list(range(len(self.rows)))[::-1]

    def boil(self) -> None:
        for cell in range(len(self.parent)):
            if not self.still[cell] and self.down[cell] == self.up[cell] == 0:
                self._pin(cell)
        while self.queue:
            number = self.queue.pop()
            row = self.rows[number]
            if row is None:
                continue
            if len(row.terms) == 1:
                self._single(number, row)
            elif len(row.terms) == 2 and row.low == row.high == 0:  # noqa: PLR2004
                (one, a), (other, b) = row.terms.items()
                if a == -b:
                    self._merge(one, other, number)

    def _drop(self, number: int) -> None:
        row = self.rows[number]
        assert row is not None  # noqa: S101
        for cell in row.terms:
            self.of[cell].discard(number)
        self.rows[number] = None

    def _pin(self, cell: int) -> None:
        self.still[cell] = True
        self.down[cell] = self.up[cell] = 0
        for number in sorted(self.of[cell]):
            row = self.rows[number]
            assert row is not None  # noqa: S101
            del row.terms[cell]
            if row.terms:
                self.queue.append(number)
            else:
                self.rows[number] = None
        self.of[cell].clear()

    def _single(self, number: int, row: _Row) -> None:
        """One cell alone in a row: the row is a bound."""
        ((cell, coefficient),) = row.terms.items()
        low, high = sorted((row.low / coefficient, row.high / coefficient))
        self._drop(number)
        self.down[cell] = min(self.down[cell], np.floor(-low + 1e-9))
        self.up[cell] = min(self.up[cell], np.floor(high + 1e-9))
        if self.down[cell] == self.up[cell] == 0:
            self._pin(cell)

    def _merge(self, keep: int, gone: int, number: int) -> None:
        """Two cells that always move alike."""
        keep, gone = min(keep, gone), max(keep, gone)
        self._drop(number)
        self.parent[gone] = keep
        self.still[gone] = True
        self.down[keep] = min(self.down[keep], self.down[gone])
        self.up[keep] = min(self.up[keep], self.up[gone])
        for other in sorted(self.of[gone]):
            row = self.rows[other]
            assert row is not None  # noqa: S101
            coefficient = row.terms.pop(gone) + row.terms.get(keep, 0)
            if coefficient:
                row.terms[keep] = coefficient
                self.of[keep].add(other)
            elif keep in row.terms:
                del row.terms[keep]
                self.of[keep].discard(other)
            if row.terms:
                self.queue.append(other)
            else:
                self.rows[other] = None
        self.of[gone].clear()
        if self.down[keep] == self.up[keep] == 0:
            self._pin(keep)

    def root(self, cell: int) -> int:
        while self.parent[cell] != cell:
            cell = self.parent[cell]
        return cell


@dataclass(frozen=True)
class Part:
    """A game, and the cells behind each of its players."""

    game: Game
    cells: tuple[tuple[int, ...], ...]


def parts(task: Task) -> tuple[list[Part], list[int]]:
    """The games in which somebody needs protection; and the cells that need it and are pinned."""
    boiler = _Boiler(task)
    boiler.boil()
    members: dict[int, list[int]] = {}
    for cell in range(len(boiler.parent)):
        members.setdefault(boiler.root(cell), []).append(cell)
    needy = task.width > 0
    pinned = [cell for root, cells in members.items() if boiler.still[root] for cell in cells if needy[cell]]
    rows = [row for row in boiler.rows if row is not None and _binds(row, boiler)]
    groups = _components([root for root in members if not boiler.still[root]], rows)
    found = []
    for roots, own in groups:
        if any(needy[cell] for root in roots for cell in members[root]):
            found.append(_part(task, boiler, [members[root] for root in roots], own))
    return found, sorted(pinned)


def _binds(row: _Row, boiler: _Boiler) -> bool:
    """Whether the row can keep a table from being (an inequality that nothing can break says nothing)."""
    least = -sum(a * (boiler.down[cell] if a > 0 else -boiler.up[cell]) for cell, a in row.terms.items())
    most = sum(a * (boiler.up[cell] if a > 0 else -boiler.down[cell]) for cell, a in row.terms.items())
    return bool(least < row.low or most > row.high)


def _components(roots: list[int], rows: list[_Row]) -> list[tuple[list[int], list[_Row]]]:
    above = {root: root for root in roots}

    def top(cell: int) -> int:
        while above[cell] != cell:
            above[cell] = above[above[cell]]
            cell = above[cell]
        return cell

    for row in rows:
        first, *others = (top(cell) for cell in row.terms)
        for other in others:
            above[top(other)] = top(first)
    groups: dict[int, tuple[list[int], list[_Row]]] = {}
    for root in roots:
        groups.setdefault(top(root), ([], []))[0].append(root)
    for row in rows:
        groups[top(next(iter(row.terms)))][1].append(row)
    return list(groups.values())


def _part(task: Task, boiler: _Boiler, cells: list[list[int]], rows: list[_Row]) -> Part:
    place = {cell: player for player, group in enumerate(cells) for cell in group}
    roots = [group[0] for group in cells]
    size = len(cells)
    cost = np.zeros(size)
    must = np.zeros(size, dtype=np.bool_)
    width = np.zeros(size, dtype=np.int64)
    reach = np.zeros(size, dtype=np.int64)
    for player, group in enumerate(cells):
        cost[player] = sum(float(task.cost[cell]) for cell in group if not boiler.must[cell])
        width[player] = max(int(task.width[cell]) for cell in group)
        reach[player] = max(
            (
                task.above - int(task.tables.values[cell])
                for cell in group
                if task.primary[cell] and task.width[cell] > 0
            ),
            default=0,
        )
        must[player] = width[player] > 0 or cost[player] == 0
    known = [np.zeros(0, dtype=np.int64)]
    for insider in task.insiders:
        players = sorted({place[cell] for cell in insider if cell in place})
        if players:
            known.append(np.array(players, dtype=np.int64))
    game = Game(
        down=boiler.down[roots],
        up=boiler.up[roots],
        rows=Matrix.of({place[cell]: a for cell, a in row.terms.items()} for row in rows),
        low=np.array([row.low for row in rows]),
        high=np.array([row.high for row in rows]),
        cost=cost,
        must=must,
        width=width,
        reach=np.maximum(reach, 0),
        known=tuple(known),
    )
    return Part(game, tuple(tuple(group) for group in cells))
