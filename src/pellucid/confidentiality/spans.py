"""Periods in; which sums of them are the same days as others, so that one can be worked out of the rest, out.

A period is an edge from its first day to the day after its last; every ring of edges is such a sum, and the
rings that close a tree of the shortest periods imply all others.
"""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pellucid.vocabulary.periods import Period

Ring = tuple[tuple["Period", int], ...]
_DAY = timedelta(days=1)


def rings(periods: Iterable[Period]) -> list[Ring]:
    """Give the sums of periods with signs that come to no days at all: a year less its four quarters."""
    tree: dict[date, list[tuple[date, Period, int]]] = {}
    found: list[Ring] = []
    for period in sorted(set(periods), key=lambda one: (one.days, one.start, one.name)):
        first, after = period.start, period.end + _DAY
        path = _path(tree, first, after)
        if path is None:
            tree.setdefault(first, []).append((after, period, 1))
            tree.setdefault(after, []).append((first, period, -1))
        else:
            found.append(((period, -1), *path))
    return found


def overlapping(periods: Iterable[Period], others: Iterable[Period]) -> set[Period]:
    """Give those of the others that share days with a period, or with such another, and so on."""
    reached, left = set(periods), set(others)
    while True:
        more = {one for one in left if any(_share(one, known) for known in reached)}
        if not more:
            return set(others) - left
        reached |= more
        left -= more


def _share(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _path(
    tree: dict[date, list[tuple[date, Period, int]]], start: date, end: date
) -> list[tuple[Period, int]] | None:
    """Walk the tree from one day to another: the periods on the way, each with its direction."""
    came: dict[date, tuple[date, Period, int]] = {}
    queue = deque([start])
    while queue:
        day = queue.popleft()
        if day == end:
            break
        for after, period, sign in tree.get(day, ()):
            if after != start and after not in came:
                came[after] = (day, period, sign)
                queue.append(after)
    if end not in came:
        return None
    path = []
    while end != start:
        end, period, sign = came[end]
        path.append((period, sign))
    return path[::-1]
