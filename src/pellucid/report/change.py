"""Takes a measure now and in the period before, gives the change in words, or None where none is claimed.

No change is claimed when either side is not exact, when a change of method lies between, or when the log does
not reach back that far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.measures import How
from pellucid.report import period_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pellucid.config.model import Break
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.lookup import CubeView, Number
    from pellucid.vocabulary.periods import Period


def change_words(context: Context, view: CubeView, measure: Measure, country: str = TOTAL) -> str | None:
    """Say how a measure changed on the period before: "up 12% on the quarter before"."""
    before = period_before(view)
    if before is None or breaks_between(context.config.breaks, [measure.code], before, view.period):
        return None
    change = _rate_change if measure.how is How.RATE else _count_change
    words = None if measure.how is How.MEDIAN else change(context, view, measure, country)
    return _since(context, view, words)


def change_of_counts(context: Context, view: CubeView, before: Number, now: Number) -> str | None:
    """Say how a count of a breakdown changed; `view` is of the kind that the breakdown is of."""
    if period_before(view) is None or not before.exact or not now.exact:
        return None
    return _since(context, view, context.words.change(before.whole, now.whole))


def _since(context: Context, view: CubeView, change: str | None) -> str | None:
    return None if change is None else period_words.on_the_one_before(context.words, change, view.period.kind)


def period_before(view: CubeView) -> Period | None:
    """Give the period before the release's own, where the log reaches back that far."""
    shown = periods_with_figures(view)
    return shown[-2] if len(shown) > 1 else None


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


def _count_change(context: Context, view: CubeView, measure: Measure, country: str) -> str | None:
    before = view.number(measure.code, country, period=period_before(view))
    now = view.number(measure.code, country)
    return context.words.change(before.whole, now.whole) if before.exact and now.exact else None


def _rate_change(context: Context, view: CubeView, measure: Measure, country: str) -> str | None:
    before = view.ratio(measure, country, period=period_before(view))
    now = view.ratio(measure, country)
    if before is None or now is None or not before.denominator or not now.denominator:
        return None
    return context.words.change_of_rate(before, now)
