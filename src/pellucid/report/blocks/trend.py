"""Takes the margins of all periods, gives the line chart over the history and the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.report.blocks.line_notes import break_notes, gap_notes, points_known, with_points
from pellucid.report.blocks.method_changes import marked
from pellucid.report.blocks.tabulate import (
    in_words,
    measure_cells,
    measure_columns,
    name_cell,
    number_cell,
    with_legend,
)
from pellucid.report.model import Cell, Column, EventMark, Figure, LineData, Point, Row, Series, Table
from pellucid.report.numbers.change import breaks_between, periods_with_figures
from pellucid.report.numbers.lookup import MISSING, Place
from pellucid.report.wording import period_words
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pellucid.config.model import Break
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import Coverage, CubeView, Number
    from pellucid.vocabulary.periods import Period

# The measures of a kind that are drawn as lines.
LINES = {
    "legal_requests": ("requests", "requests_disclosed"),
    "removal_orders": ("orders", "orders_complied"),
    "user_reports": ("reports", "reports_actioned"),
    "statements_of_reasons": ("decisions", "decisions_automated"),
}
FEWEST_POINTS = 2  # one point is no line
TIMES_HIGHER = 2  # from here on a high between two ends is what a line shows


def trend_figure(context: Context, view: CubeView, name: str, country: str = TOTAL) -> Figure | None:
    """Draw a kind's main measures over the history, with events and breaks; None without one."""
    periods = periods_with_figures(view)
    measures = drawn(view)
    series = tuple(_series(context, view, measure, country, periods) for measure in measures)
    if not any(points_known(line) >= FEWEST_POINTS for line in series) or _only_zeros(series):
        return None
    events = event_marks(context, periods)
    return Figure(
        id=name,
        title=finding(context, view, country),
        subtitle=_subtitle(context, measures, periods),
        alt=context.words.paragraph(_line_in_words(context, line) for line in series),
        line=LineData(with_points(series), events, _cuts(context, view, country, periods)),
        notes=(
            *gap_notes(context, series),
            *_coverage_notes(context, view, country),
            *break_notes(context, measures, periods),
        ),
        events=events,
        source=context.data_file(view.kind),
    )


def finding(context: Context, view: CubeView, country: str = TOTAL) -> str:
    """State what the lines show: where the first of them began and ended, or how high it is at least.

    A high in between that is twice as high as both ends is named instead of the beginning.
    """
    words, measure, periods = context.words, drawn(view)[0], periods_with_figures(view)
    first, last = (view.number(measure.code, country, period=period) for period in (periods[0], periods[-1]))
    cut = breaks_between(context.config.breaks, [measure.code], periods[0], periods[-1])
    now = {
        "n": _in_words(context, view, last, Place(country)),
        "period": period_words.label(words, periods[-1]),
    }
    label = words.say(measure.label)
    if last.withheld:
        return words.say("{measure}: the figure of {period} is withheld", measure=label, period=now["period"])
    if cut or not first.exact or not last.exact or len(periods) < FEWEST_POINTS:
        return words.say("{measure}: {n} in {period}", measure=label, **now)
    told = {**now, "measure": label, "before": in_words(words, first)}
    told["earlier"] = period_words.label(words, periods[0])
    high = _high_between(view, measure, country, periods)
    if high:
        most, peak = in_words(words, high[0]), period_words.label(words, high[1])
        return words.say(
            "{measure}: {n} in {period}, after a high of {most} in {peak}",
            measure=label,
            most=most,
            peak=peak,
            **now,
        )
    if last.whole > first.whole:
        return words.say("{measure}: up from {before} in {earlier} to {n} in {period}", **told)
    if last.whole < first.whole:
        return words.say("{measure}: down from {before} in {earlier} to {n} in {period}", **told)
    return words.say("{measure}: {n} in {period}, as many as in {earlier}", **told)


def _high_between(
    view: CubeView, measure: Measure, country: str, periods: Sequence[Period]
) -> tuple[Number, Period] | None:
    """Find the latest high at least twice as high as the first and the last; none where a figure lacks."""
    numbers = [view.number(measure.code, country, period=period) for period in periods]
    if not all(number.exact for number in numbers):
        return None
    place = max(range(len(numbers)), key=lambda at: (numbers[at].whole, at))
    ends = max(numbers[0].whole, numbers[-1].whole)
    higher = numbers[place].whole > ends and numbers[place].whole >= TIMES_HIGHER * ends
    return (numbers[place], periods[place]) if higher else None


def history_table(context: Context, view: CubeView, name: str, caption: str, country: str = TOTAL) -> Table:
    """List every measure of every period, newest first, with the countries behind each total.

    The row at which a method changes is marked.
    """
    counted = country == TOTAL and view.aggregated
    extra = _coverage_columns(context) if counted else ()
    periods = periods_with_figures(view)[::-1]
    rows = [
        Row(
            name_cell(period_words.heading(context.words, period)),
            measure_cells(context, view, Place(country, period=period))
            + (_coverage_cells(context, view, period) if counted else ()),
        )
        for period in periods
    ]
    table = Table(
        id=name,
        caption=caption,
        columns=(
            Column(context.words.say("Period"), numeric=False, width=2),
            *measure_columns(context.words, view.measures),
            *extra,
        ),
        rows=tuple(rows),
        source=context.data_file(view.kind),
    )
    return marked(context, with_legend(context.words, table), view.measures, periods)


def drawn(view: CubeView) -> tuple[Measure, ...]:
    """Give the measures that are drawn: those of the list that the log has."""
    return tuple(view.measure(code) for code in LINES[view.of] if view.has(code))


def coverage_warning(context: Context) -> str:
    """Say why totals over a changing number of countries are no trend."""
    return context.words.say(
        "A total is over the countries with figures. Their number changes from period to period, "
        "so a difference between two periods is not a trend."
    )


def event_marks(context: Context, periods: Sequence[Period]) -> tuple[EventMark, ...]:
    """Place the events that lie in the periods, numbered in order of date."""
    dated = sorted(context.config.events, key=lambda event: event.date)
    placed = [(event, _place(event.date, periods)) for event in dated]
    inside = [(event, place) for event, place in placed if place is not None]
    return tuple(
        EventMark(place, context.words.day(event.date), event.label, event.url, number)
        for number, (event, place) in enumerate(inside, start=1)
    )


def _place(day: date, periods: Sequence[Period]) -> float | None:
    return next(
        (
            index + (day - period.start).days / period.days
            for index, period in enumerate(periods)
            if period.contains(day)
        ),
        None,
    )


def break_places(
    breaks: Sequence[Break], measures: Sequence[Measure], periods: Sequence[Period]
) -> tuple[int, ...]:
    """Say before which points the line is cut: a period that a change of method divides stands alone."""
    drawn_codes = {measure.code for measure in measures}
    days = [change.date for change in breaks if drawn_codes & set(change.measures)]
    places = {
        place
        for day in days
        for index, period in enumerate(periods)
        if period.contains(day)
        for place in ((index,) if day == period.start else (index, index + 1))
    }
    return tuple(sorted(place for place in places if 0 < place < len(periods)))


def _cuts(context: Context, view: CubeView, country: str, periods: Sequence[Period]) -> tuple[int, ...]:
    """Say before which points no line is drawn: at a break, and where totals lack countries."""
    measures = drawn(view)
    partial = [
        any(
            view.number(measure.code, country, period=period).status is Status.AT_LEAST
            for measure in measures
        )
        for period in periods
    ]
    between = {place for place in range(1, len(periods)) if partial[place] or partial[place - 1]}
    return tuple(sorted({*break_places(context.config.breaks, measures, periods), *between}))


def _series(
    context: Context, view: CubeView, measure: Measure, country: str, periods: Sequence[Period]
) -> Series:
    words = context.words
    numbers = [(period, view.number(measure.code, country, period=period)) for period in periods]
    label = words.say(measure.label)
    if any(number.status is Status.AT_LEAST for _, number in numbers):
        label = words.say("{measure}, at least", measure=label)
    points = tuple(
        Point(
            period_words.axis_label(words, period),
            number.value,
            _in_words(context, view, number, Place(country, period=period)),
            number.withheld,
        )
        for period, number in numbers
    )
    return Series(label, points)


def _subtitle(context: Context, measures: Sequence[Measure], periods: Sequence[Period]) -> str:
    first, *others = (context.words.say(measure.label) for measure in measures)
    return context.words.say(
        "{measures}, {first} to {last}",
        measures=context.words.listed([first, *map(context.words.lowered, others)]),
        first=period_words.label(context.words, periods[0]),
        last=period_words.label(context.words, periods[-1]),
    )


def _line_in_words(context: Context, line: Series) -> str:
    words = context.words
    points = words.apart(
        words.say("{period}: {n}", period=point.label, n=point.text) for point in line.points
    )
    return words.say("{measure}: {points}.", measure=line.label, points=points)


def _only_zeros(series: Sequence[Series]) -> bool:
    """Whether nothing above 0 is published: an axis up to 1 would seem to bound what is not."""
    return not any(point.value for line in series for point in line.points)


def _coverage_notes(context: Context, view: CubeView, country: str) -> tuple[str, ...]:
    return (coverage_warning(context),) if country == TOTAL and view.aggregated else ()


def _in_words(context: Context, view: CubeView, number: Number, place: Place) -> str:
    """Write a number; a total over aggregated figures with the countries behind it."""
    told, coverage = in_words(context.words, number), view.coverage(view.measures[0].code, place.period)
    if not view.aggregated or place.country != TOTAL or coverage is None:
        return told
    return context.words.say("{n} ({countries})", n=told, countries=_behind(context, coverage))


def _behind(context: Context, coverage: Coverage) -> str:
    return context.words.plural(
        "{part} of {n} country",
        "{part} of {n} countries",
        coverage.known,
        part=context.words.count(coverage.available),
    )


def _coverage_columns(context: Context) -> tuple[Column, ...]:
    say = context.words.say
    return (
        Column(say("Countries with figures")),
        Column(say("Of these reported")),
        Column(say("Of these derived")),
    )


def _coverage_cells(context: Context, view: CubeView, period: Period) -> tuple[Cell, ...]:
    coverage = view.coverage(view.measures[0].code, period)
    if coverage is None:
        return (number_cell(context.words, MISSING),) * 3
    text = context.words.say(
        "{part} of {whole}",
        part=context.words.count(coverage.available),
        whole=context.words.count(coverage.known),
    )
    parts = (coverage.published, coverage.derived)
    return (
        Cell(text, sort=str(coverage.available)),
        *(Cell(context.words.count(part), sort=str(part)) for part in parts),
    )
