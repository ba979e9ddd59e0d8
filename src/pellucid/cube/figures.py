"""A source and the periods asked for in; the figures of each release, history and breakdowns included, out.

Every kind is counted once for all releases of one length of period together, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from pellucid.cube.aggregated import first_day
from pellucid.cube.aggregated import tabulate as tabulate_aggregated
from pellucid.cube.cells import BREAKDOWN_COLUMNS, Figures
from pellucid.cube.clean import SPAN
from pellucid.cube.count import Counts, count
from pellucid.cube.tables import COUNTS, first_and_last_day
from pellucid.cube.tabulate import tabulate
from pellucid.vocabulary.periods import InvalidPeriod, Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from pellucid.cube.cells import Cube
    from pellucid.cube.clean import CleanTable
    from pellucid.cube.tables import Source


@dataclass(frozen=True)
class Coverage:
    """The days between which a kind of log says anything."""

    first: date
    last: date


def coverage(source: Source) -> dict[str, Coverage]:
    """For each kind that has records; a period before a log's first record is not 0, it is unknown."""
    found = {
        table.kind: first_and_last_day(source.engine, table, source.totals[table.kind].hidden)
        for table in source.tables
    }
    covered = {kind: Coverage(first, last) for kind, (first, last) in found.items() if first and last}
    if source.aggregated and (start := first_day(source.aggregated)):
        ends = [row.span.end for rows in source.aggregated.series.values() for row in rows]
        covered[COUNTS] = Coverage(start, max(ends))
    return covered


def make_figures(
    source: Source, covered: Mapping[str, Coverage], requested: Iterable[Period], history: int
) -> Iterator[Figures]:
    """The figures of each requested period, those of one kind of period after the other."""
    for group in _disjoint(requested):
        first = min((one.first for one in covered.values()), default=None)
        windows = {period: _window(period, max(history, 1), first) for period in group}
        spans = tuple(sorted({period for window in windows.values() for period in window}))
        counted = _count(source, spans)
        for window in windows.values():
            yield _figures(source, covered, counted, window)


def _window(period: Period, history: int, first: date | None) -> tuple[Period, ...]:
    """The period and those before it, as far back as any log goes; the one before is always there."""
    window = [period]
    while len(window) <= history and (len(window) == 1 or first is None or window[0].start > first):
        try:
            window.insert(0, window[0].previous())
        except InvalidPeriod:  # the calendar begins here
            break
    return tuple(window)


def _disjoint(requested: Iterable[Period]) -> list[list[Period]]:
    """Periods of one kind never overlap; an interval stands alone."""
    ordered = sorted(requested, key=lambda period: (str(period.kind), period))
    groups: list[list[Period]] = []
    for kind, found in groupby(ordered, key=lambda period: period.kind):
        same = list(found)
        groups += [[period] for period in same] if kind is PeriodKind.INTERVAL else [same]
    return groups


@dataclass(frozen=True)
class _Counted:
    """Counts and breakdowns of every kind over all spans of a group."""

    spans: tuple[Period, ...]
    counts: Mapping[str, tuple[CleanTable, Counts]]
    breakdowns: pd.DataFrame


def _count(source: Source, spans: tuple[Period, ...]) -> _Counted:
    found = {
        table.kind: count(source.engine, table, spans, source.totals[table.kind].in_total)
        for table in source.tables
    }
    counts = {table.kind: (table, found[table.kind][0]) for table in source.tables}
    frames = [frame for _, frame in found.values() if len(frame)]
    empty = pd.DataFrame(columns=list(BREAKDOWN_COLUMNS))
    return _Counted(spans, counts, pd.concat(frames, ignore_index=True) if frames else empty)


def _figures(
    source: Source, covered: Mapping[str, Coverage], counted: _Counted, window: tuple[Period, ...]
) -> Figures:
    cubes: dict[str, Cube] = {}
    for kind, (_, counts) in counted.counts.items():
        periods = _within(window, covered.get(kind))
        cubes[kind] = tabulate(kind, _select(counts, counted.spans, periods), periods, source.totals[kind])
    if source.aggregated:
        periods = _within(window, covered.get(COUNTS))
        cubes[COUNTS] = tabulate_aggregated(
            COUNTS, source.aggregated, periods, source.totals[COUNTS].in_total
        )
    shown = [period.name for period in window[-2:]]
    breakdowns = counted.breakdowns[counted.breakdowns["period"].isin(shown)].reset_index(drop=True)
    timed = {
        key: records
        for _, counts in counted.counts.values()
        for key, records in counts.timed.items()
        if key[0] in shown
    }
    return Figures(window[-1], cubes, breakdowns, timed)


def _within(window: tuple[Period, ...], covered: Coverage | None) -> tuple[Period, ...]:
    """The periods of a window from the log's first record on; the release's own always."""
    if covered is None:
        return window[-1:]
    return (*(period for period in window[:-1] if period.end >= covered.first), window[-1])


def _select(counts: Counts, spans: tuple[Period, ...], periods: tuple[Period, ...]) -> Counts:
    """The counts of some of the spans, numbered by their place in `periods`."""
    places = {spans.index(period): place for place, period in enumerate(periods)}
    frame = counts.frame[counts.frame[SPAN].isin(list(places))]
    return Counts(frame.assign(**{SPAN: frame[SPAN].map(places)}), counts.measures)
