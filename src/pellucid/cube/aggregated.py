"""Clean rows of a counts log in; its cube, derived and bounded cells and totals included, out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd

from pellucid.cube.cells import CELL_COLUMNS, COVERAGE_COLUMNS, TOTAL, Cube
from pellucid.cube.measures import How, measures_of
from pellucid.cube.overlaps import Answer, Conflict, Known, Span, settle
from pellucid.cube.totals import total
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.vocabulary.periods import Period

NUMBERS = ("value", "lower", "upper")
_MILLION = 1_000_000
_NONE = Answer(Status.NOT_AVAILABLE, None, None, None)


@dataclass(frozen=True)
class SeriesKey:
    """What a series of aggregated rows is about."""

    country: str
    request_type: str
    measure: str


@dataclass(frozen=True)
class SeriesConflict:
    """A contradiction in a series."""

    key: SeriesKey
    conflict: Conflict


@dataclass(frozen=True)
class Aggregated:
    """All series of a counts log, each row once (breakdowns added up), and the measures that it has.

    process: series of types that are in no table but their own.
    """

    of: str
    measures: tuple[str, ...]
    series: Mapping[SeriesKey, tuple[Known, ...]]
    process: Mapping[SeriesKey, tuple[Known, ...]] = field(default_factory=dict)


def with_measures(rows: ir.Table, measures: Collection[str], columns: Collection[str]) -> ir.Table:
    """Say in each row of a log which measures it is about."""
    return rows.mutate(**{f"{code}_there": ibis.literal(int(code in columns)) for code in measures})


def gather(
    engine: Engine, rows: ir.Table, of: str, measures: tuple[str, ...], hidden: Collection[str]
) -> Aggregated:
    """Fetch the rows, added up over breakdowns; a cell of which any part is empty has no figure.

    rows: with what `with_measures` adds. hidden: types whose series are kept apart.
    """
    keys = ["period_start", "period_end", "country", "request_type"]
    sums = {}
    for code in measures:
        sums[code] = rows[code].sum()
        sums[f"{code}_upper"] = rows[f"{code}_upper"].sum()
        there = rows[f"{code}_there"]
        sums[f"{code}_there"] = there.sum()
        sums[f"{code}_empty"] = ibis.ifelse(rows[code].isnull(), there, 0).sum()
    found = engine.fetch_rows(rows.group_by(keys).aggregate(**sums).order_by(keys))
    series: dict[SeriesKey, list[Known]] = defaultdict(list)
    for row in found:
        for code in measures:
            if not row[f"{code}_there"]:
                continue
            # A cell that is never filled in is a series too: its figure is not available, which is not 0.
            rows_of = series[SeriesKey(row["country"], row["request_type"], code)]
            if row[f"{code}_empty"] == 0:
                rows_of.append(_known(row, code))
    settled = {key: tuple(known) for key, known in sorted(series.items(), key=_by_key)}
    apart = {key: known for key, known in settled.items() if key.request_type in hidden}
    return Aggregated(of, measures, {key: settled[key] for key in settled if key not in apart}, apart)


def _by_key(item: tuple[SeriesKey, object]) -> tuple[str, str, str]:
    return item[0].country, item[0].request_type, item[0].measure


def _known(row: Mapping[str, Any], code: str) -> Known:
    span = Span(row["period_start"], row["period_end"])
    return Known(span, int(row[code]), int(row[f"{code}_upper"]))


def first_day(aggregated: Aggregated) -> Any:  # noqa: ANN401 - a date, or None
    """The first day that any row is about."""
    return min((row.span.start for rows in aggregated.series.values() for row in rows), default=None)


def conflicts(aggregated: Aggregated) -> tuple[SeriesConflict, ...]:
    """Every contradiction of the log."""
    return tuple(
        SeriesConflict(key, conflict)
        for key, rows in aggregated.series.items()
        for conflict in settle(rows, ())[1]
    )


def tabulate(
    kind: str, aggregated: Aggregated, periods: tuple[Period, ...], in_total: Collection[str] | None
) -> Cube:
    """Make the cube; the last of `periods` is the release's own."""
    spans = tuple(Span(period.start, period.end) for period in periods)
    answers = {key: settle(rows, spans)[0] for key, rows in aggregated.series.items()}
    board = _Board.of(aggregated, answers, in_total)
    cells: list[tuple[object, ...]] = []
    coverage: list[tuple[object, ...]] = []
    for place, period in enumerate(periods):
        cells += board.cells(period, place, full=place == len(periods) - 1)
        coverage += board.coverage(period, place)
    return Cube(
        kind,
        aggregated.of,
        board.measures,
        periods,
        pd.DataFrame(cells, columns=list(CELL_COLUMNS)).astype(dict.fromkeys(NUMBERS, "float64")),
        pd.DataFrame(coverage, columns=list(COVERAGE_COLUMNS)),
    )


@dataclass(frozen=True)
class _Board:
    """Answers of every series in every period, and what follows for totals and rates."""

    aggregated: Aggregated
    answers: Mapping[SeriesKey, tuple[Answer, ...]]
    in_total: Collection[str] | None
    types_of: Mapping[str, tuple[str, ...]]  # by country

    @classmethod
    def of(
        cls,
        aggregated: Aggregated,
        answers: Mapping[SeriesKey, tuple[Answer, ...]],
        in_total: Collection[str] | None,
    ) -> _Board:
        types: dict[str, set[str]] = defaultdict(set)
        for key in answers:
            types[key.country].add(key.request_type)
        return cls(aggregated, answers, in_total, {one: tuple(sorted(types[one])) for one in sorted(types)})

    @property
    def types(self) -> list[str]:
        return sorted({kind for kinds in self.types_of.values() for kind in kinds})

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that the log has, and rates whose parts it has, in published order."""
        has = set(self.aggregated.measures)
        return tuple(
            measure.code
            for measure in measures_of(self.aggregated.of)
            if measure.code in has or {measure.numerator, measure.denominator} <= has
        )

    def cells(self, period: Period, place: int, *, full: bool) -> list[tuple[object, ...]]:
        """The period's rows in published order: totals first."""
        rows: list[tuple[object, ...]] = []
        for kind in (TOTAL, *self.types):
            rows += self._rows(
                period, TOTAL, kind, {code: self._world(kind, code, place) for code in self._sums}
            )
        for country, kinds in self.types_of.items():
            for kind in (TOTAL, *(kinds if full else ())):
                found = {code: self._country(country, kind, code, place) for code in self._sums}
                rows += self._rows(period, country, kind, found)
        return rows

    @property
    def _sums(self) -> tuple[str, ...]:
        return self.aggregated.measures

    def _rows(
        self, period: Period, country: str, kind: str, found: Mapping[str, Answer | None]
    ) -> list[tuple[object, ...]]:
        rated = self.in_total is None or kind == TOTAL or kind in self.in_total
        rows: list[tuple[object, ...]] = []
        for measure in measures_of(self.aggregated.of):
            if measure.code in found:
                answer = found[measure.code]
            elif measure.how is How.RATE and rated and measure.code in self.measures:
                answer = _rate(found[measure.numerator or ""], found[measure.denominator or ""])
            else:
                continue
            if answer is not None:
                rows.append((period.name, country, kind, measure.code, *_filled(answer)))
        return rows

    def _country(self, country: str, kind: str, code: str, place: int) -> Answer | None:
        """A country's answer; None where the log never has such a cell."""
        if kind != TOTAL:
            found = self.answers.get(SeriesKey(country, kind, code))
            return found[place] if found else None
        counted = [one for one in self.types_of[country] if self.in_total is None or one in self.in_total]
        return _added([self._country(country, one, code, place) for one in counted])

    def _world(self, kind: str, code: str, place: int) -> Answer | None:
        return _added([self._country(country, kind, code, place) for country in self.types_of])

    def coverage(self, period: Period, place: int) -> list[tuple[object, ...]]:
        """How many countries stand behind each total over countries."""
        return [
            (period.name, kind, code, *self._behind(kind, code, place))
            for kind in (TOTAL, *self.types)
            for code in self._sums
        ]

    def _behind(self, kind: str, code: str, place: int) -> tuple[int, int, int, int]:
        parts = [self._country(country, kind, code, place) for country in self.types_of]
        known = [part for part in parts if part is not None]
        there = [part for part in known if part.status is not Status.NOT_AVAILABLE]
        derived = sum(part.status is Status.DERIVED for part in there)
        return len(there), len(there) - derived, derived, len(known)


def _rate(part: Answer | None, whole: Answer | None) -> Answer | None:
    """A rate of two numbers that are both known exactly, to six decimals, rounded half up."""
    if part is None or whole is None:
        return None
    if part.value is None or not whole.value:
        return _NONE
    if Status.AT_LEAST in {part.status, whole.status} or part.value > whole.value:
        return _NONE
    share = (2 * part.value * _MILLION + whole.value) // (2 * whole.value) / _MILLION
    return Answer(Status.PUBLISHED, share, share, share)  # type: ignore[arg-type] # a share, not a count


def _added(found: list[Answer | None]) -> Answer | None:
    parts = [part for part in found if part is not None]
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    if all(part.status is Status.NOT_AVAILABLE for part in parts):
        return _NONE
    return total(parts)


def _filled(answer: Answer) -> tuple[float | None, float | None, float | None, str]:
    return answer.value, answer.lower, answer.upper, str(answer.status)
