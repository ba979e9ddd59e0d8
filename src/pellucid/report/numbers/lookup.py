"""Takes ProtectedFigures, gives one number at a time by its codes; no section touches a frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS, COVERAGE_COLUMNS, TOTAL
from pellucid.cube.measures import How, Measure, measures_of
from pellucid.report.numbers.ratio import Ratio
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.cube.cells import Cube
    from pellucid.vocabulary.periods import Period


@dataclass(frozen=True)
class Number:
    """A published number: its status says which of value, lower and upper it has."""

    status: Status
    value: float | None = None
    lower: float | None = None
    upper: float | None = None

    @property
    def exact(self) -> bool:
        """Whether the value is the true one, so that it may be compared and divided."""
        return self.status in {Status.PUBLISHED, Status.DERIVED} and self.value is not None

    @property
    def whole(self) -> int:
        """The value as a whole number, for counts."""
        return round(self.value or 0)

    @property
    def known(self) -> bool:
        """Whether there is a value to show: the true one, or what it is at least."""
        return self.value is not None

    @property
    def withheld(self) -> bool:
        """Whether there is a value, which is not published."""
        return self.status in {Status.SUPPRESSED, Status.EMBARGOED}

    @property
    def zero(self) -> bool:
        """Whether it is known to be 0."""
        return self.exact and self.value == 0

    @property
    def some(self) -> bool:
        """Whether it is known to be more than 0; zeros are published, so a suppressed count is."""
        return self.status is Status.SUPPRESSED or (self.value or self.lower or 0) > 0


MISSING = Number(Status.NOT_AVAILABLE)
NONE_COUNTED = Number(Status.PUBLISHED, 0.0, 0.0, 0.0)


class Place(NamedTuple):
    """Where a number stands, but for its measure; a period of None is the release's own."""

    country: str = TOTAL
    request_type: str = TOTAL
    period: Period | None = None


EVERYWHERE = Place()


@dataclass(frozen=True)
class Coverage:
    """How many countries stand behind a total: with a figure, of these published, derived; known at all."""

    available: int
    published: int
    derived: int
    known: int

    @property
    def missing(self) -> int:
        """How many countries have no figure."""
        return self.known - self.available

    @property
    def complete(self) -> bool:
        """Whether no country is missing."""
        return self.missing == 0


@dataclass(frozen=True)
class Withheld:
    """How many figures above 0 are withheld in the release's own period, and how many are published."""

    cells: int
    published: int

    @classmethod
    def of(cls, numbers: Iterable[Number]) -> Withheld:
        """Count them by their statuses."""
        some = [number for number in numbers if number.some or number.withheld]
        cells = sum(number.withheld for number in some)
        return cls(cells, len(some) - cells)


@dataclass(frozen=True)
class CubeView:
    """The cells of one kind; `number` answers for the release's own period unless another is named."""

    kind: str
    of: str
    measures: tuple[Measure, ...]  # in published order, those that the log has
    periods: tuple[Period, ...]  # oldest first, the release's own last
    countries: tuple[str, ...]  # codes with a cell in the own period, without the total
    request_types: tuple[str, ...]
    _numbers: Mapping[tuple[str, str, str, str], Number]
    _coverage: Mapping[tuple[str, str, str], Coverage]

    @property
    def period(self) -> Period:
        """The release's own period."""
        return self.periods[-1]

    @property
    def aggregated(self) -> bool:
        """Whether the figures were counted by others, so that countries may be missing."""
        return self.kind != self.of

    def has(self, measure: str) -> bool:
        """Say whether the log has a measure."""
        return any(measure == known.code for known in self.measures)

    def numbers(self) -> Iterable[Number]:
        """Give every number, whatever it is about."""
        return self._numbers.values()

    def of_period(self, period: str) -> Iterator[Number]:
        """Give every number of a period."""
        return (number for key, number in self._numbers.items() if key[0] == period)

    def types_of(self, country: str) -> tuple[str, ...]:
        """Give the types, or categories, that a country has a cell of in the own period."""
        own = self.period.name
        measure = self.measures[0].code
        return tuple(kind for kind in self.request_types if (own, country, kind, measure) in self._numbers)

    def has_types(self, period: Period) -> bool:
        """Say whether a period has countries' figures by type: a release has them of its own period alone."""
        return any(key[0] == period.name and TOTAL not in key[1:3] for key in self._numbers)

    def measure(self, code: str) -> Measure:
        """Give a measure that the log has."""
        return next(known for known in self.measures if known.code == code)

    def number(
        self, measure: str, country: str = TOTAL, request_type: str = TOTAL, period: Period | None = None
    ) -> Number:
        """Give one number; in a log of records, what no cell carries was counted 0 times."""
        name = (period or self.period).name
        absent = MISSING if self.aggregated or measure not in self._additive else NONE_COUNTED
        return self._numbers.get((name, country, request_type, measure), absent)

    def withheld(self, measure: str) -> Withheld:
        """Say how many figures of a measure are withheld, totals included."""
        own = self.period.name
        return Withheld.of(
            number for key, number in self._numbers.items() if (key[0], key[3]) == (own, measure)
        )

    @cached_property
    def _additive(self) -> frozenset[str]:
        return frozenset(known.code for known in self.measures if known.additive)

    def coverage(self, measure: str, period: Period | None = None) -> Coverage | None:
        """Say how many countries stand behind the total over countries and types."""
        return self._coverage.get(((period or self.period).name, TOTAL, measure))

    def ratio(
        self, rate: Measure, country: str = TOTAL, request_type: str = TOTAL, period: Period | None = None
    ) -> Ratio | None:
        """Give a rate's numerator and denominator as whole numbers, where both are exact."""
        if self.number(rate.code, country, request_type, period).withheld:
            return None
        parts = (rate.numerator or "", rate.denominator or "")
        top, bottom = (self.number(part, country, request_type, period) for part in parts)
        return Ratio(top.whole, bottom.whole) if top.exact and bottom.exact else None


class Lookup:
    """Every number that may be said, by its codes."""

    def __init__(self, figures: ProtectedFigures, rate_of: str = "received") -> None:
        self.period = figures.period
        self.national_security = figures.national_security
        self._views = {kind: _view(cube, rate_of) for kind, cube in figures.cubes.items()}
        self._breakdowns = _breakdowns(figures.breakdowns)
        self._counted = {(key[0], key[1], key[3]) for key in self._breakdowns}

    def of(self, kind: str) -> CubeView | None:
        """Give the cells with a kind's measures: its own log's, else those of counts `of` that kind."""
        counted = self._views.get(kind)
        others = (view for view in self._views.values() if view.of == kind)
        return counted or next(others, None)

    def views(self) -> Iterator[CubeView]:
        """Give the cells of every kind."""
        return iter(self._views.values())

    @property
    def statuses(self) -> set[Status]:
        """Every status that a reader meets; in logs of records what is not available is a rate of nothing."""
        cells = {number.status for view in self.views() if view.aggregated for number in view.numbers()}
        others = {number.status for view in self.views() for number in view.numbers()}
        others |= {number.status for number in self._breakdowns.values()}
        return cells | others - {Status.NOT_AVAILABLE}

    @property
    def has_breakdowns(self) -> bool:
        """Whether there is any breakdown."""
        return bool(self._breakdowns)

    def withheld(self) -> Iterator[Number]:
        """Give every number of the own period that is withheld."""
        own = self.period.name
        cells = (item for view in self.views() for item in view.of_period(own))
        breakdowns = (number for key, number in self._breakdowns.items() if key[0] == own)
        return (number for number in (*cells, *breakdowns) if number.withheld)

    def withheld_breakdowns(self) -> Withheld:
        """Say how many figures of the breakdowns are withheld."""
        own = self.period.name
        return Withheld.of(number for key, number in self._breakdowns.items() if key[0] == own)

    def codes(self, dimension: str, period: Period | None = None) -> tuple[str, ...]:
        """Give the codes of a breakdown in a period, as the cube orders them."""
        name = (period or self.period).name
        return tuple(dict.fromkeys(key[2] for key in self._breakdowns if key[:2] == (name, dimension)))

    def breakdown(self, dimension: str, code: str, measure: str, period: Period | None = None) -> Number:
        """Give one number of a breakdown over all countries; a code with no row was counted 0 times."""
        name = (period or self.period).name
        absent = NONE_COUNTED if self.has(dimension, measure, period) else MISSING
        return self._breakdowns.get((name, dimension, code, measure), absent)

    def has(self, dimension: str, measure: str, period: Period | None = None) -> bool:
        """Say whether a breakdown has figures of a measure."""
        return ((period or self.period).name, dimension, measure) in self._counted


def _view(cube: Cube, rate_of: str) -> CubeView:
    numbers = {
        (row[0], row[1], row[2], row[3]): number_of(row[4:])
        for row in cube.cells.loc[:, list(CELL_COLUMNS)].itertuples(index=False, name=None)
    }
    own = [key for key in numbers if key[0] == cube.periods[-1].name]
    known = {measure.code: measure for measure in measures_of(cube.of, rate_of)}
    return CubeView(
        kind=cube.kind,
        of=cube.of,
        measures=tuple(known[code] for code in cube.measures),
        periods=tuple(cube.periods),
        countries=tuple(sorted({key[1] for key in own} - {TOTAL})),
        request_types=tuple(sorted({key[2] for key in own} - {TOTAL})),
        _numbers=numbers,
        _coverage=_coverage(cube.coverage),
    )


def _coverage(frame: pd.DataFrame) -> dict[tuple[str, str, str], Coverage]:
    rows = frame.loc[:, list(COVERAGE_COLUMNS)].itertuples(index=False, name=None)
    return {(row[0], row[1], row[2]): Coverage(*(int(count) for count in row[3:])) for row in rows}


def _breakdowns(frame: pd.DataFrame) -> dict[tuple[str, str, str, str], Number]:
    rows = frame.loc[:, list(BREAKDOWN_COLUMNS)].itertuples(index=False, name=None)
    return {(row[0], row[1], row[2], row[3]): number_of(row[4:]) for row in rows}


def number_of(parts: Sequence[Any]) -> Number:
    """Read a row's last columns: value, lower, upper (nothing, or NaN: there is none) and status."""
    value, lower, upper, status = parts
    return Number(Status(status), _or_none(value), _or_none(lower), _or_none(upper))


def _or_none(number: float | None) -> float | None:
    return None if number is None or math.isnan(number) else float(number)


def in_place_of(*numbers: Number) -> Number:
    """Give what stands instead of a figure that is made of numbers of which some are not exact."""
    statuses = {number.status for number in numbers}
    withheld = (status for status in (Status.SUPPRESSED, Status.EMBARGOED) if status in statuses)
    return Number(next(withheld, Status.NOT_AVAILABLE))


def is_rate(measure: Measure) -> bool:
    """Say whether a measure is one number divided by another."""
    return measure.how is How.RATE
