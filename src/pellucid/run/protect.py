"""What was counted and what is public already in; every release as it may be published out, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.confidentiality.cost import Cost, costs
from pellucid.confidentiality.counts import NO_COUNTS, counts, rows
from pellucid.confidentiality.keys import BREAKDOWNS, CellKey, EarlierNumber, EarlierRelease
from pellucid.confidentiality.protect import Earlier, ProtectedFigures, Rules, protect
from pellucid.confidentiality.spans import overlapping
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS
from pellucid.cube.figures import make_figures
from pellucid.cube.tables import families
from pellucid.release.public import public_releases
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.request_types import DATA_REQUEST, NATIONAL_SECURITY
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from pellucid.config import Config
    from pellucid.cube.cells import Figures
    from pellucid.release.public import PublicRelease
    from pellucid.run.examine import Examined

    DatedKey = tuple[str, date, date, str, str, str]


def rules_of(config: Config) -> Rules:
    """Give the configuration's rules of confidentiality."""
    own = config.confidentiality
    return Rules(
        threshold=own.threshold,
        width=own.width or own.threshold,
        rate_of=config.counting.rate_of,
        corrections=own.corrections,
        insider=own.insider,
        in_total=frozenset(code for code, family in families(config).items() if family == DATA_REQUEST),
    )


@dataclass(frozen=True)
class Protected:
    """A release's figures as they may be published, and what that took away, for the publisher's eyes.

    truth: the counts of all releases near it, by table, first and last day, codes and measure.
    small: those of them that are small.
    kept: how many counts stay published that are small: they were public before they were confidential.
    """

    figures: ProtectedFigures
    costs: tuple[Cost, ...] = ()
    truth: Mapping[DatedKey, int] = field(default_factory=dict)
    small: frozenset[DatedKey] = frozenset()
    kept: int = 0


def protected_figures(config: Config, examined: Examined, site: Path) -> Iterator[Protected]:
    """Protect the releases one after the other, each against all that is public by then.

    A shorter period comes before a longer one that ends on the same day, so that the longer one gives way.
    """
    rules, wanted = rules_of(config), tuple(examined.periods or ())
    if rules.threshold <= 1:
        for figures in make_figures(examined.source, examined.covered, wanted, config.counting.history):
            yield Protected(protect(figures, rules))
        return
    public = [_earlier(release) for release in public_releases(site)] if site.is_dir() else []
    near = overlapping(wanted, [release.period for release in public])
    every = list(make_figures(examined.source, examined.covered, {*wanted, *near}, config.counting.history))
    truth = _truth(every)
    dated = _dated(truth, every)
    small = frozenset(key for key, value in dated.items() if 0 < value < rules.threshold)
    for figures in sorted(every, key=lambda one: (one.period.end, one.period.days)):
        if figures.period in wanted:
            protected = protect(figures, rules, Earlier(tuple(public), truth))
            made = _made(protected)
            kept = _small_published(made, rules.threshold)
            cost = tuple(costs(figures, protected, rules.threshold))
            yield Protected(protected, cost, dated, small, kept)
            public.append(made)


def _truth(every: Iterable[Figures]) -> dict[CellKey, int]:
    return {
        key: one.value
        for figures in every
        for key, one in counts(rows(figures.cubes, figures.breakdowns), 1).items()
    }


def _dated(truth: Mapping[CellKey, int], every: Iterable[Figures]) -> dict[DatedKey, int]:
    """Name counts by the first and last day of their periods, as whoever reads the site knows them."""
    periods = {one.period.name: one.period for one in every}
    periods |= {
        period.name: period for one in every for cube in one.cubes.values() for period in cube.periods
    }
    return {
        (
            key.table,
            periods[key.period].start,
            periods[key.period].end,
            key.first,
            key.second,
            key.measure,
        ): value
        for key, value in truth.items()
    }


def _earlier(release: PublicRelease) -> EarlierRelease:
    """What a release in the site has published; bands of national-security process are linked to nothing."""
    cells = [cell for cell in release.cells if cell.kind != NATIONAL_SECURITY]
    numbers = {
        CellKey(cell.kind, cell.period, *cell.place, cell.measure): EarlierNumber(cell.value, cell.status)
        for cell in cells
    }
    spans = {(cell.period, cell.start, cell.end) for cell in cells}
    periods = tuple(sorted(Period(name, Period.parse(name).kind, first, last) for name, first, last in spans))
    own = next(
        (one for one in periods if (one.start, one.end) == release.span), Period.between(*release.span)
    )
    return EarlierRelease(release.name, own, numbers, periods, current=release.current)


def _made(figures: ProtectedFigures) -> EarlierRelease:
    """What a release publishes that was protected in this run."""
    numbers: dict[CellKey, EarlierNumber] = {}
    for kind, cube in figures.cubes.items():
        numbers |= _numbers(kind, cube.cells.loc[:, list(CELL_COLUMNS)])
    numbers |= _numbers(BREAKDOWNS, figures.breakdowns.loc[:, list(BREAKDOWN_COLUMNS)])
    periods = {period for cube in figures.cubes.values() for period in cube.periods} | {figures.period}
    name = f"{figures.period.folder}, new"
    return EarlierRelease(name, figures.period, numbers, tuple(sorted(periods)))


def _small_published(release: EarlierRelease, threshold: int) -> int:
    return sum(
        number.value is not None and 0 < number.value < threshold
        for key, number in release.numbers.items()
        if key.measure not in NO_COUNTS
    )


def _numbers(table: str, frame: pd.DataFrame) -> dict[CellKey, EarlierNumber]:
    return {
        CellKey(table, *values[:4]): EarlierNumber(
            None if values[4] != values[4] else values[4], Status(values[7])
        )
        for values in frame.itertuples(index=False, name=None)
    }
