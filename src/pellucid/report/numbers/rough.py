"""Takes a number of rows, gives the range that is told of it where figures are withheld.

Exact numbers of rows would tell, from one report to the next, of a single record that was added or mended.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from pellucid.report.model import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context


def rough(number: int, threshold: int) -> tuple[int, int]:
    """Give the ends of the range: 1 to 9, 10 to 19, 20 to 49, 50 to 99, and so on; 0 is told as it is.

    The first one holds the threshold, so that it does not tell whether the number is below it.
    """
    if number == 0:
        return (0, 0)
    lower = 1
    for edge in _edges():
        if edge > threshold and edge > number:
            return (lower, edge - 1)
        lower = edge if edge > threshold else lower
    raise AssertionError("the edges have no end")


def rough_cell(context: Context, number: int) -> Cell:
    """Give the cell of a range."""
    words = context.words
    lower, upper = rough(number, context.threshold)
    if lower == upper:
        return Cell(words.count(number), sort=str(number))
    spoken = rough_words(context, number)
    text = words.span_of_counts(lower, upper)
    return Cell(text, note=spoken, spoken=spoken, sort=str(lower), status="banded")


def rough_words(context: Context, number: int) -> str:
    """Write the range as a sentence says it."""
    lower, upper = rough(number, context.threshold)
    return context.words.say(
        "between {lower} and {upper}", lower=context.words.count(lower), upper=context.words.count(upper)
    )


def _edges() -> Iterator[int]:
    for power in count(1):
        yield from (step * 10**power for step in (1, 2, 5))
