"""Dates and counts in; spans of days, what a row says of one, and the bounds of a count, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in a row, the first and the last one included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def covers(self, other: Span) -> bool:
        """Say whether every day of the other span is in this one."""
        return self.start <= other.start and other.end <= self.end

    def days_shared_with(self, other: Span) -> int:
        """Count the days that both have."""
        return max(0, (min(self.end, other.end) - max(self.start, other.start)).days + 1)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of its span: one number, or a band.

    ref is the caller's way back to the row; rows that say the same are equal whatever their ref.
    """

    span: Span
    lower: int
    upper: int
    ref: object | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.lower <= self.upper:
            raise ValueError(f"{self.lower} to {self.upper} is neither a count nor a band of counts")

    def __str__(self) -> str:
        return f"{self.span} = {number_or_band(self.lower, self.upper)}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a count can be; upper is None where there is no most."""

    lower: int
    upper: int | None

    def allow(self, row: Known) -> bool:
        """Say whether what the row says of the same span can be true."""
        return self.lower <= row.upper and (self.upper is None or row.lower <= self.upper)


def number_or_band(lower: int, upper: int) -> str:
    """Write one number as itself, and a band as the logs do: ``0-249``."""
    return str(lower) if lower == upper else f"{lower}-{upper}"


def in_time_order(rows: Iterable[Known]) -> tuple[Known, ...]:
    """Sort rows the way a person reads them: by first day, then by last day."""
    return tuple(sorted(rows, key=lambda row: (row.span.start, row.span.end, row.lower, row.upper)))
