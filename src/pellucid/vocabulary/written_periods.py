"""A period as people write it in; a Period out.

Beside our own names: Q4 2017, 2017Q4, H1-2015, 2024-5, Jan 2015, January 2015, Jul-Dec 2025 and
2025-01-01 to 2025-06-30, in capitals or small letters. Month names are English.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from typing import TYPE_CHECKING

from pellucid.vocabulary.periods import InvalidPeriod, Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MONTHS: Mapping[str, int] = {
    spelled: number
    for number, name in enumerate(month_name)
    if name
    for spelled in (name.casefold(), name[:3].casefold(), *(["sept"] if number == 9 else []))  # noqa: PLR2004
}
_MONTH = rf"(?P<{{}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_FROM, _TO = _MONTH.format("first"), _MONTH.format("last")
_YEAR = r"(?P<year>[0-9]{4})"
_PART = r"(?P<part>[qh])(?P<number>[0-9])"
_BETWEEN = r" ?(?:-|to) ?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def as_written(text: str, fiscal_year_start: int = 1) -> Period:
    """Read a period; InvalidPeriod if it is none, or could be several."""
    plain = (
        re.sub(r"\s+", " ", re.sub("[\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]", "-", text)).strip().casefold()
    )
    for pattern, read in _FORMS.items():
        if match := re.fullmatch(pattern, plain):
            return read(match, fiscal_year_start)
    return Period.parse(plain.upper(), fiscal_year_start)


def _named(match: re.Match[str], fiscal_year_start: int) -> Period:
    name = f"{match['year']}-{match['part'].upper()}{match['number']}"
    return Period.parse(name, fiscal_year_start)


def _month(match: re.Match[str], fiscal_year_start: int) -> Period:
    return Period.parse(f"{match['year']}-{int(match['month']):02}", fiscal_year_start)


def _months(match: re.Match[str], fiscal_year_start: int) -> Period:
    found = match.groupdict()
    first = _MONTHS[found["first"]]
    last = _MONTHS[found.get("last") or found["first"]]
    start = _calendar_month(found["year"], first, match.string)
    end = _calendar_month(found.get("year_of_last") or found["year"], last, match.string)
    if start == end:
        return Period.containing(start.start, PeriodKind.MONTH, fiscal_year_start)
    return Period.between(start.start, end.end, fiscal_year_start)


def _calendar_month(year: str, month: int, text: str) -> Period:
    try:
        return Period.containing(date(int(year), month, 1), PeriodKind.MONTH)
    except ValueError as error:
        raise InvalidPeriod(text, "the calendar has no such year") from error


def _days(match: re.Match[str], fiscal_year_start: int) -> Period:
    return Period.parse(f"{match['start']}/{match['end']}", fiscal_year_start)


_FORMS: Mapping[str, Callable[[re.Match[str], int], Period]] = {
    rf"{_YEAR}[ /-]?{_PART}": _named,
    rf"{_PART}[ ,/-]{{0,2}}{_YEAR}": _named,
    rf"{_YEAR}-(?P<month>[0-9]{{1,2}})": _month,
    rf"{_FROM}[ ,-]{{0,2}}{_YEAR}": _months,
    rf"{_YEAR}[ ,-]{{0,2}}{_FROM}": _months,
    rf"{_FROM}{_BETWEEN}{_TO}[ ,-]{{0,2}}{_YEAR}": _months,
    rf"{_YEAR}[ ,-]{{0,2}}{_FROM}{_BETWEEN}{_TO}": _months,
    rf"{_FROM} {_YEAR}{_BETWEEN}{_TO} (?P<year_of_last>[0-9]{{4}})": _months,
    rf"(?P<start>{_DAY})(?:/|{_BETWEEN})(?P<end>{_DAY})": _days,
}
