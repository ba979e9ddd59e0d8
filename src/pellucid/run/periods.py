"""What was asked for, what the logs cover and today's date in; the periods to be released out, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pellucid.cube.tables import COUNTS
from pellucid.errors import UsageError
from pellucid.vocabulary.periods import InvalidPeriod, Period, last_complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from pellucid.config import Config
    from pellucid.cube.figures import Coverage

_PARTS = 3  # of a period; a log that ends before the last of them is doubted


@dataclass(frozen=True)
class Wish:
    """The periods that the command line asks for; with none of them, the last complete one."""

    named: tuple[str, ...] = ()
    previous: bool = False
    every: bool = False


def parse_periods(config: Config, names: tuple[str, ...]) -> tuple[Period, ...]:
    """Periods by name.

    Raises:
        UsageError: a name is none.

    """
    try:
        return tuple(Period.parse(name, config.periods.fiscal_year_start) for name in names)
    except InvalidPeriod as error:
        raise UsageError(str(error), where="--period") from error


def choose(config: Config, wish: Wish, covered: Mapping[str, Coverage], today: date) -> tuple[Period, ...]:
    """The periods to be released, each once, oldest first.

    Raises:
        UsageError: a period has not ended, or lies before every record.

    """
    named = parse_periods(config, wish.named)
    last = last_complete(config.periods.kind, today, config.periods.fiscal_year_start)
    found = list(named)
    if wish.previous or not (named or wish.every):
        found.append(last)
    if wish.every:
        found += _every(config, covered, last)
    for period in found:
        _check(period, covered, today)
    return tuple(sorted(set(found)))


def _every(config: Config, covered: Mapping[str, Coverage], last: Period) -> list[Period]:
    """Every complete period from the first record to the last one."""
    if not covered:
        return [last]
    start = min(one.first for one in covered.values())
    end = min(max(one.last for one in covered.values()), last.end)
    period = Period.containing(start, config.periods.kind, config.periods.fiscal_year_start)
    periods = []
    while period.start <= end and period.end <= last.end:
        periods.append(period)
        period = period.next()
    return periods


def ended_early(covered: Mapping[str, Coverage], periods: Iterable[Period]) -> Iterator[str]:
    """Say of each period which logs may have been taken out before it was over: it would be counted too low.

    A log whose last record lies in the first two thirds of a period, or before it, is not sure to be whole.
    What aggregated figures lack is not available, never 0.
    """
    for period in periods:
        for kind, one in covered.items():
            missing = (period.end - max(one.last, period.start - timedelta(days=1))).days
            if kind != COUNTS and one.first <= period.end and missing * _PARTS > period.days:
                yield (
                    f"{period.name} ends on {period.end}, and the last record of {kind} is of {one.last}: "
                    "what came in afterwards is counted as none; is the log whole?"
                )


def _check(period: Period, covered: Mapping[str, Coverage], today: date) -> None:
    if period.end >= today:
        when = "has not begun" if period.start > today else "has not ended"
        raise UsageError(
            f"the period {period.name} {when}: it runs from {period.start} to {period.end}",
            where="--period",
            mend=f"ask for a period that ended before {today}",
        )
    if not covered:
        raise UsageError(
            "no log has a record that can be counted, so there is nothing to report",
            where="--period",
            got=period.name,
            mend="see what was left out in rejects.csv in the work folder; "
            "a log without a record can't say that there was none",
        )
    first = min(one.first for one in covered.values())
    if period.end < first:
        raise UsageError(
            f"the period {period.name} ended before the first record ({first}): nothing is known of it",
            where="--period",
            mend="ask for a later period",
        )
