"""Counts and the links between them in; the task of protecting them, in plain numbers, out."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pellucid.confidentiality.counts import Choice
from pellucid.confidentiality.keys import BREAKDOWNS, DIFFERENCE
from pellucid.confidentiality.linked import LinkedTables, Row, Task
from pellucid.cube.cells import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pellucid.confidentiality.counts import Count
    from pellucid.confidentiality.keys import CellKey
    from pellucid.confidentiality.links import Link

# What a reader loses with a count, against that of one country and type: totals are read most.
_GRAND_TOTAL, _TOTAL, _BREAKDOWN, _SINGLE = 400.0, 20.0, 2.0, 1.0
_HIDDEN = (Choice.CONFIDENTIAL, Choice.WITHHELD, Choice.UNSEEN)


@dataclass(frozen=True)
class Named:
    """A task, and the key of each of its cells."""

    keys: tuple[CellKey, ...]
    task: Task


def task_of(counts: Mapping[CellKey, Count], links: Iterable[Link], threshold: int, width: int) -> Named:
    """Make the task. Links that the true values do not keep are left out: nobody can reckon with them.

    Only what hangs together with a count that may still be withheld is in it. Small differences between
    vintages are protected as small counts are.
    """
    kept = [link for link in links if _keeps(link, counts)]
    keys = _concerned(counts, kept)
    place = {key: number for number, key in enumerate(keys)}
    own = [counts[key] for key in keys]
    small = np.array([0 < one.value < threshold for one in own], dtype=bool)
    hidden = np.array([one.choice in _HIDDEN for one in own], dtype=bool)
    banded = np.array([one.choice is Choice.BANDED for one in own], dtype=bool)
    tables = LinkedTables(
        values=np.array([one.value for one in own], dtype=np.int64),
        rows=tuple(_row(link, place) for link in kept if all(key in place for key, _ in link.terms)),
        least=np.array([_least(one) for one in own], dtype=np.float64),
        most=np.array([one.upper for one in own], dtype=np.float64),
    )
    task = Task(
        tables=tables,
        primary=small & hidden,
        width=np.where(small & hidden, width, 0).astype(np.int64),
        withheld=(hidden & ~small) | banded,
        fixed=np.array([one.choice is Choice.PUBLIC for one in own], dtype=bool),
        cost=np.array([_cost(key, one.value) for key, one in zip(keys, own, strict=True)], dtype=np.float64),
        above=threshold,
    )
    return Named(tuple(keys), task)


def _keeps(link: Link, counts: Mapping[CellKey, Count]) -> bool:
    """Say whether the true values are as a link says; what is not counted can't be told."""
    if any(key not in counts for key, _ in link.terms):
        return False
    total = sum(counts[key].value * sign for key, sign in link.terms)
    return link.low <= total <= 0


def _concerned(counts: Mapping[CellKey, Count], links: Sequence[Link]) -> list[CellKey]:
    """Give the counts that hang together, through links, with one that is new and not published anyway."""
    moving = {key for key, one in counts.items() if one.choice is not Choice.PUBLIC}
    groups = _Groups(moving)
    for link in links:
        groups.join([key for key, _ in link.terms if key in moving])
    new = (Choice.CONFIDENTIAL, Choice.FREE)
    wanted = {groups.of(key) for key in moving if counts[key].choice in new}
    inside = {key for key in moving if groups.of(key) in wanted}
    linked = {
        key for link in links for key, _ in link.terms if any(other in inside for other, _ in link.terms)
    }
    return sorted(inside | linked)


class _Groups:
    """Which keys hang together (union-find)."""

    def __init__(self, keys: Iterable[CellKey]) -> None:
        self._above = {key: key for key in keys}

    def of(self, key: CellKey) -> CellKey:
        """Give the key that stands for a key's group."""
        while self._above[key] != key:
            self._above[key] = key = self._above[self._above[key]]
        return key

    def join(self, keys: Sequence[CellKey]) -> None:
        """Put keys into one group."""
        for key in keys[1:]:
            self._above[self.of(key)] = self.of(keys[0])


def _least(count: Count) -> int:
    """Give what everybody knows a count to be at least: a count of 0 is published, if its release is."""
    if count.choice is Choice.BANDED:
        return count.lower
    return 0 if count.choice is Choice.UNSEEN else 1


def _row(link: Link, place: Mapping[CellKey, int]) -> Row:
    terms: Counter[int] = Counter()
    for key, sign in link.terms:
        terms[place[key]] += sign
    return Row(tuple(terms), tuple(terms.values()), link.low, 0.0)


def _cost(key: CellKey, value: int) -> float:
    totals = (key.first, key.second).count(TOTAL)
    level = _BREAKDOWN if key.table == BREAKDOWNS else (_SINGLE, _TOTAL, _GRAND_TOTAL)[totals]
    return level * (1 + math.log2(1 + value))


def with_insiders(named: Named) -> Named:
    """Give the same task, to hold also against an authority that all requests of one type and country are of.

    It knows every measure of that cell; what it sent is at most this.
    """
    cells: dict[CellKey, list[int]] = {}
    for place, key in enumerate(named.keys):
        if key.table != BREAKDOWNS and TOTAL not in {key.first, key.second} and not named.task.fixed[place]:
            cells.setdefault(key._replace(measure=""), []).append(place)
    return replace(named, task=replace(named.task, insiders=tuple(tuple(one) for one in cells.values())))


def unprotected_differences(named: Named) -> Named:
    """Give the same task with differences between vintages as they come."""
    differs = np.array([key.vintage.startswith(DIFFERENCE) for key in named.keys], dtype=bool)
    task = named.task
    return replace(
        named,
        task=replace(
            task,
            primary=task.primary & ~differs,
            width=np.where(differs, 0, task.width),
            withheld=task.withheld | (task.primary & differs),
        ),
    )
