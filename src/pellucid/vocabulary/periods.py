"""A period's name, or a day and a kind, in; a Period with its first and last day and its neighbours out.

Months are calendar months. Quarters, half-years and years count from the month in which the fiscal
year starts; a fiscal year is named by the calendar year in which it starts, so with a start in April
`2026-Q4` is January to March 2027.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

FORMS = (
    "`2026-07` (month), `2026-Q3` (quarter), `2026-H1` (half-year), `2026` (year), "
    "`2026-01-01/2026-06-30` (both days included)"
)

_ONE_DAY = timedelta(days=1)
_YEAR = 12  # months
_CALENDAR_NAME = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})|Q(?P<quarter>[0-9])|H(?P<half>[0-9])))?"
)
_INTERVAL_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2})")


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    INTERVAL = "interval"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: _YEAR}
_PARTS = {"month": PeriodKind.MONTH, "quarter": PeriodKind.QUARTER, "half": PeriodKind.HALF_YEAR}


class InvalidPeriod(ValueError):
    """A text that names no period; `reason` says why not, the message also which forms are understood."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r} is not a period: {reason}. Understood are {FORMS}.")
        self.text = text
        self.reason = reason


@total_ordering
@dataclass(frozen=True)
class Period:
    """A span of whole days, `start` and `end` both included; ordered by these two.

    Made by `parse`, `containing` and `between`, which see to it that name, kind and days agree.
    """

    name: str
    kind: PeriodKind
    start: date
    end: date
    fiscal_year_start: int = field(default=1, compare=False)  # start and end already differ where it matters

    @classmethod
    def parse(cls, text: str, fiscal_year_start: int = 1) -> Period:
        """Read a period's name; InvalidPeriod, with the forms that are understood, if it is none."""
        _check_month(fiscal_year_start)
        if match := _CALENDAR_NAME.fullmatch(text):
            return _named(match, fiscal_year_start)
        if match := _INTERVAL_NAME.fullmatch(text):
            start, end = (_day(text, part) for part in match.groups())
            return cls.between(start, end, fiscal_year_start)
        raise InvalidPeriod(text, "it has none of the forms of a period's name")

    @classmethod
    def containing(cls, day: date, kind: PeriodKind, fiscal_year_start: int = 1) -> Period:
        """Give the month, quarter, half-year or year in which a day lies."""
        _check_month(fiscal_year_start)
        length = _length(kind)
        ahead = (_month_number(day) - (fiscal_year_start - 1)) % length
        return _calendar(kind, _month_number(day) - ahead, fiscal_year_start)

    @classmethod
    def between(cls, start: date, end: date, fiscal_year_start: int = 1) -> Period:
        """Give the interval from one day to another, both included."""
        name = f"{start.isoformat()}/{end.isoformat()}"
        if end < start:
            raise InvalidPeriod(name, "it ends before it starts")
        return cls(name, PeriodKind.INTERVAL, start, end, fiscal_year_start)

    def previous(self, n: int = 1) -> Period:
        """Give the n-th period before this one; of an interval: the equally long span right before it."""
        return self._moved(-n)

    def next(self, n: int = 1) -> Period:
        """Give the n-th period after this one; of an interval: the equally long span right after it."""
        return self._moved(n)

    def history(self, n: int) -> tuple[Period, ...]:
        """Give the n periods before this one, oldest first."""
        return tuple(self._moved(-back) for back in range(n, 0, -1))

    def year_before(self) -> Period:
        """Give the same period a year earlier; the end of a month stays the end of that month."""
        if self.kind is not PeriodKind.INTERVAL:
            return self._moved(-_YEAR // _length(self.kind))
        try:
            start = _year_earlier(self.start)
            end = max(_year_earlier(self.end + _ONE_DAY) - _ONE_DAY, start)
        except (OverflowError, ValueError) as error:
            raise InvalidPeriod(self.name, "a year before it the calendar has ended") from error
        return Period.between(start, end, self.fiscal_year_start)

    def contains(self, day: date) -> bool:
        """Say whether a day lies in this period."""
        return self.start <= day <= self.end

    @property
    def folder(self) -> str:
        """The name as a folder may have it."""
        return self.name.replace("/", "_")

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.start, self.end, self.name) < (other.start, other.end, other.name)

    def __str__(self) -> str:
        return self.name

    def _moved(self, steps: int) -> Period:
        try:
            if self.kind is PeriodKind.INTERVAL:
                shift = timedelta(days=self.days * steps)
                return Period.between(self.start + shift, self.end + shift, self.fiscal_year_start)
            first = _month_number(self.start) + steps * _length(self.kind)
            return _calendar(self.kind, first, self.fiscal_year_start)
        except (OverflowError, ValueError) as error:
            raise InvalidPeriod(self.name, f"{steps:+d} periods from it the calendar has ended") from error


def last_complete(kind: PeriodKind, today: date, fiscal_year_start: int = 1) -> Period:
    """Give the last period that had ended before today."""
    return Period.containing(today, kind, fiscal_year_start).previous()


def _named(match: re.Match[str], fiscal_year_start: int) -> Period:
    part = next((name for name in _PARTS if match[name]), None)
    kind = _PARTS[part] if part else PeriodKind.YEAR
    number, length = int(match[part]) if part else 1, _length(kind)
    if not 1 <= number <= _YEAR // length:
        raise InvalidPeriod(match.string, f"a year has {kind.replace('_', '-')}s 1 to {_YEAR // length}")
    shift = 0 if kind is PeriodKind.MONTH else fiscal_year_start - 1
    try:
        return _calendar(kind, int(match["year"]) * _YEAR + (number - 1) * length + shift, fiscal_year_start)
    except ValueError as error:
        raise InvalidPeriod(match.string, "the calendar has no such year") from error


def _calendar(kind: PeriodKind, first: int, fiscal_year_start: int) -> Period:
    length = _length(kind)
    start, end = _first_day(first), _first_day(first + length) - _ONE_DAY
    name = _calendar_name(kind, start, first - (fiscal_year_start - 1))
    return Period(name, kind, start, end, fiscal_year_start)


def _calendar_name(kind: PeriodKind, start: date, fiscal_month: int) -> str:
    if kind is PeriodKind.MONTH:
        return start.isoformat()[:7]  # strftime writes the year 1 without zeros
    year, month = divmod(fiscal_month, _YEAR)
    letter = {PeriodKind.QUARTER: "-Q", PeriodKind.HALF_YEAR: "-H"}.get(kind)
    return f"{year:04}{letter}{month // _length(kind) + 1}" if letter else f"{year:04}"


def _length(kind: PeriodKind) -> int:
    if kind is PeriodKind.INTERVAL:
        message = "an interval has no place in the calendar; name its first and last day"
        raise ValueError(message)
    return _MONTHS[kind]


def _month_number(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _first_day(month_number: int) -> date:
    year, month = divmod(month_number, _YEAR)
    return date(year, month + 1, 1)


def _year_earlier(day: date) -> date:
    leap_day = (2, 29)
    if (day.month, day.day) == leap_day:
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


def _day(text: str, part: str) -> date:
    try:
        return date.fromisoformat(part)
    except ValueError as error:
        raise InvalidPeriod(text, f"the calendar has no day {part}") from error


def _check_month(fiscal_year_start: int) -> None:
    if not 1 <= fiscal_year_start <= _YEAR:
        message = f"a fiscal year starts in a month from 1 to 12, not {fiscal_year_start}"
        raise ValueError(message)
