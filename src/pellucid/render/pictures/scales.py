"""Values in, places on a chart out: ticks at round numbers, labels of an axis, labels kept apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pellucid.render.pictures.svg import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = (1, 2, 2.5, 5, 10)
YEAR_DIGITS = 4
ROOM = 8  # between two labels of an axis


def nice_ticks(largest: float, most: int = 5) -> list[float]:
    """Give round numbers from 0 to at least `largest`, at most `most` steps apart.

    >>> nice_ticks(87)
    [0, 20, 40, 60, 80, 100]
    """
    if largest <= 0:
        return [0, 1]
    power = 10.0 ** math.floor(math.log10(largest / most))
    whole = largest == int(largest)
    steps = (step * power for step in STEPS if not (whole and step * power % 1))
    step = next(step for step in (*steps, 10 * power) if math.ceil(largest / step) <= most)
    return [_whole(step * count) for count in range(math.ceil(largest / step) + 1)]


def spread(places: Sequence[float], sizes: Sequence[float], end: float) -> list[float]:
    """Move labels apart, each group about its own middle, and keep them before `end`; their order is kept."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    groups: list[_Group] = []
    for index in order:
        group = _Group((index,), places[index], sizes[index])
        while groups and groups[-1].end > group.start:
            group = groups.pop().joined(group)
        groups.append(group)
    moved = list(places)
    limit = end
    for group in reversed(groups):
        limit = min(group.start, limit - group.size)
        start = limit
        for index in group.members:
            moved[index], start = start, start + sizes[index]
    return moved


@dataclass(frozen=True)
class _Group:
    """Labels that stand next to each other without room between them."""

    members: tuple[int, ...]
    start: float
    size: float

    @property
    def end(self) -> float:
        return self.start + self.size

    def joined(self, other: _Group) -> _Group:
        middle = (self._weight + other._weight) / (self.size + other.size)
        size = self.size + other.size
        return _Group((*self.members, *other.members), middle - size / 2, size)

    @property
    def _weight(self) -> float:
        return (self.start + self.size / 2) * self.size


@dataclass(frozen=True)
class AxisLabel:
    """A label below a point; the year stands on a line of its own where it changes."""

    index: int
    text: str
    year: str | None = None


def axis_labels(labels: Sequence[str], band: float) -> list[AxisLabel]:
    """Choose the labels that fit, the last one always, and set years apart: "Q1" over "2025"."""
    parts = [label.rpartition(" ") for label in labels]
    years = all(head and len(tail) == YEAR_DIGITS and tail.isdigit() for head, _, tail in parts)
    split = [
        (head, tail) if years else (label, None) for (head, _, tail), label in zip(parts, labels, strict=True)
    ]
    choices = (_every(split, step) for step in range(1, len(labels) + 1))
    return next((chosen for chosen in choices if _fits(chosen, band)), [])


def _every(split: Sequence[tuple[str, str | None]], step: int) -> list[AxisLabel]:
    chosen, last_year = [], None
    for index in range((len(split) - 1) % step, len(split), step):
        head, year = split[index]
        chosen.append(AxisLabel(index, head, year if year != last_year else None))
        last_year = year
    return chosen


def _fits(labels: Sequence[AxisLabel], band: float) -> bool:
    heads = [(label.index * band, text_width(label.text)) for label in labels]
    years = [(label.index * band, text_width(label.year)) for label in labels if label.year]
    return all(
        before + before_width / 2 + ROOM <= after - after_width / 2
        for row in (heads, years)
        for (before, before_width), (after, after_width) in pairwise(row)
    )


def _whole(value: float) -> float:
    return int(value) if value == int(value) else round(value, 10)
