"""Takes the system; gives the bounds that follow link by link, and for each bound the step that gave it.

This is what a patient person does with a pencil. It finds most of what is to be found, and the steps to it;
what only several links together give away is left to `intervals`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil, floor, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pellucid.audit.numbers import Number, Row

_EPS = 1e-6
_OFTEN = 40  # times that one bound may creep before the rest is left to `intervals`


@dataclass(frozen=True, slots=True)
class Step:
    """A bound that followed from a link; `upper` tells which of the two."""

    number: int
    upper: bool
    value: float
    row: int


@dataclass
class Deduced:
    """What each number is at least and at most, and how that was found.

    steps: in the order in which they were found. at: places in `steps` of those that changed a bound.
    impossible: links that can't all hold; what was found from them proves nothing.
    """

    least: list[float]
    most: list[float]
    steps: list[Step] = field(default_factory=list)
    at: dict[tuple[int, bool], list[int]] = field(default_factory=lambda: defaultdict(list))
    impossible: list[int] = field(default_factory=list)

    def pinned(self, number: int) -> bool:
        """Whether one value is left."""
        return self.least[number] == self.most[number]


def deduce(numbers: Sequence[Number], rows: Sequence[Row]) -> Deduced:
    """Follow every link until none tells anything more."""
    found = Deduced([number.least for number in numbers], [number.most for number in numbers])
    touching: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for number, _ in row.terms:
            if not numbers[number].known:
                touching[number].append(place)
    waiting = deque(range(len(rows)))
    queued = set(waiting)
    while waiting and not found.impossible:
        place = waiting.popleft()
        queued.discard(place)
        for changed in _follow(rows[place], place, found):
            for other in touching[changed]:
                if other != place and other not in queued:
                    queued.add(other)
                    waiting.append(other)
    return found


def _follow(row: Row, place: int, found: Deduced) -> Iterable[int]:
    """Tighten the bounds of a link's numbers; give those that changed."""
    low = high = 0.0
    free_low = free_high = 0  # numbers without a bound on that side
    for number, times in row.terms:
        least, most = found.least[number], found.most[number]
        small, large = (least * times, most * times) if times > 0 else (most * times, least * times)
        if small == -inf:
            free_low += 1
        else:
            low += small
        if large == inf:
            free_high += 1
        else:
            high += large
    changed = []
    for number, times in row.terms:
        least, most = found.least[number], found.most[number]
        if least == most:
            continue
        small, large = (least * times, most * times) if times > 0 else (most * times, least * times)
        others_low = low - small if not free_low else (low if free_low == 1 and small == -inf else -inf)
        others_high = high - large if not free_high else (high if free_high == 1 and large == inf else inf)
        up, down = (row.high - others_low) / times, (row.low - others_high) / times
        if times < 0:
            up, down = down, up
        if _set(found, Step(number, upper=True, value=_floor(up), row=place)) | _set(
            found, Step(number, upper=False, value=_ceil(down), row=place)
        ):
            changed.append(number)
            if found.least[number] > found.most[number]:
                found.impossible.append(place)
                return ()
            # the sums above are of the bounds as they were: still true, and the link is not visited twice
    return changed


def _set(found: Deduced, step: Step) -> bool:
    bounds = found.most if step.upper else found.least
    tighter = step.value < bounds[step.number] if step.upper else step.value > bounds[step.number]
    places = found.at[step.number, step.upper]
    if not tighter or (len(places) >= _OFTEN and step.value != _other(found, step)):
        return False
    bounds[step.number] = step.value
    places.append(len(found.steps))
    found.steps.append(step)
    return True


def _other(found: Deduced, step: Step) -> float:
    return (found.least if step.upper else found.most)[step.number]


def _floor(value: float) -> float:
    return float(floor(value + _EPS)) if abs(value) < inf else value


def _ceil(value: float) -> float:
    return float(ceil(value - _EPS)) if abs(value) < inf else value
