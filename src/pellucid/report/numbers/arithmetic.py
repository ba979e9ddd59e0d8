"""Takes numbers, gives their sum or difference, or what stands instead where one of them is not exact.

A small difference of two published figures is worked out easily, but it is not printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.numbers.lookup import Number, in_place_of
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.report.context import Context


def added(context: Context, numbers: Sequence[Number]) -> Number:
    """Add numbers up, where each is exact; with one that is not there is no sum."""
    if not all(number.exact for number in numbers):
        return in_place_of(*numbers)
    return _counted(context, sum(number.whole for number in numbers))


def less(context: Context, whole: Number, part: Number) -> Number:
    """Take a part from a whole, where both are exact."""
    if not whole.exact or not part.exact:
        return in_place_of(whole, part)
    return _counted(context, whole.whole - part.whole)


def none_exceeds(value: float, parts: Sequence[Number], whole: Number) -> bool:
    """Say whether no part that is not published can reach a value, by what is published."""
    hidden = [part for part in parts if not part.exact]
    if not hidden:
        return True
    if not whole.exact:
        return False
    rest = whole.whole - sum(part.whole for part in parts if part.exact)
    others = sum(part.some for part in hidden) - 1  # each of them is at least 1
    return rest - max(others, 0) < value


def _counted(context: Context, count: int) -> Number:
    if 0 < count < context.threshold:
        return Number(Status.SUPPRESSED)
    return Number(Status.PUBLISHED, float(count))
