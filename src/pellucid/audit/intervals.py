"""Takes links and what was deduced; gives the interval of each withheld cell that is not open enough.

Linear programs first, then whole numbers where these leave more than whole numbers do. Most cells need
neither: two tables of whole numbers that fit everything published, and differ enough in it, show one open.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pellucid.audit.program import Links, Moves, Program

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pellucid.audit.deduce import Deduced
    from pellucid.audit.numbers import Row

    Numbers = NDArray[np.float64]

_FAR = 1e6  # stands for "no end": beyond it nothing is of interest
_LARGE = 400  # unknown numbers from which a component is first taken apart by periods
_KEPT = 3  # tables that fit, to start from
_DRAWN = 6  # tables that are drawn at random before each number is asked for


class Contradiction(Exception):
    """No table fits these links, though each of them can hold by itself."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__(f"{len(rows)} links")
        self.rows = tuple(rows)


@dataclass(frozen=True)
class Goal:
    """What makes a cell open enough: an interval of this width that reaches this far."""

    width: float
    reach: float

    def met(self, least: float, most: float) -> bool:
        """Whether an interval is open enough."""
        return most - least >= self.width and most >= self.reach


@dataclass(frozen=True)
class Interval:
    """Where a cell lies; rows: links that its ends rest on."""

    least: float
    most: float
    rows: tuple[int, ...]
    proven: bool = True


def narrow(deduced: Deduced, rows: Sequence[Row], goals: Mapping[int, Goal]) -> dict[int, Interval]:
    """Give the intervals of those cells whose goal is not met.

    Raises:
        Contradiction: no table fits.

    """
    found: dict[int, Interval] = {}
    open_rows = [place for place, row in enumerate(rows) if _unknown(deduced, row)]
    for members, links in components(deduced, rows, open_rows, goals):
        found |= Component(deduced, rows, members, links).narrow(goals)
    return found


def _unknown(deduced: Deduced, row: Row) -> bool:
    return any(not deduced.pinned(number) for number, _ in row.terms)


def components(
    deduced: Deduced, rows: Sequence[Row], open_rows: Sequence[int], goals: Collection[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Give the unknown numbers that hang together, with their links, where some of them have a goal."""
    parent: dict[int, int] = {number: number for number in goals if not deduced.pinned(number)}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    unknown: dict[int, list[int]] = {}
    for place in open_rows:
        unknown[place] = [number for number, _ in rows[place].terms if not deduced.pinned(number)]
        for number in unknown[place]:
            parent.setdefault(number, number)
            parent[root(number)] = root(unknown[place][0])
    members: dict[int, list[int]] = defaultdict(list)
    links: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent):
        members[root(number)].append(number)
    for place, found in unknown.items():
        links[root(found[0])].append(place)
    for one, several in members.items():
        if not set(goals).isdisjoint(several):
            yield several, links[one]


class Component:
    """Unknown numbers that hang together, and what is known to fit them."""

    def __init__(self, deduced: Deduced, rows: Sequence[Row], members: list[int], links: list[int]) -> None:
        self.members, self.rows = members, links
        self.place = {number: place for place, number in enumerate(members)}
        self.least = np.array([deduced.least[number] for number in members], dtype=np.float64)
        most = np.array([deduced.most[number] for number in members], dtype=np.float64)
        self.most = np.minimum(most, self.least + _FAR)
        self.endless = most > self.most
        self.links = Links.of([self._packed(deduced, rows[row]) for row in links])
        self.tables: list[Numbers] = []  # some that fit
        self.low = np.full(len(members), np.inf)  # the least in any table that was found
        self.high = np.full(len(members), -np.inf)

    def _packed(self, deduced: Deduced, row: Row) -> tuple[list[tuple[int, float]], float, float]:
        terms = [(self.place[n], times) for n, times in row.terms if n in self.place]
        known = sum(deduced.least[n] * times for n, times in row.terms if n not in self.place)
        return terms, row.low - known, row.high - known

    def narrow(self, goals: Mapping[int, Goal]) -> dict[int, Interval]:
        """Seek tables until each goal is met or shown not to be."""
        wanted = {self.place[number]: goal for number, goal in goals.items() if number in self.place}
        program = Program(self.least, self.most, self.links)
        self._first(program)
        if len(self.members) > _LARGE and self.tables:
            self._try_moves(wanted)
        whole: Program | None = None
        found = {}
        for place, goal in wanted.items():
            if self.met(place, goal):
                continue
            ends = self._ask(program, place)
            small = len(self.members) <= _LARGE or goal.met(*ends[:2])
            if small and not self.met(place, goal) and not self._reached(place, ends):
                whole = whole or Program(self.least, self.most, self.links, whole=True)
                ends = self._ask_whole(whole, place, ends, goal)
            if not self.met(place, goal):
                most = np.inf if self.endless[place] and ends[1] >= self.most[place] else ends[1]
                used = tuple(sorted({self.rows[row] for row in ends[2]}))
                proven = self._reached(place, ends) or not goal.met(*ends[:2])
                found[self.members[place]] = Interval(ends[0], most, used, proven)
        return found

    def _first(self, program: Program) -> None:
        """Tables that fit everything: the least and the largest, and some drawn at random."""
        fits, table = program.table()
        if not fits:
            raise Contradiction(self.rows)
        self.note(table)
        count = len(self.members)
        chance = np.random.default_rng(1)
        weights = [np.ones(count), -np.ones(count)]
        weights += [chance.choice([-1.0, 1.0], size=count) for _ in range(_DRAWN if count <= _LARGE else 0)]
        for one in weights:
            self.note(program.table(one)[1])
        if not self.tables:
            self.note(Program(self.least, self.most, self.links, whole=True).table()[1])

    def _try_moves(self, wanted: Mapping[int, Goal]) -> None:
        """Move each cell in a table that fits, and as little else as can be: that does for most."""
        for base in tuple(self.tables):
            left = [place for place, goal in wanted.items() if not self.met(place, goal)]
            moves = Moves(self.least, self.most, self.links, base) if left else None
            for place in left:
                if moves is not None:
                    self.widen(moves, place, wanted[place])

    def widen(self, moves: Moves, place: int, goal: Goal) -> None:
        """Move a cell to where its goal is met; where that is too far, half the way, then back."""
        for value in self._missing(place, goal):
            step = value - moves.base[place]
            while not self.met(place, goal) and abs(step) >= 1:
                table = moves.table(place, moves.base[place] + step)
                self.note(table)
                step = 0 if table is not None else np.trunc(step / 2)

    def _missing(self, place: int, goal: Goal) -> Iterator[float]:
        """Which values a table must reach for the goal to be met: upwards first, then downwards."""
        yield max(self.low[place] + goal.width, goal.reach)
        if self.high[place] >= goal.reach:
            yield self.high[place] - goal.width

    def _ask(self, program: Program, place: int) -> tuple[float, float, tuple[int, ...]]:
        answers = program.least(place), program.most(place)
        for answer in answers:
            self.note(answer.table)
        return answers[0].bound, answers[1].bound, (*answers[0].rows, *answers[1].rows)

    def _ask_whole(
        self, program: Program, place: int, ends: tuple[float, float, tuple[int, ...]], goal: Goal
    ) -> tuple[float, float, tuple[int, ...]]:
        """Ask for whole numbers; stop as soon as two tables differ enough."""
        least, most, used = ends
        for ask in (program.least, program.most):
            if self.met(place, goal):
                break
            answer = ask(place)
            self.note(answer.table)
            if ask == program.least:
                least = max(least, answer.bound)
            else:
                most = min(most, answer.bound)
        return least, most, used

    def met(self, place: int, goal: Goal) -> bool:
        """Whether the tables that were found are open enough in a cell."""
        return goal.met(float(self.low[place]), float(self.high[place]))

    def _reached(self, place: int, ends: tuple[float, float, tuple[int, ...]]) -> bool:
        """Whether tables of whole numbers reach both ends."""
        return bool(self.low[place] <= ends[0] and self.high[place] >= ends[1])

    def note(self, table: Numbers | None) -> None:
        """Take in a table that was found."""
        if table is not None:
            np.minimum(self.low, table, out=self.low)
            np.maximum(self.high, table, out=self.high)
            if len(self.tables) < _KEPT:
                self.tables.append(table)
