"""Stretches of the time line that share no day in; the bounds of spans across any of them out.

Rows of different stretches do not limit each other, so the bounds of a span are the sums of the bounds of its
parts, and exact. Most series have nothing but lone rows, for which there is nothing to solve.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.cube.spans import Bounds, Span, in_time_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pellucid.cube.spans import Known
    from pellucid.cube.tangle import Tangle


@dataclass(frozen=True, slots=True)
class Lone:
    """A row that shares no day with another."""

    row: Known

    def bounds(self, span: Span) -> Bounds:
        """Give the bounds of a span of which some days are in the row."""
        return Bounds(self.row.lower if span.covers(self.row.span) else 0, self.row.upper)

    def support(self, span: Span, *, lower: bool, upper: bool) -> set[Known]:
        """Find the rows that set those bounds of the span that are asked for."""
        return {self.row} if upper or (lower and self.bounds(span).lower > 0) else set()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days in a row that rows cover, and what they say of them."""

    span: Span
    rows: Lone | Tangle

    def part_of(self, span: Span) -> Span:
        """Cut a span that has days in this stretch down to those."""
        return Span(max(self.span.start, span.start), min(self.span.end, span.end))


@dataclass(frozen=True, slots=True)
class Timeline:
    """All stretches of a series, in time order; no two share a day."""

    stretches: tuple[Stretch, ...]

    def bounds(self, span: Span) -> Bounds:
        """Give the tightest bounds of any span; days that no row covers can have any count."""
        parts = [stretch.rows.bounds(stretch.part_of(span)) for stretch in self._touched(span)]
        uppers = [part.upper for part in parts if part.upper is not None]
        bounded = len(uppers) == len(parts) and self._covered(span)
        return Bounds(sum(part.lower for part in parts), sum(uppers) if bounded else None)

    def support(self, span: Span, bounds: Bounds) -> tuple[Known, ...]:
        """Find rows that alone set these bounds of the span, in time order."""
        ask = {"lower": bounds.lower > 0, "upper": bounds.upper is not None}
        found = (stretch.rows.support(stretch.part_of(span), **ask) for stretch in self._touched(span))
        return in_time_order(row for rows in found for row in rows)

    def _touched(self, span: Span) -> tuple[Stretch, ...]:
        first = bisect_left(self.stretches, span.start, key=_end)
        return self.stretches[first : bisect_right(self.stretches, span.end, key=_start)]

    def _covered(self, span: Span) -> bool:
        return sum(stretch.span.days_shared_with(span) for stretch in self._touched(span)) == span.days


def overlapping(rows: Iterable[Known]) -> list[list[Known]]:
    """Group rows that share days, directly or by way of others; groups, and rows in them, by first day."""
    groups: list[list[Known]] = []
    end: date | None = None
    for row in sorted(rows, key=lambda row: row.span.start):
        if end is not None and row.span.start <= end:
            groups[-1].append(row)
            end = max(end, row.span.end)
        else:
            groups.append([row])
            end = row.span.end
    return groups


def _start(stretch: Stretch) -> date:
    return stretch.span.start


def _end(stretch: Stretch) -> date:
    return stretch.span.end
