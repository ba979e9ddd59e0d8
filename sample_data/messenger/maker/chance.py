"""Takes a seed, gives draws that are the same on every machine and every Python."""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


def weights(text: str) -> dict[str, int]:
    """Read names and their weights: `IN 200, BR 90`."""
    return {name: int(weight) for name, weight in (entry.split() for entry in text.split(","))}


class Weighted(Generic[T]):
    """Things to draw from, each as often as its whole-number weight says."""

    def __init__(self, weights: Mapping[T, int]) -> None:
        self.things = tuple(weights)
        self.bounds = tuple(accumulate(weights.values()))


class Chance:
    """Draws made of `random()` alone: of all methods only its sequence is promised for later Pythons."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311 - invented records, no secret

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to limit - 1."""
        return int(self._random() * limit)

    def between(self, low: int, high: int) -> int:
        """Give a whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def percent(self, share: int) -> bool:
        """Give true in `share` of 100 cases."""
        return self.below(100) < share

    def one_of(self, things: Sequence[T]) -> T:
        """Give any of the things, each as often as the other."""
        return things[self.below(len(things))]

    def pick(self, table: Weighted[T]) -> T:
        """Give one of the things as often as its weight says."""
        return table.things[bisect_right(table.bounds, self.below(table.bounds[-1]))]

    def take(self, things: Sequence[T], count: int) -> list[T]:
        """Give `count` different ones of the things, in their own order."""
        left = list(range(len(things)))
        chosen = sorted(left.pop(self.below(len(left))) for _ in range(count))
        return [things[index] for index in chosen]

    def curve(self, points: Sequence[tuple[int, int]]) -> int:
        """Give a value from a distribution drawn as (percent of cases, value up to which) points."""
        at = self._random() * 100
        for (share, value), (next_share, next_value) in pairwise(points):
            if at < next_share:
                return value + int((at - share) * (next_value - value) / (next_share - share))
        return points[-1][1]
