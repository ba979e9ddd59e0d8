"""Takes a measure now and earlier, gives the change in words, or None where none is claimed.

Earlier is the period before, and the same period a year before.

No change is claimed when either side is not exact, when a change of method lies between, or when the log does
not reach back that far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.measures import How
from pellucid.report.wording import period_words
from pellucid.vocabulary.periods import InvalidPeriod

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pellucid.config.model import Break
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView, Number
    from pellucid.vocabulary.periods import Period


def change_words(context: Context, view: CubeView, measure: Measure, country: str = TOTAL) -> str | None:
    """Say how a measure changed on the period before: "up 12% on the quarter before"."""
    change = _change(context, view, measure, country, period_before(view))
    return None if change is None else period_words.on_the_one_before(context.words, change, view.period.kind)


def change_on_year(context: Context, view: CubeView, measure: Measure, country: str = TOTAL) -> str | None:
    """Say how a measure changed on the same period a year before; None where that is the one before."""
    change = _change(context, view, measure, country, year_before(view))
    return (
        None if change is None else period_words.on_the_year_before(context.words, change, view.period.kind)
    )


def change_of_counts(
    context: Context, view: CubeView, measure: str, before: Number, now: Number
) -> str | None:
    """Say how a count of a breakdown changed; `view` is of the kind that the breakdown is of."""
    earlier = period_before(view)
    if earlier is None or not before.exact or not now.exact:
        return None
    if breaks_between(context.config.breaks, [measure], earlier, view.period):
        return None
    change = context.words.change(before.whole, now.whole)
    return period_words.on_the_one_before(context.words, change, view.period.kind)


def _change(
    context: Context, view: CubeView, measure: Measure, country: str, before: Period | None
) -> str | None:
    """Say how a measure changed since a period, or nothing where none can be claimed."""
    if before is None or breaks_between(context.config.breaks, _counted(measure), before, view.period):
        return None
    if measure.how is How.MEDIAN:
        return None
    change = _rate_change if measure.how is How.RATE else _count_change
    return change(context, view, measure, country, before)


def _counted(measure: Measure) -> tuple[str, ...]:
    """Name what a measure rests on: a rate is counted otherwise when one of its parts is."""
    return tuple(filter(None, (measure.code, measure.numerator, measure.denominator)))


def period_before(view: CubeView) -> Period | None:
    """Give the period before the release's own, where the log reaches back that far."""
    shown = periods_with_figures(view)
    return shown[-2] if len(shown) > 1 else None


def year_before(view: CubeView) -> Period | None:
    """Give the same period a year earlier, where the log reaches back that far and it is not the one before.

    Where a year is no whole number of periods there is none.
    """
    before = period_before(view)
    try:
        wanted = view.period.year_before()
    except InvalidPeriod:
        return None
    found = next((period for period in periods_with_figures(view) if period == wanted), None)
    return None if found == before else found


def periods_with_figures(view: CubeView) -> tuple[Period, ...]:
    """Leave out the periods before the first record: a log that had not begun is no zero."""
    for place, period in enumerate(view.periods):
        if any(view.number(measure.code, period=period).some for measure in view.measures):
            return view.periods[place:]
    return view.periods[-1:]


def breaks_between(breaks: Iterable[Break], measures: Iterable[str], first: Period, second: Period) -> bool:
    """Say whether the method of any of the measures changed after the first period began."""
    wanted = set(measures)
    return any(first.start < change.date <= second.end and wanted & set(change.measures) for change in breaks)


def _count_change(
    context: Context, view: CubeView, measure: Measure, country: str, since: Period
) -> str | None:
    before = view.number(measure.code, country, period=since)
    now = view.number(measure.code, country)
    return context.words.change(before.whole, now.whole) if before.exact and now.exact else None


def _rate_change(
    context: Context, view: CubeView, measure: Measure, country: str, since: Period
) -> str | None:
    before = view.ratio(measure, country, period=since)
    now = view.ratio(measure, country)
    if before is None or now is None or not before.denominator or not now.denominator:
        return None
    return context.words.change_of_rate(before, now)
