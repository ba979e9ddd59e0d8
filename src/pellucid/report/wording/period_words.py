"""Takes a Period, gives its names in words: the label on an axis, the span, what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.model import PeriodWords
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pellucid.report.wording.words import Words
    from pellucid.vocabulary.periods import Period


def period_words(words: Words, period: Period) -> PeriodWords:
    """Give all the words of a period."""
    return PeriodWords(
        name=period.name,
        folder=period.folder,
        label=heading(words, period),
        span=span(words, period),
        start=period.start.isoformat(),
        end=period.end.isoformat(),
    )


def label(words: Words, period: Period) -> str:
    """Name a period in a sentence: "Q4 2025", "October 2025", "first half of 2025"."""
    return _LABELS[period.kind](words, period)


def heading(words: Words, period: Period) -> str:
    """Name a period where it stands by itself: "First half of 2025"."""
    name = label(words, period)
    return name[:1].upper() + name[1:]


def axis_label(words: Words, period: Period) -> str:
    """Name a period briefly, as an axis does: "Q4 2025", "Oct 2025", "H2 2025"."""
    if period.kind is PeriodKind.MONTH:
        return words.brief(period.start, "yMMM")
    if period.kind is PeriodKind.INTERVAL:
        return words.say("to {last}", last=words.brief(period.end, "yMMMd"))
    if period.kind is PeriodKind.HALF_YEAR:
        return words.say("H{number} {year}", number=period.name[-1], year=period.name[:4])
    if period.kind is PeriodKind.QUARTER and period.fiscal_year_start == 1:
        return words.brief(period.start, "yQQQ")
    if period.kind is PeriodKind.YEAR and period.fiscal_year_start == 1:
        return period.name
    return label(words, period)


def by_length(words: Words, what: str, kind: PeriodKind) -> str:
    """Name what stands beside the same for periods of another length: "Requests, by quarter"."""
    return words.say(_BY_LENGTH[kind], what=what)


def span(words: Words, period: Period) -> str:
    """Write a period's days: "1 October to 31 December 2025", month and year once where they are the same."""
    first, last = words.days(period.start, period.end)
    return words.say("{first} to {last}", first=first, last=last)


def on_the_one_before(words: Words, change: str, kind: PeriodKind) -> str:
    """Say since when a change counts: "up 12% on the quarter before"; with no change, that it is the same."""
    if not change:
        return words.say(_SAME[kind])
    return words.say(_CHANGED[kind], change=change)


def on_the_year_before(words: Words, change: str, kind: PeriodKind) -> str:
    """Write a change on the year before: "up 12% on the same quarter a year before"."""
    if not change:
        return words.say("the same as a year before")
    return words.say(_CHANGED_ON_YEAR[kind], change=change)


def _month(words: Words, period: Period) -> str:
    return words.skeleton(period.start, "yMMMM")


def _quarter(words: Words, period: Period) -> str:
    if period.fiscal_year_start == 1:
        return words.quarter(period.start)
    return words.say("Q{number} of {year}", number=period.name[-1], year=_fiscal_year(words, period))


def _half_year(words: Words, period: Period) -> str:
    halves = {"1": message("first half of {year}"), "2": message("second half of {year}")}
    year = _year(words, period)
    return words.say(halves[period.name[-1]], year=year)


def _year(words: Words, period: Period) -> str:
    """Name a year: "2025"; Japanese says that it is one."""
    return words.skeleton(period.start, "y") if period.fiscal_year_start == 1 else _fiscal_year(words, period)


def _fiscal_year(words: Words, period: Period) -> str:
    """Name the fiscal year in which a period lies by both its calendar years: "fiscal year 2025/26"."""
    first = int(period.name[:4])
    return words.say("fiscal year {first}/{second}", first=str(first), second=f"{(first + 1) % 100:02}")


_CHANGED = {
    PeriodKind.MONTH: message("{change} on the month before"),
    PeriodKind.QUARTER: message("{change} on the quarter before"),
    PeriodKind.HALF_YEAR: message("{change} on the half-year before"),
    PeriodKind.YEAR: message("{change} on the year before"),
    PeriodKind.INTERVAL: message("{change} on the equally long span before"),
}
_CHANGED_ON_YEAR = {
    PeriodKind.MONTH: message("{change} on the same month a year before"),
    PeriodKind.QUARTER: message("{change} on the same quarter a year before"),
    PeriodKind.HALF_YEAR: message("{change} on the same half-year a year before"),
    PeriodKind.YEAR: message("{change} on the year before"),
    PeriodKind.INTERVAL: message("{change} on the same span a year before"),
}
_SAME = {
    PeriodKind.MONTH: message("the same as in the month before"),
    PeriodKind.QUARTER: message("the same as in the quarter before"),
    PeriodKind.HALF_YEAR: message("the same as in the half-year before"),
    PeriodKind.YEAR: message("the same as in the year before"),
    PeriodKind.INTERVAL: message("the same as in the equally long span before"),
}
_BY_LENGTH = {
    PeriodKind.MONTH: message("{what}, by month"),
    PeriodKind.QUARTER: message("{what}, by quarter"),
    PeriodKind.HALF_YEAR: message("{what}, by half-year"),
    PeriodKind.YEAR: message("{what}, by year"),
    PeriodKind.INTERVAL: message("{what}, by span"),
}
_LABELS: dict[PeriodKind, Callable[[Words, Period], str]] = {
    PeriodKind.MONTH: _month,
    PeriodKind.QUARTER: _quarter,
    PeriodKind.HALF_YEAR: _half_year,
    PeriodKind.YEAR: _year,
    PeriodKind.INTERVAL: span,
}
