"""Takes published counts, gives the classes of a map: whole numbers from one round edge to the next.

They go by published figures and the threshold alone, so they tell nothing of what is withheld.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 5
# Steps of the edges on a log scale, the finest first; the last ones are the powers of ten.
STEPS = ((1, 2, 5), (1, 3), (1,))
# Which of the five shades stand for fewer classes, so that they stay apart.
SHADES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


def classes(counts: Iterable[float], threshold: int) -> tuple[tuple[int, int], ...]:
    """Give the least and the most of each class that counts above 0 fall into, the smallest class first.

    >>> classes([7, 4271], threshold=5)
    ((5, 9), (10, 99), (100, 999), (1000, 9999))
    """
    values = sorted(value for value in counts if value > 0)
    if not values:
        return ()
    lowest, highest = values[0], values[-1]
    for steps in STEPS:
        found = list(_between(steps, lowest, highest))
        if len(found) <= MOST:
            break
    merged = [(found[0][0], found[-MOST][1]), *found[1 - MOST :]] if len(found) > MOST else found
    (least, most), *rest = merged
    return ((max(least, threshold) if lowest >= threshold else least, most), *rest)


def place(value: float, found: Iterable[tuple[int, int]]) -> int:
    """Give the class of a count, by its place."""
    return next(index for index, (_, most) in enumerate(found) if value <= most)


def shades(number: int) -> tuple[str, ...]:
    """Name the fills of so many classes."""
    return tuple(f"shade-{shade}" for shade in SHADES[number])


def _between(steps: tuple[int, ...], lowest: float, highest: float) -> Iterator[tuple[int, int]]:
    edges = (step * 10**power for power in count() for step in steps)
    least = next(edges)
    for edge in edges:
        if edge > lowest:
            yield least, edge - 1
        if edge > highest:
            return
        least = edge
