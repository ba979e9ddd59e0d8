"""Takes the periods that are published; gives every sum of them that comes to nothing.

Periods are steps between days. Two ways over published periods from one day to another add up to the same,
which is every partition of a longer period, and more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from pellucid.audit.numbers import Span

_DAY = timedelta(days=1)
_WAYS = 64  # of taking a period apart that are followed


@dataclass(frozen=True)
class Way:
    """Periods, each with +1 or -1, that come to nothing together when they are added up."""

    steps: tuple[tuple[Span, int], ...]


def ways(spans: Collection[Span]) -> list[Way]:
    """Give sums of periods from which all others follow: partitions first, then what overlaps.

    A partition of which some parts are a published period again follows from that one's, and is left out.
    """
    known = set(spans)
    found = [
        Way(((whole, 1), *((part, -1) for part in parts)))
        for whole in sorted(known)
        for parts in islice(_partitions(whole, known), _WAYS)
    ]
    return [*found, *_rings(known, found)]


def _partitions(whole: Span, spans: set[Span]) -> Iterator[tuple[Span, ...]]:
    inside = [one for one in spans if one != whole and whole[0] <= one[0] and one[1] <= whole[1]]
    starting: dict[date, list[Span]] = defaultdict(list)
    for one in sorted(inside, reverse=True):
        starting[one[0]].append(one)

    def follow(path: tuple[Span, ...], day: date) -> Iterator[tuple[Span, ...]]:
        if path and path[-1][1] == whole[1]:
            yield path
            return
        for step in starting[day]:
            joined = ((one[0], step[1]) for one in path)
            if all(one == whole or one not in spans for one in joined):
                yield from follow((*path, step), step[1] + _DAY)

    yield from follow((), whole[0])


def _rings(spans: set[Span], found: Sequence[Way]) -> list[Way]:
    """Give the rings of steps that no partition says already: two ways from a day to another."""
    place = {span: number for number, span in enumerate(sorted(spans, key=_length))}
    reduced = _Reduced()
    for way in found:
        reduced.add({place[span]: sign for span, sign in way.steps})
    near: dict[date, list[tuple[date, Span, int]]] = defaultdict(list)
    rings = []
    for span in place:  # shortest first
        path = _path(near, span[0], span[1] + _DAY)
        if path is not None:
            steps = ((span, 1), *((one, -sign) for one, sign in path))
            if reduced.add({place[one]: sign for one, sign in steps}):
                rings.append(Way(steps))
        else:
            near[span[0]].append((span[1] + _DAY, span, 1))
            near[span[1] + _DAY].append((span[0], span, -1))
    return rings


def _length(span: Span) -> tuple[int, Span]:
    return (span[1] - span[0]).days, span


def _path(
    near: Mapping[date, list[tuple[date, Span, int]]], start: date, end: date
) -> list[tuple[Span, int]] | None:
    """Walk from a day to another; the steps form no ring, so there is one way at most."""
    reached: dict[date, list[tuple[Span, int]]] = {start: []}
    waiting = [start]
    while waiting:
        day = waiting.pop()
        if day == end:
            return reached[day]
        for other, span, sign in near.get(day, ()):
            if other not in reached:
                reached[other] = [*reached[day], (span, sign)]
                waiting.append(other)
    return None


class _Reduced:
    """Sums of which none follows from the others; steps are whole numbers, so are the multiples."""

    def __init__(self) -> None:
        self._by_first: dict[int, dict[int, int]] = {}

    def add(self, row: Mapping[int, int]) -> bool:
        """Add a sum; say whether it was new."""
        rest = {place: sign for place, sign in row.items() if sign}
        while rest:
            first = min(rest)
            known = self._by_first.get(first)
            if known is None:
                self._by_first[first] = rest
                return True
            times, by = known[first], rest[first]
            places = rest.keys() | known.keys()
            rest = {one: rest.get(one, 0) * times - known.get(one, 0) * by for one in places}
            rest = {place: sign for place, sign in rest.items() if sign}
        return False


def most_of(whole: Span, spans: Collection[Span]) -> tuple[Span, ...]:
    """Give periods inside a longer one that don't overlap, the longest first."""
    found: list[Span] = []
    for one in sorted(spans, key=_length, reverse=True):
        inside = one != whole and whole[0] <= one[0] and one[1] <= whole[1]
        if inside and all(one[1] < other[0] or other[1] < one[0] for other in found):
            found.append(one)
    return tuple(found)
