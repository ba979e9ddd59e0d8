"""What 50 U.S.C. § 1874 permits, as data; counts of process in, a table of bands that may be published out.

The law lets a publisher under a duty of silence report in one of four structures. Which rows stand apart, how
wide the bands are and how old a figure must be, stands in OPTIONS and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from pellucid.cube.cells import CELL_COLUMNS, COVERAGE_COLUMNS, TOTAL, Cube
from pellucid.cube.national_security import MEASURES
from pellucid.errors import DataProblems
from pellucid.vocabulary.periods import Period, PeriodKind
from pellucid.vocabulary.request_types import NATIONAL_SECURITY
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pellucid.cube.national_security import Process

NSL = "nsl"
FISA = ("fisa_content", "fisa_noncontent")

Released = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Part:
    """Rows of a table that are about the same period.

    rows: the types that stand apart; none: everything is one row. days, years: how long ago the period must
    have ended when it is published. new_platform: for how many days after its receipt an order counts not yet
    that is about a platform which no such order was about before.
    """

    rows: tuple[str, ...] = ()
    days: int = 0
    years: int = 0
    new_platform: int = 0

    @property
    def shown(self) -> tuple[str, ...]:
        """The rows by their code in the published table."""
        return self.rows or (TOTAL,)


@dataclass(frozen=True)
class Option:
    """A structure of the law: its paragraph, the width of its bands, what a report covers, its parts."""

    number: int
    paragraph: str
    width: int
    unit: PeriodKind
    parts: tuple[Part, ...]

    @property
    def combined(self) -> bool:
        """Whether all process is one figure."""
        return not any(part.rows for part in self.parts)

    @property
    def known(self) -> frozenset[str]:
        """The types that have a row of their own."""
        return frozenset(code for part in self.parts for code in part.rows)


_APART = (Part((NSL,)), Part(FISA, days=180, new_platform=540))
OPTIONS: Mapping[int, Option] = {
    option.number: option
    for option in (
        Option(1, "(a)(1)", 1000, PeriodKind.HALF_YEAR, _APART),
        Option(2, "(a)(2)", 500, PeriodKind.HALF_YEAR, _APART),
        Option(3, "(a)(3)", 250, PeriodKind.HALF_YEAR, (Part(),)),
        Option(4, "(a)(4)", 100, PeriodKind.YEAR, (Part(years=1),)),
    )
}


@dataclass(frozen=True)
class Band:
    """All that may be said of a number: it lies from `lower` to `upper`, both included."""

    lower: int
    upper: int


def band(number: int, width: int) -> Band:
    """The band that a number lies in; they begin with 0, so none is said as little as a few."""
    lower = number // width * width
    return Band(lower, lower + width - 1)


@dataclass(frozen=True)
class PartTable:
    """A part with its period; a row that the log can't speak of has no bands."""

    part: Part
    period: Period
    bands: Mapping[tuple[str, str], Band]  # by the row's code and the measure


@dataclass(frozen=True)
class NationalSecurity:
    """The table of a release, as it may be published."""

    option: Option
    parts: tuple[PartTable, ...]

    @property
    def cube(self) -> Cube:
        """The same as cells."""
        found = [
            (one.period.name, TOTAL, code, measure, None, span.lower, span.upper, str(Status.BANDED))
            for one in sorted(self.parts, key=lambda one: one.period)
            for (code, measure), span in one.bands.items()
        ]
        cells = pd.DataFrame(found, columns=list(CELL_COLUMNS))
        cells = cells.astype(dict.fromkeys(("value", "lower", "upper"), "float64"))
        periods = tuple(sorted({one.period for one in self.parts}))
        coverage = pd.DataFrame(columns=list(COVERAGE_COLUMNS))
        return Cube(NATIONAL_SECURITY, NATIONAL_SECURITY, MEASURES, periods, cells, coverage)


def latest(part: Part, unit: PeriodKind, day: date, fiscal_year_start: int = 1) -> Period:
    """The newest period that may be told of on a day."""
    last = _years_before(day, part.years) - timedelta(days=part.days)
    period = Period.containing(last, unit, fiscal_year_start)
    return period if period.end == last else period.previous()


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 2, 28)


def due(option: Option, release: Period, today: date) -> tuple[tuple[Part, Period], ...]:
    """What a release tells of, each part with its period; nothing in one that ends within a unit.

    The day that counts is the last one of the release, so that a release says the same whenever it is made.
    """
    start = release.fiscal_year_start
    if Period.containing(release.end, option.unit, start).end != release.end:
        return ()
    day = min(release.end, today)
    return tuple((part, latest(part, option.unit, day, start)) for part in option.parts)


def too_new(option: Option, today: date) -> dict[str, date]:
    """For types whose first order on a new platform waits: the first day of receipt that waits still."""
    return {
        code: today - timedelta(days=part.new_platform - 1)
        for part in option.parts
        for code in part.rows
        if part.new_platform
    }


def national_security_table(
    option: Option,
    told: tuple[tuple[Part, Period], ...],
    process: Mapping[Period, Process],
    released: Released | None = None,
) -> NationalSecurity | None:
    """Band what was counted: a row's sum, never the sum of its bands. None where nothing is known or due.

    released: how much process is secret no longer, by period, type and measure.

    Raises:
        DataProblems: process has no row under this option; or its bands can't be made from those of the log.

    """
    parts = tuple(
        PartTable(
            part,
            period,
            dict(_bands(option, part, process[period], released or {})) if period in process else {},
        )
        for part, period in told
    )
    return NationalSecurity(option, parts) if any(one.bands for one in parts) else None


def _bands(
    option: Option, part: Part, process: Process, released: Released
) -> Iterator[tuple[tuple[str, str], Band]]:
    unplaced = sorted(process.types - option.known) if not option.combined else []
    if unplaced:
        raise DataProblems(
            f"option {option.number} for national-security process gives each kind a row of its own, and the "
            "log does not say which kind some of it is",
            where=process.period.name,
            got=", ".join(unplaced),
            mend="give each record its kind (nsl, fisa_content, fisa_noncontent), or choose option 3 or 4, "
            "which have one row for all of it",
        )
    for code in part.shown:
        for measure in MEASURES:
            known = process.of(measure, None if code == TOTAL else (code,))
            if known is not None:
                floor = sum(
                    number
                    for (period, kind, name), number in released.items()
                    if (period, name) == (process.period.name, measure) and code in {TOTAL, kind}
                )
                yield (code, measure), _raised(_banded(option, process.period, known), floor, known)


def _raised(found: Band, floor: int, known: Collection[tuple[int, int]]) -> Band:
    """A band that begins no lower than what everybody knows; its end stays."""
    if floor > sum(upper for _, upper in known):
        raise DataProblems(
            "more national-security process is said to be released than the log has",
            where="confidentiality.national_security.released",
            got=str(floor),
            mend="correct the numbers that were released, or the log",
        )
    return Band(max(found.lower, floor), found.upper)


def _banded(option: Option, period: Period, known: Collection[tuple[int, int]]) -> Band:
    """The band of a sum of exact numbers; or the one band that the log has, if it is one of the option's."""
    if all(lower == upper for lower, upper in known):
        return band(sum(lower for lower, _ in known), option.width)
    if len(known) == 1:
        ((lower, upper),) = known
        widest = band(upper, option.width)
        if upper == widest.upper and lower >= widest.lower:  # a floor may be raised for released letters
            return Band(lower, upper)
    raise DataProblems(
        f"the log has bands of national-security process that are none of option {option.number}'s, whose "
        f"bands are {option.width} wide: a band follows from numbers, never from other bands",
        where=period.name,
        got=", ".join(f"{lower}-{upper}" for lower, upper in known),
        mend="choose the option that the bands were made by, or keep the numbers in the log",
    )
