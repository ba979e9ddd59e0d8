"""Takes the published numbers of many releases, gives one view a kind over all periods, and their Lookup."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.measures import MEASURES, measures_of
from pellucid.report.numbers.lookup import MISSING, CubeView, Lookup
from pellucid.vocabulary.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pellucid.report.numbers.lookup import Coverage, Number
    from pellucid.vocabulary.periods import Period

Numbers = dict[tuple[str, str, str, str], "Number"]
DECIDED = "requests_decided"  # a measure of logs whose rates are over decided requests


class Joined(Lookup):
    """Every published number of all periods of one length, the newest period being its own."""

    def __init__(self, views: Iterable[CubeView]) -> None:
        self._views = {view.kind: view for view in views}
        self.period = max(view.period for view in self._views.values())
        self.national_security = None
        self._breakdowns = {}
        self._counted = set()


def joined_view(
    kind: str,
    periods: Iterable[Period],
    numbers: Mapping[tuple[str, str, str, str], Number],
    coverage: Mapping[tuple[str, str, str], Coverage],
) -> CubeView:
    """Join what was published of a kind of log; a period between two others that has no release is a gap."""
    codes = {key[3] for key in numbers}
    of = _counted_in(kind, codes)
    rate_of = "decided" if DECIDED in codes else "received"
    stated = sorted(set(periods))
    gaps = [period for period in _without_gaps(stated) if period not in stated]
    countries = {key[1] for key in numbers}
    found: Numbers = {
        (period.name, country, TOTAL, code): MISSING
        for period in gaps
        for country in countries
        for code in codes
    }
    return CubeView(
        kind=kind,
        of=of,
        measures=tuple(one for one in measures_of(of, rate_of) if one.code in codes),
        periods=tuple(sorted({*stated, *gaps})),
        countries=tuple(sorted(countries - {TOTAL})),
        request_types=tuple(sorted({key[2] for key in numbers} - {TOTAL})),
        _numbers={**numbers, **found},
        _coverage=dict(coverage),
    )


def _counted_in(kind: str, codes: set[str]) -> str:
    """Name the kind whose measures aggregated figures have."""
    if kind in MEASURES:
        return kind
    return max(MEASURES, key=lambda of: len(codes & {one.code for one in measures_of(of, "decided")}))


def _without_gaps(periods: list[Period]) -> Iterator[Period]:
    """Give the periods and those that lie between them; intervals may lie anyhow."""
    for one, following in pairwise(periods):
        between = one
        while one.kind is not PeriodKind.INTERVAL and (between := between.next()) < following:
            yield between
    yield from periods
